"""Collects what stands around one question, for the detail pane."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answers.review.consistency import inconsistencies
from answers.review.identical import same_as
from answers.review.lines import Line
from answers.review.offering import Offer
from answers.review.session import ReviewSession
from answers.review.told_before import ToldBefore, contradictions, earlier_answers
from knowledge.disclosure import Clearance
from knowledge.errors import InputRejected
from segq.tui.detail_content import Shown


def gathered(session: ReviewSession, line: Line, chosen: int, told: ToldBefore, clearance: Clearance) -> Shown:
    """Return the question with all that a reviewer is shown of it."""
    opened = session.opened(line.key)
    lines = session.lines
    return Shown(
        line=line,
        opened=opened,
        base=session.base,
        as_of=session.as_of,
        chosen=chosen,
        offer=offer_of(session, line.key, chosen),
        parent=_known(session, opened.question.parent),
        earlier=earlier_answers(line, told, session.base),
        notes=session.store.notes(line.key),
        history=session.history(line.key),
        stale=session.stale(line.key) if session.base.statements else "",
        warnings=tuple(_warnings(lines, line, told)),
        alike=len(same_as(lines, line.key)),
        clearance=clearance,
    )


def offer_of(session: ReviewSession, key: str, candidate: int) -> Offer | None:
    """Return what accepting the candidate would write; ``None`` where there is nothing to accept."""
    try:
        return session.offer(key, candidate)
    except InputRejected:
        return None


def _known(session: ReviewSession, key: str | None) -> Line | None:
    try:
        return session.line(key) if key else None
    except InputRejected:
        return None


def _warnings(lines: Sequence[Line], line: Line, told: ToldBefore) -> Iterator[str]:
    """Yield what the answer does not fit: an answer to the same question or of the same statement, an earlier one."""
    if line.standing.decision is None:
        return
    related = [other for other in lines if _related(other, line)]
    yield from (found.text for found in inconsistencies(related) if line.key in found.keys)
    yield from (found.text for found in contradictions([line], told))


def _related(other: Line, line: Line) -> bool:
    one, two = other.standing.decision, line.standing.decision
    if one is None or two is None:
        return False
    return other.normalised == line.normalised or (one.statement is not None and one.statement == two.statement)
