"""The tables of a sheet before the workbook as a whole has been judged: found by evidence, or given by a profile."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exporters.ooxml.workbook import Workbook
from knowledge.errors import InputRejected
from segq.intake.below import answered_below
from segq.intake.columns import content_rows, profile
from segq.intake.evidence import Clue, ColumnReading, Role
from segq.intake.forms import cards, pairs
from segq.intake.grid import Grid
from segq.intake.profile_fit import PlacedTable, placed_tables
from segq.intake.profiles import SheetLayout, TableLayout, named_by
from segq.intake.roles import assign
from segq.intake.rows import QuestionRow, question_rows, rows_answered_below
from segq.intake.tables import Table, find_tables
from segq.intake.verdicts import Verdict, judge

_SAYS_QUESTIONNAIRE = re.compile(
    r"questionn?aire|questionário|questionario|cuestionario|fragebogen|vragenlijst"
    r"|self[- ]?assess|assessment|due[- ]diligence"
    r"|évaluation|evaluación|avaliação|valutazione|selbstauskunft|formulaire|问卷|調査票|質問票|チェックシート|调查表|checklist",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A table before the workbook as a whole has been judged."""

    grid: Grid
    table: Table
    readings: dict[int, ColumnReading]
    rows: list[QuestionRow]
    verdict: Verdict
    placed: PlacedTable | None = None
    """Set where a layout profile says what is what; such a table is not judged."""


def found_drafts(grid: Grid) -> list[Draft]:
    """Return the tables that layout recognition finds on the sheet."""
    tables = find_tables(grid) if grid.row_numbers else []
    drafts = [_draft(grid, table) for table in tables]
    if carded := cards(grid) if grid.row_numbers else []:
        return [
            _cells_draft(grid, carded, Verdict(True, "questions with a row named “Answer” below each", 0.8, asks=True))
        ]
    if not any(draft.verdict.accepted and not draft.verdict.append for draft in drafts):
        return _form(grid) or _labels(grid, tables) or drafts
    return drafts


def _labels(grid: Grid, tables: Sequence[Table]) -> list[Draft]:
    """Read the sheet as a form of labels with a blank cell beside each, if it is one."""
    found = pairs(grid, tables) if grid.row_numbers else None
    if found is None:
        return []
    doubt = "labels with an empty cell beside each were taken as questions"
    verdict = Verdict(True, "labels with a cell beside each", 0.6, doubts=(doubt,), alone=not found.made)
    return [_cells_draft(grid, found.questions, verdict)]


def _cells_draft(grid: Grid, rows: list[QuestionRow], verdict: Verdict) -> Draft:
    """Return the draft of a form whose places are given cell by cell."""
    table = Table(rows[0].row, rows[-1].row, tuple(sorted({row.col for row in rows})))
    columns = profile(grid, table, [row.row for row in rows])
    clue = Clue(Role.QUESTION, 2.0, verdict.reason)
    readings = {col: ColumnReading(column, Role.QUESTION, 0.7, (clue,)) for col, column in columns.items()}
    return Draft(grid, table, readings, rows, verdict)


def _form(grid: Grid) -> list[Draft]:
    """Read the sheet as a form with an answer row below each question, if it is one."""
    form = answered_below(grid) if grid.row_numbers else None
    if form is None:
        return []
    table, readings, rows = form
    found = rows_answered_below(grid, table.columns[0], rows)
    doubt = "each answer goes into the empty row below its question"
    verdict = Verdict(True, "questions with an empty row below each", 0.6, asks=True, doubts=(doubt,))
    return [Draft(grid, table, readings, found, verdict)]


def _draft(grid: Grid, table: Table) -> Draft:
    """Read the table twice: roles over all rows find the questions, roles over those alone are sharper."""
    rows = content_rows(grid, table)
    readings = first = assign(profile(grid, table, rows))
    found = question_rows(grid, table, readings, rows)
    if 2 <= len(found) < len(rows):
        asked = [question.row for question in found]
        others = sorted(set(rows) - set(asked))
        readings = assign(profile(grid, table, asked, others))
        if _roles(readings) != _roles(first):
            found = question_rows(grid, table, readings, rows)
    overall = next((r.column for r in first.values() if r.role is Role.QUESTION), None)
    return Draft(grid, table, readings, found, judge(grid, table, readings, found, overall))


