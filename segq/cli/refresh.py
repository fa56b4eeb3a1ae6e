"""``segq refresh``: proposals made anew after the knowledge base, an account or its NDA changed."""

from __future__ import annotations

from pathlib import Path

import click

from answers.review.states import QuestionnaireRecord, State
from segq.cli.options import by_option, json_option, knowledge_options, workspace_option
from segq.cli.workspaces import opened, print_record
from segq.settings import load_settings, reviewer_name

_WORKED_ON = (State.NEW, State.IN_REVIEW)


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...", type=click.IntRange(min=1))
@json_option
@workspace_option
@by_option
@knowledge_options
def command(
    ids: tuple[int, ...], as_json: bool, workspace: str | None, by: str | None, kb: Path | None, as_of: str | None
) -> int:
    """Propose anew for the questionnaires ID, or for all that are new or in review.

    Decisions stay as they are; one whose statement changed meanwhile is marked stale.

    \b
    Example:
      segq refresh
    """
    from segq.engine import Engine
    from segq.importing import refresh_proposals

    settings = load_settings(kb, as_of, workspace)
    with opened(settings.workspace) as place:
        records = [place.questionnaire(each) for each in ids] or [
            record for record in place.questionnaires() if record.state in _WORKED_ON
        ]
        engine = Engine(settings) if records else None
        for record in records:
            changed = engine is not None and refresh_proposals(place, record.id, reviewer_name(by), engine, settings)
            _tell(record, changed=changed, as_json=as_json)
    return 0


def _tell(record: QuestionnaireRecord, *, changed: bool, as_json: bool) -> None:
    if as_json:
        print_record({"id": record.id, "file": record.name, "changed": changed})
    else:
        click.echo(f"{record.id:>4}  {record.name}: {'proposals made anew' if changed else 'nothing changed'}")
