"""From a scanned workbook to its questions: the one entry point of layout recognition, :func:`read_workbook`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.questionnaire import (
    CellAddress,
    Doubt,
    Question,
    QuestionKind,
    Questionnaire,
    Slot,
    SlotKind,
    SlotRole,
)
from exporters.ooxml.workbook import CellRange, Workbook
from segq.intake.below import answered_below
from segq.intake.columns import content_rows, profile
from segq.intake.evidence import ColumnReading, Role
from segq.intake.followups import linked
from segq.intake.grid import Grid, a1, column_letters
from segq.intake.language import detect, dominant
from segq.intake.roles import assign
from segq.intake.rows import QuestionRow, question_rows, rows_answered_below
from segq.intake.slots import SlotBuilder, free_column
from segq.intake.tables import Table, find_tables
from segq.intake.verdicts import Verdict, judge
from segq.intake.wording import options_are_yes_no

_SAYS_QUESTIONNAIRE = re.compile(
    r"questionn?aire|questionário|questionario|cuestionario|fragebogen|vragenlijst"
    r"|self[- ]?assess|assessment|due[- ]diligence"
    r"|évaluation|evaluación|avaliação|valutazione|selbstauskunft|formulaire|问卷|調査票|質問票|チェックシート|调查表|checklist",
    re.IGNORECASE,
)

_DOUBTFUL = 0.6
"""Below this confidence a person is asked to look."""


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table as understood, with the evidence behind every column."""

    sheet: str
    area: CellRange
    header_rows: tuple[int, ...]
    columns: tuple[ColumnReading, ...]
    verdict: Verdict
    questions: int


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A sheet with its tables, or why nothing was read from it."""

    name: str
    tables: tuple[TableReading, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a workbook: the questionnaire, and the evidence for a person to check."""

    questionnaire: Questionnaire
    sheets: tuple[SheetReading, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A table before the workbook as a whole has been judged."""

    grid: Grid
    table: Table
    readings: dict[int, ColumnReading]
    rows: list[QuestionRow]
    verdict: Verdict


def read_workbook(workbook: Workbook, name: str) -> Reading:
    """Return the questions, slots and doubts of a scanned workbook; never raises on odd content."""
    drafts: dict[str, list[_Draft]] = {}
    doubts: list[Doubt] = []
    for sheet in workbook.sheets:
        grid = Grid(workbook, sheet)
        drafts[sheet.name] = _drafts(grid)
        doubts += _hidden_doubts(grid, drafts[sheet.name])
    drafts = _judged_together(drafts, _presents_itself(workbook, name))
    taken: set[tuple[str, str]] = set()
    questions: list[Question] = []
    sheets: list[SheetReading] = []
    for sheet in workbook.sheets:
        tables = []
        for draft in drafts[sheet.name] if sheet.state == "visible" else []:
            found = _questions(draft, taken)
            questions += found
            doubts += _table_doubts(draft, found)
            tables.append(_table_reading(draft, len(found)))
        sheets.append(SheetReading(sheet.name, tuple(tables), _note(sheet.state, tables)))
    return Reading(Questionnaire(name, workbook.sha256, tuple(questions), tuple(doubts)), tuple(sheets))


def _drafts(grid: Grid) -> list[_Draft]:
    tables = find_tables(grid) if grid.row_numbers else []
    drafts = [_draft(grid, table) for table in tables]
    if not any(draft.verdict.accepted and not draft.verdict.append for draft in drafts):
        return _form(grid) or drafts
    return drafts


def _form(grid: Grid) -> list[_Draft]:
    """Read the sheet as a form with an answer row below each question, if it is one."""
    form = answered_below(grid) if grid.row_numbers else None
    if form is None:
        return []
    table, readings, rows = form
    found = rows_answered_below(grid, table.columns[0], rows)
    doubt = "each answer goes into the empty row below its question"
    verdict = Verdict(True, "questions with an empty row below each", 0.6, asks=True, doubts=(doubt,))
    return [_Draft(grid, table, readings, found, verdict)]


def _draft(grid: Grid, table: Table) -> _Draft:
    """Read the table twice: roles over all rows find the questions, roles over those alone are sharper."""
    rows = content_rows(grid, table)
    readings = first = assign(profile(grid, table, rows))
    found = question_rows(grid, table, readings, rows)
    if 2 <= len(found) < len(rows):
        asked = [question.row for question in found]
        others = sorted(set(rows) - set(asked))
        readings = assign(profile(grid, table, asked, others))
        found = question_rows(grid, table, readings, rows)
    overall = next((r.column for r in first.values() if r.role is Role.QUESTION), None)
    return _Draft(grid, table, readings, found, judge(grid, table, readings, found, overall))


def _presents_itself(workbook: Workbook, name: str) -> bool:
    """Whether the name of the file, a sheet or a short text near a sheet's top says that this is to be answered."""
    if _SAYS_QUESTIONNAIRE.search(name) or any(_SAYS_QUESTIONNAIRE.search(sheet.name) for sheet in workbook.sheets):
        return True
    tops = (
        cell.value
        for sheet in workbook.sheets
        for (row, col), cell in sheet.cells.items()
        if row <= 12 and col <= 12 and isinstance(cell.value, str) and len(cell.value) <= 200
    )
    return any(_SAYS_QUESTIONNAIRE.search(text) for text in tops)


def _judged_together(drafts: dict[str, list[_Draft]], presented: bool) -> dict[str, list[_Draft]]:
    """Append answer columns only in a workbook that has no place to answer at all."""
    shown = [draft for of_sheet in drafts.values() for draft in of_sheet if draft.grid.visible]
    answered = any(draft.verdict.accepted and not draft.verdict.append for draft in shown)

    def settle(draft: _Draft) -> _Draft:
        verdict = draft.verdict
        if not verdict.append:
            return draft
        if answered:
            reason = "no place to answer, while other tables of the file have one"
            return replace(draft, verdict=replace(verdict, accepted=False, append=False, reason=reason))
        accepted = verdict.accepted or presented
        return replace(draft, verdict=replace(verdict, accepted=accepted, append=accepted))

    return {name: [settle(draft) for draft in of_sheet] for name, of_sheet in drafts.items()}


def _questions(draft: _Draft, taken: set[tuple[str, str]]) -> list[Question]:
    if not draft.verdict.accepted:
        return []
    builder = SlotBuilder(draft.grid, draft.readings, taken)
    defaults = builder.defaults(draft.rows)
    free = free_column(draft.grid, draft.readings, draft.rows) if draft.verdict.append else None
    language = dominant(row.text for row in draft.rows[:100])
    questions = []
    for row in draft.rows:
        slots = builder.slots(row, defaults)
        if draft.verdict.append and free is not None:
            slots += builder.appended(row, free)
        if slots:
            questions.append(_built(draft, row, slots, language))
    return list(linked(questions))


def _built(draft: _Draft, row: QuestionRow, slots: tuple[Slot, ...], language: str) -> Question:
    return Question(
        address=CellAddress(draft.grid.name, a1(row.row, row.col)),
        text=row.text,
        id=row.id,
        section=row.section or draft.grid.name,
        guidance=row.guidance,
        kind=_kind(slots),
        language=detect(row.text, default=language),
        slots=slots,
    )


def _kind(slots: Sequence[Slot]) -> QuestionKind:
    main = next((slot for slot in slots if slot.role is SlotRole.ANSWER), None)
    if main is None:
        return QuestionKind.DESCRIBE
    if main.options and options_are_yes_no([option.text for option in main.options]):
        return QuestionKind.YES_NO
    return QuestionKind.VALUE if main.kind in (SlotKind.NUMBER, SlotKind.DATE) else QuestionKind.DESCRIBE


def _hidden_doubts(grid: Grid, drafts: Sequence[_Draft]) -> list[Doubt]:
    if grid.visible:
        rows = sum(1 for row in grid.row_numbers if grid.hidden_row(row))
        return (
            [Doubt(grid.name, f"{rows} hidden rows were left out")]
            if rows and any(d.verdict.accepted for d in drafts)
            else []
        )
    asking = sum(len(draft.rows) for draft in drafts if draft.verdict.asks)
    return (
        [Doubt(grid.name, f"the hidden sheet holds {asking} texts that look like questions; left out")]
        if asking
        else []
    )


def _table_doubts(draft: _Draft, found: Sequence[Question]) -> list[Doubt]:
    if not draft.verdict.accepted or not found:
        return []
    doubts = [doubt for reading in draft.readings.values() for doubt in _column_doubts(draft.grid.name, reading)]
    where = f"{draft.grid.name}!{a1(draft.table.first_row, draft.table.columns[0])}"
    return doubts + [Doubt(where, text) for text in draft.verdict.doubts]


def _column_doubts(sheet: str, reading: ColumnReading) -> list[Doubt]:
    place = f"{sheet}!{column_letters(reading.column.col)}"
    doubts = []
    if (reading.role.is_slot or reading.role is Role.QUESTION) and reading.confidence < _DOUBTFUL:
        header = f" “{reading.column.header}”" if reading.column.header else ""
        doubts.append(Doubt(place, f"column{header} was taken as {reading.role} on little evidence"))
    if reading.role.is_slot and any(rule.broken for rule in reading.column.rules):
        doubts.append(Doubt(place, "the list behind this column cannot be read; its cells are taken as text"))
    if reading.role is Role.TICK:
        doubts.append(Doubt(place, f"“{reading.column.header}” is a choice to be marked with an X where it applies"))
    return doubts


def _table_reading(draft: _Draft, questions: int) -> TableReading:
    columns = tuple(draft.readings[col] for col in sorted(draft.readings))
    area = CellRange(draft.table.first_row, draft.table.columns[0], draft.table.last_row, draft.table.columns[-1])
    return TableReading(draft.grid.name, area, draft.table.header_rows, columns, draft.verdict, questions)


def _note(state: str, tables: Sequence[TableReading]) -> str:
    if state != "visible":
        return "hidden: not read"
    if not tables:
        return "no table with a header or a column of questions"
    return ""