def _roles(readings: dict[int, ColumnReading]) -> dict[int, Role]:
    """Return the roles alone, which is all that the rows are judged by."""
    return {col: reading.role for col, reading in readings.items()}


def presents_itself(workbook: Workbook, name: str) -> bool:
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


def judged_together(drafts: dict[str, list[Draft]], presented: bool) -> dict[str, list[Draft]]:
    """Append answer columns only in a workbook that has no place to answer at all."""
    shown = [draft for of_sheet in drafts.values() for draft in of_sheet if draft.grid.visible]
    answered = any(draft.verdict.accepted and not (draft.verdict.append or draft.verdict.alone) for draft in shown)

    def settle(draft: Draft) -> Draft:
        verdict = draft.verdict
        if verdict.alone and answered:
            reason = "labels beside blank cells, while other tables of the file are made for answers"
            return replace(draft, verdict=replace(verdict, accepted=False, reason=reason))
        if not verdict.append or draft.placed is not None:
            return draft
        if answered:
            reason = "no place to answer, while other tables of the file have one"
            return replace(draft, verdict=replace(verdict, accepted=False, append=False, reason=reason))
        accepted = verdict.accepted or presented
        return replace(draft, verdict=replace(verdict, accepted=accepted, append=accepted))

    return {name: [settle(draft) for draft in of_sheet] for name, of_sheet in drafts.items()}


def given_drafts(grid: Grid, layout: SheetLayout, name: str, file: str) -> list[Draft]:
    """Read the tables of a sheet as the layout profile says."""
    if not grid.visible:
        return []
    tables = [_placed_draft(grid, placed, name) for placed in placed_tables(grid, layout, name, file)]
    forms = [table for table in layout.tables if table.cells]
    return [*tables, *(_form_draft(grid, form, name, file) for form in forms[:1])]


def _form_draft(grid: Grid, layout: TableLayout, name: str, file: str) -> Draft:
    """Read a form whose places are given cell by cell, without the rows that the profile skips."""
    found = next((draft for draft in found_drafts(grid) if any(row.places for row in draft.rows)), None)
    if found is None:
        raise InputRejected(
            f"{file}: layout profile {name} does not fit sheet “{grid.name}”: it holds no form of labels any more.",
            f"Correct {name}, or leave the profile away and see `segq inspect {file}`.",
        )
    rows = [row for row in found.rows if not any(_skips(skip, row) for skip in layout.skip)]
    bounds = (layout.first_row or 1, layout.last_row or rows[-1].row if rows else 0)
    rows = [row for row in rows if bounds[0] <= row.row <= bounds[1]]
    placed = PlacedTable(layout, found.table, {}, tuple(row.row for row in rows), frozenset(), ())
    verdict = Verdict(True, f"layout profile {name}", 1.0, asks=True)
    return replace(found, rows=rows, verdict=verdict, placed=placed)


def _skips(name: str | int, row: QuestionRow) -> bool:
    return row.row == name if isinstance(name, int) else named_by(name, row.text)


def _placed_draft(grid: Grid, placed: PlacedTable, name: str) -> Draft:
    clue = f"layout profile {name}"
    readings = {}
    for col, column in profile(grid, placed.table, placed.rows).items():
        layout = placed.columns.get(col)
        role = layout.role if layout else Role.REFERENCE
        readings[col] = ColumnReading(column, role, 1.0, (Clue(role, 1.0, clue),))
    if placed.layout.below:
        col = next(c for c, layout in placed.columns.items() if layout.role is Role.QUESTION)
        rows = rows_answered_below(grid, col, placed.rows)
    else:
        rows = question_rows(grid, placed.table, readings, placed.rows, placed.always)
    verdict = Verdict(True, clue, 1.0, append=placed.layout.append, asks=True)
    return Draft(grid, placed.table, readings, rows, verdict, placed)
