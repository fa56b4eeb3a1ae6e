"""Wires one run together: compiled index, embedder and decider for the settings given."""

from __future__ import annotations

from pathlib import Path

from knowledge.search.index import open_index
from knowledge.search.retrieval import Searcher

from answers.decide import Decider
from knowledge.embeddings import open_embedder
from knowledge.statement import KnowledgeBase
from segq.settings import Settings


class Engine:
    """A knowledge base ready to be asked; the index is compiled on first use and kept in the cache."""

    def __init__(self, settings: Settings, expecting: int = 1) -> None:
        index = open_index(settings.knowledge_base, cache=settings.cache, model=settings.model)
        embedder = open_embedder(settings.model, expecting=expecting, cache=settings.cache)
        self.base: KnowledgeBase = index.base
        self.decider = Decider(Searcher(index, embedder))
        self.root: Path = settings.knowledge_base
