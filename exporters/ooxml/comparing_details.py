"""What hangs on the compared cells: the dropdowns that stayed, with their options, and the formulas that depend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exporters.ooxml.book import Book
from exporters.ooxml.choices import validations_of
from exporters.ooxml.recalculation import dependents
from exporters.ooxml.references import parse_cell, range_name
from exporters.ooxml.sheet_content import place_of
from exporters.ooxml.workbook import CellRange, Validation


@dataclass(frozen=True, slots=True)
class Dropdowns:
    """The original's lists, how many of them are as they were, and in words what became of the others."""

    lists: int
    kept: int
    options: int
    """Legal options of all lists together."""
    lost: tuple[str, ...]


def compare_dropdowns(before: Book, after: Book) -> Dropdowns:
    """Compare the options of every list by the cells it stands on, wherever the options themselves live."""
    lists, options, lost = 0, 0, list[str]()
    for entry in before.entries:
        now = _lists(after, entry.name)
        for rule in _lists(before, entry.name):
            lists, options = lists + 1, options + len(rule.options or ())
            lost += [f"{entry.name}!{_names(rule.ranges)}: {said}" for said in _became(rule, now)]
    return Dropdowns(lists, lists - len(lost), options, tuple(lost))


def _lists(book: Book, sheet: str) -> list[Validation]:
    content = book.sheet(sheet) if book.entry(sheet) is not None else None
    return [] if content is None else [rule for rule in validations_of(book, content) if rule.kind == "list"]


def _became(rule: Validation, now: Sequence[Validation]) -> Iterator[str]:
    """Yield what is wrong with the list that stands on the same cells now, if anything is."""
    count = _counted(rule)
    there = [other for other in now if _covers(other, rule.ranges)]
    if any(other.options == rule.options for other in there):
        return
    if there:
        yield f"the dropdown offers {_counted(there[0])} where it offered {count}{_missing(rule, there[0])}"
    elif any(_meets(other, rule.ranges) for other in now):
        yield f"the dropdown of {count} no longer covers all of these cells"
    else:
        yield f"the dropdown of {count} is gone"


def _missing(rule: Validation, now: Validation) -> str:
    texts = {option.text for option in now.options or ()}
    gone = [option.text for option in rule.options or () if option.text not in texts]
    return f"; missing is {gone[0]!r}" if gone else ""


def _counted(rule: Validation) -> str:
    if rule.options is None:
        return "unreadable options"
    return f"{len(rule.options)} option{'s' * (len(rule.options) != 1)}"


def _covers(rule: Validation, ranges: Sequence[CellRange]) -> bool:
    return all(
        any(
            whole.contains(r.first_row, r.first_col) and whole.contains(r.last_row, r.last_col) for whole in rule.ranges
        )
        for r in ranges
    )


def _meets(rule: Validation, ranges: Sequence[CellRange]) -> bool:
    return any(
        one.first_row <= r.last_row
        and r.first_row <= one.last_row
        and one.first_col <= r.last_col
        and r.first_col <= one.last_col
        for one in rule.ranges
        for r in ranges
    )


def _names(ranges: Sequence[CellRange]) -> str:
    more = f" and {len(ranges) - 3} more" if len(ranges) > 3 else ""
    return " ".join(range_name(area) for area in ranges[:3]) + more


def depending(book: Book, addresses: Sequence[str], most: int) -> tuple[list[str], int]:
    """Return the first formulas that may read one of the cells (``Sheet!B7``), and how many there are."""
    places: dict[str, list[int]] = {}
    for address in addresses:
        sheet, _, cell = address.rpartition("!")
        if (at := parse_cell(cell)) is not None:
            places.setdefault(sheet, []).append(place_of(*at))
    return dependents(book, places, most) if places else ([], 0)
