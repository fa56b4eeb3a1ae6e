"""The knowledge base for the screen: there in a moment where it is compiled, the model only when it is asked."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from knowledge.statement import KnowledgeBase
from segq.settings import Settings

if TYPE_CHECKING:
    from segq.engine import Engine
    from segq.knowledge_search import KnowledgeSearch

NO_BASE = KnowledgeBase("", (), ())
"""What stands in until the base is loaded."""


class KnowledgeSource:
    """Loads the base and the search over it, each once; every method may take seconds, so call it in a thread."""

    def __init__(self, settings: Settings, base: KnowledgeBase | None = None) -> None:
        self._settings, self._base = settings, base
        self._search: KnowledgeSearch | None = None
        self._lock = Lock()

    @property
    def loaded(self) -> KnowledgeBase:
        """The base if it is loaded, else an empty one."""
        return self._base or NO_BASE

    def base(self) -> KnowledgeBase:
        """Return the base: from the compiled index where nothing changed, else from its YAML files."""
        with self._lock:
            if self._base is None:
                self._base = _compiled(self._settings) or _from_yaml(self._settings)
            return self._base

    def search(self) -> KnowledgeSearch:
        """Return the search by words and, once its model is loaded, by meaning."""
        from segq.knowledge_search import KnowledgeSearch, Meaning

        base = self.base()
        with self._lock:
            if self._search is None:
                self._search = KnowledgeSearch(base, Meaning(self._engine))
            return self._search

    def _engine(self) -> Engine:
        from segq.engine import Engine

        return Engine(self._settings)


def _compiled(settings: Settings) -> KnowledgeBase | None:
    from knowledge.embeddings import find_model
    from knowledge.search.index import stored_base

    return stored_base(settings.knowledge_base, cache=settings.cache, model=find_model(settings.model))


def _from_yaml(settings: Settings) -> KnowledgeBase:
    from knowledge.loading import load_knowledge_base

    return load_knowledge_base(settings.knowledge_base)
