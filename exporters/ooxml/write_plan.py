"""Which values go into which cells: every rule that a write must keep, checked before a byte changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from exporters.ooxml.book import Book
from exporters.ooxml.cell_xml import Content, content_of
from exporters.ooxml.choices import shown, validations_of
from exporters.ooxml.markup import plain_number
from exporters.ooxml.references import cell_name, parse_cell, range_name
from exporters.ooxml.sheet_content import SheetContent, place_of
from exporters.ooxml.splice import inherited_style
from exporters.ooxml.workbook import CellStyle, Validation
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected, PolicyRefused

KEEP, REPLACE, REFUSE = "keep", "replace", "refuse"
_SHOWN_OPTIONS = 12


@dataclass(frozen=True, slots=True)
class Write:
    """One value for one cell, as the parent asks for it."""

    sheet: str
    cell: str
    value: CellValue
    prefilled: bool = False
    """What stands there is a uniform default, which may be overwritten."""


@dataclass(slots=True)
class WritePlan:
    """What will be spliced, by sheet and place, and what stays with its reason."""

    patches: dict[str, dict[int, Content]] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)

    def places(self) -> dict[str, list[int]]:
        """Return the places that change, by sheet."""
        return {sheet: list(found) for sheet, found in self.patches.items() if found}


class SheetRules:
    """The rules of one sheet, its validations resolved once."""

    def __init__(self, book: Book, content: SheetContent) -> None:
        self.book, self.content = book, content
        self.arrays = [one.area for one in content.formulas.values() if one.kind in ("array", "dataTable") and one.area]
        self.errors, self.dates = set(content.errors), set(content.dates)

    @cached_property
    def validations(self) -> tuple[Validation, ...]:
        """The sheet's validations, resolved at the first use."""
        return tuple(validations_of(self.book, self.content))

    def style_of(self, row: int, col: int) -> CellStyle:
        """Return the format of a cell, or the one that it would inherit."""
        index = self.content.index_of(place_of(row, col))
        number = inherited_style(self.content, row, col) if index is None else self.content.styles[index]
        return self.book.styles[number] if number < len(self.book.styles) else CellStyle()

    def standing(self, row: int, col: int) -> CellValue | None:
        """Return what stands in a cell, ``None`` for nothing and for an error."""
        index = self.content.index_of(place_of(row, col))
        value = None if index is None or index in self.errors else self.content.values[index]
        return date.fromisoformat(str(value)) if index in self.dates else value

    def check_cell(self, row: int, col: int, address: str) -> None:
        """Raise for a cell that is not a slot: formula, array, table heading, covered by a merge, or locked."""
        content = self.content
        index = content.index_of(place_of(row, col))
        if index in content.formulas or any(area.contains(row, col) for area in self.arrays):
            raise InputRejected(f"{address} holds a formula, which is not overwritten.", "Give the cell it reads from.")
        for area in content.merges:
            if area.contains(row, col) and (row, col) != (area.first_row, area.first_col):
                anchor = cell_name(area.first_row, area.first_col)
                raise InputRejected(f"{address} is covered by the merged cells {range_name(area)}.", f"Give {anchor}.")
        for table in content.tables:
            if table.name and row == table.area.first_row and table.area.contains(row, col):
                raise InputRejected(f"{address} is a heading of the table {table.name}.", "Give a cell below it.")
        if content.protected and self.style_of(row, col).locked and not self.editable(row, col):
            raise PolicyRefused(f"{address} is locked on a protected sheet.", "Only the customer can unlock it.")

    def editable(self, row: int, col: int) -> bool:
        """Whether a range that everybody may edit lifts the lock."""
        return any(area.contains(row, col) for area in self.content.editable)

    def legal(self, row: int, col: int, value: CellValue, address: str) -> CellValue:
        """Return the value with the type of the option that it names; raises InputRejected with the legal ones."""
        covering = [one for one in self.validations if any(area.contains(row, col) for area in one.ranges)]
        for validation in covering:
            if validation.kind == "list" and validation.options:
                value = _chosen(validation, value, address)
            elif validation.kind in ("whole", "decimal", "textLength"):
                _check_bounds(validation, value, address)
        return value

    def wants_serial(self, row: int, col: int) -> bool:
        """Whether a date in that cell is shown as one."""
        dated = any(v.kind == "date" and any(a.contains(row, col) for a in v.ranges) for v in self.validations)
        return dated or self.style_of(row, col).is_date


