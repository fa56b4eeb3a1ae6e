"""The compiled index: statements, phrase vectors and lexicon, rebuilt only for what changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings import Embedder, ModelFolder
from knowledge.errors import KnowledgeError
from knowledge.search import store
from knowledge.search.lexical import Lexicon, lexicon_of
from knowledge.search.phrases import Phrase, phrases_of
from knowledge.search.rarity import Rarity, rarity_of
from knowledge.search.shares import DECIMALS
from knowledge.search.topics import Topics, restore_topics, train_topics
from knowledge.statement import KnowledgeBase
from knowledge.uncollected import uncollected

T = TypeVar("T")

_PIECE = 1_000
"""Statements, or texts, in a stored line of JSON."""
_EMBEDDED = 16_384
"""Texts embedded in a call, which bounds what is held beside the vectors themselves."""


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
    rarity: Rarity
    """How telling a word is among the phrases."""
    topics: Topics | None
    """The classifier of the phrases; ``None`` where the base is too small or too large for one."""
    source: str
    """Digest of the knowledge base's contents."""
    model: str
    """Digest of the weights that made the vectors."""

    def cosines(self, vector: NDArray[np.float32], numbers: Sequence[int]) -> NDArray[np.float32]:
        """Return the cosine in 0–1 of a unit row to each of the phrases with these numbers."""
        similar: NDArray[np.float32] = self.vectors[self.rows[list(numbers)]] @ vector
        return similar.clip(0, 1).round(DECIMALS)


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


def open_index(  # noqa: PLR0913 - each is named by its caller
    root: Path,
    *,
    cache: Path | None,
    model: ModelFolder,
    embedder: Embedder,
    reader: BaseReader | None = None,
    compiling: Callable[[int], None] | None = None,
) -> Index:
    """Return the index of the base in ``root``, compiled anew only where the base, weights or format changed.

    ``compiling`` is told how many texts are to be embedded, before that begins.

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
    compiled, index = _compile(root, model, _Telling(embedder, compiling), reader, stored)
    if folder:
        store.write(folder, replace(compiled, listing=listing, stamp=stamp))
    return index


def stored_base(
    root: Path, *, cache: Path, model: ModelFolder, reader: BaseReader | None = None
) -> KnowledgeBase | None:
    """Return the base of the compiled index without opening the index; ``None`` where either has changed since."""
    stored = store.read(_folder(cache, root, model))
    if stored is None or stored.listing != _list(root) or stored.stamp != model.stamp():
        return None
    try:
        return _restored(stored.base, reader or yaml_reader())
    except (KnowledgeError, KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None


class _Telling:
    """An embedder that first says how many texts it is about to embed."""

    def __init__(self, embedder: Embedder, tell: Callable[[int], None] | None) -> None:
        self._embedder, self._tell = embedder, tell
        self.dimensions, self.model_id = embedder.dimensions, embedder.model_id

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed the texts."""
        if self._tell:
            self._tell(len(texts))
        return self._embedder.embed(texts)


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
        with uncollected():
            base = _restored(stored.base, reader)
            phrases = phrases_of(base)
        texts = _distinct(phrases)
        if len(texts) != len(stored.vectors) or store.digest_of(texts) != stored.texts_digest:
            return None
        topics = restore_topics(phrases, stored.topics)
    except (KnowledgeError, KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None
    return Index(
        base=base,
        phrases=phrases,
        vectors=stored.vectors,
        rows=_rows(phrases, texts),
        lexicon=stored.lexicon,
        rarity=stored.rarity,
        topics=topics,
        source=stored.source,
        model=stored.model,
    )


def _restored(pieces: Sequence[bytes], reader: BaseReader) -> KnowledgeBase:
    """Return the base of which :func:`_dumped` made these pieces; one of them at a time is held as parsed JSON."""
    parts = [reader.restore(json.loads(piece)) for piece in pieces]
    return replace(parts[0], statements=tuple(chain.from_iterable(part.statements for part in parts)))


def _dumped(base: KnowledgeBase, reader: BaseReader) -> tuple[bytes, ...]:
    """Return the base as lines of JSON: a first one with everything but most statements, then statements alone."""
    parts = [replace(base, statements=some) for some in _slices(base.statements, _PIECE)] or [base]
    bare = [parts[0], *(replace(part, documents=(), gaps=()) for part in parts[1:])]
    return tuple(store.as_line(reader.dump(part)) for part in bare)


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
    texts = _distinct(phrases)
    vectors, rows = _vectors(texts, usable, embedder), _rows(phrases, texts)
    index = Index(
        base=base,
        phrases=phrases,
        vectors=vectors,
        rows=rows,
        lexicon=lexicon_of(base),
        rarity=rarity_of(texts),
        topics=train_topics(phrases, vectors, rows),
        source=source,
        model=identity,
    )
    return _as_stored(index, texts, reader), index


def _as_stored(index: Index, texts: Sequence[str], reader: BaseReader) -> store.Stored:
    return store.Stored(
        listing=(),
        source=index.source,
        model=index.model,
        stamp=(),
        base=_dumped(index.base, reader),
        texts=tuple(store.as_line(some) for some in _slices(texts, _PIECE)),
        texts_digest=store.digest_of(texts),
        lexicon=index.lexicon,
        rarity=index.rarity,
        topics=index.topics.weights if index.topics else np.empty((0, 0), dtype=np.float32),
        vectors=index.vectors,
    )


def _vectors(texts: Sequence[str], usable: store.Stored | None, embedder: Embedder) -> NDArray[np.float32]:
    """Return a row per text: copied where a stored vector covers it, else embedded, ``_EMBEDDED`` texts at a time."""
    known = _known(usable)
    new = [place for place, text in enumerate(texts) if text not in known]
    width = usable.vectors.shape[1] if usable and not new else embedder.dimensions
    vectors = np.empty((len(texts), width), dtype=np.float32)
    if usable:
        old = [place for place, text in enumerate(texts) if text in known]
        vectors[old] = usable.vectors[[known[texts[place]] for place in old]]
    for some in _slices(new, _EMBEDDED):
        vectors[list(some)] = embedder.embed([texts[place] for place in some])
    return vectors


def _known(usable: store.Stored | None) -> dict[str, int]:
    """Return the row of every text that has a stored vector; none where the stored texts are not theirs."""
    try:
        return {text: row for row, text in enumerate(usable.embedded())} if usable else {}
    except (ValueError, TypeError, AttributeError):
        return {}


def _slices(items: Sequence[T], size: int) -> list[tuple[T, ...]]:
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]


def _distinct(phrases: Sequence[Phrase]) -> list[str]:
    return list(dict.fromkeys(phrase.text for phrase in phrases))


def _rows(phrases: Sequence[Phrase], texts: Sequence[str]) -> NDArray[np.intp]:
    row_of = {text: row for row, text in enumerate(texts)}
    return np.array([row_of[phrase.text] for phrase in phrases], dtype=np.intp)
