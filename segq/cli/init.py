"""``segq init``: a project folder with a workspace and a knowledge base to start from."""

from __future__ import annotations

from pathlib import Path

import click

from segq.cli.options import json_option
from segq.cli.workspaces import opened, print_record


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@json_option
def command(folder: Path, as_json: bool) -> int:
    """Make DIR a project: a workspace in .segq/, a knowledge base in kb/; nothing is overwritten.

    Commands that run inside DIR find both by themselves.

    \b
    Example:
      segq init security-answers
    """
    from segq.project import make_project, workspace_file

    written = make_project(folder)
    with opened(workspace_file(folder), create=True):
        pass
    if as_json:
        print_record({"folder": str(folder), "written": [str(path) for path in (*written, workspace_file(folder))]})
        return 0
    for path in (*written, workspace_file(folder)):
        click.echo(path)
    click.echo(
        f"\nNext:\n  cd {folder}\n  edit kb/base.yaml and kb/statements.yaml, then: segq kb lint\n"
        '  segq account add "CUSTOMER" --domain customer.com\n'
        "  segq import questionnaire.xlsx --account customer.com\n  segq review",
        err=True,
    )
    return 0
