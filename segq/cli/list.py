"""``segq list``: the questionnaires of the workspace, those due first."""

from __future__ import annotations

import click

from answers.review.states import State
from segq.cli.options import json_option, workspace_option
from segq.cli.workspaces import opened, print_record
from segq.settings import load_settings


@click.command()
@click.option("--all", "everything", is_flag=True, help="Superseded questionnaires too.")
@json_option
@workspace_option
def command(everything: bool, as_json: bool, workspace: str | None) -> int:
    """List the questionnaires: state, account, due date, progress.

    \b
    Example:
      segq list
    """
    from segq.workspace_view import questionnaire_line, questionnaire_record

    with opened(load_settings(workspace=workspace).workspace) as place:
        records = [each for each in place.questionnaires() if everything or each.state is not State.SUPERSEDED]
    for record in records:
        if as_json:
            print_record(questionnaire_record(record))
        else:
            click.echo(questionnaire_line(record))
    if not records:
        click.echo("No questionnaires yet: segq import FILE", err=True)
    return 0
