"""The YAML of a knowledge base, key by key: what may be written, and how it becomes a frozen statement."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictFloat, StrictInt, StrictStr

from knowledge.statement import (
    Answers,
    Approval,
    ApprovalKind,
    AskedForm,
    Comparison,
    Disclosure,
    Document,
    Fact,
    Gap,
    Party,
    ProductScope,
    SettledValue,
    Settles,
    Source,
    Statement,
    YesNo,
)

_DURATION = re.compile(r"(\d+)d")
_ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"


def _as_tuple(value: object) -> object:
    """Let one scalar stand for a list of one."""
    return (value,) if isinstance(value, str) else value


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) < len(names):
        raise ValueError("should name each component once")
    return names


def _as_days(value: object) -> object:
    """Read ``365d`` as 365."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("should be a number of days such as 365d")
    return int(match[1])


def _as_text(value: object) -> object:
    """Keep a text on one line: how a paragraph is folded in the file means nothing."""
    return " ".join(value.split()) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_tuple)]
Identifier = Annotated[str, Field(pattern=_ID)]
References = dict[str, tuple[str, ...]]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AnswersEntry(_Entry):
    """``answers``: the approved wordings."""

    short: Text
    full: Text


class AskedEntry(_Entry):
    """An item of ``questions``: what is asked, and what the claim answers to it where it is closed."""

    ask: Text
    yes_no: YesNo | None = None


class ValueEntry(_Entry):
    """An item of ``settles.values``: a value that the claim states, with its unit."""

    name: Text
    value: StrictInt | StrictFloat | StrictStr
    unit: Text | None = None
    comparison: Comparison = Comparison.EXACTLY


class SettlesEntry(_Entry):
    """``settles``: the facets that the claim states; what is left out is not stated."""

    party: Party | None = None
    scope: Texts = ()
    population: Texts = ()
    frequency: Text | None = None
    timing: Text | None = None
    algorithm: Texts = ()
    documented: bool | None = None
    tested: bool | None = None
    approved: bool | None = None
    automated: bool | None = None
    values: tuple[ValueEntry, ...] = ()

    def settles(self) -> Settles:
        """Return the facets as a value."""
        plain = {name: getattr(self, name) for name in type(self).model_fields if name != "values"}
        values = tuple(SettledValue(v.name, v.value, v.unit, v.comparison) for v in self.values)
        return Settles(**plain, values=values)


class FactEntry(_Entry):
    """A value under ``facts`` that ages."""

    value: date | StrictInt | StrictFloat | StrictStr
    as_of: date
    max_age: Annotated[int, BeforeValidator(_as_days)]
    unit: Text | None = None


class ScopeEntry(_Entry):
    """``scope``: the products and regions for which a claim holds; empty means everywhere."""

    products: Texts = ()
    regions: Texts = ()


class SourceEntry(_Entry):
    """``source``: where the claim was taken from; ``document`` may come from the base's defaults."""

    document: Identifier | None = None
    section: Text
    quote: Text


class ApprovalEntry(_Entry):
    """``approval``: who approved which wording."""

    kind: ApprovalKind
    by: Text
    on: date
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    def approval(self) -> Approval:
        """Return the approval as a value."""
        return Approval(self.kind, self.by, self.on, self.sha256)


class DefaultsEntry(_Entry):
    """``defaults`` of a base: filled in where an entry says nothing; disclosure is never among them."""

    owner: Text = ""
    review_by: date | None = None
    source_document: Identifier | None = None


class BaseEntry(_Entry):
    """``base.yaml``: what the folder is, and whom the notice for gated items names."""

    name: Text
    contact: Text = ""
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(?:-[A-Z]{2})?$")] = "en"
    completed_questionnaires: Literal[Disclosure.PUBLIC, Disclosure.NDA] = Disclosure.NDA
    defaults: DefaultsEntry = DefaultsEntry()


