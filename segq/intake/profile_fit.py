"""Laying a profile over a workbook: its sheets, tables, columns and rows, found again where they moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from answers.questionnaire import CellAddress, Doubt, Option, Slot, SlotKind
from exporters.ooxml.references import column_letters
from exporters.ooxml.workbook import Sheet, Workbook
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected
from segq.intake.below import answered_below
from segq.intake.columns import content_rows
from segq.intake.grid import Grid
from segq.intake.profile_columns import DoesNotFitError, find_columns
from segq.intake.profiles import (
    ColumnLayout,
    LayoutProfile,
    SheetLayout,
    TableLayout,
    header_key,
    last_part,
    loose_key,
    named_by,
)
from segq.intake.tables import Table, find_tables

_ENOUGH = 0.5
"""Share of a table's headers that must stand in one row for the row to be its header."""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table of the profile where it stands in the file."""

    layout: TableLayout
    table: Table
    columns: dict[int, ColumnLayout]
    rows: tuple[int, ...]
    """Rows that are read, skipped ones left out."""
    always: frozenset[int]
    """Rows that a person says are questions."""
    doubts: tuple[Doubt, ...]


def sheet_layouts(profile: LayoutProfile, workbook: Workbook) -> dict[str, SheetLayout]:
    """Return the profile's sheets by their name in the file: the same name, or the same but for numbers."""
    names = [layout.name for layout in profile.sheets]
    found = _sheets_by_name(names, workbook.sheets, [*names, *profile.ignore])
    return {found[layout.name]: layout for layout in profile.sheets if layout.name in found}


def ignored_sheets(profile: LayoutProfile, workbook: Workbook) -> frozenset[str]:
    """Return the sheets of the file that the profile leaves out."""
    known = [*(layout.name for layout in profile.sheets), *profile.ignore]
    return frozenset(_sheets_by_name(profile.ignore, workbook.sheets, known).values())


def sheets_without_blocks(profile: LayoutProfile, workbook: Workbook) -> frozenset[str]:
    """Return the sheets of the file from which only the profile's tables are read."""
    return frozenset(name for name, layout in sheet_layouts(profile, workbook).items() if not layout.blocks)


def _sheets_by_name(names: Sequence[str], sheets: Sequence[Sheet], known: Sequence[str]) -> dict[str, str]:
    """Pair names with sheets; a number may differ where neither side leaves a choice."""
    exact = {header_key(sheet.name): sheet.name for sheet in sheets}
    found = {name: exact[header_key(name)] for name in names if header_key(name) in exact}
    taken = {header_key(name) for name in known}
    free = [sheet.name for sheet in sheets if header_key(sheet.name) not in taken]
    missing = Counter(loose_key(name) for name in known if header_key(name) not in exact)
    for name in names:
        alike = [other for other in free if loose_key(other) == loose_key(name)]
        if name not in found and len(alike) == 1 and missing[loose_key(name)] == 1:
            found[name] = alike[0]
    return found


def offered_slots(slots: tuple[Slot, ...], placed: PlacedTable) -> tuple[Slot, ...]:
    """Give free text slots the choices that the profile lists for their column."""
    listed = {
        column_letters(col): tuple(Option(_option_text(value), value) for value in layout.options)
        for col, layout in placed.columns.items()
        if layout.options
    }

    def offered(slot: Slot) -> Slot:
        letters = slot.address.cell.rstrip("0123456789") if isinstance(slot.address, CellAddress) else ""
        if slot.kind is not SlotKind.TEXT or letters not in listed:
            return slot
        return replace(slot, kind=SlotKind.CHOICE, options=listed[letters])

    return tuple(offered(slot) for slot in slots)


def _option_text(value: CellValue) -> str:
    return str(value).upper() if isinstance(value, bool) else str(value)


def refuse_if_foreign(profile: LayoutProfile, workbook: Workbook, file: str) -> None:
    """Raise ``InputRejected`` where none of the profile's sheets is in the file."""
    if not sheet_layouts(profile, workbook):
        named = ", ".join(f"“{layout.name}”" for layout in profile.sheets[:5])
        there = ", ".join(f"“{sheet.name}”" for sheet in workbook.sheets[:5])
        raise InputRejected(
            f"{file}: layout profile {profile.name} does not fit: it names the sheets {named}, the file has {there}.",
            f"Correct the names in {profile.name}, or leave the profile away.",
        )


