"""Comparing questions with every statement: raw score parts, each in 0–1, none of them a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings import Embedder, find_model, open_embedder
from knowledge.search.index import BaseReader, Index, open_index
from knowledge.search.phrases import PhraseKind
from knowledge.search.shares import DECIMALS, SHARPNESS, Shares, neighbour_shares, topic_shares
from knowledge.search.store import let_go

Scores = NDArray[np.float32]

_AT_ONCE, _AT_ONCE_IF_LARGE = 256, 32
"""Questions compared at a time, which bounds memory to some 32 · 18 · statements floats in a large base."""
_PHRASES_AT_ONCE = 8_192
"""Phrases multiplied at a time: a base of any size is compared in matrices of 2 MB."""
LARGE = 2_000
"""Statements above which a retrieval holds the nearest alone; a base of this size is answered in full."""
_NEAREST_IN_ALL, _NEAREST_IN_ONE = 120, 25
"""Statements kept of a large base: by the sum of their parts, and by each part alone."""
_GROUP = 64
_KEPT = 8_192
"""Retrievals remembered; the oldest give way, so that a server that runs for weeks stays small."""


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
    neighbours: Shares
    """How the phrases around the question divide among statements and gaps, the nearer ones counting more."""
    topics: Shares
    """The same by the classifier of the base's phrases; by the neighbours where the base has none."""
    vector: Scores
    """The question's own unit row, for the cosine to any single phrase (:meth:`Index.cosines`)."""


_FIELDS = {
    PhraseKind.QUESTION: "question",
    PhraseKind.PARTLY: "partly",
    PhraseKind.ALIAS: "alias",
    PhraseKind.ANSWER: "answer",
    PhraseKind.DOES_NOT_ANSWER: "does_not_answer",
    PhraseKind.DOCUMENT: "document",
    PhraseKind.GAP: "gap",
}
"""The part of a retrieval to which each kind of phrase contributes."""
_SIMILAR = ("question", "alias", "answer", "lexical")
"""The parts that speak for a statement, whatever their weights."""
_OF_STATEMENTS = (*_SIMILAR, "partly", "does_not_answer")


class _Segments:
    """The runs of phrases of one kind and one owner, so that a maximum for each is one operation."""

    def __init__(self, index: Index) -> None:
        base, statements = index.base, len(index.base.statements)
        self._index = index
        self._width = dict.fromkeys(PhraseKind, statements)
        self._width |= {PhraseKind.DOCUMENT: len(base.documents), PhraseKind.GAP: len(base.gaps)}
        kinds = {kind: number for number, kind in enumerate(PhraseKind)}
        kind = np.array([kinds[phrase.kind] for phrase in index.phrases], dtype=np.int8)
        owner = np.array([phrase.owner for phrase in index.phrases], dtype=np.intp)
        changes = (kind[1:] != kind[:-1]) | (owner[1:] != owner[:-1])
        self._starts = np.flatnonzero(np.concatenate([[bool(len(kind))], changes]))
        self._kinds, self._owners = kind[self._starts], owner[self._starts]

    def compare(self, asked: Scores) -> tuple[dict[PhraseKind, Scores], dict[PhraseKind, Scores]]:
        """Return per kind the largest cosine to each owner and the mass of its phrases, of shape (questions, owners).

        The mass is the sum of ``exp(SHARPNESS · cosine)``. Both are 0 for an owner without such a phrase.
        """
        best = {kind: np.zeros((len(asked), width), dtype=np.float32) for kind, width in self._width.items()}
        mass = {kind: np.zeros_like(scores) for kind, scores in best.items()}
        for segments in self._chunks():
            largest, summed = self._of(asked, segments)
            for number, kind in enumerate(PhraseKind):
                of_kind = np.flatnonzero(self._kinds[segments] == number)
                owners = self._owners[segments][of_kind]
                best[kind][:, owners] = largest[of_kind].T
                mass[kind][:, owners] = summed[of_kind].T
        return best, mass

    def counts(self) -> dict[PhraseKind, NDArray[np.intp]]:
        """Return per kind how many phrases each owner has."""
        sizes = np.diff(np.append(self._starts, len(self._index.phrases)))
        found = {kind: np.zeros(width, dtype=np.intp) for kind, width in self._width.items()}
        for number, kind in enumerate(PhraseKind):
            of_kind = np.flatnonzero(self._kinds == number)
            found[kind][self._owners[of_kind]] = sizes[of_kind]
        return found

    def _chunks(self) -> Iterator[slice]:
        """Yield the segments in runs of about ``_PHRASES_AT_ONCE`` phrases."""
        begin = 0
        while begin < len(self._starts):
            limit = self._starts[begin] + _PHRASES_AT_ONCE
            end = max(begin + 1, int(np.searchsorted(self._starts, limit, side="right")) - 1)
            end = end if limit < len(self._index.phrases) else len(self._starts)
            yield slice(begin, end)
            begin = end

    def _of(self, asked: Scores, segments: slice) -> tuple[Scores, Scores]:
        """Return the largest cosine, in 0–1, and the mass in each segment, of shape (segments, questions)."""
        starts = self._starts[segments]
        stop = self._starts[segments.stop] if segments.stop < len(self._starts) else len(self._index.phrases)
        rows = self._index.rows[starts[0] : stop]
        cosines = self._index.vectors[_as_slice(rows)] @ asked.T
        let_go(self._index.vectors)
        largest: Scores = np.maximum.reduceat(cosines, starts - starts[0], axis=0)
        mass: Scores = np.add.reduceat(np.exp(SHARPNESS * cosines), starts - starts[0], axis=0)
        return largest.clip(0, 1), mass


