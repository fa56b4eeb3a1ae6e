"""One worksheet as read in the child process: cells in columns of plain values, which cross to the parent quickly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from exporters.ooxml.limits import MAX_COL
from exporters.ooxml.references import cell_name
from exporters.ooxml.workbook import CellRange, TableRange

PlainValue = str | int | float | bool | None
"""A cell's content as JSON can carry it; dates are ISO texts whose index stands in ``dates``."""


def place_of(row: int, col: int) -> int:
    """Return row and column as one number that sorts in document order."""
    return row * MAX_COL + col - 1


def row_and_col(place: int) -> tuple[int, int]:
    """Return the 1-based row and column of a place."""
    row, col = divmod(place, MAX_COL)
    return row, col + 1


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula's text, empty for the followers of a shared one, and the area that a shared or array one covers."""

    text: str
    kind: str = "normal"
    area: CellRange | None = None


@dataclass(slots=True)
class RawValidation:
    """A data validation in the file's own words, before its list is resolved."""

    kind: str = "none"
    operator: str = "between"
    sqref: str = ""
    formula1: str = ""
    formula2: str = ""
    items: str | None = None
    """A literal list in CSV quoting (``x12ac:list``), which replaces ``formula1``."""
    prompt_title: str = ""
    prompt: str = ""
    error: str = ""
    extended: bool = False


@dataclass(slots=True)
class SheetContent:
    """Cells and features of one sheet; ``places``, ``styles`` and ``values`` are parallel."""

    name: str
    part: str
    state: str = "visible"
    places: list[int] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)
    values: list[PlainValue] = field(default_factory=list)
    formulas: dict[int, Formula] = field(default_factory=dict)
    errors: list[int] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    repeated: set[int] = field(default_factory=set)
    """Places that the XML holds more than once; the last one counts, as in Excel's own repair."""
    protected: bool = False
    editable: list[CellRange] = field(default_factory=list)
    merges: list[CellRange] = field(default_factory=list)
    validations: list[RawValidation] = field(default_factory=list)
    conditional: list[CellRange] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    row_styles: dict[int, int] = field(default_factory=dict)
    columns: list[tuple[int, int, float | None, int, bool]] = field(default_factory=list)
    """(first, last, width, style, hidden)."""
    filter_area: CellRange | None = None
    table_ids: list[str] = field(default_factory=list)
    tables: list[TableRange] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    plain: bool = field(default=False, compare=False)
    """Whether a pattern has accounted for every byte of its cells (:mod:`exporters.ooxml.plain_cells`)."""
    _index: dict[int, int] | None = None
    _columns: dict[int, list[int]] | None = None

    def index_of(self, place: int) -> int | None:
        """Return where the cell stands in the parallel lists."""
        if self._index is None:
            self._index = {one: index for index, one in enumerate(self.places)}
        return self._index.get(place)

    def indices_in(self, area: CellRange, limit: int) -> Iterator[int]:
        """Yield the cells that exist in the area, row by row in one column; never looks at more than ``limit``."""
        if area.first_col == area.last_col:
            yield from self._down(area, limit)
            return
        for col in range(area.first_col, min(area.last_col, area.first_col + limit) + 1):
            column = CellRange(area.first_row, col, area.last_row, col)
            yield from self._down(column, limit)

    def _down(self, area: CellRange, limit: int) -> Iterator[int]:
        if area.last_row - area.first_row < limit:
            places = (place_of(row, area.first_col) for row in range(area.first_row, area.last_row + 1))
            yield from (index for place in places if (index := self.index_of(place)) is not None)
            return
        if self._columns is None:
            self._columns = {}
            for index, place in enumerate(self.places):
                self._columns.setdefault(place % MAX_COL, []).append(index)
        inside = range(area.first_row, area.last_row + 1)
        yield from (i for i in self._columns.get(area.first_col - 1, ()) if self.places[i] // MAX_COL in inside)

    def width_of(self, col: int) -> float | None:
        """Return the column's width in characters, ``None`` where the sheet states none."""
        return next((width for first, last, width, _, _ in self.columns if first <= col <= last), None)

    def address(self, place: int) -> str:
        """Return ``Sheet!B7`` for messages."""
        return f"{self.name}!{cell_name(*row_and_col(place))}"
