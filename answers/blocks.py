"""Whether a proposal may be used now: the hindrances shown beside it."""

from __future__ import annotations

from datetime import date

from answers.proposal import Block, BlockKind
from knowledge.approval import LapseKind, members, standing
from knowledge.disclosure import Clearance
from knowledge.statement import Disclosure, KnowledgeBase, Statement, strictest

_KINDS = {
    LapseKind.UNAPPROVED: BlockKind.UNAPPROVED,
    LapseKind.CHANGED: BlockKind.CHANGED,
    LapseKind.EXPIRED: BlockKind.EXPIRED,
    LapseKind.STALE_FACT: BlockKind.EXPIRED,
}


def blocks_for(statement: Statement, base: KnowledgeBase, clearance: Clearance, as_of: date) -> tuple[Block, ...]:
    """Return why the statement may not be used for this reader on this date; empty where it may."""
    found = [Block(_KINDS[lapse.kind], lapse.text) for lapse in standing(statement, base, as_of)]
    if not clearance.covers(strictest(tuple(member.disclosure for member in members(statement, base)))):
        found.append(_gated(statement, base))
    return tuple(found)


def _gated(statement: Statement, base: KnowledgeBase) -> Block:
    if statement.disclosure is Disclosure.INTERNAL:
        return Block(BlockKind.DISCLOSURE, f"{statement.id} is internal and never leaves the company.")
    contact = f" from {base.contact}" if base.contact else ""
    return Block(BlockKind.DISCLOSURE, f"{statement.id} is available under NDA{contact}.")
