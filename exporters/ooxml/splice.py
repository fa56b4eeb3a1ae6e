"""Puts values into cells by replacing their bytes; every other byte of the sheet stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from exporters.ooxml.cell_xml import BLANK, Content, new_cell, refilled_cell
from exporters.ooxml.element_spans import Edit, applied, with_attributes
from exporters.ooxml.limits import MAX_COL
from exporters.ooxml.plain_rows import plain_layout
from exporters.ooxml.references import cell_name
from exporters.ooxml.sheet_content import SheetContent, row_and_col
from exporters.ooxml.sheet_layout import CellSpot, RowSpot, SheetLayout, read_layout
from knowledge.errors import InputRejected

_SPANS = re.compile(rb"""(\sspans\s*=\s*)(["'])([^"']*)\2""")


@dataclass(frozen=True, slots=True)
class Dress:
    """What a splice changes besides values: the formats of an appended column's cells, and rows that may grow."""

    looks: Mapping[int, int] = field(default_factory=dict)
    """Cell format by place; a place without a value becomes a formatted blank."""
    raised: Mapping[int, float] = field(default_factory=dict)
    """Rows whose stored height grows, in points; it stays one that was computed (18.3.1.73)."""


PLAIN = Dress()


def splice(data: bytes, content: SheetContent, patches: Mapping[int, Content]) -> bytes:
    """Return the part with those places filled; raises InputRejected where the XML allows no safe edit.

    ``content`` is the scan of the same bytes; ``patches`` is keyed by place.
    """
    return spliced(layout_for(data, content, patches), content, patches, PLAIN)


def layout_for(data: bytes, content: SheetContent, places: Iterable[int]) -> SheetLayout:
    """Return the positions that a splice of those places needs."""
    rows = {place // MAX_COL for place in places}
    return plain_layout(data, rows) if content.plain else read_layout(data, content.part, rows)


def spliced(layout: SheetLayout, content: SheetContent, patches: Mapping[int, Content], dress: Dress) -> bytes:
    """Return the part as :func:`splice` does, dressed too."""
    patches = {**dict.fromkeys(dress.looks, BLANK), **patches}
    by_row = {row: list(places) for row, places in groupby(sorted(patches), key=lambda place: place // MAX_COL)}
    cells = {cell.place: cell for row in layout.rows for cell in row.cells}
    edits: list[Edit] = []
    missing_rows: list[int] = []
    first_rows: dict[int, RowSpot] = {}
    for spot in layout.rows:
        first_rows.setdefault(spot.number, spot)
    for row, places in by_row.items():
        found = [place for place in places if place in cells]
        edits.extend(_refill(layout, content, cells[place], patches[place], dress) for place in found)
        missing = {place: patches[place] for place in places if place not in cells}
        if row in first_rows:
            edits.extend(_open_row(layout, content, first_rows[row], missing, dress))
        elif missing:
            missing_rows.append(row)
    fresh = {row: {place: patches[place] for place in by_row[row]} for row in missing_rows}
    edits.extend(_add_rows(layout, content, fresh, dress))
    return applied(layout.data, edits)


def _refill(layout: SheetLayout, content: SheetContent, cell: CellSpot, value: Content, dress: Dress) -> Edit:
    if cell.alternate or cell.place in content.repeated:
        raise InputRejected(
            f"{content.address(cell.place)} stands in the file more than once.", "Save the file anew in Excel."
        )
    kept = layout.data[cell.extensions.start : cell.extensions.end] if cell.extensions else b""
    tag = layout.start_tag(cell)
    if cell.place in dress.looks:
        tag = with_attributes(tag, {"s": str(dress.looks[cell.place])})
    return Edit(cell.start, cell.end, refilled_cell(tag, kept, value, layout.encoding))


def _fresh(
    layout: SheetLayout, content: SheetContent, patches: Mapping[int, Content], prefix: bytes, dress: Dress
) -> dict[int, bytes]:
    """Return the XML of cells that the sheet lacks, by place."""
    cells = {}
    for place, value in patches.items():
        row, col = row_and_col(place)
        look = dress.looks.get(place)
        style = inherited_style(content, row, col) if look is None else look
        cells[place] = new_cell(cell_name(row, col), style, value, prefix, layout.encoding)
    return cells


def inherited_style(content: SheetContent, row: int, col: int) -> int:
    """Return the format of a cell that the XML lacks: its row's custom one, else its column's (18.3.1.73, .13)."""
    if row in content.row_styles:
        return content.row_styles[row]
    return next((style for first, last, _, style, _ in content.columns if first <= col <= last), 0)


def _open_row(
    layout: SheetLayout, content: SheetContent, row: RowSpot, missing: Mapping[int, Content], dress: Dress
) -> list[Edit]:
    """Insert cells into an existing row, in column order, widen its ``spans`` and raise it where asked."""
    tag, prefix = layout.start_tag(row), layout.prefix(row)
    cols = [place % MAX_COL + 1 for place in missing]
    opened = _with_spans(tag, min(cols), max(cols)) if cols else tag
    if row.number in dress.raised:
        opened = with_attributes(opened, {"ht": f"{dress.raised[row.number]:g}"})
    fresh = _fresh(layout, content, missing, prefix, dress)
    if row.close is None and fresh:
        bare = opened.rstrip(b">").rstrip().rstrip(b"/").rstrip()
        whole = bare + b">" + b"".join(fresh.values()) + b"</" + prefix + b"row>"
        return [Edit(row.start, row.end, whole)]
    edits = [] if opened == tag else [Edit(row.start, row.start + len(tag), opened)]
    for place, xml in fresh.items():
        behind = next((cell.start for cell in row.cells if cell.place > place), row.close or row.end)
        if any(cell.alternate for cell in row.cells):
            raise InputRejected(
                f"{content.address(place)}: its row holds alternate content.", "Save the file anew in Excel."
            )
        edits.append(Edit(behind, behind, xml))
    return edits


def _with_spans(tag: bytes, first: int, last: int) -> bytes:
    """Return the row's start tag with the optimisation hint ``spans`` wide enough (18.18.9), if it has one."""
    match = _SPANS.search(tag)
    ends = [int(number) for number in re.findall(rb"\d+", match[3])] if match else []
    if match is None or not ends or (min(ends) <= first and last <= max(ends)):
        return tag
    spans = f"{min(*ends, first)}:{max(*ends, last)}".encode("ascii")
    return tag[: match.start(3)] + spans + tag[match.end(3) :]


def _add_rows(
    layout: SheetLayout, content: SheetContent, missing: Mapping[int, Mapping[int, Content]], dress: Dress
) -> list[Edit]:
    """Insert whole rows in row order; an empty ``<sheetData/>`` is opened for them."""
    prefix = layout.prefix(layout.sheet_data)
    rows: dict[int, bytes] = {}
    for row, places in missing.items():
        cells = b"".join(_fresh(layout, content, places, prefix, dress).values())
        rows[row] = b"<" + prefix + f'row r="{row}">'.encode("ascii") + cells + b"</" + prefix + b"row>"
    if not rows:
        return []
    sheet_data = layout.sheet_data
    if sheet_data.close is None:
        bare = layout.start_tag(sheet_data).rstrip(b">").rstrip().rstrip(b"/").rstrip()
        whole = bare + b">" + b"".join(rows.values()) + b"</" + prefix + b"sheetData>"
        return [Edit(sheet_data.start, sheet_data.end, whole)]
    edits = []
    for row, xml in rows.items():
        behind = next((spot.start for spot in layout.rows if spot.number > row), sheet_data.close)
        edits.append(Edit(behind, behind, xml))
    return edits
