"""The parts that new notes change or add: notes, their boxes, and everything that leads from the sheet to both."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from exporters.ooxml.book import Book
from exporters.ooxml.note_links import (
    NOTES_TYPE,
    SHAPES_TYPE,
    rels_name,
    with_content_type,
    with_legacy_drawing,
    with_relationship,
)
from exporters.ooxml.note_shapes import highest_block, new_shapes, with_shapes
from exporters.ooxml.notes import new_notes, with_notes

_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class NoteHome:
    """How a sheet keeps its notes; parts are ``None`` where it has none yet, places are taken by somebody's note."""

    sheet: str
    part: str
    notes: str | None
    shapes: str | None
    locked: bool
    """Whether objects on the sheet, notes among them, are protected (18.3.1.85)."""
    noted: frozenset[int]
    threaded: frozenset[int]
    boxed: frozenset[int]
    block: int
    """The first block of shape numbers that no drawing of the workbook uses."""


class _Parts:
    """The package as it will be: what is changed already, else the original."""

    def __init__(self, book: Book, changed: Mapping[str, bytes]) -> None:
        self.package = book.container.package
        self.folder = posixpath.dirname(book.container.main)
        self.given, self.changed = changed, dict[str, bytes]()
        self.block = 1

    def name(self, part: str) -> str:
        """Return the part's name as the archive spells it."""
        member = self.package.find(part)
        return part if member is None else member.name

    def find(self, part: str) -> bytes | None:
        """Return the part as it will be, ``None`` without one."""
        name = self.name(part)
        present = self.changed.get(name, self.given.get(name))
        return present if present is not None or self.package.find(name) is None else self.package.read(name)

    def read(self, part: str) -> bytes:
        """Return the part as it will be; raises InputRejected where there is none."""
        found = self.find(part)
        return self.package.read(part) if found is None else found

    def put(self, part: str, data: bytes) -> None:
        """Change or add a part."""
        self.changed[self.name(part)] = data

    def put_drawing(self, part: str, data: bytes) -> None:
        """Change or add a legacy drawing, whose blocks are taken from now on."""
        self.put(part, data)
        self.block = max(self.block, highest_block(data) + 1)

    def free_name(self, pattern: str) -> str:
        """Return the first numbered name that no part has."""
        names = (posixpath.join(self.folder, pattern.format(number)) for number in count(1))
        return next(name for name in names if self.find(name) is None)


def noted_parts(
    book: Book, homes: Iterable[NoteHome], placed: Mapping[str, Mapping[int, str]], changed: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the parts that are changed or added on top of ``changed``; raises InputRejected where none can be."""
    parts, order = _Parts(book, changed), [entry.name for entry in book.entries]
    for home in sorted(homes, key=lambda one: order.index(one.sheet)):
        texts = placed.get(home.sheet)
        if texts:
            _add_notes(parts, home, texts)
            _add_shapes(parts, home, list(texts))
    return parts.changed


def _add_notes(parts: _Parts, home: NoteHome, texts: Mapping[int, str]) -> None:
    if home.notes is not None:
        parts.put(home.notes, with_notes(parts.read(home.notes), home.notes, texts))
        return
    part = parts.free_name("comments{}.xml")
    parts.put(part, new_notes(texts))
    _link(parts, home, "comments", part)
    parts.put(_TYPES, with_content_type(parts.read(_TYPES), part, NOTES_TYPE))


def _add_shapes(parts: _Parts, home: NoteHome, places: list[int]) -> None:
    block = max(home.block, parts.block)
    if home.shapes is not None:
        drawing = with_shapes(parts.read(home.shapes), home.shapes, places, block)
        parts.put_drawing(home.shapes, drawing)
        return
    part = parts.free_name("drawings/vmlDrawing{}.vml")
    parts.put_drawing(part, new_shapes(places, block))
    relation = _link(parts, home, "vmlDrawing", part)
    parts.put(home.part, with_legacy_drawing(parts.read(home.part), home.part, relation))
    parts.put(_TYPES, with_content_type(parts.read(_TYPES), part, SHAPES_TYPE, by_ending=True))


def _link(parts: _Parts, home: NoteHome, kind: str, target: str) -> str:
    """Add a relationship of the sheet and return its id."""
    name = rels_name(home.part)
    data, relation = with_relationship(parts.find(name), home.part, kind, target)
    parts.put(name, data)
    return relation
