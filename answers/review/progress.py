"""How far a review has come, and how long the rest may take at this reviewer's own pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import median

from answers.review.filters import is_open
from answers.review.lines import Line
from answers.review.log import Entry, Step

_BREAK = timedelta(minutes=15)
"""A longer pause between two decisions is none of the work."""
_LEAST = 3
"""So many pauses must be known before a pace is told."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of one questionnaire, and an estimate."""

    decided: int
    waiting: int
    """Questions that an expert has."""
    total: int
    remaining: timedelta | None = None
    """For the questions without a decision at the reviewer's median pace; ``None`` where no pace is known yet."""

    @property
    def share(self) -> float:
        """Decided questions in 0–1; 1 where there are none."""
        return self.decided / self.total if self.total else 1.0


def progress_of(lines: Sequence[Line], entries: Sequence[Entry], reviewer: str) -> Progress:
    """Return how far the questionnaire has come; ``entries`` is its log."""
    waiting = sum(is_open(line) and line.standing.decision is not None for line in lines)
    decided = sum(not is_open(line) for line in lines)
    pace = pace_of(entries, reviewer)
    left = len(lines) - decided - waiting
    return Progress(decided, waiting, len(lines), None if pace is None else pace * left)


def pace_of(entries: Sequence[Entry], reviewer: str) -> timedelta | None:
    """Return the median time between two decisions of the reviewer, breaks and the rest of a batch left out."""
    times = sorted({entry.batch: entry.at for entry in entries if _decides(entry, reviewer)}.values())
    pauses = [later - earlier for earlier, later in pairwise(times) if later - earlier <= _BREAK]
    if len(pauses) < _LEAST:
        return None
    return timedelta(seconds=median(pause.total_seconds() for pause in pauses))


def _decides(entry: Entry, reviewer: str) -> bool:
    return entry.by == reviewer and entry.step is Step.DECIDED and entry.after.decision is not None
