"""Text written at a place of running text or in a cell: blanks, labels, lines, placeholders, answers that stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from exporters.word.long_text import add_paragraphs, drop_paragraph, split_paragraphs
from exporters.word.looks import blank_look, is_heading, label_look, looks_prompting, own_look, plain_look, prompt_look
from exporters.word.markup import W, value_of
from exporters.word.openings import Opening, Room, ends_as_label, label_end, opening_in, spaced
from exporters.word.pieces import BLANKS, Piece, fillable_in, is_frozen, pieces_of, text_in
from exporters.word.places import paragraphs
from exporters.word.runs import empty_runs, replace_text
from exporters.word.wanted import Filled, Revision, Want, left, same_text, text_of
from knowledge.errors import InputRejected

_LEADERS = frozenset({"underscore", "dot", "hyphen", "heavy", "middleDot"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an answer goes that is not there yet."""

    paragraph: etree._Element
    opening: Opening


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer that stands: from ``start`` of the first paragraph through all of the others."""

    paragraphs: tuple[etree._Element, ...]
    start: int

    @property
    def text(self) -> str:
        """The answer, a line for each paragraph."""
        first, *others = (text_in(one) for one in self.paragraphs)
        return "\n".join([first[self.start :], *others]).strip(BLANKS)


def fill_text(place: etree._Element, want: Want, address: str) -> Filled:
    """Write the value into the open spot of a paragraph or cell, or over what stands there where that is allowed."""
    found = room_at(place, address, asks=want.asks)
    text = text_of(want.value)
    same = bool(text) and _is_whole(place, text)
    if isinstance(found, Spot):
        same = same or not text or _written_before(found, text) or (want.asks and _in_own_paragraph(place, text))
        kept = left(want, address, answered=False, same=same)
        return kept or _filled_spot(found, text, want.revision)
    same = same or same_text(found.text, text) or any(_has_run(one, text) for one in found.paragraphs)
    kept = left(want, address, answered=True, same=same)
    if kept is None and any(is_heading(one) for one in found.paragraphs):
        raise InputRejected(f"{address} is a heading, which is not written over.", "Give the place below it.")
    return kept or _replaced(place, found, text, want.revision)


def _is_whole(place: etree._Element, text: str) -> bool:
    """Whether a place holds that text and no other, or the paragraphs of a long one behind its label."""
    parts = split_paragraphs(text)
    if place.tag == f"{W}p":
        shown = text_in(place)
        behind = [one for one, _ in zip(place.itersiblings(f"{W}p"), parts[1:], strict=False)]
        return same_text(shown, text) or same_text(shown[label_end(shown) :], text) or _holds([place, *behind], parts)
    own = list(paragraphs(place))
    whole = same_text("\n".join(text_in(one) for one in own), text)
    below = (same_text(text_in(one), text) and ends_as_label(text_in(label)) for label, one in pairwise(own))
    return whole or any(below) or any(_holds(own[number:], parts) for number in range(len(own)))


def _holds(own: Sequence[etree._Element], parts: Sequence[str]) -> bool:
    """Whether paragraphs are those of a long answer; the first may begin with a label."""
    if len(parts) < 2 or len(own) < len(parts):
        return False
    first = same_text(text_in(own[0]), parts[0]) or _has_run(own[0], parts[0])
    return first and all(same_text(text_in(one), part) for one, part in zip(own[1:], parts[1:], strict=False))


def _in_own_paragraph(place: etree._Element, text: str) -> bool:
    """Whether a run or paragraph of a place holds that text and no other."""
    found = [place] if place.tag == f"{W}p" else list(paragraphs(place))
    return any(_has_run(one, text) for one in found) or any(same_text(text_in(one), text) for one in found)


def room_at(place: etree._Element, address: str, *, asks: bool = False) -> Spot | Standing:
    """Return where an answer goes or stands; raises InputRejected where no text can be written."""
    if place.tag == f"{W}p":
        if is_frozen(place):
            raise InputRejected(f"{address} holds a picture or object.", "Give a place that holds text or nothing.")
        opening = _opening_of(place) or _blank_or_label(place)
        if opening is None and asks:
            return _behind_label([place], 0, 1)
        return Standing((place,), label_end(text_in(place))) if opening is None else Spot(place, opening)
    own = [one for one in paragraphs(place) if not is_frozen(one)]
    if not own:
        raise InputRejected(f"{address} holds a picture or object.", "Give a place that holds text or nothing.")
    found = _room_in_cell(place, own, address)
    if asks and isinstance(found, Standing):
        return _behind_label(own, own.index(found.paragraphs[-1]), len(own))
    return found


def _room_in_cell(cell: etree._Element, own: Sequence[etree._Element], address: str) -> Spot | Standing:
    texts = [text_in(one).strip(BLANKS) for one in own]
    if not any(texts):
        if cell.find(f"{W}tbl") is not None:
            raise InputRejected(f"{address} holds a table.", "Give a cell of that one, as in 'table 0.0 row 0 col 1'.")
        return Spot(own[0], Opening(0, len(text_in(own[0])), Room.BLANK))
    drawn = next((Spot(one, found) for one in own if (found := _opening_of(one))), None)
    if drawn is not None:
        return drawn
    labels = [number for number, text in enumerate(texts) if ends_as_label(text)]
    for number, behind in zip(labels, [*labels[1:], len(own)], strict=False):
        if not any(texts[number + 1 : behind]):
            return _behind_label(own, number, behind)
    first = labels[0] + 1 if labels else next(number for number, text in enumerate(texts) if text)
    last = labels[1] if len(labels) > 1 else len(own)
    seen = [own[number] for number in range(first, last) if texts[number]]
    return Standing(tuple(seen), 0 if labels else label_end(text_in(seen[0])))


def _behind_label(own: Sequence[etree._Element], number: int, behind: int) -> Spot:
    """Return the blank paragraph behind a label, else the end of the label."""
    if number + 1 < behind and not any(fillable_in(own[number + 1])):
        blank = own[number + 1]
        return Spot(blank, Opening(0, len(text_in(blank)), Room.BLANK))
    end = len(text_in(own[number]))
    return Spot(own[number], Opening(end, end, Room.LABEL))


def _opening_of(paragraph: etree._Element) -> Opening | None:
    """Return the room inside a paragraph's text: drawn, or a text in brackets that looks like a prompt."""
    pieces = pieces_of(paragraph)
    text = "".join(piece.text for piece in pieces)
    found = opening_in(text, _underlined(pieces), leader=_leads(paragraph))
    if found is not None:
        return found
    seen = [piece for piece in pieces if looks_prompting(piece)]
    shown = "".join(piece.text for piece in seen).strip(BLANKS)
    if shown.startswith("[") and shown.endswith("]"):
        return Opening(seen[0].start, seen[-1].end, Room.PLACEHOLDER)
    return None