def missing_sheets(profile: LayoutProfile, workbook: Workbook) -> list[Doubt]:
    """Return a doubt for each sheet of the profile that the file does not have."""
    found = {layout.name for layout in sheet_layouts(profile, workbook).values()}
    text = f"the sheet that layout profile {profile.name} describes is not in this file"
    return [Doubt(layout.name, text) for layout in profile.sheets if layout.name not in found]


def placed_tables(grid: Grid, layout: SheetLayout, profile: str, file: str) -> list[PlacedTable]:
    """Return the tables of the sheet as the profile has them.

    Raises ``InputRejected`` naming file, sheet and column where a table or a needed column is not there.
    """
    free = find_tables(grid) if grid.row_numbers else []
    placed = []
    try:
        for wanted in (table for table in layout.tables if not table.cells):
            table = _located(grid, wanted, free)
            placed.append(_placed(grid, wanted, table))
            free = [other for other in free if other != table]
        _refuse_overlaps(placed)
    except DoesNotFitError as misfit:
        raise InputRejected(
            f"{file}: layout profile {profile} does not fit sheet “{grid.name}”: {misfit}.",
            f"Correct {profile}, or leave the profile away and see `segq inspect {file}`.",
        ) from None
    return placed


def _located(grid: Grid, layout: TableLayout, free: Sequence[Table]) -> Table:
    if layout.below:
        return Table(grid.row_numbers[0], grid.row_numbers[-1] + 1, (layout.question.col,)) if grid.rows else _none()
    if not layout.headed:
        return _headless(grid, layout, free)
    ranked = sorted(free, key=lambda table: _likeness(layout, table), reverse=True)
    share = _share(layout, dict(ranked[0].headers)) if ranked else 0.0
    header = _searched_header(grid, layout) if share < 1.0 else None
    if share >= _ENOUGH and (header is None or share >= _share(layout, header[1])):
        return ranked[0]
    if header is None:
        headers = ", ".join(f"“{column.header}” ({column.letter})" for column in layout.headed[:6])
        raise DoesNotFitError(f"no row holds the headers {headers}")
    return _headed_at(grid, layout, header, free)


def _none() -> Table:
    raise DoesNotFitError("the sheet is empty")


def _likeness(layout: TableLayout, table: Table) -> tuple[float, float, int]:
    """Rank a detected table: headers first, then letters, then how far its header is from where it was."""
    headers = dict(table.headers)
    lettered = sum(header_key(headers.get(c.col, "")) == header_key(c.header) for c in layout.headed)
    row = table.header_rows[0] if table.header_rows else 0
    return _share(layout, headers), lettered / len(layout.headed), -abs(row - (layout.header_row or row))


def _share(layout: TableLayout, headers: dict[int, str]) -> float:
    """Return how many of the profile's headers are among the texts, 0–1."""
    texts = {loose_key(text) for text in headers.values()}
    parts = {last_part(text) for text in headers.values()}
    same = sum(loose_key(c.header) in texts or last_part(c.header) in parts for c in layout.headed)
    return same / len(layout.headed)


_Header = tuple[tuple[int, ...], dict[int, str]]
"""Rows of a header, one or two, and its texts by column."""


def _searched_header(grid: Grid, layout: TableLayout) -> _Header | None:
    """Return the header that holds most of the texts: in the profile's own row where that is as good as any."""
    wanted = {key for column in layout.headed for key in (loose_key(column.header), last_part(column.header))}
    best: tuple[float, bool, int] | None = None
    found: _Header | None = None
    for row in grid.row_numbers:
        if not any(loose_key(grid.text(row, col)) in wanted for col in grid.rows[row]):
            continue
        for rows in ((row,), (row, row + 1)):
            texts = _texts(grid, rows)
            rank = (_share(layout, texts), row == layout.header_row, -len(rows))
            if rank[0] >= _ENOUGH and (best is None or rank > best):
                best, found = rank, (rows, texts)
    return found


def _texts(grid: Grid, rows: Sequence[int]) -> dict[int, str]:
    """Return the texts of the rows by column; a text of the upper row stands before the one below it."""
    texts: dict[int, str] = {}
    for col in sorted({col for row in rows for col in grid.rows.get(row, ())}):
        parts = dict.fromkeys(text for row in rows if (text := grid.merged_text(row, col)))
        texts[col] = " / ".join(parts)
    return texts


