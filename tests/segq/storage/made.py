"""Small workspaces for tests: a questionnaire of a few questions, and a session on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from answers.proposal import Candidate
from answers.questionnaire import CellAddress, Question, SlotKind, SlotRole
from answers.review.session import ReviewSession
from answers.review.store import Told
from knowledge.statement import YesNo
from segq.storage.records import Arrived, Arriving, Release
from segq.storage.workspace import Workspace, open_workspace
from tests import builders

START = datetime(2026, 11, 1, 9, tzinfo=UTC)


def ticking() -> Callable[[], datetime]:
    """Return a clock that goes on by a second whenever it is read."""
    now = START

    def read() -> datetime:
        nonlocal now
        now += timedelta(seconds=1)
        return now

    return read


def asked(row: int, text: str = "", **changes: object) -> Question:
    """Return a question on that row, with a choice and a comment."""
    made = builders.question(
        builders.slot(SlotRole.ANSWER, SlotKind.CHOICE, "Yes", "No", "N/A", cell=f"C{row}"),
        builders.slot(SlotRole.COMMENT, cell=f"D{row}"),
        text=text or f"Are backups of ledger {row} encrypted?",
    )
    return replace(made, address=CellAddress("S", f"B{row}"), **changes)  # type: ignore[arg-type]


def arriving(row: int, text: str = "") -> Arriving:
    """Return that question with a settled proposal of ``bk-enc``."""
    question = asked(row, text)
    yes = Candidate("bk-enc", 0.9, (), yes_no=YesNo.YES)
    return Arriving(question, builders.proposal(key=question.key, candidates=(yes,)), {"bk-enc": builders.DIGEST})


def arrived(data: bytes = b"the customer's bytes", questions: int = 3, **changes: object) -> Arrived:
    """Return a file of that many questions, on rows 1, 2, 3…"""
    made = Arrived(
        "questions.xlsx",
        data,
        sha256(data).hexdigest(),
        questions=tuple(arriving(row) for row in range(1, 1 + questions)),
        knowledge_base_sha256="b" * 64,
        asked_as_of=builders.AS_OF,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def workspace(folder: Path, *, name: str = "workspace.db") -> Workspace:
    """Return a workspace in that folder, made where there is none."""
    return open_workspace(folder / name, create=True, clock=ticking())


def session(place: Workspace, reviewer: str = "ann", questionnaire: int = 1) -> ReviewSession:
    """Return a reviewer's session on a questionnaire."""
    return ReviewSession(place.review(questionnaire), reviewer, builders.base(), builders.AS_OF)


def release(data: bytes = b"the filled bytes", *told: Told, **changes: object) -> Release:
    """Return a release of those bytes that told those answers."""
    made = Release(
        name="questions.xlsx",
        sha256=sha256(data).hexdigest(),
        data=data,
        certificate='{"schema_version": 1}',
        clearance="nda",
        answers=told,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def told(text: str, day: int = 1) -> Told:
    """Return an answer that was given on that day of May."""
    on = datetime(2026, 5, day, tzinfo=UTC)
    return Told(
        "questions.xlsx", on, "Are backups encrypted?", "are backups encrypted", "Yes", text, "bk-enc", "0" * 64
    )
