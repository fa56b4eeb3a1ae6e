"""``segq doctor``: whether the workspace, the knowledge base and the embedding weights are whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from knowledge.errors import SegqError
from segq.cli.options import json_option, knowledge_options, workspace_option
from segq.cli.workspaces import opened, print_record
from segq.settings import Settings, load_settings


@click.command()
@json_option
@workspace_option
@knowledge_options
def command(as_json: bool, workspace: str | None, kb: Path | None, as_of: str | None) -> int:
    """Check the workspace (its audit chain too), the knowledge base and the weights; exit code 1 if anything is wrong.

    \b
    Example:
      segq doctor
    """
    settings = load_settings(kb, as_of, workspace)
    wrong = 0
    for what, where, problems in _checks(settings):
        wrong += len(problems)
        if as_json:
            print_record({"checked": what, "where": where, "problems": list(problems)})
        else:
            click.echo(f"{what}: {where}: {'whole' if not problems else f'{len(problems)} problems'}")
            for problem in problems:
                click.echo(f"  {problem}")
    return 1 if wrong else 0


def _checks(settings: Settings) -> Iterator[tuple[str, str, list[str]]]:
    yield "workspace", str(settings.workspace), _workspace_problems(settings)
    yield "knowledge base", str(settings.knowledge_base), _base_problems(settings)
    yield "weights", str(settings.model or "pinned"), _weight_problems(settings)


def _workspace_problems(settings: Settings) -> list[str]:
    if isinstance(settings.workspace, Path) and not settings.workspace.exists():
        return []
    try:
        with opened(settings.workspace) as place:
            return list(place.check())
    except SegqError as error:
        return [str(error)]


def _base_problems(settings: Settings) -> list[str]:
    from knowledge.loading import load_knowledge_base

    try:
        load_knowledge_base(settings.knowledge_base)
    except SegqError as error:
        return str(error).splitlines()
    return []


def _weight_problems(settings: Settings) -> list[str]:
    from knowledge.embeddings import find_model

    try:
        find_model(settings.model).verify()
    except SegqError as error:
        return [str(error)]
    return []
