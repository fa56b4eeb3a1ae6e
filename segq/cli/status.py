"""``segq status``: how far a questionnaire is, what is open and why, what hinders its sign-off, what happened to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segq.cli.options import id_argument, json_option, knowledge_options, workspace_option
from segq.cli.overrides import obstacle_name
from segq.cli.sign_off import hindrance_record
from segq.cli.workspaces import opened, print_record
from segq.settings import load_settings, reviewer_name

if TYPE_CHECKING:
    from segq.questionnaire_status import QuestionnaireStatus
    from segq.storage.records import AuditRow

_SHOWN = 160
_SHOWN_AS_OPEN = ("undecided", "with-expert")
"""Obstacles that the list of open questions tells already."""


@click.command()
@id_argument
@click.option("--log", "show_log", is_flag=True, help="Show the audit log of the questionnaire instead.")
@json_option
@workspace_option
@knowledge_options
def command(
    questionnaire: int, show_log: bool, as_json: bool, workspace: str | None, kb: Path | None, as_of: str | None
) -> int:
    """Show how far questionnaire ID is: counts, open questions with reasons, hindrances to sign-off.

    \b
    Examples:
      segq status 3
      segq status 3 --log
    """
    from segq.questionnaire_status import status_of
    from segq.reviewing import session_of

    settings = load_settings(kb, as_of, workspace)
    with opened(settings.workspace) as place:
        if show_log:
            place.questionnaire(questionnaire)
            _tell_log([row for row in place.audit() if row.questionnaire == questionnaire], as_json=as_json)
            return 0
        status = status_of(place, session_of(place, questionnaire, reviewer_name(), settings))
    if as_json:
        print_record(_record(status))
    else:
        click.echo("\n".join(_lines(status)))
    return 0


def _tell_log(rows: Sequence[AuditRow], *, as_json: bool) -> None:
    from segq.workspace_view import audit_line, audit_record

    for row in rows:
        if as_json:
            print_record(audit_record(row))
        else:
            click.echo(audit_line(row))


def _record(status: QuestionnaireStatus) -> dict[str, object]:
    from segq.workspace_view import questionnaire_record

    return {
        **questionnaire_record(status.record),
        "open_questions": [
            {"at": each.key, "id": each.id, "text": each.text, "recommendation": each.recommendation, "why": each.why}
            for each in status.open
        ],
        "hindrances": [hindrance_record(each) for each in status.hindrances],
        "doubts": [{"place": doubt.place, "text": doubt.text} for doubt in status.doubts],
        "releases": [
            {
                "release": each.id,
                "file": each.name,
                "sha256": each.sha256,
                "clearance": each.clearance,
                "by": each.by,
                "at": each.at.isoformat(),
                "overrides": list(each.overrides),
            }
            for each in status.releases
        ],
        "sent": [
            {
                "file": each.name,
                "sha256": each.sha256,
                "on": each.on.isoformat(),
                "release": each.release,
                "differences": list(each.differences),
            }
            for each in status.sent
        ],
    }


def _lines(status: QuestionnaireStatus) -> Iterator[str]:
    from segq.workspace_view import questionnaire_line

    record = status.record
    yield questionnaire_line(record)
    if record.signed_off_by:
        yield f"signed off by {record.signed_off_by}"
    yield from (f"release {each.id} by {each.by} on {each.at:%Y-%m-%d}: {each.name}" for each in status.releases)
    yield from (
        f"sent on {each.on}: {each.name}" + (f", {len(each.differences)} differences" if each.differences else "")
        for each in status.sent
    )
    if status.open:
        yield f"open ({len(status.open)}):"
        yield from (_cut(f"  {each.id}  [{each.recommendation}] {each.text} — {each.why}") for each in status.open)
    others = [each for each in status.hindrances if obstacle_name(each.obstacle) not in _SHOWN_AS_OPEN]
    if others:
        yield f"hinders sign-off ({len(others)}):"
        yield from (_cut(f"  {each.text}") for each in others)
    if status.doubts:
        yield f"doubts about the layout ({len(status.doubts)}):"
        yield from (_cut(f"  {doubt.place}: {doubt.text}") for doubt in status.doubts)


def _cut(line: str) -> str:
    line = " ".join(line.split()) if "\n" in line else line
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
