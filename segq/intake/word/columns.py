"""What each column below a header is for: the question, its id and section, and the parts of the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from segq.intake.choice_words import heads_a_choice
from segq.intake.evidence import Role
from segq.intake.headers import Hint, header_hints, leading_hint
from segq.intake.stated_options import header_choices
from segq.intake.word.cells import CellReading, State
from segq.intake.word.header import Header, Heading, RowReading, is_grade
from segq.intake.word.phrases import demands, is_theirs
from segq.intake.wording import is_interrogative, is_sentence, looks_like_id

_PARTS = {
    Hint.ANSWER: Role.ANSWER,
    Hint.STATUS: Role.ANSWER,
    Hint.COMMENT: Role.COMMENT,
    Hint.EVIDENCE: Role.EVIDENCE,
    Hint.OWNERSHIP: Role.OWNERSHIP,
    Hint.DATE: Role.OTHER,
}
_DOCUMENT = re.compile(r"\W*(documents?|documentation|dokumente?|unterlagen|documentos?|documenti)\W*$", re.IGNORECASE)
"""Names of columns for what proves the answer."""
_NUMBER_OF = re.compile(r"\W*[^\W\d]{4,}[\w ]* (number|no\.?|id)\W*$|.*[^\W\d]{4,}nummer\W*$", re.IGNORECASE)
"""Names of columns for the number of something that the row names."""
_NO_QUESTION = (Hint.ANSWER, Hint.COMMENT, Hint.EVIDENCE, Hint.GUIDANCE, Hint.ANALYST, Hint.TYPE, Hint.REGISTER)


@dataclass(frozen=True, slots=True)
class Column:
    """Shares over the rows that have a cell below the heading."""

    heading: Heading
    place: int
    open: float = 0.0
    """Blank cells and places."""
    texts: float = 0.0
    explicit: float = 0.0
    asking: float = 0.0
    """Texts that ask or state a duty, among the texts."""
    sentences: float = 0.0
    ids: float = 0.0
    numbers: float = 0.0
    distinct: float = 0.0
    length: float = 0.0

    @property
    def hint(self) -> Hint | None:
        """What its name speaks for most."""
        return leading_hint(self.heading.text)

    @property
    def choice(self) -> bool:
        """Whether its name is a choice."""
        return heads_a_choice(self.heading.text) or is_grade(self.heading.text)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns by their part; ``others`` are further columns that hold questions."""

    columns: tuple[Column, ...]
    question: int
    others: tuple[int, ...] = ()
    roles: dict[int, Role] = field(default_factory=dict)


def cell_below(row: RowReading, heading: Heading) -> CellReading | None:
    """Return the cell of the row that begins below the heading, else one that asks and reaches below it."""
    own = next((cell for cell in row.cells if heading.covers(cell)), None)
    return own or next((cell for cell in row.seen if _reaches(cell, heading)), None)


def _reaches(cell: CellReading, heading: Heading) -> bool:
    begins, ends = cell.cell.column, cell.cell.column + cell.cell.span
    return begins < heading.start < ends and cell.state is State.TEXT and (cell.asks or demands(cell.text))


def columns_below(header: Header, rows: Sequence[RowReading]) -> tuple[Column, ...]:
    """Return the columns over the rows that have several cells."""
    return tuple(_column(heading, place, rows) for place, heading in enumerate(header.headings))


def _column(heading: Heading, place: int, rows: Sequence[RowReading]) -> Column:
    cells = [cell for row in rows if (cell := cell_below(row, heading)) is not None]
    own = [cell for cell in cells if cell.cell.merged != "continue"]
    texts = [cell.text for cell in own if cell.state in (State.TEXT, State.LABELLED) and cell.text]
    count, said = max(len(own), 1), max(len(texts), 1)
    return Column(
        heading,
        place,
        open=sum(cell.open for cell in own) / count,
        texts=len(texts) / count,
        explicit=sum(cell.explicit for cell in own) / count,
        asking=sum(is_interrogative(text) or demands(text) for text in texts) / said,
        sentences=sum(is_sentence(text) for text in texts) / said,
        ids=sum(looks_like_id(text) for text in texts) / said,
        numbers=sum(text.strip(" %.,€$").replace(".", "").isdigit() for text in texts) / said,
        distinct=len(set(texts)) / said if len(own) == len(cells) else 0.3,
        length=sum(len(text) for text in texts) / said,
    )


def layout_of(columns: tuple[Column, ...]) -> Layout | None:
    """Return which column asks and which take what, ``None`` where none asks."""
    scored = sorted(
        ((_question_weight(column), -column.place) for column in columns if column.texts > 0.2), reverse=True
    )
    if not scored or scored[0][0] < (-1.5 if _asks_for_answers(columns) else 0.5):
        return None
    question = columns[-scored[0][1]]
    others = tuple(each.place for each in columns if each is not question and _asks_beside(each, question))
    beside = [each for each in columns if each is not question and each.place not in others]
    return Layout(columns, question.place, others, _roles(question, beside))


