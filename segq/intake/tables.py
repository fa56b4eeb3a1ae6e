"""Finding the tables of a sheet: header rows wherever they stand, and the rows that belong to each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from segq.intake.choice_words import heads_a_choice
from segq.intake.grid import Grid
from segq.intake.headers import Hint, header_hints, leading_hint
from segq.intake.wording import has_cjk, is_duty, is_interrogative, is_sentence, looks_like_id

_HEADER_SCORE = 3.0
_MOST_FROM_WORDS = 5.9
"""The most that the words of a header can add; below it they need not be looked at."""
_LONGEST_HEADER = 110
_NUMBERED = re.compile(r"^[A-Za-z&]{0,8}[.\-]?\d+[.\-]\d+[\w.\-]*$|^\d+\.?$")
"""A dotted number stands before a section title, not above a column."""
_COLUMN_HINTS = frozenset(Hint) - {Hint.REFERENCE}


@dataclass(frozen=True, slots=True)
class Table:
    """A block of rows under one header (or under none), repeated headers of the same columns included."""

    first_row: int
    last_row: int
    columns: tuple[int, ...]
    headers: tuple[tuple[int, str], ...] = ()
    """(column, text) of the first header, both rows of a two-row header joined."""
    header_rows: tuple[int, ...] = ()
    """Every row that is a header or repeats it."""
    titles: tuple[tuple[int, str], ...] = ()
    """(row, section title) where a repeated header carries one in place of a column name."""

    def header(self, col: int) -> str:
        """Return the header text of the column."""
        return dict(self.headers).get(col, "")


@dataclass(frozen=True, slots=True)
class _Header:
    rows: tuple[int, ...]
    texts: dict[int, str]
    alone: bool = True
    """No other table stands beside it."""


def find_tables(grid: Grid) -> list[Table]:
    """Return the tables of the sheet in order; rows above the first header belong to none."""
    headers = _headers(grid)
    if not headers:
        return _headless(grid, grid.row_numbers)
    tables = _headless(grid, [row for row in grid.row_numbers if row < headers[0].rows[0]])
    groups: list[list[_Header]] = []
    for header in headers:
        if groups and _repeats(groups[-1][0].texts, header.texts):
            groups[-1].append(header)
        else:
            groups.append([header])
    for index, group in enumerate(groups):
        stop = groups[index + 1][0].rows[0] - 1 if index + 1 < len(groups) else grid.row_numbers[-1]
        tables += [_table(grid, part, stop) for part in _side_by_side(group)]
    return tables


def _side_by_side(group: list[_Header]) -> list[list[_Header]]:
    """Split headers that name the same columns again to the right, behind an empty column."""
    cols = sorted(group[0].texts)
    starts = [col for before, col in pairwise(cols) if col > before + 1]
    if not starts:
        return [group]
    edges = [cols[0], *starts, cols[-1] + 1]
    spans = list(pairwise(edges))
    named = [{_own_name(group[0].texts[c]) for c in cols if left <= c < right} for left, right in spans]
    if any(len(names) < 2 or len(names & named[0]) < 0.6 * max(len(names), len(named[0])) for names in named):
        return [group]
    return [[_part(header, left, right) for header in group] for left, right in spans]


def _own_name(text: str) -> str:
    """Return the name of a column without that of its group."""
    return text.rsplit(" / ", 1)[-1].casefold()


def _part(header: _Header, left: int, right: int) -> _Header:
    return replace(header, texts={c: t for c, t in header.texts.items() if left <= c < right}, alone=False)


def _table(grid: Grid, group: list[_Header], last_row: int) -> Table:
    first = group[0]
    titles = []
    for header in group:
        strange = [text for col, text in header.texts.items() if first.texts.get(col) != text]
        if strange and header is not first:
            titles.append((header.rows[0], strange[0]))
        elif len(group) > 1 and header is first:
            titles += [(header.rows[0], t) for c, t in first.texts.items() if _only_here(c, t, group)][:1]
    columns = _columns(grid, first, last_row)
    rows = tuple(row for header in group for row in header.rows)
    return Table(first.rows[-1] + 1, last_row, columns, tuple(sorted(first.texts.items())), rows, tuple(titles))


def _only_here(col: int, text: str, group: list[_Header]) -> bool:
    return not header_hints(text) and all(other.texts.get(col) != text for other in group[1:])


def _columns(grid: Grid, header: _Header, last_row: int) -> tuple[int, ...]:
    """Columns with a header, and those beside them that hold content in several rows."""
    counts: dict[int, int] = {}
    rows = [row for row in grid.row_numbers if header.rows[-1] < row <= last_row]
    for row in rows:
        for col in grid.rows[row]:
            counts[col] = counts.get(col, 0) + 1
    busy = {col for col, count in counts.items() if count >= max(2, 0.2 * len(rows))}
    if header.alone:
        return tuple(sorted(set(header.texts) | busy))
    return tuple(range(min(header.texts), max(header.texts) + 1))


def _headers(grid: Grid) -> list[_Header]:
    found: list[_Header] = []
    taken = 0
    for index, row in enumerate(grid.row_numbers):
        texts = _texts(grid, row)
        if row <= taken or not _may_be_header(grid, row, texts):
            continue
        below = grid.row_numbers[index + 1 : index + 7]
        above = grid.row_numbers[index - 1] if index else 0
        repeat = any(_repeats(known.texts, texts) for known in found[-1:])
        if not below or (found and not repeat and _continues(grid, above, row)):
            continue
        if found and not repeat and _belongs_to(grid, found[-1], above, row):
            continue
        if not repeat and header_score(grid, row, below) < _HEADER_SCORE:
            continue
        header = _with_second_row(grid, row, below)
        found.append(header)
        taken = header.rows[-1]
    return found


def _belongs_to(grid: Grid, header: _Header, above: int, row: int) -> bool:
    """Whether the row stands right below a header at least as wide, or is a title row among its columns."""
    cells = grid.rows[row]
    if header.rows[-1] == above and len(cells) <= len(header.texts):
        return True
    narrow = len(cells) <= 0.6 * len(header.texts) and cells.keys() <= header.texts.keys()
    named = sum(bool(header_hints(grid.text(row, col))) for col in cells)
    return narrow and (named < 2 or _is_answered_row(grid, header, row))


def _is_answered_row(grid: Grid, header: _Header, row: int) -> bool:
    """Whether a sentence stands in the row, and a blank cell under a list in one of the header's columns."""
    blank = [col for col in header.texts if not grid.text(row, col)]
    listed = any((rule := grid.validation(row, col)) is not None and rule.kind == "list" for col in blank)
    return listed and any(is_sentence(grid.text(row, col)) for col in grid.rows[row])


