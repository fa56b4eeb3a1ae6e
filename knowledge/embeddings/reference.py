"""The reference runtime: sentence-transformers over any local model folder, never a hub."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from knowledge.embeddings.weights import ModelFolder
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class ReferenceEmbedder:
    """Embeds with sentence-transformers, which takes seconds to import and is loaded with the first text."""

    def __init__(self, model: ModelFolder, *, threads: int = 1) -> None:
        self.model_id = model.name
        self._model = model
        self._threads = max(1, threads)
        self._loaded: Any = None

    @property
    def dimensions(self) -> int:
        """Length of a vector; asks the model, and so loads it."""
        return int(self._load().get_embedding_dimension())

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows of shape (len(texts), dimensions)."""
        import numpy as np

        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        vectors = self._load().encode(
            list(texts), batch_size=32, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def _load(self) -> Any:
        if self._loaded is None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            torch.set_num_threads(self._threads)
            self._loaded = self._open(SentenceTransformer)
        return self._loaded

    def _open(self, sentence_transformer: Any) -> Any:
        try:
            return sentence_transformer(
                str(self._model.path.resolve()),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise KnowledgeError(
                f"{self._model.path}: the model cannot be loaded ({error}).",
                "Give a local sentence-transformers folder with safetensors weights, or leave the model out.",
            ) from error
