"""``segq verify``: what differs between an original and its filled copy, whoever filled it."""

from __future__ import annotations

from pathlib import Path

import click

from exporters.verify import verify
from segq.cli.options import json_option


@click.command()
@click.argument("original", type=click.Path(path_type=Path))
@click.argument("filled", type=click.Path(path_type=Path))
@json_option
def command(original: Path, filled: Path, as_json: bool) -> int:
    """Say what differs between ORIGINAL and FILLED; exit code 0 if only answer cells do, else 1.

    \b
    Example:
      segq verify questionnaire.xlsx questionnaire.draft.xlsx
    """
    comparison = verify(original, filled)
    if as_json:
        click.echo(comparison.to_json())
    else:
        click.echo(comparison.render(), nl=False)
    return 0 if comparison.only_slots_changed else 1
