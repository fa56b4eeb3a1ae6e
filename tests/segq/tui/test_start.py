from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.loading import load_knowledge_base
from segq.settings import Settings
from segq.tui.knowledge_source import NO_BASE, KnowledgeSource
from tests import builders
from tests.segq.tui.sitting import Sitting, sit

NOT_YET = ("numpy", "rapidfuzz", "ruamel", "scipy", "lxml", "tokenizers", "torch", "openpyxl", "alembic", "segq.engine")


def test_the_first_paint_waits_for_no_model_no_yaml_and_no_file_format() -> None:
    code = "import sys, segq.tui.app, segq.tui.screens.review, segq.tui.screens.queue; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert [name for name in NOT_YET if name in loaded] == []


def test_the_list_is_there_before_the_knowledge_base_and_answering_waits_for_it(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        at.session.answer_from(NO_BASE)
        await at.press("a")
        decision = at.decision(2)
        assert decision
        assert decision.text == "Yes. Backups are encrypted."

    sit(tmp_path, look)


def test_a_base_that_is_not_compiled_is_read_from_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = builders.base()
    monkeypatch.setattr("knowledge.loading.load_knowledge_base", lambda _: expected)
    source = KnowledgeSource(Settings(tmp_path, tmp_path / "cache", None, builders.AS_OF))
    assert source.loaded is NO_BASE
    assert source.base() is expected
    assert source.loaded is expected


def test_a_compiled_base_is_read_without_its_yaml(segq_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from knowledge.loading import bundled_base

    expected = load_knowledge_base(bundled_base())
    monkeypatch.setattr("knowledge.loading.load_knowledge_base", lambda _: pytest.fail("read the YAML"))
    source = KnowledgeSource(Settings(bundled_base(), segq_home / "cache", None, builders.AS_OF))
    assert source.base() == expected


def test_an_error_inside_ends_the_app_with_that_error_and_no_page_of_variables(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        at.review.session.accept = lambda *_: 1 / 0  # type: ignore[method-assign, assignment]
        at.review.session.take = lambda *_: 1 / 0  # type: ignore[method-assign, assignment]
        await at.press("a")

    with pytest.raises(ZeroDivisionError):
        sit(tmp_path, look)
