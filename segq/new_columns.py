"""The answer columns that a questionnaire lacks: where they go, and where the file leaves no room for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answers.proposal import Blank, LeftBlank, SlotOutcome, Written
from answers.questionnaire import CellAddress, Question, Slot
from exporters.ooxml.new_column import NewColumn
from exporters.ooxml.references import parse_cell
from exporters.ooxml.workbook import Workbook
from segq.intake.grid import Grid
from segq.intake.reading import Reading, TableReading


@dataclass(frozen=True, slots=True)
class NewColumns:
    """The columns that can be appended."""

    columns: tuple[NewColumn, ...]

    def outcomes(self, found: Sequence[SlotOutcome], slots: Sequence[Slot]) -> tuple[SlotOutcome, ...]:
        """Return the outcomes with those left blank whose column cannot be appended."""
        return tuple(self._possible(outcome, slot) for outcome, slot in zip(found, slots, strict=True))

    def _possible(self, outcome: SlotOutcome, slot: Slot) -> SlotOutcome:
        if not slot.appended or isinstance(outcome, LeftBlank) or self._covering(slot) is not None:
            return outcome
        return LeftBlank(slot.address, Blank.NO_COLUMN, "none can be appended: its heading is locked, merged or taken")

    def _covering(self, slot: Slot) -> NewColumn | None:
        place = _place(slot)
        return next((one for one in self.columns if place == (one.sheet, one.col) and _row(slot) in one.rows), None)

    def used(self, outcomes: Iterable[SlotOutcome]) -> tuple[NewColumn, ...]:
        """Return the columns into which at least one of the contents goes."""
        written = {str(outcome.address) for outcome in outcomes if isinstance(outcome, Written)}
        return tuple(one for one in self.columns if any(f"{one.at}{row}" in written for row in one.rows))


def new_columns(reading: Reading, workbook: Workbook) -> NewColumns:
    """Return the columns to append for the slots that the file has no place for."""
    grids = {sheet.name: Grid(workbook, sheet) for sheet in workbook.sheets}
    found = []
    for sheet in reading.sheets:
        for table in sheet.tables:
            column = _column(grids[sheet.name], table, reading.questionnaire.questions)
            if column is not None:
                found.append(column)
    return NewColumns(tuple(found))


def _column(grid: Grid, table: TableReading, questions: Iterable[Question]) -> NewColumn | None:
    area = table.area
    slots = [
        slot
        for question in questions
        for slot in question.slots
        if slot.appended and _place(slot)[0] == grid.name and area.first_row <= _row(slot) <= area.last_row
    ]
    if not slots:
        return None
    col = _place(slots[0])[1]
    rows = tuple(sorted({_row(slot) for slot in slots if _place(slot)[1] == col}))
    headings = _headings(table.header_rows)
    if any(grid.text(row, col) or not grid.writable(row, col) for row in headings):
        return None
    return NewColumn(grid.name, col, slots[0].header, headings, rows)


def _headings(rows: Sequence[int]) -> tuple[int, ...]:
    """Return the lowest row of each block of heading rows."""
    return tuple(row for row in sorted(rows) if row + 1 not in rows)


def _place(slot: Slot) -> tuple[str, int]:
    address = slot.address
    at = parse_cell(address.cell) if isinstance(address, CellAddress) else None
    return (address.sheet, at[1]) if isinstance(address, CellAddress) and at else ("", 0)


def _row(slot: Slot) -> int:
    at = parse_cell(slot.address.cell) if isinstance(slot.address, CellAddress) else None
    return at[0] if at else 0
