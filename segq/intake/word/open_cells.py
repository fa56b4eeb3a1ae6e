"""Cells that take an answer: their places, small tables of nothing else, boxes side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from answers.questionnaire import SlotKind, SlotRole
from segq.intake.headers import Hint, leading_hint
from segq.intake.word.candidates import Made, Place
from segq.intake.word.cells import CellReading, State
from segq.intake.word.header import RowReading
from segq.intake.word.phrases import names_date, names_number

_PARTS = {
    Hint.ANSWER: SlotRole.ANSWER,
    Hint.STATUS: SlotRole.ANSWER,
    Hint.COMMENT: SlotRole.COMMENT,
    Hint.EVIDENCE: SlotRole.EVIDENCE,
}
_LARGEST = 8
"""Cells of a table that only takes an answer."""


def places_of(cell: CellReading, label: str) -> tuple[Place, ...]:
    """Return the places of an open cell under a label."""
    if cell.state is State.PLACE:
        first, *rest = cell.places
        return (replace(first, kind=kind_of(label, first), header=label), *rest)
    place = Place(cell.at, Made.CELL, header=label)
    return (replace(place, kind=kind_of(label, place)),)


def kind_of(label: str, place: Place) -> SlotKind:
    """Return what a place takes, as its label tells."""
    if place.kind is not SlotKind.TEXT or place.made in (Made.CONTROL, Made.FIELD):
        return place.kind
    if names_date(label):
        return SlotKind.DATE
    return SlotKind.NUMBER if names_number(label) and place.options else SlotKind.TEXT


def answer_places(rows: Sequence[RowReading]) -> tuple[Place, ...]:
    """Return the places of a small table that only takes an answer; empty for every other table."""
    cells = [cell for row in rows for cell in row.seen]
    if not 0 < len(cells) <= _LARGEST or len(rows) > 4:
        return ()
    if named := _below_names(rows):
        return named
    labels = [cell for cell in cells if cell.named is not None and not _has_place(cell)]
    places = [cell for cell in cells if cell not in labels and cell.open]
    if len(labels) + len(places) < len(cells):
        return ()
    if not places:
        return tuple(place for cell in labels for place in cell.places)
    return tuple(_answer_places(cells, labels)) if labels or len(cells) <= 2 else ()


def standing_place(rows: Sequence[RowReading]) -> tuple[Place, ...]:
    """Return the place of a table of one cell in which an answer may stand already."""
    cell = rows[0].single if len(rows) == 1 else None
    if cell is None or cell.state is not State.TEXT or cell.asks or cell.colon or cell.bold:
        return ()
    return (Place(cell.at, Made.STANDING, existing=cell.text),)


def _below_names(rows: Sequence[RowReading]) -> tuple[Place, ...]:
    """Return the places of a table of two rows: names of parts of the answer, and open cells below them."""
    if len(rows) != 2 or len(rows[0].seen) != len(rows[1].seen) or len(rows[0].seen) < 2:
        return ()
    hints = [_PARTS.get(leading_hint(cell.text) or Hint.QUESTION) for cell in rows[0].seen]
    if None in hints or any(not cell.open or cell.named for cell in rows[1].seen):
        return ()
    found = []
    for name, cell, role in zip(rows[0].seen, rows[1].seen, hints, strict=True):
        found += [replace(place, role=role or place.role) for place in places_of(cell, name.text)]
    return tuple(found)


def tick_places(cells: Sequence[CellReading]) -> tuple[Place, ...]:
    """Return the places of cells with one box each, side by side; empty where there are no two of them."""
    boxes = [cell for cell in cells if cell.state is State.PLACE and _is_tick(cell)]
    if len(boxes) < 2:
        return ()
    return tuple(replace(cell.places[0], options=("X",), header=cell.text) for cell in boxes)


def _is_tick(cell: CellReading) -> bool:
    first = cell.places[0]
    return len(cell.places) == 1 and first.kind is SlotKind.CHOICE and not first.options and bool(cell.text)


def _has_place(cell: CellReading) -> bool:
    """Whether a cell shows more of a place than the name of what goes there."""
    return any(place.made is not Made.LABEL or place.existing for place in cell.places)


def _answer_places(cells: Sequence[CellReading], labels: Sequence[CellReading]) -> Iterator[Place]:
    """Yield the places, each under the label before it; without any the first alone is one."""
    if ticks := tick_places(cells):
        yield from ticks
        return
    label: CellReading | None = None
    for number, cell in enumerate(cells):
        if cell in labels:
            label = cell
        elif label is not None or not number or cell.state is State.PLACE:
            role = (label.named if label is not None else cell.named) or SlotRole.ANSWER
            first, *rest = places_of(cell, label.text if label is not None else "")
            yield replace(first, role=role)
            yield from rest
            label = None
