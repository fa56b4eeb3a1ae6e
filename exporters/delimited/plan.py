"""Which texts go into which fields: every rule that a write must keep, checked before a byte changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from exporters.delimited.encodings import SAVE_AS_UTF8
from exporters.delimited.fields import FieldText, field_text
from exporters.delimited.table import Table
from exporters.ooxml.cell_xml import content_of
from exporters.ooxml.references import parse_cell
from exporters.ooxml.write_plan import REFUSE, REPLACE, Write
from knowledge.errors import InputRejected, PolicyRefused

Place = tuple[int, int]
"""Row and column, from 1."""


@dataclass(slots=True)
class FieldPlan:
    """What will be written, by place, and what stays with its reason."""

    fields: dict[Place, FieldText] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)


def plan_fields(table: Table, writes: Iterable[Write], existing: str) -> FieldPlan:
    """Return what to write; raises InputRejected or PolicyRefused naming the first field that breaks a rule."""
    plan = FieldPlan()
    seen: set[Place] = set()
    for write in writes:
        row, col = _place(table, write)
        address = table.address(row, col)
        if (row, col) in seen:
            raise InputRejected(f"{address} is given twice.", "Give one value a cell.")
        seen.add((row, col))
        _plan_one(plan, table, write, (row, col), existing)
    return plan


def _place(table: Table, write: Write) -> Place:
    if write.sheet.lower() != table.sheet.lower():
        raise InputRejected(f"There is no worksheet {write.sheet!r}.", f"A text file has one, named {table.sheet!r}.")
    at = parse_cell(write.cell)
    if at is None or "$" in write.cell:
        raise InputRejected(f"{table.sheet}!{write.cell} is no cell.", "Write it like B7.")
    if at[0] > table.rows:
        raise InputRejected(f"{table.address(*at)} lies below the last row, {table.rows}.", "No rows are added.")
    return at


def _plan_one(plan: FieldPlan, table: Table, write: Write, place: Place, existing: str) -> None:
    address = table.address(*place)
    written = field_text(content_of(write.value, address, as_serial=False, date1904=False))
    standing = _standing(table, place)
    if standing and standing in (written.text, str(write.value)):
        plan.left.append((address, "already holds that value"))
    elif standing.strip() and not write.prefilled and existing != REPLACE:
        if existing == REFUSE:
            raise PolicyRefused(f"{address} already holds an answer.", "Use --existing keep or --existing replace.")
        plan.left.append((address, "already answered"))
    else:
        check_writable(table, written.text, address)
        plan.fields[place] = written


def _standing(table: Table, place: Place) -> str:
    values = table.values(place[0])
    return values[place[1] - 1] if place[1] <= len(values) else ""


def check_writable(table: Table, text: str, address: str) -> None:
    """Raise for a character that the file's encoding lacks, and for a text that its dialect cannot hold."""
    encoding, dialect = table.form.encoding, table.form.dialect
    try:
        text.encode(encoding.codec)
    except UnicodeEncodeError as error:
        letter = text[error.start]
        raise InputRejected(
            f"{address}: {letter!r} (U+{ord(letter):04X}) does not exist in the file's encoding, {encoding.name}.",
            SAVE_AS_UTF8,
        ) from error
    if "\x00" in text:
        raise InputRejected(f"{address}: the text holds a zero character.", "Remove it.")
    if dialect.written(text, quoted=False) is None:
        raise InputRejected(
            f"{address}: the text has a line break or a {dialect.name}, and this file has no quotes to hold it.",
            "Save the file as .xlsx or as CSV with quotes, or shorten the answer to one line.",
        )


def quotes_everything(table: Table, texts_only: bool = False) -> bool:
    """Whether the file quotes all of its fields that say something, or all but its numbers."""
    most = 20_000
    spans = zip(table.starts[:most], table.ends[:most], strict=True)
    raws = [raw for start, end in spans if (raw := table.text[start:end].strip())]
    bare = [raw for raw in raws if not table.form.dialect.is_quoted(raw)]
    if texts_only:
        bare = [raw for raw in bare if not _is_number(raw)]
    return len(raws) > len(bare) == 0


def _is_number(raw: str) -> bool:
    try:
        float(raw)
    except ValueError:
        return False
    return True


def raw_fields(table: Table, plan: FieldPlan) -> dict[Place, str]:
    """Return the planned texts as they will stand in the file, quoted as the file quotes."""
    everything, texts = quotes_everything(table), quotes_everything(table, texts_only=True)
    return {
        place: _raw(table, place, text, quoted=everything or (texts and text.kind == "text"))
        for place, text in plan.fields.items()
    }


def _raw(table: Table, place: Place, text: FieldText, *, quoted: bool) -> str:
    before = table.raw(place[0])
    was_quoted = place[1] <= len(before) and table.form.dialect.is_quoted(before[place[1] - 1])
    return table.form.dialect.written(text.text, quoted=quoted or was_quoted) or ""
