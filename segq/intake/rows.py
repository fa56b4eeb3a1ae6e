"""Which rows of a table are questions, which are section titles or guidance, weighed row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from segq.intake.evidence import ColumnReading, Role
from segq.intake.followups import condition
from segq.intake.grid import Grid
from segq.intake.tables import Table
from segq.intake.wording import is_duty, is_interrogative, is_sentence, looks_like_id, split_id

_LETTERS = re.compile(r"[^\W\d_]{2}|[\u3040-\u30ff\u3400-\u9fff]")
_CAPITALS, _DIGITS = re.compile(r"[A-Za-z&]+"), re.compile(r"\d+")
_LONGEST_TITLE = 200
_TALLEST = 30
"""Rows that one question may cover."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question as it stands in its row; places are still columns."""

    row: int
    col: int
    text: str
    id: str | None
    section: str
    guidance: str = ""
    last_row: int = 0
    """Last row that the question's merged cell covers; its answers stand in all of them."""
    below: bool = False
    """The answer goes into the row below."""
    places: tuple[tuple[int, int, Role], ...] = ()
    """(row, column, role) of each place, where a form gives them cell by cell."""

    @property
    def answer_rows(self) -> range:
        """Return the rows that hold the question's places."""
        first = self.row + self.below
        return range(first, max(first, self.last_row) + 1)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The columns of a table by the part they play, left to right."""

    question: int
    id: int | None
    answers: tuple[int, ...]
    """Where the answer is written or ticked."""
    places: tuple[int, ...]
    """Where the vendor writes at all."""
    guidance: tuple[int, ...]
    sections: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is to be seen of a row that has a text in the question column."""

    row: int
    text: str
    id: str
    shape: str
    """The id with letters and digits made alike, so that ``1.2`` and ``4.11`` look the same."""
    asks: bool
    offers: bool
    """A choice is offered in an answer column."""
    open: bool
    """Some answer column may be written, or mirrors another answer by formula."""
    mirrors: bool
    bold: bool
    fill: str | None
    filled: int
    overlaps: bool
    """The text's merged cell covers an answer column."""
    place_fill: str | None
    """Fill of the first answer column's cell."""


@dataclass(frozen=True, slots=True)
class _Typical:
    """How most questions of the table look."""

    offers: float
    asks: float
    ids: float
    open: float
    bold: float
    fills: Counter[str | None]
    shapes: Counter[str]
    modal: str
    """The commonest shape."""
    count: int
    filled: float
    place_fills: Counter[str | None]


@dataclass(slots=True)
class _State:
    """What the rows passed so far say about the next one."""

    section: str = ""
    column_sections: dict[int, str] = field(default_factory=dict)
    questions: list[QuestionRow] = field(default_factory=list)


def question_rows(
    grid: Grid,
    table: Table,
    readings: dict[int, ColumnReading],
    rows: Sequence[int],
    always: frozenset[int] = frozenset(),
) -> list[QuestionRow]:
    """Return the questions of the table in row order, with section and guidance; ``always`` are not weighed."""
    parts = _parts(readings)
    if parts is None:
        return []
    facts = {row: _facts(grid, parts, row) for row in rows if _LETTERS.search(grid.text(row, parts.question))}
    typical = _typical(list(facts.values()))
    titles = dict(table.titles)
    state = _State(section=titles.get(table.header_rows[0], "") if table.header_rows else "")
    for row in sorted({*rows, *titles}):
        if row in titles:
            state.section = titles[row]
        elif row in facts and (row in always or _weight(facts[row], typical) > 0):
            state.questions.append(_question(grid, parts, facts[row], state))
        elif not state.questions or row > state.questions[-1].last_row:
            _note(grid, row, parts.question, state)
    return state.questions


