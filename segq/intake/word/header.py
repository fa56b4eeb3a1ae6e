"""The header of a table: which row it is, and what its cells say about the columns below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from exporters.word.document import Row
from segq.intake.choice_words import heads_a_choice
from segq.intake.headers import Hint, header_hints, leading_hint
from segq.intake.word.cells import CellReading, State
from segq.intake.wording import is_interrogative, looks_like_id

_LONGEST = 120
_ENOUGH = 1.5
_TELLING = (Hint.ANSWER, Hint.STATUS, Hint.COMMENT, Hint.EVIDENCE, Hint.QUESTION, Hint.ID, Hint.GUIDANCE)


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row with its cells; those that continue a merge from above stand for it."""

    number: int
    row: Row
    cells: tuple[CellReading, ...]
    seen: tuple[CellReading, ...] = field(init=False)
    """The cells that begin in this row."""

    def __post_init__(self) -> None:
        """Tell once which cells begin here."""
        object.__setattr__(self, "seen", tuple(cell for cell in self.cells if cell.cell.merged != "continue"))

    @property
    def single(self) -> CellReading | None:
        """Its only cell, where it has but one that begins here."""
        return self.seen[0] if len(self.cells) == 1 and self.seen else None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's name over the grid columns from ``start`` up to ``end``."""

    start: int
    end: int
    text: str

    def covers(self, cell: CellReading) -> bool:
        """Whether the cell stands below it."""
        return self.start <= cell.cell.column < self.end


@dataclass(frozen=True, slots=True)
class Header:
    """The names of a table's columns, and the first row below them."""

    row: int
    below: int
    headings: tuple[Heading, ...]
    sure: bool
    """More than its look says that it is one."""


def find_header(rows: Sequence[RowReading]) -> Header | None:
    """Return the header among the first rows that have several cells, ``None`` where there is none."""
    tried = 0
    for place, row in enumerate(rows[:6]):
        if row.single is not None or row.row.deleted:
            continue
        tried += 1
        if tried > 2:
            return None
        following = next((each for each in rows[place + 1 :] if each.single is None), None)
        if following is not None and _weight(row, following) + 0.6 * _blank_below(rows[place + 1 :]) >= _ENOUGH:
            return _header(rows, place)
    return None


def continued(header: Header | None, rows: Sequence[RowReading]) -> Header | None:
    """Return the header of the table above for one that has none and the same three or more columns."""
    several = [row for row in rows if row.single is None]
    if header is None or len(header.headings) < 3 or not several:
        return None
    starts = [heading.start for heading in header.headings]
    alike = all([cell.cell.column for cell in row.cells] == starts for row in several)
    return replace(header, row=-1, below=0) if alike else None


def _blank_below(rows: Sequence[RowReading]) -> bool:
    """Whether two or more rows below are wholly blank."""
    blank = [row for row in rows if all(cell.state is State.BLANK for cell in row.cells)]
    return len(blank) >= 2 and len(blank) == len(rows)


def _header(rows: Sequence[RowReading], place: int) -> Header:
    """Return the header of one row, or of two where names of columns stand below names of groups."""
    row = rows[place]
    headings = tuple(_heading(cell) for cell in row.cells)
    second = rows[place + 1] if place + 1 < len(rows) else None
    grouped = second is not None and len(second.cells) > len(row.cells) and any(c.cell.span > 1 for c in row.cells)
    third = rows[place + 2] if place + 2 < len(rows) else None
    if grouped and second is not None and third is not None and _weight(second, third) >= 0.8:
        headings = tuple(_joined(headings, _heading(cell)) for cell in second.cells)
        return Header(row.number, second.number + 1, headings, _sure(second) or _sure(row))
    return Header(row.number, row.number + 1, headings, _sure(row))


def _heading(cell: CellReading) -> Heading:
    return Heading(cell.cell.column, cell.cell.column + cell.cell.span, cell.text)


def _joined(above: Sequence[Heading], below: Heading) -> Heading:
    group = next((each.text for each in above if each.start <= below.start < each.end), "")
    text = f"{group} / {below.text}" if group and below.text and group != below.text else below.text or group
    return Heading(below.start, below.end, text)


def _sure(row: RowReading) -> bool:
    hints = [leading_hint(cell.text) for cell in row.cells]
    choices = sum(heads_a_choice(cell.text) or is_grade(cell.text) for cell in row.cells)
    return any(hint in (Hint.ANSWER, Hint.STATUS) for hint in hints[1:]) or choices >= 2


def is_grade(text: str) -> bool:
    """Whether a heading is a number of a scale."""
    return text.strip().isdigit() and len(text.strip()) <= 2


def _is_numbered(text: str) -> bool:
    """Whether a text is the id of a row, with a digit, and no number of a scale."""
    return looks_like_id(text) and not is_grade(text) and any(map(str.isdigit, text))


def _weight(row: RowReading, following: RowReading) -> float:
    """Return how much speaks for the row naming columns."""
    cells = row.seen
    blank = sum(cell.state is State.BLANK for cell in cells)
    texts = [cell for cell in cells if cell.state is State.TEXT or (cell.printed and cell.state is State.PLACE)]
    if len(texts) + blank < len(cells) or blank > (1 if len(cells) > 2 else 0):
        return 0.0
    if cells and _is_numbered(cells[0].text):
        return 0.0
    if any(len(cell.text) > _LONGEST for cell in texts[1:]) or any(cell.colon for cell in texts[1:]):
        return 0.0
    told = [cell.bold for cell in following.cells if cell.state is State.TEXT]
    bold = all(cell.bold for cell in texts) and not (told and all(told))
    fills = {cell.cell.fill for cell in cells}
    below = {cell.cell.fill for cell in following.cells}
    filled = len(fills) == 1 and fills not in ({""}, below)
    hints = [hint for cell in texts if (hint := leading_hint(cell.text)) in _TELLING]
    named = sum(0.5 for _ in hints) + (0.7 if any(h is Hint.ANSWER for h in hints[1:]) else 0.0)
    choices = sum(heads_a_choice(cell.text) or is_grade(cell.text) for cell in texts)
    asking = any(is_interrogative(cell.text) and len(cell.text.split()) >= 4 for cell in texts) and not row.row.header
    weight = 1.2 * row.row.header + 1.0 * bold + 0.8 * filled + min(named, 2.0) + (1.5 if choices >= 2 else 0.0)
    return weight - (1.5 if asking and not any(header_hints(c.text).get(Hint.ANSWER) for c in texts) else 0.0)
