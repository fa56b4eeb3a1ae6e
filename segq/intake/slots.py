"""The vendor's places of a question: address, type, legal options, what stands there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.questionnaire import CellAddress, Option, Slot, SlotKind, SlotRole
from exporters.ooxml.workbook import Validation
from knowledge.disclosure import CellValue
from segq.intake.evidence import ColumnReading, Role
from segq.intake.grid import MAX_COLUMNS, Grid, a1, cell_text
from segq.intake.headers import Hint, leading_hint
from segq.intake.rows import QuestionRow
from segq.intake.wording import is_placeholder, is_yes_no, listed_options

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


@dataclass(frozen=True, slots=True)
class Defaults:
    """Values that stand in a table's slots as prefilled defaults and are no answers."""

    texts: frozenset[str]

    def is_default(self, value: CellValue) -> bool:
        """Whether the value is such a default or asks to be replaced."""
        text = str(value).strip()
        return text in self.texts or is_placeholder(text)


class SlotBuilder:
    """Builds the slots of one table; no address is given out twice in the workbook."""

    def __init__(self, grid: Grid, readings: dict[int, ColumnReading], taken: set[tuple[str, str]]) -> None:
        self._grid = grid
        self._columns = [(col, reading) for col, reading in sorted(readings.items()) if reading.role.is_slot]
        self._below = [(col, replace(r, role=Role.ANSWER)) for col, r in readings.items() if r.role is Role.QUESTION]
        self._readings = readings
        self._taken = taken

    def defaults(self, questions: Sequence[QuestionRow]) -> Defaults:
        """Find the uniform values of the choice columns; a uniform yes or no counts as an answer."""
        places = [
            (q.row, col)
            for q in questions
            for col, reading in self._columns
            if reading.role is Role.ANSWER and self._grid.writable(q.row, col) and self._grid.text(q.row, col)
        ]
        counts = Counter(self._grid.text(*place) for place in places)
        if len(places) < 5:
            return Defaults(frozenset())
        text, count = counts.most_common(1)[0]
        first = any(_is_first_option(self._grid.validation(*place), text) for place in places[:20])
        uniform = count >= (0.6 if first else 0.98) * len(places) and len(text) <= 40
        unticked = all(_is_false(self._grid, *place) for place in places)
        return Defaults(frozenset({text}) if uniform and (unticked or not is_yes_no(text)) else frozenset())

    def slots(self, question: QuestionRow, defaults: Defaults) -> tuple[Slot, ...]:
        """Return the slots of the question, left to right."""
        columns = self._below if question.below else self._columns
        places = [(row, col, reading) for row in question.answer_rows for col, reading in columns]
        slots = []
        for row, col, reading in places:
            if slot := self._at(row, col, reading, defaults):
                slots.append(slot)
        return tuple(slots)

    def _at(self, row: int, col: int, reading: ColumnReading, defaults: Defaults) -> Slot | None:
        """Return the slot at the anchor of the cell, unless it may not be written or is given out already."""
        anchor_row, anchor_col = self._grid.anchor(row, col)
        key = (self._grid.name, a1(anchor_row, col))
        if anchor_col != col or not self._grid.writable(anchor_row, col) or key in self._taken:
            return None
        self._taken.add(key)
        return self._slot(anchor_row, col, reading, defaults)

    def _slot(self, row: int, col: int, reading: ColumnReading, defaults: Defaults) -> Slot:
        rule = self._grid.validation(row, col)
        cell = self._grid.cell(row, col)
        value = cell.value if cell is not None and cell_text(cell) else None
        prefilled = value is not None and defaults.is_default(value)
        return Slot(
            address=CellAddress(self._grid.name, a1(row, col)),
            kind=SlotKind.CHOICE if reading.role is Role.TICK else self._kind(row, col, rule),
            role=_ROLES[reading.role],
            options=_MARK if reading.role is Role.TICK else _options(rule),
            max_chars=_max_chars(rule),
            existing=None if prefilled else value,
            prefilled=value if prefilled else None,
            header=reading.column.header,
        )

    def _kind(self, row: int, col: int, rule: Validation | None) -> SlotKind:
        if rule is not None and rule.kind == "list" and rule.options:
            return SlotKind.CHOICE
        if rule is not None and rule.kind in _KINDS:
            return _KINDS[rule.kind]
        return SlotKind.DATE if self._grid.style(row, col).is_date else SlotKind.TEXT

    def appended(self, question: QuestionRow, col: int) -> tuple[Slot, ...]:
        """Return the answer slot of a column that the file does not have yet."""
        key = (self._grid.name, a1(question.row, col))
        if key in self._taken or not self._grid.writable(question.row, col):
            return ()
        self._taken.add(key)
        options = self._printed_options(question.row)
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

    def _printed_options(self, row: int) -> tuple[Option, ...]:
        """Return the choices that a column such as ``Answer type`` prints in the row."""
        for col, reading in sorted(self._readings.items()):
            if reading.role is Role.REFERENCE or leading_hint(reading.column.header) is Hint.TYPE:
                texts = listed_options(self._grid.text(row, col))
                if texts:
                    return tuple(Option(text, text) for text in texts)
        return ()


def free_column(grid: Grid, readings: dict[int, ColumnReading], questions: Sequence[QuestionRow]) -> int | None:
    """Return the first column right of everything in the table, for answers to be appended."""
    used = [col for q in questions for col in grid.rows.get(q.row, {})] + list(readings)
    col = max(used, default=0) + 1
    while col <= MAX_COLUMNS and grid.hidden_col(col):
        col += 1
    return col if col <= MAX_COLUMNS else None


def _is_first_option(rule: Validation | None, text: str) -> bool:
    options = _options(rule)
    return bool(options) and text in (options[0].text, str(options[0].value))


def _is_false(grid: Grid, row: int, col: int) -> bool:
    """Whether the cell holds the logical value that an unticked check box leaves."""
    cell = grid.cell(row, col)
    return cell is not None and cell.value is False


def _options(rule: Validation | None) -> tuple[Option, ...]:
    return (rule.options or ()) if rule is not None and rule.kind == "list" else ()


def _max_chars(rule: Validation | None) -> int | None:
    """Return the longest text that a text-length rule allows."""
    if rule is None or rule.kind != "textLength":
        return None
    limit = rule.formula2 if rule.operator == "between" else rule.formula1
    if rule.operator not in ("between", "lessThan", "lessThanOrEqual", "equal") or not limit.strip().isdigit():
        return None
    return int(limit) - (rule.operator == "lessThan")
