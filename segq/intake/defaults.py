"""What the sender has prefilled in answer cells: a default to be replaced, never to be taken for an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exporters.ooxml.workbook import Validation
from knowledge.disclosure import CellValue
from segq.intake.evidence import ColumnReading, Role
from segq.intake.grid import Grid
from segq.intake.headers import Hint, leading_hint
from segq.intake.wording import is_choice_word, is_not_applicable, is_placeholder, is_yes_no

_FEWEST = 5
_LONGEST = 60
_MOSTLY = 0.6
"""Share of a list's first option from which it is the default that nobody has touched."""
_ALL = 0.98
_SOME = 0.2

OptionTexts = tuple[str, ...]
Known = tuple[int, OptionTexts, str]
"""A column, the list in force there, and the text that is its default."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """Values that stand in a table's slots as prefilled defaults, by column and list."""

    known: frozenset[Known] = frozenset()

    def is_default(self, col: int, rule: Validation | None, value: CellValue) -> bool:
        """Whether the value is such a default or asks to be replaced; a zero may be an answer where others are."""
        text = str(value).strip()
        return (col, _listed(rule), text) in self.known or (is_placeholder(text) and text != "0")


@dataclass(frozen=True, slots=True)
class _Group:
    """The filled cells of one column that offer the same choices, and how many rows they could fill."""

    grid: Grid
    col: int
    listed: OptionTexts
    rows: int
    """How many rows may be filled."""
    filled: tuple[int, ...]
    """Rows that hold something, the sender's own *not applicable* apart."""
    beside: tuple[int, ...]
    """Columns right of it that take words about the answer."""

    def explained(self, rows: Sequence[int]) -> float:
        """Return the share of rows with words beside the value."""
        told = sum(any(_said(self.grid, row, col) for col in self.beside) for row in rows)
        return told / len(rows) if rows else 0.0


def find_defaults(grid: Grid, readings: dict[int, ColumnReading], rows: Sequence[int]) -> Defaults:
    """Return the defaults of a table's slot columns; each list in each column is looked at on its own."""
    groups = list(_groups(grid, readings, rows))
    known = {(g.col, g.listed, text) for g in groups for text in _defaults_of(g)}
    texts = {text for _, _, text in known}
    known |= {(g.col, g.listed, text) for g in groups if (text := _first_alone(g)) in texts}
    return Defaults(frozenset(known))


def _first_alone(group: _Group) -> str:
    """Return the first option of a short list's rows where it stands in all of them: a default if it is one beside."""
    if not group.listed or len(group.filled) >= _FEWEST:
        return ""
    found = {group.grid.text(row, group.col) for row in group.filled}
    return group.listed[0] if found == {group.listed[0]} else ""


def _groups(grid: Grid, readings: dict[int, ColumnReading], rows: Sequence[int]) -> Iterator[_Group]:
    slots = [col for col, reading in sorted(readings.items()) if reading.role.is_slot]
    words = [col for col, reading in sorted(readings.items()) if _takes_words(reading)]
    for col in slots:
        beside = tuple(other for other in words if other > col)
        for listed, some in _by_list(grid, col, rows).items():
            filled = ((row, grid.text(row, col)) for row in some)
            kept = tuple(row for row, text in filled if text and not is_not_applicable(text))
            yield _Group(grid, col, listed, len(some), kept, beside)


def _by_list(grid: Grid, col: int, rows: Sequence[int]) -> dict[OptionTexts, list[int]]:
    """Return the rows of a column that may be filled, by the choices offered there."""
    offered: dict[int, OptionTexts] = {}
    found: dict[OptionTexts, list[int]] = {}
    for row in rows:
        if grid.writable(row, col):
            rule = grid.validation(row, col)
            listed = offered.get(id(rule))
            if listed is None:
                listed = offered[id(rule)] = _listed(rule)
            found.setdefault(listed, []).append(row)
    return found


def _takes_words(reading: ColumnReading) -> bool:
    """Whether the column holds comments or evidence, filled in or not."""
    named = leading_hint(reading.column.header) in (Hint.COMMENT, Hint.EVIDENCE)
    return reading.role in (Role.COMMENT, Role.EVIDENCE) or (reading.role is Role.REFERENCE and named)


def _defaults_of(group: _Group) -> Iterator[str]:
    filled = group.filled
    counts = Counter(group.grid.text(row, group.col) for row in filled)
    if not counts:
        return
    text = _candidate(group, counts)
    alike = [row for row in filled if group.grid.text(row, group.col) == text]
    if _unticked(group, filled):
        yield text
    elif text == "0":
        yield from (text,) if len(alike) >= _MOSTLY * len(filled) else ()
    elif len(filled) >= _FEWEST and len(text) <= _LONGEST and not _answers(text) and _untouched(group, alike, filled):
        yield text


def _candidate(group: _Group, counts: Counter[str]) -> str:
    """Return the value to look at: the list's first option where it stands anywhere, else the commonest one."""
    first = next((option for option in group.listed[:1] if option in counts), None)
    return first or counts.most_common(1)[0][0]


def _answers(text: str) -> bool:
    """Whether the text answers something (yes, no, compliant), however often it stands there."""
    return is_yes_no(text) or is_choice_word(text)


def _untouched(group: _Group, alike: Sequence[int], filled: Sequence[int]) -> bool:
    """Whether nobody has chosen the value: it stands nearly everywhere, or just where nothing is said about it."""
    share = len(alike) / len(filled)
    if group.explained(alike) > 0.5:
        return False
    if group.listed and group.grid.text(alike[0], group.col) == group.listed[0]:
        same = set(alike)
        others = [row for row in filled if row not in same]
        silent = group.explained(alike) <= 0.05 and group.explained(others) >= 0.7
        return share >= _MOSTLY or (share >= _SOME and silent)
    return share >= _ALL and (bool(group.listed) or len(filled) >= _MOSTLY * group.rows)


def _unticked(group: _Group, filled: Sequence[int]) -> bool:
    """Whether all cells hold the logical value that an unticked check box leaves."""
    cells = [group.grid.cell(row, group.col) for row in filled]
    return len(filled) >= _FEWEST and all(cell is not None and cell.value is False for cell in cells)


def _said(grid: Grid, row: int, col: int) -> bool:
    text = grid.text(row, col)
    return bool(text) and not is_placeholder(text)


def _listed(rule: Validation | None) -> OptionTexts:
    options = (rule.options or ()) if rule is not None and rule.kind == "list" else ()
    return tuple(option.text for option in options)
