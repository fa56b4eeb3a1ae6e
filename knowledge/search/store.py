"""The compiled index on disk: a file of JSON lines and three .npy, replaced atomically, hashed, never pickled."""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings.weights import Stamp
from knowledge.search.lexical import Lexicon
from knowledge.search.rarity import Rarity

FORMAT: Final = 4
"""Raise it with every change of what is stored or of how phrases, terms or vectors are made."""

Listing = tuple[tuple[str, int, int], ...]
"""(file name, size in bytes, mtime in ns) of every file of the knowledge base."""

_NAME = "index.json"
_KEPT_SECONDS = 3600
"""How long replaced arrays stay, for a reader that has read the older JSON."""
_MAPPED_BYTES = 64_000_000
"""Arrays larger than this stay in their file, memory-mapped; smaller ones are read."""
_POSTING = np.dtype([("owner", "<i4"), ("weight", "<f4")])


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """What an index file holds; everything that a fresh start needs."""

    listing: Listing
    source: str
    """Digest of the knowledge base's contents."""
    model: str
    """Digest of the weights that made the vectors."""
    stamp: Stamp
    base: tuple[bytes, ...]
    """The statements as JSON, a piece of the base a line: parsed only where the base did not change."""
    texts: tuple[bytes, ...]
    """The embedded texts as JSON lists, a line each: parsed only where the base did change."""
    texts_digest: str
    """:func:`digest_of` the embedded texts."""
    lexicon: Lexicon
    rarity: Rarity
    topics: NDArray[np.float32]
    """Weights of the classifier of phrases; no rows where there is none."""
    vectors: NDArray[np.float32]
    """Unit rows, one for each of ``texts``."""

    def embedded(self) -> list[str]:
        """Return the text of every row of ``vectors``; ``ValueError`` where they do not fit together."""
        texts = [text for line in self.texts for text in json.loads(line)]
        if digest_of(texts) != self.texts_digest or len(texts) != len(self.vectors):
            raise ValueError("the stored texts are not those of the stored vectors")
        return texts


def digest_of(texts: Iterable[str]) -> str:
    """Return a digest of texts and their order."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode(errors="surrogatepass") + b"\0")
    return digest.hexdigest()


def as_line(value: object) -> bytes:
    """Return a value as one line of compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read(folder: Path) -> Stored | None:
    """Return the stored index, or ``None`` where there is none that is whole and of this format."""
    try:
        with (folder / _NAME).open("rb") as file:
            checksum = file.readline().strip().decode()
            digest, lines = _hashed(file)
        return _parse(folder, json.loads(lines[0]), lines[1:]) if digest == checksum else None
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _hashed(file: IO[bytes]) -> tuple[str, list[bytes]]:
    """Return the sha256 of the rest of a file with its lines, read once: what was checked is what is parsed."""
    digest, lines = hashlib.sha256(), []
    for line in file:
        digest.update(line)
        lines.append(line)
    return digest.hexdigest(), lines


def _parse(folder: Path, head: Mapping[str, Any], lines: Sequence[bytes]) -> Stored | None:
    if head["format"] != FORMAT:
        return None
    vectors = _load(folder, "vectors", head["vectors"])
    if vectors.ndim != 2 or vectors.dtype != np.float32:
        return None
    return Stored(
        listing=_triples(head["listing"]),
        source=head["source"],
        model=head["model"],
        stamp=_triples(head["stamp"]),
        base=tuple(lines[: head["pieces"]]),
        texts=tuple(lines[head["pieces"] :]),
        texts_digest=head["texts"],
        lexicon=_lexicon(head["lexicon"], _load(folder, "postings", head["postings"])),
        rarity=Rarity(head["rarity"]["size"], head["rarity"]["used"]),
        topics=_load(folder, "topics", head["topics"]),
        vectors=vectors,
    )


def _triples(rows: list[list[Any]]) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(name), int(size), int(mtime)) for name, size, mtime in rows)


