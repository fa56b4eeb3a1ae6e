"""Rows of a sheet that :mod:`exporters.ooxml.plain_cells` has accounted for: where they stand, and which ones differ.

In such a part ``<`` opens nothing but tags, so that rows are found by searching bytes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from exporters.ooxml.plain_cells import SplitSheet, column_of, split_sheet, token_pattern
from exporters.ooxml.sheet_content import place_of
from exporters.ooxml.sheet_layout import CellSpot, Element, RowSpot, SheetLayout, stated_encoding

_NUMBER = re.compile(rb'\sr="(\d+)"')


def plain_layout(part: bytes, wanted: Collection[int]) -> SheetLayout:
    """Return what :func:`exporters.ooxml.sheet_layout.read_layout` does, for a part that was read as a plain one."""
    split = split_sheet(part)
    if split is None:
        raise ValueError("The part was not read as a plain one.")
    offset = split.start
    spots = [_row_spot(part, offset + start, offset + stop, split.prefix, wanted) for start, stop in _rows(split)]
    tag = part.rindex(b"<", 0, offset)
    close = offset + len(split.data)
    sheet_data = Element(tag, close, part.index(b">", close) + 1)
    return SheetLayout(part, sheet_data, spots, stated_encoding(part))


def _rows(split: SplitSheet) -> Iterator[tuple[int, int]]:
    """Yield where each row starts and ends in ``split.data``."""
    closing = b"</" + split.prefix + b"row>"
    for match in re.finditer(rb"<" + re.escape(split.prefix) + rb"row [^>]*>", split.data):
        stop = match.end()
        if not match[0].endswith(b"/>"):
            stop = split.data.index(closing, stop) + len(closing)
        yield match.start(), stop


def _row_spot(part: bytes, start: int, stop: int, prefix: bytes, wanted: Collection[int]) -> RowSpot:
    inner = part.index(b">", start, stop) + 1
    number = _NUMBER.search(part, start, inner)
    if number is None:
        raise ValueError("A row without a number was read as a plain one.")
    close = None if inner == stop else part.rindex(b"</", start, stop)
    spot = RowSpot(start, close, stop, int(number[1]))
    if spot.number in wanted and close is not None:
        for cell in token_pattern(prefix).finditer(part, inner, close):
            if cell[1]:
                spot.cells.append(_cell_spot(cell, spot.number))
    return spot


def _cell_spot(cell: re.Match[bytes], row: int) -> CellSpot:
    closing = None if cell[0].endswith(b"/>") else cell.end() - (len(cell[0]) - cell[0].rindex(b"</"))
    return CellSpot(cell.start(), closing, cell.end(), place_of(row, column_of(cell[1])))


def differing_rows(before: bytes, after: bytes) -> tuple[bytes, bytes] | None:
    """Return both parts without the rows that are the same bytes in both; ``None`` where ``after`` is not plain.

    ``before`` was read as a plain part: each of its rows states its number and depends on no other, so that what is
    left out holds the same in both. All bytes between rows stay.
    """
    old, new = split_sheet(before), split_sheet(after)
    if old is None or new is None or old.prefix != new.prefix:
        return None
    old_rows, new_rows = list(_rows(old)), list(_rows(new))
    if not (_ascending(old, old_rows) and _ascending(new, new_rows)):
        return None
    same = {old.data[start:stop] for start, stop in old_rows} & {new.data[start:stop] for start, stop in new_rows}
    return _without(old, old_rows, same), _without(new, new_rows, same)


def _ascending(split: SplitSheet, rows: Sequence[tuple[int, int]]) -> bool:
    """Whether every row states its number and stands behind lower ones, so that no row can be there twice."""
    found = [_NUMBER.search(split.data, start, split.data.index(b">", start)) for start, _ in rows]
    numbers = [int(one[1]) for one in found if one]
    return len(numbers) == len(rows) and all(one < two for one, two in pairwise(numbers))


def _without(split: SplitSheet, rows: Sequence[tuple[int, int]], same: Collection[bytes]) -> bytes:
    pieces, end = [], 0
    for start, stop in rows:
        if split.data[start:stop] in same:
            pieces.append(split.data[end:start])
            end = stop
    return split.with_data(b"".join([*pieces, split.data[end:]]))