def rows_answered_below(grid: Grid, col: int, rows: Sequence[int]) -> list[QuestionRow]:
    """Return the questions of a form with an answer row under each; other rows in between are section titles."""
    state, asked = _State(), frozenset(rows)
    for row in grid.row_numbers:
        if row in asked:
            own, text = split_id(grid.text(row, col))
            found = QuestionRow(row, col, " ".join(text.split()), own, state.section, below=True)
            state.questions.append(found)
        elif row < max(asked):
            _note(grid, row, col, state)
    return state.questions


def _parts(readings: dict[int, ColumnReading]) -> _Parts | None:
    """Return which column plays which part, ``None`` where none holds the questions."""
    played = [(col, reading.role) for col, reading in sorted(readings.items())]
    question = next((col for col, role in played if role is Role.QUESTION), None)
    if question is None:
        return None
    return _Parts(
        question=question,
        id=next((col for col, role in played if role is Role.ID), None),
        answers=tuple(col for col, role in played if role in (Role.ANSWER, Role.TICK)),
        places=tuple(col for col, role in played if role.is_slot),
        guidance=tuple(col for col, role in played if role is Role.GUIDANCE),
        sections=tuple(col for col, role in played if role is Role.SECTION),
    )


def _facts(grid: Grid, parts: _Parts, row: int) -> _Facts:
    text = grid.text(row, parts.question)
    fused, _ = split_id(text)
    own = (grid.merged_text(row, parts.id) if parts.id else "") or fused or ""
    style = grid.style(row, parts.question)
    merge = grid.merge_at(row, parts.question)
    mirrors = any((cell := grid.cell(row, col)) is not None and cell.formula for col in parts.answers)
    rules = [grid.validation(row, col) for col in parts.answers if grid.writable(row, col)]
    return _Facts(
        row=row,
        text=text,
        id=own,
        shape=_shape(own),
        asks=is_interrogative(text) or is_duty(text),
        offers=any(rule is not None and rule.kind == "list" for rule in rules),
        open=mirrors or any(_may_be_written(grid, row, col) for col in parts.places),
        mirrors=mirrors,
        bold=style.bold,
        fill=style.fill,
        filled=len(grid.rows[row]),
        overlaps=merge is not None and any(parts.question < col <= merge.last_col for col in parts.answers),
        place_fill=grid.style(row, parts.answers[0]).fill if parts.answers else None,
    )


def _shape(own: str) -> str:
    return _DIGITS.sub("0", _CAPITALS.sub("A", own)).rstrip(".")


def _may_be_written(grid: Grid, row: int, col: int) -> bool:
    anchor = grid.anchor(row, col)
    return anchor[1] == col and grid.writable(*anchor)


def _typical(facts: list[_Facts]) -> _Typical:
    """Describe the rows that are most surely questions: those with choices, else with ids, else all."""
    offers = sum(f.offers for f in facts) / max(len(facts), 1)
    ids = sum(looks_like_id(f.id) for f in facts) / max(len(facts), 1)
    sure = [f for f in facts if f.offers] if offers > 0.2 else facts
    sure = [f for f in sure if looks_like_id(f.id)] if ids > 0.2 else sure
    asking = [f for f in sure if f.asks]
    sure = asking if offers <= 0.2 and ids <= 0.2 and len(asking) > 0.3 * len(sure) else sure
    sure = sure or facts
    n = max(len(sure), 1)
    shapes = Counter(f.shape for f in sure)
    return _Typical(
        offers=offers,
        asks=sum(f.asks for f in sure) / n,
        ids=sum(looks_like_id(f.id) for f in sure) / n if ids > 0.2 else 0.0,
        open=sum(f.open for f in sure) / n,
        bold=sum(f.bold for f in sure) / n,
        fills=Counter(f.fill for f in sure),
        shapes=shapes,
        modal=max(shapes, key=lambda shape: shapes[shape], default=""),
        count=n,
        filled=sum(f.filled for f in sure) / n,
        place_fills=Counter(f.place_fill for f in sure),
    )


