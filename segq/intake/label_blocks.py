"""Labels that stand in one block with those about the respondent: the rest of a form beside the tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from answers.questionnaire import CellAddress, Question, SlotRole
from exporters.ooxml.references import cell_name
from segq.intake.defaults import Defaults
from segq.intake.forms import Pair, row_pairs
from segq.intake.grid import Grid
from segq.intake.headers import Hint, header_hints
from segq.intake.language import detect
from segq.intake.slots import cell_slot
from segq.intake.wording import looks_like_id

_THEIRS = frozenset((Hint.ANALYST, Hint.WEIGHT, Hint.REGISTER, Hint.STATUS, Hint.OWNERSHIP, Hint.GUIDANCE))
"""What a label speaks of where the customer fills the block in, as on a cover with a rating."""

_CUSTOMER = re.compile(r"^\W*(client|customer)('s)?\s+(?=(company|legal|business|contact)\b|name\b)", re.IGNORECASE)


def questions_beside(
    grid: Grid, known: Mapping[tuple[int, int], int], section: str, closed: Collection[int]
) -> list[tuple[tuple[int, int], Question]]:
    """Return what the labels right above and below the ``known`` ones (row, column: place) ask, by row and column.

    They have the same two columns, and their cells are made for writing; rows in ``closed`` end the block. None count
    where one of the labels is the customer's.
    """
    columns = {(col, place) for (_, col), place in known.items()}
    found: dict[tuple[int, int], Pair] = {}
    rows = {row for row, _ in known}
    for step in (1, -1):
        end = 0
        for start in sorted((row for row, _ in known), reverse=step < 0):
            if end and step * start < step * end:
                continue
            run = _run(grid, start, step, columns, closed)
            end = start + step * (len(run) + 1)
            rows |= set(range(start, end + step, step))
            found |= {(pair.row, pair.col): pair for pairs in run for pair in pairs}
    if any(_is_theirs(grid.text(row, col)) for row in rows - set(closed) for col, _ in columns):
        return []
    beside = [(at, found[at]) for at in sorted(found) if found[at].made and at not in known]
    return [(at, _question(grid, pair, section)) for at, pair in beside]


def _question(grid: Grid, pair: Pair, section: str) -> Question:
    slot = cell_slot(grid, pair.row, pair.place, role=SlotRole.ANSWER, header=pair.text, defaults=Defaults())
    before = grid.text(pair.row, pair.col - 1) if pair.col > 1 else ""
    return Question(
        address=CellAddress(grid.name, cell_name(pair.row, pair.col)),
        text=" ".join(pair.text.split()),
        id=before if looks_like_id(before) else None,
        section=section,
        language=detect(pair.text),
        slots=(slot,),
    )


def _run(
    grid: Grid, start: int, step: int, columns: Collection[tuple[int, int]], closed: Collection[int]
) -> list[list[Pair]]:
    """Return the labels of the rows next to ``start``, row by row, up to the first that holds none of the block."""
    run: list[list[Pair]] = []
    row = start + step
    while row in grid.rows and row not in closed and (pairs := _of_block(row_pairs(grid, row), columns)):
        run.append(pairs)
        row += step
    return run


def _of_block(pairs: Iterable[Pair], columns: Collection[tuple[int, int]]) -> list[Pair]:
    return [pair for pair in pairs if (pair.col, pair.place) in columns]


def _is_theirs(text: str) -> bool:
    """Whether the customer judges something there; the bare name of one, left blank, is not asked and says no more."""
    return bool(_THEIRS & header_hints(_CUSTOMER.sub("", text)).keys())
