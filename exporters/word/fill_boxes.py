"""Boxes ticked and cleared: drawn characters, symbols, brackets, and scales of any of them with controls and fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from exporters.word.boxes import Box, named
from exporters.word.controls import control_of, field_of
from exporters.word.fill_controls import refuse_closed_control, tick_control
from exporters.word.fill_fields import refuse_closed_field, tick_field
from exporters.word.markup import W
from exporters.word.pieces import pieces_of, text_in
from exporters.word.runs import replace_text
from exporters.word.wanted import Filled, Revision, Want, folded, illegal_choice, left, text_of, ticks

_SYMBOLS = {"wingdings": (0x6F, 0xFE), "wingdings 2": (0xA3, 0x52)}
"""Codes of the empty and the ticked box by font, without the private-use offset F000."""
_SEVERAL = re.compile(
    r"all (that|which) appl|more than one|multiple (answers|choice|selection)|mehrfach|mehrere|plusieurs|toutes? les"
    r"|todas? las|todos los|varias|più di un|tutte le|todas as|meerdere|复数|多选|複数",
    re.IGNORECASE,
)


def wanted_boxes(scale: Sequence[Box], want: Want, place: etree._Element) -> list[Box] | None:
    """Return which boxes of a scale the value ticks, ``None`` where it names none of its labels."""
    single = ticks(want.value) if len(scale) == 1 else None
    if single is not None:
        return list(scale) if single else []
    if isinstance(want.value, bool):
        return None
    labels = [box.label for box in scale]
    number = named(labels, text_of(want.value))
    if number is not None:
        return [scale[number]]
    parts = [named(labels, part) for part in re.split(r"[;\n]", text_of(want.value)) if folded(part)]
    if len(parts) < 2 or None in parts or not takes_several(scale, place):
        return None
    return [scale[part] for part in parts if part is not None]


def takes_several(scale: Sequence[Box], place: etree._Element) -> bool:
    """Whether the text around the boxes says that several may be ticked."""
    own = [box.paragraph for box in scale]
    before = own[0].getprevious() if own else None
    if before is not None and before.tag == f"{W}p":
        own.append(before)
    own += place.iter(f"{W}p")
    return any(_SEVERAL.search(text_in(one)) for one in own)


def fill_scale(scale: Sequence[Box], place: etree._Element, want: Want, address: str) -> Filled:
    """Tick the boxes that the value names and clear the others, where what is ticked already may go."""
    wanted = wanted_boxes(scale, want, place)
    if wanted is None:
        raise illegal_choice(legal_labels(scale), address)
    for box in scale:
        _refuse_closed(box, address)
    now = [box for box in scale if box.ticked]
    kept = left(want, address, answered=bool(now), same=now == wanted)
    if kept is not None:
        return kept
    changed = [box for box in scale if box.ticked != (box in wanted)]
    for box in reversed(changed):
        _set(box, box in wanted, want.revision)
    return Filled(changed=True, touched=tuple(dict.fromkeys(box.paragraph for box in changed)))


def legal_labels(scale: Sequence[Box]) -> list[str]:
    """Return what a scale offers: its labels, or a mark where one box stands alone."""
    return [box.label for box in scale if box.label] + (["X"] if len(scale) == 1 else [])


def _refuse_closed(box: Box, address: str) -> None:
    if box.element is not None and box.element.tag == f"{W}sdt":
        refuse_closed_control(control_of(box.element, 0), address)
    elif box.element is not None and box.element.tag == f"{W}ffData":
        refuse_closed_field(field_of(box.element, 0), address)


def _set(box: Box, ticked: bool, revision: Revision | None) -> None:
    if box.element is None:
        _redraw(box, ticked=ticked, revision=revision)
    elif box.element.tag == f"{W}sdt":
        tick_control(box.element, ticked=ticked)
    elif box.element.tag == f"{W}ffData":
        tick_field(box.element, ticked=ticked)
    else:
        _set_symbol(box.element, ticked=ticked)


def _redraw(box: Box, *, ticked: bool, revision: Revision | None) -> None:
    """Write another character in place, as a change of its own where changes are tracked."""
    inside = "X" if ticked else " "
    drawn = ("☒" if ticked else "☐") if len(box.text) == 1 else box.text[0] + inside + box.text[-1]
    pieces = [one for one in pieces_of(box.paragraph) if one.start < box.end and box.start < one.end]
    if len(pieces) == 1 and revision is None:
        offset = box.start - pieces[0].start
        text = pieces[0].text
        pieces[0].element.text = text[:offset] + drawn + text[offset + len(box.text) :]
        return
    run = pieces[0].run
    look = None if run is None else run.find(f"{W}rPr")
    replace_text(box.paragraph, (box.start, box.end), drawn, look, revision)


def _set_symbol(symbol: etree._Element, *, ticked: bool) -> None:
    """Set a ``sym`` to the box of its own font (17.3.3.30); codes keep their form, ``F06F`` or ``006F``."""
    codes = _SYMBOLS.get(symbol.get(f"{W}font", "").lower(), _SYMBOLS["wingdings"])
    offset = int(symbol.get(f"{W}char", "F000"), 16) & 0xF000
    symbol.set(f"{W}char", f"{offset | codes[ticked]:04X}")
