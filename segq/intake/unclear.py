"""Open columns of which nothing says whose they are: they are left alone and shown as a doubt, never offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from segq.intake.evidence import Clue, ColumnReading, Role, total
from segq.intake.headers import Hint, header_hints
from segq.intake.wording import options_are_ownership

_SAYS = {
    Role.ANSWER: (Hint.ANSWER, Hint.STATUS),
    Role.COMMENT: (Hint.COMMENT, Hint.ANSWER),
    Role.EVIDENCE: (Hint.EVIDENCE,),
    Role.OWNERSHIP: (Hint.OWNERSHIP,),
}
_WHY = "open, and nothing says whether the vendor is to fill it in"


def told_apart(found: Mapping[int, ColumnReading]) -> dict[int, ColumnReading]:
    """Return the readings without the columns that only their being open speaks for.

    The strongest list or text column stays the answer, lists of the same choices stay beside it, and the first text
    column right of the answer stays its comment where no header names one.
    """
    result = dict(found)
    for col in _doubtful_lists(found) | _doubtful_texts(found):
        clue = Clue(Role.UNCLEAR, 0.0, _WHY)
        result[col] = replace(found[col], role=Role.UNCLEAR, confidence=0.4, clues=(*found[col].clues, clue))
    return result


def is_named(reading: ColumnReading) -> bool:
    """Whether the header, or a list of owners, says what the column was taken for."""
    hints = header_hints(reading.column.header)
    if reading.role is Role.OWNERSHIP and options_are_ownership(reading.column.option_texts):
        return True
    listed = reading.role is Role.ANSWER and reading.column.choices > 0.15
    return any(hint in hints for hint in (tuple(hints) if listed else _SAYS.get(reading.role, tuple(hints))))


def _doubtful_lists(found: Mapping[int, ColumnReading]) -> set[int]:
    """Return the lists that offer other choices than the answer's, under headers that say nothing."""
    listed = [r for r in found.values() if r.role in (Role.ANSWER, Role.OTHER) and r.column.choices > 0.15]
    if not listed:
        return set()
    strongest = max(listed, key=lambda r: (r.role is Role.ANSWER, total(r.clues), -r.column.col))
    same = strongest.column.option_texts
    return {r.column.col for r in listed if r.column.option_texts != same and not is_named(r)}


def _doubtful_texts(found: Mapping[int, ColumnReading]) -> set[int]:
    """Return the text columns beside the answer of which the header says nothing, the comment apart."""
    beside = (Role.COMMENT, Role.EVIDENCE, Role.OWNERSHIP, Role.OTHER)
    texts = [r for r in found.values() if r.role in beside and r.column.choices <= 0.15]
    unnamed = [r.column.col for r in texts if not is_named(r)]
    answers = [r.column.col for r in found.values() if r.role in (Role.ANSWER, Role.TICK)]
    if any(r.role is Role.COMMENT and is_named(r) for r in texts) or not answers:
        return set(unnamed)
    right = [col for col in unnamed if col > min(answers) and found[col].role is Role.COMMENT]
    return set(unnamed) - set(right[:1])
