"""One compiled index of the bundled base for all tests and workers: compiling it takes longer than most of them."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from knowledge.loading import bundled_base
from knowledge.search.retrieval import open_searcher

HOME = Path(__file__).resolve().parents[1] / ".cache" / "tests"


@pytest.fixture(scope="session")
def segq_home() -> Path:
    """Return a ``SEGQ_HOME`` in which the bundled base is compiled; the first worker compiles, the others wait."""
    HOME.mkdir(parents=True, exist_ok=True)
    with _alone(HOME / "lock"):
        open_searcher(bundled_base(), cache=HOME / "cache", threads=2)
    return HOME


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
