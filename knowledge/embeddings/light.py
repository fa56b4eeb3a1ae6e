"""The light runtime: numpy over the memory-mapped weights, for one question or a whole file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from knowledge.embeddings.blas import import_numpy, one_blas_thread
from knowledge.embeddings.weights import ModelFolder
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from knowledge.embeddings.bert import Bert

_MAX_TOKENS = 256
"""The model's own limit (sentence_bert_config.json); tokenizer.json would cut at 128."""
_BATCH_TOKENS = 1024
"""Token positions worked on at once, at most (and a text): bounds the feed-forward matrix to some 6 MB."""
_UNDIVIDED = 512
"""Token positions that are not worth a second batch."""
_HEADS, _LAYERS, _DIMENSIONS = 12, 6, 384


class LightEmbedder:
    """Embeds with the pinned all-MiniLM-L6-v2 weights; loads them with the first text."""

    dimensions = _DIMENSIONS

    def __init__(self, model: ModelFolder, *, threads: int = 1) -> None:
        self.model_id = model.name
        self._model = model
        self._threads = max(1, threads)
        self._loaded: tuple[Tokenizer, Bert] | None = None

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows of shape (len(texts), 384); the number of threads does not change a bit of them."""
        import_numpy()
        import numpy as np

        rows = np.empty((len(texts), _DIMENSIONS), dtype=np.float32)
        if not texts:
            return rows
        tokenizer, bert = self._load()
        ids = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
        batches = list(_batches(ids))
        with one_blas_thread():
            for batch, vectors in zip(batches, self._encode(bert, ids, batches), strict=True):
                rows[batch] = vectors
        return rows

    def _encode(
        self, bert: Bert, ids: Sequence[Sequence[int]], batches: Sequence[Sequence[int]]
    ) -> Iterator[NDArray[np.float32]]:
        tokens = [[ids[index] for index in batch] for batch in batches]
        if self._threads == 1 or len(tokens) == 1:
            yield from map(bert.encode, tokens)
            return
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(bert.encode, tokens)

    def _load(self) -> tuple[Tokenizer, Bert]:
        if self._loaded is None:
            from knowledge.embeddings.bert import open_bert

            weights = self._model.path / "model.safetensors"
            self._loaded = self._tokenizer(), open_bert(weights, heads=_HEADS, layers=_LAYERS)
        return self._loaded

    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        path = self._model.path / "tokenizer.json"
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises bare Exception
            raise KnowledgeError(f"{path}: the tokenizer cannot be read ({error}).", "Run: segq doctor") from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(_MAX_TOKENS)
        return tokenizer


def _batches(ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield indices in order of length, in batches of nearly the same number of token positions.

    Their number is even, whatever the number of threads: two have the same share, and nobody waits for the other.
    """
    total = sum(map(len, ids))
    number = 2 * math.ceil(total / (2 * _BATCH_TOKENS)) if total > _UNDIVIDED else 1
    order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
    before = accumulate((len(ids[index]) for index in order), initial=0)
    for _, batch in groupby(zip(order, before, strict=False), key=lambda each: each[1] * number // total):
        yield [index for index, _ in batch]
