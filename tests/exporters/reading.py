"""Shorthands for tests that look at one cell of one sheet."""

from __future__ import annotations

from pathlib import Path

from exporters.ooxml.references import parse_cell
from exporters.ooxml.scan import scan_here
from exporters.ooxml.workbook import Cell, Sheet


def first_sheet(path: Path) -> Sheet:
    """Return the first sheet of a workbook, scanned in this process."""
    return scan_here(path).sheets[0]


def cell_at(sheet: Sheet, name: str) -> Cell | None:
    """Return the cell of that name."""
    at = parse_cell(name)
    assert at is not None
    return sheet.cell(*at)


def value_at(sheet: Sheet, name: str) -> object:
    """Return what the cell holds, ``None`` where there is no cell."""
    cell = cell_at(sheet, name)
    return cell.value if cell else None
