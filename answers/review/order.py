"""In which order questions are worked through, and which one comes next."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from answers.proposal import Recommendation
from answers.review.lines import Line


class Order(StrEnum):
    """How a list of questions is sorted."""

    WORST_FIRST = "worst first"
    """Those without a statement, then the suggested by confidence, then the settled, blocked ones first."""
    FILE = "file order"


def ordered(lines: Sequence[Line], order: Order = Order.FILE) -> tuple[Line, ...]:
    """Return the lines sorted; a decision moves no line, so that a list stands still while it is worked through."""
    if order is Order.FILE:
        return tuple(sorted(lines, key=lambda line: line.position))
    return tuple(sorted(lines, key=_badness))


def _badness(line: Line) -> tuple[int, bool, float, int]:
    suggested = line.recommendation is Recommendation.SUGGESTED
    settled = line.recommendation is Recommendation.SETTLED
    return line.recommendation, settled and not line.blocked, line.confidence if suggested else 0.0, line.position


def next_undecided(lines: Sequence[Line], key: str | None = None) -> str | None:
    """Return the key of the next line without a decision behind ``key``, from the top again at the end.

    ``None`` where all are decided; what an expert has waits for them. A key that the list does not hold, or none,
    starts at the top.
    """
    keys = [line.key for line in lines]
    start = keys.index(key) + 1 if key in keys else 0
    round_trip = [*lines[start:], *lines[:start]]
    return next((line.key for line in round_trip if line.standing.decision is None), None)
