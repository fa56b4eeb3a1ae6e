"""The append-only log of a review: each entry holds what a question stands at after it, so undo and redo are entries.

Folding is trivial by design: a question stands at the ``after`` of its last entry, and the number of that entry is the
version that the next writer must have seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from answers.review.decision import UNTOUCHED, Standing
from knowledge.errors import SegqError


class Step(StrEnum):
    """How an entry came about."""

    DECIDED = "decided"
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to append: refused as a whole batch if ``expected`` is no longer the question's version."""

    question: str
    """The question's key."""
    after: Standing
    expected: int
    """Number of the question's last entry as this writer saw it; 0 where there was none."""
    step: Step = Step.DECIDED
    reverses: int | None = None
    """Number of the entry that is undone or redone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log, numbered by the workspace."""

    number: int
    batch: int
    """Number of the first entry that was appended together with this one."""
    question: str
    by: str
    at: datetime
    """UTC."""
    after: Standing
    step: Step = Step.DECIDED
    reverses: int | None = None


class Conflict(SegqError):
    """Another reviewer changed the question meanwhile; nothing was written."""

    def __init__(self, question: str, latest: Entry) -> None:
        super().__init__(
            f"{question}: {latest.by} changed it at {latest.at:%H:%M}, after you opened it.",
            "Look at their decision, then decide again if yours should stand.",
        )
        self.question = question
        self.latest = latest


class Log:
    """The entries of one questionnaire in order, with what follows from them."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self._entries: dict[int, Entry] = {}
        self._of: dict[str, list[Entry]] = {}
        self.extend(entries)

    def extend(self, entries: Sequence[Entry]) -> None:
        """Take in newer entries; those already known are passed over."""
        for entry in entries:
            if not self.knows(entry):
                self._entries[entry.number] = entry
                self._of.setdefault(entry.question, []).append(entry)

    def knows(self, entry: Entry) -> bool:
        """Whether the entry was taken in before."""
        return entry.number in self._entries

    @property
    def entries(self) -> Sequence[Entry]:
        """Return all entries, oldest first."""
        return tuple(self._entries.values())

    @property
    def last(self) -> int:
        """Return the number of the newest entry, 0 where there is none."""
        return max(self._entries, default=0)

    def of(self, question: str) -> Sequence[Entry]:
        """Return a question's entries, oldest first."""
        return self._of.get(question, [])

    def version(self, question: str) -> int:
        """Return the number of the question's last entry, 0 where there is none."""
        entries = self._of.get(question)
        return entries[-1].number if entries else 0

    def standing(self, question: str) -> Standing:
        """Return where the question stands now."""
        entries = self._of.get(question)
        return entries[-1].after if entries else UNTOUCHED

    def decided_by(self, question: str) -> str:
        """Return who took the decision that the question stands at; empty where there is none."""
        entry = self._origin(question)
        while entry is not None and entry.after.decision is not None:
            before = self._origin(question, entry.number)
            if before is None or before.after.decision != entry.after.decision:
                return entry.by
            entry = before
        return ""

    def undone_by(self, reviewer: str) -> tuple[NewEntry, ...]:
        """Return the entries that undo the reviewer's newest batch still standing; none where there is nothing.

        Raises Conflict where somebody else has changed one of its questions since.
        """
        batch = self._newest(reviewer, undone=False)
        return tuple(self._reversal(entry, Step.UNDONE, self._before(entry)) for entry in batch)

    def redone_by(self, reviewer: str) -> tuple[NewEntry, ...]:
        """Return the entries that redo what the reviewer undid last, if they have decided nothing since."""
        batch = self._newest(reviewer, undone=True)
        return tuple(self._reversal(entry, Step.REDONE, entry.after) for entry in batch)

    def _newest(self, reviewer: str, *, undone: bool) -> list[Entry]:
        """Return the batch at the top of the reviewer's stack of things done, or of things undone."""
        done: list[int] = []
        taken_back: list[int] = []
        batches: dict[int, list[Entry]] = {}
        for _, entry in sorted(self._entries.items()):
            if entry.by != reviewer:
                continue
            first = entry.batch not in batches
            batches.setdefault(entry.batch, []).append(entry)
            if first:
                self._stack(entry, done, taken_back)
        top = (taken_back if undone else done)[-1:]
        return batches[top[0]] if top else []

    def _stack(self, entry: Entry, done: list[int], taken_back: list[int]) -> None:
        """Move the batch that is meant, not the top one: the reviewer may have written from two places at once."""
        if entry.reverses is None:
            done.append(entry.batch)
            taken_back.clear()
            return
        batch = self._entries[entry.reverses].batch
        source, target = (done, taken_back) if entry.step is Step.UNDONE else (taken_back, done)
        if batch in source:
            source.remove(batch)
        target.append(batch)

    def _origin(self, question: str, before: int | None = None) -> Entry | None:
        """Return the entry that first brought the standing before that number: undo and redo point back to one."""
        limit = before
        while True:
            earlier = [each for each in self._of.get(question, ()) if limit is None or each.number < limit]
            if not earlier or earlier[-1].reverses is None:
                return earlier[-1] if earlier else None
            reversed_entry = self._entries[earlier[-1].reverses]
            if earlier[-1].step is Step.REDONE:
                return reversed_entry
            limit = reversed_entry.number

    def _before(self, entry: Entry) -> Standing:
        earlier = [each for each in self._of[entry.question] if each.number < entry.number]
        return earlier[-1].after if earlier else UNTOUCHED

    def _reversal(self, entry: Entry, step: Step, after: Standing) -> NewEntry:
        """Return the entry that reverses this one, if nobody else's change stands in between."""
        stands_at = self._origin(entry.question)
        expected = entry if step is Step.UNDONE else self._origin(entry.question, entry.number)
        if stands_at is not expected:
            raise Conflict(entry.question, self._latest_by_another(entry))
        return NewEntry(entry.question, after, self.version(entry.question), step, entry.number)

    def _latest_by_another(self, entry: Entry) -> Entry:
        entries = self._of[entry.question]
        return next((each for each in reversed(entries) if each.by != entry.by), entries[-1])
