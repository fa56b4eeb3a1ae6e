"""Fonts, fills and borders that both examples share."""

from __future__ import annotations

from copy import copy
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

CUSTOMER = "Northwind Harbour Bank"
INK, PALE, GREY = "FF1F3A5F", "FFE3ECF6", "FFF2F2F2"
_FONT = "Calibri"
_LINE = Side(style="thin", color="FFB7C3D0")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")


def new_book(title: str) -> Workbook:
    """Return an empty book of the fictional customer, which asks for no recalculation by itself."""
    book = Workbook()
    book.properties.creator = f"{CUSTOMER}, Third-Party Risk"
    book.properties.title = title
    book.properties.created = datetime(2026, 1, 15, 9, 0)  # noqa: DTZ001 - OOXML core properties are UTC without a zone
    if book.calculation is not None:
        book.calculation.fullCalcOnLoad = False
    return book


def cell(sheet: Worksheet, address: str, value: str | None = None) -> Cell:
    """Return the (never merged-away) cell at ``address``, with ``value`` if there is one."""
    found = sheet[address]
    if not isinstance(found, Cell):
        raise TypeError(f"{sheet.title}!{address} is not a single cell")
    if value is not None:
        found.value = value
    return found


def merge(sheet: Worksheet, area: str) -> None:
    """Merge an area after giving all its cells the look of its first."""
    first = sheet[area.partition(":")[0]]
    for row in sheet[area]:
        for each in row:
            each.border, each.fill, each.protection = copy(first.border), copy(first.fill), copy(first.protection)
    sheet.merge_cells(area)


def as_title(target: Cell, size: int = 16) -> None:
    """Make it a heading of the sheet."""
    target.font = Font(name=_FONT, size=size, bold=True, color=INK)
    target.alignment = Alignment(vertical="center")


def as_header(target: Cell) -> None:
    """Make it a column header."""
    target.font = Font(name=_FONT, size=11, bold=True, color="FFFFFFFF")
    target.fill = PatternFill("solid", fgColor=INK)
    target.alignment, target.border = _MIDDLE, GRID


def as_section(target: Cell) -> None:
    """Make it the title row of a section."""
    target.font = Font(name=_FONT, size=11, bold=True, color=INK)
    target.fill = PatternFill("solid", fgColor=PALE)
    target.border = GRID


def as_text(target: Cell, *, grey: bool = False, italic: bool = False) -> None:
    """Make it wrapped body text; ``grey`` shows that it is not the vendor's, ``italic`` that it is a note."""
    target.font = Font(name=_FONT, size=10, italic=italic)
    target.alignment = _WRAPPED
    if not italic:
        target.border = GRID
    if grey:
        target.fill = PatternFill("solid", fgColor=GREY)


def as_input(target: Cell) -> None:
    """Make it an answer cell that protection leaves open."""
    as_text(target)
    target.protection = Protection(locked=False)


def widths(sheet: Worksheet, **columns: float) -> None:
    """Set column widths in characters."""
    for letter, width in columns.items():
        sheet.column_dimensions[letter].width = width


def printed_landscape(sheet: Worksheet) -> None:
    """Fit the sheet to the width of a landscape page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
