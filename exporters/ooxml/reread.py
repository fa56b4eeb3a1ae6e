"""Proof of a written file: read back from disk, by our own scan and by python-calamine, against the original."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from exporters.ooxml.book import Book
from exporters.ooxml.cell_xml import Content
from exporters.ooxml.column_parts import widened
from exporters.ooxml.limits import MAX_COL, Limits
from exporters.ooxml.markup import unescape
from exporters.ooxml.new_column import AppendedColumn
from exporters.ooxml.note_proof import note_fault
from exporters.ooxml.package import Package
from exporters.ooxml.plain_rows import differing_rows
from exporters.ooxml.preflight import open_workbook
from exporters.ooxml.sheet_content import PlainValue, SheetContent, row_and_col
from exporters.ooxml.splice import inherited_style
from exporters.ooxml.workbook import TableRange
from knowledge.errors import InputRejected, PolicyRefused

MIN_WITHHELD = 24
"""Normalised characters from which a withheld text is searched for; shorter ones are held by type."""
_DENSE_CELLS = 4_000_000
"""python-calamine builds the whole rectangle of a sheet; beyond this one our own scan is the only reader."""
_FIRST_TRUE_SERIAL = 61
"""1 March 1900; before it readers disagree on which day or time a number under a date format is."""
_REPORT = "This is a fault of segq: nothing was written. Please report it with the file's kind of content."
_FEATURES = ("merges", "validations", "conditional", "protected", "editable", "row_styles", "hidden_rows")

Patches = Mapping[str, Mapping[int, Content]]
Width = tuple[int, int, float | None, int, bool]
"""Described columns: first, last, width, style, hidden."""


@dataclass(frozen=True, slots=True)
class Reread:
    """Who read the file back, and how many dropdowns its changed sheets hold."""

    reader: str
    dropdowns: int


@dataclass(frozen=True, slots=True)
class Planned:
    """What a write was to do: values by sheet and place, new contents by member, columns and notes that were added."""

    patches: Patches
    changed: Mapping[str, bytes]
    """Members that the original lacks stand behind all others."""
    columns: Sequence[AppendedColumn] = ()
    notes: Mapping[str, Mapping[int, str]] = field(default_factory=dict)


def check_result(original: Book, target: Path, planned: Planned, limits: Limits, password: str | None = None) -> Reread:
    """Return what the re-read found; raises InputRejected where anything but what was planned differs."""
    container = open_workbook(target, limits, password)
    check_members(original.container.package, container.package, planned.changed)
    result = original.opened_again(container)
    dense, dropdowns = True, 0
    for sheet, places in planned.patches.items():
        before, after = _read_back(original, result, sheet)
        appended = [column for column in planned.columns if column.sheet == before.name]
        _check_columns(before, after, appended)
        _check_sheet(before, after, places, {place: look for one in appended for place, look in one.looks.items()})
        datas = original.container.package.data, container.package.data
        whole = original.sheet(sheet) or before
        if _is_dense([*whole.places, *places]):
            dense = _check_by_calamine(*datas, after, places, date1904=result.date1904) and dense
        else:
            dense = False
        dropdowns += count_dropdowns(after)
    _check_notes(original, result, planned)
    both, own = "python-calamine and segq's scan", "segq's scan (python-calamine cannot hold a sheet of it)"
    return Reread(both if dense else own, dropdowns)


def _read_back(original: Book, result: Book, sheet: str) -> tuple[SheetContent, SheetContent]:
    """Return a sheet before and after, both read anew; without the rows that are the same bytes where that shows."""
    entry, whole = original.entry(sheet), original.sheet(sheet)
    if entry is None or whole is None or result.entry(sheet) != entry:
        raise _broken(f"sheet {sheet} cannot be read back")
    parts = (book.container.package.read(entry.part) for book in (original, result))
    pair = differing_rows(*parts) if whole.plain and result.strings is original.strings else None
    if pair is not None:
        return original.opened_again(original.container).read_sheet(entry, pair[0]), result.read_sheet(entry, pair[1])
    after = result.sheet(sheet)
    if after is None:
        raise _broken(f"sheet {sheet} cannot be read back")
    return whole, after


def _is_dense(places: Sequence[int]) -> bool:
    """Whether python-calamine can hold the rectangle of those places."""
    return max(place // MAX_COL for place in places) * (max(place % MAX_COL for place in places) + 1) <= _DENSE_CELLS


def count_dropdowns(content: SheetContent) -> int:
    """Return the number of list validations of a sheet."""
    return sum(one.kind == "list" for one in content.validations)


def _broken(what: str) -> InputRejected:
    return InputRejected(f"The written copy failed its check: {what}.", _REPORT)


def _check_notes(original: Book, result: Book, planned: Planned) -> None:
    """The planned notes and no others, and nothing else on sheets that receive notes alone."""
    fault = note_fault(original, result, planned.notes)
    if fault is not None:
        raise _broken(fault)
    for sheet in planned.notes.keys() - planned.patches.keys():
        before, after = original.sheet(sheet), result.sheet(sheet)
        if before is None or after is None:
            raise _broken(f"sheet {sheet} cannot be read back")
        _check_columns(before, after, ())
        _check_sheet(before, after, {}, {})


def check_members(before: Package, after: Package, changed: Mapping[str, bytes]) -> None:
    """Every member but the changed ones must be there with the very same record, in the same order, then new ones."""
    added = [name for name in changed if before.find(name) is None]
    if [*(member.name for member in before.members), *added] != [member.name for member in after.members]:
        raise _broken("the archive's entries differ")
    if any(after.read(name) != changed[name] for name in added):
        raise _broken("an added part does not hold what was put there")
    for old, new in zip(before.members, after.members, strict=False):
        if old.name in changed:
            if after.read(new.name) != changed[old.name]:
                raise _broken(f"{new.name} does not hold what was put there")
        elif (before.packed(old), old.crc, old.size) != (after.packed(new), new.crc, new.size):
            raise _broken(f"{new.name} changed")


def _check_columns(before: SheetContent, after: SheetContent, columns: Sequence[AppendedColumn]) -> None:
    """Widths, filter and tables as they were, but for those of appended columns."""
    widths, area, tables = list(before.columns), before.filter_area, [one for one in before.tables if one.name]
    for column in columns:
        widths = widths if column.width is None else _with_width(widths, column.col, column.width)
        area = column.filter_area or area
        if column.table is not None:
            tables = [_with_column(table, column) for table in tables]
    if after.columns != widths:
        raise _broken(f"the columns of sheet {after.name} changed")
    if after.filter_area != area or [one for one in after.tables if one.name] != tables:
        raise _broken(f"a table or filter of sheet {after.name} changed")


def _with_width(widths: list[Width], col: int, width: float) -> list[Width]:
    """Return the described columns with one of them given a width, in column order."""
    covering = next((index for index, one in enumerate(widths) if one[0] <= col <= one[1]), None)
    if covering is None:
        at = next((index for index, one in enumerate(widths) if one[0] > col), len(widths))
        return [*widths[:at], (col, col, width, 0, False), *widths[at:]]
    first, last, stated, style, hidden = widths[covering]
    pieces: list[tuple[int, int, float | None]] = [(first, col - 1, stated), (col, col, width), (col + 1, last, stated)]
    kept = [(start, stop, own, style, hidden) for start, stop, own in pieces if start <= stop]
    return [*widths[:covering], *kept, *widths[covering + 1 :]]


def _with_column(table: TableRange, column: AppendedColumn) -> TableRange:
    rows = table.area.first_row <= column.rows[1] and column.rows[0] <= table.area.last_row
    if table.area.last_col != column.col - 1 or not rows:
        return table
    return replace(table, area=widened(table.area), columns=(*table.columns, column.header))


def _check_sheet(
    before: SheetContent, after: SheetContent, places: Mapping[int, Content], looks: Mapping[int, int]
) -> None:
    """All cells but the written ones equal, the written ones as planned, the sheet's features untouched."""
    for feature in _FEATURES:
        if getattr(before, feature) != getattr(after, feature):
            raise _broken(f"the {feature.replace('_', ' ')} of sheet {after.name} changed")
    old, new = _by_place(before), _by_place(after)
    for place in old.keys() | new.keys() | places.keys():
        if place in places:
            _check_written(before, after, place, places[place], looks)
        elif place in looks:
            if new.get(place, (0, 0))[:3] != (looks[place], type(None), None):
                raise _broken(f"the format of {after.address(place)} is not the one of its row")
        elif old.get(place) != new.get(place):
            raise _broken(f"{after.address(place)} changed")


