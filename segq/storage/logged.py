"""Log entries of a review as rows of the audit log, and who took the decision that a question stands at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, select

from answers.review.decision import Standing
from answers.review.log import Entry, NewEntry, Step
from knowledge.errors import InputRejected
from segq.storage.audit import Kind
from segq.storage.encoding import from_json, to_json
from segq.storage.tables import audit

Values = dict[str, Any]

_AT_ONCE: Final = 500
"""So many numbers stand in one query."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What the payload of a decision's row in the audit log holds."""

    question: str
    batch: int
    step: Step
    reverses: int | None
    before: int
    """Number of the question's entry before this one, 0 where there is none."""
    decided_by: str
    """Who took the decision that the question stands at."""
    after: Standing


def logged(entry: NewEntry, batch: int, decided_by: str) -> Logged:
    """Return what is written of a new entry."""
    return Logged(entry.question, batch, entry.step, entry.reverses, entry.expected, decided_by, entry.after)


def entry_of(number: int, by: str, at: datetime, kept: Logged) -> Entry:
    """Return the log entry of a decision's row, given what the row's payload holds."""
    return Entry(number, kept.batch, kept.question, by, at, kept.after, kept.step, kept.reverses)


def standing_row(questionnaire: int, entry: Entry, decided_by: str) -> Values:
    """Return what is kept of an entry as its question's standing."""
    decision = entry.after.decision
    return {
        "questionnaire": questionnaire,
        "question": entry.question,
        "version": entry.number,
        "by": decided_by,
        "content": to_json(entry.after, Standing),
        "act": decision.act.value if decision else None,
    }


def entries_of(connection: Connection, questionnaire: int, after: int = 0) -> tuple[Entry, ...]:
    """Return a questionnaire's entries with a number above ``after``, oldest first."""
    return tuple(entry for entry, _ in _rows(connection, questionnaire, audit.c.number > after))


def entry_numbered(connection: Connection, questionnaire: int, number: int) -> Entry:
    """Return one entry of a questionnaire, which must be there."""
    return _rows(connection, questionnaire, audit.c.number == number)[0][0]


def deciders(connection: Connection, questionnaire: int, by: str, entries: Sequence[NewEntry]) -> list[str]:
    """Return who took the decision that each question will stand at: a mark, an undo and a redo leave it theirs."""
    named = {number for entry in entries for number in (entry.expected, entry.reverses) if number}
    known = _numbered(connection, questionnaire, named)
    if missing := named - known.keys():
        raise InputRejected(f"{min(missing)}: no such entry in the log of questionnaire {questionnaire}.")
    restored = [_restored(entry, known) for entry in entries]
    known |= _numbered(connection, questionnaire, set(restored) - known.keys() - {0})
    return [_decider(by, entry, known.get(number)) for entry, number in zip(entries, restored, strict=True)]


def _restored(entry: NewEntry, known: dict[int, Logged]) -> int:
    """Return the number of the entry whose standing comes back, or that the new one builds on; 0 for none."""
    if entry.reverses is None:
        return entry.expected
    return known[entry.reverses].before if entry.step is Step.UNDONE else entry.reverses


def _decider(by: str, entry: NewEntry, base: Logged | None) -> str:
    if entry.after.decision is None:
        return ""
    return base.decided_by if base and base.after.decision == entry.after.decision else by


def _numbered(connection: Connection, questionnaire: int, numbers: Iterable[int]) -> dict[int, Logged]:
    found: dict[int, Logged] = {}
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _AT_ONCE):
        some = audit.c.number.in_(ordered[start : start + _AT_ONCE])
        found |= {entry.number: kept for entry, kept in _rows(connection, questionnaire, some)}
    return found


def _rows(connection: Connection, questionnaire: int, wanted: ColumnElement[bool]) -> list[tuple[Entry, Logged]]:
    found = (
        select(audit.c.number, audit.c.by, audit.c.at, audit.c.payload)
        .where(audit.c.questionnaire == questionnaire, audit.c.kind == Kind.DECISION.value, wanted)
        .order_by(audit.c.number)
    )
    rows = ((*row, from_json(payload, Logged)) for *row, payload in connection.execute(found))
    return [(entry_of(number, by, at, kept), kept) for number, by, at, kept in rows]
