"""The whole app over a workspace of its own: eight questions of every kind, played with keys."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from answers.proposal import Block, BlockKind, Candidate, Part, Proposal, Reason, ReasonCode, Recommendation
from answers.questionnaire import CellAddress, Question, QuestionKind, SlotKind, SlotRole
from answers.review.decision import Decision
from answers.review.lines import Line
from answers.review.session import ReviewSession
from knowledge.accounts import Account, NdaBasis, NdaRecord
from knowledge.statement import Answers, AskedForm, Disclosure, KnowledgeBase, Statement, YesNo
from segq.settings import Settings
from segq.storage.records import Arrived, Arriving
from segq.storage.workspace import Workspace, open_workspace
from segq.tui.actions import Keys
from segq.tui.app import SegqApp
from segq.tui.knowledge_source import KnowledgeSource
from segq.tui.review.many import Many
from tests import builders
from tests.segq.tui.stage import NARROW, settle

DUE = date(2026, 11, 3)
NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def stated(name: str, short: str, **changes: object) -> Statement:
    """Return an approved statement with that answer."""
    made = builders.statement(
        id=name, title=name.replace("-", " "), claim=short, answers=Answers(short, f"{short} This holds day and night.")
    )
    return replace(made, **changes)  # type: ignore[arg-type]


BACKUPS = builders.statement()
VAULT = stated("vault-key", "Yes. The vault has one key.", disclosure=Disclosure.NDA)
LAMPS = stated("yard-lamps", "The yard is lit by four lamps.", questions=(AskedForm("How is the yard lit?"),))
FENCE = stated("old-fence", "Yes. There is a fence.", review_by=date(2026, 10, 1))
OVERDUE = Block(BlockKind.EXPIRED, "Its review is overdue.")
BASE = builders.base(BACKUPS, VAULT, LAMPS, FENCE)


def candidate(name: str, confidence: float, yes_no: YesNo | None = YesNo.YES, **changes: object) -> Candidate:
    """Return a candidate with two parts of a score."""
    parts = (Part("question", confidence), Part("lexical", 0.5))
    return replace(Candidate(name, confidence, parts, ("backups",), yes_no=yes_no), **changes)  # type: ignore[arg-type]


def asked(
    row: int, text: str, *candidates: Candidate, settled: bool = True, closed: bool = True, **changes: object
) -> Arriving:
    """Return the question of a row with a proposal of these candidates; ``changes`` go into the proposal."""
    choice = builders.slot(SlotRole.ANSWER, SlotKind.CHOICE, "Yes", "No", "N/A", cell=f"C{row}")
    slots = (
        (choice, builders.slot(SlotRole.COMMENT, cell=f"D{row}"))
        if closed
        else (builders.slot(cell=f"C{row}", max_chars=80),)
    )
    kind = QuestionKind.YES_NO if closed else QuestionKind.DESCRIBE
    question = Question(CellAddress("S", f"B{row}"), text, id=f"{row}", section="Ledgers", kind=kind, slots=slots)
    recommendation = (
        (Recommendation.SETTLED if settled else Recommendation.SUGGESTED) if candidates else Recommendation.NONE
    )
    best = candidates[0] if candidates else None
    made = Proposal(
        question.key, recommendation, best.confidence if best else 0.1, candidates, best.yes_no if best else None,
        reasons=(Reason(ReasonCode.EXACT, "The question is an approved one."),),
    )  # fmt: skip
    proposal = replace(made, **changes)  # type: ignore[arg-type]
    rests_on = {each.statement: BASE.statement(each.statement).sha256 for each in candidates}  # type: ignore[union-attr]
    gated = bool(best) and BASE.statement(best.statement).disclosure is not Disclosure.PUBLIC  # type: ignore[union-attr]
    return Arriving(question, proposal, rests_on, gated)


QUESTIONS = (
    asked(2, "Are backups encrypted?", candidate("bk-enc", 0.95), candidate("vault-key", 0.4)),
    asked(3, "Does the vault have a key?", candidate("vault-key", 0.9)),
    asked(4, "How is the yard lit?", candidate("yard-lamps", 0.9, None), closed=False),
    asked(5, "Is the moat deep?"),
    asked(6, "Is the yard lit?", candidate("yard-lamps", 0.6, None, missing=("at night",)), settled=False),
    asked(7, "Is there a fence?", candidate("old-fence", 0.9), blocks=(OVERDUE,)),
    asked(8, "Are backups encrypted?", candidate("bk-enc", 0.95)),
    asked(9, "Who walks the wall?", closed=False),
)  # fmt: skip


def arrived(
    name: str = "ledger-review.xlsx", account: str | None = "Acme", questions: Sequence[Arriving] = QUESTIONS
) -> Arrived:
    """Return a questionnaire as it was read."""
    data = name.encode()
    return Arrived(
        name,
        data,
        hashlib.sha256(data).hexdigest(),
        account,
        DUE,
        questions=tuple(questions),
        asked_as_of=builders.AS_OF,
    )


def workspace(folder: Path, *arriving: Arrived) -> Workspace:
    """Return a workspace with an account under NDA and these questionnaires, or the one that is there already."""
    again = (folder / "workspace.db").exists()
    made = open_workspace(folder / "workspace.db", create=True, clock=lambda: NOW)
    if again:
        return made
    nda = NdaRecord(NdaBasis.NDA, date(2026, 1, 1))
    made.add_account("ana", Account("Acme", ("acme.example",), (nda,)))
    made.add_account("ana", Account("Stranger", ("stranger.example",)))
    for one in arriving:
        made.add_questionnaire("ana", one)
    return made


class Sitting:
    """The app while it runs, and what a person reads of it."""

    def __init__(self, app: SegqApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def text(self) -> str:
        """What stands on the terminal."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def told(self) -> str:
        """The notifications, oldest first."""
        return "\n".join(each.message for each in self.app._notifications)

    @property
    def shown(self) -> str:
        """The class name of the screen on top."""
        return type(self.app.screen).__name__

    @property
    def review(self) -> Many:
        """The review screen, whatever is above it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Many))

    @property
    def session(self) -> ReviewSession:
        return self.review.session

    @property
    def here(self) -> str:
        """The id of the question under the cursor."""
        return self.review.current.id

    def line(self, row: int) -> Line:
        """Return the question of a row, as another session would read it from the disk."""
        store = self.app.workspace.review(1)
        return next(line for line in store.lines() if line.id == str(row))

    def decision(self, row: int) -> Decision | None:
        """Return what was decided on the question of a row, as it is on disk."""
        return self.line(row).standing.decision

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait until everything is drawn."""
        await self.pilot.press(*keys)
        await settle(self.pilot)
        await self.pilot.pause(0.05)

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*("space" if each == " " else each for each in text))


Scene = Callable[[Sitting], Coroutine[Any, Any, None]]


def sit(
    folder: Path,
    scene: Scene,
    size: tuple[int, int] = NARROW,
    *,
    opens: int | None = 1,
    keys: Keys | None = None,
    arriving: Sequence[Arrived] | None = None,
    base: KnowledgeBase = BASE,
) -> SegqApp:
    """Play a scene in an app of that size, and return the app."""
    settings = Settings(folder, folder, None, builders.AS_OF)
    with workspace(folder, *((arrived(),) if arriving is None else arriving)) as place:
        app = SegqApp(place, settings, "ana", questionnaire=opens, keys=keys, knowledge=KnowledgeSource(settings, base))

        async def run() -> None:
            async with app.run_test(size=size) as pilot:
                await settle(pilot)
                await pilot.pause(0.2)
                await scene(Sitting(app, pilot))

        asyncio.run(run())
    return app
