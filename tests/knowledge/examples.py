"""A small fictional statement, document and base for tests to vary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.approval import approval_hash
from knowledge.statement import (
    Answers,
    Approval,
    ApprovalKind,
    AskedForm,
    Disclosure,
    Document,
    KnowledgeBase,
    Settles,
    Source,
    Statement,
    YesNo,
)

DAY = date(2026, 6, 1)

STATEMENT = Statement(
    id="lamp-light",
    title="Lamp light",
    claim="Lamps in the tower are lit daily.",
    answers=Answers("Yes. Lamps in the tower are lit daily.", "Lamps in the tower are lit daily."),
    questions=(
        AskedForm("Are lamps in the tower lit?", YesNo.YES),
        AskedForm("Are lamps in the tower left dark?", YesNo.NO),
    ),
    aliases=("tower lamps",),
    does_not_answer=("Are lamps in the cellar lit?", "Who lights the lamps?"),
    settles=Settles(frequency="daily", scope=("tower",)),
    disclosure=Disclosure.PUBLIC,
    source=Source("tower-book", "1", "Lamps in the tower are lit daily."),
    owner="keeper@tower.example",
    review_by=date(2027, 1, 1),
)
DOCUMENT = Document("tower-book", "Tower book", "book", "Ask the keeper.", disclosure=Disclosure.PUBLIC)


def approved(statement: Statement, parts: tuple[Statement, ...] = ()) -> Statement:
    """Return the statement hashed and approved as it is."""
    digest = approval_hash(statement, {part.id: part.sha256 for part in parts})
    approval = Approval(ApprovalKind.PERSON, "keeper@tower.example", date(2026, 5, 1), digest)
    return replace(statement, sha256=digest, approval=approval)


def base_of(*statements: Statement) -> KnowledgeBase:
    """Return a base of these statements and the tower book."""
    return KnowledgeBase("Tower", statements, (DOCUMENT,), contact="keeper@tower.example")
