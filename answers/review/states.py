"""The states of a questionnaire, from its arrival to its release, and the steps that are allowed between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.errors import PolicyRefused


class State(StrEnum):
    """How far a questionnaire has come."""

    NEW = "new"
    IN_REVIEW = "in review"
    SIGNED_OFF = "signed off"
    RELEASED = "released"
    SUPERSEDED = "superseded"


_STEPS: dict[State, frozenset[State]] = {
    State.NEW: frozenset({State.IN_REVIEW, State.SIGNED_OFF, State.SUPERSEDED}),
    State.IN_REVIEW: frozenset({State.SIGNED_OFF, State.SUPERSEDED}),
    State.SIGNED_OFF: frozenset({State.IN_REVIEW, State.RELEASED, State.SUPERSEDED}),
    State.RELEASED: frozenset({State.IN_REVIEW, State.RELEASED, State.SUPERSEDED}),
    State.SUPERSEDED: frozenset(),
}


def check_step(name: str, now: State, then: State) -> None:
    """Raise PolicyRefused where the questionnaire may not go from ``now`` to ``then``."""
    if then not in _STEPS[now]:
        allowed = ", ".join(sorted(_STEPS[now])) or "nothing"
        raise PolicyRefused(f"{name}: it is {now}, and cannot become {then}.", f"From here it can become: {allowed}.")


@dataclass(frozen=True, slots=True)
class QuestionnaireRecord:
    """A questionnaire of the workspace, as lists and headings show it."""

    id: int
    name: str
    """File name as it arrived."""
    sha256: str
    state: State
    account: str | None = None
    """Name of the account."""
    due: date | None = None
    imported_at: datetime | None = None
    signed_off_by: str = ""
    signed_off_at: datetime | None = None
    questions: int = 0
    decided: int = 0
    """Questions with a decision that is done."""
    waiting: int = 0
    """Questions that an expert has."""
    settled: int = 0
    """Undecided questions with a settled proposal and no block."""

    @property
    def open(self) -> int:
        """Questions that still need a decision."""
        return self.questions - self.decided
