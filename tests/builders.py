"""Small values for tests: statements, bases, slots and questions of a plainly fictional vendor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from answers.proposal import Candidate, Proposal, Recommendation
from answers.questionnaire import CellAddress, Option, Question, QuestionKind, Slot, SlotKind, SlotRole
from knowledge.disclosure import CellValue
from knowledge.statement import (
    Answers,
    Approval,
    ApprovalKind,
    AskedForm,
    Disclosure,
    Document,
    KnowledgeBase,
    Party,
    SettledValue,
    Settles,
    Source,
    Statement,
    YesNo,
)

AS_OF = date(2026, 11, 1)
DIGEST = "0" * 64


def statement(**changes: object) -> Statement:
    """Return an approved public statement that backups are encrypted, with the given fields changed."""
    made = Statement(
        id="bk-enc",
        title="Backup encryption",
        claim="Backups of ledgers are encrypted.",
        answers=Answers(
            short="Yes. Backups are encrypted.", full="We encrypt all backups of ledgers before they are stored."
        ),
        questions=(
            AskedForm("Are backups encrypted?", YesNo.YES),
            AskedForm("Are any backups stored unencrypted?", YesNo.NO),
        ),
        settles=Settles(values=(SettledValue("retention", 30.0, "days"),)),
        responsibility=Party.OWN,
        disclosure=Disclosure.PUBLIC,
        source=Source("trust-page", "Backups", "Backups of ledgers are encrypted."),
        approval=Approval(ApprovalKind.PERSON, "owner", date(2026, 1, 1), DIGEST),
        owner="owner",
        review_by=date(2027, 1, 1),
        sha256=DIGEST,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def base(*statements: Statement) -> KnowledgeBase:
    """Return a base of these statements with one public document."""
    document = Document("trust-page", "Trust page", "web page", "see example.test/trust", disclosure=Disclosure.PUBLIC)
    return KnowledgeBase("fictional", statements or (statement(),), (document,), contact="security@example.test")


def slot(
    role: SlotRole = SlotRole.ANSWER,
    kind: SlotKind = SlotKind.TEXT,
    *options: CellValue,
    cell: str = "C2",
    existing: CellValue | None = None,
    max_chars: int | None = None,
) -> Slot:
    """Return a slot; giving options makes it a choice."""
    legal = tuple(Option(str(value), value) for value in options)
    return Slot(CellAddress("S", cell), SlotKind.CHOICE if options else kind, role, legal, max_chars, existing=existing)


def question(*slots: Slot, text: str = "Are backups encrypted?", kind: QuestionKind = QuestionKind.YES_NO) -> Question:
    """Return a question with these slots."""
    return Question(CellAddress("S", "B2"), text, kind=kind, slots=slots)


def proposal(
    recommendation: Recommendation = Recommendation.SETTLED, yes_no: YesNo | None = YesNo.YES, **changes: object
) -> Proposal:
    """Return a proposal of the statement ``bk-enc``."""
    made = Proposal("S!B2", recommendation, 0.9, (Candidate("bk-enc", 0.9, ()),), yes_no=yes_no)
    return replace(made, **changes)  # type: ignore[arg-type]
