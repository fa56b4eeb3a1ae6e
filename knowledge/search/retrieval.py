"""Comparing questions with every statement: raw score parts, each in 0–1, none of them a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings import Embedder, find_model, open_embedder
from knowledge.search.index import BaseReader, Index, open_index
from knowledge.search.phrases import PhraseKind

Scores = NDArray[np.float32]

DECIMALS = 5
"""Scores are rounded: runtimes and batch sizes differ in the seventh decimal, and must not decide anything."""
_AT_ONCE = 64
"""Questions compared at a time, which bounds memory to some 64 · phrases floats."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How near one question is to the statements in ``places``; the parts of statements stand in that order."""

    places: NDArray[np.intp]
    """Places in ``KnowledgeBase.statements``, ascending: all of them, or in a large base the nearest."""
    question: Scores
    """Largest cosine to a canonical question, negative ones as 0."""
    partly: Scores
    """Largest cosine to a question that the statement answers in part."""
    alias: Scores
    """Largest cosine to the title or an alias."""
    answer: Scores
    """Largest cosine to claim, short or full answer."""
    does_not_answer: Scores
    """Largest cosine to a question that the statement is declared not to answer."""
    lexical: Scores
    """Share of the question's idf mass that the statement's words explain (:meth:`Lexicon.score`)."""
    document: Scores
    """Largest cosine to a name of each document, in the order of ``KnowledgeBase.documents``."""
    gap: Scores
    """Largest cosine to a phrase of each known gap, in the order of ``KnowledgeBase.gaps``."""
    vector: Scores
    """The question's own unit row, for the cosine to any single phrase (:meth:`Index.cosines`)."""


class _Grouped:
    """The phrases of one kind, grouped by owner, so that a maximum per owner is one operation."""

    def __init__(self, index: Index, kind: PhraseKind, owners: int) -> None:
        numbers = [number for number, phrase in enumerate(index.phrases) if phrase.kind is kind]
        numbers.sort(key=lambda number: index.phrases[number].owner)
        owned = np.array([index.phrases[number].owner for number in numbers], dtype=np.intp)
        self._owners, self._starts = np.unique(owned, return_index=True)
        self._vectors = index.vectors[index.rows[numbers]] if numbers else index.vectors[:0]
        self._count = owners

    def best(self, asked: Scores) -> Scores:
        """Return the largest cosine per owner, of shape (questions, owners); 0 for an owner without such a phrase."""
        found = np.zeros((len(asked), self._count), dtype=np.float32)
        if len(self._owners):
            cosines = asked @ self._vectors.T
            found[:, self._owners] = np.maximum.reduceat(cosines, self._starts, axis=1)
        return found.clip(0, 1).round(DECIMALS)


class Searcher:
    """Retrieves for questions; every distinct text is embedded once for the life of the searcher."""

    def __init__(self, index: Index, embedder: Embedder) -> None:
        self.index = index
        self._embedder = embedder
        self._known: dict[str, Scores] = {}
        base = index.base
        self._places = np.arange(len(base.statements), dtype=np.intp)
        owners = dict.fromkeys(PhraseKind, len(base.statements))
        owners |= {PhraseKind.DOCUMENT: len(base.documents), PhraseKind.GAP: len(base.gaps)}
        self._grouped = {kind: _Grouped(index, kind, count) for kind, count in owners.items()}

    def retrieve(self, texts: Sequence[str]) -> list[Retrieval]:
        """Return one retrieval per text, in order; all new texts are embedded in one call."""
        distinct = list(dict.fromkeys(texts))
        self._learn(distinct)
        found = dict(zip(distinct, self._compare(distinct), strict=True))
        return [found[text] for text in texts]

    def _learn(self, texts: Sequence[str]) -> None:
        new = [text for text in texts if text not in self._known]
        if new:
            self._known.update(zip(new, self._embedder.embed(new), strict=True))

    def _compare(self, texts: Sequence[str]) -> Iterator[Retrieval]:
        for start in range(0, len(texts), _AT_ONCE):
            some = texts[start : start + _AT_ONCE]
            asked = np.stack([self._known[text] for text in some])
            best = {kind: grouped.best(asked) for kind, grouped in self._grouped.items()}
            for place, text in enumerate(some):
                yield Retrieval(
                    places=self._places,
                    question=best[PhraseKind.QUESTION][place],
                    partly=best[PhraseKind.PARTLY][place],
                    alias=best[PhraseKind.ALIAS][place],
                    answer=best[PhraseKind.ANSWER][place],
                    does_not_answer=best[PhraseKind.DOES_NOT_ANSWER][place],
                    lexical=self.index.lexicon.score(text).round(DECIMALS),
                    document=best[PhraseKind.DOCUMENT][place],
                    gap=best[PhraseKind.GAP][place],
                    vector=asked[place],
                )


def open_searcher(
    root: Path,
    *,
    cache: Path | None,
    model: Path | None = None,
    threads: int = 1,
    reader: BaseReader | None = None,
) -> Searcher:
    """Return a searcher over the base in ``root``; the runtime loads with the first question asked."""
    folder = find_model(model)
    embedder = open_embedder(folder, threads=threads)
    return Searcher(open_index(root, cache=cache, model=folder, embedder=embedder, reader=reader), embedder)
