"""Tables with a header: each row below asks, and its cells below the names of parts take the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from answers.questionnaire import SlotRole
from segq.intake.evidence import Role
from segq.intake.headers import Hint, header_hints, leading_hint
from segq.intake.word.candidates import Asked, Block, Made, Place
from segq.intake.word.cells import CellReading, State
from segq.intake.word.columns import Column, Layout, cell_below, columns_below, layout_of
from segq.intake.word.headed_places import places_of_row
from segq.intake.word.header import Header, RowReading
from segq.intake.word.phrases import is_theirs, signs
from segq.intake.word.unasked import is_example, is_example_title, repeats
from segq.intake.wording import looks_like_id, split_id


@dataclass(slots=True)
class _State:
    """What the rows passed so far say about the next one."""

    section: str = ""
    theirs: bool = False
    example: bool = False
    """The title says that what follows shows how to answer."""
    above: dict[int, CellReading] = field(default_factory=dict)
    """Where the merge of each grid column began."""
    found: list[Asked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """A table with its header and what its columns are for."""

    address: str
    header: Header
    layout: Layout
    rows: tuple[RowReading, ...]
    section: str = ""
    inside: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    """Places of tables in cells that only take an answer, by the address of the cell around."""

    @property
    def question(self) -> Column:
        """The column that asks."""
        return self.layout.columns[self.layout.question]

    @property
    def answers(self) -> list[Column]:
        """The columns that take the answer."""
        roles = self.layout.roles
        return [self.layout.columns[p] for p, role in roles.items() if role in (Role.ANSWER, Role.TICK)]


def headed_table(address: str, header: Header, rows: Sequence[RowReading], section: str) -> HeadedTable | None:
    """Return the table with its columns; ``None`` where no column asks or none takes an answer."""
    below = tuple(row for row in rows if row.number >= header.below and not row.row.deleted)
    bodies = [row for row in below if row.single is None and not _is_empty(row)]
    if not bodies:
        return None
    layout = layout_of(columns_below(header, bodies))
    if layout is None or not {Role.ANSWER, Role.TICK} & set(layout.roles.values()):
        return None
    return HeadedTable(address, header, layout, below, section)


def _is_empty(row: RowReading) -> bool:
    return all(cell.state in (State.BLANK, State.CLOSED) and not cell.text for cell in row.seen)


def is_register(table: HeadedTable) -> str:
    """Return why the table is a register or a list of data, ``""`` where it is none."""
    names = [column.heading.text for column in table.layout.columns]
    logged = [name for name in names if Hint.REGISTER in header_hints(name)]
    asking = table.question.asking
    headed = any(leading_hint(column.heading.text) is Hint.ANSWER for column in table.answers)
    if logged and asking < 0.3 and (len(logged) >= 2 or not headed or table.question.hint is Hint.REGISTER):
        return f"a register, not a questionnaire ({', '.join(logged[:3])})"
    full = all(column.open < 0.1 and column.explicit < 0.1 for column in table.answers)
    if full and all(column.numbers > 0.6 for column in table.answers):
        return "a table of data: the cells under the answer's name are numbers"
    return ""


def read_headed(table: HeadedTable) -> Block:
    """Return the questions of the rows; raises nothing for odd rows, which are passed over."""
    state = _State(table.section)
    for row in table.rows:
        for cell in row.cells:
            if cell.cell.merged != "continue":
                state.above |= dict.fromkeys(range(cell.cell.column, cell.cell.column + cell.cell.span), cell)
        _take(table, row, state)
    weak = all(column.open < 0.3 for column in table.answers) and not table.inside
    reason = ", ".join(
        f"“{table.layout.columns[place].heading.text}”: {role}" for place, role in sorted(table.layout.roles.items())
    )
    doubts = () if table.header.sure else ("the place to answer was found by its position alone",)
    named = f"“{table.question.heading.text}” asks; {reason}"
    return Block(
        table.address, "question and answer columns", named, _confidence(table), tuple(state.found), weak, doubts
    )


def _confidence(table: HeadedTable) -> float:
    sure = (
        0.5
        + 0.2 * table.header.sure
        + 0.2 * (table.question.asking > 0.5)
        + 0.09 * (table.question.hint is Hint.QUESTION)
    )
    return round(sure, 2)


def _take(table: HeadedTable, row: RowReading, state: _State) -> None:
    if row.single is not None:
        if row.single.text:
            state.section, state.theirs = row.single.text, is_theirs(row.single.text)
            state.example = is_example_title(row.single.text)
            if row.single.state is State.LABELLED:
                state.found += row.single.own
        return
    asker = _asker(table, row)
    if asker is None or state.theirs or repeats(table.header, row) or is_example(row, asker.cell.column):
        _note(row, state)
        return
    if asker.cell.merged == "continue":
        _continue(table, row, state)
        return
    own = [place for one in asker.own for place in one.places] if asker.state is State.LABELLED else []
    beside = places_of_row(table.layout, row, state.above, table.inside)
    places = (*own, *(replace(each, role=SlotRole.COMMENT) if own else each for each in beside))
    state.example = state.example and all(place.existing for place in places)
    if not places or state.example or _is_title(table, row, asker) or signs(asker.text):
        _note(row, state)
        return
    state.found.append(_question(table, row, asker, places, state))


def _asker(table: HeadedTable, row: RowReading) -> CellReading | None:
    """Return the cell that asks: below the question's name, or below another column of questions."""
    for place in (table.layout.question, *table.layout.others):
        cell = cell_below(row, table.layout.columns[place].heading)
        if cell is not None and (cell.cell.merged == "continue" or (cell.text and not cell.open)):
            return cell
    return None


