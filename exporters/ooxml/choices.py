"""The legal choices of list validations, wherever they live (ECMA-376 Part 1, 18.3.1.32; [MS-XLSX] 2.6.28)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from answers.questionnaire import Option
from exporters.ooxml.book import Book
from exporters.ooxml.limits import MAX_COL, MAX_ROW
from exporters.ooxml.markup import plain_number
from exporters.ooxml.references import column_letters, parse_range, parse_sqref
from exporters.ooxml.sheet_content import RawValidation, SheetContent
from exporters.ooxml.workbook import CellRange, Validation
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected

_QUALIFIED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\s]+))!(.+)", re.DOTALL)
_RELATIVE = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")
_DEPTH = 5
_MOVES = 2_000

Options = tuple[Option, ...]


def validations_of(book: Book, content: SheetContent) -> tuple[Validation, ...]:
    """Return the sheet's validations with their lists resolved; a list that moves with its cell comes once per row."""
    resolver = ChoiceResolver(book)
    found: list[Validation] = []
    for raw in content.validations:
        found.extend(resolver.resolved(content, raw))
        if len(found) > book.limits.moved_lists + len(content.validations):
            most = f"{book.limits.moved_lists:,}"
            raise InputRejected(f"Sheet {content.name} has more than {most} lists that differ row by row.", "")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Reference:
    """A list's source: the sheet it is on, and its rectangle there."""

    sheet: str
    area: CellRange


class ChoiceResolver:
    """Resolves lists of one workbook; the same list is read once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[tuple[str, str], Options | None] = {}
        self._options_left = book.limits.all_options

    def resolved(self, content: SheetContent, raw: RawValidation) -> Iterator[Validation]:
        """Yield the validation, split where relative references give different rows different lists."""
        ranges = parse_sqref(raw.sqref)
        if not ranges:
            return
        if raw.kind != "list":
            yield _validation(raw, ranges, None)
            return
        moves = list(_moves(raw, ranges))
        for area, shift in moves:
            options = self._options(content, raw, shift)
            yield _validation(raw, ranges if area is None else (area,), options, broken=options is None)

    def _options(self, content: SheetContent, raw: RawValidation, shift: tuple[int, int]) -> Options | None:
        if raw.items is not None:
            return tuple(_literal(item) for item in _separated(raw.items) if item.strip())
        formula = raw.formula1.strip().removeprefix("=").strip()
        if len(formula) >= 2 and formula[0] == formula[-1] == '"':
            return _inline_options(formula)
        formula = _shifted(formula, shift)
        key = (content.name, formula)
        if key not in self._known:
            source = self._reference(formula, content.name, _DEPTH)
            self._known[key] = None if source is None else self._read(source)
            self._options_left -= len(self._known[key] or ())
            if self._options_left < 0:
                most = f"{self._book.limits.all_options:,}"
                raise InputRejected(f"The lists of sheet {content.name} offer more than {most} choices.", "")
        return self._known[key]

    def _reference(self, formula: str, sheet: str, depth: int) -> _Reference | None:
        """Follow a range, a quoted sheet or a defined name; ``None`` for ``#REF!``, INDIRECT, OFFSET and the like."""
        formula = formula.strip().removeprefix("=")
        if (area := parse_range(formula)) is not None:
            return _Reference(sheet, area)
        if match := _QUALIFIED.fullmatch(formula):
            named = (match[1] or "").replace("''", "'") or match[2]
            if self._book.entry(named) is not None:
                return self._reference(match[3], named, depth - 1) if depth else None
            return self._reference(match[3], sheet, depth - 1) if depth and named.startswith("[0]") else None
        target = self._name(formula, sheet) or self._table_column(formula)
        return self._reference(target, sheet, depth - 1) if target and depth else None

    def _name(self, name: str, sheet: str) -> str | None:
        order = self._book.sheet_order
        found = [one for one in self._book.names if one.name.lower() == name.lower()]
        local = (one for one in found if one.sheet is not None and one.sheet < len(order) and order[one.sheet] == sheet)
        chosen = next(local, None) or next((one for one in found if one.sheet is None), None)
        return chosen.refers_to if chosen else None

    def _table_column(self, formula: str) -> str | None:
        """Return the data cells of ``Table[Column]``, also quoted inside INDIRECT, as a plain reference."""
        match = re.fullmatch(r'(?:INDIRECT\(")?(\w+)\[([^\[\]#]+)\](?:"\))?', formula, re.IGNORECASE)
        if match is None:
            return None
        for entry in self._book.entries:
            content = self._book.sheet(entry.name)
            for table in content.tables if content else ():
                if table.name.lower() == match[1].lower() and match[2] in table.columns:
                    col = table.area.first_col + table.columns.index(match[2])
                    quoted = entry.name.replace("'", "''")
                    return f"'{quoted}'!{_column_area(table.area, col)}"
        return None

    def _read(self, source: _Reference) -> Options | None:
        """Return the distinct non-empty values of the range, ``None`` where it is no list or too long."""
        content = self._book.sheet(source.sheet)
        limit = self._book.limits.options
        if content is None:
            return None
        found: dict[tuple[type, CellValue], Option] = {}
        dates, errors = set(content.dates), set(content.errors)
        for index in content.indices_in(source.area, limit):
            value = content.values[index]
            if value is None or index in errors:
                continue
            typed: CellValue = date.fromisoformat(str(value)) if index in dates else value
            found.setdefault((type(typed), typed), Option(shown(typed), typed))
            if len(found) > limit:
                return None
        return tuple(found.values())


