"""Puts values into cells by replacing their bytes; every other byte of the sheet stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from exporters.ooxml.cell_xml import Content, new_cell, refilled_cell
from exporters.ooxml.limits import MAX_COL
from exporters.ooxml.references import cell_name
from exporters.ooxml.sheet_content import SheetContent, row_and_col
from exporters.ooxml.sheet_layout import CellSpot, RowSpot, SheetLayout, read_layout
from knowledge.errors import InputRejected

_SPANS = re.compile(rb"""(\sspans\s*=\s*)(["'])([^"']*)\2""")


@dataclass(frozen=True, slots=True)
class _Edit:
    """Bytes from ``start`` to ``end`` become ``text``; equal positions insert."""

    start: int
    end: int
    text: bytes


def splice(data: bytes, content: SheetContent, patches: Mapping[int, Content]) -> bytes:
    """Return the part with those places filled; raises InputRejected where the XML allows no safe edit.

    ``content`` is the scan of the same bytes; ``patches`` is keyed by place.
    """
    by_row = {row: list(places) for row, places in groupby(sorted(patches), key=lambda place: place // MAX_COL)}
    layout = read_layout(data, content.part, by_row.keys())
    cells = {cell.place: cell for row in layout.rows for cell in row.cells}
    edits: list[_Edit] = []
    missing_rows: list[int] = []
    first_rows: dict[int, RowSpot] = {}
    for spot in layout.rows:
        first_rows.setdefault(spot.number, spot)
    for row, places in by_row.items():
        found = [place for place in places if place in cells]
        edits.extend(_refill(layout, content, cells[place], patches[place]) for place in found)
        missing = {place: patches[place] for place in places if place not in cells}
        if missing and row in first_rows:
            edits.extend(_add_cells(layout, content, first_rows[row], missing))
        elif missing:
            missing_rows.append(row)
    edits.extend(_add_rows(layout, content, {row: {p: patches[p] for p in by_row[row]} for row in missing_rows}))
    return _applied(data, edits)


def _refill(layout: SheetLayout, content: SheetContent, cell: CellSpot, value: Content) -> _Edit:
    if cell.alternate or cell.place in content.repeated:
        raise InputRejected(
            f"{content.address(cell.place)} stands in the file more than once.", "Save the file anew in Excel."
        )
    kept = layout.data[cell.extensions.start : cell.extensions.end] if cell.extensions else b""
    return _Edit(cell.start, cell.end, refilled_cell(layout.start_tag(cell), kept, value, layout.encoding))


def _fresh(layout: SheetLayout, content: SheetContent, place: int, value: Content, prefix: bytes) -> bytes:
    row, col = row_and_col(place)
    return new_cell(cell_name(row, col), inherited_style(content, row, col), value, prefix, layout.encoding)


def inherited_style(content: SheetContent, row: int, col: int) -> int:
    """Return the format of a cell that the XML lacks: its row's custom one, else its column's (18.3.1.73, .13)."""
    if row in content.row_styles:
        return content.row_styles[row]
    return next((style for first, last, _, style, _ in content.columns if first <= col <= last), 0)


def _add_cells(layout: SheetLayout, content: SheetContent, row: RowSpot, missing: Mapping[int, Content]) -> list[_Edit]:
    """Insert cells into an existing row, in column order, and widen its ``spans``."""
    tag, prefix = layout.start_tag(row), layout.prefix(row)
    cols = [place % MAX_COL + 1 for place in missing]
    opened = _with_spans(tag, min(cols), max(cols))
    fresh = {place: _fresh(layout, content, place, value, prefix) for place, value in missing.items()}
    if row.close is None:
        bare = opened.rstrip(b">").rstrip().rstrip(b"/").rstrip()
        whole = bare + b">" + b"".join(fresh.values()) + b"</" + prefix + b"row>"
        return [_Edit(row.start, row.end, whole)]
    edits = [] if opened == tag else [_Edit(row.start, row.start + len(tag), opened)]
    for place, xml in fresh.items():
        behind = next((cell.start for cell in row.cells if cell.place > place), row.close)
        if any(cell.alternate for cell in row.cells):
            raise InputRejected(
                f"{content.address(place)}: its row holds alternate content.", "Save the file anew in Excel."
            )
        edits.append(_Edit(behind, behind, xml))
    return edits


def _with_spans(tag: bytes, first: int, last: int) -> bytes:
    """Return the row's start tag with the optimisation hint ``spans`` wide enough (18.18.9), if it has one."""
    match = _SPANS.search(tag)
    ends = [int(number) for number in re.findall(rb"\d+", match[3])] if match else []
    if match is None or not ends or (min(ends) <= first and last <= max(ends)):
        return tag
    spans = f"{min(*ends, first)}:{max(*ends, last)}".encode("ascii")
    return tag[: match.start(3)] + spans + tag[match.end(3) :]


def _add_rows(layout: SheetLayout, content: SheetContent, missing: Mapping[int, Mapping[int, Content]]) -> list[_Edit]:
    """Insert whole rows in row order; an empty ``<sheetData/>`` is opened for them."""
    prefix = layout.prefix(layout.sheet_data)
    rows: dict[int, bytes] = {}
    for row, places in missing.items():
        cells = b"".join(_fresh(layout, content, place, value, prefix) for place, value in places.items())
        rows[row] = b"<" + prefix + f'row r="{row}">'.encode("ascii") + cells + b"</" + prefix + b"row>"
    if not rows:
        return []
    sheet_data = layout.sheet_data
    if sheet_data.close is None:
        bare = layout.start_tag(sheet_data).rstrip(b">").rstrip().rstrip(b"/").rstrip()
        whole = bare + b">" + b"".join(rows.values()) + b"</" + prefix + b"sheetData>"
        return [_Edit(sheet_data.start, sheet_data.end, whole)]
    edits = []
    for row, xml in rows.items():
        behind = next((spot.start for spot in layout.rows if spot.number > row), sheet_data.close)
        edits.append(_Edit(behind, behind, xml))
    return edits


def _applied(data: bytes, edits: list[_Edit]) -> bytes:
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        pieces += [data[at : edit.start], edit.text]
        at = edit.end
    return b"".join((*pieces, data[at:]))
