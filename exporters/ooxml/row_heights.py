"""Rows that must grow for a long answer: which may, and how a spreadsheet program is made to do it.

A row with ``ht`` but without ``customHeight`` keeps the height that was computed for its old content until somebody
edits it (ECMA-376 Part 1, 18.3.1.73). So ``ht`` is raised to an estimate and stays one that was computed. Taking it
away would leave the row to the program: Excel fits it on opening, LibreOffice gives it the height of one line. A height
that somebody set is never touched, nor is a row without ``ht``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from exporters.ooxml.element_spans import spans_of
from exporters.ooxml.markup import is_true, plain_number
from exporters.ooxml.sheet_layout import SheetLayout

_FORMAT, _PROTECTION = ("sheetFormatPr",), ("sheetProtection",)
_LINE, _WIDTH = 15.0, 8.43
"""Points of a line and characters of a column where the sheet states none (18.3.1.81)."""
_HIGHEST = 409.0
"""Points; no row is higher in Excel."""
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Heights:
    """Rows that are raised, in points, and rows that may hide part of an answer because their height is set."""

    raised: Mapping[int, float] = field(default_factory=dict)
    fixed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class WrappedText:
    """A text for a cell that wraps it; ``width`` of its column in characters, ``None`` where the sheet states none."""

    row: int
    text: str
    width: float | None


@dataclass(frozen=True, slots=True)
class HeightRules:
    """What a sheet says about the heights of all its rows."""

    line: float = _LINE
    """Points of a row that states no height."""
    width: float = _WIDTH
    all_set: bool = False
    """The default height is one that somebody set; a row without a height of its own keeps it."""
    held: bool = False
    """Protection forbids to format rows (18.3.1.85)."""

    def height(self, row: Mapping[str, str]) -> float | None:
        """Return the height that the row keeps on opening, in points; ``None`` where it is computed."""
        return plain_number(row.get("ht", "")) or (self.line if self.all_set else None)

    def may_grow(self, row: Mapping[str, str]) -> bool:
        """Whether the row's height was computed, not set, and the row is shown."""
        hidden = is_true(row.get("hidden")) or plain_number(row.get("ht", "")) == 0
        return not (self.all_set or self.held or is_true(row.get("customHeight")) or hidden)


def height_rules(layout: SheetLayout, part: str) -> HeightRules:
    """Return the rules of a sheet, read from what stands around its cells."""
    data, cells = layout.data, layout.sheet_data
    around = spans_of(data[: cells.start] + data[cells.end :], part, _FORMAT, _PROTECTION)
    said = {span.path: span.attributes for span in around}
    shape, guard = said.get(_FORMAT, {}), said.get(_PROTECTION, {})
    return HeightRules(
        line=plain_number(shape.get("defaultRowHeight", "")) or _LINE,
        width=plain_number(shape.get("defaultColWidth", "")) or _WIDTH,
        all_set=is_true(shape.get("customHeight")),
        held=is_true(guard.get("sheet")) and is_true(guard.get("formatRows", "1")),
    )


def plan_heights(layout: SheetLayout, part: str, texts: Iterable[WrappedText]) -> Heights:
    """Return which rows are raised for those texts, and which stay too low for them."""
    rules = height_rules(layout, part)
    need: dict[int, float] = {}
    for one in texts:
        points = min(_HIGHEST, wrapped_lines(one.text, one.width or rules.width) * rules.line)
        need[one.row] = max(points, need.get(one.row, 0))
    raised: dict[int, float] = {}
    fixed: list[int] = []
    for spot in layout.rows:
        if spot.number in need:
            row = _attributes(layout.start_tag(spot))
            points = need.pop(spot.number)
            if points > (rules.height(row) or math.inf) and rules.may_grow(row):
                raised[spot.number] = points
            elif points > (rules.height(row) or math.inf):
                fixed.append(spot.number)
    return Heights(raised, tuple(fixed))


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode("ascii", "replace"): (one or two).decode("ascii", "replace")
        for name, one, two in _ATTRIBUTE.findall(tag)
    }


def wrapped_lines(text: str, width: float) -> int:
    """Return an estimate of the lines that a text takes in a column of so many characters; wide letters count twice."""
    room = max(1, int(width))
    return sum(max(1, math.ceil(_units(line) / room)) for line in text.split("\n"))


def _units(line: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line)
