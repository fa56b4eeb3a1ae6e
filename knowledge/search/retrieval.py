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

_DECIMALS = 5
"""Scores are rounded: runtimes and batch sizes differ in the seventh decimal, and must not decide anything."""
_AT_ONCE = 64
"""Questions compared at a time, which bounds memory to some 64 · phrases floats."""
_FUZZY_FLOOR = 40.0
"""Similarities below are reported as 0; giving up on them early makes the comparison several times faster."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How near one question is to each statement, in the order of ``KnowledgeBase.statements``."""

    question: Scores
    """Largest cosine to a canonical question, negative ones as 0."""
    alias: Scores
    """Largest cosine to the title or an alias."""
    answer: Scores
    """Largest cosine to claim, short or full answer."""
    does_not_answer: Scores
    """Largest cosine to a question that the statement is declared not to answer."""
    lexical: Scores
    """Share of the question's idf mass that the statement's words explain (:meth:`Lexicon.score`)."""
    fuzzy: Scores
    """Largest rapidfuzz token-set ratio to a canonical question, title or alias; below 0.4 given as 0."""
    nearest_question: NDArray[np.intp]
    """Index into ``Index.phrases`` of the canonical question behind ``question``; -1 where there is none."""
    nearest_alias: NDArray[np.intp]
    """The same for ``alias``."""
    nearest_does_not_answer: NDArray[np.intp]
    """The same for ``does_not_answer``."""
    document: Scores
    """Largest cosine to a name of each document, in the order of ``KnowledgeBase.documents``."""
    phrase: Scores
    """Cosine to each of ``Index.phrases``: which canonical question is nearest among those of one polarity."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The phrases of one kind: row per owner, padded with -1, so that a maximum per owner is one operation."""

    phrases: NDArray[np.intp]

    def best(self, similarity: Scores) -> tuple[Scores, NDArray[np.intp]]:
        """Return, for (questions, phrases + one column of zeros), the best value and phrase per owner."""
        if not self.phrases.shape[1]:
            shape = (len(similarity), len(self.phrases))
            return np.zeros(shape, dtype=np.float32), np.full(shape, -1, dtype=np.intp)
        values = similarity[:, self.phrases]
        place = values.argmax(axis=2)
        return values.max(axis=2), self.phrases[np.arange(len(self.phrases)), place]


class Searcher:
    """Retrieves for questions; every distinct text is embedded once for the life of the searcher."""

    def __init__(self, index: Index, embedder: Embedder) -> None:
        self.index = index
        self._embedder = embedder
        self._known: dict[str, Scores] = {}
        statements, documents = len(index.base.statements), len(index.base.documents)
        self._question = self._table(PhraseKind.QUESTION, statements)
        self._alias = self._table(PhraseKind.ALIAS, statements)
        self._answer = self._table(PhraseKind.ANSWER, statements)
        self._does_not_answer = self._table(PhraseKind.DOES_NOT_ANSWER, statements)
        self._document = self._table(PhraseKind.DOCUMENT, documents)
        named = (PhraseKind.QUESTION, PhraseKind.ALIAS)
        self._named = [number for number, phrase in enumerate(index.phrases) if phrase.kind in named]

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
            cosines = self._cosines(some)
            question, nearest_question = self._question.best(cosines)
            alias, nearest_alias = self._alias.best(cosines)
            answer, _ = self._answer.best(cosines)
            refused, nearest_refused = self._does_not_answer.best(cosines)
            document, _ = self._document.best(cosines)
            fuzzy = np.maximum(*(table.best(self._fuzzy(some))[0] for table in (self._question, self._alias)))
            for place, text in enumerate(some):
                yield Retrieval(
                    question=question[place],
                    alias=alias[place],
                    answer=answer[place],
                    does_not_answer=refused[place],
                    lexical=self.index.lexicon.score(text).round(_DECIMALS),
                    fuzzy=fuzzy[place],
                    nearest_question=nearest_question[place],
                    nearest_alias=nearest_alias[place],
                    nearest_does_not_answer=nearest_refused[place],
                    document=document[place],
                    phrase=cosines[place, :-1],
                )

    def _cosines(self, texts: Sequence[str]) -> Scores:
        """Return cosines in 0–1 of shape (texts, phrases + 1); the last column, 0, stands for no phrase."""
        asked = np.stack([self._known[text] for text in texts])
        similar = np.zeros((len(texts), len(self.index.phrases) + 1), dtype=np.float32)
        similar[:, :-1] = (asked @ self.index.vectors.T)[:, self.index.rows]
        return similar.clip(0, 1).round(_DECIMALS)

    def _fuzzy(self, texts: Sequence[str]) -> Scores:
        """Return token-set ratios in 0–1 of shape (texts, phrases + 1)."""
        from rapidfuzz import fuzz, process
        from rapidfuzz.utils import default_process

        similar = np.zeros((len(texts), len(self.index.phrases) + 1), dtype=np.float32)
        names = [self.index.phrases[number].text for number in self._named]
        if names:
            ratios = process.cdist(
                texts,
                names,
                scorer=fuzz.token_set_ratio,
                processor=default_process,
                score_cutoff=_FUZZY_FLOOR,
                dtype=np.float32,
            )
            similar[:, self._named] = ratios / np.float32(100)
        return similar.round(_DECIMALS)

    def _table(self, kind: PhraseKind, owners: int) -> _Table:
        found: list[list[int]] = [[] for _ in range(owners)]
        for number, phrase in enumerate(self.index.phrases):
            if phrase.kind is kind:
                found[phrase.owner].append(number)
        width = max(map(len, found), default=0)
        return _Table(
            np.array([row + [-1] * (width - len(row)) for row in found], dtype=np.intp).reshape(owners, width)
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
