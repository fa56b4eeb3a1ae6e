"""The vendor's places of a question: address, type, legal options, what stands there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answers.questionnaire import CellAddress, Option, Slot, SlotKind, SlotRole
from exporters.ooxml.references import cell_name
from exporters.ooxml.workbook import Validation
from segq.intake.defaults import Defaults, find_defaults
from segq.intake.evidence import ColumnReading, Role
from segq.intake.grid import MAX_COLUMNS, Grid, cell_text
from segq.intake.limits import UNLIMITED, Limits, limits_of_rule, limits_of_text
from segq.intake.rows import QuestionRow
from segq.intake.stated_options import StatedOptions

_ROLES = {
    Role.ANSWER: SlotRole.ANSWER,
    Role.TICK: SlotRole.ANSWER,
    Role.COMMENT: SlotRole.COMMENT,
    Role.EVIDENCE: SlotRole.EVIDENCE,
    Role.OWNERSHIP: SlotRole.OWNERSHIP,
    Role.OTHER: SlotRole.OTHER,
}
_MARK = (Option("X", "X"),)
"""What a tick column takes; its header says what the mark means."""
_KINDS = {"whole": SlotKind.NUMBER, "decimal": SlotKind.NUMBER, "date": SlotKind.DATE}


class SlotBuilder:
    """Builds the slots of one table; no address is given out twice in the workbook."""

    def __init__(
        self, grid: Grid, readings: dict[int, ColumnReading], taken: set[tuple[str, str]], stated: StatedOptions
    ) -> None:
        self._grid = grid
        self._columns = [(col, reading) for col, reading in sorted(readings.items()) if reading.role.is_slot]
        self._below = [(col, replace(r, role=Role.ANSWER)) for col, r in readings.items() if r.role is Role.QUESTION]
        self._readings = readings
        self._taken = taken
        self._stated = stated

    def defaults(self, questions: Sequence[QuestionRow]) -> Defaults:
        """Find what the sender has prefilled in the slot columns; a uniform yes or no counts as an answer."""
        return find_defaults(self._grid, self._readings, [q.row for q in questions])

    def slots(self, question: QuestionRow, defaults: Defaults) -> tuple[Slot, ...]:
        """Return the slots of the question, left to right."""
        asked = limits_of_text(question.text).with_(limits_of_text(question.guidance))
        slots = []
        for row, col, reading in self._places(question):
            if slot := self._at(row, col, reading, defaults, asked):
                slots.append(self._stated.put_into(slot, row, question.text))
        return tuple(slots)

    def _places(self, question: QuestionRow) -> list[tuple[int, int, ColumnReading]]:
        if question.places:
            asked = next(r for r in self._readings.values() if r.role is Role.QUESTION)
            return [(row, col, replace(asked, role=role)) for row, col, role in question.places]
        columns = self._below if question.below else self._columns
        return [(row, col, reading) for row in question.answer_rows for col, reading in columns]

    def _at(self, row: int, col: int, reading: ColumnReading, defaults: Defaults, asked: Limits) -> Slot | None:
        """Return the slot at the anchor of the cell, unless it may not be written or is given out already."""
        anchor_row, anchor_col = self._grid.anchor(row, col)
        key = (self._grid.name, cell_name(anchor_row, col))
        if anchor_col != col or not self._grid.writable(anchor_row, col) or key in self._taken:
            return None
        self._taken.add(key)
        return self._slot(anchor_row, col, reading, defaults, asked)

    def _slot(self, row: int, col: int, reading: ColumnReading, defaults: Defaults, asked: Limits) -> Slot:
        header, role = reading.column.header, _ROLES[reading.role]
        limits = limits_of_text(header)
        if reading.role is not Role.TICK:
            limits = limits.with_(asked)
            return cell_slot(self._grid, row, col, role=role, header=header, defaults=defaults, limits=limits)
        slot = cell_slot(self._grid, row, col, role=role, header=header, defaults=defaults, limits=limits)
        offered = tuple(option for option in slot.options if len(option.text) == 1)[:1]
        return replace(slot, kind=SlotKind.CHOICE, options=offered or _MARK)

    def appended(self, question: QuestionRow, col: int) -> tuple[Slot, ...]:
        """Return the answer slot of a column that the file does not have yet."""
        key = (self._grid.name, cell_name(question.row, col))
        if key in self._taken or not self._grid.writable(question.row, col):
            return ()
        self._taken.add(key)
        options = self._stated.of_type(question.row)
        return (
            Slot(
                address=CellAddress(*key),
                kind=SlotKind.CHOICE if options else SlotKind.TEXT,
                role=SlotRole.ANSWER,
                options=options,
                header="Answer",
                appended=True,
            ),
        )


def free_column(grid: Grid, readings: dict[int, ColumnReading], questions: Sequence[QuestionRow]) -> int | None:
    """Return the first column right of everything in the table, for answers to be appended."""
    used = [col for q in questions for col in grid.rows.get(q.row, {})] + list(readings)
    col = max(used, default=0) + 1
    while col <= MAX_COLUMNS and grid.hidden_col(col):
        col += 1
    return col if col <= MAX_COLUMNS else None


def cell_slot(  # noqa: PLR0913 - a cell, what it is for, and what counts as blank there
    grid: Grid, row: int, col: int, *, role: SlotRole, header: str, defaults: Defaults, limits: Limits = UNLIMITED
) -> Slot:
    """Return the slot of one cell, as the rule in force there and its format describe it.

    ``limits`` bound a text beside what the rule says; nothing else is measured.
    """
    rule = grid.validation(row, col)
    cell = grid.cell(row, col)
    value = cell.value if cell is not None and cell_text(cell) else None
    prefilled = value is not None and defaults.is_default(col, rule, value)
    kind = _kind(grid, row, col, rule)
    bounds = limits_of_rule(rule).with_(limits) if kind is SlotKind.TEXT else UNLIMITED
    return Slot(
        address=CellAddress(grid.name, cell_name(row, col)),
        kind=kind,
        role=role,
        options=(rule.options or ()) if rule is not None and rule.kind == "list" else (),
        max_chars=bounds.max_chars,
        min_chars=bounds.min_chars,
        max_words=bounds.max_words,
        existing=None if prefilled else value,
        prefilled=value if prefilled else None,
        header=header,
    )


def _kind(grid: Grid, row: int, col: int, rule: Validation | None) -> SlotKind:
    if rule is not None and rule.kind == "list" and rule.options:
        return SlotKind.CHOICE
    if rule is not None and rule.kind in _KINDS:
        return _KINDS[rule.kind]
    return SlotKind.DATE if grid.style(row, col).is_date else SlotKind.TEXT
