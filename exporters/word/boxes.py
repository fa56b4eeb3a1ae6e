"""Boxes to tick in paragraphs, however they are made, each with the label beside it; several are a scale."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from exporters.word.markup import W
from exporters.word.pieces import BLANKS, Piece, pieces_of
from exporters.word.places import paragraphs
from exporters.word.wanted import chosen, folded

_EMPTY, _TICKED = "☐□▢▯◯○◻⬜", "☑☒◉"
_BOX = re.compile(
    rf"[{_EMPTY}{_TICKED}]|(?<![\w)\]])(?:\[[ \u00a0xX✓✔]?\]|\([ \u00a0X✓✔]\))(?![\w(])"
)  # fmt: skip
_APART = re.compile(r"\t+|\n+|[ \u00a0\u2002\u2003]{3,}")
_LABEL_END = re.compile(r"[ \u00a0]{2,}|\t|[?:？：]\s*|\n")
_HEAD_END = re.compile(r"[,;:(–]| - ")
_RULES = re.compile(r"_{3,}|\.{5,}|…")


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a paragraph's text; ``element`` is the ``sdt``, ``ffData`` or ``sym`` that draws it, else ``None``."""

    paragraph: etree._Element
    start: int
    end: int
    text: str
    element: etree._Element | None = None
    label: str = ""

    @property
    def ticked(self) -> bool:
        """Whether it is ticked."""
        return self.text in _TICKED or self.text[1:2].strip(BLANKS) not in ("", "]")


def boxes_in(paragraph: etree._Element) -> list[Box]:
    """Return the boxes of a paragraph in order, with their labels."""
    pieces = pieces_of(paragraph)
    text = "".join(piece.text for piece in pieces)
    found = [
        Box(paragraph, one.start(), one.end(), one[0], _drawn_by(pieces, one.start())) for one in _BOX.finditer(text)
    ]
    if not found:
        return []
    return [replace(box, label=label) for box, label in zip(found, _labels(text, found), strict=True)]


def _drawn_by(pieces: Sequence[Piece], offset: int) -> etree._Element | None:
    piece = pieces[bisect_right(pieces, offset, key=lambda one: one.start) - 1]
    return piece.element if piece.run is None or piece.element.tag == f"{W}sym" else None


def scale_at(place: etree._Element) -> list[Box]:
    """Return the boxes of a cell, or of a paragraph; one box alone opens a list of paragraphs that begin with one."""
    if place.tag == f"{W}tc":
        return [box for one in paragraphs(place) for box in boxes_in(one)]
    found = boxes_in(place)
    if not _is_item(place, found):
        return found
    for other in place.itersiblings("*"):
        boxes = boxes_in(other) if other.tag == f"{W}p" else []
        if not _is_item(other, boxes):
            break
        found += boxes
    return found


def _is_item(paragraph: etree._Element, found: Sequence[Box]) -> bool:
    """Whether a paragraph is a box and its label."""
    if len(found) != 1:
        return False
    before = "".join(piece.text for piece in pieces_of(paragraph) if piece.end <= found[0].start)
    return not before.strip(BLANKS)


def _labels(text: str, boxes: Sequence[Box]) -> list[str]:
    """Return each box's label: what stands behind it, or before it where nothing stands behind the last."""
    edges = [*(box.start for box in boxes[1:]), len(text)]
    behind = [_first_label(text[box.end : edge]) for box, edge in zip(boxes, edges, strict=True)]
    if behind[-1] or not text[: boxes[0].start].strip(BLANKS):
        return behind
    begins = [0, *(box.end for box in boxes[:-1])]
    before = [clean(text[begin : box.start]) for box, begin in zip(boxes, begins, strict=True)]
    return [clean(_last_label(text[: boxes[0].start])) if len(boxes) > 1 else "", *before[1:]]


def named(labels: Sequence[str], text: str) -> int | None:
    """Return which label a text names: the whole of it, else the only one that begins so before a comma or bracket."""
    number = chosen(labels, text)
    if number is not None:
        return number
    heads = [folded(_HEAD_END.split(label, maxsplit=1)[0]) for label in labels]
    return heads.index(folded(text)) if folded(text) and heads.count(folded(text)) == 1 else None


def clean(text: str) -> str:
    """Return a text on one line without blanks around it."""
    return " ".join(text.split())


def _first_label(text: str) -> str:
    """Return the text up to a gap or a line to write on."""
    cut = _RULES.split(text, maxsplit=1)[0].lstrip(BLANKS)
    return clean(_APART.split(cut, maxsplit=1)[0]).rstrip(" ,;/|:")


def _last_label(text: str) -> str:
    """Return the last words of a text, behind a gap or the end of a question."""
    ends = [found.end() for found in _LABEL_END.finditer(text.rstrip(BLANKS))]
    return text[ends[-1] :] if ends else text.rpartition(" ")[2] if text.strip().count(" ") > 2 else text
