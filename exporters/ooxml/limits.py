"""Every bound that a foreign file must keep, in one place."""

from __future__ import annotations

from dataclasses import asdict, dataclass

MAX_ROW = 1_048_576
"""Rows of a worksheet (ECMA-376 Part 1, 18.3.1.73; Excel's own limit)."""
MAX_COL = 16_384
"""Columns of a worksheet, ``XFD``."""
MAX_CELL_TEXT = 32_767
"""UTF-16 units that a cell can hold (Excel's own limit)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most; sizes in bytes unless the name says otherwise."""

    file_size: int = 64 * 1024 * 1024
    entries: int = 10_000
    part_size: int = 64 * 1024 * 1024
    total_size: int = 256 * 1024 * 1024
    text_size: int = 32 * 1024 * 1024
    """A CSV or TSV file."""
    ratio: int = 300
    """Inflated to deflated size, asked of parts above ``ratio_from`` only: styled blank rows deflate well."""
    ratio_from: int = 16 * 1024 * 1024
    tree_size: int = 12 * 1024 * 1024
    """Parts that are read as a tree (styles, relationships, tables); sheets and strings are streamed."""
    sheets: int = 1_000
    cells: int = 300_000
    """Cells in the whole workbook, styled blanks included."""
    odd_cells: int = 200_000
    """Cells in sheets that no spreadsheet program writes so (without addresses, out of order): five times as dear."""
    formulas: int = 40_000
    """Formulas of one sheet."""
    rows: int = 100_000
    """Rows of one sheet that the file describes, empty ones included."""
    string_chars: int = 1_000_000
    text_chars: int = 40_000_000
    """All cell texts of a workbook together; a shared text counts each time that a cell shows it."""
    shared_strings: int = 600_000
    merges: int = 100_000
    validations: int = 30_000
    ranges: int = 200_000
    """Rectangles in all ``sqref`` lists of a sheet."""
    options: int = 10_000
    """Legal choices of one list."""
    moved_lists: int = 50_000
    """Validations of a workbook after lists that move with their cell were told apart, row by row."""
    all_options: int = 300_000
    """Legal choices of all different lists of a workbook together."""
    elements: int = 1_200_000
    """Elements of one part that is streamed."""
    styles: int = 65_536
    paragraphs: int = 45_000
    """Of a Word document, those in cells included."""
    table_cells: int = 30_000
    """Of all tables of a Word document: a cell is twice as dear as its paragraph."""
    controls: int = 20_000
    """Content controls, and form fields, of a Word document."""
    memory_mb: int = 768
    """Address space of the child process."""
    cpu_seconds: int = 20
    wall_seconds: int = 120

    def as_dict(self) -> dict[str, int]:
        """Return the limits as the child process receives them."""
        return asdict(self)
