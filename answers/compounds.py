"""Several questions in one: settled only together, and otherwise told apart for the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answers.proposal import Proposal, Reason, ReasonCode, Recommendation
from knowledge.statement import YesNo

_SHOWN = 70


def combined(whole: Proposal, texts: Sequence[str], parts: Sequence[Proposal]) -> Proposal:
    """Return the proposal for a compound, given one for its whole text and one for each part.

    It is settled where every part is, by one statement (or by components of the one that stands for the whole),
    and the closed parts agree on yes or no.
    """
    if whole.recommendation is Recommendation.SETTLED and any(r.code is ReasonCode.EXACT for r in whole.reasons):
        return whole
    reason = Reason(ReasonCode.COMPOUND, _told(texts, parts))
    answer = _answer(parts)
    if answer is not None and _one_statement(whole, parts):
        return replace(whole, recommendation=Recommendation.SETTLED, yes_no=answer[0], reasons=(reason,))
    usable = max([whole, *parts], key=lambda each: (each.recommendation > Recommendation.NONE, each is whole))
    return replace(
        usable,
        recommendation=min(usable.recommendation, Recommendation.SUGGESTED),
        yes_no=None,
        reasons=(reason, *usable.reasons),
    )


def _answer(parts: Sequence[Proposal]) -> tuple[YesNo | None] | None:
    """Return what all parts answer together; ``None`` where one is open or two disagree."""
    if any(part.recommendation is not Recommendation.SETTLED or part.blocks for part in parts):
        return None
    said = {part.yes_no for part in parts if part.yes_no is not None}
    if len(said) > 1 or (said and parts[0].yes_no is None):
        return None
    return (said.pop() if said else None,)


def _one_statement(whole: Proposal, parts: Sequence[Proposal]) -> bool:
    best = whole.best
    covering = {best.statement, *best.components} if best else set()
    return all(part.best is not None and part.best.statement in covering for part in parts)


def _told(texts: Sequence[str], parts: Sequence[Proposal]) -> str:
    told = "; ".join(f"“{_short(text)}” {_outcome(part)}" for text, part in zip(texts, parts, strict=True))
    return f"This asks {len(parts)} things at once: {told}."


def _outcome(part: Proposal) -> str:
    if part.best is None or part.recommendation is Recommendation.NONE:
        return "has no answer here"
    if part.recommendation is Recommendation.SETTLED:
        return f"is settled by {part.best.statement}"
    return f"is partly answered by {part.best.statement}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
