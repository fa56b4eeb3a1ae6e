"""What a part was besides its places, told from its bytes once these places are noted; no second tree is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import quoteattr

from lxml import etree

from exporters.ooxml.markup import parse_tree
from exporters.ooxml.sheet_layout import stated_encoding
from exporters.word.tag_spans import Tag, tag_spans, tags_of
from exporters.word.unchanged import Rest, around_spans, holder_of, leave_out
from knowledge.errors import InputRejected

Names = tuple[tuple[str | None, str], ...]
"""Namespaces in force by prefix."""


@dataclass(frozen=True, slots=True)
class Location:
    """An element by the cell or block that holds it, and by the way down from there: the number of each child."""

    holder: Tag
    names: Names
    steps: tuple[int, ...]


def located(root: etree._Element, elements: Collection[etree._Element]) -> dict[etree._Element, Location]:
    """Return where elements stand in a tree that is as it was read."""
    holders = {one: holder_of(one) for one in elements}
    tags = tags_of(root, set(holders.values()))
    return {one: Location(tags[holder], _names(holder), _steps(holder, one)) for one, holder in holders.items()}


def _names(holder: etree._Element) -> Names:
    around = holder.getparent()
    return () if around is None else tuple(around.nsmap.items())


def _steps(holder: etree._Element, element: etree._Element) -> tuple[int, ...]:
    found: list[int] = []
    while element is not holder and (parent := element.getparent()) is not None:
        found.append(parent.index(element))
        element = parent
    return tuple(reversed(found))


def rest_before(data: bytes, part: str, places: Iterable[Location], marked: Iterable[Location]) -> Rest | None:
    """Return what the part is besides those places, as ``rest_of`` does; ``None`` where its bytes do not tell."""
    known: dict[Tag, tuple[Names, list[Location]]] = {}
    for one in marked:
        known.setdefault(one.holder, (one.names, []))
    for one in places:
        known.setdefault(one.holder, (one.names, []))[1].append(one)
    try:
        spans = tag_spans(data, part, known)
        order = sorted(known, key=lambda tag: spans[tag])
        if any(spans[behind][0] < spans[ahead][1] for ahead, behind in pairwise(order)):
            return None
        held = tuple(_held(data[slice(*spans[tag])], part, stated_encoding(data), *known[tag]) for tag in order)
    except InputRejected:
        return None
    return Rest(around_spans(data, [(spans[tag], False) for tag in order]), held)


def _held(data: bytes, part: str, encoding: str, names: Names, places: Iterable[Location]) -> bytes:
    """Return the canonical XML of an element from its bytes, without the places in it."""
    declared = "".join(f" xmlns{f':{prefix}' if prefix else ''}={quoteattr(uri)}" for prefix, uri in names)
    head = f'<?xml version="1.0" encoding="{encoding}"?><around{declared}>'
    around = parse_tree(b"%b%b</around>" % (head.encode(encoding, "xmlcharrefreplace"), data), part)
    leave_out([_reached(around[0], one.steps) for one in places])
    return etree.tostring(around[0], method="c14n", with_tail=False)


def _reached(element: etree._Element, steps: Iterable[int]) -> etree._Element:
    for step in steps:
        element = element[step]
    return element
