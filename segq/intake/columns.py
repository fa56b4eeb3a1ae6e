"""What a column of a table holds: shares over its rows, the lists that cover it, its locks and fills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exporters.ooxml.workbook import Validation
from segq.intake.grid import Grid
from segq.intake.tables import Table
from segq.intake.wording import (
    is_duty,
    is_interrogative,
    is_not_applicable,
    is_placeholder,
    is_sentence,
    is_yes_no,
    looks_like_id,
)

_SAMPLE = 200
"""Texts that are classified one by one; shares over more rows do not change."""


@dataclass(frozen=True, slots=True)
class Column:
    """Statistics of one column over the content rows of its table; shares are 0–1 of those rows."""

    col: int
    header: str
    rows: int
    filled: float
    """Cells that show something."""
    distinct: float
    """Different texts among the filled cells."""
    mean_length: float
    asking: float
    """Questions among the filled cells."""
    requesting: float
    """Commands and duties among the filled cells."""
    sentences: float
    ids: float
    """Ids among the filled cells."""
    numbers: float
    yes_no: float
    formulas: float
    writable: float
    """Cells that may be written."""
    open: float
    """Cells that may be written and are blank or hold a placeholder or a uniform default."""
    choices: float
    """Cells under a list, or under a rule for numbers or dates."""
    closed: float
    """Cells whose prompt tells to leave them alone."""
    merged_away: float
    uniform: str | None
    """The one text that nearly all cells hold."""
    hidden: bool
    unlocked: bool
    """Open on a protected sheet on which other columns are locked."""
    filled_in_colour: bool
    """Blank cells carry a fill that the question's column does not have."""
    computed: bool
    """Whatever stands in it is calculated."""
    marks: bool
    """Some cells hold the same tick or cross: the sender's own marks."""
    grouped: bool
    """Equal texts stand together, as section names do."""
    elsewhere: int
    """Texts in rows of the table that are not among the rows looked at."""
    rules: tuple[Validation, ...] = ()
    width: float | None = None

    @property
    def blank(self) -> float:
        """Cells that show nothing."""
        return 1.0 - self.filled

    @property
    def likeness(self) -> float:
        """Share of filled cells that ask or demand something."""
        return min(1.0, self.asking + self.requesting)

    @property
    def option_texts(self) -> list[str]:
        """Choices of the list that covers most cells."""
        for rule in self.rules:
            if rule.options:
                return [option.text for option in rule.options]
        return []


def content_rows(grid: Grid, table: Table) -> list[int]:
    """Return the rows of the table that show something, headers and hidden rows left out."""
    headers = frozenset(table.header_rows)
    return [
        row
        for row in grid.row_numbers
        if table.first_row <= row <= table.last_row and row not in headers and not grid.hidden_row(row)
    ]


def profile(grid: Grid, table: Table, rows: Sequence[int], others: Sequence[int] = ()) -> dict[int, Column]:
    """Return the profile of every column of the table over ``rows``; ``others`` are its remaining rows."""
    step = max(1, len(rows) // _SAMPLE)
    sample = rows[::step]
    return {col: _column(grid, table, col, sample, others) for col in table.columns}


def _column(grid: Grid, table: Table, col: int, rows: Sequence[int], others: Sequence[int]) -> Column:
    texts = [text for row in rows if (text := grid.text(row, col))] if rows else []
    n, filled = max(len(rows), 1), max(len(texts), 1)
    rules = _rules(grid, col, rows)
    writable = [row for row in rows if grid.writable(row, col)]
    uniform = _uniform(texts)
    blank = sum(not (text := grid.text(row, col)) or text == uniform or is_placeholder(text) for row in writable)
    covered = sum(grid.anchor(row, col) != (row, col) for row in rows)
    merged_across = sum(grid.anchor(row, col)[1] != col for row in rows)
    formulas = sum(bool((cell := grid.cell(row, col)) and cell.formula) for row in rows)
    return Column(
        col=col,
        header=table.header(col),
        rows=len(rows),
        filled=len(texts) / n,
        distinct=len(set(texts)) / filled,
        mean_length=sum(map(len, texts)) / filled,
        asking=sum(map(is_interrogative, texts)) / filled,
        requesting=sum(is_duty(text) and not is_interrogative(text) for text in texts) / filled,
        sentences=sum(map(is_sentence, texts)) / filled,
        ids=sum(map(looks_like_id, texts)) / filled,
        numbers=sum(_is_number(text) for text in texts) / filled,
        yes_no=sum(is_yes_no(text) or is_not_applicable(text) for text in texts) / filled,
        formulas=formulas / n,
        writable=len(writable) / max(n - (covered - merged_across), 1),
        open=blank / n,
        choices=sum(count for _, count in rules) / n,
        closed=sum(grid.told_to_leave(row, col) for row in rows) / n,
        merged_away=merged_across / n,
        uniform=uniform,
        hidden=grid.hidden_col(col),
        unlocked=grid.sheet.protected and len(writable) >= 0.3 * n,
        filled_in_colour=_coloured(grid, col, rows),
        computed=formulas >= max(1, 0.5 * len(texts)),
        marks=0.05 < len(texts) / n < 0.9 and uniform is not None and len(uniform) <= 2 and not is_yes_no(uniform),
        grouped=_runs(texts) <= 1.3 * len(set(texts)) and len(set(texts)) < 0.7 * len(texts),
        elsewhere=len({text for row in others if (text := grid.text(row, col))}),
        rules=tuple(rule for rule, _ in rules),
        width=grid.column_width(col),
    )


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("%", "").isdigit()


def _rules(grid: Grid, col: int, rows: Sequence[int]) -> list[tuple[Validation, int]]:
    """Rules that offer choices, numbers or dates in the column, the widest first, with the cells they cover."""
    painted = grid.validations(col)
    counts: Counter[int] = Counter()
    by_id: dict[int, Validation] = {}
    for row in rows:
        rule = painted.get(row)
        if rule is not None and rule.kind in ("list", "whole", "decimal", "date"):
            counts[id(rule)] += 1
            by_id[id(rule)] = rule
    return [(by_id[key], count) for key, count in counts.most_common()]


def _uniform(texts: Sequence[str]) -> str | None:
    """Return the text that at least nine in ten filled cells share, if there are several."""
    if len(texts) < 4:
        return None
    text, count = Counter(texts).most_common(1)[0]
    return text if count >= 0.9 * len(texts) else None


def _coloured(grid: Grid, col: int, rows: Sequence[int]) -> bool:
    """Whether most blank cells of the column have a fill."""
    blank = [row for row in rows if not grid.text(row, col)]
    return len(blank) >= 3 and sum(grid.style(row, col).fill is not None for row in blank) >= 0.7 * len(blank)


def _runs(texts: Sequence[str]) -> int:
    """Return how many times the text changes from one filled cell to the next."""
    return sum(text != before for before, text in zip(("", *texts), texts, strict=False))
