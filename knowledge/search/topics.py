"""What a question is about: a small linear classifier over the phrases of a base, trained when it is compiled.

Its classes are, for every statement, what it settles, what it answers in part and what it does not answer, and every
known gap. A maximum over phrases sees the nearest one; the classifier also weighs what sets the others apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from knowledge.search.phrases import Phrase, PhraseKind

Rows = NDArray[np.float32]

MOST_CLASSES = 3_000
"""Above, no classifier is trained: its cost grows with phrases times classes."""
_STRENGTH = 80.0
"""Inverse strength of the shrinkage (C of a logistic regression)."""
_STEPS = 25
_SHARPNESS = 15.0
"""The start: each class's mean phrase, this many times."""
_THREADS = 2


class TopicKind(IntEnum):
    """What a class of phrases stands for."""

    FULL = 0
    PARTLY = 1
    NEAR = 2
    """Questions that the statement does not answer."""
    GAP = 3


KIND_OF = {
    PhraseKind.QUESTION: TopicKind.FULL,
    PhraseKind.ALIAS: TopicKind.FULL,
    PhraseKind.ANSWER: TopicKind.FULL,
    PhraseKind.PARTLY: TopicKind.PARTLY,
    PhraseKind.DOES_NOT_ANSWER: TopicKind.NEAR,
    PhraseKind.GAP: TopicKind.GAP,
}
"""The class of each kind of phrase; names of documents have none."""


@dataclass(frozen=True, slots=True, eq=False)
class Topics:
    """A linear softmax: one row of weights, with its offset in the last column, for each class."""

    kinds: NDArray[np.int8]
    owners: NDArray[np.intp]
    """Place of the statement, or of the gap, that each class belongs to."""
    weights: Rows
    """Shape (classes, dimensions + 1)."""

    def probabilities(self, asked: Rows) -> Rows:
        """Return the probability of every class, of shape (questions, classes)."""
        return _softmax(asked @ self.weights[:, :-1].T + self.weights[:, -1])


def classes_of(phrases: Sequence[Phrase]) -> tuple[NDArray[np.intp], NDArray[np.int8], NDArray[np.intp]]:
    """Return the class of each phrase (-1 for a document's name), and kind and owner of each class."""
    keys = [(int(KIND_OF[p.kind]), p.owner) if p.kind in KIND_OF else None for p in phrases]
    names = sorted({key for key in keys if key is not None})
    number = {key: place for place, key in enumerate(names)}
    of_phrase = np.array([-1 if key is None else number[key] for key in keys], dtype=np.intp)
    kinds = np.array([kind for kind, _ in names], dtype=np.int8)
    return of_phrase, kinds, np.array([owner for _, owner in names], dtype=np.intp)


def train_topics(phrases: Sequence[Phrase], vectors: Rows, rows: NDArray[np.intp]) -> Topics | None:
    """Return the classifier of these phrases; ``None`` where there is nothing to tell apart, or too much."""
    of_phrase, kinds, owners = classes_of(phrases)
    if not 2 <= len(kinds) <= MOST_CLASSES:
        return None
    used = of_phrase >= 0
    table = np.ascontiguousarray(vectors[rows[used]])
    weights = _fitted(table, of_phrase[used], len(kinds))
    return Topics(kinds, owners, weights)


def restore_topics(phrases: Sequence[Phrase], weights: Rows) -> Topics | None:
    """Return the classifier with stored weights; ``ValueError`` where they are not those of these phrases."""
    if not len(weights):
        return None
    _, kinds, owners = classes_of(phrases)
    if len(kinds) != len(weights):
        raise ValueError("the stored classifier has other classes than the base")
    return Topics(kinds, owners, weights)


def _fitted(table: Rows, classes: NDArray[np.intp], count: int) -> Rows:
    """Minimise the mean cross-entropy plus shrinkage by L-BFGS from the class means; deterministic."""
    from scipy.optimize import minimize

    with ThreadPoolExecutor(_THREADS) as pool:
        loss = _loss(table, classes, count, pool.map)
        start = _means(table, classes, count)
        found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return np.asarray(found.x.reshape(count, -1), dtype=np.float32)


def _means(table: Rows, classes: NDArray[np.intp], count: int) -> NDArray[np.float64]:
    order = np.argsort(classes, kind="stable")
    sums = np.add.reduceat(table[order], np.searchsorted(classes[order], np.arange(count)), axis=0)
    means = sums / np.bincount(classes, minlength=count)[:, None]
    return np.hstack([_SHARPNESS * means, np.zeros((count, 1))]).astype(np.float64)


def _loss(
    table: Rows, classes: NDArray[np.intp], count: int, spread: Callable[..., object]
) -> Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]]:
    """Return the function to minimise; blocks of rows are worked on side by side and added in a fixed order."""
    blocks = np.array_split(np.arange(len(table)), min(8, len(table)))
    shrink = 1.0 / (_STRENGTH * len(table))

    def of_block(block: NDArray[np.intp], weights: Rows) -> tuple[float, Rows]:
        part = table[block[0] : block[-1] + 1]
        shares = _softmax(part @ weights[:, :-1].T + weights[:, -1])
        hit = classes[block]
        lines = np.arange(len(block))
        entropy = -float(np.log(shares[lines, hit] + 1e-12).sum(dtype=np.float64))
        shares[lines, hit] -= 1.0
        return entropy, np.hstack([shares.T @ part, shares.sum(axis=0)[:, None]])

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(count, -1)
        single = weights.astype(np.float32)
        done = list(spread(lambda block: of_block(block, single), blocks))  # type: ignore[call-overload]
        slope = np.sum([part.astype(np.float64) for _, part in done], axis=0) / len(table)
        pull = weights.copy()
        pull[:, -1] = 0.0
        value = sum(entropy for entropy, _ in done) / len(table) + 0.5 * shrink * float((pull**2).sum())
        return value, (slope + shrink * pull).ravel()

    return loss


def _softmax(scores: Rows) -> Rows:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
