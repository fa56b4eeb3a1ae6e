"""A statement in words for a person: what it says, what it settles and what not, whence it comes, whether it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.approval import standing
from knowledge.statement import ApprovalKind, Disclosure, KnowledgeBase, SettledValue, Settles, Statement

DISCLOSED = {
    Disclosure.PUBLIC: "public",
    Disclosure.NDA: "NDA only",
    Disclosure.INTERNAL: "internal",
}
"""How far a text may go, as a badge."""
_APPROVED = {ApprovalKind.PERSON: "by a person", ApprovalKind.PUBLISHED_SOURCE: "published source"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with its lines."""

    heading: str
    lines: tuple[str, ...]


def approved_how(statement: Statement) -> str:
    """Return in two words what kind of approval there is."""
    return _APPROVED[statement.approval.kind] if statement.approval else "not approved"


def review_day(statement: Statement) -> str:
    """Return the day until which it may be used, or a dash."""
    return statement.review_by.isoformat() if statement.review_by else "–"


def wrong_with(statement: Statement, base: KnowledgeBase, as_of: date) -> tuple[str, ...]:
    """Return the reasons against using it on that day."""
    return tuple(lapse.text for lapse in standing(statement, base, as_of))


def passages(statement: Statement, base: KnowledgeBase, as_of: date) -> tuple[Passage, ...]:
    """Return all that a person wants to know of a statement before answering with it; nothing empty."""
    answers = statement.answers
    found = (
        Passage("Not usable now", wrong_with(statement, base, as_of)),
        Passage("Claim", (statement.claim,)),
        Passage("Short answer", (answers.short,)),
        Passage("Full answer", () if answers.full == answers.short else (answers.full,)),
        Passage("Sent with a “no” or “partly”", (statement.context,) if statement.context else ()),
        Passage("Settles", settled(statement.settles)),
        Passage("Facts", tuple(_facts(statement))),
        Passage("Does not answer", statement.does_not_answer),
        Passage("Answers the questions", tuple(_asked(statement))),
        Passage("Answers in part", statement.partly_answers),
        Passage("Also called", (", ".join(statement.aliases),) if statement.aliases else ()),
        Passage("Made of", statement.components),
        Passage("Holds for", tuple(_scope(statement))),
        Passage("Source", tuple(_source(statement, base))),
        Passage("References", tuple(f"{name}: {', '.join(ids)}" for name, ids in statement.references)),
        Passage("Disclosure", (_disclosure(statement),)),
        Passage("Approval", tuple(_approval(statement))),
    )
    return tuple(passage for passage in found if passage.lines)


def settled(settles: Settles) -> tuple[str, ...]:
    """Return a line for every facet that the claim states."""
    lines = [f"party: {settles.party}"] if settles.party else []
    for name in ("scope", "population", "algorithm"):
        told: tuple[str, ...] = getattr(settles, name)
        lines += [f"{name}: {', '.join(told)}"] if told else []
    lines += [f"{name}: {told}" for name in ("frequency", "timing") if (told := getattr(settles, name))]
    for name in ("documented", "tested", "approved", "automated"):
        told_so: bool | None = getattr(settles, name)
        lines += [] if told_so is None else [f"{name}: {'yes' if told_so else 'no'}"]
    return (*lines, *(_value(value) for value in settles.values))


def _value(value: SettledValue) -> str:
    bound = {"at_least": "at least ", "at_most": "at most "}.get(value.comparison, "")
    return f"{value.name}: {bound}{_number(value.value)}{f' {value.unit}' if value.unit else ''}"


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _facts(statement: Statement) -> Iterable[str]:
    for fact in statement.facts:
        unit = f" {fact.unit}" if fact.unit else ""
        yield f"{fact.name}: {_number(fact.value)}{unit}, as of {fact.as_of}, good for {fact.max_age_days} days"


def _asked(statement: Statement) -> Iterable[str]:
    for form in statement.questions:
        yield f"{form.ask} → {form.yes_no}" if form.yes_no else form.ask


def _scope(statement: Statement) -> Iterable[str]:
    if statement.scope.products:
        yield f"products: {', '.join(statement.scope.products)}"
    if statement.scope.regions:
        yield f"regions: {', '.join(statement.scope.regions)}"
    if statement.responsibility:
        yield f"responsibility: {statement.responsibility}"
    if statement.commits:
        yield "a promise may be given"


def _source(statement: Statement, base: KnowledgeBase) -> Iterable[str]:
    source = statement.source
    if source is not None:
        document = base.document(source.document)
        yield f"{document.title if document else source.document}, {source.section}"
        yield f"“{source.quote}”"


def _disclosure(statement: Statement) -> str:
    return {
        Disclosure.PUBLIC: "public: anybody may read it",
        Disclosure.NDA: "NDA only: leaves under an NDA on record, flagged as confidential",
        Disclosure.INTERNAL: "internal: never leaves the company",
    }[statement.disclosure]


def _approval(statement: Statement) -> Iterable[str]:
    approval = statement.approval
    if approval is not None:
        kind = "repeats a published source" if approval.kind is ApprovalKind.PUBLISHED_SOURCE else "by a person"
        yield f"{kind}: {approval.by}, on {approval.on}"
    yield f"owner {statement.owner or 'not named'}, review by {review_day(statement)}"
