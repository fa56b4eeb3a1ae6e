"""A proposal as JSON record and as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from answers.approved_wording import led_by, statement_wording
from answers.decide import Asked
from answers.proposal import Candidate, Proposal, Recommendation
from exporters.json_schema import SCHEMA_VERSION
from knowledge.disclosure import NO_CLEARANCE, Clearance, ReleasedText, release
from knowledge.statement import KnowledgeBase, Statement
from segq.explanation import explanation_lines

_WORDS = {
    Recommendation.SETTLED: "SETTLED",
    Recommendation.SUGGESTED: "SUGGESTED",
    Recommendation.NONE: "NO ANSWER",
}


def proposal_record(
    asked: Asked, proposal: Proposal, base: KnowledgeBase, as_of: date, clearance: Clearance = NO_CLEARANCE
) -> dict[str, object]:
    """Return one line of ``segq ask --json``; the format is documented in docs/json.md."""
    return {
        "schema_version": SCHEMA_VERSION,
        "id": asked.key,
        "question": asked.text,
        "recommendation": str(proposal.recommendation),
        "confidence": proposal.confidence,
        "yes_no": str(proposal.yes_no) if proposal.yes_no else None,
        "answer": released_answer(proposal, base, clearance, as_of),
        "candidates": [_candidate_record(candidate, base) for candidate in proposal.candidates],
        "blocks": [{"kind": str(block.kind), "text": block.text} for block in proposal.blocks],
        "reasons": [{"code": str(reason.code), "text": reason.text} for reason in proposal.reasons],
        "document": proposal.document,
    }


def proposal_lines(  # noqa: PLR0913 - what is shown, to whom and when
    asked: Asked,
    proposal: Proposal,
    base: KnowledgeBase,
    as_of: date,
    clearance: Clearance = NO_CLEARANCE,
    *,
    explain: bool = False,
) -> Iterator[str]:
    """Yield the lines of ``segq ask`` for a person."""
    best = proposal.best
    yield f"{_WORDS[proposal.recommendation]}  {asked.text}"
    if best is not None and proposal.recommendation is not Recommendation.NONE:
        answer = released_answer(proposal, base, clearance, as_of)
        yield f"  {answer}" if answer else "  (the text is not shown: see the note)"
        yield from _about(best, base)
    yield from (f"  ! {block.kind}: {block.text}" for block in proposal.blocks)
    yield from (f"  - {reason.text}" for reason in proposal.reasons)
    document = base.document(proposal.document or "")
    if document:
        yield f"  document: {document.title}: {document.obtain}"
    if explain:
        yield from explanation_lines(asked, proposal, base)


def _about(best: Candidate, base: KnowledgeBase) -> Iterator[str]:
    statement = base.statement(best.statement)
    if statement is None:
        return
    review = f", review by {statement.review_by}" if statement.review_by else ""
    yield f"  {statement.id} ({statement.title}), {statement.disclosure}{review}, confidence {best.confidence:.2f}"
    if statement.source:
        yield f"  source: {statement.source.document}, {statement.source.section}"
    if best.covered:
        yield f"  covers: {', '.join(best.covered)}"
    if best.missing:
        yield f"  not stated: {', '.join(best.missing)}"


def _candidate_record(candidate: Candidate, base: KnowledgeBase) -> dict[str, object]:
    statement = base.statement(candidate.statement)
    return {
        "statement": candidate.statement,
        "title": statement.title if statement else "",
        "confidence": round(candidate.confidence, 6),
        "components": list(candidate.components),
        "parts": {part.name: part.value for part in candidate.parts},
        "covered": list(candidate.covered),
        "missing": list(candidate.missing),
        "yes_no": str(candidate.yes_no) if candidate.yes_no else None,
        "phrase": candidate.phrase,
    }


def released_answer(proposal: Proposal, base: KnowledgeBase, clearance: Clearance, as_of: date) -> str | None:
    """Return the approved text through the gate; ``None`` where nothing is proposed or the text is withheld."""
    statement = base.statement(proposal.best.statement) if proposal.best else None
    if statement is None or proposal.recommendation is Recommendation.NONE:
        return None
    released = release(statement_wording(statement, base, _wording(statement, proposal)), clearance, as_of)
    return str(released.content) if isinstance(released, ReleasedText) else None


def _wording(statement: Statement, proposal: Proposal) -> str:
    if proposal.yes_no is None:
        return statement.answers.full
    return led_by(statement.answers.short, proposal.yes_no)
