"""What a document is besides the places that were written: its canonical form without them.

Most of it need not be brought into that form. Where the bytes around the blocks and cells with a written place are the
same in two parts, all around them is the same in any form, namespaces in force included; then only these few elements
are canonicalised and compared.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from lxml import etree

from exporters.word.controls import control_of
from exporters.word.document import ControlKind
from exporters.word.markup import W
from exporters.word.places import paragraphs
from exporters.word.tag_spans import tag_spans, tags_of
from knowledge.errors import InputRejected


@dataclass(frozen=True, slots=True)
class Rest:
    """A part without places: two with the same rest are canonically the same but for them.

    The opposite does not hold: parts that differ in bytes alone have another rest.
    """

    around: tuple[str, ...]
    """Hashes of the bytes before, between and behind the elements that hold the places."""
    held: tuple[bytes, ...]
    """The canonical XML (C14N 1.0) of these elements, without the places."""


@dataclass(frozen=True, slots=True)
class Changing:
    """What of a tree may differ: the content of ``places``, paragraphs that are ``new``.

    Elements that are ``marked`` carried marks of comments in the bytes, and no longer do in the tree.
    """

    places: Sequence[etree._Element]
    new: Collection[etree._Element] = ()
    marked: Sequence[etree._Element] = ()


def rest_of(data: bytes, root: etree._Element, changing: Changing) -> Rest | None:
    """Return what a part is besides what may differ, ``None`` where its bytes do not tell.

    The tree is that of the bytes, and of no use afterwards.
    """
    inside = {holder_of(one) for one in (*changing.places, *changing.marked)}
    holders = _outermost(inside | {_holder(one) for one in changing.new})
    tags = tags_of(root, holders)
    try:
        spans = tag_spans(data, "", tags.values())
    except InputRejected:
        return None
    order = sorted(holders, key=lambda one: spans[tags[one]])
    stay = [one for one in order if one not in changing.new]
    around = around_spans(data, [(spans[tags[one]], one in changing.new) for one in order])
    leave_out(changing.places, changing.new)
    return Rest(around, tuple(etree.tostring(one, method="c14n", with_tail=False) for one in stay))


def around_spans(data: bytes, spans: Iterable[tuple[tuple[int, int], bool]]) -> tuple[str, ...]:
    """Return the hashes of the bytes around the spans; where one is new, what is before and behind it is joined."""
    gaps, at = [sha256()], 0
    for (start, end), new in spans:
        gaps[-1].update(memoryview(data)[at:start])
        gaps += [] if new else [sha256()]
        at = end
    gaps[-1].update(memoryview(data)[at:])
    return tuple(gap.hexdigest() for gap in gaps)


def _outermost(elements: Collection[etree._Element]) -> list[etree._Element]:
    return [one for one in elements if not any(around in elements for around in one.iterancestors())]


def holder_of(place: etree._Element) -> etree._Element:
    """Return the innermost cell, else the block of the body, in which all stands that filling the place changes."""
    return _holder(_whole(place))


def _holder(element: etree._Element) -> etree._Element:
    """Return the innermost cell that an element is or stands in, else the block of the body."""
    while element.tag != f"{W}tc" and (parent := element.getparent()) is not None and parent.tag != f"{W}body":
        element = parent
    return element


def digest_without(root: etree._Element, places: Iterable[etree._Element], new: Iterable[etree._Element] = ()) -> str:
    """Return the hash of the tree's canonical XML (C14N 1.0) without the content of places and without new paragraphs.

    A cell keeps its properties and the tables in it. The tree is of no use afterwards.
    """
    leave_out(places, new)
    canonical = io.BytesIO()
    root.getroottree().write_c14n(canonical)
    return sha256(canonical.getbuffer()).hexdigest()


def leave_out(places: Iterable[etree._Element], new: Iterable[etree._Element] = ()) -> None:
    """Take the content of places out of a tree, and all of new paragraphs."""
    for element in new:
        remove(element)
    for element in {_whole(one) for one in places}:
        if element.tag == f"{W}tc":
            for block in [*_controls(element), *paragraphs(element)]:
                remove(block)
        else:
            tail = element.tail
            element.clear()
            element.tail = tail


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