def _continues(grid: Grid, above: int, row: int) -> bool:
    """Whether the row is formatted like the one right above it, as rows of data are."""
    before, here = grid.rows[above], grid.rows[row]
    shared = before.keys() & here.keys()
    return above == row - 1 and len(shared) >= 2 and all(before[col].style == here[col].style for col in shared)


def _may_be_header(grid: Grid, row: int, texts: dict[int, str]) -> bool:
    lengths = [len(text) for text in texts.values()]
    if len(lengths) < 2 or max(lengths) > 2 * _LONGEST_HEADER or grid.hidden_row(row):
        return False
    short = sum(length <= _LONGEST_HEADER for length in lengths)
    wordy = sum(isinstance(cell.value, str) and not cell.value.isdigit() for cell in grid.rows[row].values())
    return short >= 0.8 * len(lengths) and wordy >= 0.75 * len(lengths)


def header_score(grid: Grid, row: int, below: Sequence[int]) -> float:
    """Return how much speaks for the row being a header; about 3 is convincing."""
    texts = _texts(grid, row)
    score = _style_contrast(grid, row, below) + _content_contrast(grid, texts, below) + _starts_something(grid, row)
    score += 0.5 * (len(texts) >= 3) + 0.5 * (len(set(texts.values())) == len(texts)) + 0.7 * (row - 1 not in grid.rows)
    score -= _against(grid, row, list(texts.values()))
    if score + _MOST_FROM_WORDS < _HEADER_SCORE:
        return score
    hinted = sum(bool(header_hints(text).keys() & _COLUMN_HINTS) for text in texts.values())
    return (
        score + min(hinted, 4) * 0.8 + 0.7 * _names_blanks(grid, texts, below) + 2.0 * _names_choices(grid, row, below)
    )


