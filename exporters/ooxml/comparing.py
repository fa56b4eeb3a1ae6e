"""What differs between anybody's pair of files: an original and what came back of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from exporters.ooxml.book import Book
from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import MAIN, run_parser, streaming_parser
from exporters.ooxml.package import Member, Package
from exporters.ooxml.preflight import open_workbook
from exporters.ooxml.recalculation import with_recalculation
from exporters.ooxml.sheet_content import Formula, PlainValue, SheetContent, row_and_col
from exporters.ooxml.splice import inherited_style
from knowledge.errors import InputRejected, SegqError

Json = dict[str, Any]

MAX_LISTED = 1_000
"""Cells and differences that are listed one by one; the totals count all."""
_DATA, _ROW, _CELL, _DIMENSION = (f"{MAIN} {name}" for name in ("sheetData", "row", "c", "dimension"))
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


def compare_message(original: Path, filled: Path, limits: Limits) -> Json:
    """Return the differences as JSON values; raises InputRejected naming the file that cannot be read."""
    before, after = _opened(original, limits), _opened(filled, limits)
    members = _compare_members(before.container.package, after.container.package)
    differences = _Differences()
    for name in members["removed"]:
        differences.other(f"{name}: the part is gone")
    for name in members["added"]:
        differences.other(f"{name}: the part is new")
    _compare_changed(before, after, set(members["changed"]), differences)
    _compare_sheets(before, after, set(members["changed"]), differences)
    return {
        **members,
        "sha256": [before.container.package.sha256, after.container.package.sha256],
        "cells": differences.cells,
        "cells_total": differences.cells_total,
        "others": differences.others,
        "others_total": differences.others_total,
        "lost": [*_element_losses(before, after), *_value_losses(differences)],
    }


def _opened(path: Path, limits: Limits) -> Book:
    try:
        return Book(open_workbook(path, limits), limits)
    except SegqError as error:
        raise InputRejected(f"{path.name}: {error.message}", error.hint) from error


def _compare_members(before: Package, after: Package) -> Json:
    old = {member.name: member for member in before.members if not member.is_folder}
    new = {member.name: member for member in after.members if not member.is_folder}
    common = [name for name in old if name in new]
    same = [name for name in common if _identical(before, old[name], after, new[name])]
    kept = set(same)
    return {
        "identical": same,
        "raw_identical": sum(before.packed(old[name]) == after.packed(new[name]) for name in same),
        "changed": [name for name in common if name not in kept],
        "added": [name for name in new if name not in old],
        "removed": [name for name in old if name not in new],
    }


def _identical(before: Package, old: Member, after: Package, new: Member) -> bool:
    return (old.crc, old.size) == (new.crc, new.size) and before.read(old.name) == after.read(new.name)


def _compare_changed(before: Book, after: Book, changed: set[str], differences: _Differences) -> None:
    """Note changed parts that are no worksheet, and what changed in a workbook part besides the recalculation flag."""
    sheets = {entry.part.lower() for book in (before, after) for entry in book.entries}
    for name in sorted(changed):
        if name.lower() in sheets:
            continue
        old, new = before.container.package.read(name), after.container.package.read(name)
        asked = name.lower() == before.container.main.lower() and with_recalculation(old, name) == new
        if not asked:
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
            _compare_cells(old, new, differences)
            if _rest(before.container.package, entry.part) != _rest(after.container.package, twin.part):
                differences.other(f"{entry.name}: something besides cells differs ({_features(old, new)})")
    for name in names:
        if before.entry(name) is None:
            differences.other(f"{name}: the sheet is new")


def _features(old: SheetContent, new: SheetContent) -> str:
    names = ("protected", "editable", "merges", "validations", "conditional", "columns", "hidden_rows", "row_styles")
    found = [name.replace("_", " ") for name in names if getattr(old, name) != getattr(new, name)]
    return ", ".join(found) or "layout, extensions or attributes"


def _cells(content: SheetContent) -> dict[int, Found]:
    columns = enumerate(zip(content.places, content.styles, content.values, strict=True))
    return {place: (style, value, content.formulas.get(index)) for index, (place, style, value) in columns}


def _compare_cells(before: SheetContent, after: SheetContent, differences: _Differences) -> None:
    old, new = _cells(before), _cells(after)
    formulas = [value for _, value, formula in old.values() if formula is not None]
    differences.had["formulas"] += len(formulas)
    differences.had["calculated values"] += sum(value is not None for value in formulas)
    for place in sorted(old.keys() | new.keys()):
        was = old.get(place) or (inherited_style(before, *row_and_col(place)), None, None)
        now = new.get(place) or (inherited_style(after, *row_and_col(place)), None, None)
        if was != now or type(was[1]) is not type(now[1]):
            _compare_cell(before.address(place), was, now, differences)


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


class _Rest:
    """Hashes everything in a worksheet part but its cells and the hints that real files get wrong."""

    def __init__(self) -> None:
        self.digest = sha256()
        self._row = self._in_data = self._cell = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._cell or name == _CELL:
            self._cell += 1
        elif name == _ROW:
            number = int(attributes.get("r", self._row + 1))
            self._row = number
            said = {key: value for key, value in attributes.items() if key not in ("r", "spans")}
            if said:
                self._note("row", number, sorted(said.items()))
        elif name not in (_DIMENSION, _DATA):
            self._note("start", name, sorted(attributes.items()))

    def end(self, name: str) -> None:
        if self._cell:
            self._cell -= 1
        elif name not in (_ROW, _DIMENSION, _DATA):
            self._note("end", name)

    def text(self, piece: str) -> None:
        if not self._cell and piece.strip():
            self._note("text", piece)

    def _note(self, *what: object) -> None:
        self.digest.update(json.dumps(what).encode())


def _rest(package: Package, part: str) -> str:
    rest, parser = _Rest(), streaming_parser(part)
    parser.StartElementHandler, parser.EndElementHandler = rest.start, rest.end
    parser.CharacterDataHandler = rest.text
    run_parser(parser, package.read(part), part)
    return rest.digest.hexdigest()


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
