"""``segq inspect``: the questions and slots found in files, and on what evidence."""

from __future__ import annotations

import json
from pathlib import Path

import click

from exporters.xlsx import scan_workbook
from segq.cli.options import json_option
from segq.intake import read_workbook
from segq.intake.report import human_lines, json_lines

NO_QUESTIONS = 1


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--evidence/--no-evidence", default=True, help="Show why each column was taken for what it is.")
@json_option
def command(files: tuple[Path, ...], evidence: bool, as_json: bool) -> int:
    """Show the questions and answer slots found in FILES, and why; exit code 1 if none are found.

    \b
    Examples:
      segq inspect questionnaire.xlsx
      segq inspect questionnaire.xlsx --json > slots.jsonl
    """
    found = 0
    for path in files:
        reading = read_workbook(scan_workbook(path), path.name)
        found += len(reading.questionnaire.questions)
        if as_json:
            for record in json_lines(reading):
                click.echo(json.dumps(record, ensure_ascii=False))
        else:
            for line in human_lines(reading, evidence=evidence):
                click.echo(line)
    return 0 if found else NO_QUESTIONS
