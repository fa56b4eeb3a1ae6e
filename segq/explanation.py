"""Why a question got its proposal, in words a salesperson understands."""

from __future__ import annotations

from collections.abc import Iterator

from answers.decide import Asked
from answers.parts import MEANINGS
from answers.proposal import Candidate, Proposal, Recommendation
from answers.understanding import Understanding, understand
from knowledge.statement import KnowledgeBase

_TELLING = ("question", "partly", "does_not_answer", "gap", "facets", "lexical", "fuzzy", "memory")
"""The parts that are told in words; all of them stand in the table."""
_SHOWN = 3


def explanation_lines(asked: Asked, proposal: Proposal, base: KnowledgeBase) -> Iterator[str]:
    """Yield how the question was read, what speaks for the best candidate, what against, and who came next."""
    yield f"  read as: {_read_as(understand(asked.text, asked.section, asked.closed))}"
    best = proposal.best
    if best is None:
        return
    yield from _for_and_against(best, base)
    if proposal.recommendation is not Recommendation.SETTLED:
        yield f"  lowered by: {', '.join(dict.fromkeys(str(reason.code) for reason in proposal.reasons))}"
    yield from _next_ones(proposal, base)
    yield f"  parts of {best.statement}, each 0–1:"
    yield from (
        f"    {part.value:5.2f}  {part.name:20} {MEANINGS.get(part.name, '')}" for part in best.parts if part.value
    )


def _read_as(understood: Understanding) -> str:
    """Return the kind of the question and what else was seen in it."""
    seen = [f"a question of the kind {understood.kind}"]
    seen += ["put in the negative"] if understood.negated else []
    seen += [f"asking {len(understood.parts)} things"] if len(understood.parts) > 1 else []
    seen += ["a bare heading"] if understood.fragment else []
    seen += ["about something named elsewhere"] if understood.refers_back else []
    return ", ".join(seen)


def _for_and_against(best: Candidate, base: KnowledgeBase) -> Iterator[str]:
    statement = base.statement(best.statement)
    if statement is None:
        return
    if best.phrase:
        yield f"  nearest approved question: “{best.phrase}”"
    if best.covered:
        yield f"  matched words: {', '.join(best.covered)}"
    if best.missing:
        yield f"  not stated: {', '.join(best.missing)}"
    if statement.source:
        yield f"  on the page: {statement.source.document}, section “{statement.source.section}”"
    elif statement.components:
        yield f"  made of: {', '.join(statement.components)}"
    parts = {part.name: part.value for part in best.parts}
    yield from (f"  {MEANINGS[name]}: {parts[name]:.0%}" for name in _TELLING if parts.get(name))


def _next_ones(proposal: Proposal, base: KnowledgeBase) -> Iterator[str]:
    best, *others = proposal.candidates
    if not others:
        return
    lead = next((part.value for part in best.parts if part.name == "lead"), 1.0)
    for place, candidate in enumerate(others[: _SHOWN - 1], 2):
        statement = base.statement(candidate.statement)
        title = f" ({statement.title})" if statement else ""
        behind = f", {lead:.2f} behind" if place == 2 else ""
        yield f"  {place}. {candidate.statement}{title}{behind}, confidence {candidate.confidence:.2f}"
