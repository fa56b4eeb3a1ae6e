"""What differs between anybody's pair of files: an original and what came back of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exporters.ooxml.book import Book
from exporters.ooxml.changed_parts import member_name
from exporters.ooxml.comparing_columns import appended_columns, expected_sheet, is_expected_part
from exporters.ooxml.comparing_details import compare_dropdowns, depending
from exporters.ooxml.comparing_notes import note_changes
from exporters.ooxml.limits import MAX_COL, Limits
from exporters.ooxml.new_column import AppendedColumn
from exporters.ooxml.package import Package
from exporters.ooxml.package_comparing import compare_members
from exporters.ooxml.preflight import open_workbook
from exporters.ooxml.sheet_content import Formula, PlainValue, SheetContent, row_and_col
from exporters.ooxml.sheet_rest import rest_of
from exporters.ooxml.splice import inherited_style
from knowledge.errors import InputRejected, SegqError

Json = dict[str, Any]

MAX_LISTED = 1_000
"""Cells and differences that are listed one by one; the totals count all."""
_FIRST = 20
"""Formulas that are named as depending on the changed cells; the total counts all."""
_COUNTED = {
    **dict.fromkeys(("sp", "grpSp", "cxnSp", "graphicFrame", "pic"), "shapes and pictures"),
    "dataValidation": "dropdowns and other validations",
    "cfRule": "conditional format rules",
    "mergeCell": "merged ranges",
    "definedName": "defined names",
    "comment": "notes",
    "hyperlink": "hyperlinks",
    "threadedComment": "threaded comments",
    "control": "form controls",
    "oleObject": "embedded objects",
    "protectedRange": "protected ranges",
    "sparkline": "sparklines",
    "tablePart": "tables",
}
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z]+)[\s/>]")
Found = tuple[int, PlainValue, Formula | None]
"""A cell's style, value and formula."""


@dataclass(slots=True)
class _Differences:
    """What was found so far; lists stop growing at :data:`MAX_LISTED`."""

    cells: list[list[Any]] = field(default_factory=list)
    cells_total: int = 0
    others: list[str] = field(default_factory=list)
    others_total: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    had: Counter[str] = field(default_factory=Counter)
    """How many formulas and calculated values the original's compared sheets hold."""
    columns: list[AppendedColumn] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    """Rows with a new text whose computed height was raised, as ``Sheet!7``."""
    noted: dict[str, bytes] = field(default_factory=dict)
    """Members as added notes alone would leave them."""

    def other(self, text: str) -> None:
        """Note something that is not a slot's value."""
        self.others_total += 1
        if len(self.others) < MAX_LISTED:
            self.others.append(text)

    def cell(self, address: str, before: PlainValue, after: PlainValue) -> None:
        """Note a changed value."""
        self.cells_total += 1
        if len(self.cells) < MAX_LISTED:
            self.cells.append([address, before, after])


def compare_message(original: Path, filled: Path, limits: Limits, password: str | None = None) -> Json:
    """Return the differences as JSON values; raises InputRejected naming the file that cannot be read."""
    before, after = _opened(original, limits, password), _opened(filled, limits, password)
    members = compare_members(before.container.package, after.container.package)
    notes = note_changes(before, after)
    differences = _Differences(noted=notes.expected)
    for name in members["removed"]:
        differences.other(f"{name}: the part is gone")
    for name in members["added"]:
        if notes.expected.get(name) != after.container.package.read(name):
            differences.other(f"{name}: the part is new")
    for text in notes.differing:
        differences.other(text)
    _compare_protection(before, after, members["changed"], differences)
    _compare_sheets(before, after, set(members["changed"]), differences)
    _compare_changed(before, after, set(members["changed"]), differences)
    dropdowns = compare_dropdowns(before, after)
    for text in dropdowns.lost:
        differences.other(text)
    formulas, formulas_total = depending(before, [at for at, *_ in differences.cells], _FIRST)
    return {
        **members,
        "dropdowns": [dropdowns.lists, dropdowns.kept, dropdowns.options],
        "dependents": formulas,
        "dependents_total": formulas_total,
        "sha256": [before.container.sha256, after.container.sha256],
        "cells": differences.cells,
        "cells_total": differences.cells_total,
        "columns": [[column.at, column.header, column.answers] for column in differences.columns],
        "rows_raised": differences.raised,
        "notes": notes.added[:MAX_LISTED],
        "notes_total": len(notes.added),
        "others": differences.others,
        "others_total": differences.others_total,
        "lost": [*_element_losses(before, after), *_value_losses(differences)],
    }


def _opened(path: Path, limits: Limits, password: str | None) -> Book:
    try:
        return Book(open_workbook(path, limits, password), limits)
    except SegqError as error:
        raise InputRejected(f"{path.name}: {error.message}", error.hint) from error


def _compare_protection(before: Book, after: Book, changed: list[str], differences: _Differences) -> None:
    if before.container.encrypted and not after.container.encrypted:
        differences.other("the file: the original is encrypted with a password, the filled one is not")
    if before.container.signed and changed:
        differences.other("the digital signature: it does not cover what changed")


def _compare_changed(before: Book, after: Book, changed: set[str], differences: _Differences) -> None:
    """Note changed parts that are no worksheet, but for what recalculation and appended columns bring."""
    sheets = {entry.part.lower() for book in (before, after) for entry in book.entries}
    for name in sorted(changed):
        if name.lower() in sheets:
            continue
        noted = differences.noted.get(name) == after.container.package.read(name)
        if not noted and not is_expected_part(before, after, name, differences.columns):
            differences.other(f"{name}: the part differs")


