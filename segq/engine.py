"""Wires one run together: compiled index, embedder and decider for the settings given."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import answers
from answers.decide import Decider
from answers.memory import Phrasing, Settling
from answers.policy import MatchingPolicy, policy_from
from knowledge.search.retrieval import open_searcher
from knowledge.statement import KnowledgeBase
from segq.settings import Settings


class Engine:
    """A knowledge base ready to be asked; the index is compiled on first use and kept in the cache."""

    def __init__(self, settings: Settings, threads: int = 2) -> None:
        searcher = open_searcher(
            settings.knowledge_base,
            cache=settings.cache,
            model=settings.model,
            threads=threads,
            compiling=_tell_compiling,
        )
        self.searcher = searcher
        self.base: KnowledgeBase = searcher.index.base
        self.decider = Decider(searcher, shipped_policy())

    def remembering(self, remembered: Sequence[Phrasing], settling: Sequence[Settling] = ()) -> Decider:
        """Return a decider that also knows earlier verdicts and the phrasings that owners approved as settling."""
        return Decider(self.searcher, shipped_policy(), remembered, settling)


_WORTH_TELLING = 500
"""Texts to embed that take a person's patience; fewer are done in a moment."""


def _tell_compiling(texts: int) -> None:
    if texts >= _WORTH_TELLING and sys.stderr.isatty():
        sys.stderr.write(f"Compiling the knowledge base: {texts:,} phrases, once per change…\n")


def shipped_policy() -> MatchingPolicy:
    """Return the weights and thresholds that come with segq, from ``answers/policy.json``."""
    path = Path(answers.__file__).with_name("policy.json")
    return policy_from(json.loads(path.read_text(encoding="utf-8")))
