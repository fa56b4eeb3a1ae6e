"""The option by which a person goes on in spite of a hindrance, on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from answers.review.signing import Obstacle
    from segq.release.writing import HoldKind

Command = TypeVar("Command", bound=Callable[..., Any])
Kind = TypeVar("Kind")


def override_option(command: Command) -> Command:
    """Add ``--override``."""
    return click.option(
        "--override",
        multiple=True,
        metavar='WHAT="WHY"',
        help="Go on in spite of a hindrance of this kind, on record; the refusal names it. May be repeated.",
    )(command)


def release_reasons(given: Iterable[str]) -> dict[HoldKind, str]:
    """Return the reason against each hold on a release; raises UsageError for anything else."""
    from segq.release.writing import HoldKind

    return _reasons(given, {str(each): each for each in HoldKind})


def sign_off_reasons(given: Iterable[str]) -> dict[Obstacle, str]:
    """Return the reason against each obstacle to signing off; raises UsageError for one that nobody may override."""
    from answers.review.signing import Obstacle

    return _reasons(given, {obstacle_name(each): each for each in Obstacle if each.overridable})


def obstacle_name(obstacle: Obstacle) -> str:
    """Return how an obstacle is named in options and JSON: ``with-expert``."""
    return obstacle.name.lower().replace("_", "-")


def _reasons(given: Iterable[str], known: Mapping[str, Kind]) -> dict[Kind, str]:
    reasons: dict[Kind, str] = {}
    for text in given:
        name, _, why = (part.strip() for part in text.partition("="))
        if name not in known:
            raise click.UsageError(f"--override {name}: may be {', '.join(sorted(known))}.")
        if not why:
            raise click.UsageError(f'--override {name}: say why: --override {name}="WHY".')
        reasons[known[name]] = why
    return reasons
