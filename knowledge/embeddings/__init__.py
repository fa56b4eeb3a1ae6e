"""Local sentence embeddings: pinned weights, a light runtime and the reference one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from knowledge.embeddings.weights import ModelFolder, find_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Embedder", "ModelFolder", "find_model", "open_embedder"]


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    model_id: str

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows of shape (len(texts), dimensions)."""


def open_embedder(model: ModelFolder | None = None, *, threads: int = 1) -> Embedder:
    """Return the runtime for a model folder: the light one for the pinned weights, else the reference.

    Opening costs nothing: the runtime is imported, and the weights are read, with the first text.
    """
    folder = model or find_model()
    if folder.bundled:
        from knowledge.embeddings.light import LightEmbedder

        return LightEmbedder(folder, threads=threads)
    from knowledge.embeddings.reference import ReferenceEmbedder

    return ReferenceEmbedder(folder, threads=threads)
