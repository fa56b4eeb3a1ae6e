"""``segq inspect``: the questions and slots found in files, and on what evidence."""

from __future__ import annotations

import json
from pathlib import Path

import click

from exporters.formats import DELIMITED, Scanned, format_of
from exporters.password import Password, read_password
from knowledge.errors import InputRejected
from segq.cli.options import json_option, password_option, profile_option
from segq.files import write_new
from segq.intake.any_format import read_scanned
from segq.intake.profile_matching import ProfileChoice
from segq.intake.profile_text import profile_text
from segq.intake.reading import Reading
from segq.intake.report import human_lines, json_lines
from segq.intake.word.reading import WordReading
from segq.settings import profiles_folder

NO_QUESTIONS = 1


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--evidence/--no-evidence", default=True, help="Show why each column was taken for what it is.")
@profile_option
@click.option(
    "--save-profile",
    type=click.Path(path_type=Path),
    metavar="P.yaml",
    help="Write the layout as found into a new profile, to be corrected by hand.",
)
@password_option
@json_option
def command(
    files: tuple[Path, ...],
    evidence: bool,
    profile: Path | None,
    save_profile: Path | None,
    password_file: Path | None,
    as_json: bool,
) -> int:
    """Show the questions and answer slots found in FILES, and why; exit code 1 if none are found.

    \b
    Examples:
      segq inspect questionnaire.xlsx
      segq inspect questionnaire.xlsx --json > slots.jsonl
      segq inspect questionnaire.xlsx --save-profile acme.yaml
      segq inspect questionnaire.xlsx --profile acme.yaml
    """
    if save_profile is not None and len(files) != 1:
        raise click.UsageError("--save-profile takes one FILE: segq inspect FILE --save-profile P.yaml.")
    choice = ProfileChoice(profile, profiles_folder())
    password = None if password_file is None else read_password(password_file)
    found = 0
    for path in files:
        reading = read_scanned(_scanned(path, password), path.name, choice)
        found += len(reading.questionnaire.questions)
        if isinstance(reading, Reading) and reading.profile is not None:
            click.echo(f"{path}: {reading.profile}", err=True)
        if save_profile is not None:
            _save(reading, save_profile)
        if as_json:
            for record in json_lines(reading):
                click.echo(json.dumps(record, ensure_ascii=False))
        else:
            for line in human_lines(reading, evidence=evidence):
                click.echo(line)
    return 0 if found else NO_QUESTIONS


def _scanned(path: Path, password: Password | None) -> Scanned:
    """Read the file; of a text it is told on stderr what had to be guessed."""
    found = format_of(path)
    scanned = found.read(path, password)
    for warning in scanned.warnings if found is DELIMITED else ():
        click.echo(f"{path}: {warning}", err=True)
    return scanned


def _save(reading: Reading | WordReading, target: Path) -> None:
    """Write the profile; one that is there may hold a person's corrections and is never replaced."""
    if not isinstance(reading, Reading):
        raise InputRejected(
            f"{reading.questionnaire.name}: a layout profile describes a spreadsheet.", "Leave --save-profile away."
        )
    try:
        write_new(target, profile_text(reading))
    except FileExistsError:
        raise InputRejected(
            f"{target}: there is such a file already, and it is not replaced.", "Give another name, or move it away."
        ) from None
    told = "" if reading.questionnaire.questions else "; no questions were found, so what was seen stands as comments"
    click.echo(f"layout profile written to {target}{told}", err=True)
