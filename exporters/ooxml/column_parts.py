"""What a worksheet, a table and the workbook say about a column, edited for one that is appended; pure bytes to bytes.

Width (ECMA-376 Part 1, 18.3.1.13), filter (18.3.1.2), table (18.5.1.2), filter's and print area's names (18.2.5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from exporters.ooxml.element_spans import Edit, Span, applied, spans_of, with_attributes
from exporters.ooxml.markup import escape, whole_number
from exporters.ooxml.references import column_letters, column_number, parse_range, range_name
from exporters.ooxml.workbook import CellRange

_COLS, _COL, _DATA, _FILTER = ("cols",), ("cols", "col"), ("sheetData",), ("autoFilter",)
_COLUMNS, _COLUMN = ("tableColumns",), ("tableColumns", "tableColumn")
_NAME = ("definedNames", "definedName")
_AREA = re.compile(
    rb"!(?P<left>\$?[A-Za-z]{1,3})(?P<top>\$?[0-9]*):(?P<right>\$?[A-Za-z]{1,3})(?P<bottom>\$?[0-9]*)(?![\w(.!])"
)
FILTER_NAME, PRINT_NAME = "_xlnm._FilterDatabase", "_xlnm.Print_Area"


def with_column_width(data: bytes, part: str, col: int, width: float) -> bytes:
    """Return the sheet with that width for one column, a range that covers it split around it."""
    spans = spans_of(data, part, _COLS, _COL, _DATA)
    covering = next((span for span in spans if span.path == _COL and _covers(span, col)), None)
    if covering is not None:
        return applied(data, [Edit(covering.start, covering.end, _split(covering, col, width))])
    return applied(data, [_inserted(spans, col, width)])


def _covers(span: Span, col: int) -> bool:
    first, last = _bounds(span)
    return first <= col <= last


def _bounds(span: Span) -> tuple[int, int]:
    return whole_number(span.attributes.get("min")) or 0, whole_number(span.attributes.get("max")) or 0


def _split(span: Span, col: int, width: float) -> bytes:
    """Return the range as up to three: what is left of the column, the column, what is right of it."""
    first, last = _bounds(span)
    tag = span.tag if span.empty else span.tag.removesuffix(b">") + b"/>"
    pieces = [(first, col - 1, {}), (col, col, _own(width)), (col + 1, last, {})]
    return b"".join(
        with_attributes(tag, {"min": str(start), "max": str(stop), **more})
        for start, stop, more in pieces
        if start <= stop
    )


def _own(width: float) -> dict[str, str | None]:
    return {"width": f"{width:g}", "customWidth": "1", "bestFit": None}


def _inserted(spans: list[Span], col: int, width: float) -> Edit:
    """Return the new ``col`` in column order; ``cols`` itself stands right before the cells (18.3.1.99)."""
    cols = next((span for span in spans if span.path == _COLS), None)
    data = next(span for span in spans if span.path == _DATA)
    prefix = data.prefix if cols is None else cols.prefix
    fresh = b"<" + prefix + f'col min="{col}" max="{col}" width="{width:g}" customWidth="1"/>'.encode("ascii")
    whole = b"<" + prefix + b"cols>" + fresh + b"</" + prefix + b"cols>"
    if cols is None:
        return Edit(data.start, data.start, whole)
    if cols.empty:
        return Edit(cols.start, cols.end, whole)
    behind = (span.start for span in spans if span.path == _COL and _bounds(span)[0] > col)
    at = next(behind, cols.close)
    return Edit(at, at, fresh)


def with_filter_area(data: bytes, part: str, area: CellRange) -> bytes:
    """Return the sheet with its auto-filter over that area."""
    edits = [
        Edit(span.start, span.inner, with_attributes(span.tag, {"ref": range_name(area)}))
        for span in spans_of(data, part, _FILTER)
    ]
    return applied(data, edits)


def widened(area: CellRange) -> CellRange:
    """Return the area with one column more to the right."""
    return replace(area, last_col=area.last_col + 1)


def with_table_column(data: bytes, part: str, name: str) -> bytes:
    """Return the table part with one column more: ``ref``, its filter's, the number of columns, the column itself."""
    root, filters, columns, each = ((), ("autoFilter",), _COLUMNS, _COLUMN)
    spans = spans_of(data, part, root, filters, columns, each)
    edits = [Edit(span.start, span.inner, _wider(span)) for span in spans if span.path in (root, filters)]
    listed = [span for span in spans if span.path == each]
    for group in (span for span in spans if span.path == columns):
        number = max((whole_number(span.attributes.get("id")) or 0 for span in listed), default=0) + 1
        tag = with_attributes(group.tag, {"count": str(len(listed) + 1)})
        edits.append(Edit(group.start, group.inner, tag))
        edits.append(Edit(group.close, group.close, _table_column(group.prefix, number, name)))
    return applied(data, edits)


def _wider(span: Span) -> bytes:
    area = parse_range(span.attributes.get("ref", ""))
    return span.tag if area is None else with_attributes(span.tag, {"ref": range_name(widened(area))})


def _table_column(prefix: bytes, number: int, name: str) -> bytes:
    said = quoteattr(escape(name)).encode("ascii", "xmlcharrefreplace")
    return b"<" + prefix + f'tableColumn id="{number}" name='.encode("ascii") + said + b"/>"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which names of a sheet reach ``col`` where they ended beside it; an area outside of ``rows`` stays."""

    sheet: int
    """Its position in the workbook."""
    col: int
    rows: tuple[int, int]
    """First and last row of the new column."""
    names: frozenset[str]


def with_stretched_names(data: bytes, part: str, stretch: Stretch) -> bytes:
    """Return the workbook part with the local names of a sheet stretched, every other byte as it was."""
    edits = []
    for span in spans_of(data, part, _NAME):
        local = whole_number(span.attributes.get("localSheetId")) == stretch.sheet
        if local and span.attributes.get("name") in stretch.names:
            said = data[span.inner : span.close]
            edits.append(Edit(span.inner, span.close, _AREA.sub(lambda match: _stretched(match, stretch), said)))
    return applied(data, edits)


def _stretched(match: re.Match[bytes], stretch: Stretch) -> bytes:
    right, bottom = match["right"].decode("ascii"), match["bottom"].decode("ascii")
    area = parse_range(match[0].removeprefix(b"!").decode("ascii"))
    if area is None or not column_number(right.lstrip("$")) == area.last_col == stretch.col - 1:
        return match[0]
    if area.last_row < stretch.rows[0] or stretch.rows[1] < area.first_row:
        return match[0]
    reached = ("$" if right.startswith("$") else "") + column_letters(stretch.col) + bottom
    return b"!" + match["left"] + match["top"] + b":" + reached.encode("ascii")