def _asks_for_answers(columns: Sequence[Column]) -> bool:
    """Whether a column is named as the answer's and open, or several are that name a choice."""
    marked = sum(column.choice and column.open > 0.7 for column in columns[1:])
    return marked >= 2 or any(column.hint is Hint.ANSWER and column.open > 0.5 for column in columns[1:])


def _question_weight(column: Column) -> float:
    hints = header_hints(column.heading.text)
    weight = 2.5 * column.asking + 0.8 * column.sentences + 0.5 * column.distinct + 0.6 * min(column.texts, 0.9)
    weight += 2.0 * hints.get(Hint.QUESTION, 0.0) - 4.0 * max(column.ids, column.numbers)
    if column.hint in _NO_QUESTION:
        weight -= 3.0
    elif column.hint in (Hint.SECTION, Hint.ID, Hint.DATE, Hint.OWNERSHIP, Hint.STATUS):
        weight -= 1.0
    return weight - 0.15 * column.place


def _asks_beside(column: Column, question: Column) -> bool:
    """Whether a second column holds questions where the first has none."""
    asks = column.asking >= 0.5 or (column.hint is Hint.QUESTION and column.texts > 0)
    return (
        asks and column.open > 0.15 and question.open > 0.15 and column.open + question.open > 0.75 and column.texts > 0
    )


def _roles(question: Column, beside: Sequence[Column]) -> dict[int, Role]:
    """Return the part of every other column."""
    roles: dict[int, Role] = {}
    ticks = [column for column in beside if column.choice and column.open > 0.7 and column.place > question.place]
    for column in beside:
        if len(ticks) >= 2 and column in ticks:
            roles[column.place] = Role.TICK
        elif part := _part(column, question):
            roles[column.place] = part
    if Role.TICK in roles.values():
        return {place: Role.COMMENT if role is Role.ANSWER else role for place, role in roles.items()}
    return _with_answer(roles, question, beside)


def _part(column: Column, question: Column) -> Role | None:
    """Return what a column is for by its name and what stands in it."""
    hint, right = column.hint, column.place > question.place
    if _is_theirs(column):
        return Role.ANALYST
    if (column.ids > 0.6 and column.open < 0.5) or (hint is Hint.ID and not right):
        return Role.ID
    if hint is Hint.GUIDANCE and column.open < 0.9:
        return Role.GUIDANCE
    if hint is Hint.SECTION or (not right and column.open < 0.5 and hint not in _PARTS):
        return Role.SECTION
    return _open_part(column) if right else _PARTS.get(hint) if hint is not None else None


def _open_part(column: Column) -> Role | None:
    """Return what a column right of the question is for, by its name."""
    name, hint, opened = column.heading.text, column.hint, column.open > 0.5
    if name.rstrip().endswith("?"):
        return Role.ANSWER
    if opened and hint is None and _DOCUMENT.match(name):
        return Role.EVIDENCE
    if opened and hint is Hint.ID and _NUMBER_OF.match(name):
        return Role.OTHER
    return _PARTS.get(hint) if hint is not None else None


def _is_theirs(column: Column) -> bool:
    """Whether a column is a reviewer's, or weighs and logs."""
    reviewed = header_hints(column.heading.text).get(Hint.ANALYST, 0.0) >= 0.35
    return reviewed or is_theirs(column.heading.text) or column.hint in (Hint.WEIGHT, Hint.REGISTER, Hint.TYPE)


def _with_answer(roles: dict[int, Role], question: Column, beside: Sequence[Column]) -> dict[int, Role]:
    """Return the roles with one answer: of several the open one; else the first open column right of the question."""
    by_place = {column.place: column for column in beside}
    answers = [by_place[place] for place, role in roles.items() if role is Role.ANSWER]
    opened = [column for column in answers if column.open > 0.5]
    if opened and len(opened) < len(answers):
        roles = {p: r for p, r in roles.items() if r is not Role.ANSWER or by_place[p] in opened}
        answers = opened
    if len(answers) > 1:
        best = max(answers, key=lambda c: (c.explicit > 0.5, c.hint is Hint.ANSWER, -c.place))
        return {
            p: r if r is not Role.ANSWER or p == best.place else _second(best, by_place[p]) for p, r in roles.items()
        }
    if not answers:
        free = [c for c in beside if c.open > 0.5 and c.place > question.place and c.place not in roles]
        named = [c for c in beside if c.open > 0.5 and roles.get(c.place) in (Role.COMMENT, Role.EVIDENCE)]
        for column in (free or named)[:1]:
            roles = roles | {column.place: Role.ANSWER}
    return roles


def _second(best: Column, column: Column) -> Role:
    if header_choices(column.heading.text):
        return Role.OTHER
    return Role.COMMENT if column.hint is Hint.ANSWER or column.place > best.place else Role.OTHER
