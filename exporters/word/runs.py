"""Changes in the runs of a paragraph: a stretch of text replaced, runs split, text written (17.3.2, 17.13.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import count

from lxml import etree

from exporters.word.markup import W
from exporters.word.pieces import Piece, pieces_of
from exporters.word.wanted import Revision

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CLOSING = (f"{W}bookmarkEnd", f"{W}commentRangeEnd", f"{W}permEnd", f"{W}moveFromRangeEnd", f"{W}moveToRangeEnd")
_ANNOTATIONS = tuple(
    W + name
    for name in (
        "ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart", "bookmarkStart",
        "commentRangeStart", "commentReference", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange",
        "sectPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "permStart",
    )
)  # fmt: skip
_KEPT_BY_RUN = f"{W}rPr"
_DIGITS, _HIGHEST = 10, 2**30
"""Ids beyond are passed over: a next one must still fit into 31 bits."""


def written_run(text: str, look: etree._Element | None) -> etree._Element:
    """Return a run of text; a line feed becomes ``br``, a tab ``tab``."""
    run = etree.Element(f"{W}r", nsmap={"w": W[1:-1]})
    if look is not None:
        run.append(deepcopy(look))
    for part in re.split(r"([\n\t])", text):
        if part in ("\n", "\t"):
            etree.SubElement(run, f"{W}br" if part == "\n" else f"{W}tab")
        elif part:
            written = etree.SubElement(run, f"{W}t")
            written.text = part
            written.set(_SPACE, "preserve")
    return run


def tracked(run: etree._Element, revision: Revision | None) -> etree._Element:
    """Return a new run as it is to be inserted: inside ``ins`` where changes are tracked."""
    if revision is None:
        return run
    around = revision_mark("ins", revision)
    around.append(run)
    return around


def unused_ids(root: etree._Element) -> Iterator[int]:
    """Return ids that no annotation of a document has: insertions, deletions, moves, comments, bookmarks (17.13)."""
    stated = (one.get(f"{W}id", "") for one in root.iter(*_ANNOTATIONS))
    taken = (int(one) for one in stated if one.isdecimal() and len(one) <= _DIGITS)
    return count(max((one for one in taken if one < _HIGHEST), default=0) + 1)


def revision_mark(name: str, revision: Revision) -> etree._Element:
    """Return an ``ins`` or ``del`` with the next unused id."""
    mark = etree.Element(W + name, nsmap={"w": W[1:-1]})
    mark.set(f"{W}id", str(next(revision.ids)))
    mark.set(f"{W}author", revision.author)
    mark.set(f"{W}date", revision.date)
    return mark


def replace_text(
    paragraph: etree._Element,
    stretch: tuple[int, int],
    text: str,
    look: etree._Element | None,
    revision: Revision | None = None,
) -> None:
    """Put a run of text in place of a stretch of characters of a paragraph's or control's text."""
    start, end = stretch
    split_at(paragraph, end)
    split_at(paragraph, start)
    gone = [one for one in pieces_of(paragraph) if one.run is not None and start <= one.start and one.end <= end]
    gone = [one for one in gone if one.start < one.end]
    new = tracked(written_run(text, look), revision)
    if gone and gone[0].run is not None:
        _put_before(gone[0].run, new, revision)
        remove_pieces(gone, revision)
    else:
        insert_at(paragraph, start, new)


def _put_before(run: etree._Element, new: etree._Element, revision: Revision | None) -> None:
    """Put a run before another; a tracked one stands beside somebody's insertion, cut in two for it, never inside."""
    around = run.getparent()
    if revision is None or around is None or around.tag not in (f"{W}ins", f"{W}moveTo"):
        run.addprevious(new)
        return
    ahead = list(run.itersiblings("*", preceding=True))[::-1]
    if ahead:
        left = etree.Element(around.tag, nsmap={"w": W[1:-1]})
        for name, value in around.attrib.items():
            left.set(name, value)
        left.set(f"{W}id", str(next(revision.ids)))
        left.extend(ahead)
        around.addprevious(left)
    around.addprevious(new)


