"""A1 references: cells, ranges and ``sqref`` lists as numbers (ECMA-376 Part 1, 18.18.62 and 18.18.76)."""

from __future__ import annotations

import re
from functools import lru_cache

from exporters.ooxml.limits import MAX_COL, MAX_ROW
from exporters.ooxml.workbook import CellRange

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([0-9]{1,7}):\$?([0-9]{1,7})")


@lru_cache(maxsize=MAX_COL)
def column_number(letters: str) -> int:
    """Return 1 for ``A``, 16384 for ``XFD``; larger numbers for columns that no sheet has."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=MAX_COL)
def column_letters(number: int) -> str:
    """Return ``A`` for 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, col: int) -> str:
    """Return ``B7`` for row 7, column 2."""
    return f"{column_letters(col)}{row}"


def parse_cell(text: str) -> tuple[int, int] | None:
    """Return (row, column) of ``B7`` or ``$B$7``, ``None`` for what no sheet has."""
    match = _CELL.fullmatch(text)
    if match is None:
        return None
    row, col = int(match[2]), column_number(match[1])
    return (row, col) if 1 <= row <= MAX_ROW and col <= MAX_COL else None


def parse_range(text: str) -> CellRange | None:
    """Return the rectangle of ``A1``, ``A1:B2``, ``A:C`` or ``3:4`` in any order of corners, else ``None``."""
    if match := _COLUMNS.fullmatch(text):
        cols = sorted((column_number(match[1]), column_number(match[2])))
        return CellRange(1, cols[0], MAX_ROW, cols[1]) if cols[1] <= MAX_COL else None
    if match := _ROWS.fullmatch(text):
        rows = sorted((int(match[1]), int(match[2])))
        return CellRange(rows[0], 1, rows[1], MAX_COL) if rows[0] >= 1 and rows[1] <= MAX_ROW else None
    first, _, last = text.partition(":")
    start, end = parse_cell(first), parse_cell(last or first)
    if start is None or end is None:
        return None
    (top, bottom), (left, right) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return CellRange(top, left, bottom, right)


def parse_sqref(text: str) -> tuple[CellRange, ...]:
    """Return the rectangles of a blank-separated list; pieces that are no range are left out."""
    return tuple(area for piece in text.split() if (area := parse_range(piece)) is not None)


def range_name(area: CellRange) -> str:
    """Return ``A1:B2``, or ``A1`` for a single cell."""
    first, last = cell_name(area.first_row, area.first_col), cell_name(area.last_row, area.last_col)
    return first if first == last else f"{first}:{last}"
