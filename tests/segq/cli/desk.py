"""A workspace for tests of its commands: a fictional base, a day on which it stands, and a reviewer at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from answers.review.session import ReviewSession
from knowledge.loading import load_knowledge_base
from segq.reviewing import session_of
from segq.settings import Settings
from segq.storage.workspace import Workspace, open_workspace
from tests.segq.cli.conftest import Ran, Segq

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples"
FICTIONAL = EXAMPLES / "fictional-base"
DAY = "2026-12-01"


@dataclass(frozen=True)
class Desk:
    """The commands against one workspace, on one day, with one base."""

    segq: Segq
    file: Path
    base: Path = FICTIONAL
    day: str = DAY

    def run(self, command: str, *arguments: object, day: str = "") -> Ran:
        """Run a command that reads the base."""
        return self.segq(
            command, *arguments, "--kb", self.base, "--as-of", day or self.day, "--workspace", self.file
        )  # fmt: skip

    def tell(self, command: str, *arguments: object) -> Ran:
        """Run a command that needs no base."""
        return self.segq(command, *arguments, "--workspace", self.file)

    def json(self, command: str, *arguments: object) -> Any:
        """Return what a command that reads the base prints as JSON."""
        ran = self.run(command, *arguments, "--json")
        assert ran.code == 0, ran.err
        return json.loads(ran.out)

    @contextmanager
    def workspace(self) -> Iterator[Workspace]:
        workspace = open_workspace(self.file)
        try:
            yield workspace
        finally:
            workspace.close()

    @contextmanager
    def session(self, questionnaire: int = 1, reviewer: str = "ana") -> Iterator[ReviewSession]:
        settings = Settings(self.base, Path(), None, date.fromisoformat(self.day))
        with self.workspace() as workspace:
            yield session_of(workspace, questionnaire, reviewer, settings, load_knowledge_base(self.base))

    def customer(self, *, signed: str = "", expires: str = "") -> None:
        """Put the customer Acme on record, with an NDA where one is signed."""
        assert self.tell("account", "add", "Acme Corp", "--domain", "acme.example").code == 0
        if signed:
            ends = ("--expires", expires) if expires else ()
            assert self.tell("account", "nda", "acme.example", "--signed", signed, *ends).code == 0