def split_at(paragraph: etree._Element, offset: int) -> None:
    """Make a run end at that offset of the text; both halves keep the format."""
    pieces = pieces_of(paragraph)
    piece = next((one for one in pieces if one.end > offset), None)
    if piece is None or piece.run is None or piece.start > offset:
        return
    element, run = piece.element, piece.run
    if piece.start < offset and element.tag == f"{W}t":
        element = _split_element(piece, offset)
    if any(one.run is run and one.end <= offset for one in pieces_of(paragraph)):
        _split_run(run, element)


def _split_element(piece: Piece, offset: int) -> etree._Element:
    element, text = piece.element, piece.text
    right = etree.Element(element.tag, nsmap={"w": W[1:-1]})
    element.text, right.text = text[: offset - piece.start], text[offset - piece.start :]
    for one in (element, right):
        one.set(_SPACE, "preserve")
    element.addnext(right)
    return right


def _split_run(run: etree._Element, first: etree._Element) -> None:
    """Move ``first`` and what follows it into a run of the same format behind."""
    behind = etree.Element(f"{W}r", nsmap={"w": W[1:-1]})
    for name, value in run.attrib.items():
        behind.set(name, value)
    properties = run.find(_KEPT_BY_RUN)
    if properties is not None:
        behind.append(deepcopy(properties))
    moved = [first, *first.itersiblings("*")]
    run.addnext(behind)
    behind.extend(moved)


def remove_pieces(gone: list[Piece], revision: Revision | None) -> None:
    """Take pieces out of their runs, or mark these runs as deleted; each run holds no other text."""
    if revision is not None:
        for run in dict.fromkeys(one.run for one in gone if one.run is not None):
            _mark_deleted(run, revision)
        return
    for one in gone:
        if one.run is None:
            continue
        one.run.remove(one.element)
        if all(child.tag == _KEPT_BY_RUN for child in one.run.iterchildren("*")):
            _remove(one.run)


def _mark_deleted(run: etree._Element, revision: Revision) -> None:
    around = revision_mark("del", revision)
    run.addprevious(around)
    around.append(run)
    for text in run.iterchildren(f"{W}t"):
        text.tag = f"{W}delText"
        text.set(_SPACE, "preserve")


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def insert_at(paragraph: etree._Element, offset: int, new: etree._Element) -> None:
    """Insert a run behind the text that ends at ``offset``: behind the link, insertion, control or field it is in."""
    before = [one for one in pieces_of(paragraph) if one.end <= offset]
    if not before:
        _insert_first(paragraph, new)
        return
    last = before[-1]
    anchor = last.run if last.run is not None else last.element
    while (parent := anchor.getparent()) is not None and parent is not paragraph:
        anchor = parent
    _behind_fields(paragraph, anchor).addnext(new)


def _behind_fields(paragraph: etree._Element, anchor: etree._Element) -> etree._Element:
    """Return the first child from ``anchor`` on behind which no field is open, else ``anchor``."""
    depth, reached = 0, False
    for child in paragraph.iterchildren("*"):
        reached = reached or child is anchor
        for mark in child.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType")
            depth += (kind == "begin") - (kind == "end" and depth > 0)
        if reached and depth == 0:
            return child
    return anchor


def _insert_first(paragraph: etree._Element, new: etree._Element) -> None:
    """Insert a run into a place without text, inside ranges that begin in it."""
    closing = next((child for child in paragraph.iterchildren(*_CLOSING)), None)
    if closing is not None:
        closing.addprevious(new)
    else:
        paragraph.append(new)


def empty_runs(paragraph: etree._Element) -> list[etree._Element]:
    """Return a paragraph's own runs that hold nothing that is shown."""
    bare = (f"{W}rPr", f"{W}t", f"{W}lastRenderedPageBreak")
    return [
        run
        for run in paragraph.iterchildren(f"{W}r")
        if all(child.tag in bare and not child.text for child in run.iterchildren("*"))
    ]
