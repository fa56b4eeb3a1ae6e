"""``segq import``: incoming questionnaires, or pasted questions, into the workspace."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporters.password import read_password
from knowledge.errors import InputRejected, SegqError
from segq.cli.failures import exit_code, line
from segq.cli.options import (
    by_option,
    json_option,
    knowledge_options,
    password_option,
    profile_option,
    workspace_option,
)
from segq.cli.workspaces import DAY, day_of, opened, print_record, unknown_account
from segq.intake.profile_matching import ProfileChoice
from segq.settings import Settings, load_settings, reviewer_name

if TYPE_CHECKING:
    from segq.engine import Engine
    from segq.importing import Arrival, Imported, ReadFile
    from segq.storage.workspace import Workspace

_STDIN = "-"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--account", metavar="NAME|DOMAIN", help="Whom it came from; the account must be on record.")
@click.option("--due", type=DAY, metavar="DATE", help="When the answers are due.")
@click.option("--name", metavar="NAME.csv", help="What pasted questions are called.")
@profile_option
@password_option
@json_option
@workspace_option
@by_option
@knowledge_options
def command(
    files: tuple[Path, ...],
    account: str | None,
    due: datetime | None,
    name: str | None,
    profile: Path | None,
    password_file: Path | None,
    as_json: bool,
    workspace: str | None,
    by: str | None,
    kb: Path | None,
    as_of: str | None,
) -> int:
    """Put the questionnaires FILES into the workspace, with a proposal for every question; - takes pasted questions.

    A file that is there already, for the same account, is left as it is. Pasted questions stand one on a line, or in
    paragraphs between blank lines; a number in front is kept as their id, and a line "# Heading" names a section.

    \b
    Examples:
      segq import acme.xlsx --account acme.com --due 2026-12-04
      segq import - --account acme.com --name acme-portal.csv < questions.txt
    """
    from segq.importing import Arrival, read_file, read_pasted

    settings = load_settings(kb, as_of, workspace)
    layouts = ProfileChoice(profile, settings.profiles)
    password = read_password(password_file) if password_file else None
    engine = cache(partial(_engine, settings))
    worst = 0
    with opened(settings.workspace, create=True) as place:
        arrival = Arrival(reviewer_name(by), _known(place, account), day_of(due))
        for file in files:
            try:
                if str(file) == _STDIN:
                    read = read_pasted(_pasted_text(), _csv_name(name, settings))
                else:
                    read = read_file(file, layouts, password)
                _tell(_added(place, read, arrival, engine, settings), read, as_json=as_json)
            except SegqError as error:
                click.echo(f"segq: {line(error)}", err=True)
                worst = max(worst, exit_code(error))
    return worst


def _engine(settings: Settings) -> Engine:
    from segq.engine import Engine

    return Engine(settings)


def _added(
    place: Workspace, read: ReadFile, arrival: Arrival, engine: Callable[[], Engine], settings: Settings
) -> Imported:
    from segq.importing import add_file, known_questionnaire

    known = known_questionnaire(place, read, arrival)
    return known or add_file(place, read, arrival, engine(), settings)


def _known(place: Workspace, account: str | None) -> str | None:
    """Return the account's name as the workspace has it; a clearance is never guessed from a new name."""
    if account is None:
        return None
    found = place.account(account)
    if found is None:
        raise unknown_account(account)
    return found.name


def _pasted_text() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputRejected("stdin: not UTF-8 text.", "Paste it as UTF-8.") from None


def _csv_name(given: str | None, settings: Settings) -> str:
    if given is None:
        return f"pasted-{settings.as_of.isoformat()}.csv"
    stem = Path(given).name.removesuffix(".csv").strip()
    if not stem or stem.startswith("."):
        raise InputRejected(f"--name {given}: no name for a file.", "Give one such as acme-portal.csv.")
    return f"{stem}.csv"


def _tell(imported: Imported, read: ReadFile, *, as_json: bool) -> None:
    from segq.workspace_view import questionnaire_line, questionnaire_record

    if as_json:
        doubts = [{"place": doubt.place, "text": doubt.text} for doubt in read.doubts]
        print_record({**questionnaire_record(imported.record), "added": imported.added, "doubts": doubts})
        return
    click.echo(f"{questionnaire_line(imported.record)}{'' if imported.added else '  (was there already)'}")
    if imported.added and read.doubts:
        click.echo(
            f"{read.name}: {len(read.doubts)} doubts about its layout: segq status {imported.record.id}", err=True
        )
