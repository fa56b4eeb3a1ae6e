"""The wish for a column that a sheet lacks, as it goes to the child process; and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from exporters.ooxml.references import column_letters
from exporters.ooxml.workbook import CellRange

HEADER = "Answer"
"""The heading where none is asked for."""


@dataclass(frozen=True, slots=True)
class NewColumn:
    """An answer column to append: its heading, and the rows in which answers may stand.

    It is appended only where at least one answer goes into it; the other rows get the look of a place to answer.
    """

    sheet: str
    col: int
    """1-based."""
    header: str
    header_rows: tuple[int, ...]
    """Rows that get the heading: the lowest of each block of heading rows; none where the sheet has no headings."""
    rows: tuple[int, ...]

    @property
    def at(self) -> str:
        """Return ``Sheet!G``."""
        return f"{self.sheet}!{column_letters(self.col)}"

    def to_message(self) -> list[object]:
        """Return it as JSON can carry it."""
        return [self.sheet, self.col, self.header, list(self.header_rows), list(self.rows)]


@dataclass(frozen=True, slots=True)
class AppendedColumn:
    """What appending changes beside the values of cells."""

    sheet: str
    col: int
    header: str
    header_rows: tuple[int, ...]
    rows: tuple[int, int]
    """First and last row, headings included."""
    answers: int
    """Cells that receive an answer."""
    looks: dict[int, int] = field(default_factory=dict)
    """Cell format by place."""
    width: float | None = None
    """In characters; ``None`` where the column is wide enough."""
    table: str | None = None
    """The part of the table that is extended."""
    filter_area: CellRange | None = None
    """What the sheet's auto-filter covers afterwards, ``None`` where it stays."""

    @property
    def at(self) -> str:
        """Return ``Sheet!G``."""
        return f"{self.sheet}!{column_letters(self.col)}"
