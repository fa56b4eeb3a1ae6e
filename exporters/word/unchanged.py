"""What a document is besides the places that were written: one digest over the canonical form of all the rest."""

from __future__ import annotations

import io
from collections.abc import Iterable
from hashlib import sha256

from lxml import etree

from exporters.word.controls import control_of
from exporters.word.document import ControlKind
from exporters.word.markup import W
from exporters.word.places import paragraphs


def digest_without(root: etree._Element, places: Iterable[etree._Element]) -> str:
    """Return the hash of the tree's canonical XML (C14N 1.0) without the content of those paragraphs and cells.

    A cell keeps its properties and the tables in it. The tree is of no use afterwards.
    """
    for element in {_whole(one) for one in places}:
        if element.tag == f"{W}tc":
            for block in [*_controls(element), *paragraphs(element)]:
                remove(block)
        else:
            tail = element.tail
            element.clear()
            element.tail = tail
    canonical = io.BytesIO()
    root.getroottree().write_c14n(canonical)
    return sha256(canonical.getbuffer()).hexdigest()


def _controls(cell: etree._Element) -> list[etree._Element]:
    """Return the controls of a cell that hold no table: filling one changes its properties too."""
    return [one for one in cell.iterchildren(f"{W}sdt") if next(one.iter(f"{W}tbl"), None) is None]


def remove(element: etree._Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _whole(place: etree._Element) -> etree._Element:
    """Return the control around a place that is filled with it, else the place."""
    for around in place.iterancestors(f"{W}sdt", f"{W}tbl"):
        if around.tag == f"{W}tbl":
            break
        if control_of(around, 0).kind is not ControlKind.NONE:
            return around
    return place
