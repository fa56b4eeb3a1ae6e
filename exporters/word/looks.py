"""Which run format an answer takes (``rPr``, 17.3.2): the slot's own, else a plain form of the text beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from exporters.word.markup import VAL, W, value_of
from exporters.word.pieces import BLANKS, Piece, pieces_of
from exporters.word.places import cells, paragraphs
from exporters.word.styles import look_of

_TRACKED = frozenset(W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "vanish", "specVanish"))
_EMPHASIS = _TRACKED | frozenset(
    W + name
    for name in (
        "rStyle", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "u", "highlight", "shd", "strike", "dstrike",
        "outline", "shadow", "emboss", "imprint", "effect", "bdr", "vertAlign", "em", "webHidden",
    )
)  # fmt: skip
_PROMPTS_ONLY = _TRACKED | frozenset(W + name for name in ("rStyle", "i", "iCs", "highlight", "shd", "webHidden"))
_HEADING = re.compile(r"head|title|berschrift|titre|titel|t[ií]tulo|titolo|kop\d|rubrik|nagl", re.IGNORECASE)
_ABOVE = 3


def own_look(properties: etree._Element | None) -> etree._Element | None:
    """Return a mark's or run's format without what is no format, ``None`` where nothing is left."""
    return _without(properties, _TRACKED)


def plain_look(properties: etree._Element | None) -> etree._Element | None:
    """Return a text's format without emphasis, colour and character style: font, size and language."""
    return _without(properties, _EMPHASIS)


def prompt_look(properties: etree._Element | None) -> etree._Element | None:
    """Return a placeholder's format without what marks it as one: italics, grey, highlight, its style."""
    grey = properties is not None and look_of(properties).grey
    return _without(properties, _PROMPTS_ONLY | {f"{W}color"} if grey else _PROMPTS_ONLY)


def _without(properties: etree._Element | None, dropped: frozenset[str]) -> etree._Element | None:
    if properties is None:
        return None
    kept = etree.Element(f"{W}rPr", nsmap={"w": W[1:-1]})
    kept.extend(deepcopy(child) for child in properties.iterchildren("*") if child.tag not in dropped)
    return kept if len(kept) else None


def mark_of(paragraph: etree._Element) -> etree._Element | None:
    """Return the format of a paragraph's mark."""
    return paragraph.find(f"{W}pPr/{W}rPr")


def blank_look(paragraph: etree._Element) -> etree._Element | None:
    """Return the format for a blank paragraph: its mark's, its blank run's, else that of the prompt beside it."""
    own = own_look(mark_of(paragraph))
    if own is None:
        own = next((found for run in paragraph.iter(f"{W}r") if (found := plain_look(run.find(f"{W}rPr")))), None)
    return beside(paragraph) if own is None else own


def label_look(paragraph: etree._Element, last: Piece | None) -> etree._Element | None:
    """Return the format for an answer behind a label, plain; ``last`` is the label's last piece."""
    own = plain_look(mark_of(paragraph))
    return plain_look(_properties(last)) if own is None else own


def _properties(piece: Piece | None) -> etree._Element | None:
    return None if piece is None or piece.run is None else piece.run.find(f"{W}rPr")


def beside(paragraph: etree._Element) -> etree._Element | None:
    """Return the plain format of the nearest text before: in the cell, the cells to its left, or the body."""
    for other in _before(paragraph):
        seen = [piece for piece in pieces_of(other) if piece.run is not None and piece.text.strip(BLANKS)]
        if seen:
            return None if is_heading(other) else plain_look(_properties(seen[-1]))
    return None


def is_heading(paragraph: etree._Element) -> bool:
    """Whether a paragraph has a heading's style, as far as its id tells, or an outline level."""
    properties = paragraph.find(f"{W}pPr")
    return bool(_HEADING.search(value_of(properties, "pStyle") or "")) or value_of(properties, "outlineLvl") is not None


def _before(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs before one, the nearest first; in a table those of its row, then the row above."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None:
        above = (one for one in paragraph.itersiblings(f"{W}p", preceding=True))
        yield from (one for one, _ in zip(above, range(_ABOVE), strict=False))
        return
    own = list(paragraphs(cell))
    yield from reversed(own[: own.index(paragraph)] if paragraph in own else own)
    row = next(cell.iterancestors(f"{W}tr"), None)
    for line in () if row is None else (row, *_row_above(row)):
        known = list(cells(line))
        for other in reversed(known[: known.index(cell)] if cell in known else known):
            yield from reversed(list(paragraphs(other)))


def _row_above(row: etree._Element) -> Iterator[etree._Element]:
    above = row.getprevious()
    if above is not None and above.tag == f"{W}tr":
        yield above


def looks_prompting(piece: Piece) -> bool:
    """Whether a piece looks like a prompt: grey, in italics, highlighted, or in the placeholders' style."""
    properties = _properties(piece)
    if properties is None:
        return False
    look = look_of(properties)
    style = value_of(properties, "rStyle") or ""
    lit = properties.find(f"{W}highlight")
    return bool(look.grey or look.italic or "placeholder" in style.lower() or (lit is not None and lit.get(VAL)))
