"""A sheet as layout recognition looks at it: texts by row, merges, locks and validations, all answered per cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from exporters.ooxml.workbook import Cell, CellRange, CellStyle, Sheet, SheetState, Validation, Workbook
from segq.intake.instructions import says_leave_alone

MAX_COLUMNS = 128
"""Columns past this one hold no questionnaire; whole-sheet ranges are clipped to it."""
_RULES_LOOKED_AT = 500
_ROWS_BELOW = 30
"""Rows below the last cell in which merges still count: nothing need stand in the lower rows of a merged cell."""


def cell_text(cell: Cell | None) -> str:
    """Return what a reader sees in the cell, trimmed; numbers without a superfluous ``.0``."""
    if cell is None or cell.value is None or cell.error:
        return ""
    value = cell.value
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value)


class Grid:
    """One sheet with the workbook's styles; every lookup is by 1-based row and column."""

    def __init__(self, workbook: Workbook, sheet: Sheet) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self.name = sheet.name
        self._styles = workbook.styles
        self._painted: dict[int, dict[int, Validation]] = {}
        self._writable: dict[tuple[int, int], bool] = {}
        self._hidden_cols: dict[int, bool] = {}

    @property
    def visible(self) -> bool:
        """Whether a person opening the file sees the sheet."""
        return self.sheet.state is SheetState.VISIBLE

    @cached_property
    def rows(self) -> dict[int, dict[int, Cell]]:
        """Cells that show something, by row, both in file order of their numbers; merged-over cells left out."""
        found: dict[int, dict[int, Cell]] = {}
        covered = self._covered
        for (row, col), cell in self.sheet.cells.items():
            if cell.value is None or col > MAX_COLUMNS or cell.error:
                continue
            if isinstance(cell.value, str) and (not cell.value or cell.value.isspace()):
                continue
            if (row, col) not in covered:
                found.setdefault(row, {})[col] = cell
        return {row: dict(sorted(found[row].items())) for row in sorted(found)}

    @cached_property
    def _texts(self) -> dict[tuple[int, int], str]:
        return {(row, col): cell_text(cell) for row, cells in self.rows.items() for col, cell in cells.items()}

    @cached_property
    def row_numbers(self) -> list[int]:
        """Rows that show something, ascending."""
        return list(self.rows)

    @cached_property
    def _covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Anchor of every cell under a merge, anchors left out; merges over endless areas are clipped."""
        last_row = max((row for row, _ in self.sheet.cells), default=0)
        covered: dict[tuple[int, int], tuple[int, int]] = {}
        budget = 400_000
        for merge in self.sheet.merges:
            bottom, right = min(merge.last_row, last_row + _ROWS_BELOW), min(merge.last_col, MAX_COLUMNS)
            budget -= max(bottom - merge.first_row + 1, 0) * max(right - merge.first_col + 1, 0)
            if budget < 0:
                break
            anchor = (merge.first_row, merge.first_col)
            for row in range(merge.first_row, bottom + 1):
                for col in range(merge.first_col, right + 1):
                    if (row, col) != anchor:
                        covered.setdefault((row, col), anchor)
        return covered

    @cached_property
    def _merges(self) -> dict[tuple[int, int], CellRange]:
        return {(merge.first_row, merge.first_col): merge for merge in self.sheet.merges}

    def anchor(self, row: int, col: int) -> tuple[int, int]:
        """Return the cell that holds the value of a merged cell, or the cell itself."""
        return self._covered.get((row, col), (row, col))

    def merge_at(self, row: int, col: int) -> CellRange | None:
        """Return the merge anchored at the cell."""
        return self._merges.get((row, col))

    def span(self, row: int, col: int) -> int:
        """Return how many columns the cell covers."""
        merge = self._merges.get((row, col))
        return merge.last_col - merge.first_col + 1 if merge else 1

    def cell(self, row: int, col: int) -> Cell | None:
        """Return the cell that stands in the file."""
        return self.sheet.cells.get((row, col))

    def text(self, row: int, col: int) -> str:
        """Return the text of the cell itself, ``""`` where another cell is merged over it."""
        return self._texts.get((row, col), "")

    def merged_text(self, row: int, col: int) -> str:
        """Return the text that covers the cell, through merges."""
        return self.text(*self.anchor(row, col))

    def style(self, row: int, col: int) -> CellStyle:
        """Return the format of the cell, or what a cell missing there inherits from its row or column."""
        cell = self.sheet.cells.get((row, col))
        index = cell.style if cell is not None else self.sheet.row_styles.get(row)
        if index is None:
            index = self._column_style(col)
        return self._styles[index] if 0 <= index < len(self._styles) else CellStyle()

    def _column_style(self, col: int) -> int:
        return next((style for first, last, style in self.sheet.column_styles if first <= col <= last), 0)

    def hidden_col(self, col: int) -> bool:
        """Whether the column is hidden or has no width."""
        known = self._hidden_cols.get(col)
        if known is None:
            known = self._hidden_cols[col] = any(first <= col <= last for first, last in self.sheet.hidden_cols)
        return known

    def hidden_row(self, row: int) -> bool:
        """Whether the row is hidden."""
        return row in self.sheet.hidden_rows

    def unlocked(self, row: int, col: int) -> bool:
        """Whether protection leaves the cell open; always true on an unprotected sheet."""
        if not self.sheet.protected or not self.style(row, col).locked:
            return True
        return any(area.contains(row, col) for area in self.sheet.editable_ranges)

    @cached_property
    def _left_alone(self) -> list[CellRange]:
        told = [
            rule
            for rule in self.sheet.validations
            if says_leave_alone(f"{rule.prompt_title} {rule.prompt} {rule.error}")
        ]
        used = [col for _, col in self.sheet.cells]
        first, last = min(used, default=1), max(used, default=1)
        areas = [area for rule in told for area in rule.ranges][:_RULES_LOOKED_AT]
        return [area for area in areas if area.first_col > first or area.last_col < last]

    def told_to_leave(self, row: int, col: int) -> bool:
        """Whether the prompt of the cell says that it is to be left blank, or is for others to fill in."""
        return bool(self._left_alone) and any(area.contains(row, col) for area in self._left_alone)

    def writable(self, row: int, col: int) -> bool:
        """Whether a value may be written: no formula, no lock, not merged over, not hidden."""
        place = (row, col)
        known = self._writable.get(place)
        if known is None:
            known = self._writable[place] = self._may_be_written(place)
        return known

    def _may_be_written(self, place: tuple[int, int]) -> bool:
        cell = self.sheet.cells.get(place)
        if (cell is not None and cell.formula) or place in self._covered or place[0] in self.sheet.hidden_rows:
            return False
        return not self.hidden_col(place[1]) and (not self.sheet.protected or self.unlocked(*place))

    def column_width(self, col: int) -> float | None:
        """Return the width in characters where the file states one."""
        return next((width for first, last, width in self.sheet.column_widths if first <= col <= last), None)

    def validation(self, row: int, col: int) -> Validation | None:
        """Return the validation in force; the smaller area wins where two overlap."""
        if row not in self.rows:
            return next((rule for area, rule in self._by_size[:_RULES_LOOKED_AT] if area.contains(row, col)), None)
        return self.validations(col).get(row)

    def validations(self, col: int) -> dict[int, Validation]:
        """Return the validation of every row of interest in the column."""
        if col not in self._painted:
            self._painted[col] = self._paint(col)
        return self._painted[col]

    @cached_property
    def _by_size(self) -> list[tuple[CellRange, Validation]]:
        pairs = [(area, rule) for rule in self.sheet.validations for area in rule.ranges if rule.kind != "none"]
        return sorted(pairs, key=lambda p: (p[0].last_row - p[0].first_row) * (p[0].last_col - p[0].first_col + 1))

    def _paint(self, col: int) -> dict[int, Validation]:
        """Give every content row the first rule that covers it; each row is touched once, however many rules."""
        open_rows, painted = list(self.row_numbers), {}
        for area, rule in self._by_size:
            if not area.first_col <= col <= area.last_col or not open_rows:
                continue
            start, stop = bisect_left(open_rows, area.first_row), bisect_right(open_rows, area.last_row)
            painted.update(dict.fromkeys(open_rows[start:stop], rule))
            del open_rows[start:stop]
        return painted

    @cached_property
    def validation_starts(self) -> frozenset[tuple[int, int]]:
        """First (row, column) of every validated range: a list often starts right below its header."""
        return frozenset(
            (area.first_row, col)
            for area, _ in self._by_size
            for col in range(area.first_col, min(area.last_col, MAX_COLUMNS) + 1)
        )