def _blank_or_label(paragraph: etree._Element) -> Opening | None:
    text = text_in(paragraph)
    if not text.strip(BLANKS):
        return Opening(0, len(text), Room.BLANK)
    return Opening(len(text), len(text), Room.LABEL) if ends_as_label(text) else None


def _underlined(pieces: Sequence[Piece]) -> tuple[tuple[int, int], ...]:
    """Return stretches of underlined blanks, which draw a line: a tab, or three characters and more."""
    found: list[tuple[int, int]] = []
    for piece in pieces:
        line = None if piece.run is None else value_of(piece.run.find(f"{W}rPr"), "u")
        if line in (None, "none") or piece.text.strip(BLANKS):
            continue
        start = found.pop()[0] if found and found[-1][1] == piece.start else piece.start
        found.append((start, piece.end))
    text = "".join(piece.text for piece in pieces)
    return tuple((start, end) for start, end in found if end - start >= 3 or "\t" in text[start:end])


def _leads(paragraph: etree._Element) -> bool:
    stops = paragraph.iterfind(f"{W}pPr/{W}tabs/{W}tab")
    return any(stop.get(f"{W}leader") in _LEADERS for stop in stops)


def _written_before(spot: Spot, text: str) -> bool:
    """Whether a run behind a label, or one around or right before the spot, holds that text: it was written before."""
    pieces = pieces_of(spot.paragraph)
    opening = spot.opening
    whole = "".join(piece.text for piece in pieces)
    return any(
        same_text(whole[start:end], text)
        and (
            ends_as_label(whole[:start])
            or start <= opening.start < opening.end <= end
            or 0 < start < end == opening.start == opening.end
        )
        for start, end in _run_spans(pieces)
    )