def _by_place(content: SheetContent) -> dict[int, tuple[object, ...]]:
    formulas = content.formulas
    columns = zip(content.places, content.styles, content.values, strict=True)
    return {
        place: (style, type(value), value, formulas.get(index)) for index, (place, style, value) in enumerate(columns)
    }


def _check_written(
    before: SheetContent, after: SheetContent, place: int, content: Content, looks: Mapping[int, int]
) -> None:
    index, old = after.index_of(place), before.index_of(place)
    if index is None or index in after.formulas:
        raise _broken(f"{after.address(place)} does not hold the value")
    style = inherited_style(before, *row_and_col(place)) if old is None else before.styles[old]
    if after.styles[index] != looks.get(place, style):
        raise _broken(f"the format of {after.address(place)} changed")
    if not _same(after.values[index], content, dated=index in after.dates):
        raise _broken(f"{after.address(place)} reads back as another value")


def _same(value: PlainValue, content: Content, *, dated: bool) -> bool:
    if dated and isinstance(value, str):
        return isinstance(content.value, int)
    if content.kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool) and value == content.value
    return type(value) is type(content.value) and value == content.value


def _check_by_calamine(
    original: bytes, result: bytes, after: SheetContent, places: Mapping[int, Content], *, date1904: bool
) -> bool:
    """Compare the written cells with what python-calamine sees; return False where it cannot read the original."""
    table = _calamine_table(result, after.name)
    if table is None:
        if _calamine_table(original, after.name) is None:
            return False
        raise _broken(f"python-calamine cannot read sheet {after.name} any more")
    for place, content in places.items():
        row, col = row_and_col(place)
        value = table[row - 1][col - 1] if row <= len(table) and col <= len(table[row - 1]) else None
        if not _agrees(value, content, date1904=date1904):
            raise _broken(f"python-calamine reads another value in {after.address(place)}")
    return True