def plan_writes(book: Book, writes: Iterable[Write], existing: str) -> WritePlan:
    """Return what to splice; raises InputRejected or PolicyRefused naming the first cell that breaks a rule."""
    plan = WritePlan()
    rules: dict[str, SheetRules] = {}
    seen: set[tuple[str, int]] = set()
    for write in writes:
        content = book.sheet(write.sheet)
        if content is None:
            listed = [entry.name for entry in book.entries[:_SHOWN_OPTIONS]]
            names = ", ".join(listed) + (" and more" if len(book.entries) > len(listed) else "")
            raise InputRejected(f"There is no worksheet {write.sheet!r}.", f"Its sheets are: {names}.")
        address = f"{content.name}!{write.cell}"
        at = parse_cell(write.cell)
        if at is None or "$" in write.cell:
            raise InputRejected(f"{address} is no cell.", "Write it like B7.")
        if (content.name, place_of(*at)) in seen:
            raise InputRejected(f"{address} is given twice.", "Give one value a cell.")
        seen.add((content.name, place_of(*at)))
        if content.name not in rules:
            rules[content.name] = SheetRules(book, content)
        _plan_one(plan, rules[content.name], write, at, existing)
    return plan


def _plan_one(plan: WritePlan, rules: SheetRules, write: Write, at: tuple[int, int], existing: str) -> None:
    address = f"{rules.content.name}!{cell_name(*at)}"
    rules.check_cell(*at, address)
    value = rules.legal(*at, write.value, address)
    standing = rules.standing(*at)
    if standing is not None and same_value(standing, value):
        plan.left.append((address, "already holds that value"))
        return
    if standing is not None and not write.prefilled and existing != REPLACE:
        if existing == REFUSE:
            raise PolicyRefused(f"{address} already holds an answer.", "Use --existing keep or --existing replace.")
        plan.left.append((address, "already answered"))
        return
    content = content_of(value, address, as_serial=rules.wants_serial(*at), date1904=rules.book.date1904)
    plan.patches.setdefault(rules.content.name, {})[place_of(*at)] = content


def same_value(one: CellValue, other: CellValue) -> bool:
    """Whether two values are of one type and equal; 1 and 1.0 are, 1 and TRUE or "1" are not."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other
    return type(one) is type(other) and one == other


def _chosen(validation: Validation, value: CellValue, address: str) -> CellValue:
    options = validation.options or ()
    typed = (option.value for option in options if same_value(option.value, value))
    worded = (option.value for option in options if option.text == shown(value))
    chosen = next(typed, None)
    if chosen is None:
        chosen = next(worded, None)
    if chosen is None:
        words = ", ".join(repr(option.text) for option in options[:_SHOWN_OPTIONS])
        more = f" and {len(options) - _SHOWN_OPTIONS} more" if len(options) > _SHOWN_OPTIONS else ""
        raise InputRejected(f"{address} does not allow that choice.", f"Legal are: {words}{more}.")
    return chosen


def _check_bounds(validation: Validation, value: CellValue, address: str) -> None:
    """Hold a number or a text's length against constant bounds; bounds that are formulas are Excel's to check."""
    low, high = plain_number(validation.formula1), plain_number(validation.formula2)
    if validation.kind == "textLength":
        measured: float = len(shown(value).encode("utf-16-le")) // 2
        what = f"a text of {measured} characters"
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise InputRejected(f"{address} takes a number only.", "Give a number, without quotes.")
    else:
        measured, what = value, "that number"
        if validation.kind == "whole" and measured != int(measured):
            raise InputRejected(f"{address} takes a whole number only.", "Give it without decimals.")
    if not _within(validation.operator, measured, low, high):
        bounds = " and ".join(text for text in (validation.formula1, validation.formula2) if text)
        raise InputRejected(f"{address} does not allow {what}.", f"Its rule is: {validation.operator} {bounds}.")


def _within(operator: str, value: float, low: float | None, high: float | None) -> bool:
    if low is None or (operator in ("between", "notBetween") and high is None):
        return True
    top = low if high is None else high
    return {
        "between": low <= value <= top,
        "notBetween": not low <= value <= top,
        "equal": value == low,
        "notEqual": value != low,
        "lessThan": value < low,
        "lessThanOrEqual": value <= low,
        "greaterThan": value > low,
        "greaterThanOrEqual": value >= low,
    }.get(operator, True)