class _StatementEntry(_Entry):
    """What atomic statements and composites have in common."""

    id: Identifier
    title: Text
    questions: tuple[AskedEntry, ...] = ()
    aliases: Texts = ()
    partly_answers: Texts = ()
    does_not_answer: Texts = ()
    approval: ApprovalEntry | None = None
    owner: Text | None = None
    review_by: date | None = None
    references: References = {}

    def _shared(self, defaults: DefaultsEntry) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title,
            "questions": tuple(AskedForm(asked.ask, asked.yes_no) for asked in self.questions),
            "aliases": self.aliases,
            "partly_answers": self.partly_answers,
            "does_not_answer": self.does_not_answer,
            "approval": self.approval.approval() if self.approval else None,
            "owner": self.owner or defaults.owner,
            "review_by": self.review_by or defaults.review_by,
            "references": tuple(self.references.items()),
        }


class StatementEntry(_StatementEntry):
    """A statement with a claim of its own."""

    claim: Text
    answers: AnswersEntry
    settles: SettlesEntry = SettlesEntry()
    context: Text | None = None
    responsibility: Party | None = None
    facts: dict[str, FactEntry] = {}
    commits: bool = False
    disclosure: Disclosure = Disclosure.INTERNAL
    scope: ScopeEntry = ScopeEntry()
    source: SourceEntry | None = None

    def statement(self, defaults: DefaultsEntry) -> Statement:
        """Return the statement, not yet hashed, with the base's defaults where it says nothing."""
        return Statement(
            **self._shared(defaults),
            claim=self.claim,
            answers=Answers(self.answers.short, self.answers.full),
            settles=self.settles.settles(),
            context=self.context,
            responsibility=self.responsibility,
            facts=tuple(Fact(name, f.value, f.as_of, f.max_age, f.unit) for name, f in self.facts.items()),
            commits=self.commits,
            disclosure=self.disclosure,
            scope=ProductScope(self.scope.products, self.scope.regions),
            source=_source(self.source, defaults),
        )


class CompositeEntry(_StatementEntry):
    """A statement made only of others: its claim and answers are assembled, never written."""

    components: Annotated[tuple[Identifier, ...], Field(min_length=2), AfterValidator(_each_once)]

    def statement(self, defaults: DefaultsEntry) -> Statement:
        """Return the composite without the wording, which its components give it."""
        return Statement(**self._shared(defaults), claim="", answers=Answers("", ""), components=self.components)


class PeriodEntry(_Entry):
    """``period`` of a document: what it covers, both days included."""

    start: date
    end: date


class DocumentEntry(_Entry):
    """A document that can be asked for."""

    id: Identifier
    title: Text
    kind: Text
    obtain: Text
    aliases: Texts = ()
    url: Text | None = None
    version: Text | None = None
    issued: date | None = None
    period: PeriodEntry | None = None
    expires: date | None = None
    disclosure: Disclosure = Disclosure.INTERNAL
    source: SourceEntry | None = None
    owner: Text | None = None
    references: References = {}

    def document(self, defaults: DefaultsEntry) -> Document:
        """Return the document as a value."""
        return Document(
            id=self.id,
            title=self.title,
            kind=self.kind,
            obtain=self.obtain,
            aliases=self.aliases,
            url=self.url,
            version=self.version,
            issued=self.issued,
            period=(self.period.start, self.period.end) if self.period else None,
            expires=self.expires,
            disclosure=self.disclosure,
            source=_source(self.source, defaults),
            owner=self.owner or defaults.owner,
            references=tuple(self.references.items()),
        )


class GapEntry(_Entry):
    """A topic without a statement, with the ways in which it is asked about."""

    id: Identifier
    title: Text
    questions: Annotated[Texts, Field(min_length=1)]
    aliases: Texts = ()

    def gap(self) -> Gap:
        """Return the gap as a value."""
        return Gap(self.id, self.title, self.questions, self.aliases)


def _source(entry: SourceEntry | None, defaults: DefaultsEntry) -> Source | None:
    if entry is None:
        return None
    return Source(entry.document or defaults.source_document or "", entry.section, entry.quote)
