"""Recognising an appended column in anybody's filled copy: what was added must be just what appending adds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporters.ooxml.book import Book
from exporters.ooxml.changed_parts import workbook_part
from exporters.ooxml.column_parts import widened, with_column_width, with_filter_area, with_table_column
from exporters.ooxml.limits import MAX_COL
from exporters.ooxml.markup import decoded_head
from exporters.ooxml.new_column import HEADER, AppendedColumn
from exporters.ooxml.relationships import relationships
from exporters.ooxml.sheet_content import PlainValue, SheetContent, place_of, row_and_col
from exporters.ooxml.splice import inherited_style

Touched = dict[int, tuple[int, PlainValue]]
"""Format and value of the cells that differ, by place."""


def appended_columns(before: SheetContent, after: SheetContent) -> list[AppendedColumn]:
    """Return the columns that ``after`` has beside the old ones; plain values in a free column are none."""
    found = []
    for col, touched in sorted(_touched(before, after).items()):
        if _is_free(before, col, touched) and _is_dressed(before, col, touched):
            column = _column(before, after, col, touched)
            shaped = column.looks or column.width is not None or _reached(before, after, col)
            if shaped and column.answers and (column.header or _is_new(before, col)):
                found.append(column)
    return found


def _touched(before: SheetContent, after: SheetContent) -> dict[int, Touched]:
    """Return the cells that held nothing and now hold a value or another format, by column."""
    found: dict[int, Touched] = {}
    for index, place in enumerate(after.places):
        old = before.index_of(place)
        empty = old is None or (before.values[old] is None and old not in before.formulas)
        style, value = after.styles[index], after.values[index]
        if empty and index not in after.formulas and (value is not None or style != _standing(before, place)):
            found.setdefault(place % MAX_COL + 1, {})[place] = (style, value)
    return found


def _standing(content: SheetContent, place: int) -> int:
    index = content.index_of(place)
    return inherited_style(content, *row_and_col(place)) if index is None else content.styles[index]


def _is_free(content: SheetContent, col: int, touched: Touched) -> bool:
    """Whether nothing stood in the column or right of it in those rows."""
    rows = {place // MAX_COL for place in touched}
    right = (i for i, place in enumerate(content.places) if place % MAX_COL + 1 >= col and place // MAX_COL in rows)
    return all(content.values[i] is None and i not in content.formulas for i in right)


def _is_dressed(content: SheetContent, col: int, touched: Touched) -> bool:
    """Whether each cell with another format had none of its own, and has one of its row's cells now."""
    changed = {place: style for place, (style, _) in touched.items() if style != _standing(content, place)}
    beside: dict[int, set[int]] = {}
    for index, place in enumerate(content.places):
        if place % MAX_COL + 1 < col:
            beside.setdefault(place // MAX_COL, set()).add(content.styles[index])
    bare = all(_standing(content, place) == inherited_style(content, *row_and_col(place)) for place in changed)
    return bare and all(style in beside.get(place // MAX_COL, ()) for place, style in changed.items())


def _is_new(content: SheetContent, col: int) -> bool:
    """Whether nothing stands in the column anywhere."""
    places = enumerate(content.places)
    inside = (index for index, place in places if place % MAX_COL + 1 == col)
    return all(content.values[index] is None and index not in content.formulas for index in inside)


def _reached(before: SheetContent, after: SheetContent, col: int) -> bool:
    """Whether a table or filter ends at the column that did not before."""
    areas = {one.area for one in after.tables} - {one.area for one in before.tables}
    return any(area.last_col == col for area in areas)


def _column(before: SheetContent, after: SheetContent, col: int, touched: Touched) -> AppendedColumn:
    rows = [place // MAX_COL for place in touched]
    width, area = after.width_of(col), after.filter_area
    top = touched[min(touched)]
    header = top[1] if isinstance(top[1], str) and _is_heading(before, col, min(touched), touched) else ""
    grown = before.filter_area is not None and area == widened(before.filter_area) and area.last_col == col
    values = sum(value is not None for _, value in touched.values())
    return AppendedColumn(
        sheet=before.name,
        col=col,
        header=header,
        header_rows=(min(rows),) if header else (),
        rows=(min(rows), max(rows)),
        answers=values - bool(header),
        looks={place: style for place, (style, _) in touched.items() if style != _standing(before, place)},
        width=width if width != before.width_of(col) else None,
        filter_area=area if grown else None,
    )


def _is_heading(before: SheetContent, col: int, place: int, touched: Touched) -> bool:
    """Whether the topmost cell heads the column: its row heads a table, looks unlike those below, or it says so."""
    row = place // MAX_COL
    below = {style for other, (style, _) in touched.items() if other != place}
    heads = any(one.area.first_row == row and one.area.last_col == col - 1 for one in before.tables)
    named = re.fullmatch(rf"{HEADER}(?: \d+)?", str(touched[place][1])) is not None
    return heads or named or bool(below and touched[place][0] not in below)


def expected_sheet(data: bytes, part: str, columns: Sequence[AppendedColumn]) -> bytes:
    """Return the original sheet with the widths and the filter of its appended columns, and none of their cells."""
    if decoded_head(data) is not data:
        return data
    for column in columns:
        if column.width is not None:
            data = with_column_width(data, part, column.col, column.width)
        if column.filter_area is not None:
            data = with_filter_area(data, part, column.filter_area)
    return data


def is_expected_part(before: Book, after: Book, name: str, columns: Sequence[AppendedColumn]) -> bool:
    """Whether a part that is no worksheet differs only by what appended columns and recalculation bring."""
    old, new = before.container.package.read(name), after.container.package.read(name)
    if name.lower() == before.container.main.lower():
        return any(workbook_part(before, old, columns, recalculated=asked) == new for asked in (True, False))
    for column in columns:
        content, result = before.sheet(column.sheet), after.sheet(column.sheet)
        if content is None or result is None or name.lower() not in _table_parts(before, content):
            continue
        for table in result.tables:
            heading = result.index_of(place_of(table.area.first_row, column.col))
            shown = None if heading is None else result.values[heading]
            fits = table.area.last_col == column.col and table.columns and table.columns[-1] == shown
            if fits and with_table_column(old, name, table.columns[-1]) == new:
                return True
    return False


def _table_parts(book: Book, content: SheetContent) -> set[str]:
    wanted = set(content.table_ids)
    return {one.target.lower() for one in relationships(book.container.package, content.part) if one.id in wanted}
