"""The places of a row below a header: each part of the answer in the cell below its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from answers.questionnaire import SlotKind, SlotRole
from segq.intake.evidence import Role
from segq.intake.headers import Hint, leading_hint
from segq.intake.stated_options import bracketed_choices, header_choices
from segq.intake.word.candidates import Made, Place
from segq.intake.word.cells import CellReading, State
from segq.intake.word.columns import Column, Layout, cell_below
from segq.intake.word.header import RowReading
from segq.intake.word.phrases import names_date, printed_choices
from segq.intake.wording import asks_for_words, is_not_applicable

_SLOT_ROLES = {
    Role.ANSWER: SlotRole.ANSWER,
    Role.TICK: SlotRole.ANSWER,
    Role.COMMENT: SlotRole.COMMENT,
    Role.EVIDENCE: SlotRole.EVIDENCE,
    Role.OWNERSHIP: SlotRole.OWNERSHIP,
    Role.OTHER: SlotRole.OTHER,
}


def places_of_row(
    layout: Layout, row: RowReading, above: Mapping[int, CellReading], inside: Mapping[str, tuple[Place, ...]]
) -> Iterator[Place]:
    """Yield the places of a row, left to right; a merged one is that of the row where it begins.

    ``inside`` are the places of cells with a small table, by their address.
    """
    for place, role in sorted(layout.roles.items()):
        if role not in _SLOT_ROLES:
            continue
        column = layout.columns[place]
        cell = cell_below(row, column.heading)
        if cell is not None and cell.cell.merged == "continue":
            cell = above.get(column.heading.start)
        if cell is not None and cell.at in inside:
            yield from inside[cell.at] if role is Role.ANSWER else ()
        elif cell is not None:
            yield from _of_cell(layout, column, cell, role)


def _of_cell(layout: Layout, column: Column, cell: CellReading, role: Role) -> Iterator[Place]:
    slot_role, name = _SLOT_ROLES[role], column.heading.text
    if role is Role.TICK:
        yield from _tick(cell, name)
    elif cell.state is State.BLANK:
        yield _stated(layout, Place(cell.at, Made.CELL, role=slot_role, header=name), cell)
    elif cell.state is State.PLACE:
        first, *rest = cell.places
        yield replace(first, role=slot_role, header=name)
        yield from rest
    elif cell.state is State.LABELLED:
        yield from _parts(cell, slot_role, name)
    elif cell.state is State.TEXT and cell.text:
        existing = None if is_not_applicable(cell.text) and column.open > 0.5 else cell.text
        kind = SlotKind.DATE if names_date(name) else SlotKind.TEXT
        yield Place(cell.at, Made.STANDING, kind, slot_role, existing=existing, header=name)


def _parts(cell: CellReading, role: SlotRole, name: str) -> Iterator[Place]:
    """Yield the places of a cell with labels of its own: parts of one answer where all are alike, else comments."""
    places = [place for one in cell.own for place in one.places]
    alike = all(place.kind is SlotKind.TEXT and place.made is places[0].made for place in places)
    for number, place in enumerate(places):
        part = number == 0 or (alike and place.role is SlotRole.ANSWER)
        yield replace(place, role=role if part else SlotRole.COMMENT, header=place.header or name)


def _tick(cell: CellReading, name: str) -> Iterator[Place]:
    if cell.state is State.BLANK:
        yield Place(cell.at, Made.CELL, SlotKind.CHOICE, options=("X",), header=name)
    elif cell.state is State.PLACE:
        yield replace(cell.places[0], kind=SlotKind.CHOICE, options=cell.places[0].options or ("X",), header=name)
    elif cell.state is State.TEXT and len(cell.text) <= 2:
        yield Place(cell.at, Made.CELL, SlotKind.CHOICE, options=("X",), existing=cell.text, header=name)


def _choices(name: str) -> tuple[str, ...]:
    """Return the choices that a column's name states: in brackets, also behind *Code*, or as the whole name."""
    coded = bracketed_choices(name) if leading_hint(name) is Hint.ID else ()
    return header_choices(name) or printed_choices(name) or coded


def _stated(layout: Layout, place: Place, cell: CellReading) -> Place:
    """Return a blank place as a choice where its column's name states what may stand there."""
    said = (SlotRole.ANSWER, SlotRole.OTHER)
    choices = _choices(place.header) if place.role in said else ()
    asker = layout.columns[layout.question]
    if choices and not asks_for_words(asker.heading.text):
        return replace(place, kind=SlotKind.CHOICE, options=choices)
    dated = names_date(place.header) and cell.state is State.BLANK
    return replace(place, kind=SlotKind.DATE) if dated else place