def _lexicon(head: Mapping[str, Any], postings: NDArray[Any]) -> Lexicon:
    starts = np.cumsum([0, *head["counts"]], dtype=np.intp)
    if postings.dtype != _POSTING or int(starts[-1]) != len(postings):
        raise ValueError("the stored postings do not fit their terms")
    return Lexicon(
        size=head["size"],
        terms={term: number for number, term in enumerate(head["terms"])},
        starts=starts,
        owners=postings["owner"].astype(np.intp),
        weights=postings["weight"].copy(),
    )


def _load(folder: Path, kind: str, digest: str) -> NDArray[Any]:
    """Return an array whose file has this sha256; ``ValueError`` for any other file."""
    path = folder / f"{kind}-{digest}.npy"
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise ValueError(f"{path} is damaged")
        if os.fstat(file.fileno()).st_size <= _MAPPED_BYTES:
            file.seek(0)
            return np.asarray(np.load(file, allow_pickle=False))
        return _mapped(file)


def _mapped(file: IO[bytes]) -> NDArray[Any]:
    """Return the array of an .npy file as a read-only view of its pages (numpy.lib.format, version 1.0)."""
    file.seek(0)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("not the version of the format that is written here")
    shape, by_column, dtype = np.lib.format.read_array_header_1_0(file)
    if by_column or dtype.hasobject:
        raise ValueError("not an array of plain rows")
    pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return np.ndarray(shape, dtype=dtype, buffer=pages, offset=file.tell())


def let_go(array: NDArray[Any]) -> None:
    """Let a mapped array's pages go from this process's memory; what is read again comes back from the file."""
    pages: object = array.base
    if isinstance(pages, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        pages.madvise(mmap.MADV_DONTNEED)


def write(folder: Path, stored: Stored) -> bool:
    """Replace the stored index; return whether the folder let us. Concurrent writers each leave a whole one."""
    lexicon = stored.lexicon
    try:
        folder.mkdir(parents=True, exist_ok=True)
        arrays = {
            "vectors": _save(folder, "vectors", stored.vectors),
            "postings": _save(folder, "postings", _postings(lexicon)),
            "topics": _save(folder, "topics", stored.topics),
        }
        head = {
            "format": FORMAT,
            "listing": stored.listing,
            "source": stored.source,
            "model": stored.model,
            "stamp": stored.stamp,
            "pieces": len(stored.base),
            "texts": stored.texts_digest,
            "rarity": {"size": stored.rarity.size, "used": dict(stored.rarity.used)},
            "lexicon": {
                "size": lexicon.size,
                "terms": list(lexicon.terms),
                "counts": np.diff(lexicon.starts).tolist(),
            },
            **arrays,
        }
        _write_lines(folder / _NAME, [as_line(head), *stored.base, *stored.texts])
        _sweep(folder, keep={f"{kind}-{digest}.npy" for kind, digest in arrays.items()})
    except OSError:
        return False
    return True


def _postings(lexicon: Lexicon) -> NDArray[Any]:
    postings = np.empty(len(lexicon.owners), dtype=_POSTING)
    postings["owner"], postings["weight"] = lexicon.owners, lexicon.weights
    return postings


def _save(folder: Path, kind: str, array: NDArray[Any]) -> str:
    """Write an array under the sha256 of its file, and return that."""
    with _replacing(folder) as (file, rename):
        np.save(file, array, allow_pickle=False)
        file.flush()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        rename.append(folder / f"{kind}-{digest}.npy")
    return digest


def _write_lines(path: Path, lines: Sequence[bytes]) -> None:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    with _replacing(path.parent) as (file, rename):
        file.write(digest.hexdigest().encode() + b"\n")
        file.writelines(lines)
        rename.append(path)


@contextmanager
def _replacing(folder: Path) -> Iterator[tuple[IO[bytes], list[Path]]]:
    """Give a new file that afterwards takes the place of the last path in the list; on an error nothing is left."""
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".new-")
    target: list[Path] = []
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file, target
        Path(name).replace(target[-1])
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _sweep(folder: Path, *, keep: set[str]) -> None:
    """Remove arrays that no index names any more, and what a killed writer left."""
    oldest = time.time() - _KEPT_SECONDS
    for path in (*folder.glob("*-*.npy"), *folder.glob(".new-*")):
        if path.name not in keep and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