def _starts_something(grid: Grid, row: int) -> float:
    """Weigh an Excel table that starts in the row, and rules that start right below it."""
    tabled = any(table.area.first_row == row and table.area.last_row > row for table in grid.sheet.tables)
    cols = range(min(grid.rows[row]), max(grid.rows[row]) + 2)
    return 2.5 * tabled + 2.0 * any((row + 1, col) in grid.validation_starts for col in cols)


def _names_blanks(grid: Grid, texts: dict[int, str], below: Sequence[int]) -> bool:
    """Whether an answer's name stands above blanks only."""
    answers = [col for col, text in texts.items() if leading_hint(text) is Hint.ANSWER]
    return any(not any(grid.text(row, col) for row in below) for col in answers)


def _names_choices(grid: Grid, row: int, below: Sequence[int]) -> bool:
    """Whether choices stand side by side in the row, or right under a merged cell of it, with blanks below."""
    spans = {c for col in grid.rows[row] for c in range(col, col + grid.span(row, col)) if grid.span(row, col) > 1}
    under = below[0] if spans and below and below[0] == row + 1 else row
    cols = [c for c in grid.rows[under] if (under == row or c in spans) and heads_a_choice(grid.text(under, c))]
    beside = [c for c in cols if {c - 1, c + 1} & set(cols)]
    return len(beside) >= 2 and not any(grid.text(r, c) for r in below if r > under for c in beside)


def _against(grid: Grid, row: int, texts: list[str]) -> float:
    cells = grid.rows[row]
    validated = sum(grid.validation(row, col) is not None for col in cells)
    asking = sum(is_interrogative(text) and len(text) > 40 for text in texts)
    labels = sum(text.endswith((":", "：")) for text in texts)
    ids = sum(looks_like_id(t) and any(ch.isdigit() for ch in t) and not header_hints(t) for t in texts)
    numbered = sum(bool(_NUMBERED.match(text)) for text in texts)
    formulas = sum(cell.formula for cell in cells.values())
    wide = sum(grid.span(row, col) > 3 for col in cells)
    return (
        3.0 * validated
        + 2.0 * asking
        + 1.5 * labels
        + min(1.5 * ids, 3.0)
        + 3.0 * numbered
        + 1.0 * formulas
        + 0.5 * wide
    )


def _style_contrast(grid: Grid, row: int, below: Sequence[int]) -> float:
    """Bold or filled unlike the rows below."""
    cols = list(grid.rows[row])
    here = [grid.style(row, col) for col in cols]
    there = [grid.style(below_row, col) for below_row in below[:3] for col in cols]
    bold = sum(style.bold for style in here) / len(here) - sum(style.bold for style in there) / len(there)
    fills = {style.fill for style in there}
    filled = sum(style.fill is not None and style.fill not in fills for style in here) / len(here)
    return 1.2 * max(bold, 0.0) + 1.0 * filled


