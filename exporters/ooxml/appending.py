"""How a column is appended so that it looks and works like the ones beside it; decided here, nothing is changed yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from exporters.ooxml.book import Book
from exporters.ooxml.cell_xml import Content, content_of
from exporters.ooxml.column_parts import widened
from exporters.ooxml.limits import MAX_COL
from exporters.ooxml.markup import MAIN, parse_tree, unescape
from exporters.ooxml.new_column import HEADER, AppendedColumn, NewColumn
from exporters.ooxml.references import cell_name, column_letters, parse_range
from exporters.ooxml.relationships import relationships, small_part
from exporters.ooxml.sheet_content import SheetContent, place_of, row_and_col
from exporters.ooxml.splice import inherited_style
from exporters.ooxml.workbook import CellRange
from exporters.ooxml.write_plan import SheetRules, WritePlan
from knowledge.errors import InputRejected, PolicyRefused, SegqError

MIN_WIDTH, MAX_WIDTH = 24.0, 60.0
"""Characters: a narrower column hides answers, a wider one leaves the screen."""
_PLAIN_FORMATS = ("General", "@")
_OWN_LISTS = (None, "worksheet")
"""Kinds of table that hold nothing but cells; others take their columns from a query or a schema (18.18.77)."""
Row = list[tuple[int, int]]
"""(column, index) of the cells that stand left of the new column, left to right."""


def column_of(message: Sequence[Any]) -> NewColumn:
    """Return the wish that came as JSON; raises InputRejected where no sheet has such a column."""
    sheet, col, header, header_rows, rows = message
    if not 1 < col <= MAX_COL or not rows:
        raise InputRejected(f"{sheet}: no column can be appended as number {col}.", "A sheet ends at column XFD.")
    return NewColumn(sheet, col, " ".join(header.split()) or HEADER, tuple(header_rows), tuple(sorted(rows)))


def plan_columns(book: Book, plan: WritePlan, wished: Iterable[NewColumn]) -> list[AppendedColumn]:
    """Return the columns to append and put their headings into the plan; those without an answer are left out.

    Raises InputRejected where the place is taken, PolicyRefused where it is locked; each names the cell.
    """
    planned = []
    for column in wished:
        content = book.sheet(column.sheet)
        patches = plan.patches.get(content.name, {}) if content is not None else {}
        answers = sum(place_of(row, column.col) in patches for row in column.rows)
        if content is not None and answers:
            appended = _planned(book, content, column, answers)
            for row in column.header_rows:
                patches[place_of(row, column.col)] = _heading(appended, row)
            planned.append(appended)
    return planned


def _heading(column: AppendedColumn, row: int) -> Content:
    address = f"{column.sheet}!{cell_name(row, column.col)}"
    return content_of(column.header, address, as_serial=False, date1904=False)


def _planned(book: Book, content: SheetContent, column: NewColumn, answers: int) -> AppendedColumn:
    rules = SheetRules(book, content)
    _check_free(rules, column)
    rows = sorted((*column.header_rows, *column.rows))
    span = (rows[0], rows[-1])
    left = _left_of(content, column)
    texts = _text_columns(content, column, left)
    table = _table_beside(book, content, column, span)
    taken = _headings(content, column, left) if table is None else (*table[1], *_headings(content, column, left))
    area = content.filter_area
    return AppendedColumn(
        sheet=content.name,
        col=column.col,
        header=_unique(column.header, taken),
        header_rows=column.header_rows,
        rows=span,
        answers=answers,
        looks=dict([*_body_looks(rules, column, left, texts), *_heading_looks(rules, column, left)]),
        width=_wanted_width(content, column.col, texts),
        table=None if table is None else table[0],
        filter_area=widened(area) if area is not None and _ends_beside(area, column.col, span) else None,
    )


def _check_free(rules: SheetRules, column: NewColumn) -> None:
    """Raise where a cell of the column is taken, merged over or locked, or where the column is hidden."""
    content, at = rules.content, f"{rules.content.name}!{column_letters(column.col)}"
    if any(first <= column.col <= last and hidden for first, last, _, _, hidden in content.columns):
        raise InputRejected(f"{at}: no column can be appended, as it is hidden.", "Ask for a file with a free column.")
    for row in (*column.header_rows, *column.rows):
        address = f"{content.name}!{cell_name(row, column.col)}"
        index = content.index_of(place_of(row, column.col))
        if index is not None and content.values[index] is not None:
            raise InputRejected(f"{at}: no column can be appended, as {address} is not empty.", "Name a free column.")
        try:
            rules.check_cell(row, column.col, address)
        except SegqError as error:
            kind = PolicyRefused if isinstance(error, PolicyRefused) else InputRejected
            raise kind(f"{at}: no column can be appended. {error.message}", error.hint) from error


def _left_of(content: SheetContent, column: NewColumn) -> dict[int, Row]:
    """Return the cells left of the column in its rows, by row."""
    found: dict[int, Row] = {row: [] for row in (*column.header_rows, *column.rows)}
    for index, place in enumerate(content.places):
        row, col = row_and_col(place)
        if col < column.col and row in found:
            found[row].append((col, index))
    return {row: sorted(cells) for row, cells in found.items()}


def _text_columns(content: SheetContent, column: NewColumn, left: Mapping[int, Row]) -> list[int]:
    """Return the columns that hold a text in more than half of the rows, nearest first."""
    counts: dict[int, int] = {}
    for row in column.rows:
        for col, index in left[row]:
            counts[col] = counts.get(col, 0) + _is_text(content, index)
    return sorted((col for col, count in counts.items() if 2 * count > len(column.rows)), reverse=True)


def _is_text(content: SheetContent, index: int) -> bool:
    return isinstance(content.values[index], str) and index not in content.errors and index not in content.dates


def _body_looks(
    rules: SheetRules, column: NewColumn, left: Mapping[int, Row], texts: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Give each row the look of its nearest text, one that wraps first; never a format of numbers or another lock."""
    for row in column.rows:
        cells = dict(left[row])
        near = (cells[col] for col in texts if col in cells and _is_text(rules.content, cells[col]))
        styles = [rules.content.styles[index] for index in near]
        yield from _look(rules, row, column.col, sorted(styles, key=lambda style: not _wraps(rules, style)))


