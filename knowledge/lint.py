"""What is wrong or doubtful in a knowledge base that loads: findings as values, for people to read and fix."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from knowledge.approval import LapseKind, members, standing
from knowledge.qualifiers import QUOTE_JOINT, added, dropped, dropped_by_question
from knowledge.statement import ApprovalKind, AskedForm, Disclosure, KnowledgeBase, Statement, YesNo

MOST_COMPONENTS = 8
"""A composite of more components is no answer but a brochure."""
FEWEST_NEAR_MISSES = 2
_LEAD = re.compile(r"^(yes|no|partly)\b", re.IGNORECASE)
_NARROWED = re.compile(r"\bwith (?:access to )?(\w+)", re.IGNORECASE)


class Severity(StrEnum):
    """Whether a finding makes the base unfit for use, or only less useful."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at in one statement, and the next step."""

    statement: str
    severity: Severity
    code: str
    message: str
    hint: str


def lint(base: KnowledgeBase, as_of: date, sources: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """Return all findings in file order; ``sources`` holds the text of source documents by document id."""
    found = [finding for statement in base.statements for check in _CHECKS for finding in check(statement, base)]
    found += _repeated_questions(base)
    found += _answered_gaps(base)
    for statement in base.statements:
        found += _lapses(statement, base, as_of)
        found += _misquotes(statement, sources or {})
    places = {statement.id: place for place, statement in enumerate(base.statements)}
    return tuple(sorted(found, key=lambda finding: places[finding.statement]))


def _error(statement: Statement, code: str, message: str, hint: str) -> Finding:
    return Finding(statement.id, Severity.ERROR, code, message, hint)


def _warning(statement: Statement, code: str, message: str, hint: str) -> Finding:
    return Finding(statement.id, Severity.WARNING, code, message, hint)


def _wordings(statement: Statement) -> Iterator[tuple[str, str]]:
    yield "claim", statement.claim
    yield "answers.short", statement.answers.short
    yield "answers.full", statement.answers.full


def _added_qualifiers(statement: Statement, _: KnowledgeBase) -> Iterator[Finding]:
    """Compare wordings and settled questions with the quote; *no* may well deny what the quote lacks."""
    if statement.source is None:
        return
    affirmed = [(f"question {q.ask!r}", q.ask) for q in statement.questions if q.yes_no is not YesNo.NO]
    for name, text in (*_wordings(statement), *affirmed):
        for qualifier in added(text, statement.source.quote):
            message = f"{name} says {qualifier!r}, which the source quote does not."
            yield _error(statement, "qualifier-added", message, "Take it out, or quote the sentence that says so.")


def _dropped_qualifiers(statement: Statement, _: KnowledgeBase) -> Iterator[Finding]:
    if statement.source is None:
        return
    for name, text in _wordings(statement):
        for qualifier in dropped(text, statement.source.quote):
            message = f"{name} drops {qualifier!r} from the source quote."
            yield _error(statement, "qualifier-dropped", message, "Say it as the source does.")


def _widened_questions(statement: Statement, _: KnowledgeBase) -> Iterator[Finding]:
    """Check that a question answered by yes asks no more than the claim's own limits allow."""
    if statement.is_composite:
        return
    narrowed = [match[1] for text in statement.settles.population if (match := _NARROWED.search(text))]
    for asked in statement.questions:
        if asked.yes_no is not YesNo.YES:
            continue
        lost = [*dropped_by_question(asked.ask, statement.claim)]
        lost += [word for word in narrowed if word.lower() not in asked.ask.lower()]
        for qualifier in lost:
            message = f"question {asked.ask!r} is answered by yes, but drops {qualifier!r} from the claim."
            yield _error(statement, "question-too-wide", message, "Ask it with the qualifier.")


def _missing_context(statement: Statement, _: KnowledgeBase) -> Iterator[Finding]:
    denied = [q for q in statement.questions if q.yes_no in {YesNo.NO, YesNo.PARTIAL}]
    if not denied or statement.context or _lead(statement) == "yes":
        return
    if statement.is_composite:
        hint = "Move the question to the component that settles it: a composite has no context."
    else:
        hint = "Add context: what an honest no or partly is sent with."
    yield _error(statement, "no-context", f"question {denied[0].ask!r} is answered by {denied[0].yes_no} alone.", hint)


def _few_near_misses(statement: Statement, _: KnowledgeBase) -> Iterator[Finding]:
    if len(statement.does_not_answer) < FEWEST_NEAR_MISSES:
        message = f"does_not_answer has {len(statement.does_not_answer)} of {FEWEST_NEAR_MISSES} near misses or more."
        yield _warning(statement, "few-near-misses", message, "Add questions that look alike and are not answered.")


def _one_sided(statement: Statement, _: KnowledgeBase) -> Iterator[Finding]:
    given = {asked.yes_no for asked in statement.questions}
    if _lead(statement) is None or {YesNo.YES, YesNo.NO} <= given:
        return
    missing = YesNo.NO if YesNo.YES in given else YesNo.YES
    message = f"no canonical question is answered by {missing}."
    yield _warning(statement, "one-polarity", message, "Ask the opposite too, so that polarity is decided by nearness.")


def _self_contradiction(statement: Statement, _: KnowledgeBase) -> Iterator[Finding]:
    """Check that no text is declared to be answered in two ways: in full, in part, not at all."""
    asked = (
        ("questions", tuple(form.ask for form in statement.questions)),
        ("partly_answers", statement.partly_answers),
        ("does_not_answer", statement.does_not_answer),
    )
    for (first, texts), (second, others) in combinations(asked, 2):
        known = {_normalised(text) for text in texts}
        for text in (other for other in others if _normalised(other) in known):
            message = f"{text!r} stands in {first} and in {second}."
            yield _error(statement, "answers-and-does-not", message, "Keep it in one of the two.")


def _composite_limits(statement: Statement, base: KnowledgeBase) -> Iterator[Finding]:
    if len(statement.components) > MOST_COMPONENTS:
        message = f"{len(statement.components)} components are more than {MOST_COMPONENTS}."
        yield _warning(statement, "many-components", message, "Split the topic.")
    parts = members(statement, base)[1:]
    gated = [part.id for part in parts if part.disclosure is not Disclosure.PUBLIC]
    if gated and len(gated) < len(parts):
        message = f"{', '.join(gated)} gates the whole composite as {statement.disclosure}."
        yield _warning(statement, "gated-component", message, "Take it out, or accept that all of it needs clearance.")


def _bookkeeping(statement: Statement, base: KnowledgeBase) -> Iterator[Finding]:
    if not statement.owner:
        yield _warning(statement, "no-owner", "nobody owns it.", "Name an owner, here or in the base's defaults.")
    if statement.review_by is None:
        yield _warning(statement, "no-review-date", "it never expires.", "Set review_by.")
    if statement.is_composite:
        return
    if statement.source is None:
        yield _warning(statement, "no-source", "it quotes no source.", "Add source with document, section and quote.")
    elif statement.source.document and base.document(statement.source.document) is None:
        message = f"the source document {statement.source.document!r} is not in this base."
        yield _error(statement, "unknown-document", message, "Add the document, or correct its id.")


def _unwarranted_promise(statement: Statement, _: KnowledgeBase) -> Iterator[Finding]:
    if statement.commits and statement.approval and statement.approval.kind is ApprovalKind.PUBLISHED_SOURCE:
        message = "commits is true, but only a published source approved it."
        yield _error(statement, "promise-by-page", message, "Have a person approve the promise, or set commits: false.")


def _lapses(statement: Statement, base: KnowledgeBase, as_of: date) -> Iterator[Finding]:
    for lapse in standing(statement, base, as_of):
        if lapse.statement == statement.id:
            severe = lapse.kind in {LapseKind.CHANGED, LapseKind.UNAPPROVED}
            code = lapse.kind.name.lower().replace("_", "-")
            yield (_error if severe else _warning)(statement, code, lapse.text, "Review it, then approve it again.")


def _misquotes(statement: Statement, sources: Mapping[str, str]) -> Iterator[Finding]:
    source = statement.source
    if source is None or source.document not in sources:
        return
    text = _plain(sources[source.document])
    for part in source.quote.split(QUOTE_JOINT):
        if _plain(part) not in text:
            message = f"{source.document} does not say {part!r}."
            yield _error(statement, "misquote", message, "Quote it word for word; join distant sentences with ' … '.")


def _repeated_questions(base: KnowledgeBase) -> Iterator[Finding]:
    """Report questions that stand twice: the second one, with whether the two contradict each other."""
    seen: dict[str, list[tuple[Statement, AskedForm]]] = defaultdict(list)
    for statement in base.statements:
        for asked in statement.questions:
            seen[_normalised(asked.ask)].append((statement, asked))
    for (first, answer), *repeats in seen.values():
        for statement, asked in repeats:
            if asked.yes_no is answer.yes_no:
                message = f"question {asked.ask!r} stands in {first.id} too."
                yield _error(statement, "duplicate-question", message, "Keep it where the claim settles it.")
            else:
                message = f"question {asked.ask!r} is answered differently in {first.id}."
                yield _error(statement, "contradiction", message, "Decide which of the two is true.")


def _answered_gaps(base: KnowledgeBase) -> Iterator[Finding]:
    """Report questions of a gap that a statement answers, at that statement: it is what makes the gap none."""
    gaps = {_normalised(question): gap for gap in base.gaps for question in gap.questions}
    if not gaps:
        return
    for statement in base.statements:
        for text in (*(asked.ask for asked in statement.questions), *statement.partly_answers):
            gap = gaps.get(_normalised(text))
            if gap is not None:
                message = f"{text!r} is a question of {gap.id} too, which says that no statement answers it."
                yield _error(statement, "gap-answered", message, "Take it out of the gap, or out of the statement.")


def _lead(statement: Statement) -> str | None:
    match = _LEAD.match(statement.answers.short)
    return match[1].lower() if match else None


def _normalised(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _plain(text: str) -> str:
    return " ".join(text.translate(str.maketrans("’‘“”", "''\"\"")).split())


_CHECKS: tuple[Callable[[Statement, KnowledgeBase], Iterator[Finding]], ...] = (
    _added_qualifiers,
    _dropped_qualifiers,
    _widened_questions,
    _missing_context,
    _few_near_misses,
    _one_sided,
    _self_contradiction,
    _composite_limits,
    _bookkeeping,
    _unwarranted_promise,
)
