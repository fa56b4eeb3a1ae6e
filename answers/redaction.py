"""A proposal as a reader with a clearance may see it: gated items show that they exist, not what they say."""

from __future__ import annotations

from dataclasses import replace

from answers.proposal import Candidate, Proposal
from knowledge.disclosure import Clearance
from knowledge.statement import Disclosure, KnowledgeBase


def shown_to(proposal: Proposal, base: KnowledgeBase, clearance: Clearance) -> Proposal:
    """Return the proposal without anything that would give a withheld statement away."""
    candidates = tuple(
        shown for candidate in proposal.candidates if (shown := _shown(candidate, base, clearance)) is not None
    )
    gated = bool(proposal.candidates) and not _readable(proposal.candidates[0], base, clearance)
    if not gated:
        return replace(proposal, candidates=candidates)
    return replace(proposal, candidates=candidates, yes_no=None, reasons=())


def _shown(candidate: Candidate, base: KnowledgeBase, clearance: Clearance) -> Candidate | None:
    if _readable(candidate, base, clearance):
        return candidate
    statement = base.statement(candidate.statement)
    if statement is None or statement.disclosure is Disclosure.INTERNAL:
        return None
    return replace(candidate, parts=(), covered=(), missing=(), yes_no=None, phrase="")


def _readable(candidate: Candidate, base: KnowledgeBase, clearance: Clearance) -> bool:
    statement = base.statement(candidate.statement)
    return statement is not None and clearance.covers(statement.disclosure)
