"""Answers of several paragraphs: paragraphs added behind a slot's own, or taken away with an old answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from exporters.word.looks import is_heading, own_look
from exporters.word.markup import W
from exporters.word.pieces import pieces_of
from exporters.word.runs import remove_pieces, revision_mark, tracked, written_run
from exporters.word.wanted import Revision

_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of an answer: what blank lines keep apart."""
    return _PARAGRAPHS.split(text)


def add_paragraphs(
    paragraph: etree._Element,
    texts: Sequence[str],
    look: etree._Element | None,
    revision: Revision | None,
    *,
    own: bool,
) -> None:
    """Add a paragraph for each text, with the format of the one before; its list and heading only if they are its own.

    A tracked paragraph break is that of the paragraph that it ends, so the last one keeps the mark that was there.
    """
    last = paragraph
    for text in texts:
        new = etree.Element(f"{W}p", nsmap={"w": W[1:-1]})
        properties = _properties_for_copy(paragraph, own=own)
        if properties is not None:
            new.append(properties)
        new.append(tracked(written_run(text, look), revision))
        last.addnext(new)
        if revision is not None:
            _mark_break(last, revision)
        last = new


def _properties_for_copy(paragraph: etree._Element, *, own: bool) -> etree._Element | None:
    known = paragraph.find(f"{W}pPr")
    if known is None:
        return None
    copied = deepcopy(known)
    copied.tail = None
    dropped = ["sectPr", "pPrChange"] + ([] if own else ["numPr", "outlineLvl", "keepNext"])
    dropped += ["pStyle"] if not own and is_heading(paragraph) else []
    for child in [one for one in copied if one.tag in {W + name for name in dropped}]:
        copied.remove(child)
    marked = copied.find(f"{W}rPr")
    if marked is not None:
        plain = own_look(marked)
        copied.remove(marked) if plain is None else copied.replace(marked, plain)
    return copied if len(copied) else None


def _mark_break(paragraph: etree._Element, revision: Revision, name: str = "ins") -> None:
    """Mark a paragraph's own break as inserted or deleted."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr", nsmap={"w": W[1:-1]})
        paragraph.insert(0, properties)
    look = properties.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr", nsmap={"w": W[1:-1]})
        later = next(properties.iterchildren(f"{W}sectPr", f"{W}pPrChange"), None)
        properties.append(look) if later is None else later.addprevious(look)
    if look.find(W + name) is None:
        look.insert(1 if name == "del" and look.find(f"{W}ins") is not None else 0, revision_mark(name, revision))


def drop_paragraph(paragraph: etree._Element, revision: Revision | None) -> None:
    """Remove a paragraph, or mark all of it as deleted; what marks ranges in it moves out."""
    if revision is not None:
        remove_pieces([one for one in pieces_of(paragraph) if one.run is not None], revision)
        _mark_break(paragraph, revision, "del")
        return
    for child in list(paragraph.iterchildren("*")):
        if child.tag.endswith(("Start", "End")):
            paragraph.addprevious(child)
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)
