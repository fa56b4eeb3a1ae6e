"""The compiled index on disk: one JSON file and one .npy, replaced atomically, checked by hash, never pickled."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings.weights import Stamp
from knowledge.search.lexical import Lexicon

FORMAT: Final = 2
"""Raise it with every change of what is stored or of how phrases, terms or vectors are made."""

Listing = tuple[tuple[str, int, int], ...]
"""(file name, size in bytes, mtime in ns) of every file of the knowledge base."""

_NAME = "index.json"
_KEPT_SECONDS = 3600
"""How long replaced vectors stay, for a reader that has read the older JSON."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What an index file holds; everything that a fresh start needs."""

    listing: Listing
    source: str
    """Digest of the knowledge base's contents."""
    model: str
    """Digest of the weights that made the vectors."""
    stamp: Stamp
    base: Mapping[str, Any]
    texts: tuple[str, ...]
    lexicon: Lexicon
    vectors: NDArray[np.float32]
    """Unit rows, one for each of ``texts``."""


def read(folder: Path) -> Stored | None:
    """Return the stored index, or ``None`` where there is none that is whole and of this format."""
    try:
        checksum, _, body = (folder / _NAME).read_bytes().partition(b"\n")
        if checksum.decode() != hashlib.sha256(body).hexdigest():
            return None
        return _parse(folder, json.loads(body))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _parse(folder: Path, data: Mapping[str, Any]) -> Stored | None:
    if data["format"] != FORMAT:
        return None
    raw = (folder / f"vectors-{data['vectors']}.npy").read_bytes()
    if hashlib.sha256(raw).hexdigest() != data["vectors"]:
        return None
    vectors = np.load(io.BytesIO(raw), allow_pickle=False)
    if vectors.ndim != 2 or len(vectors) != len(data["texts"]):
        return None
    return Stored(
        listing=_triples(data["listing"]),
        source=data["source"],
        model=data["model"],
        stamp=_triples(data["stamp"]),
        base=data["base"],
        texts=tuple(data["texts"]),
        lexicon=Lexicon(data["lexicon"]["size"], data["lexicon"]["postings"]),
        vectors=vectors,
    )


def _triples(rows: list[list[Any]]) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(name), int(size), int(mtime)) for name, size, mtime in rows)


def write(folder: Path, stored: Stored) -> bool:
    """Replace the stored index; return whether the folder let us. Concurrent writers each leave a whole one."""
    buffer = io.BytesIO()
    np.save(buffer, stored.vectors, allow_pickle=False)
    vectors = hashlib.sha256(buffer.getvalue()).hexdigest()
    body = json.dumps(
        {
            "format": FORMAT,
            "listing": stored.listing,
            "source": stored.source,
            "model": stored.model,
            "stamp": stored.stamp,
            "base": stored.base,
            "texts": stored.texts,
            "lexicon": {"size": stored.lexicon.size, "postings": stored.lexicon.postings},
            "vectors": vectors,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(folder / f"vectors-{vectors}.npy", buffer.getvalue())
        _replace(folder / _NAME, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        _sweep(folder, keep=f"vectors-{vectors}.npy")
    except OSError:
        return False
    return True


def _replace(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _sweep(folder: Path, *, keep: str) -> None:
    """Remove vectors that no index names any more, and what a killed writer left."""
    oldest = time.time() - _KEPT_SECONDS
    for path in (*folder.glob("vectors-*.npy"), *folder.glob(".new-*")):
        if path.name != keep and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
