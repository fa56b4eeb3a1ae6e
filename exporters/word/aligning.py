"""Which paragraphs of a filled body are those of the original, where long answers brought paragraphs of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from exporters.word.document import Document, Paragraph
from exporters.word.markup import W
from exporters.word.openings import opening_in
from exporters.word.pieces import BLANKS

_PLAIN = frozenset(W + name for name in ("pPr", "ins", "r", "rPr", "t", "br", "tab"))


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a body paragraph stands in the filled document, and how many new ones stand directly behind it."""

    number: int
    added: int = 0


def moved_paragraphs(old: Document, new: Document) -> Mapping[int, Moved] | None:
    """Return where each body paragraph went, by number; ``None`` unless paragraphs are new behind changed ones alone.

    This only proposes: whoever compares takes the new paragraphs out and wants all the rest to be the same.
    """
    texts = [_texts(one) for one in (old, new)]
    ahead, behind, found = 0, 0, dict[int, Moved]()
    if len(texts[0]) != len(texts[1]):
        return None
    for before, after in zip(*texts, strict=True):
        steps = _aligned(before, after)
        if steps is None:
            return None
        found |= {ahead + at: Moved(behind + to, added) for at, (to, added) in enumerate(steps)}
        ahead, behind = ahead + len(before), behind + len(after)
    return found


def _texts(document: Document) -> list[list[str]]:
    """Return the texts of the body's paragraphs, in one list for each stretch between tables."""
    found: list[list[str]] = [[]]
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found[-1].append(block.text)
        else:
            found.append([])
    return found


def _aligned(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]] | None:
    """Return per text of ``before`` its place in ``after`` and how many are new behind it."""
    spare, at, steps = len(after) - len(before), 0, []
    for number, text in enumerate(before):
        added = 0
        if spare > 0 and text != after[at] and _takes_answer(text, after[at]):
            ways = range(spare + 1)
            following = before[number + 1] if number + 1 < len(before) else None
            ends = [k for k in ways if following is not None and _goes_on(following, after[at + 1 + k])]
            added = spare if following is None else min(ends, default=0)
        steps.append((at, added))
        at, spare = at + 1 + added, spare - added
    return None if spare else steps


def _goes_on(before: str, after: str) -> bool:
    """Whether a text is the one that followed, or a label that followed with its answer."""
    said = before.strip(BLANKS)
    return after == before or (bool(said) and after.startswith(said))


def _takes_answer(before: str, after: str) -> bool:
    """Whether a text became an answer or a label with one: it was blank, left room, or stands before what is new."""
    return after.startswith(before.strip(BLANKS)) or opening_in(before) is not None


def is_plain(paragraph: etree._Element) -> bool:
    """Whether a paragraph holds text and nothing else, as those do that an answer brings."""
    inside = [one for one in paragraph.iterchildren("*") if one.tag != f"{W}pPr"]
    content = [one for part in inside for one in part.iter("*") if not _in_format(one)]
    return paragraph.find(f"{W}pPr/{W}sectPr") is None and all(one.tag in _PLAIN for one in content)


def _in_format(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{W}rPr"), None) is not None
