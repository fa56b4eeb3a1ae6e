"""One question as a list shows it, and the same question opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from answers.proposal import Proposal, Recommendation
from answers.questionnaire import Question
from answers.review.decision import UNTOUCHED, Standing


@dataclass(frozen=True, slots=True)
class Line:
    """What a list of thousands needs of a question; light, as the whole of it is loaded when it is opened."""

    key: str
    position: int
    """0-based, in file order."""
    id: str
    """The file's own id, else its address."""
    text: str
    section: str
    recommendation: Recommendation
    confidence: float
    blocked: bool
    """Whether a block stands beside the proposal."""
    gated: bool
    """Whether the best statement is confidential, released or not."""
    statement: str | None
    """Id of the best statement."""
    normalised: str
    """The question in normal form: equal texts are the same question."""
    standing: Standing = UNTOUCHED
    version: int = 0
    """Number of the question's last log entry."""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A question with its slots and its proposal, and the hashes of the statements that the proposal rests on."""

    question: Question
    proposal: Proposal
    rests_on: Mapping[str, str] = field(default_factory=dict)
    """Statement id → sha256 of its canonical form when the proposal was made."""
