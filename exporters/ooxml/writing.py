"""The write inside the child process: plan, splice, put on disk, read back, report."""

from __future__ import annotations

import os
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from exporters.ooxml.book import Book
from exporters.ooxml.limits import Limits
from exporters.ooxml.preflight import open_workbook
from exporters.ooxml.recalculation import first_dependent, with_recalculation
from exporters.ooxml.references import cell_name
from exporters.ooxml.reread import check_result, count_dropdowns, refuse_withheld
from exporters.ooxml.sheet_content import row_and_col
from exporters.ooxml.splice import splice
from exporters.ooxml.write_plan import Write, WritePlan, plan_writes
from knowledge.errors import InputRejected, PolicyRefused

Json = dict[str, Any]


def write_message(request: Json, limits: Limits) -> Json:
    """Write ``request["temporary"]`` and return what the certificate tells; the parent removes it after an error."""
    book = Book(open_workbook(Path(request["path"]), limits), limits)
    if book.container.signed and not request["allow_signed"]:
        raise PolicyRefused(
            "The workbook is digitally signed, and any change breaks the signature.",
            "Ask for an unsigned copy, or allow it explicitly.",
        )
    plan = plan_writes(book, [_write(one) for one in request["writes"]], request["existing"])
    changed, dependent = _changed_parts(book, plan)
    package = book.container.package
    refuse_withheld(package, changed, request["withheld"])
    _put_on_disk(Path(request["temporary"]), package.rewritten(changed) if changed else package.data)
    reread = check_result(book, Path(request["temporary"]), plan.patches, changed, limits)
    return {
        **_report(book, plan, changed),
        "recalculation": dependent,
        "reread_by": reread.reader,
        "dropdowns_after": reread.dropdowns,
    }


def _write(message: list[Any]) -> Write:
    sheet, cell, kind, value, prefilled = message
    return Write(sheet, cell, date.fromisoformat(value) if kind == "date" else value, prefilled)


def _changed_parts(book: Book, plan: WritePlan) -> tuple[dict[str, bytes], str | None]:
    """Return the new content of each changed member, and a formula that depends on it if there is one."""
    changed: dict[str, bytes] = {}
    package = book.container.package
    for sheet, patches in plan.patches.items():
        content = book.sheet(sheet)
        if content is not None and patches:
            changed[_member_name(book, content.part)] = splice(package.read(content.part), content, patches)
    dependent = first_dependent(book, plan.places()) if changed else None
    if dependent is not None:
        before = package.read(book.container.main)
        after = with_recalculation(before, book.container.main)
        if after != before:
            changed[_member_name(book, book.container.main)] = after
    return changed, dependent


def _member_name(book: Book, part: str) -> str:
    member = book.container.package.find(part)
    return part if member is None else member.name


def _put_on_disk(path: Path, data: bytes) -> None:
    try:
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InputRejected(
            f"The result cannot be written ({error.strerror}).", "Free some space or choose another folder."
        ) from error


def _report(book: Book, plan: WritePlan, changed: dict[str, bytes]) -> Json:
    package = book.container.package
    written = [
        [f"{sheet}!{cell_name(*row_and_col(place))}", content.kind]
        for sheet, patches in plan.patches.items()
        for place, content in patches.items()
    ]
    sheets = (book.sheet(sheet) for sheet in plan.patches)
    return {
        "source_sha256": package.sha256,
        "parts": len(package.members),
        "changed": [
            [name, sha256(package.read(name)).hexdigest(), sha256(after).hexdigest()] for name, after in changed.items()
        ],
        "written": written,
        "left": plan.left,
        "dropdowns": sum(count_dropdowns(sheet) for sheet in sheets if sheet is not None),
    }
