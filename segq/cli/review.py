"""``segq review``: the questionnaires of the workspace, reviewed at the keyboard."""

from __future__ import annotations

import gc
import importlib
import sys
from pathlib import Path

import click

from knowledge.errors import InputRejected
from segq.cli.options import by_option, knowledge_options, workspace_option
from segq.settings import load_settings, reviewer_name


@click.command()
@click.argument("questionnaire", metavar="[ID]", required=False, type=click.IntRange(min=1))
@workspace_option
@by_option
@knowledge_options
def command(
    questionnaire: int | None, workspace: str | None, by: str | None, kb: Path | None, as_of: str | None
) -> int:
    """Review questionnaires at the keyboard: the queue of all, or the one with the number ID.

    \b
    Examples:
      segq review
      segq review 3
    """
    settings = load_settings(kb, as_of, workspace)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputRejected(
            "segq review needs a terminal, and this is none.",
            "In scripts use `segq status`, `segq export`, `segq sme`.",
        )
    gc.disable()  # until the first paint: all that is loaded stays
    run = importlib.import_module("segq.tui.app").run
    run(settings, reviewer_name(by), questionnaire)
    return 0
