"""A small builder of scanned workbooks: rows of values, and what is special about some ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from answers.questionnaire import Option
from exporters.ooxml.workbook import Cell, CellRange, CellStyle, Sheet, SheetState, TableRange, Validation, Workbook
from knowledge.disclosure import CellValue

Row = Sequence[object]

PLAIN, BOLD, FILLED, UNLOCKED, DATE = range(5)
STYLES = (
    CellStyle(),
    CellStyle(bold=True, fill="FF1F3864"),
    CellStyle(fill="FFFFF2CC"),
    CellStyle(locked=False),
    CellStyle(is_date=True, number_format="yyyy-mm-dd"),
)


def area(ref: str) -> CellRange:
    """Return the range of an A1 reference such as ``C2:C9``."""
    first, _, last = ref.partition(":")
    (top, left), (bottom, right) = _cell(first), _cell(last or first)
    return CellRange(top, left, bottom, right)


def _cell(ref: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]+)(\d+)", ref)
    assert found, ref
    col = 0
    for letter in found[1]:
        col = col * 26 + ord(letter) - 64
    return int(found[2]), col


def choices(ref: str, options: Iterable[CellValue], *, extended: bool = False) -> Validation:
    """Return a list validation over comma-separated ranges."""
    listed = tuple(Option(str(value), value) for value in options)
    return Validation("list", tuple(area(part) for part in ref.split(",")), listed, extended=extended)


def sheet(
    rows: Sequence[Row],
    *,
    name: str = "Sheet1",
    rules: Sequence[Validation] = (),
    styles: Mapping[str, int] | None = None,
    merges: Sequence[str] = (),
    formulas: Sequence[str] = (),
    protected: bool = False,
    state: SheetState = SheetState.VISIBLE,
    hidden_cols: Sequence[tuple[int, int]] = (),
    hidden_rows: Iterable[int] = (),
    tables: Sequence[TableRange] = (),
) -> Sheet:
    """Return a sheet whose first row is row 1; ``styles`` and ``formulas`` name ranges."""
    cells: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows, start=1):
        for col, value in enumerate(row, start=1):
            if value is not None:
                assert isinstance(value, str | int | float | date)
                cells[number, col] = Cell(value)
    for ref, style in (styles or {}).items():
        for key in _keys(ref):
            old = cells.get(key)
            cells[key] = Cell(old.value if old else None, style)
    for ref in formulas:
        for key in _keys(ref):
            old = cells.get(key, Cell(0))
            cells[key] = Cell(old.value, old.style, formula=True)
    return Sheet(
        name=name,
        state=state,
        protected=protected,
        cells=cells,
        merges=tuple(map(area, merges)),
        validations=tuple(rules),
        hidden_cols=tuple(hidden_cols),
        hidden_rows=frozenset(hidden_rows),
        tables=tuple(tables),
    )


def _keys(ref: str) -> list[tuple[int, int]]:
    box = area(ref)
    return [
        (row, col) for row in range(box.first_row, box.last_row + 1) for col in range(box.first_col, box.last_col + 1)
    ]


def book(*sheets: Sheet) -> Workbook:
    """Return a workbook of the sheets."""
    return Workbook(sheets, STYLES, sha256="0" * 64)
