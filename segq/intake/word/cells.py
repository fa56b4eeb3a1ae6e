"""A table cell as read: blank, a place, a text, or a text with its own place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from answers.questionnaire import SlotKind, SlotRole
from exporters.word.document import Cell, Paragraph, Table
from segq.intake.word.candidates import Asked, Made, Place
from segq.intake.word.inline import Inline, Unit, clean
from segq.intake.word.lines import Line, LineKind, line_of
from segq.intake.word.marks import Fillable
from segq.intake.word.phrases import answer_label, asks, is_colon_label, is_lettered, printed_choices, signs
from segq.intake.word.prose import ProseReader
from segq.intake.word.prose_lines import box_text, gathered_boxes
from segq.intake.wording import split_id

_PLACES = (LineKind.PLACE, LineKind.BOX, LineKind.ANSWER)


class State(StrEnum):
    """What a cell holds."""

    BLANK = "blank"
    PLACE = "place"
    LABELLED = "label with a place"
    TEXT = "text"
    NESTED = "table"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CellReading:
    """A cell with what it holds; ``own`` are its questions where it stands for itself."""

    cell: Cell
    state: State
    text: str = ""
    places: tuple[Place, ...] = ()
    own: tuple[Asked, ...] = ()
    named: SlotRole | None = None
    """The role that its text names, where it is nothing but the label of an answer."""
    bold: bool = False
    aside: bool = False
    """In italics or grey, as guidance is."""

    @property
    def at(self) -> str:
        """Its address."""
        return self.cell.address

    @property
    def open(self) -> bool:
        """Whether it takes an answer and says nothing else."""
        return self.state in (State.BLANK, State.PLACE)

    @property
    def asks(self) -> bool:
        """Whether its text asks."""
        return bool(self.text) and asks(self.text)

    @property
    def colon(self) -> bool:
        """Whether its text is a label with a colon."""
        return is_colon_label(self.text)

    @property
    def printed(self) -> bool:
        """Whether it is nothing but words that also may name a column: a part of the answer, or choices."""
        return self.named is not None or any(place.made is Made.PLACEHOLDER and place.options for place in self.places)

    @property
    def explicit(self) -> bool:
        """Whether a control, a field, boxes or the like show that it is a place."""
        return any(place.made.explicit for place in self.places)


def read_cell(cell: Cell, fillable: Fillable) -> CellReading:
    """Return what the cell holds; one that continues a merge from above is closed, whatever stands in it."""
    if cell.merged == "continue":
        return CellReading(cell, State.CLOSED)
    lines = [line_of(block, fillable) for block in cell.blocks if isinstance(block, Paragraph)]
    said = [line for line in lines if line.kind not in (LineKind.BLANK, LineKind.SKIPPED)]
    text = clean(" ".join(line.text for line in said))
    if any(isinstance(block, Table) for block in cell.blocks):
        return CellReading(cell, State.NESTED, text)
    if not said:
        closed = fillable.forms_only or any(line.kind is LineKind.SKIPPED for line in lines)
        return CellReading(cell, State.CLOSED if closed else State.BLANK, " ".join(line.text for line in lines).strip())
    bare = len(said) == 1 and said[0].kind is LineKind.ANSWER and is_bare_name(said[0])
    if not bare and (all(line.kind in _PLACES for line in said) or _opens_with_place(said[0])):
        return _place_cell(cell, said, fillable)
    if choices := () if fillable.forms_only else printed_choices(text):
        place = Place(cell.address, Made.PLACEHOLDER, SlotKind.CHOICE, options=choices)
        return CellReading(cell, State.PLACE, text, (place,), bold=_is_bold(said))
    bold = _is_bold(said)
    explicit = not bare and any(line.kind not in (LineKind.TEXT, LineKind.HEADING) for line in said)
    own = () if bare else _own(cell, lines, fillable)
    named = answer_label(text) if len(said) == 1 else None
    role = named[0] if named is not None and not named[1] else None
    parts = len(own) > 1 and len(own) == len(said)
    state = State.LABELLED if (explicit and own) or parts else State.TEXT
    return CellReading(cell, state, text, (), own, role, bold, all(line.aside for line in said))


def is_bare_name(line: Line) -> bool:
    """Whether a line is the name of a part of the answer without a colon or a place behind it."""
    return line.inline is not None and not line.inline.units and not line.standing and line.text[-1:] not in ":："


def _opens_with_place(line: Line) -> bool:
    units = line.inline.units if line.inline is not None else ()
    return line.kind is LineKind.LABELLED and bool(units) and not units[0].label


def _place_cell(cell: Cell, said: Sequence[Line], fillable: Fillable) -> CellReading:
    """Return a cell that only takes an answer: its boxes as one choice, what else it has as comments."""
    boxes = [line for line in said if line.kind is LineKind.BOX]
    others = [line for line in said if line.kind is not LineKind.BOX]
    places = [gathered_boxes(boxes, fillable)] if boxes else []
    for line in others:
        units = line.inline.units if line.inline is not None else ()
        places += line.places or [unit.place for unit in units]
    places = _once(places)
    named = next((line.role for line in said if line.kind is LineKind.ANSWER), None)
    label = box_text(boxes[0]) if len(boxes) == 1 else ""
    first, *rest = places
    first = replace(first, at=cell.address, header=first.header or label, role=named or first.role)
    comments = [replace(each, role=SlotRole.COMMENT) if each.role is SlotRole.ANSWER else each for each in rest]
    said_text = clean(" ".join(line.text for line in others))
    return CellReading(cell, State.PLACE, label or said_text, (first, *comments), named=named, bold=_is_bold(said))


def _once(places: Sequence[Place]) -> list[Place]:
    """Return the places without those that are a further paragraph of a control known already."""
    seen: set[int] = set()
    kept = []
    for place in places:
        if place.control is None or place.control not in seen:
            kept.append(place)
        seen |= {place.control} if place.control is not None else set()
    return kept


def _is_bold(said: Sequence[Line]) -> bool:
    return all(line.paragraph is not None and line.paragraph.bold for line in said)


def _own(cell: Cell, lines: Sequence[Line], fillable: Fillable) -> tuple[Asked, ...]:
    """Return the questions of a cell that stands for itself; a single one has the cell's address."""
    found = ProseReader(fillable, _with_labels(lines, fillable), in_cell=True).read()
    found = [one for one in found if one.text]
    if len(found) != 1:
        return tuple(found)
    one = found[0]
    first, *rest = one.places
    at = first.at if first.control is not None and first.at != one.at else cell.address
    made = Made.CELL if first.made is Made.BLANK else first.made
    return (replace(one, at=cell.address, places=(replace(first, at=at, made=made), *rest)),)


