"""The places of a row below a header: each part of the answer in the cell below its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from answers.questionnaire import SlotKind, SlotRole
from segq.intake.evidence import Role
from segq.intake.stated_options import header_choices
from segq.intake.word.candidates import Made, Place
from segq.intake.word.cells import CellReading, State
from segq.intake.word.columns import Column, Layout, cell_below
from segq.intake.word.header import RowReading
from segq.intake.word.phrases import names_date
from segq.intake.wording import asks_for_words, is_not_applicable

_SLOT_ROLES = {
    Role.ANSWER: SlotRole.ANSWER,
    Role.TICK: SlotRole.ANSWER,
    Role.COMMENT: SlotRole.COMMENT,
    Role.EVIDENCE: SlotRole.EVIDENCE,
    Role.OWNERSHIP: SlotRole.OWNERSHIP,
    Role.OTHER: SlotRole.OTHER,
}


def places_of_row(layout: Layout, row: RowReading, above: Mapping[int, CellReading]) -> Iterator[Place]:
    """Yield the places of a row, left to right; a merged one is that of the row where it begins."""
    for place, role in sorted(layout.roles.items()):
        if role not in _SLOT_ROLES:
            continue
        column = layout.columns[place]
        cell = cell_below(row, column.heading)
        if cell is not None and cell.cell.merged == "continue":
            cell = above.get(column.heading.start)
        if cell is not None:
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
    places = [place for one in cell.own for place in one.places]
    for number, place in enumerate(places):
        yield replace(place, role=role if number == 0 else SlotRole.COMMENT, header=place.header or name)


def _tick(cell: CellReading, name: str) -> Iterator[Place]:
    if cell.state is State.BLANK:
        yield Place(cell.at, Made.CELL, SlotKind.CHOICE, options=("X",), header=name)
    elif cell.state is State.PLACE:
        yield replace(cell.places[0], kind=SlotKind.CHOICE, options=cell.places[0].options or ("X",), header=name)
    elif cell.state is State.TEXT and len(cell.text) <= 2:
        yield Place(cell.at, Made.CELL, SlotKind.CHOICE, options=("X",), existing=cell.text, header=name)


def _stated(layout: Layout, place: Place, cell: CellReading) -> Place:
    """Return a blank place as a choice where its column's name states what may stand there."""
    choices = header_choices(place.header) if place.role is SlotRole.ANSWER else ()
    asker = layout.columns[layout.question]
    if choices and not asks_for_words(asker.heading.text):
        return replace(place, kind=SlotKind.CHOICE, options=choices)
    dated = names_date(place.header) and cell.state is State.BLANK
    return replace(place, kind=SlotKind.DATE) if dated else place
