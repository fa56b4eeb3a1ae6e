"""A search over a handful of statements by the words they share: exact, without model weights and without a file."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from answers.policy import Linear, MatchingPolicy
from knowledge.search.index import Index
from knowledge.search.lexical import lexicon_of
from knowledge.search.phrases import phrases_of
from knowledge.search.rarity import rarity_of
from knowledge.search.retrieval import Searcher
from knowledge.statement import KnowledgeBase
from knowledge.stems import terms

_WIDTH = 4096

POLICY = MatchingPolicy(
    rank=Linear(0.0, (("question", 1.0), ("lexical", 0.3), ("answer", 0.1))),
    right=Linear(-4.0, (("question", 10.0),)),
    settles=Linear(-4.0, (("question", 10.0),)),
    settle_at=0.6,
    suggest_at=0.3,
)
"""A question that shares 45 % of its words with an approved one is settled, one that shares 32 % suggested."""


class WordEmbedder:
    """Places every stem on an axis of its own: the cosine of two texts counts the stems they share."""

    model_id = "words"

    @property
    def dimensions(self) -> int:
        return _WIDTH

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), _WIDTH), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[[crc32(stem.encode()) % _WIDTH for stem in terms(text)]] = 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def searcher(base: KnowledgeBase) -> Searcher:
    """Return a searcher over the base as it is, without a classifier of topics."""
    phrases = phrases_of(base)
    texts = list(dict.fromkeys(phrase.text for phrase in phrases))
    row_of = {text: row for row, text in enumerate(texts)}
    embedder = WordEmbedder()
    index = Index(
        base=base,
        phrases=phrases,
        vectors=embedder.embed(texts),
        rows=np.array([row_of[phrase.text] for phrase in phrases], dtype=np.intp),
        lexicon=lexicon_of(base),
        rarity=rarity_of(texts),
        topics=None,
        source="",
        model="",
    )
    return Searcher(index, embedder)
