"""How much of a question's surroundings belongs to each statement: what it settles, answers in part, or does not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.search.phrases import PhraseKind
from knowledge.search.topics import KIND_OF, TopicKind, Topics

Scores = NDArray[np.float32]

DECIMALS = 5
"""Scores are rounded: runtimes and batch sizes differ in the seventh decimal, and must not decide anything."""
SHARPNESS = 15.0
"""How much more a nearer phrase counts: e times for 1/15 more cosine."""
ELSEWHERE = 4.0 * math.exp(SHARPNESS * 0.55)
"""The mass of what the base knows nothing of, as of four phrases at a cosine of 0.55: where nothing is near, and in a
small base without gaps, the shares of what is there stay small."""


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Shares in 0–1 that add up to at most 1 over all statements, what they do not answer, and all gaps."""

    full: Scores
    """Per statement: the share of phrases that it settles, its names and its answers."""
    partly: Scores
    """Per statement: the share of questions that it answers in part."""
    near: Scores
    """Per statement: the share of questions that it does not answer."""
    answered: float
    """Sum of ``full`` and ``partly`` over all statements."""
    gap: float
    """Share of all known gaps."""

    def at(self, places: NDArray[np.intp]) -> Shares:
        """Return the shares of these statements alone; the sums stay those over all."""
        if len(places) == len(self.full):
            return self
        return replace(self, full=self.full[places], partly=self.partly[places], near=self.near[places])


def neighbour_shares(
    mass: Mapping[PhraseKind, Scores], counts: Mapping[PhraseKind, NDArray[np.intp]]
) -> Iterator[Shares]:
    """Yield the shares per question, from the mass of each owner's phrases (arrays of shape (questions, owners)).

    A class of many phrases would outweigh one of few by their number alone: its mass is divided by the root of it.
    """
    summed = {kind: _weighted(kind, mass, counts) for kind in TopicKind}
    total = np.stack([scores.sum(axis=1) for scores in summed.values()]).sum(axis=0) + np.float32(ELSEWHERE)
    for kind in TopicKind:
        summed[kind] /= total[:, None]
    return _by_question(summed)


def _weighted(
    kind: TopicKind, mass: Mapping[PhraseKind, Scores], counts: Mapping[PhraseKind, NDArray[np.intp]]
) -> Scores:
    members = [phrase for phrase, topic in KIND_OF.items() if topic is kind]
    count = np.maximum(np.sum([counts[phrase] for phrase in members], axis=0), 1)
    scores: Scores = np.sum([mass[phrase] for phrase in members], axis=0)
    scores /= np.sqrt(count, dtype=np.float32)
    return scores


def topic_shares(topics: Topics, asked: Scores, statements: int) -> Iterator[Shares]:
    """Yield the shares per question by the classifier."""
    probabilities = topics.probabilities(asked)
    shares = {kind: np.zeros((len(asked), statements), dtype=np.float32) for kind in TopicKind}
    for kind in TopicKind:
        of_kind = np.flatnonzero(topics.kinds == kind)
        if kind is TopicKind.GAP:
            shares[kind] = probabilities[:, of_kind]
        else:
            shares[kind][:, topics.owners[of_kind]] = probabilities[:, of_kind]
    return _by_question(shares)


def _by_question(shares: Mapping[TopicKind, Scores]) -> Iterator[Shares]:
    for place in range(len(shares[TopicKind.FULL])):
        full, partly, near, gap = (shares[kind][place] for kind in TopicKind)
        yield Shares(
            full=full.round(DECIMALS),
            partly=partly.round(DECIMALS),
            near=near.round(DECIMALS),
            answered=round(float(full.sum() + partly.sum()), DECIMALS),
            gap=round(float(gap.sum()), DECIMALS),
        )
