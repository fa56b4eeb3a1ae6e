"""What segq thinks (recommendation), whether it may be used (blocks), and what happened (outcomes)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from answers.questionnaire import Address
from knowledge.disclosure import ReleasedText
from knowledge.statement import YesNo


@dataclass(frozen=True, slots=True)
class Part:
    """One named component of a score, in 0–1, with what it means in words."""

    name: str
    value: float


class Recommendation(IntEnum):
    """How far a proposal may be trusted; guards can only lower it."""

    NONE = 0
    SUGGESTED = 1
    SETTLED = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that may answer the question, why, and how much of what was asked it covers."""

    statement: str
    confidence: float
    parts: tuple[Part, ...]
    covered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    yes_no: YesNo | None = None
    phrase: str = ""
    """The canonical question or alias that came nearest."""


class ReasonCode(StrEnum):
    """Why a recommendation is what it is; every code stands for one guard or threshold."""

    EXACT = "exact"
    COVERED = "covered"
    NO_MATCH = "no_match"
    GAP = "gap"
    LOW_CONFIDENCE = "low_confidence"
    RUNNER_UP = "runner_up"
    DOES_NOT_ANSWER = "does_not_answer"
    FACET_MISSING = "facet_missing"
    REJECTED = "rejected"
    REMEMBERED = "remembered"
    POLARITY = "polarity"
    VALUE = "value"
    COMPOUND = "compound"
    COMMITMENT = "commitment"
    EVIDENCE = "evidence"
    FOLLOW_UP = "follow_up"
    RESPONDENT = "respondent"
    INSTRUCTION = "instruction"
    FRAGMENT = "fragment"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence, in a salesperson's words, behind a recommendation."""

    code: ReasonCode
    text: str


class BlockKind(StrEnum):
    """Why a settled or suggested item may not be used now."""

    EXPIRED = "expired"
    CHANGED = "changed since approval"
    UNAPPROVED = "not approved"
    DISCLOSURE = "not disclosable"
    OUT_OF_SCOPE = "out of scope"
    LANGUAGE = "other language"
    COMMITMENT = "commitment"
    UNDEFINED_TERM = "customer term undefined"


@dataclass(frozen=True, slots=True)
class Block:
    """A hindrance shown beside a proposal, never hiding it."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What segq offers for one question; ``candidates`` best first."""

    key: str
    recommendation: Recommendation
    confidence: float
    candidates: tuple[Candidate, ...] = ()
    yes_no: YesNo | None = None
    blocks: tuple[Block, ...] = ()
    reasons: tuple[Reason, ...] = ()
    document: str | None = None
    """Id of the document that an evidence request asks for."""

    @property
    def best(self) -> Candidate | None:
        """The first candidate."""
        return self.candidates[0] if self.candidates else None


class Blank(StrEnum):
    """Why a slot stays as it was."""

    NOT_SETTLED = "not settled"
    BLOCKED = "blocked"
    WITHHELD = "withheld"
    NO_LEGAL_OPTION = "no legal option"
    NO_VALUE = "no value of that kind"
    TOO_LONG = "too long"
    ANSWERED = "already answered"
    TOGETHER = "another slot of the question could not be filled"
    NO_CONTEXT = "a no without its context"
    NOT_OURS = "not for a statement to fill"
    NO_COLUMN = "the file has no answer column"
    NO_FACT = "no such fact is on record"
    FOR_A_PERSON = "for a person"
    UNDECIDED = "not decided yet"
    WITH_EXPERT = "an expert has it"
    ON_PURPOSE = "left blank on purpose"
    STALE = "what was decided is out of date"


@dataclass(frozen=True, slots=True)
class Noted:
    """A flag that goes into a cell's note where the file allows it; the cell then holds ``bare``, or nothing new."""

    note: ReleasedText
    bare: ReleasedText | None
    in_text: bool = True
    """Whether the flagged content may stand in the cell instead; otherwise the cell stays as it is."""


@dataclass(frozen=True, slots=True)
class Written:
    """A slot that receives released content; ``suggestion`` and ``notice`` mark what it is not: settled."""

    address: Address
    released: ReleasedText
    suggestion: bool = False
    notice: bool = False
    noted: Noted | None = None


@dataclass(frozen=True, slots=True)
class LeftBlank:
    """A slot that stays untouched, and why."""

    address: Address
    why: Blank
    text: str = ""


SlotOutcome = Written | LeftBlank
