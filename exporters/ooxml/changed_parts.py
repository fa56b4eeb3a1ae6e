"""The new content of every member that a write changes: sheets, tables that take a column in, the workbook part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exporters.ooxml.book import Book
from exporters.ooxml.cell_xml import Content
from exporters.ooxml.column_parts import (
    FILTER_NAME,
    PRINT_NAME,
    Stretch,
    with_column_width,
    with_filter_area,
    with_stretched_names,
    with_table_column,
)
from exporters.ooxml.new_column import AppendedColumn
from exporters.ooxml.recalculation import first_dependent, with_recalculation
from exporters.ooxml.row_heights import Heights, WrappedText, plan_heights
from exporters.ooxml.sheet_content import SheetContent, row_and_col
from exporters.ooxml.splice import Dress, inherited_style, layout_for, spliced
from exporters.ooxml.write_plan import WritePlan


@dataclass(slots=True)
class Changes:
    """New contents by member name, what depends on them, and the heights of the written rows by sheet."""

    parts: dict[str, bytes] = field(default_factory=dict)
    dependent: str | None = None
    """A formula that may read a written cell."""
    heights: dict[str, Heights] = field(default_factory=dict)


def changed_parts(book: Book, plan: WritePlan, columns: Sequence[AppendedColumn]) -> Changes:
    """Return what changes; raises InputRejected where a part's XML allows no safe edit."""
    changes = Changes()
    package = book.container.package
    for sheet, patches in plan.patches.items():
        content = book.sheet(sheet)
        if content is not None and patches:
            own = [column for column in columns if column.sheet == content.name]
            after, changes.heights[sheet] = _sheet(book, content, patches, own)
            changes.parts[member_name(book, content.part)] = after
    for column in columns:
        if column.table is not None:
            name = member_name(book, column.table)
            changes.parts[name] = with_table_column(package.read(name), name, column.header)
    changes.dependent = first_dependent(book, plan.places()) if changes.parts else None
    before = package.read(book.container.main)
    after = workbook_part(book, before, columns, recalculated=changes.dependent is not None)
    if after != before:
        changes.parts[member_name(book, book.container.main)] = after
    return changes


def member_name(book: Book, part: str) -> str:
    """Return the part's name as the archive spells it."""
    member = book.container.package.find(part)
    return part if member is None else member.name


def _sheet(
    book: Book, content: SheetContent, patches: Mapping[int, Content], columns: Sequence[AppendedColumn]
) -> tuple[bytes, Heights]:
    looks = {place: look for column in columns for place, look in column.looks.items()}
    layout = layout_for(book.container.package.read(content.part), content, {*patches, *looks})
    widths = {column.col: column.width for column in columns}
    texts = list(_wrapped(book, content, patches, looks, widths))
    heights = plan_heights(layout, content.part, texts) if texts else Heights()
    data = spliced(layout, content, patches, Dress(looks, heights.raised))
    for column in columns:
        if column.width is not None:
            data = with_column_width(data, content.part, column.col, column.width)
        if column.filter_area is not None:
            data = with_filter_area(data, content.part, column.filter_area)
    return data, heights


def _wrapped(
    book: Book,
    content: SheetContent,
    patches: Mapping[int, Content],
    looks: Mapping[int, int],
    widths: Mapping[int, float | None],
) -> Iterator[WrappedText]:
    """Yield the texts that their cells wrap; a merged cell never makes its row grow."""
    for place, value in patches.items():
        row, col = row_and_col(place)
        index = content.index_of(place)
        style = looks.get(place, inherited_style(content, row, col) if index is None else content.styles[index])
        wraps = value.kind == "text" and style < len(book.styles) and book.styles[style].wrap
        if wraps and not any(area.contains(row, col) for area in content.merges):
            yield WrappedText(row, str(value.value), widths.get(col) or content.width_of(col))


def workbook_part(book: Book, data: bytes, columns: Sequence[AppendedColumn], *, recalculated: bool) -> bytes:
    """Return the workbook part with the names of filters and print areas stretched, and recalculation asked for."""
    part = book.container.main
    for column in columns:
        names = {PRINT_NAME} if column.filter_area is None else {PRINT_NAME, FILTER_NAME}
        stretch = Stretch(book.sheet_order.index(column.sheet), column.col, column.rows, frozenset(names))
        if any(one.sheet == stretch.sheet and one.name in names for one in book.names):
            data = with_stretched_names(data, part, stretch)
    return with_recalculation(data, part) if recalculated else data
