"""The write inside the child process: plan, splice, put on disk, read back, report."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from exporters.ooxml.appending import column_of, plan_columns
from exporters.ooxml.book import Book
from exporters.ooxml.changed_parts import Changes, changed_parts
from exporters.ooxml.limits import Limits
from exporters.ooxml.new_column import AppendedColumn
from exporters.ooxml.note_parts import noted_parts
from exporters.ooxml.note_plan import NotePlan, plan_notes, wish_of
from exporters.ooxml.preflight import open_workbook
from exporters.ooxml.references import cell_name
from exporters.ooxml.reread import Planned, check_result, count_dropdowns, refuse_withheld
from exporters.ooxml.sheet_content import place_of, row_and_col
from exporters.ooxml.write_plan import WritePlan, plan_writes
from exporters.write_request import put_on_disk, refuse_signed, remarks, repacked, requested_write

Json = dict[str, Any]


def write_message(request: Json, limits: Limits) -> Json:
    """Write ``request["temporary"]`` and return what the certificate tells; the parent removes it after an error."""
    password = request.get("password")
    book = Book(open_workbook(Path(request["path"]), limits, password), limits)
    refuse_signed(book.container, "workbook", allowed=request["allow_signed"])
    wished = [wish_of(one) for one in request.get("notes", ())]
    writes = [requested_write(one) for one in request["writes"]]
    new_columns = [column_of(one) for one in request.get("columns", ())]
    writes, notes = plan_notes(book, writes, wished, request["existing"], new_columns)
    plan = plan_writes(book, writes, request["existing"])
    notes.settle(plan)
    columns = plan_columns(book, plan, new_columns)
    changes = changed_parts(book, plan, columns)
    changed = changes.parts
    changed |= noted_parts(book, notes.homes.values(), notes.placed, changed)
    package = book.container.package
    refuse_withheld(package, changed, request["withheld"])
    plain = bool(request.get("plain"))
    put_on_disk(Path(request["temporary"]), repacked(book.container, changed, None if plain else password))
    planned = Planned(plan.patches, changed, columns, notes.placed)
    reread = check_result(book, Path(request["temporary"]), planned, limits, password)
    return {
        **_report(book, plan, changed, columns),
        **_heights(changes),
        **_notes(notes),
        "recalculation": changes.dependent,
        "reread_by": reread.reader,
        "dropdowns_after": reread.dropdowns,
        "encrypted": book.container.encrypted and not plain,
        "remarks": remarks(book.container, changed, plain=plain),
    }


def _heights(changes: Changes) -> Json:
    heights = changes.heights.items()
    return {
        "rows_raised": [f"{sheet}!{row}" for sheet, found in heights for row in found.raised],
        "rows_fixed": [f"{sheet}!{row}" for sheet, found in heights for row in found.fixed],
    }


def _notes(notes: NotePlan) -> Json:
    placed = ((sheet, place) for sheet, texts in notes.placed.items() for place in sorted(texts))
    return {
        "notes": [f"{sheet}!{cell_name(*row_and_col(place))}" for sheet, place in placed],
        "notes_refused": [[address, why] for _, address, why in notes.refused],
        "notes_kept": sum(len(notes.homes[sheet].noted) for sheet in notes.placed),
    }


def _report(book: Book, plan: WritePlan, changed: dict[str, bytes], columns: Sequence[AppendedColumn]) -> Json:
    package = book.container.package
    headings = {(column.sheet, place_of(row, column.col)) for column in columns for row in column.header_rows}
    written = [
        [f"{sheet}!{cell_name(*row_and_col(place))}", content.kind]
        for sheet, patches in plan.patches.items()
        for place, content in patches.items()
        if (sheet, place) not in headings
    ]
    sheets = (book.sheet(sheet) for sheet in plan.patches)
    return {
        "source_sha256": book.container.sha256,
        "parts": len(package.members),
        "changed": [
            [name, sha256(package.read(name)).hexdigest(), sha256(after).hexdigest()]
            for name, after in changed.items()
            if package.find(name) is not None
        ],
        "added": [[name, sha256(data).hexdigest()] for name, data in changed.items() if package.find(name) is None],
        "written": written,
        "columns": [[column.at, column.header, column.answers, column.table or ""] for column in columns],
        "left": plan.left,
        "dropdowns": sum(count_dropdowns(sheet) for sheet in sheets if sheet is not None),
    }
