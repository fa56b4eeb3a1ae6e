"""Words in common: a small BM25 whose score says how much of the question a statement explains."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.statement import KnowledgeBase, Statement
from knowledge.stems import terms

_SATURATION, _LENGTH_WEIGHT = 1.2, 0.5
"""k1 and b of BM25 (Robertson & Zaragoza 2009); b is low because a longer statement is not a vaguer one here."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """For each term the statements that use it, with its weight there in 0–1; all postings stand end to end."""

    size: int
    terms: Mapping[str, int]
    """Each term's number, in the order of ``starts``."""
    starts: NDArray[np.intp]
    """Where the postings of each term begin, and at last where they all end."""
    owners: NDArray[np.intp]
    weights: NDArray[np.float32]

    def score(self, text: str) -> NDArray[np.float32]:
        """Return per statement the share of the question's idf mass that its words explain, in 0–1.

        A word that no statement uses weighs most, and nothing explains it.
        """
        scores = np.zeros(self.size, dtype=np.float32)
        mass = 0.0
        for term in dict.fromkeys(terms(text)):
            found = self._postings(term)
            count = found.stop - found.start
            idf = math.log(1 + (self.size - count + 0.5) / (count + 0.5))
            mass += idf
            scores[self.owners[found]] += np.float32(idf) * self.weights[found]
        return scores / np.float32(mass) if mass else scores

    def _postings(self, term: str) -> slice:
        number = self.terms.get(term)
        return slice(0, 0) if number is None else slice(int(self.starts[number]), int(self.starts[number + 1]))


def lexicon_of(base: KnowledgeBase) -> Lexicon:
    """Count the terms of questions, answers and aliases of every statement."""
    counts = [Counter(terms(" ".join(_texts(statement)))) for statement in base.statements]
    lengths = [count.total() for count in counts]
    mean = sum(lengths) / len(lengths) if any(lengths) else 1.0
    postings: dict[str, tuple[array[int], array[float]]] = {}
    for owner, count in enumerate(counts):
        damping = _SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * lengths[owner] / mean)
        for term, times in count.items():
            owners, weights = postings.setdefault(term, (array("q"), array("f")))
            owners.append(owner)
            weights.append(round(times / (times + damping), 6))
    return _joined(len(counts), postings)


def _joined(size: int, postings: Mapping[str, tuple[array[int], array[float]]]) -> Lexicon:
    owners = array("q", chain.from_iterable(owners for owners, _ in postings.values()))
    weights = array("f", chain.from_iterable(weights for _, weights in postings.values()))
    return Lexicon(
        size=size,
        terms={term: number for number, term in enumerate(postings)},
        starts=np.cumsum([0, *(len(owners) for owners, _ in postings.values())], dtype=np.intp),
        owners=np.frombuffer(owners, dtype=np.int64).astype(np.intp) if owners else np.empty(0, dtype=np.intp),
        weights=np.frombuffer(weights, dtype=np.float32).copy() if weights else np.empty(0, dtype=np.float32),
    )


def _texts(statement: Statement) -> Iterable[str]:
    yield statement.title
    yield statement.claim
    yield statement.answers.short
    yield statement.answers.full
    yield from statement.aliases
    yield from (question.ask for question in statement.questions)
