"""What the workspace keeps and gives back: plain values without a trace of the database.

``id``, ``by`` and ``at`` of a value that is to be added are the workspace's to set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

from answers.proposal import Proposal
from answers.questionnaire import Doubt, Question
from answers.review.store import Told
from exporters.ooxml.new_column import NewColumn
from knowledge.statement import YesNo

UNSET: Final = datetime(1, 1, 1, tzinfo=UTC)
"""The time of a value that the workspace has not taken in yet."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A question of an incoming file with its proposal and the hashes of the statements that it rests on."""

    question: Question
    proposal: Proposal
    rests_on: Mapping[str, str] = field(default_factory=dict)
    """Statement id → sha256 of its canonical form."""
    gated: bool = False
    """Whether the best statement is confidential."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An incoming file as it was understood: its bytes, layout, questions and proposals."""

    name: str
    data: bytes
    sha256: str
    """Of ``data``."""
    account: str | None = None
    """Name or domain of an account of the workspace."""
    due: date | None = None
    doubts: tuple[Doubt, ...] = ()
    columns: tuple[NewColumn, ...] = ()
    """Answer columns that the file lacks."""
    profile: str = ""
    """Name of the layout profile that it was read by."""
    questions: tuple[Arriving, ...] = ()
    knowledge_base_sha256: str = ""
    asked_as_of: date | None = None
    """The day on which the proposals were made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A file that was released to a customer, with its proof and every answer that it told."""

    id: int = 0
    questionnaire: int = 0
    name: str
    sha256: str
    data: bytes = field(repr=False)
    certificate: str
    """JSON text."""
    clearance: str
    by: str = ""
    at: datetime = UNSET
    audit_head: str = ""
    """Head of the audit log as the certificate names it."""
    overrides: tuple[str, ...] = ()
    """What held the release back and was overridden by ``by``, in words."""
    answers: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The bytes that really went out, and what differs from the release."""

    id: int = 0
    questionnaire: int = 0
    release: int | None = None
    name: str
    sha256: str
    data: bytes = field(repr=False)
    on: date
    by: str = ""
    at: datetime = UNSET
    differences: tuple[str, ...] = ()


class RequestKind(StrEnum):
    """What the owner of the knowledge base is asked for."""

    MISSING = "missing statement"
    """Nothing approved answers the question."""
    STATEMENT = "statement draft"
    """Words for a new statement."""
    REVISION = "revision"
    """Other words for a statement."""
    DOES_NOT_ANSWER = "does not answer"
    """The statement was rejected for the question."""
    SETTLES = "settles"
    """The question asks just what the statement states."""


class RequestOutcome(StrEnum):
    """How the owner closed a request."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


OPEN: Final = "open"
"""The state of a request that nobody closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Something for the owner of the knowledge base to decide."""

    id: int = 0
    kind: RequestKind
    statement: str | None = None
    text: str = ""
    """The wording that is proposed, or a remark."""
    question: str = ""
    """The question's text, as the customer asked it."""
    section: str = ""
    questionnaire: int | None = None
    account: str | None = None
    by: str = ""
    at: datetime = UNSET
    state: str = OPEN
    """``open``, or a :class:`RequestOutcome`."""
    outcome_by: str = ""
    note: str = ""
    """What the owner said to it."""


@dataclass(frozen=True, slots=True)
class SettlingPhrasing:
    """A customer's phrasing that the owner approved as settled by a statement, as long as that has this hash."""

    text: str
    section: str
    statement: str
    statement_sha256: str
    yes_no: YesNo | None = None
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One thing that happened; ``sha256`` covers all the rest, ``previous`` is the hash of the row before."""

    number: int
    at: datetime
    by: str
    kind: str
    questionnaire: int | None
    payload: dict[str, Any]
    previous: str
    sha256: str