def _weight(facts: _Facts, typical: _Typical) -> float:
    """Return how much speaks for the row being a question; above 0 it is one."""
    weight = 0.5 + 1.5 * facts.asks + 0.5 * is_sentence(facts.text)
    telling = 2.0 if typical.offers < 0.97 else 0.7
    weight += telling if facts.offers else -(0.0 if facts.mirrors else min(1.8, 1.8 * typical.offers))
    usual_place = facts.open and typical.place_fills[facts.place_fill] >= 0.15 * typical.count
    weight += _id_weight(facts, typical) + 2.5 * (bool(condition(facts.text)) and usual_place)
    if typical.open > 0.7 and not facts.open:
        weight -= 3.0
    if not typical.ids and typical.asks > 0.9 and not (facts.asks or facts.offers or is_sentence(facts.text)):
        weight -= 0.8
    if facts.overlaps:
        weight -= 2.5
    if facts.bold and typical.bold < 0.4:
        weight -= 1.5
    if typical.fills[facts.fill] < 0.15 * typical.count:
        weight -= 1.0
    if facts.filled <= 0.5 * typical.filled:
        weight -= 0.8
    if facts.text.isupper() and len(facts.text) < 80:
        weight -= 1.0
    return weight


def _id_weight(facts: _Facts, typical: _Typical) -> float:
    if not typical.ids:
        return 0.0
    if not looks_like_id(facts.id):
        return (-0.5 if facts.id else -2.5) * typical.ids
    alike = typical.shapes[facts.shape]
    shorter = facts.shape.count("0") < typical.modal.count("0")
    if shorter and alike < 0.3 * typical.count and typical.shapes[typical.modal] > 0.5 * typical.count:
        return -1.5
    return 1.0 if alike >= 0.05 * typical.count else 0.5


def _question(grid: Grid, parts: _Parts, facts: _Facts, state: _State) -> QuestionRow:
    fused, rest = split_id(facts.text)
    own = facts.id if looks_like_id(facts.id) or not fused else fused
    text = rest if fused and own.casefold().rstrip(".):") == fused.casefold().rstrip(".):") else facts.text
    guidance = [grid.merged_text(facts.row, col) for col in parts.guidance]
    merge = grid.merge_at(facts.row, parts.question)
    return QuestionRow(
        row=facts.row,
        col=parts.question,
        text=" ".join(text.split()),
        id=own.rstrip(":)") or None,
        section=_section(grid, parts.sections, facts.row, state),
        guidance="\n".join(text for text in guidance if text),
        last_row=min(merge.last_row, facts.row + _TALLEST) if merge else facts.row,
    )


def _section(grid: Grid, columns: Sequence[int], row: int, state: _State) -> str:
    """Return the section: its column's text, carried down over blanks, else the last title row."""
    for col in columns:
        if text := grid.merged_text(row, col):
            state.column_sections[col] = " ".join(text.split())
    return " / ".join(dict.fromkeys(state.column_sections.values())) or state.section


def _note(grid: Grid, row: int, question: int, state: _State) -> None:
    """Take a row that is no question as guidance to the question above it, or as a section title."""
    cells = grid.rows.get(row, {})
    texts = [text for col in cells if _LETTERS.search(text := grid.text(row, col))]
    if not texts or len(texts) > 3:
        return
    below_question = bool(state.questions) and state.questions[-1].row == row - 1
    text = max(texts, key=len)
    titled = any(grid.style(row, col).bold or grid.span(row, col) > 2 for col in cells)
    if below_question and not titled and len(text) > 40 and grid.text(row, question) == text:
        last = state.questions[-1]
        state.questions[-1] = replace(last, guidance="\n".join(part for part in (last.guidance, text) if part))
    elif len(text) <= _LONGEST_TITLE and (titled or not is_sentence(text) or grid.text(row, question) == text):
        state.section = " ".join(text.split())
        state.column_sections.clear()
