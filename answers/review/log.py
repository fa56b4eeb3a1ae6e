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
            if entry.number not in self._entries:
                self._entries[entry.number] = entry
                self._of.setdefault(entry.question, []).append(entry)

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
        for entry in self._entries.values():
            if entry.by != reviewer:
                continue
            first = entry.batch not in batches
            batches.setdefault(entry.batch, []).append(entry)
            if first:
                self._stack(entry, done, taken_back)
        top = (taken_back if undone else done)[-1:]
        return batches[top[0]] if top else []

    def _stack(self, entry: Entry, done: list[int], taken_back: list[int]) -> None:
        if entry.step is Step.DECIDED:
            done.append(entry.batch)
            taken_back.clear()
        elif entry.step is Step.UNDONE:
            taken_back.append(done.pop())
        else:
            done.append(taken_back.pop())

    def _before(self, entry: Entry) -> Standing:
        earlier = [each for each in self._of[entry.question] if each.number < entry.number]
        return earlier[-1].after if earlier else UNTOUCHED

    def _reversal(self, entry: Entry, step: Step, after: Standing) -> NewEntry:
        latest = self._of[entry.question][-1]
        if latest.by != entry.by:
            raise Conflict(entry.question, latest)
        return NewEntry(entry.question, after, latest.number, step, entry.number)
