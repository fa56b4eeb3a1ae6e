"""Options that several commands share, with one wording each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def knowledge_options(command: Command) -> Command:
    """Add ``--kb`` and ``--as-of``."""
    command = click.option("--as-of", metavar="DATE", help="The date to decide on, as YYYY-MM-DD; today if not given.")(
        command
    )
    return click.option(
        "--kb",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Knowledge base folder; the bundled SegMetrics base if not given.",
    )(command)


def profile_option(command: Command) -> Command:
    """Add ``--profile``."""
    return click.option(
        "--profile",
        type=click.Path(path_type=Path),
        metavar="P.yaml",
        help="Read the layout as this profile says; without it, by the matching profile of the profiles folder.",
    )(command)


def account_option(command: Command) -> Command:
    """Add ``--account``."""
    return click.option(
        "--account",
        metavar="NAME|DOMAIN",
        help="For whom: what they may see follows from their NDA record in the workspace; public if not given.",
    )(command)


def workspace_option(command: Command) -> Command:
    """Add ``--workspace``."""
    return click.option(
        "--workspace",
        metavar="FILE|URL",
        help="The workspace; SEGQ_WORKSPACE, the project folder's or your own if not given.",
    )(command)


def by_option(command: Command) -> Command:
    """Add ``--by``."""
    return click.option("--by", metavar="NAME", help="Under whose name it is written; SEGQ_USER or your login if not.")(
        command
    )


def id_argument(command: Command) -> Command:
    """Add the number of a questionnaire."""
    return click.argument("questionnaire", metavar="ID", type=click.IntRange(min=1))(command)


def json_option(command: Command) -> Command:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON lines, each with schema_version.")(command)


def password_option(command: Command) -> Command:
    """Add ``--password-file``; a password itself is never an argument, where every process could see it."""
    return click.option(
        "--password-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="File that holds the password of an encrypted workbook, alone in one line.",
    )(command)
