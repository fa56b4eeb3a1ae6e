"""What other readers say of a written file: each must see exactly the wanted cells changed, or not read it at all."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date, time
from typing import Any

from exporters.ooxml.book import Book
from exporters.ooxml.limits import MAX_COL, Limits
from exporters.ooxml.markup import unescape
from exporters.ooxml.plain_rows import plain_layout
from exporters.ooxml.preflight import check_workbook
from exporters.ooxml.references import cell_name, parse_cell
from exporters.ooxml.sheet_content import SheetContent, row_and_col
from exporters.ooxml.sheet_layout import read_layout
from exporters.ooxml.sheet_stream import SheetStream
from exporters.ooxml.write_plan import Write

Cells = dict[tuple[str, str], object]
"""Values by (sheet, cell); blanks are left out."""
_ROWS, _AREA = 2_000, 20_000


def contradiction(before: bytes, after: bytes, writes: Sequence[Write], report: dict[str, Any], limits: Limits) -> str:
    """Return what is wrong with the written file by any reader that read the original, empty if nothing is."""
    book = Book(check_workbook(before, limits), limits)
    wanted = {(book.entry(one.sheet).name, one.cell): one.value for one in writes}  # type: ignore[union-attr]
    written = {tuple(at.rsplit("!", 1)) for at, _kind in report["written"]}
    expected: Cells = {(str(place[0]), place[1]): value for place, value in wanted.items() if place in written}
    if written != set(expected):
        return f"the report names {sorted(written ^ set(expected))}"
    readers: list[tuple[str, Callable[[bytes], Cells | None]]] = [("scan", lambda data: _by_scan(data, limits))]
    if _small(book):
        readers += [("calamine", _by_calamine), ("openpyxl", _by_openpyxl)]
    return next((wrong for name, read in readers if (wrong := _differs(name, read, before, after, expected))), "")


def misread(book: Book) -> str:
    """Return where quick reading and locating of cells disagree with those by events, empty where they do not."""
    for entry in book.entries:
        quick = book.sheet(entry.name)
        slow = SheetContent(entry.name, entry.part, entry.state)
        around = replace(book._around)  # noqa: SLF001 - the budget of a second reading
        part = book.container.package.read(entry.part)
        SheetStream(slow, around).read_events(part)
        if quick is not None and quick.plain and mislocated(part, quick):
            return f"{entry.name}: rows by pattern and by events differ"
        for field in fields(SheetContent):
            if field.name not in ("warnings", "tables", "plain") and not field.name.startswith("_"):
                one, other = getattr(quick, field.name), getattr(slow, field.name)
                if one != other or repr(one) != repr(other):
                    return f"{entry.name}: {field.name} by pattern and by events differ"
    return ""


def mislocated(part: bytes, content: SheetContent) -> bool:
    """Whether the two ways of locating rows and cells in a plain part disagree."""
    rows = {place // MAX_COL for place in content.places[::2]}
    quick, slow = plain_layout(part, rows), read_layout(part, content.part, rows)
    return (quick.sheet_data, quick.rows, quick.encoding) != (slow.sheet_data, slow.rows, slow.encoding)


def _differs(name: str, read: Callable[[bytes], Cells | None], before: bytes, after: bytes, expected: Cells) -> str:
    old = read(before)
    if old is None:
        return ""
    new = read(after)
    if new is None:
        return f"{name} reads the original and not the copy"
    sheets = {sheet for sheet, _ in old} | {sheet for sheet, _ in new}
    for place in old.keys() | new.keys() | expected.keys():
        if place in expected:
            if place[0] in sheets and not _means(new.get(place), expected[place]):
                return f"{name} reads {new.get(place)!r} in {place} for {expected[place]!r}"
        elif repr(old.get(place)) != repr(new.get(place)):
            return f"{name} reads {new.get(place)!r} in {place}, before {old.get(place)!r}"
    return ""


def _means(found: object, value: object) -> bool:
    """Whether a reader's value is the written one; a list may have made ``"5"`` the number that it offers."""
    if isinstance(found, bool) or isinstance(value, bool):
        return found is value or (isinstance(value, bool) and str(found).upper() == str(value).upper())
    if isinstance(found, int | float):
        return float(found) == float(str(value)) if _numeric(value) else False
    if isinstance(found, date | time):
        return _numeric(value)  # a number under a date format
    if isinstance(found, str) and isinstance(value, int | float) and (_is_day(found) or found == "#VALUE!"):
        return True  # a number under a date format
    if isinstance(found, str):
        return str(value) in (found, unescape(found)) or (unescape(found).replace("\r", "") == str(value))
    return found is not None and isinstance(value, int | float)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _numeric(value: object) -> bool:
    try:
        float(str(value))
    except ValueError:
        return False
    return True


def _small(book: Book) -> bool:
    """Whether openpyxl and calamine can hold the book: they expand rectangles."""
    for entry in book.entries:
        content = book.sheet(entry.name)
        if content is None or any(place // 16_384 > _ROWS for place in content.places):
            return False
        areas = content.merges + [table.area for table in content.tables]
        if any((a.last_row - a.first_row + 1) * (a.last_col - a.first_col + 1) > _AREA for a in areas):
            return False
        if max((place % 16_384 for place in content.places), default=0) > 200:
            return False
    return True


def _by_scan(data: bytes, limits: Limits) -> Cells | None:
    book = Book(check_workbook(data, limits), limits)
    found: Cells = {}
    for entry in book.entries:
        content = book.sheet(entry.name)
        for place, value in zip(content.places, content.values, strict=True) if content else ():
            if value is not None:
                found[entry.name, cell_name(*row_and_col(place))] = value
    return found


def _by_calamine(data: bytes) -> Cells | None:
    from python_calamine import CalamineWorkbook

    found: Cells = {}
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for name in book.sheet_names:
                for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
                    found.update({(_named(name), cell_name(row, col)): v for col, v in enumerate(values, 1) if v != ""})
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - a reader that fails in any way, panics included, says nothing
        return None
    return found


def _named(name: str) -> str:
    """Return a sheet's name as the scan has it: others keep line ends and escapes of the attribute."""
    return unescape(" ".join(name.splitlines()) if "\n" in name else name)


def _by_openpyxl(data: bytes) -> Cells | None:
    from openpyxl import load_workbook

    found: Cells = {}
    try:
        book = load_workbook(io.BytesIO(data))
        for page in book.worksheets:
            for row in page.iter_rows():
                for cell in row:
                    if cell.value is not None and parse_cell(cell.coordinate):
                        found[_named(page.title), cell.coordinate] = getattr(cell.value, "text", cell.value)
    except Exception:  # noqa: BLE001 - a reader that fails in any way says nothing
        return None
    return found