def _headed_at(grid: Grid, layout: TableLayout, header: _Header, free: Sequence[Table]) -> Table:
    """Build the table under a header that detection did not take for one; it ends above the next header."""
    rows, texts = header
    following = [row for row in grid.row_numbers if row > rows[-1]]
    repeats = [row for row in following if _share(layout, _texts(grid, (row,))) >= _ENOUGH]
    later = [table.header_rows[0] for table in free if table.header_rows and table.header_rows[0] > rows[-1]]
    stop = min([row for row in later if row not in repeats], default=grid.row_numbers[-1] + 1) - 1
    heads = (*rows, *(row for row in repeats if row <= stop))
    return Table(rows[-1] + 1, stop, tuple(sorted(texts)), tuple(sorted(texts.items())), heads)


def _headless(grid: Grid, layout: TableLayout, free: Sequence[Table]) -> Table:
    """Return the rows of a table without a header: as detected, or from the first to the last text that asks."""
    col = layout.question.col
    detected = next((table for table in free if not table.headers and col in table.columns), None)
    if detected is not None:
        return detected
    rows = [row for row in grid.row_numbers if grid.text(row, col)]
    if not rows:
        raise DoesNotFitError(f"column {layout.question.letter} (question) is empty")
    return Table(rows[0], rows[-1], (col,))


def _placed(grid: Grid, layout: TableLayout, table: Table) -> PlacedTable:
    found = find_columns(layout, dict(table.headers))
    columns = tuple(sorted({*table.columns, *found.layouts}))
    first, last = layout.first_row or table.first_row, layout.last_row or table.last_row
    table = replace(table, first_row=first, last_row=last, columns=columns)
    col = next(number for number, column in found.layouts.items() if column is layout.question)
    rows = _rows_below(grid, table, col) if layout.below else content_rows(grid, table)
    skipped, unheard = _rows_saying(grid, rows, layout.skip, col)
    always, unknown = _rows_saying(grid, rows, layout.ask, col, question_only=True)
    if not set(rows) - skipped:
        raise DoesNotFitError(f"no row is left to read under column {column_letters(col)} (question)")
    doubts = [Doubt(f"{grid.name}!{column_letters(number)}", text) for number, text in found.doubts]
    doubts += [Doubt(grid.name, f"the profile names the row “{row}”, which is not there") for row in unheard + unknown]
    doubts += _moved(grid, layout, table)
    kept = tuple(row for row in rows if row not in skipped)
    return PlacedTable(layout, table, found.layouts, kept, frozenset(always - skipped), tuple(doubts))


def _moved(grid: Grid, layout: TableLayout, table: Table) -> list[Doubt]:
    row = table.header_rows[0] if table.header_rows else None
    if layout.header_row in (None, row) or row is None:
        return []
    return [Doubt(grid.name, f"the header stands in row {row}; the profile has it in row {layout.header_row}")]


def _rows_below(grid: Grid, table: Table, col: int) -> list[int]:
    """Return the question rows of a form: as detected, else texts with a blank cell to write in below."""
    form = answered_below(grid)
    if form is not None and form[0].columns == (col,):
        rows = form[2]
    else:
        rows = [row for row in grid.row_numbers if grid.text(row, col) and _blank(grid, row + 1, col)]
    return [row for row in rows if table.first_row <= row <= table.last_row]


def _blank(grid: Grid, row: int, col: int) -> bool:
    return row not in grid.rows and grid.writable(row, col)


def _rows_saying(
    grid: Grid, rows: Sequence[int], named: Sequence[str | int], col: int, *, question_only: bool = False
) -> tuple[set[int], list[str | int]]:
    """Return the rows that are named by number or text (``Text*`` for a beginning), and names without a row."""
    found: set[int] = set()
    missing: list[str | int] = []
    for name in named:
        hits = {
            row
            for row in rows
            if (row == name if isinstance(name, int) else _says(grid, row, name, [col] if question_only else None))
        }
        found |= hits
        missing += [] if hits else [name]
    return found, missing


def _says(grid: Grid, row: int, name: str, cols: Sequence[int] | None) -> bool:
    return any(named_by(name, grid.text(row, col)) for col in (cols or grid.rows[row]))


def _refuse_overlaps(placed: Sequence[PlacedTable]) -> None:
    for one, other in combinations(placed, 2):
        shared = one.columns.keys() & other.columns.keys()
        rows = set(one.rows) & set(other.rows)
        if shared and rows:
            cell = f"{column_letters(min(shared))}{min(rows)}"
            raise DoesNotFitError(f"two tables of the profile both hold {cell}; give them last_row and first_row")
