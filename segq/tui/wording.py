"""How a question's standing is said on the screen: a glyph and a word, so that nothing hangs on a colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from answers.proposal import Recommendation
from answers.review.decision import Act
from answers.review.lines import Line


@dataclass(frozen=True, slots=True)
class Status:
    """Where a question stands, in a list."""

    glyph: str
    word: str
    tone: str
    """Name of the style it is painted with; the word says the same."""


_DECIDED = {
    Act.ACCEPT: Status("✓", "accepted", "done"),
    Act.EDIT: Status("✎", "edited", "done"),
    Act.CHOOSE: Status("✓", "option", "done"),
    Act.NOT_APPLICABLE: Status("∅", "n/a", "done"),
    Act.ASK_EXPERT: Status("…", "expert", "waiting"),
    Act.EXPERT_ANSWER: Status("✓", "by expert", "done"),
    Act.SKIP: Status("-", "skipped", "done"),
}
_PROPOSED = {
    Recommendation.SETTLED: Status("●", "settled", "settled"),
    Recommendation.SUGGESTED: Status("◐", "suggested", "suggested"),
    Recommendation.NONE: Status("○", "no answer", "none"),
}
_BLOCKED = Status("▲", "blocked", "blocked")
STATUS_WIDTH = 11
"""Cells of the longest glyph and word."""


def status_of(line: Line) -> Status:
    """Return what was decided, else what is proposed; a blocked proposal is no more than that."""
    decision = line.standing.decision
    if decision is not None:
        return _DECIDED[decision.act]
    return _BLOCKED if line.blocked else _PROPOSED[line.recommendation]


def due_words(due: date | None, today: date) -> str:
    """Return a due date with the days that are left."""
    if due is None:
        return "no date"
    return f"{due:%d %b}, {_days_left((due - today).days)}"


def _days_left(days: int) -> str:
    if days < 0:
        return f"{-days} d late"
    return "today" if days == 0 else "tomorrow" if days == 1 else f"{days} days"


def local_time(at: datetime) -> str:
    """Return a moment as the clock on the wall shows it."""
    return f"{at.astimezone():%d %b %H:%M}"


def bar(done: int, of: int, width: int) -> str:
    """Return a progress bar in characters; it is full only where everything is done."""
    full = width if of == 0 else min(done * width // of, width)
    return "█" * full + "░" * (width - full)


def duration_words(seconds: float) -> str:
    """Return a remaining time in whole minutes or hours."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "under 1 min"
    return f"about {minutes} min" if minutes < 90 else f"about {minutes / 60:.1f} h"


def clipped(text: str, width: int) -> str:
    """Return the text on one line of at most ``width`` characters, a cut one ending in ``…``."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else f"{flat[: max(width - 1, 0)]}…"