def _with_labels(lines: Sequence[Line], fillable: Fillable) -> list[Line]:
    """Make labels with a colon and nothing behind them lines with a place."""
    if fillable.forms_only:
        return list(lines)
    said = [line for line in lines if line.kind not in (LineKind.BLANK, LineKind.SKIPPED)]
    after = {line.at: following for line, following in pairwise(said)}
    return [_labelled(line) if _ends_as_label(line, after.get(line.at)) else line for line in lines]


def _ends_as_label(line: Line, following: Line | None) -> bool:
    """Whether a line is a label whose place is behind it: nothing, or another label, follows in the cell."""
    if line.kind not in (LineKind.TEXT, LineKind.HEADING) or not is_colon_label(line.text) or signs(line.text):
        return False
    if following is None:
        return True
    stem = is_lettered(following.text) and not is_lettered(line.text)
    return not stem and (following.kind is LineKind.LABELLED or is_colon_label(following.text))


def _labelled(line: Line) -> Line:
    unit = Unit(line.text, Place(line.at, Made.CELL, header=line.text))
    return replace(line, kind=LineKind.LABELLED, inline=Inline(line.text, (unit,)))


def question_of(reading: CellReading) -> tuple[str | None, str]:
    """Return the id and the text of a cell that asks."""
    id_, text = split_id(reading.text)
    return id_, clean(text)
