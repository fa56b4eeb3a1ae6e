"""Evidence about columns: the roles there are, and named clues with weights that add up to one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from segq.intake.choice_words import heads_a_choice
from segq.intake.columns import Column
from segq.intake.headers import Hint, leading_hint


class Role(StrEnum):
    """The part that a column plays in a table."""

    ID = "id"
    QUESTION = "question"
    SECTION = "section"
    GUIDANCE = "guidance"
    ANSWER = "answer"
    COMMENT = "comment"
    EVIDENCE = "evidence"
    OWNERSHIP = "ownership"
    OTHER = "other"
    ANALYST = "analyst"
    REFERENCE = "reference"
    TICK = "tick"
    """A column headed by a choice, to be marked where it applies."""
    UNCLEAR = "unclear"
    """Open, and nothing says whose it is: left alone."""

    @property
    def is_slot(self) -> bool:
        """Whether the vendor writes there."""
        return self in (Role.ANSWER, Role.TICK, Role.COMMENT, Role.EVIDENCE, Role.OWNERSHIP, Role.OTHER)


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence for (positive) or against a role."""

    role: Role
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """A column with its role, how sure that is (0–1) and why."""

    column: Column
    role: Role
    confidence: float
    clues: tuple[Clue, ...] = ()


def total(clues: Iterable[Clue]) -> float:
    """Return the weight of the evidence."""
    return sum(clue.weight for clue in clues)


def sure(margin: float) -> float:
    """Turn a margin of evidence into a confidence: 0.5 at the threshold, 0.9 three points above."""
    return round(min(0.99, max(0.3, 0.5 + margin * 0.14)), 2)


def may_be_slot(column: Column) -> bool:
    """Whether anything may be written in the column at all, and none of it is calculated or the sender's ticks."""
    if (
        column.closed >= 0.5
        or column.hidden
        or column.writable < 0.15
        or column.merged_away >= 0.5
        or column.formulas >= 0.5
    ):
        return False
    offered = column.choices > 0.15 or column.unlocked
    return offered or not (column.computed or column.marks)


def is_plain_place(column: Column) -> bool:
    """Whether a column is open under an answer's header, under a choice or under a list."""
    made = column.choices > 0.5 or leading_hint(column.header) is Hint.ANSWER or heads_a_choice(column.header)
    return column.open > 0.5 and made
