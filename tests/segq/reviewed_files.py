"""A workspace with one small workbook that was read for real, for tests of sign-off and export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook as NewBook
from openpyxl.worksheet.datavalidation import DataValidation

from answers.proposal import Candidate, Proposal, Recommendation
from answers.review.session import ReviewSession
from knowledge.accounts import Account, NdaBasis, NdaRecord
from knowledge.statement import Answers, AskedForm, Disclosure, KnowledgeBase, Statement, YesNo
from segq.importing import read_file
from segq.intake.profile_matching import ProfileChoice
from segq.release.desk import ExportDesk
from segq.release.plan import ExportWish
from segq.storage.records import Arrived, Arriving
from segq.storage.workspace import Workspace, open_workspace
from tests import builders

ASKED = (
    "Are backups of ledgers encrypted?",
    "Are ledger keys rotated?",
    "Is the yard watched at night?",
    "Is there a fence around the yard?",
    "Do dogs guard the yard?",
)


def _statement(name: str, asked: str, said: str, disclosure: Disclosure) -> Statement:
    return builders.statement(
        id=name, title=name, claim=said, answers=Answers(f"Yes. {said}", said),
        questions=(AskedForm(asked, YesNo.YES),), disclosure=disclosure,
    )  # fmt: skip


BASE = KnowledgeBase(
    "Ledgerworks",
    (
        _statement("backups", ASKED[0], "Backups of ledgers are encrypted before they are stored.", Disclosure.PUBLIC),
        _statement("keys", ASKED[1], "Ledger keys are rotated every quarter by the vault team.", Disclosure.NDA),
        _statement("watch", ASKED[2], "Two people watch the yard from dusk until dawn.", Disclosure.INTERNAL),
        _statement("fence", ASKED[3], "A fence of three metres stands around the yard.", Disclosure.PUBLIC),
        _statement("dogs", ASKED[4], "Dogs guard the yard whenever the gate is closed.", Disclosure.PUBLIC),
    ),
    (),
    contact="security@example.test",
)
NDA = NdaRecord(NdaBasis.NDA, date(2026, 3, 2))


@dataclass(frozen=True, slots=True)
class Shop:
    """A workspace, its questionnaire, and a reviewer's session."""

    workspace: Workspace
    folder: Path
    session: ReviewSession

    @property
    def keys(self) -> list[str]:
        return [line.key for line in self.session.lines]

    def accept(self, *places: int) -> None:
        for place in places:
            self.session.accept(self.keys[place])

    def desk(self, base: KnowledgeBase = BASE) -> ExportDesk:
        return ExportDesk(self.workspace, 1, "ana", base, ExportWish(builders.AS_OF))


def shop(folder: Path, *, nda: bool = True, account: bool = True, base: KnowledgeBase = BASE) -> Shop:
    """Return a workspace in the folder, with one questionnaire of five questions for an account with or without NDA."""
    clock = lambda: datetime(2026, 11, 1, 9, tzinfo=UTC)  # noqa: E731 - a clock that stands still
    workspace = open_workspace(folder / "workspace.db", create=True, clock=clock)
    if account:
        workspace.add_account("ana", Account("Acme", ("acme.example",), (NDA,) if nda else ()))
    read = read_file(_book(folder / "yard.xlsx"), ProfileChoice())
    arriving = tuple(
        Arriving(question, _proposal(question.key, statement), {statement.id: statement.sha256})
        for question, statement in zip(read.questions, base.statements, strict=True)
    )
    arrived = Arrived(
        name=read.name, data=read.data, sha256=read.sha256, account="Acme" if account else None, questions=arriving
    )
    workspace.add_questionnaire("ana", arrived)
    return Shop(workspace, folder, ReviewSession(workspace.review(1), "ana", base, builders.AS_OF))


def _proposal(key: str, statement: Statement) -> Proposal:
    candidate = Candidate(statement.id, 0.9, (), yes_no=YesNo.YES)
    return Proposal(key, Recommendation.SETTLED, 0.9, (candidate,), YesNo.YES)


def _book(path: Path) -> Path:
    book = NewBook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Yard"
    sheet.append(["No.", "Question", "Answer", "Comment"])
    for number, text in enumerate(ASKED, 1):
        sheet.append([number, text])
    choices = DataValidation(type="list", formula1='"Yes,No,N/A"')
    choices.add("C2:C6")
    sheet.add_data_validation(choices)
    book.save(path)
    return path
