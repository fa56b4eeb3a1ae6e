"""Whether any formula reads a written cell, and how Excel is asked to recalculate (ECMA-376 Part 1, 18.2.2)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from exporters.ooxml.book import Book
from exporters.ooxml.limits import MAX_COL
from exporters.ooxml.markup import MAIN, decoded_head, is_true, run_parser, streaming_parser
from exporters.ooxml.references import parse_range
from exporters.ooxml.sheet_content import Formula, SheetContent
from exporters.ooxml.sheet_layout import START_TAG
from exporters.ooxml.workbook import CellRange
from knowledge.errors import InputRejected

_STRING = re.compile(r'"(?:[^"]|"")*"')
_TOKEN = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!)?"
    r"(\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d+:\$?\d+)"
    r"(?![\w(.!])"
)
_WORD = re.compile(r"(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?([^\W\d][\w.\\?]*)(\s*\()?")
_UNKNOWABLE = re.compile(
    r"\[|#REF!|(?<![A-Z/0!?])#|INDIRECT|OFFSET|:\s*(?:INDEX|CHOOSE|IF|IFS|XLOOKUP|SWITCH)\b|\)\s*:"
)
"""Structured and outside references, spills and computed ranges: taken to depend on anything."""
_THREE_D = re.compile(r"(?:'[^']*:[^']*'|[\w.]+:[\w.]+)!")
_ERRORS = re.compile(r"#(?:N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")
_DEPTH = 5
_MOST_CHARACTERS, _EACH = 2_500_000, 60
"""Of formulas and the names in them that are followed; beyond, a formula counts as a reader. A short formula
costs as much as ``_EACH`` more of them."""
_BEFORE_CALCULATION = frozenset(("sheets", "functionGroups", "externalReferences", "definedNames"))


class WrittenCells:
    """Which cells change, answering whether a rectangle touches one of them."""

    def __init__(self, places: Mapping[str, list[int]]) -> None:
        self._rows: dict[str, dict[int, list[int]]] = {}
        for sheet, found in places.items():
            columns = self._rows.setdefault(sheet.lower(), {})
            for place in sorted(found):
                columns.setdefault(place % MAX_COL + 1, []).append(place // MAX_COL)

    def touched(self, sheet: str, area: CellRange) -> bool:
        """Whether a written cell lies in the area of that sheet; names are compared without case."""
        for col, rows in self._rows.get(sheet.lower(), {}).items():
            if area.first_col <= col <= area.last_col:
                at = bisect_left(rows, area.first_row)
                if at < len(rows) and rows[at] <= area.last_row:
                    return True
        return False


def first_dependent(book: Book, places: Mapping[str, list[int]]) -> str | None:
    """Return the address of a formula that reads a written cell or may do so, ``None`` where none can."""
    return next(_dependents(book, places), None)


def dependents(book: Book, places: Mapping[str, list[int]], most: int) -> tuple[list[str], int]:
    """Return the addresses of the first formulas that may read one of the cells, and how many there are.

    A shared formula counts once, at the cell that holds its text.
    """
    found = list(_dependents(book, places))
    return found[:most], len(found)


def _dependents(book: Book, places: Mapping[str, list[int]]) -> Iterator[str]:
    reader = _FormulaReader(book, WrittenCells(places))
    for content in _with_formulas(book, places):
        for index, formula in content.formulas.items():
            if formula.text and reader.reads(formula, content.name):
                yield content.address(content.places[index])


def _with_formulas(book: Book, places: Mapping[str, list[int]]) -> Iterator[SheetContent]:
    """Yield the sheets that hold formulas, written ones first; a sheet without any is not parsed."""
    for entry in sorted(book.entries, key=lambda entry: entry.name not in places):
        data = decoded_head(book.container.package.read(entry.part))
        if re.search(rb"<(?:\w+:)?f[\s>]", data) and (content := book.sheet(entry.name)) is not None:
            yield content


class _FormulaReader:
    """Follows the references of a formula, through defined names too; what it cannot follow counts as a reader."""

    def __init__(self, book: Book, written: WrittenCells) -> None:
        self._written = written
        self._names = {name.name.lower(): name.refers_to for name in book.names}
        self._left = _MOST_CHARACTERS

    def reads(self, formula: Formula, sheet: str) -> bool:
        """Whether the formula may read a written cell; a shared one reads as far as it is filled down and right."""
        area = formula.area
        stretch = (0, 0) if area is None else (area.last_row - area.first_row, area.last_col - area.first_col)
        return self._text_reads(formula.text, sheet, stretch, _DEPTH)

    def _text_reads(self, text: str, sheet: str, stretch: tuple[int, int], depth: int) -> bool:
        self._left -= len(text) + _EACH
        if self._left < 0:
            return True
        plain = _ERRORS.sub("", _STRING.sub("", text))
        if _UNKNOWABLE.search(plain.upper()) or _THREE_D.search(plain):
            return True
        for match in _TOKEN.finditer(plain):
            named = (match[1] or "").replace("''", "'") or match[2] or sheet
            area = parse_range(match[3])
            if area is not None and self._written.touched(named, _stretched(area, stretch)):
                return True
        for match in _WORD.finditer(_TOKEN.sub(" ", plain)):
            if match[2] or match[1].upper() in ("TRUE", "FALSE") or re.fullmatch(r"[eE]\d*", match[1]):
                continue
            target = self._names.get(match[1].lower())
            if target is None or not depth or self._text_reads(target, sheet, stretch, depth - 1):
                return True
        return False


def _stretched(area: CellRange, stretch: tuple[int, int]) -> CellRange:
    return CellRange(area.first_row, area.first_col, area.last_row + stretch[0], area.last_col + stretch[1])


class _CalculationPlace:
    """Notes where ``calcPr`` stands in the workbook part, or where it belongs."""

    def __init__(self, data: bytes, part: str) -> None:
        self.parser = streaming_parser(part)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.found: int | None = None
        self.asked = False
        self.behind: int | None = None
        self._data, self._depth, self._child = data, 0, 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 2:
            self._child = self.parser.CurrentByteIndex
        if self._depth == 2 and name == f"{MAIN} calcPr":
            self.found = self.parser.CurrentByteIndex
            self.asked = is_true(attributes.get("fullCalcOnLoad"))

    def _end(self, name: str) -> None:
        if self._depth == 2 and name.removeprefix(f"{MAIN} ") in _BEFORE_CALCULATION:
            self.behind = _end_of(self._data, self._child, self.parser.CurrentByteIndex)
        self._depth -= 1


def with_recalculation(data: bytes, part: str) -> bytes:
    """Return the workbook part with ``fullCalcOnLoad="1"``, every other byte as it was."""
    if decoded_head(data) is not data:
        raise InputRejected(f"{part} is written in UTF-16.", "Save the file anew in Excel and use that copy.")
    place = _CalculationPlace(data, part)
    run_parser(place.parser, data, part)
    if place.asked:
        return data
    if place.found is not None:
        return _with_attribute(data, place.found)
    if place.behind is None:
        raise InputRejected(f"{part} lists no sheets.", "Save the file anew in Excel and use that copy.")
    end = place.behind
    root = re.search(rb"<((?:[\w.-]+:)?)workbook[\s>]", data)
    prefix = root[1] if root else b""
    return data[:end] + b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>' + data[end:]


def _end_of(data: bytes, start: int, reported: int) -> int:
    """Return where an element ends; of an empty one expat reports the byte behind it already."""
    match = START_TAG.match(data, start)
    return match.end() if match and match[0].endswith(b"/>") else data.index(b">", reported) + 1


def _with_attribute(data: bytes, start: int) -> bytes:
    match = START_TAG.match(data, start)
    if match is None:
        raise InputRejected("The workbook's calcPr cannot be followed.", "Save the file anew in Excel.")
    tag = re.sub(rb"""\s+fullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""", b"", match[0])
    cut = len(tag) - (2 if tag.endswith(b"/>") else 1)
    while tag[cut - 1 : cut].isspace():
        cut -= 1
    return data[:start] + tag[:cut] + b' fullCalcOnLoad="1"' + tag[cut:] + data[match.end() :]