def _has_run(paragraph: etree._Element, text: str) -> bool:
    """Whether one run holds that text and no other: it was written there before."""
    pieces = pieces_of(paragraph)
    whole = "".join(piece.text for piece in pieces)
    return any(same_text(whole[start:end], text) for start, end in _run_spans(pieces))


def _run_spans(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    spans: dict[etree._Element, tuple[int, int]] = {}
    for piece in pieces:
        if piece.run is not None:
            spans[piece.run] = (spans.get(piece.run, (piece.start, 0))[0], piece.end)
    return list(spans.values())


def _filled_spot(spot: Spot, text: str, revision: Revision | None) -> Filled:
    paragraph, opening = spot.paragraph, spot.opening
    whole = text_in(paragraph)
    after = whole[opening.end :]
    look = _look_for(spot)
    own = opening.room is Room.BLANK
    several = not after.strip(BLANKS) and _is_free(paragraph) and (own or revision is None)
    first, *others = split_paragraphs(text) if several else [text]
    if opening.room is Room.BLANK:
        for run in empty_runs(paragraph):
            paragraph.remove(run)
    stretch = opening.start, opening.end
    replace_text(paragraph, stretch, spaced(whole[: opening.start], first, after), look, revision)
    add_paragraphs(paragraph, others, look, revision, own=own)
    return Filled(changed=True, touched=(paragraph,), added=len(others))


def _is_free(paragraph: etree._Element) -> bool:
    """Whether new paragraphs may follow: no section ends with it, and no control takes its runs only."""
    return paragraph.find(f"{W}pPr/{W}sectPr") is None


def _look_for(spot: Spot) -> etree._Element | None:
    pieces, opening = pieces_of(spot.paragraph), spot.opening
    if opening.room is Room.BLANK:
        return blank_look(spot.paragraph)
    if opening.room in (Room.LABEL, Room.LEADER):
        return label_look(spot.paragraph, pieces[-1] if pieces else None)
    first = next((one for one in pieces if one.end > opening.start and one.run is not None), None)
    properties = None if first is None or first.run is None else first.run.find(f"{W}rPr")
    return prompt_look(properties) if opening.room is Room.PLACEHOLDER else plain_look(properties)


def _replaced(place: etree._Element, found: Standing, text: str, revision: Revision | None) -> Filled:
    """Write over an answer that stands; its other paragraphs go, or are marked as deleted."""
    first, *others = found.paragraphs
    pieces = [one for one in pieces_of(first) if one.run is not None and one.end > found.start]
    properties = pieces[0].run.find(f"{W}rPr") if pieces and pieces[0].run is not None else None
    look = own_look(properties)
    whole = len(text_in(first))
    own = found.start == 0
    lines = split_paragraphs(text) if _is_free(first) and (own or revision is None) else [text]
    replace_text(first, (found.start, whole), lines[0], look, revision)
    add_paragraphs(first, lines[1:], look, revision, own=own)
    for other in others:
        drop_paragraph(other, revision)
    touched = place if others else first
    return Filled(changed=True, touched=(touched,), added=len(lines) - 1 - (len(others) if revision is None else 0))
