"""``segq verify``: what differs between an original and its filled copy, whoever filled it."""

from __future__ import annotations

from pathlib import Path

import click

from exporters.formats import compare_files
from exporters.password import read_password
from segq.cli.options import json_option, password_option


@click.command()
@click.argument("original", type=click.Path(path_type=Path))
@click.argument("filled", type=click.Path(path_type=Path))
@password_option
@json_option
def command(original: Path, filled: Path, password_file: Path | None, as_json: bool) -> int:
    """Say what differs between ORIGINAL and FILLED; exit code 0 if only what stands in cells or places does, else 1.

    \b
    Example:
      segq verify questionnaire.xlsx questionnaire.draft.xlsx
    """
    password = None if password_file is None else read_password(password_file)
    comparison = compare_files(original, filled, password)
    if as_json:
        click.echo(comparison.to_json())
    else:
        click.echo(comparison.render(), nl=False)
    return 0 if comparison.only_slots_changed else 1
