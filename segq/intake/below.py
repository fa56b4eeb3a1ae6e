"""Forms in which the answer goes into the empty row below each question."""

from __future__ import annotations

from collections.abc import Sequence

from segq.intake.columns import profile
from segq.intake.evidence import Clue, ColumnReading, Role
from segq.intake.grid import Grid
from segq.intake.tables import Table
from segq.intake.wording import has_cjk, is_interrogative, is_sentence

_FEWEST = 3


def answered_below(grid: Grid) -> tuple[Table, dict[int, ColumnReading], list[int]] | None:
    """Return the form's column as a table, its reading and its question rows, or ``None`` for any other sheet.

    A blank row counts only where it is made for writing: merged, coloured, unlocked or under a rule.
    """
    places: dict[int, list[int]] = {}
    asked: dict[int, int] = {}
    for row in grid.row_numbers:
        for col in grid.rows[row]:
            text = grid.text(row, col)
            if is_interrogative(text) and (is_sentence(text) or has_cjk(text)):
                asked[col] = asked.get(col, 0) + 1
                if _is_place(grid, row + 1, col) and len(grid.rows[row]) <= 2:
                    places.setdefault(col, []).append(row)
    if not places:
        return None
    col = max(places, key=lambda c: len(places[c]))
    if len(places[col]) < max(_FEWEST, 0.6 * asked[col]):
        return None
    return _read(grid, col, places[col])


def _is_place(grid: Grid, row: int, col: int) -> bool:
    if row in grid.rows or not grid.writable(row, col):
        return False
    made = grid.span(row, col) > 1 or grid.style(row, col).fill is not None or grid.validation(row, col) is not None
    return made or (grid.sheet.protected and grid.unlocked(row, col))


def _read(grid: Grid, col: int, rows: Sequence[int]) -> tuple[Table, dict[int, ColumnReading], list[int]]:
    table = Table(rows[0], rows[-1] + 1, (col,))
    column = profile(grid, table, rows)[col]
    clue = Clue(Role.QUESTION, 2.5, f"under {len(rows)} questions stands an empty cell made for writing")
    return table, {col: ColumnReading(column, Role.QUESTION, 0.7, (clue,))}, list(rows)
