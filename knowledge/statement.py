"""The approved claims and the evidence behind them, as frozen values without I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Disclosure(StrEnum):
    """Who may read a text; what is unset is ``INTERNAL``."""

    PUBLIC = "public"
    NDA = "nda"
    INTERNAL = "internal"

    @property
    def rank(self) -> int:
        """0 public, 1 NDA, 2 internal: a higher rank has fewer readers."""
        return ("public", "nda", "internal").index(self.value)


def strictest(levels: tuple[Disclosure, ...]) -> Disclosure:
    """Return the level with the fewest readers; ``INTERNAL`` where there is none to ask."""
    return max(levels, key=lambda level: level.rank, default=Disclosure.INTERNAL)


class YesNo(StrEnum):
    """What a claim answers to a closed question."""

    YES = "yes"
    NO = "no"
    PARTIAL = "partial"


class Party(StrEnum):
    """Who does, holds or is responsible for a thing."""

    OWN = "own"
    PROVIDER = "provider"
    SHARED = "shared"
    CUSTOMER = "customer"


class Comparison(StrEnum):
    """How a settled value bounds the real one."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class SettledValue:
    """A value that the claim states, e.g. ``backup retention`` exactly 30 ``days``."""

    name: str
    value: str | float
    unit: str | None = None
    comparison: Comparison = Comparison.EXACTLY


@dataclass(frozen=True, slots=True)
class Settles:
    """Typed facets that the claim states; ``None`` and ``()`` mean that it says nothing about them."""

    party: Party | None = None
    scope: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    frequency: str | None = None
    timing: str | None = None
    algorithm: tuple[str, ...] = ()
    documented: bool | None = None
    tested: bool | None = None
    approved: bool | None = None
    automated: bool | None = None
    values: tuple[SettledValue, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedForm:
    """A question that the claim settles, and what it answers where the question is closed."""

    ask: str
    yes_no: YesNo | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """The approved wordings, from short to full."""

    short: str
    full: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that ages: usable until ``max_age_days`` after ``as_of``."""

    name: str
    value: str | float | date
    as_of: date
    max_age_days: int
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class ProductScope:
    """Where a claim holds; empty means everywhere."""

    products: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim was taken from."""

    document: str
    section: str
    quote: str


class ApprovalKind(StrEnum):
    """A person signed the wording off, or it repeats what the company has published."""

    PERSON = "person"
    PUBLISHED_SOURCE = "published-source"


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved which wording; ``sha256`` pins the canonical form that was approved."""

    kind: ApprovalKind
    by: str
    on: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One atomic approved claim, or a composite made only of others (``components``)."""

    id: str
    title: str
    claim: str
    answers: Answers
    questions: tuple[AskedForm, ...] = ()
    aliases: tuple[str, ...] = ()
    partly_answers: tuple[str, ...] = ()
    """Questions for which this is the right statement, though not all that they ask is stated."""
    does_not_answer: tuple[str, ...] = ()
    settles: Settles = field(default_factory=Settles)
    context: str | None = None
    responsibility: Party | None = None
    facts: tuple[Fact, ...] = ()
    commits: bool = False
    disclosure: Disclosure = Disclosure.INTERNAL
    scope: ProductScope = field(default_factory=ProductScope)
    source: Source | None = None
    approval: Approval | None = None
    owner: str = ""
    review_by: date | None = None
    references: tuple[tuple[str, tuple[str, ...]], ...] = ()
    components: tuple[str, ...] = ()
    sha256: str = ""
    """Hash of the canonical form as loaded; differs from ``approval.sha256`` after any edit."""

    @property
    def is_composite(self) -> bool:
        """Whether this statement only joins others."""
        return bool(self.components)


@dataclass(frozen=True, slots=True)
class Document:
    """Evidence that can be asked for, and how to obtain it."""

    id: str
    title: str
    kind: str
    obtain: str
    aliases: tuple[str, ...] = ()
    url: str | None = None
    version: str | None = None
    issued: date | None = None
    period: tuple[date, date] | None = None
    expires: date | None = None
    disclosure: Disclosure = Disclosure.INTERNAL
    source: Source | None = None
    owner: str = ""
    references: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic that questionnaires ask about and on which the base has no approved statement."""

    id: str
    title: str
    questions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All statements, documents and known gaps of one folder, in file order, plus the notice for gated items."""

    name: str
    statements: tuple[Statement, ...]
    documents: tuple[Document, ...]
    gaps: tuple[Gap, ...] = ()
    contact: str = ""
    """Who releases gated items, named in the notice: an address or a team."""
    language: str = "en"
    """Language of the wordings (BCP 47)."""
    completed_questionnaires: Disclosure = Disclosure.NDA
    """Who may receive a completed questionnaire as a whole, whatever it says."""

    def statement(self, statement_id: str) -> Statement | None:
        """Return the statement with that id."""
        return next((s for s in self.statements if s.id == statement_id), None)

    def document(self, document_id: str) -> Document | None:
        """Return the document with that id."""
        return next((d for d in self.documents if d.id == document_id), None)
