"""Which element an address means: body paragraphs and tables, nested tables, rows, cells and their paragraphs.

Counting is that of ``docs/formats/word.md``: from 0, in document order, controls and insertions looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from exporters.word.markup import W
from knowledge.errors import InputRejected

_THROUGH = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_P, _TBL, _TR, _TC = (W + name for name in ("p", "tbl", "tr", "tc"))
_ADDRESS = re.compile(
    r"\s*(?:paragraph\s+(\d{1,7})|table\s+(\d{1,7})(?:\.(\d{1,7}))?\s+row\s+(\d{1,7})\s+col\s+(\d{1,7})"
    r"(?:\s+paragraph\s+(\d{1,7}))?)\s*",
    re.IGNORECASE,
)
_FORM = "Write it like 'paragraph 4', 'table 0 row 2 col 1' or 'table 0 row 2 col 1 paragraph 0'; counting begins at 0."


def children(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the children of those names in order; what only wraps them is looked through."""
    for child in parent:
        if child.tag in names:
            yield child
        elif child.tag in _THROUGH:
            yield from children(child, *names)


def blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a body or cell."""
    return children(parent, _P, _TBL)


def paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a body or cell, without those of tables in it."""
    return children(parent, _P)


def tables(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the tables of a body."""
    return children(parent, _TBL)


def rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table."""
    return children(table, _TR)


def cells(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row, those that continue a merge too."""
    return children(row, _TC)


class Places:
    """The addressable elements of one document."""

    def __init__(self, root: etree._Element) -> None:
        body = root.find(f"{W}body")
        if root.tag != f"{W}document" or body is None:
            raise InputRejected("The document has no body.", "Open it in Word and save it anew.")
        self.body = body

    @cached_property
    def _paragraphs(self) -> list[etree._Element]:
        return list(paragraphs(self.body))

    @cached_property
    def _tables(self) -> list[etree._Element]:
        return list(tables(self.body))

    @cached_property
    def controls(self) -> list[etree._Element]:
        """All ``sdt`` of the body by number."""
        return list(self.body.iter(f"{W}sdt"))

    @cached_property
    def fields(self) -> list[etree._Element]:
        """All ``ffData`` of the body by number."""
        return list(self.body.iter(f"{W}ffData"))

    def element(self, address: str) -> etree._Element:
        """Return the paragraph or cell; raises InputRejected for what is no address, or where nothing stands."""
        match = _ADDRESS.fullmatch(address)
        if match is None:
            raise InputRejected(f"{address!r} is no place of a Word document.", _FORM)
        number, table, nested, row, col, inner = (None if one is None else int(one) for one in match.groups())
        if number is not None:
            return _nth(self._paragraphs, number, f"{address}: there are", "paragraphs outside tables")
        found = _nth(self._tables, table or 0, f"{address}: there are", "tables")
        if nested is not None:
            found = _nth(list(found.iter(_TBL))[1:], nested, f"{address}: there are", "tables in that one")
        found = _nth(list(rows(found)), row or 0, f"{address}: the table has", "rows")
        found = _nth(list(cells(found)), col or 0, f"{address}: the row has", "cells")
        if inner is None:
            return found
        return _nth(list(paragraphs(found)), inner, f"{address}: the cell has", "paragraphs")

    def address(self, paragraph: etree._Element) -> str:
        """Return the address of a paragraph of the body, or of the cell in which it stands; empty for any other."""
        cell = next(paragraph.iterancestors(_TC), None)
        if cell is None:
            number = next((n for n, one in enumerate(self._paragraphs) if one is paragraph), None)
            return "" if number is None else f"paragraph {number}"
        table = next(cell.iterancestors(_TBL), None)
        around = None if table is None else [one for one in (table, *table.iterancestors(_TBL)) if one in self._tables]
        if table is None or not around:
            return ""
        outer = around[-1]
        name = f"table {self._tables.index(outer)}"
        name += "" if table is outer else f".{list(outer.iter(_TBL))[1:].index(table)}"
        found = ((r, c) for r, row in enumerate(rows(table)) for c, one in enumerate(cells(row)) if one is cell)
        return next((f"{name} row {r} col {c}" for r, c in found), "")


def _nth(found: list[etree._Element], number: int, says: str, what: str) -> etree._Element:
    if number >= len(found):
        raise InputRejected(f"{says} {len(found)} {what}.", "Counting begins at 0; `segq inspect` shows the places.")
    return found[number]


def normal_address(address: str) -> str:
    """Return an address as this package writes it; raises InputRejected for what is none."""
    if not _ADDRESS.fullmatch(address):
        raise InputRejected(f"{address!r} is no place of a Word document.", _FORM)
    return " ".join(address.lower().split())
