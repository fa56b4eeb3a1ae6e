"""Accepting many settled questions at once: what would be taken is shown first, and why each other is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from answers.proposal import Recommendation
from answers.review.decision import Act, Decision
from answers.review.lines import Line
from answers.review.offering import offered
from answers.review.staleness import proposal_stale

if TYPE_CHECKING:
    from answers.review.session import ReviewSession


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What a bulk acceptance would take, and which of the marked or settled questions it would leave."""

    taken: tuple[tuple[str, Decision], ...]
    left: tuple[tuple[str, str], ...]
    """Key and why."""
    seen: Mapping[str, int] = field(default_factory=dict)
    """Version of each question that would be taken, as previewed."""


def bulk_preview(session: ReviewSession, keys: Iterable[str] | None = None) -> BulkPreview:
    """Return what accepting these questions at once would take: of those named, or of all that are settled and open.

    What is only suggested is never taken, named or not.
    """
    lines = _settled_open(session.lines) if keys is None else [session.line(key) for key in dict.fromkeys(keys)]
    taken, left = [], []
    for line in lines:
        found = _decision(session, line)
        if isinstance(found, str):
            left.append((line.key, found))
        else:
            taken.append((line.key, found))
    return BulkPreview(tuple(taken), tuple(left), {key: session.line(key).version for key, _ in taken})


def bulk_accept(session: ReviewSession, preview: BulkPreview) -> Sequence[Line]:
    """Take what was previewed as one batch; raises Conflict, and takes nothing, where one has been changed since."""
    return session.decide_many(preview.taken, preview.seen)


def _settled_open(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.recommendation is Recommendation.SETTLED and line.standing.decision is None]


def _decision(session: ReviewSession, line: Line) -> Decision | str:
    """Return the acceptance that a line would be given, or why it is left."""
    if hindrance := _hindrance(session, line):
        return hindrance
    opened = session.opened(line.key)
    if opened.proposal.blocks:
        return opened.proposal.blocks[0].text
    if change := proposal_stale(opened, session.base):
        return f"{change} Look at it before it is accepted."
    if _parent_answered_by_hand(session, opened.question.parent):
        return "the question that it follows up on was answered otherwise than proposed"
    return _plain_offer(session, line)


def _plain_offer(session: ReviewSession, line: Line) -> Decision | str:
    opened = session.opened(line.key)
    best = opened.proposal.best
    offer = offered(opened.question, best, session.base) if best else None
    if offer is None:
        return "its statement is no longer in the knowledge base"
    return f"an option must be picked: {offer.why}" if offer.wants_option else offer.decision


def _hindrance(session: ReviewSession, line: Line) -> str:
    if line.standing.decision is not None:
        return "already decided"
    if line.standing.flagged:
        return "flagged for a second look"
    if line.standing.assigned not in ("", session.reviewer):
        return f"assigned to {line.standing.assigned}"
    if line.recommendation is not Recommendation.SETTLED:
        return f"not settled ({line.recommendation}): it wants a look of its own"
    return ""


def _parent_answered_by_hand(session: ReviewSession, parent: str | None) -> bool:
    known = next((line for line in session.lines if line.key == parent), None) if parent else None
    if known is None or known.standing.decision is None:
        return False
    decision = known.standing.decision
    return decision.act is not Act.ACCEPT or decision.statement != known.statement
