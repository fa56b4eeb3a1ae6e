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

    file_size: int = 200 * 1024 * 1024
    entries: int = 10_000
    part_size: int = 256 * 1024 * 1024
    total_size: int = 512 * 1024 * 1024
    ratio: int = 300
    """Inflated to deflated size, asked of parts above ``ratio_from`` only: styled blank rows deflate well."""
    ratio_from: int = 16 * 1024 * 1024
    tree_size: int = 32 * 1024 * 1024
    """Parts that are read as a tree (styles, relationships, tables); sheets and strings are streamed."""
    sheets: int = 1_000
    cells: int = 2_000_000
    """Cells in the whole workbook, styled blanks included."""
    string_chars: int = 1_000_000
    text_chars: int = 200_000_000
    """All cell texts of a workbook together; a shared text counts once."""
    shared_strings: int = 1_500_000
    merges: int = 100_000
    validations: int = 65_534
    ranges: int = 200_000
    """Rectangles in all ``sqref`` lists of a sheet."""
    options: int = 10_000
    """Legal choices of one list."""
    styles: int = 65_536
    memory_mb: int = 1_024
    """Address space of the child process."""
    cpu_seconds: int = 60
    wall_seconds: int = 120

    def as_dict(self) -> dict[str, int]:
        """Return the limits as the child process receives them."""
        return asdict(self)