def _heading_looks(rules: SheetRules, column: NewColumn, left: Mapping[int, Row]) -> Iterator[tuple[int, int]]:
    """Give each heading the look of the cell beside it."""
    for row in column.header_rows:
        yield from _look(rules, row, column.col, (rules.content.styles[index] for _, index in left[row][-1:]))


def _look(rules: SheetRules, row: int, col: int, styles: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the place with the first of those formats that suits, none where the cell has a format of its own."""
    content, place = rules.content, place_of(row, col)
    index, inherited = content.index_of(place), inherited_style(content, row, col)
    standing = inherited if index is None else content.styles[index]
    chosen = next((style for style in styles if _suits(rules, row, col, style)), standing)
    if standing == inherited and chosen != standing:
        yield place, chosen


def _suits(rules: SheetRules, row: int, col: int, style: int) -> bool:
    if style >= len(rules.book.styles):
        return False
    found = rules.book.styles[style]
    closed = rules.content.protected and found.locked and not rules.editable(row, col)
    return found.number_format in _PLAIN_FORMATS and not closed


def _wraps(rules: SheetRules, style: int) -> bool:
    return style < len(rules.book.styles) and rules.book.styles[style].wrap


def _headings(content: SheetContent, column: NewColumn, left: Mapping[int, Row]) -> tuple[str, ...]:
    indices = [index for row in column.header_rows for _, index in left[row]]
    return tuple(text for index in indices if isinstance(text := content.values[index], str))


def _unique(header: str, taken: Iterable[str]) -> str:
    """Return the heading, numbered where another column has it; a table's names differ beyond case (18.5.1.3)."""
    used = {" ".join(text.split()).lower() for text in taken}
    numbered = (f"{header} {number}" for number in range(2, len(used) + 3))
    return header if header.lower() not in used else next(one for one in numbered if one.lower() not in used)


def _wanted_width(content: SheetContent, col: int, texts: Sequence[int]) -> float | None:
    """Return the width of the widest text column within bounds, ``None`` where the sheet gives the column enough."""
    stated = content.width_of(col)
    if stated is not None and stated >= MIN_WIDTH:
        return None
    return min(MAX_WIDTH, max((MIN_WIDTH, *(content.width_of(text) or 0 for text in texts))))


def _ends_beside(area: CellRange, col: int, rows: tuple[int, int]) -> bool:
    return area.last_col == col - 1 and area.first_row <= rows[1] and rows[0] <= area.last_row


def _table_beside(
    book: Book, content: SheetContent, column: NewColumn, rows: tuple[int, int]
) -> tuple[str, tuple[str, ...]] | None:
    """Return the part and column names of a table that can take the column in, ``None`` where there is none."""
    wanted, package = set(content.table_ids), book.container.package
    for relation in relationships(package, content.part) if wanted else ():
        if relation.id not in wanted or package.find(relation.target) is None:
            continue
        root = parse_tree(small_part(package, relation.target), relation.target)
        area = parse_range(root.get("ref", ""))
        if area is None or not _ends_beside(area, column.col, rows) or root.get("tableType") not in _OWN_LISTS:
            continue
        headed = root.get("headerRowCount", "1") == "0" or area.first_row in column.header_rows
        if headed and _is_free(content, area, column):
            nodes = root.findall(f"{{{MAIN}}}tableColumns/{{{MAIN}}}tableColumn")
            return relation.target, tuple(unescape(node.get("name", "")) for node in nodes)
    return None


def _is_free(content: SheetContent, area: CellRange, column: NewColumn) -> bool:
    """Whether nothing stands in the stretch that the table would take in but what is written now."""
    stretch = CellRange(area.first_row, column.col, area.last_row, column.col)
    others = [one.area for one in content.tables if one.area != area] + content.merges
    filled = (index for index in content.indices_in(stretch, 1) if content.values[index] is not None)
    return not any(_overlap(other, stretch) for other in others) and next(filled, None) is None


def _overlap(one: CellRange, other: CellRange) -> bool:
    rows = one.first_row <= other.last_row and other.first_row <= one.last_row
    return rows and one.first_col <= other.last_col and other.first_col <= one.last_col