def _as_slice(rows: NDArray[np.intp]) -> slice | NDArray[np.intp]:
    """Return rows that follow each other as a slice, which views a matrix where an array of numbers copies it."""
    follow = bool((np.diff(rows) == 1).all())
    return slice(int(rows[0]), int(rows[-1]) + 1) if follow else rows


class Searcher:
    """Retrieves for questions; every distinct text is embedded and compared once, as long as it is remembered.

    In a base of more than ``large`` statements a retrieval holds only those that are nearest by the sum of their
    parts or by one part (:func:`nearest`); the parts of these are the same as without that choice.
    """

    def __init__(self, index: Index, embedder: Embedder, *, large: int = LARGE) -> None:
        self.index = index
        self._embedder = embedder
        self._known: dict[str, Retrieval] = {}
        self._segments = _Segments(index)
        self._counts = self._segments.counts()
        self._all = np.arange(len(index.base.statements), dtype=np.intp)
        self._is_large = len(self._all) > large

    def retrieve(self, texts: Sequence[str]) -> list[Retrieval]:
        """Return one retrieval per text, in order; all new texts are embedded in one call."""
        distinct = list(dict.fromkeys(texts))
        new = [text for text in distinct if text not in self._known]
        found = {text: self._known[text] for text in distinct if text in self._known}
        found.update(zip(new, self._compare(new), strict=True))
        self._remember(found)
        return [found[text] for text in texts]

    def _remember(self, found: Mapping[str, Retrieval]) -> None:
        self._known.update(found)
        for text in list(self._known)[: max(0, len(self._known) - _KEPT)]:
            del self._known[text]

    def _compare(self, texts: Sequence[str]) -> Iterator[Retrieval]:
        vectors = self._embedder.embed(texts) if texts else np.empty((0, 0), dtype=np.float32)
        at_once, topics = _AT_ONCE_IF_LARGE if self._is_large else _AT_ONCE, self.index.topics
        for start in range(0, len(texts), at_once):
            some = slice(start, start + at_once)
            best, mass = self._segments.compare(vectors[some])
            classified = topic_shares(topics, vectors[some], len(self._all)) if topics else repeat(None)
            around = zip(neighbour_shares(mass, self._counts), classified, strict=False)
            for place, (text, (neighbours, by_topic)) in enumerate(zip(texts[some], around, strict=True)):
                parts = {_FIELDS[kind]: scores[place] for kind, scores in best.items()}
                parts["lexical"] = self.index.lexicon.score(text)
                places = self._places(parts)
                yield Retrieval(
                    places=places,
                    neighbours=neighbours.at(places),
                    topics=(by_topic or neighbours).at(places),
                    vector=vectors[start + place],
                    **{name: self._chosen(name, scores, places) for name, scores in parts.items()},
                )

    def _places(self, parts: Mapping[str, Scores]) -> NDArray[np.intp]:
        return nearest([parts[name] for name in _SIMILAR], parts["partly"]) if self._is_large else self._all

    def _chosen(self, name: str, scores: Scores, places: NDArray[np.intp]) -> Scores:
        chosen = scores[places] if self._is_large and name in _OF_STATEMENTS else scores
        return chosen.round(DECIMALS)


def nearest(parts: Sequence[Scores], partly: Scores) -> NDArray[np.intp]:
    """Return the places, ascending, of what is largest in one part or in their sum, with or without ``partly``."""
    total = np.sum(parts, axis=0)
    found = [_largest(scores, _NEAREST_IN_ALL) for scores in (total, total + partly)]
    found += [_largest(part, _NEAREST_IN_ONE) for part in (*parts, partly)]
    return np.unique(np.concatenate(found))


def _largest(scores: Scores, count: int) -> NDArray[np.intp]:
    """Return the places of the ``count`` largest scores above 0.

    The maxima of groups bound them from below, so that few have to be put in order.
    """
    groups = scores[: len(scores) // _GROUP * _GROUP].reshape(-1, _GROUP).max(axis=1)
    bound = np.partition(groups, -count)[-count] if len(groups) >= count else np.float32(0)
    found = np.flatnonzero((scores >= bound) & (scores > 0))
    return found if len(found) <= count else found[np.argpartition(scores[found], -count)[-count:]]


def open_searcher(  # noqa: PLR0913 - each is named by its caller
    root: Path,
    *,
    cache: Path | None,
    model: Path | None = None,
    threads: int = 1,
    reader: BaseReader | None = None,
    compiling: Callable[[int], None] | None = None,
) -> Searcher:
    """Return a searcher over the base in ``root``; the runtime loads with the first question asked.

    ``compiling`` is told how many texts must be embedded first, where the base is compiled.
    """
    folder = find_model(model)
    embedder = open_embedder(folder, threads=threads)
    index = open_index(root, cache=cache, model=folder, embedder=embedder, reader=reader, compiling=compiling)
    return Searcher(index, embedder)