def _is_title(table: HeadedTable, row: RowReading, asker: CellReading) -> bool:
    """Whether a row with a text and blank cells looks like a section's title."""
    if asker.asks or (table.question.asking < 0.4 and not (asker.bold or asker.text.isupper())):
        return False
    peers = [cell for each in table.rows if each is not row and (cell := _asker(table, each)) is not None]
    bold = asker.bold and sum(cell.bold for cell in peers) < 0.4 * len(peers)
    alike = sum(cell.cell.fill == asker.cell.fill for cell in peers)
    filled = bool(asker.cell.fill) and alike < 0.4 * len(peers)
    others = [cell for cell in row.seen if cell is not asker and not looks_like_id(cell.text)]
    return (bold or filled) and all(cell.state is State.BLANK for cell in others)


def _note(row: RowReading, state: _State) -> None:
    """Take a row with one text as the title of what follows."""
    texts = [cell.text for cell in row.seen if cell.text and not cell.open and not looks_like_id(cell.text)]
    if len(texts) == 1:
        state.section, state.theirs = texts[0], is_theirs(texts[0])


def _continue(table: HeadedTable, row: RowReading, state: _State) -> None:
    """Add further places of a question whose cell is merged over rows."""
    known = {place.key for one in state.found for place in one.places}
    more = [place for place in places_of_row(table.layout, row, state.above, table.inside) if place.key not in known]
    if state.found and more:
        state.found[-1] = replace(state.found[-1], places=(*state.found[-1].places, *more))


def _question(
    table: HeadedTable, row: RowReading, asker: CellReading, places: tuple[Place, ...], state: _State
) -> Asked:
    said = [cell.text for place in table.layout.others if (cell := _below(table, row, place)) and cell is not asker]
    fused, text = split_id(asker.text)
    own = _id(table, row, asker)
    guidance = [cell.text for place in _of(table, Role.GUIDANCE) if (cell := _below(table, row, place))]
    domain = [
        state.above[c.heading.start].text
        for p in _of(table, Role.SECTION)
        if (c := table.layout.columns[p]).heading.start in state.above
    ]
    section = " / ".join(dict.fromkeys(part for part in (state.section, *domain) if part))
    return Asked(
        asker.at,
        " ".join(part for part in (text, *said) if part),
        places,
        _weight(table, asker, places),
        own or fused,
        section,
        "\n".join(part for part in guidance if part),
    )


def _of(table: HeadedTable, role: Role) -> list[int]:
    return [place for place, known in sorted(table.layout.roles.items()) if known is role]


def _below(table: HeadedTable, row: RowReading, place: int) -> CellReading | None:
    return cell_below(row, table.layout.columns[place].heading)


def _id(table: HeadedTable, row: RowReading, asker: CellReading) -> str | None:
    cells = [_below(table, row, place) for place in _of(table, Role.ID)]
    left = [cell for cell in row.seen if cell.cell.column < asker.cell.column and looks_like_id(cell.text)]
    return next((cell.text for cell in [*cells, *left] if cell is not None and cell.text), None)


def _weight(table: HeadedTable, asker: CellReading, places: Sequence[Place]) -> float:
    named = any(column.hint is Hint.ANSWER and column.open > 0.5 for column in table.answers)
    named = named or table.question.hint is Hint.QUESTION
    alone = all(column.hint in (Hint.COMMENT, Hint.EVIDENCE) for column in table.answers)
    asked = 1.0 if asker.asks or table.question.asking > 0.5 else 0.7 if named else 0.4
    asked = asked if asker.asks or not alone else min(asked, 0.6)
    shown = 1.0 if table.header.sure or places[0].made.explicit else 0.6
    weight = asked * shown * (0.5 if places[0].made is Made.STANDING else 1.0)
    return max(weight, 0.9) if places[0].made in (Made.CONTROL, Made.FIELD, Made.BOXES) else weight
