"""One place of a document filled: which control, field, box or text of it is meant, and who fills that.

Everything is checked before anything changes; addresses and rules are those of ``docs/formats/word.md``.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from exporters.word.boxes import Box
from exporters.word.fill_boxes import fill_scale, legal_labels, wanted_boxes
from exporters.word.fill_controls import fill_control
from exporters.word.fill_fields import fill_field
from exporters.word.fill_text import Spot, fill_text, room_at
from exporters.word.locating import meant_at
from exporters.word.markup import VAL, W
from exporters.word.openings import Room
from exporters.word.reading_back import read_back
from exporters.word.wanted import Filled, Revision, Want, check_value, illegal_choice
from knowledge.errors import InputRejected, SegqError

__all__ = ["Filled", "Revision", "Want", "check_place", "fill", "reach", "read_back"]


def fill(place: etree._Element, want: Want, address: str) -> Filled:
    """Write a value into a paragraph or cell of a live tree; raises InputRejected or PolicyRefused before any change.

    The message begins with ``address``; the hint names the next step and the legal choices.
    """
    check_value(want.value, address)
    check_place(place, address)
    meant = meant_at(place, want)
    if meant.control is not None:
        return fill_control(meant.control, want, address)
    if meant.field is not None:
        return fill_field(meant.field, want, address)
    if meant.scale:
        return _filled_boxes(meant.scale, place, want, address)
    if meant.several:
        raise InputRejected(f"{address} holds {meant.several} controls or fields.", "Say which one, by its number.")
    return fill_text(place, want, address)


def reach(place: etree._Element, want: Want) -> tuple[etree._Element, ...]:
    """Return the paragraphs that filling may change beside the place: the other boxes of its scale."""
    inside = set(place.iter(f"{W}p"))
    return tuple(dict.fromkeys(box.paragraph for box in meant_at(place, want).scale if box.paragraph not in inside))


def _filled_boxes(scale: Sequence[Box], place: etree._Element, want: Want, address: str) -> Filled:
    """Tick a label's box; a value that is none goes where the place leaves room for words beside its boxes."""
    if wanted_boxes(scale, want, place) is None and not want.fields and isinstance(want.value, str):
        if _room_beside(place, address):
            return fill_text(place, want, address)
        raise illegal_choice(legal_labels(scale), address)
    return fill_scale(scale, place, want, address)


def _room_beside(place: etree._Element, address: str) -> bool:
    try:
        found = room_at(place, address)
    except SegqError:
        return False
    return isinstance(found, Spot) and found.opening.room in (Room.RULE, Room.LEADER, Room.PLACEHOLDER)


def check_place(place: etree._Element, address: str) -> None:
    """Raise InputRejected for a cell covered by a merge, and for what is tracked as deleted."""
    merged = place.find(f"{W}tcPr/{W}vMerge")
    around = next(place.iterancestors(f"{W}tc"), None) if place.tag == f"{W}p" else None
    merged = around.find(f"{W}tcPr/{W}vMerge") if around is not None else merged
    if merged is not None and merged.get(VAL) != "restart":
        raise InputRejected(f"{address} is covered by the merged cell above it.", "Give the cell that begins it.")
    row = next(place.iterancestors(f"{W}tr"), None)
    if (row is not None and row.find(f"{W}trPr/{W}del") is not None) or place.find(f"{W}pPr/{W}rPr/{W}del") is not None:
        raise InputRejected(f"{address} is tracked as deleted.", "Give a place that stays.")
