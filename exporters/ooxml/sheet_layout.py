"""Where rows and cells stand in the bytes of a worksheet part; nothing is built, only positions are noted."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from exporters.ooxml.markup import COMPATIBILITY, MAIN, decoded_head, run_parser, streaming_parser, whole_number
from exporters.ooxml.references import parse_cell
from exporters.ooxml.sheet_content import place_of
from knowledge.errors import InputRejected

_DATA, _ROW, _CELL, _EXTENSIONS = (f"{MAIN} {name}" for name in ("sheetData", "row", "c", "extLst"))
_ALTERNATE, _CHOICE, _FALLBACK = (f"{COMPATIBILITY} {name}" for name in ("AlternateContent", "Choice", "Fallback"))
START_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")


@dataclass(slots=True)
class Element:
    """An element's bytes: from ``start`` to ``end``; ``close`` is where its end tag starts, ``None`` without one."""

    start: int
    close: int | None = None
    end: int = 0


@dataclass(slots=True)
class CellSpot(Element):
    """A cell of a wanted row, with its extension list if it has one."""

    place: int = 0
    extensions: Element | None = None
    alternate: bool = False
    """It stands inside mc:AlternateContent, where two versions of it exist."""


@dataclass(slots=True)
class RowSpot(Element):
    """A row; its cells are noted for wanted rows only."""

    number: int = 0
    cells: list[CellSpot] = field(default_factory=list)


@dataclass(slots=True)
class SheetLayout:
    """The positions that a splice needs."""

    data: bytes
    sheet_data: Element
    rows: list[RowSpot]
    encoding: str

    def start_tag(self, element: Element) -> bytes:
        """Return the element's start tag as it stands in the file."""
        match = START_TAG.match(self.data, element.start)
        if match is None:
            raise InputRejected(f"The markup at byte {element.start} cannot be followed.", "Save the file in Excel.")
        return match[0]

    def prefix(self, element: Element) -> bytes:
        """Return ``x:`` where the element is written ``<x:row``, empty without a prefix."""
        name = re.match(rb"<([^\s/>]+)", self.start_tag(element))
        return name[1][: name[1].rfind(b":") + 1] if name else b""


class _Positions:
    """Notes positions while expat runs over the part."""

    def __init__(self, data: bytes, part: str, wanted: Collection[int]) -> None:
        self.data, self.wanted = data, wanted
        self.parser = streaming_parser(part)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.sheet_data: Element | None = None
        self.rows: list[RowSpot] = []
        self._inside = self._in_unwanted_cell = False
        self._row: RowSpot | None = None
        self._cell: CellSpot | None = None
        self._col = self._alternate = self._skipping = self._depth = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += not self._inside
        if name == _DATA and self.sheet_data is None and self._depth == 2:
            self.sheet_data = Element(self.parser.CurrentByteIndex)
            self._inside = True
        elif not self._inside:
            return
        elif self._skipping:
            self._skipping += 1
        else:
            self._start_inside(name, attributes)

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        in_cell = self._cell is not None or self._in_unwanted_cell
        if name in (_ROW, _CELL, _DATA) and (in_cell or (name == _ROW and self._row)):
            raise InputRejected("The sheet holds cells inside cells.", "Save the file anew in Excel.")
        if name == _ROW:
            before = self.rows[-1].number if self.rows else 0
            self._row = RowSpot(self.parser.CurrentByteIndex, number=whole_number(attributes.get("r")) or before + 1)
            self._col = 0
            self.rows.append(self._row)
        elif name == _CELL and self._row is not None:
            self._start_cell(self._row, attributes.get("r"))
        elif name == _EXTENSIONS and self._cell is not None:
            if self._cell.extensions is not None:
                raise InputRejected("A cell has two extension lists.", "Save the file anew in Excel.")
            self._cell.extensions = Element(self.parser.CurrentByteIndex)
        elif name == _ALTERNATE:
            self._alternate += 1
        elif not (in_cell or name in (_CHOICE, _FALLBACK)):
            self._skipping = 1

    def _start_cell(self, row: RowSpot, name: str | None) -> None:
        at = (row.number, self._col + 1) if name is None else parse_cell(name)
        if at is None:
            raise InputRejected(f"The cell name {name!r} cannot be followed.", "Save the file anew in Excel.")
        self._col = at[1]
        if row.number in self.wanted or at[0] in self.wanted:
            spot = CellSpot(self.parser.CurrentByteIndex, place=place_of(*at), alternate=bool(self._alternate))
            self._cell = spot
            row.cells.append(spot)
        else:
            self._in_unwanted_cell = True

    def _end(self, name: str) -> None:
        if not self._inside or self.sheet_data is None:
            self._depth -= 1
            return
        if self._skipping:
            self._skipping -= 1
        elif name == _CELL and self._cell is not None:
            self._finish(self._cell)
            self._cell = None
        elif name == _CELL:
            self._in_unwanted_cell = False
        elif name == _ROW and self._row is not None:
            self._finish(self._row)
            self._row = None
        elif name == _EXTENSIONS and self._cell is not None and self._cell.extensions is not None:
            self._finish(self._cell.extensions)
        elif name == _DATA:
            self._finish(self.sheet_data)
            self._inside = False
            self._depth -= 1
        elif name == _ALTERNATE:
            self._alternate -= 1

    def _finish(self, element: Element) -> None:
        """Note the end; of an empty element expat reports the byte behind it, where a parent's end tag may stand."""
        match = START_TAG.match(self.data, element.start)
        if match is not None and match[0].endswith(b"/>"):
            element.end = match.end()
        else:
            element.close = self.parser.CurrentByteIndex
            element.end = self.data.index(b">", element.close) + 1


def read_layout(data: bytes, part: str, wanted_rows: Collection[int]) -> SheetLayout:
    """Return the positions in a part; raises InputRejected for UTF-16, where bytes are not characters' own."""
    if decoded_head(data) is not data:
        raise InputRejected(f"{part} is written in UTF-16.", "Save the file anew in Excel and use that copy.")
    positions = _Positions(data, part, wanted_rows)
    run_parser(positions.parser, data, part)
    if positions.sheet_data is None:
        raise InputRejected(f"{part} has no sheetData element.", "Save the file anew in Excel and use that copy.")
    return SheetLayout(data, positions.sheet_data, positions.rows, stated_encoding(data))


def stated_encoding(data: bytes) -> str:
    """Return ``utf-8`` where the part is written in it, else ``ascii``, in which references spell all the rest."""
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    return "utf-8" if declared is None or declared[1].lower() in (b"utf-8", b"utf8") else "ascii"
