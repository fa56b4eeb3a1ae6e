from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from segq.cli.main import main

if TYPE_CHECKING:
    from tests.segq.cli.desk import Desk

LEDGER_BASE = Path(__file__).resolve().parents[2] / "data" / "ledger-base"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Segq = Callable[..., Ran]


@pytest.fixture(scope="session")
def home(segq_home: Path) -> Path:
    return segq_home


@pytest.fixture
def segq(home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Segq:
    monkeypatch.setenv("SEGQ_HOME", str(home))

    def run(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def ledger(segq: Segq) -> Segq:
    """Run against the fictional base on a date on which its approvals hold."""

    def run(command: str, *arguments: object) -> Ran:
        return segq(command, *arguments, "--kb", LEDGER_BASE, "--as-of", "2026-11-01")

    return run


@pytest.fixture
def desk(segq: Segq, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a workspace that is not there yet, with the working directory beside it."""
    from tests.segq.cli.desk import Desk

    monkeypatch.setenv("SEGQ_USER", "ana")
    monkeypatch.delenv("SEGQ_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    return Desk(segq, tmp_path / "ws" / "workspace.db")
