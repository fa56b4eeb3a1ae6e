"""The write inside the child process: plan, splice, put on disk, read back, report."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from exporters.delimited.columns import FieldColumn, filled_up, plan_columns
from exporters.delimited.comparing import differences
from exporters.delimited.plan import FieldPlan, plan_fields, raw_fields
from exporters.delimited.scan import remarks
from exporters.delimited.splice import spliced
from exporters.delimited.table import Table, open_table, table_of
from exporters.ooxml.appending import column_of
from exporters.ooxml.limits import Limits
from exporters.ooxml.preflight import read_file
from exporters.ooxml.reread import MIN_WITHHELD, normalised
from exporters.write_request import put_on_disk, requested_write
from knowledge.errors import InputRejected, PolicyRefused

Json = dict[str, Any]

_REPORT = "This is a fault of segq: nothing was written. Please report it with the file's kind of content."
_FIELD_SIZE = 16 * 1024 * 1024


def write_delimited(request: Json, limits: Limits) -> Json:
    """Write ``request["temporary"]`` and return what the certificate tells; the parent removes it after an error."""
    table = open_table(Path(request["path"]), request["name"], limits)
    plan = plan_fields(table, [requested_write(one) for one in request["writes"]], request["existing"])
    columns = plan_columns(table, plan, [column_of(one) for one in request.get("columns", ())])
    written = spliced(table, filled_up(table, raw_fields(table, plan), columns))
    result = table_of(written, request["name"], table.form, limits)
    _refuse_withheld(table, result, request["withheld"])
    temporary = Path(request["temporary"])
    put_on_disk(temporary, written)
    _check_result(table, table_of(read_file(temporary, limits), request["name"], table.form, limits), plan)
    return _report(table, result, plan, columns)


def _refuse_withheld(before: Table, after: Table, withheld: Sequence[str]) -> None:
    """Raise PolicyRefused where the result shows a withheld text more often than the original; never tells it."""
    wanted = [text for text in map(normalised, withheld) if len(text) >= MIN_WITHHELD]
    if not wanted:
        return
    pairs = list(zip(_readings(before), _readings(after), strict=True))
    if any(new.count(text) > old.count(text) for text in wanted for old, new in pairs):
        raise PolicyRefused(
            "The file would hold a text that is withheld from this recipient; nothing was written.",
            "Remove it from the answers, or record the NDA that allows it.",
        )


def _readings(table: Table) -> tuple[str, str]:
    """Return the text twice: as it is written, and as its fields say it."""
    values = (value for row in range(1, table.rows + 1) for value in table.values(row))
    return normalised(table.text), normalised("\n".join(values))


def _check_result(before: Table, after: Table, plan: FieldPlan) -> None:
    """Raise InputRejected where anything but the planned fields differs, in value or in one byte."""
    found = differences(before, after)
    if found.others_total:
        raise _broken(found.others[0])
    if found.cells_total != len(plan.fields):
        raise _broken(f"{found.cells_total} fields changed instead of {len(plan.fields)}")
    for (row, col), text in plan.fields.items():
        values = after.values(row)
        if col > len(values) or values[col - 1] != text.text:
            raise _broken(f"{after.address(row, col)} reads back as another value")
    if _agrees(before) and not _agrees(after):
        raise _broken("Python's csv module reads other values")


def _broken(what: str) -> InputRejected:
    return InputRejected(f"The written copy failed its check: {what}.", _REPORT)


def _agrees(table: Table) -> bool:
    """Whether Python's csv module reads the same values, given the delimiter and quotes."""
    dialect = table.form.dialect
    csv.field_size_limit(_FIELD_SIZE)
    try:
        reader = csv.reader(
            io.StringIO(table.text[dialect.body :], newline=""),
            delimiter=dialect.delimiter,
            quotechar=dialect.quote or None,
            quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
            escapechar=dialect.escape or None,
            skipinitialspace=dialect.spaced,
        )
        rows = [row or [""] for row in reader]
    except csv.Error:
        return False
    return len(rows) == table.rows and all(_same(table, number, row) for number, row in enumerate(rows, 1))


def _same(table: Table, number: int, row: list[str]) -> bool:
    own = table.values(number)
    return own == row or (table.form.dialect.spaced and [value.lstrip(" ") for value in own] == row)


def _report(table: Table, result: Table, plan: FieldPlan, columns: Sequence[FieldColumn]) -> Json:
    changed = result.data != table.data
    both = "segq's reader and Python's csv module"
    headings = {(row, column.col) for column in columns for row in column.header_rows}
    name = f"{table.sheet}{table.ending}"
    return {
        "source_sha256": table.sha256,
        "parts": 1,
        "changed": [[name, table.sha256, result.sha256]] if changed else [],
        "written": [[table.address(*at), text.kind] for at, text in plan.fields.items() if at not in headings],
        "columns": [[column.at, column.header, column.answers, ""] for column in columns],
        "left": plan.left,
        "dropdowns": 0,
        "dropdowns_after": 0,
        "recalculation": None,
        "reread_by": both if _agrees(result) else "segq's reader",
        "remarks": [*remarks(table), *_written_remarks(table, result, plan)],
    }


def _written_remarks(table: Table, result: Table, plan: FieldPlan) -> list[str]:
    told = [
        f"{table.address(*place)}: starts like a formula, so an apostrophe was put in front of it"
        for place, text in plan.fields.items()
        if text.neutralised
    ]
    if short := len({row for row, col in plan.fields if col > len(table.spans(row))}):
        told.append(f"{table.sheet}: rows that were too short for their answers and got delimiters: {short}")
    plain = table.form.encoding.codec == "utf-8" and not table.form.encoding.mark and table.text.isascii()
    if plain and not result.text.isascii():
        told.append(f"{table.sheet}: held plain ASCII letters only; the answers' other letters are written as UTF-8")
    return told
