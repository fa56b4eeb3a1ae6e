"""The compiled index: statements, phrase vectors and lexicon, rebuilt only for what changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings import Embedder, ModelFolder
from knowledge.errors import KnowledgeError
from knowledge.search import store
from knowledge.search.lexical import Lexicon, lexicon_of
from knowledge.search.phrases import Phrase, phrases_of
from knowledge.statement import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Index:
    """A knowledge base made ready for search."""

    base: KnowledgeBase
    phrases: tuple[Phrase, ...]
    vectors: NDArray[np.float32]
    """Unit rows of shape (distinct texts, dimensions)."""
    rows: NDArray[np.intp]
    """For each phrase its row of ``vectors``."""
    lexicon: Lexicon
    source: str
    """Digest of the knowledge base's contents."""
    model: str
    """Digest of the weights that made the vectors."""

    def cosines(self, vector: NDArray[np.float32], numbers: Sequence[int]) -> NDArray[np.float32]:
        """Return the cosine in 0–1 of a unit row to each of the phrases with these numbers."""
        similar: NDArray[np.float32] = self.vectors[self.rows[list(numbers)]] @ vector
        return similar.clip(0, 1).round(5)


@dataclass(frozen=True, slots=True)
class BaseReader:
    """How a folder of YAML becomes a knowledge base, and how that is kept as JSON between starts."""

    load: Callable[[Path], KnowledgeBase]
    digest: Callable[[Path], str]
    dump: Callable[[KnowledgeBase], dict[str, Any]]
    restore: Callable[[dict[str, Any]], KnowledgeBase]


def yaml_reader() -> BaseReader:
    """Return the reader of the YAML base; pydantic and ruamel are imported only where it has to load or digest."""
    return BaseReader(load=_load, digest=_digest, dump=_dump, restore=_restore)


def _load(root: Path) -> KnowledgeBase:
    from knowledge.loading import load_knowledge_base

    return load_knowledge_base(root)


def _digest(root: Path) -> str:
    from knowledge.loading import source_digest

    return source_digest(root)


def _dump(base: KnowledgeBase) -> dict[str, Any]:
    from knowledge import snapshot

    return snapshot.dump(base)


def _restore(data: dict[str, Any]) -> KnowledgeBase:
    from knowledge import snapshot

    return snapshot.load(data)


def open_index(
    root: Path, *, cache: Path | None, model: ModelFolder, embedder: Embedder, reader: BaseReader | None = None
) -> Index:
    """Return the index of the base in ``root``, compiled anew only where the base, weights or format changed.

    A start with nothing changed reads sizes and times alone. A cache that is missing, damaged or cannot be
    written costs time, never an error; ``KnowledgeError`` comes from the base or the weights themselves.
    """
    reader = reader or yaml_reader()
    folder = _folder(cache, root, model) if cache else None
    listing, stamp = _list(root), model.stamp()
    stored = store.read(folder) if folder else None
    if stored and stored.listing == listing and stored.stamp == stamp:
        index = _reopened(stored, reader)
        if index:
            return index
    compiled, index = _compile(root, model, embedder, reader, stored)
    if folder:
        store.write(folder, replace(compiled, listing=listing, stamp=stamp))
    return index


def _folder(cache: Path, root: Path, model: ModelFolder) -> Path:
    key = hashlib.sha256(f"{root.resolve()}\n{model.path.resolve()}".encode()).hexdigest()
    return cache / f"index-{key[:20]}"


def _list(root: Path) -> store.Listing:
    try:
        found = sorted(path for path in root.iterdir() if path.suffix in {".yaml", ".yml"} and path.is_file())
        return tuple(
            (path.name, status.st_size, status.st_mtime_ns) for path, status in ((path, path.stat()) for path in found)
        )
    except OSError as error:
        raise KnowledgeError(
            f"{error.filename or root}: cannot be read ({error.strerror}).",
            "Give the folder that holds the knowledge base with --kb.",
        ) from error


def _reopened(stored: store.Stored, reader: BaseReader) -> Index | None:
    """Return the stored index as a value; ``None`` where its contents do not fit together any more."""
    try:
        base = reader.restore(dict(stored.base))
        phrases = phrases_of(base)
        rows = _rows(phrases, stored.texts)
    except (KnowledgeError, KeyError, TypeError, ValueError, AttributeError):
        return None
    return Index(base, phrases, stored.vectors, rows, stored.lexicon, stored.source, stored.model)


def _compile(
    root: Path, model: ModelFolder, embedder: Embedder, reader: BaseReader, stored: store.Stored | None
) -> tuple[store.Stored, Index]:
    """Check the weights in full, read the base, and embed the texts that no stored vector of theirs covers."""
    identity, source = model.verify(), reader.digest(root)
    usable = stored if stored and stored.model == identity else None
    if usable and usable.source == source:
        index = _reopened(usable, reader)
        if index:
            return usable, index
    base = reader.load(root)
    phrases = phrases_of(base)
    texts = tuple(dict.fromkeys(phrase.text for phrase in phrases))
    vectors = _vectors(texts, dict(zip(usable.texts, usable.vectors, strict=True)) if usable else {}, embedder)
    lexicon = lexicon_of(base)
    compiled = store.Stored((), source, identity, (), reader.dump(base), texts, lexicon, vectors)
    return compiled, Index(base, phrases, vectors, _rows(phrases, texts), lexicon, source, identity)


def _vectors(texts: Sequence[str], known: Mapping[str, NDArray[np.float32]], embedder: Embedder) -> NDArray[np.float32]:
    new = [text for text in texts if text not in known]
    made = dict(zip(new, embedder.embed(new), strict=True)) if new else {}
    rows = [known[text] if text in known else made[text] for text in texts]
    return np.stack(rows) if rows else np.empty((0, embedder.dimensions), dtype=np.float32)


def _rows(phrases: Sequence[Phrase], texts: Sequence[str]) -> NDArray[np.intp]:
    row_of = {text: row for row, text in enumerate(texts)}
    return np.array([row_of[phrase.text] for phrase in phrases], dtype=np.intp)
