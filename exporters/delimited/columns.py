"""A column appended to a text file: its heading and answers, and an empty field in every other row of full width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exporters.delimited.fields import field_text
from exporters.delimited.plan import FieldPlan, Place, check_writable
from exporters.delimited.table import Table
from exporters.ooxml.cell_xml import content_of
from exporters.ooxml.new_column import NewColumn
from exporters.ooxml.references import column_letters
from knowledge.errors import InputRejected


@dataclass(frozen=True, slots=True)
class FieldColumn:
    """What was made of the wish for a column."""

    col: int
    at: str
    """``Sheet!D``."""
    header: str
    header_rows: tuple[int, ...]
    answers: int
    """Fields that receive an answer."""


def plan_columns(table: Table, plan: FieldPlan, wished: Iterable[NewColumn]) -> list[FieldColumn]:
    """Return the columns to append and put their headings into the plan; those without an answer are left out.

    Raises InputRejected where something stands in the place of a heading.
    """
    planned = []
    for wish in wished:
        answers = sum((row, wish.col) in plan.fields for row in wish.rows)
        if answers:
            header = _unique(wish.header, _headings(table, wish))
            for row in wish.header_rows:
                _plan_heading(table, plan, (row, wish.col), header)
            at = f"{table.sheet}!{column_letters(wish.col)}"
            planned.append(FieldColumn(wish.col, at, header, wish.header_rows, answers))
    return planned


def _headings(table: Table, wish: NewColumn) -> list[str]:
    return [text for row in wish.header_rows if row <= table.rows for text in table.values(row)]


def _unique(header: str, taken: Sequence[str]) -> str:
    """Return the heading, numbered where another column has it: programs read columns by their names."""
    used = {" ".join(text.split()).lower() for text in taken}
    numbered = (f"{header} {number}" for number in range(2, len(used) + 3))
    return header if header.lower() not in used else next(one for one in numbered if one.lower() not in used)


def _plan_heading(table: Table, plan: FieldPlan, place: Place, header: str) -> None:
    row, col = place
    address = table.address(row, col)
    values = table.values(row) if row <= table.rows else []
    if row > table.rows or any(value.strip() for value in values[col - 1 :]):
        raise InputRejected(f"{address}: no column can be appended there.", "Name a free column.")
    text = field_text(content_of(header, address, as_serial=False, date1904=False))
    check_writable(table, text.text, address)
    plan.fields[place] = text


def filled_up(table: Table, fields: dict[Place, str], columns: Sequence[FieldColumn]) -> dict[Place, str]:
    """Return the raw fields with an empty one for each row that ends just before an appended column."""
    empty = {
        (row, column.col): ""
        for column in columns
        for row in range(1, table.rows + 1)
        if len(table.spans(row)) == column.col - 1 and table.raw(row) != [""]
    }
    return {**empty, **fields}
