from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.loading import bundled_base, load_knowledge_base
from knowledge.statement import KnowledgeBase

WriteBase = Callable[..., Path]


@pytest.fixture(scope="session")
def segmetrics() -> KnowledgeBase:
    return load_knowledge_base(bundled_base())


@pytest.fixture
def write_base(tmp_path: Path) -> WriteBase:
    """Write files by name (``kb`` stands for ``kb.yaml``) and return their folder."""

    def write(**files: str) -> Path:
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write