def _calamine_table(data: bytes, sheet: str) -> Sequence[Sequence[object]] | None:
    """Return the sheet's values from A1 on, ``None`` where python-calamine refuses the file."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError:
        return None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # pyo3's, which is no Exception
            return None
        raise


def _agrees(value: object, content: Content, *, date1904: bool) -> bool:
    if content.kind == "text":
        return isinstance(value, str) and content.value in (value, unescape(value))
    if content.kind == "boolean":
        return value is content.value
    number = _as_number(value, date1904=date1904)
    if number is None or isinstance(content.value, str):
        return False
    if content.value < _FIRST_TRUE_SERIAL and not isinstance(value, int | float):
        return True
    return abs(number - content.value) <= 1e-9 * max(1.0, abs(number))


def _as_number(value: object, *, date1904: bool) -> float | None:
    """Return a number, also of what a date or time format made of it."""
    start = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - workbooks know no zones
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, datetime):
        return (value - start) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - start.date()).days)
    return (datetime.combine(start, value) - start) / timedelta(days=1) if isinstance(value, time) else None


def refuse_withheld(before: Package, changed: Mapping[str, bytes], withheld: Sequence[str]) -> None:
    """Raise PolicyRefused where a changed part shows a withheld text more often than the original part did.

    All other parts are the original's own bytes; the message names the part and never the text.
    """
    wanted = [text for text in map(normalised, withheld) if len(text) >= MIN_WITHHELD]
    if not wanted:
        return
    for name, content in changed.items():
        old, new = _readings(before.read(name) if before.find(name) else b""), _readings(content)
        for text in wanted:
            if any(after.count(text) > former.count(text) for former, after in zip(old, new, strict=True)):
                raise PolicyRefused(
                    f"{name} would hold a text that is withheld from this recipient; nothing was written.",
                    "Remove it from the answers, or record the NDA that allows it.",
                )


def normalised(text: str) -> str:
    """Return text as it is compared: no case, single blanks."""
    return " ".join(text.casefold().split())


def _readings(part: bytes) -> tuple[str, str]:
    """Return a part's text twice: with its markup, for attributes, and without, for text in several runs."""
    text = part.decode("utf-8", "replace")
    bare = re.sub(r"<[^>]*>", "", text)
    return normalised(unescape(html.unescape(text))), normalised(unescape(html.unescape(bare)))
