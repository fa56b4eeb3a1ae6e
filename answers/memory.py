"""Phrasings that reviewers have accepted or rejected before: evidence for a suggestion, never for *settled*.

Customers' wording stays in the workspace; what is remembered here lives as long as the decider.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from answers.understanding import understand
from knowledge.search.retrieval import Retrieval
from knowledge.search.shares import DECIMALS
from knowledge.statement import YesNo

Scores = NDArray[np.float32]


class Verdict(StrEnum):
    """What a reviewer did with a statement that was proposed for a question."""

    ACCEPTED = "accepted"
    """Taken as it stood: a later question like it belongs to the same statement. An accepted edit is none of these."""
    REJECTED = "rejected"
    """Not the answer: counts like a question that the statement does not answer."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A question as a customer asked it, the statement, and the verdict."""

    text: str
    statement: str
    verdict: Verdict
    section: str = ""


class Settling(Protocol):
    """A phrasing that the statement's owner approved as settled by it, pinned to the wording that they approved."""

    @property
    def text(self) -> str:
        """The question as a customer asked it."""

    @property
    def section(self) -> str:
        """The heading above it."""

    @property
    def statement(self) -> str:
        """Id of the statement."""

    @property
    def statement_sha256(self) -> str:
        """Hash of the statement's canonical form at the approval; the phrasing counts no longer once it differs."""

    @property
    def yes_no(self) -> YesNo | None:
        """What the statement answers to it."""


class DecisionLog(Protocol):
    """What deciding needs of past reviews; the workspace implements it."""

    def phrasings(self) -> Sequence[Phrasing]:
        """Return what was accepted and rejected, oldest first; the last verdict on a pair counts."""


class Retrieving(Protocol):
    """What the memory needs of search: the vectors of texts."""

    def retrieve(self, texts: Sequence[str]) -> list[Retrieval]:
        """Return one retrieval per text."""


class PhrasingMemory:
    """Remembered phrasings by statement and verdict, with their vectors."""

    def __init__(self, phrasings: Sequence[Phrasing], search: Retrieving) -> None:
        latest = {(each.text, each.section, each.statement): each for each in phrasings}
        kept = list(latest.values())
        texts = [understand(each.text, each.section).asked for each in kept]
        rows: dict[tuple[str, Verdict], list[Scores]] = defaultdict(list)
        for each, found in zip(kept, search.retrieve(texts), strict=True):
            rows[each.statement, each.verdict].append(found.vector)
        self._vectors = {key: np.stack(some) for key, some in rows.items()}

    def nearest(self, statement: str, verdict: Verdict, vector: Scores) -> float:
        """Return the largest cosine, 0–1, to a phrasing with that verdict on the statement; 0 where there is none."""
        known = self._vectors.get((statement, verdict))
        if known is None:
            return 0.0
        return round(float(np.clip((known @ vector).max(), 0.0, 1.0)), DECIMALS)
