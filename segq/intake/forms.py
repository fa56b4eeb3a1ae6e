"""Forms without a table: labels with a blank cell beside each, and cards whose rows are named “Answer”, “Evidence”."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from segq.intake.evidence import Role
from segq.intake.fact_labels import label_of
from segq.intake.grid import MAX_COLUMNS, Grid
from segq.intake.headers import Hint, header_hints, leading_hint
from segq.intake.instructions import are_instructions
from segq.intake.rows import QuestionRow
from segq.intake.tables import Table
from segq.intake.wording import is_interrogative, is_placeholder, is_sentence, looks_like_id, split_id

_FEWEST = 3
_LONGEST_NAME = 40
_LONGEST_LABEL = 200
_NAMED = {Hint.ANSWER: Role.ANSWER, Hint.COMMENT: Role.COMMENT, Hint.EVIDENCE: Role.EVIDENCE}


@dataclass(frozen=True, slots=True)
class _Named:
    """A row that begins with the name of a part of the answer."""

    row: int
    col: int
    name: str
    role: Role


def cards(grid: Grid) -> list[QuestionRow]:
    """Return the questions of a sheet on which rows named alike (``Answer``) stand below each of them."""
    named = [found for row in grid.row_numbers if (found := _named(grid, row))]
    counts = Counter((one.col, one.name) for one in named if one.role is Role.ANSWER)
    often = {key for key, count in counts.items() if count >= _FEWEST}
    if not often:
        return []
    questions: list[QuestionRow] = []
    after = 0
    for one in named:
        asked = _asked_between(grid, after, one.row) if (one.col, one.name) in often else None
        if asked is not None:
            questions.append(asked)
        if questions:
            place = (one.row, one.col + grid.span(one.row, one.col), one.role)
            questions[-1] = replace(questions[-1], places=(*questions[-1].places, place))
        after = one.row
    return questions


def _named(grid: Grid, row: int) -> _Named | None:
    """Return what the first cell of the row names, where nothing else or only the answer stands in the row."""
    cells = grid.rows[row]
    col = next(iter(cells))
    name = grid.text(row, col).rstrip(" :：")
    if len(cells) > 2 or len(name) > _LONGEST_NAME or looks_like_id(name) or is_interrogative(name):
        return None
    place = col + grid.span(row, col)
    if len(cells) > 1 + (place in cells) or not grid.writable(row, place):
        return None
    role = _NAMED.get(leading_hint(name) or Hint.QUESTION)
    return _Named(row, col, name.casefold(), role) if role else None


def _asked_between(grid: Grid, after: int, row: int) -> QuestionRow | None:
    """Return the question nearest above the row, which asks if anything does and else is the longest text."""
    texts = [
        (number, col, grid.text(number, col))
        for number in grid.row_numbers
        if after < number < row
        for col in grid.rows[number]
    ]
    asking = [found for found in texts if is_interrogative(found[2])] or [f for f in texts if is_sentence(f[2])]
    if not asking:
        return None
    number, col, text = asking[-1]
    fused, body = split_id(text)
    id_ = next((t for n, c, t in texts if n == number and c < col and looks_like_id(t)), None)
    return QuestionRow(number, col, " ".join(body.split()), id_ or fused, "")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with the blank cell beside it."""

    row: int
    col: int
    place: int
    text: str
    made: bool
    """The cell is made for writing: unlocked, coloured, merged or under a rule."""
    asks: bool
    """The label ends like one, asks, or names a fact."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """The labels of a form; ``made`` where most of their cells are made for writing."""

    questions: list[QuestionRow]
    made: bool


def pairs(grid: Grid, tables: Sequence[Table]) -> Pairs | None:
    """Return the labels with a blank cell beside each, where there are several and they are most of their rows."""
    covered = {
        row for t in tables if len(t.headers) >= _FEWEST for row in range(min(t.header_rows, default=1), t.last_row + 1)
    }
    found = [pair for row in grid.row_numbers if row not in covered for pair in row_pairs(grid, row)]
    made = [pair for pair in found if pair.made]
    kept = [pair for pair in found if pair.made or _is_label(pair)] if len(made) >= 0.5 * len(found) else found
    asking = sum(pair.asks for pair in kept)
    if len(kept) < _FEWEST or len({pair.text for pair in kept}) < 0.8 * len(kept) or asking < 0.4 * len(kept):
        return None
    mostly = len(made) >= max(_FEWEST, 0.5 * len(kept))
    if not mostly and (asking < 0.8 * len(kept) or are_instructions(grid.name, (pair.text for pair in kept))):
        return None
    return Pairs(list(_questions(grid, kept)), mostly)


def _is_label(pair: Pair) -> bool:
    """Whether a text beside a cell that nobody made for writing asks all the same, and does not tell what to do."""
    return pair.asks and not pair.text.endswith((".", "。"))


def row_pairs(grid: Grid, row: int) -> list[Pair]:
    """Return the pairs of a row in which nothing else stands, an id before a label apart."""
    if grid.hidden_row(row):
        return []
    found = {col: pair for col in grid.rows[row] if (pair := _pair(grid, row, col))}
    ids = {col for col in grid.rows[row] if looks_like_id(grid.text(row, col)) and col + 1 in found}
    return list(found.values()) if grid.rows[row].keys() == found.keys() | ids else []


def _pair(grid: Grid, row: int, col: int) -> Pair | None:
    cell, text = grid.cell(row, col), grid.text(row, col)
    place = col + grid.span(row, col)
    if cell is None or cell.formula or not isinstance(cell.value, str) or not 2 < len(text) <= _LONGEST_LABEL:
        return None
    beside = grid.text(row, place)
    blank = not beside or is_placeholder(beside)
    if place > MAX_COLUMNS or not blank or not grid.writable(row, place) or Hint.ANALYST in header_hints(text):
        return None
    asks = text.endswith((":", "：")) or is_interrogative(text) or label_of(text) is not None
    return Pair(row, col, place, text, _made(grid, row, col, place), asks)


def _made(grid: Grid, row: int, label: int, place: int) -> bool:
    locked_beside = grid.sheet.protected and not grid.unlocked(row, label)
    fill = grid.style(row, place).fill
    coloured = fill is not None and fill != grid.style(row, label).fill
    ruled = grid.validation(row, place) is not None
    named = grid.style(row, label).fill if grid.span(row, label) == 1 else None
    return locked_beside or coloured or ruled or grid.span(row, place) > 1 or (named is not None and fill is None)


def _questions(grid: Grid, kept: Sequence[Pair]) -> Iterator[QuestionRow]:
    """Yield a question for each label; rows of one text between them are section titles."""
    labels = {(pair.row, pair.col) for pair in kept}
    titles = {
        row: grid.text(row, next(iter(cells)))
        for row, cells in grid.rows.items()
        if len(cells) == 1 and (row, next(iter(cells))) not in labels
    }
    for pair in kept:
        section = next((titles[row] for row in reversed(titles) if row < pair.row), "")
        fused, body = split_id(pair.text)
        before = grid.text(pair.row, pair.col - 1) if pair.col > 1 else ""
        id_ = before if looks_like_id(before) else fused
        text = " ".join(body.rstrip(" :：").split())
        yield QuestionRow(pair.row, pair.col, text, id_, section, places=((pair.row, pair.place, Role.ANSWER),))
