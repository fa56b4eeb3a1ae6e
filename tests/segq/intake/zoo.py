"""Self-made questionnaires as real files: rows whose cells say themselves what the truth about them is.

A plain value is part of the sheet and nothing more; :class:`Q` asks, :class:`S` is a place for the vendor, and
:class:`N` is a cell that must never be written. A place belongs to the question left of it in its row, else to the
first one of its row, else to the last one above.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from openpyxl import Workbook as Book
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exporters.ooxml.scan import scan_here
from exporters.ooxml.workbook import Workbook


@dataclass(frozen=True)
class Q:
    """A question; one of two cells that both ask it carries ``also``."""

    text: str
    also: bool = False
    debatable: bool = False


@dataclass(frozen=True)
class S:
    """A place for the vendor; ``listed`` options are offered by a rule, others stand elsewhere in the file."""

    role: str = "answer"
    value: object = None
    options: tuple[object, ...] = ()
    listed: bool = True
    kind: str = ""
    optional: bool = False


@dataclass(frozen=True)
class N:
    """A cell that must not be written."""

    value: object = None
    options: tuple[object, ...] = ()
    unlocked: bool = False


@dataclass(frozen=True)
class F:
    """A formula and its cached value; one that asks is a question."""

    value: str | int
    asks: bool = False


HEADER_FILL = "FF1F3864"

A, C, E, O, X = S(), S("comment"), S("evidence"), S("ownership"), S("other")  # noqa: E741 - letters keep rows readable


def pick(*options: object, role: str = "answer", value: object = None) -> S:
    """Return a place under a list."""
    return S(role, value, options)


YN = pick("Yes", "No", "N/A")


@dataclass(frozen=True)
class Row:
    """A row that looks unlike plain ones."""

    cells: Sequence[object]
    bold: bool = False
    fill: str = ""
    merge: tuple[str, ...] = ()
    """Columns to merge, as ``A:D``."""


def head(*cells: object, merge: tuple[str, ...] = ()) -> Row:
    """Return a header row, bold on blue."""
    return Row(cells, bold=True, fill=HEADER_FILL, merge=merge)


def title(text: str, over: str = "", fill: str = "FFD9E1F2") -> Row:
    """Return a section or banner row."""
    return Row([text], bold=True, fill=fill, merge=(over,) if over else ())


@dataclass(frozen=True)
class Tab:
    """One sheet."""

    name: str
    rows: Sequence[Row | Sequence[object]]
    merges: tuple[str, ...] = ()
    protected: bool = False
    state: Literal["visible", "hidden"] = "visible"
    hidden_cols: str = ""
    hidden_rows: tuple[int, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    """(cells, formula) of lists beyond those of the places."""
    prompts: tuple[tuple[str, str], ...] = ()
    """(cells, text) of rules that only tell something."""
    filled: tuple[str, ...] = ()
    """Ranges of coloured blanks."""


@dataclass(frozen=True)
class Slot:
    """A place of the truth."""

    cell: tuple[str, str]
    role: str
    kind: str
    options: tuple[str, ...]
    optional: bool


@dataclass
class Asked:
    """A question of the truth."""

    cells: list[tuple[str, str]]
    slots: list[Slot] = field(default_factory=list)
    debatable: bool = False


@dataclass(frozen=True)
class Zoo:
    """A workbook with its truth."""

    name: str
    tabs: tuple[Tab, ...]
    appended: bool = False
    """No place to answer stands in the file: each question takes a new column."""

    def truth(self) -> tuple[list[Asked], set[tuple[str, str]]]:
        """Return the questions and the forbidden cells."""
        asked: list[Asked] = []
        forbidden: set[tuple[str, str]] = set()
        for tab in self.tabs:
            for number, row in enumerate(tab.rows, start=1):
                _read(tab, number, _cells(row), asked, forbidden)
        return asked, forbidden

    def scanned(self, folder: Path) -> Workbook:
        """Return the file as segq scans it, cached values of formulas put in."""
        path = folder / "zoo.xlsx"
        self.build().save(path)
        return _cached(scan_here(path), self.tabs)

    def build(self) -> Book:
        """Return the workbook."""
        book = Book()
        book.remove(book["Sheet"])
        for tab in self.tabs:
            _fill(book.create_sheet(tab.name), tab)
        return book


def _cells(row: Row | Sequence[object]) -> Sequence[object]:
    return row.cells if isinstance(row, Row) else row


def _read(tab: Tab, number: int, cells: Sequence[object], asked: list[Asked], forbidden: set[tuple[str, str]]) -> None:
    if tab.state != "visible" or number in tab.hidden_rows:
        return
    own: list[tuple[int, Asked]] = []
    for col, value in enumerate(cells, start=1):
        place = (tab.name, f"{get_column_letter(col)}{number}")
        if isinstance(value, Q) or (isinstance(value, F) and value.asks):
            if isinstance(value, Q) and value.also and own:
                own[-1][1].cells.append(place)
                continue
            own.append((col, Asked([place], debatable=isinstance(value, Q) and value.debatable)))
    asked.extend(question for _, question in own)
    for col, value in enumerate(cells, start=1):
        place = (tab.name, f"{get_column_letter(col)}{number}")
        if isinstance(value, N):
            forbidden.add(place)
        if isinstance(value, S):
            left = [question for at, question in own if at < col]
            owner = left[-1] if left else own[0][1] if own else asked[-1]
            owner.slots.append(_slot(place, value))


def _slot(place: tuple[str, str], value: S) -> Slot:
    kind = value.kind or ("choice" if value.options else "text")
    return Slot(place, value.role, kind, tuple(str(option) for option in value.options), value.optional)


def _fill(sheet: Worksheet, tab: Tab) -> None:
    lists: dict[tuple[object, ...], list[str]] = {}
    for number, row in enumerate(tab.rows, start=1):
        for col, value in enumerate(_cells(row), start=1):
            cell = sheet.cell(number, col)
            assert isinstance(cell, Cell)
            _set(cell, value)
            _style(cell, row, unlocked=tab.protected and _is_unlocked(value))
            if offered := _offered(value):
                lists.setdefault(offered, []).append(cell.coordinate)
        for span in row.merge if isinstance(row, Row) else ():
            first, last = span.split(":")
            sheet.merge_cells(f"{first}{number}:{last}{number}")
    for options, where in lists.items():
        _rule(sheet, '"' + ",".join(str(option) for option in options) + '"', where)
    _finish(sheet, tab)


def _offered(value: object) -> tuple[object, ...]:
    return value.options if isinstance(value, N) or (isinstance(value, S) and value.listed) else ()


def _is_unlocked(value: object) -> bool:
    return isinstance(value, S) or (isinstance(value, N) and value.unlocked)


def _finish(sheet: Worksheet, tab: Tab) -> None:
    for where, formula in tab.rules:
        _rule(sheet, formula, [where])
    for where, text in tab.prompts:
        rule = DataValidation(type=None, showInputMessage=True, prompt=text, promptTitle="Note")
        sheet.add_data_validation(rule)
        rule.add(where)
    for cell in (cell for ref in tab.filled for line in sheet[ref] for cell in line):
        cell.fill = PatternFill("solid", fgColor="FFFFF2CC")
    for merge in tab.merges:
        sheet.merge_cells(merge)
    for letter in tab.hidden_cols:
        sheet.column_dimensions[letter].hidden = True
    for hidden in tab.hidden_rows:
        sheet.row_dimensions[hidden].hidden = True
    sheet.protection.sheet = tab.protected
    sheet.sheet_state = tab.state


def _set(cell: Cell, value: object) -> None:
    shown = value.text if isinstance(value, Q) else value.value if isinstance(value, S | N) else value
    shown = f'="{len(str(value.value))}"' if isinstance(value, F) else shown
    if shown is not None:
        assert isinstance(shown, str | int | float)
        cell.value = shown


def _style(cell: Cell, row: Row | Sequence[object], *, unlocked: bool) -> None:
    if isinstance(row, Row) and row.bold:
        cell.font = Font(bold=True)
    if isinstance(row, Row) and row.fill:
        cell.fill = PatternFill("solid", fgColor=row.fill)
    if unlocked:
        cell.protection = Protection(locked=False)


def _rule(sheet: Worksheet, formula: str, where: Sequence[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rule = DataValidation(type="list", formula1=formula, allow_blank=True)
        sheet.add_data_validation(rule)
        for cell in where:
            rule.add(cell)


def _cached(workbook: Workbook, tabs: tuple[Tab, ...]) -> Workbook:
    sheets = []
    for tab, sheet in zip(tabs, workbook.sheets, strict=True):
        cells = dict(sheet.cells)
        for number, row in enumerate(tab.rows, start=1):
            for col, value in enumerate(_cells(row), start=1):
                if isinstance(value, F):
                    cells[number, col] = replace(cells[number, col], value=value.value, formula=True)
        sheets.append(replace(sheet, cells=cells))
    return replace(workbook, sheets=tuple(sheets))
