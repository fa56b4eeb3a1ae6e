"""A workbook as scanned: what layout recognition reads and nothing of the file's XML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from answers.questionnaire import Option
from knowledge.disclosure import CellValue


@dataclass(frozen=True, slots=True, order=True)
class CellRange:
    """A rectangle of cells, 1-based and inclusive; never expanded into single cells."""

    first_row: int
    first_col: int
    last_row: int
    last_col: int

    def contains(self, row: int, col: int) -> bool:
        """Whether the cell lies inside."""
        return self.first_row <= row <= self.last_row and self.first_col <= col <= self.last_col


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``value`` is the cached one where a formula stands, ``None`` where only a style does."""

    value: CellValue | None
    style: int = 0
    formula: bool = False
    error: bool = False
    """``value`` is an error text such as ``#N/A``."""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The parts of a cell format (``cellXfs``) that tell whether and how a cell may be filled."""

    locked: bool = True
    """A lock means nothing unless the sheet is protected."""
    number_format: str = "General"
    is_date: bool = False
    bold: bool = False
    fill: str | None = None
    """Foreground colour as written in the file (ARGB, ``theme:4``…), ``None`` without a fill."""
    wrap: bool = False


class SheetState(StrEnum):
    """How a sheet is shown."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class Validation:
    """A data validation, standard or x14, with a list's options resolved wherever they live."""

    kind: str
    """``list``, ``whole``, ``decimal``, ``date``, ``time``, ``textLength``, ``custom`` (ECMA-376 18.18.18)."""
    ranges: tuple[CellRange, ...]
    options: tuple[Option, ...] | None = None
    """Legal options of a list in file order; ``None`` where they could not be resolved (``broken``)."""
    operator: str = "between"
    formula1: str = ""
    formula2: str = ""
    prompt_title: str = ""
    prompt: str = ""
    error: str = ""
    extended: bool = False
    """From ``x14:dataValidations``."""
    broken: bool = False


@dataclass(frozen=True, slots=True)
class TableRange:
    """A table (list object) of a sheet, or its plain auto-filter where ``name`` is empty."""

    name: str
    area: CellRange
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet; ``cells`` is keyed by 1-based (row, column) and holds styled blanks too."""

    name: str
    state: SheetState
    protected: bool
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[CellRange, ...] = ()
    validations: tuple[Validation, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_cols: tuple[tuple[int, int], ...] = ()
    """Hidden or zero-width columns as inclusive 1-based spans."""
    column_widths: tuple[tuple[int, int, float], ...] = ()
    column_styles: tuple[tuple[int, int, int], ...] = ()
    """(first, last, style): what a cell that is missing from the XML looks like."""
    row_styles: Mapping[int, int] = field(default_factory=dict)
    tables: tuple[TableRange, ...] = ()
    conditional_ranges: tuple[CellRange, ...] = ()
    part: str = ""
    """Zip member, e.g. ``xl/worksheets/sheet1.xml``."""
    editable_ranges: tuple[CellRange, ...] = ()
    """``protectedRanges`` without a password: cells that may be filled although the sheet is protected."""

    def cell(self, row: int, col: int) -> Cell | None:
        """Return the cell that stands in the XML, if any."""
        return self.cells.get((row, col))


@dataclass(frozen=True, slots=True)
class Workbook:
    """A scanned XLSX or XLSM."""

    sheets: tuple[Sheet, ...]
    styles: tuple[CellStyle, ...]
    defined_names: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
    macros: bool = False
    signed: bool = False
    warnings: tuple[str, ...] = ()
    """What was odd and passed over, each naming the sheet and cell."""

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of that name."""
        return next((s for s in self.sheets if s.name == name), None)