def _compare_sheets(before: Book, after: Book, changed: set[str], differences: _Differences) -> None:
    names = [entry.name for entry in after.entries]
    for entry in before.entries:
        if entry.name not in names:
            differences.other(f"{entry.name}: the sheet is gone")
            continue
        twin = after.entries[names.index(entry.name)]
        if entry.state != twin.state:
            differences.other(f"{entry.name}: was {entry.state}, is {twin.state}")
        same_strings = entry.part == twin.part and not changed
        old, new = before.sheet(entry.name), after.sheet(twin.name)
        if not same_strings and old is not None and new is not None:
            columns = appended_columns(old, new)
            differences.columns += columns
            texts = _compare_cells(old, new, differences, {place for one in columns for place in one.looks})
            noted = differences.noted.get(member_name(before, entry.part))
            data = noted or before.container.package.read(entry.part)
            datas = expected_sheet(data, entry.part, columns), after.container.package.read(twin.part)
            _compare_rest(old, new, datas, texts, differences)
    for name in names:
        if before.entry(name) is None:
            differences.other(f"{name}: the sheet is new")


def _compare_rest(
    old: SheetContent, new: SheetContent, datas: tuple[bytes, bytes], texts: set[int], differences: _Differences
) -> None:
    """Note what differs besides cells; a row that got a text (``texts``) may have been raised."""
    before, after = rest_of(datas[0], old.part), rest_of(datas[1], new.part)
    if before.digest != after.digest:
        differences.other(f"{old.name}: something besides cells differs ({_features(old, new)})")
    raised = after.raised_since(before)
    if raised is None or not raised <= texts:
        differences.other(f"{old.name}: the height of a row differs")
    else:
        differences.raised += [f"{old.name}!{row}" for row in sorted(raised)]


def _features(old: SheetContent, new: SheetContent) -> str:
    names = ("protected", "editable", "merges", "validations", "conditional", "columns", "hidden_rows", "row_styles")
    found = [name.replace("_", " ") for name in names if getattr(old, name) != getattr(new, name)]
    return ", ".join(found) or "layout, extensions or attributes"


def _cells(content: SheetContent) -> dict[int, Found]:
    columns = enumerate(zip(content.places, content.styles, content.values, strict=True))
    return {place: (style, value, content.formulas.get(index)) for index, (place, style, value) in columns}


def _compare_cells(before: SheetContent, after: SheetContent, differences: _Differences, dressed: set[int]) -> set[int]:
    """Note what differs cell by cell, and return the rows with a new text; ``dressed`` cells may differ in format."""
    texts: set[int] = set()
    old, new = _cells(before), _cells(after)
    formulas = [value for _, value, formula in old.values() if formula is not None]
    differences.had["formulas"] += len(formulas)
    differences.had["calculated values"] += sum(value is not None for value in formulas)
    for place in sorted(old.keys() | new.keys()):
        was = old.get(place) or (inherited_style(before, *row_and_col(place)), None, None)
        now = new.get(place) or (inherited_style(after, *row_and_col(place)), None, None)
        if place in dressed:
            now = (was[0], *now[1:])
        if was != now or type(was[1]) is not type(now[1]):
            texts |= {place // MAX_COL} if isinstance(now[1], str) and now[2] is None else set()
            _compare_cell(before.address(place), was, now, differences)
    return texts


def _compare_cell(address: str, was: Found, now: Found, differences: _Differences) -> None:
    if was[0] != now[0]:
        differences.other(f"{address}: the cell format differs")
    if was[2] != now[2]:
        how = "is gone" if now[2] is None else "is new" if was[2] is None else "differs"
        differences.other(f"{address}: the formula {how}")
        differences.lost["formulas"] += now[2] is None
    if was[1] == now[1] and type(was[1]) is type(now[1]):
        return
    if was[2] is not None and now[1] is None:
        differences.lost["calculated values"] += 1
        differences.other(f"{address}: the formula's calculated value is gone")
    elif was[2] is not None and now[2] is not None:
        differences.other(f"{address}: the formula's calculated value differs")
    else:
        differences.cell(address, was[1], now[1])


def _value_losses(differences: _Differences) -> list[list[Any]]:
    return [[what, differences.had[what], differences.had[what] - lost] for what, lost in (+differences.lost).items()]


def _element_losses(before: Book, after: Book) -> Iterator[list[Any]]:
    old, new = _tally(before.container.package), _tally(after.container.package)
    for what in sorted(old):
        if new[what] < old[what]:
            yield [what, old[what], new[what]]


def _tally(package: Package) -> Counter[str]:
    """Count what a user can see, element by element and part by part, over the whole package."""
    found: Counter[str] = Counter()
    for member in package.members:
        name = member.name.lower()
        if name.endswith((".xml", ".vml")):
            names = Counter(_ELEMENT.findall(package.read(member.name)))
            for element, what in _COUNTED.items():
                found[what] += names[element.encode("ascii")]
        for mark, what in (("/charts/chart", "charts"), ("/media/", "pictures"), ("vbaproject.bin", "macros")):
            found[what] += mark in name
        found["printer settings"] += "printersettings" in name
    return +found
