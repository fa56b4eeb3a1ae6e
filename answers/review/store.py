"""What a review needs from outside; ``segq.storage`` implements it over a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from answers.review.lines import Line, Opened
from answers.review.log import Entry, NewEntry
from answers.review.states import QuestionnaireRecord, State


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a question; notes are added, never changed."""

    question: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What an account was told before: one answer of a released or sent questionnaire."""

    questionnaire: str
    """Name of its file."""
    on: datetime
    question: str
    normalised: str
    option: str | None
    text: str
    statement: str | None
    statement_sha256: str
    signed_off_by: str = ""


class ReviewStore(Protocol):
    """One questionnaire of the workspace, durable: what a call returns is on disk."""

    def record(self) -> QuestionnaireRecord:
        """Return the questionnaire as it stands now."""

    def lines(self) -> Sequence[Line]:
        """Return its questions in file order."""

    def opened(self, key: str) -> Opened:
        """Return one question with slots and proposal."""

    def entries(self, after: int = 0) -> Sequence[Entry]:
        """Return the log entries with a number above ``after``, oldest first."""

    def append(self, by: str, entries: Sequence[NewEntry]) -> Sequence[Entry]:
        """Append all entries or none; raises Conflict where a question's version is not the expected one.

        It brings the questionnaire into review, from whatever state it was in; raises PolicyRefused where it may not.
        """

    def notes(self, key: str) -> Sequence[Note]:
        """Return the notes of a question, oldest first."""

    def add_note(self, by: str, key: str, text: str) -> Note:
        """Add a note."""

    def told(self) -> Sequence[Told]:
        """Return what the questionnaire's account was told before, newest first; nothing without an account."""

    def change_state(self, by: str, then: State, why: str = "") -> QuestionnaireRecord:
        """Change the questionnaire's state; raises PolicyRefused where the step is not allowed."""
