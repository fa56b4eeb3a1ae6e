"""The layout of a file as segq found it, written as a profile that a person can read and correct."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from answers.questionnaire import CellAddress, Option, Slot, SlotKind
from exporters.ooxml.references import cell_name, column_letters
from knowledge.disclosure import CellValue
from segq.intake.evidence import ColumnReading, Role
from segq.intake.profiles import id_shape, word_triples
from segq.intake.reading import Reading, SheetReading, TableReading

WORDS_KEPT = 48
"""Hashes of word triples that a profile keeps; enough to tell a reworded version from another questionnaire."""
_HEAD = """\
# Layout profile: how segq reads this questionnaire. docs/layout-profiles.md explains every key.
# Correct what is wrong and use it with --profile, or keep it in the profiles folder, where it is found by itself.
"""
_ROLES = "# roles: question answer comment evidence ownership other tick id section guidance analyst reference"
_OFFERED = 3
"""Tables of a sheet that are shown as comments."""
_UNREAD = "  # Tables that were found and not read; take the # away from what is to be read."


def profile_text(reading: Reading) -> str:
    """Return the YAML of the layout; read back, it gives the same questions and slots."""
    return "\n".join(_lines(reading)) + "\n"


def _lines(reading: Reading) -> Iterator[str]:
    shown = [sheet for sheet in reading.sheets if not sheet.note.startswith("hidden")]
    asking = {q.address.sheet for q in reading.questionnaire.questions if isinstance(q.address, CellAddress)}
    read = [sheet for sheet in shown if sheet.name in asking or any(map(_is_read, sheet.tables))]
    slots = _slots_by_cell(reading)
    yield f"{_HEAD}{_ROLES}"
    yield "profile: 1"
    yield f"made_from: {_quoted(reading.questionnaire.name)}"
    yield "sheets:"
    for sheet in read:
        yield from _sheet_lines(sheet, list(filter(_is_read, sheet.tables)), slots)
    yield from _unread_lines(shown, read)
    ignored = [sheet for sheet in shown if sheet not in read]
    yield "# Sheets that are not looked at; a sheet that stands nowhere here is read without the profile."
    yield "ignore:" if ignored else "ignore: []"
    yield from (f"  - {_quoted(sheet.name)}" for sheet in ignored)
    yield "# How the questions are worded, as hashes. Without it only a file of the very same structure is matched."
    yield f'wording: "{wording(question.text for question in reading.questionnaire.questions)}"'


def _is_read(table: TableReading) -> bool:
    return table.verdict.accepted and bool(table.rows)


def _unread_lines(shown: Sequence[SheetReading], read: Sequence[SheetReading]) -> Iterator[str]:
    """Offer the tables of a file in which no question was found, as comments to start from."""
    offered = [] if read else [sheet for sheet in shown if any(_may_be_read(table) for table in sheet.tables)]
    if offered:
        yield _UNREAD
    for sheet in offered:
        tables = [table for table in sheet.tables if _may_be_read(table)][:_OFFERED]
        yield from (f"# {line}" for line in _sheet_lines(sheet, tables, {}))


def _may_be_read(table: TableReading) -> bool:
    return len(table.rows) > 1 and any(reading.role is Role.QUESTION for reading in table.columns)


def _sheet_lines(sheet: SheetReading, tables: Sequence[TableReading], slots: dict[str, Slot]) -> Iterator[str]:
    yield f"  - sheet: {_quoted(sheet.name)}"
    yield "    blocks: true  # also read what the sheet asks about the respondent beside its tables"
    yield "    tables:" if tables else "    tables: []"
    for table in tables:
        yield from _table_lines(table, slots)


def _table_lines(table: TableReading, slots: dict[str, Slot]) -> Iterator[str]:
    area = table.area
    where = f"{cell_name(area.first_row, area.first_col)}:{cell_name(area.last_row, area.last_col)}"
    passed = f"; no questions in rows {_spans(table.passed)}" if table.passed else ""
    yield f"      # {where}: {table.questions} questions{passed}"
    keys = list(_keys(table))
    yield f"      - {keys[0]}"
    yield from (f"        {key}" for key in keys[1:])
    if not _by_cell(table):
        yield "        columns:"
    for reading in () if _by_cell(table) else table.columns:
        if reading.column.header or reading.role is not Role.REFERENCE:
            yield f"          {_column(reading, table, slots)}"
    yield '        skip: []  # rows that are no questions: ["The text of a row", "Its beginning*", 17]'
    if not _by_cell(table):
        yield "        ask: []   # rows that are questions though they were passed over, named likewise"


def _keys(table: TableReading) -> Iterator[str]:
    if table.header_rows and not _by_cell(table):
        yield f"header_row: {table.header_rows[0]}"
    yield "last_row: end"
    if _by_cell(table):
        yield "answers: cells  # a form without columns: places are found beside or below each question"
    elif any(row.below for row in table.rows):
        yield "answers: below"
    elif table.verdict.append or not any(reading.role.is_slot for reading in table.columns):
        yield "answers: appended"
    shapes = Counter(shape for row in table.rows if row.id and (shape := id_shape(row.id)))
    if shapes:
        yield f"id_shape: {_quoted(shapes.most_common(1)[0][0])}"


def _by_cell(table: TableReading) -> bool:
    return any(row.places for row in table.rows)


def _column(reading: ColumnReading, table: TableReading, slots: dict[str, Slot]) -> str:
    column = reading.column
    parts = [f"role: {reading.role}"]
    if column.header:
        parts.append(f"header: {_quoted(' '.join(column.header.split()))}")
    stated = _stated_options(reading, table, slots)
    if stated:
        parts.append(f"options: [{', '.join(map(_value, stated))}]")
    listed = column.option_texts if reading.role.is_slot else []
    comment = f"  # list: {_quoted(' / '.join(listed[:6]))}" if listed else ""
    return f"{column_letters(column.col)}: {{{', '.join(parts)}}}{comment}"


def _stated_options(reading: ColumnReading, table: TableReading, slots: dict[str, Slot]) -> tuple[CellValue, ...]:
    """Return the choices of a column that no list of the file offers, where all its places have the same."""
    if reading.column.rules or reading.role is Role.TICK or not reading.role.is_slot:
        return ()
    cells = [cell_name(row, reading.column.col) for asked in table.rows for row in asked.answer_rows]
    places = [slot for cell in cells if (slot := slots.get(f"{table.sheet}!{cell}"))]
    offered: set[tuple[Option, ...]] = {slot.options for slot in places}
    if len(offered) != 1 or any(slot.kind is not SlotKind.CHOICE or slot.appended for slot in places):
        return ()
    return tuple(option.value for option in offered.pop() if isinstance(option.value, str | int | float))


def _slots_by_cell(reading: Reading) -> dict[str, Slot]:
    return {
        str(slot.address): slot
        for question in reading.questionnaire.questions
        for slot in question.slots
        if isinstance(slot.address, CellAddress)
    }


def wording(texts: Iterable[str]) -> str:
    """Return the sample of hashed word triples that a profile keeps of its questions: the smallest hashes."""
    return " ".join(f"{word:08x}" for word in sorted(word_triples(texts))[:WORDS_KEPT])


def _spans(rows: Sequence[int]) -> str:
    """Return ``5, 12-14`` for the rows 5, 12, 13 and 14, the first spans only."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    shown = ", ".join(f"{a}-{b}" if a != b else str(a) for a, b in spans[:12])
    return f"{shown}, …" if len(spans) > 12 else shown


def _value(value: CellValue) -> str:
    return _quoted(value) if isinstance(value, str) else json.dumps(value)


def _quoted(text: str) -> str:
    """Return the text as a double-quoted YAML scalar on one line (YAML 1.2, 5.7 and 7.3.1)."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escaped(char) for char in quoted)


def _escaped(char: str) -> str:
    return f"\\U{ord(char):08x}" if ord(char) > 0xFFFF else f"\\u{ord(char):04x}"
