"""Wires one run together: compiled index, embedder and decider for the settings given."""

from __future__ import annotations

from answers.decide import Decider
from knowledge.search.retrieval import open_searcher
from knowledge.statement import KnowledgeBase
from segq.settings import Settings


class Engine:
    """A knowledge base ready to be asked; the index is compiled on first use and kept in the cache."""

    def __init__(self, settings: Settings, threads: int = 1) -> None:
        searcher = open_searcher(settings.knowledge_base, cache=settings.cache, model=settings.model, threads=threads)
        self.base: KnowledgeBase = searcher.index.base
        self.decider = Decider(searcher)
