"""What a person should look at: places that were found on little evidence, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from answers.questionnaire import Doubt, Question
from exporters.ooxml.references import cell_name, column_letters
from segq.intake.drafts import Draft
from segq.intake.evidence import ColumnReading, Role
from segq.intake.grid import Grid

_DOUBTFUL = 0.6
"""Below this confidence a person is asked to look."""


def hidden_doubts(grid: Grid, drafts: Sequence[Draft]) -> list[Doubt]:
    """Return a doubt for hidden rows that were left out, or for a hidden sheet that looks like questions."""
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


def table_doubts(draft: Draft, found: Sequence[Question]) -> list[Doubt]:
    """Return the doubts about a table and its columns, where questions were read from it."""
    if not draft.verdict.accepted or not found:
        return []
    doubts = [doubt for reading in draft.readings.values() for doubt in _column_doubts(draft.grid.name, reading)]
    where = f"{draft.grid.name}!{cell_name(draft.table.first_row, draft.table.columns[0])}"
    doubts += draft.placed.doubts if draft.placed else ()
    return doubts + [Doubt(where, text) for text in draft.verdict.doubts]


def _column_doubts(sheet: str, reading: ColumnReading) -> list[Doubt]:
    place = f"{sheet}!{column_letters(reading.column.col)}"
    doubts = []
    if (reading.role.is_slot or reading.role is Role.QUESTION) and reading.confidence < _DOUBTFUL:
        header = f" “{reading.column.header}”" if reading.column.header else ""
        doubts.append(Doubt(place, f"column{header} was taken as {reading.role} on little evidence"))
    if reading.role.is_slot and any(rule.broken for rule in reading.column.rules):
        doubts.append(Doubt(place, "the list behind this column cannot be read; its cells are taken as text"))
    if reading.role is Role.UNCLEAR:
        header = f" “{reading.column.header}”" if reading.column.header else ""
        doubts.append(Doubt(place, f"column{header} is open, but nothing says that the vendor fills it in; left alone"))
    if reading.role is Role.TICK:
        doubts.append(Doubt(place, f"“{reading.column.header}” is a choice to be marked with an X where it applies"))
    return doubts
