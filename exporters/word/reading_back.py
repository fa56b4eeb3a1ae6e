"""What stands at a place now, in the terms of the value that was to be written there; for checking a written file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from exporters.word.boxes import Box, named
from exporters.word.controls import control_of, field_of
from exporters.word.date_text import as_date, dated
from exporters.word.document import ControlKind, FieldKind
from exporters.word.locating import meant_at
from exporters.word.markup import W14, W, value_of
from exporters.word.openings import label_end
from exporters.word.pieces import BLANKS, pieces_of, text_in
from exporters.word.places import paragraphs
from exporters.word.wanted import Want, folded, same_text, text_of, ticks


def read_back(place: etree._Element, want: Want) -> str | bool | None:
    """Return the value as given where it stands at the place, else what stands there; ``None`` for nothing.

    A tick is a boolean where one was wanted, else its label; of running text it is told whether the value is in it.
    """
    meant = meant_at(place, want)
    if meant.control is not None:
        return _of_control(meant.control, want)
    if meant.field is not None:
        return _of_field(meant.field, want)
    if meant.scale:
        found = _of_scale(meant.scale, want)
        if found is not None and not _differs(found, want):
            return found
        return _of_text(place, want) if _in_words(place, want) else found
    return _of_text(place, want)


def _differs(found: str | bool, want: Want) -> bool:
    return found is not want.value if isinstance(want.value, bool) else found != str(want.value)


def _given(shown: str, want: Want, expected: str | None = None) -> str | bool | None:
    """Return the value as given where a text shows it, else that text."""
    text = text_of(want.value) if expected is None else expected
    if same_text(shown, text) or (text and folded(shown) == folded(text)):
        return want.value if isinstance(want.value, bool) else str(want.value)
    return shown.strip(BLANKS) or None


def _of_control(element: etree._Element, want: Want) -> str | bool | None:
    known = control_of(element, 0)
    if known.kind is ControlKind.CHECK_BOX:
        return _ticked(want, ticked=known.ticked) if _draws(element, ticked=known.ticked) else None
    if known.prompt:
        return None
    content = element.find(f"{W}sdtContent")
    if content is None:
        return None
    shown = "\n".join(text_in(one) for one in list(content.iter(f"{W}p")) or [content])
    day = as_date(want.value)
    if known.kind is ControlKind.DATE and day is not None:
        stated = element.find(f"{W}sdtPr/{W}date")
        full = "" if stated is None else stated.get(f"{W}fullDate", "")[:10]
        expected = dated(day, value_of(stated, "dateFormat") or "", value_of(stated, "lid") or "")
        return _given(shown, want, expected) if as_date(full) == day else full or None
    if known.kind in (ControlKind.DROP_DOWN, ControlKind.COMBO_BOX):
        return _of_list(element, shown, want)
    return _given(shown, want)


def _of_list(element: etree._Element, shown: str, want: Want) -> str | bool | None:
    """Return the value as given where the list shows the item that has it as its value or text."""
    items = element.iterfind(f"{W}sdtPr/*/{W}listItem")
    same = [one for one in items if same_text(one.get(f"{W}displayText", ""), shown)]
    if any(folded(one.get(f"{W}value", "")) == folded(text_of(want.value)) for one in same):
        return str(want.value)
    return _given(shown, want)


def _draws(element: etree._Element, *, ticked: bool) -> bool:
    """Whether a check box shows the character of its state."""
    state = element.find(f"{W}sdtPr/{W14}checkbox/{W14}{'' if ticked else 'un'}checkedState")
    code = int(("2612" if ticked else "2610") if state is None else state.get(f"{W14}val", "0"), 16)
    content = element.find(f"{W}sdtContent")
    texts = [] if content is None else [one.text or "" for one in content.iter(f"{W}t")]
    symbols = [] if content is None else [int(one.get(f"{W}char", "0"), 16) for one in content.iter(f"{W}sym")]
    return [ord(one) for one in "".join(texts)] == [code] or [one & 0xFF for one in symbols] == [code & 0xFF]


def _ticked(want: Want, *, ticked: bool) -> str | bool | None:
    if isinstance(want.value, bool):
        return ticked
    return str(want.value) if ticked else None


def _of_field(data: etree._Element, want: Want) -> str | bool | None:
    known = field_of(data, 0)
    if known.kind is FieldKind.CHECK_BOX:
        return _ticked(want, ticked=known.ticked)
    if known.kind is FieldKind.DROP_DOWN:
        return _given(known.text, want)
    paragraph = next(data.iterancestors(f"{W}p"))
    shown = "".join(piece.text for piece in pieces_of(paragraph) if piece.field is data)
    day = as_date(want.value)
    if day is not None and (known.type == "date" or not isinstance(want.value, str)):
        return _given(shown, want, dated(day, value_of(data, "textInput/format") or "", ""))
    return _given(shown, want)


def _of_scale(scale: Sequence[Box], want: Want) -> str | bool | None:
    found = [box for box in scale if box.ticked]
    if len(scale) == 1 and ticks(want.value) is not None:
        return _ticked(want, ticked=bool(found))
    if not found:
        return None
    ticked = [number for number, box in enumerate(scale) if box.ticked]
    labels = [box.label for box in scale]
    parts = [part for part in re.split(r"[;\n]", text_of(want.value)) if folded(part)]
    if ticked == [named(labels, text_of(want.value))] or set(ticked) == {named(labels, part) for part in parts}:
        return str(want.value)
    return "; ".join(box.label for box in found)


def _of_text(place: etree._Element, want: Want) -> str | bool | None:
    if _in_words(place, want):
        return want.value if isinstance(want.value, bool) else str(want.value)
    shown = _shown(place, want)
    return shown[label_end(shown) :].strip(BLANKS) or (False if want.value is False else None)


def _in_words(place: etree._Element, want: Want) -> bool:
    """Whether the value stands in the text, with no letter or digit joined to it."""
    text, value = (" ".join(one.split()) for one in (_shown(place, want), text_of(want.value)))
    head = r"(?<!\w)" if value[:1].isalnum() else ""
    tail = r"(?!\w)" if value[-1:].isalnum() else ""
    return bool(value) and re.search(head + re.escape(value) + tail, text) is not None


def _shown(place: etree._Element, want: Want) -> str:
    """Return the text of a cell, or of a paragraph with those that a long answer has behind it."""
    if place.tag == f"{W}tc":
        return "\n".join(text_in(one) for one in paragraphs(place))
    behind = list(place.itersiblings(f"{W}p"))[: len(re.split(r"\n[ \t]*\n\s*", text_of(want.value))) - 1]
    return "\n".join(text_in(one) for one in (place, *behind))
