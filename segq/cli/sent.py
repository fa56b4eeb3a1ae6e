"""``segq sent``: the file that really went out, recorded beside the release."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporters.password import read_password
from segq.cli.options import by_option, id_argument, json_option, password_option, workspace_option
from segq.cli.workspaces import DAY, opened, print_record
from segq.settings import load_settings, reviewer_name

if TYPE_CHECKING:
    from segq.release.sent import SentFile


@click.command()
@id_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--on", type=DAY, required=True, metavar="DATE", help="The day on which it was sent.")
@password_option
@json_option
@workspace_option
@by_option
def command(
    questionnaire: int,
    file: Path,
    on: datetime,
    password_file: Path | None,
    as_json: bool,
    workspace: str | None,
    by: str | None,
) -> int:
    """Record FILE as what was sent for questionnaire ID, and say what differs from the release.

    Exit code 0 if it is the release to the byte, 1 if anything differs; it is recorded either way.

    \b
    Example:
      segq sent 3 acme.answered.xlsx --on 2026-12-04
    """
    from segq.release.sent import register_sent

    password = read_password(password_file) if password_file else None
    with opened(load_settings(workspace=workspace).workspace) as place:
        found = register_sent(place, questionnaire, file, on.date(), reviewer_name(by), password)
    if as_json:
        print_record(_record(found))
    else:
        click.echo("\n".join(_lines(found)))
    return 0 if found.same else 1


def _record(found: SentFile) -> dict[str, object]:
    return {
        "questionnaire": found.sent.questionnaire,
        "release": found.sent.release,
        "file": found.sent.name,
        "sha256": found.sent.sha256,
        "on": found.sent.on.isoformat(),
        "same": found.same,
        "differences": list(found.sent.differences),
    }


def _lines(found: SentFile) -> list[str]:
    head = f"{found.sent.name}: sent on {found.sent.on.isoformat()}, recorded"
    if found.same and found.release is not None:
        return [f"{head}; it is release {found.release.id} to the byte"]
    beside = f"release {found.release.id}" if found.release else "the original, as nothing was released"
    return [f"{head}; compared with {beside}:", *(f"  {each}" for each in found.sent.differences)]
