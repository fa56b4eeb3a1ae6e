"""Which control, field or boxes of a place a value is for."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from exporters.word.boxes import Box, boxes_in, scale_at
from exporters.word.controls import control_of
from exporters.word.document import ControlKind, Level
from exporters.word.markup import W
from exporters.word.pieces import fillable_in
from exporters.word.wanted import Want


@dataclass(frozen=True, slots=True)
class Meant:
    """What is meant at a place: a control, a field, boxes, or its text where all are empty."""

    control: etree._Element | None = None
    field: etree._Element | None = None
    scale: tuple[Box, ...] = ()
    several: int = 0
    """More than one control or field, of which none was named."""


def meant_at(place: etree._Element, want: Want) -> Meant:
    """Return what of a place is meant: what is named, else its only control or field, else its boxes, else its text."""
    if want.control is not None:
        return Meant(control=want.control)
    if len(want.fields) > 1 and any(_is_box(data) for data in want.fields):
        return Meant(scale=tuple(_boxes_of(want.fields)))
    if want.fields:
        return _field(want.fields[0])
    around = _control_around(place)
    if around is not None:
        return Meant(control=around)
    found = [one for one in fillable_in(place) if not _is_box(one)]
    scale = tuple(scale_at(place))
    if len(found) == 1 and not scale:
        return Meant(control=found[0]) if found[0].tag == f"{W}sdt" else _field(found[0])
    return Meant(scale=scale, several=0 if scale else len(found))


def _field(data: etree._Element) -> Meant:
    return Meant(field=data)


def _is_box(element: etree._Element) -> bool:
    if element.tag == f"{W}sdt":
        return control_of(element, 0).kind is ControlKind.CHECK_BOX
    return element.find(f"{W}checkBox") is not None


def _boxes_of(fields: tuple[etree._Element, ...]) -> list[Box]:
    """Return the boxes of form fields with their labels, in the order in which they stand."""
    paragraphs = dict.fromkeys(next(data.iterancestors(f"{W}p")) for data in fields)
    return [box for one in paragraphs for box in boxes_in(one) if box.element in fields]


def _control_around(place: etree._Element) -> etree._Element | None:
    """Return the control that is filled with a place: around its cell, or around no more than this paragraph."""
    for around in place.iterancestors(f"{W}sdt", f"{W}tbl", f"{W}tc"):
        if around.tag != f"{W}sdt":
            if around.tag == f"{W}tc" and place.tag == f"{W}p":
                continue
            return None
        known = control_of(around, 0)
        if known.kind is ControlKind.NONE:
            continue
        alone = known.prompt or sum(1 for _ in around.iter(f"{W}p")) == 1
        return around if alone or (known.level is Level.CELL and place.tag == f"{W}tc") else None
    return None