def _content_contrast(grid: Grid, texts: dict[int, str], below: Sequence[int]) -> float:
    """Short words above longer texts, numbers or blanks to be filled in."""
    contrast = 0.0
    for col, text in texts.items():
        under = [grid.text(row, col) for row in below]
        filled = [value for value in under if value]
        longer = bool(filled) and sum(map(len, filled)) / len(filled) > 2.5 * len(text) + 10
        coded = bool(filled) and sum(looks_like_id(value) for value in filled) > 0.6 * len(filled)
        contrast = contrast + (longer or coded) * 0.6
    aligned = sum(any(grid.text(row, col) for row in below) for col in texts)
    return min(contrast, 1.5) + (0.3 if aligned >= 1 else -0.5)


def _with_second_row(grid: Grid, row: int, below: Sequence[int]) -> _Header:
    """Join the row with the one below where both are header rows, and with a group row above."""
    rows, texts = [row], _texts(grid, row)
    second = below[0]
    spans = [col for col in grid.rows[row] if grid.span(row, col) > 1]
    under = grid.rows[second]
    sublabels = [col for col in under if any(left <= col < left + grid.span(row, left) for left in spans)]
    if second == row + 1 and len(sublabels) >= 2 and len(below) > 1 and _is_sub_header(grid, second):
        rows.append(second)
    rows = [*_group_rows(grid, row), *rows]
    merged = {col: _joined(grid, rows, col) for col in sorted(set(texts) | (set(under) if len(rows) > 1 else set()))}
    return _Header(tuple(number for number in rows if number >= row), {c: t for c, t in merged.items() if t})


def _group_rows(grid: Grid, row: int) -> list[int]:
    """Return the row above where it groups the columns under merged cells, a title over all of them apart."""
    width = len(grid.rows[row])
    above = grid.rows.get(row - 1, {})
    spans = [grid.span(row - 1, col) for col in above]
    groups = len(above) >= 1 and any(2 <= span < 0.8 * width for span in spans) and max(spans) < 0.8 * width
    short = all(len(grid.text(row - 1, col)) <= 60 for col in above)
    return [row - 1] if groups and short else []


def _is_sub_header(grid: Grid, row: int) -> bool:
    texts = _texts(grid, row)
    short = all(len(text) <= 50 and not is_sentence(text) for text in texts.values())
    validated = any(grid.validation(row, col) is not None for col in texts)
    coded = any(looks_like_id(text) and any(ch.isdigit() for ch in text) for text in texts.values())
    return short and not validated and not coded


def _joined(grid: Grid, rows: Sequence[int], col: int) -> str:
    parts = [grid.merged_text(row, col) for row in rows]
    return " / ".join(dict.fromkeys(part for part in parts if part))


def _texts(grid: Grid, row: int) -> dict[int, str]:
    return {col: grid.text(row, col) for col in grid.rows[row]}


def _repeats(first: dict[int, str], other: dict[int, str]) -> bool:
    """Whether the other header names the same columns again, a section title in place of one allowed."""
    same = sum(col in first and first[col].casefold() == text.casefold() for col, text in other.items())
    return same >= 2 and same >= 0.5 * len(other) and same >= 0.4 * len(first)


def _headless(grid: Grid, rows: Sequence[int]) -> list[Table]:
    """A table without a header: several rows that ask something, one column of texts."""
    votes: dict[int, int] = {}
    for row in rows:
        for col in grid.rows[row]:
            text = grid.text(row, col)
            asks = is_interrogative(text) or is_duty(text) or (is_sentence(text) and _choice_beside(grid, row, col))
            if asks and (is_sentence(text) or has_cjk(text)):
                votes[col] = votes.get(col, 0) + 1
    if not votes or max(votes.values()) < 3:
        return []
    best = max(votes, key=lambda col: (votes[col], -col))
    asking = [row for row in rows if best in grid.rows[row]]
    cols = {col for row in asking for col in grid.rows[row]} | {best + 1}
    return [Table(asking[0], asking[-1], tuple(sorted(cols)))]


def _choice_beside(grid: Grid, row: int, col: int) -> bool:
    return any(grid.validation(row, beside) is not None for beside in range(col + 1, col + 4))
