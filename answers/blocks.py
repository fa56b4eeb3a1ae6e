"""Whether a proposal may be used now: the hindrances shown beside it."""

from __future__ import annotations

from datetime import date

from answers.proposal import Block, BlockKind
from knowledge.disclosure import Clearance
from knowledge.statement import Disclosure, KnowledgeBase, Statement


def blocks_for(statement: Statement, base: KnowledgeBase, clearance: Clearance, as_of: date) -> tuple[Block, ...]:
    """Return why the statement may not be used for this reader on this date; empty where it may."""
    members = [statement, *(part for part in map(base.statement, statement.components) if part)]
    found = [block for member in members for block in _standing(member, as_of)]
    if not clearance.covers(statement.disclosure):
        found.append(_gated(statement, base))
    return tuple(dict.fromkeys(found))


def _standing(statement: Statement, as_of: date) -> list[Block]:
    found = []
    approval = statement.approval
    if approval is None:
        found.append(Block(BlockKind.UNAPPROVED, f"{statement.id} has no approval on record."))
    elif approval.sha256 != statement.sha256:
        found.append(
            Block(BlockKind.CHANGED, f"{statement.id} was changed after {approval.by} approved it on {approval.on}.")
        )
    if statement.review_by and statement.review_by < as_of:
        found.append(Block(BlockKind.EXPIRED, f"{statement.id} was due for review on {statement.review_by}."))
    found += [
        Block(
            BlockKind.EXPIRED,
            f"{statement.id}: the value of {fact.name} is of {fact.as_of}, older than {fact.max_age_days} days.",
        )
        for fact in statement.facts
        if (as_of - fact.as_of).days > fact.max_age_days
    ]
    return found


def _gated(statement: Statement, base: KnowledgeBase) -> Block:
    if statement.disclosure is Disclosure.INTERNAL:
        return Block(BlockKind.DISCLOSURE, f"{statement.id} is internal and never leaves the company.")
    contact = f" from {base.contact}" if base.contact else ""
    return Block(BlockKind.DISCLOSURE, f"{statement.id} is available under NDA{contact}.")