def shown(value: CellValue) -> str:
    """Return a value as the file shows it: ``1`` not ``1.0``, ``TRUE``, ISO dates, text as it is."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(value, ".15g")
    return value.isoformat() if isinstance(value, date) else str(value)


def _separated(items: str) -> list[str]:
    try:
        return next(csv.reader([items]), [])
    except csv.Error:
        return []


def _inline_options(formula: str) -> Options:
    items = formula[1:-1].replace('""', '"').split(",")
    return tuple(_literal(item) for item in items if item.strip())


def _literal(item: str) -> Option:
    """Return an item as Excel enters it when it is picked: a number or truth value where it reads as one."""
    text = item.strip()
    if text.upper() in ("TRUE", "FALSE"):
        return Option(text, text.upper() == "TRUE")
    plain = re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text)
    number = plain_number(text) if plain else None
    return Option(text, text if number is None else number)


def _validation(
    raw: RawValidation, ranges: tuple[CellRange, ...], options: Options | None, *, broken: bool = False
) -> Validation:
    return Validation(
        kind=raw.kind,
        ranges=ranges,
        options=options,
        operator=raw.operator,
        formula1=raw.formula1,
        formula2=raw.formula2,
        prompt_title=raw.prompt_title,
        prompt=raw.prompt,
        error=raw.error,
        extended=raw.extended,
        broken=broken,
    )


def _moves(raw: RawValidation, ranges: tuple[CellRange, ...]) -> Iterator[tuple[CellRange | None, tuple[int, int]]]:
    """Yield (cells, shift) pairs: one without cells where the reference is absolute.

    A relative reference is meant for the top left cell of all ranges and moves with every other one (18.3.1.32).
    """
    own = _RELATIVE.findall(raw.formula1) if _RELATIVE.search(raw.formula1) and '"' not in raw.formula1 else []
    by_row, by_col = any(not row_lock for _, _, row_lock, _ in own), any(not col_lock for col_lock, _, _, _ in own)
    top, left = min(area.first_row for area in ranges), min(area.first_col for area in ranges)
    bottom, right = max(area.last_row for area in ranges), max(area.last_col for area in ranges)
    rows, cols = (bottom - top if by_row else 0), (right - left if by_col else 0)
    if not rows and not cols:
        yield None, (0, 0)
        return
    moved = 0
    for area in ranges:
        for down in range(area.first_row, area.last_row + 1) if rows else (0,):
            for across in range(area.first_col, area.last_col + 1) if cols else (0,):
                moved += 1
                if moved > _MOVES:
                    return
                box = CellRange(
                    down or area.first_row, across or area.first_col, down or area.last_row, across or area.last_col
                )
                yield box, (down - top if down else 0, across - left if across else 0)


def _shifted(formula: str, shift: tuple[int, int]) -> str:
    if shift == (0, 0):
        return formula

    def move(match: re.Match[str]) -> str:
        area = parse_range(match[2] + match[4])
        if area is None:
            return match[0]
        row = area.first_row if match[3] else (area.first_row + shift[0] - 1) % MAX_ROW + 1
        col = area.first_col if match[1] else (area.first_col + shift[1] - 1) % MAX_COL + 1
        return f"{match[1]}{column_letters(col)}{match[3]}{row}"

    prefix, mark, reference = formula.rpartition("!")
    return prefix + mark + _RELATIVE.sub(move, reference)


def _column_area(area: CellRange, col: int) -> str:
    letters = f"${column_letters(col)}"
    return f"{letters}${area.first_row + 1}:{letters}${area.last_row}"
