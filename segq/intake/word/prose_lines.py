"""What single lines of running text are: items of a list, lines for a signature, boxes in a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from segq.intake.fact_labels import Field, label_of
from segq.intake.word.candidates import Made, Place
from segq.intake.word.inline import box_labels, choice_place
from segq.intake.word.lines import Line, LineKind
from segq.intake.word.marks import Fillable
from segq.intake.word.phrases import demands, is_lettered, is_short_label, names_date, signs
from segq.intake.wording import asks_for_words

_WHO_SIGNS = (Field.NAME, Field.TITLE, Field.DATE)


def signature_lines(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the addresses of lines around one for a signature: name, title, place, date."""
    for drawn, group in groupby(lines, key=lambda line: is_drawn(line) or line.kind is LineKind.BLANK):
        run = [line for line in group if line.kind is not LineKind.BLANK]
        if drawn and any(signs(line.text) for line in run):
            yield from (line.at for line in run if goes_with_signature(line.text))


def goes_with_signature(text: str) -> bool:
    """Whether a label asks for a signature, or for who signs and when; of whom else it may ask is not known."""
    label = label_of(text)
    return signs(text) or names_date(text) or (label is not None and label.field in _WHO_SIGNS)


def is_drawn(line: Line) -> bool:
    """Whether a line is a label with nothing but lines to write on, or placeholders."""
    units = line.inline.units if line.inline is not None else ()
    drawn = all(unit.place.made in (Made.RULE, Made.PLACEHOLDER) for unit in units)
    return line.kind is LineKind.LABELLED and drawn


def is_rule(line: Line) -> bool:
    """Whether a line is nothing but a line to write on."""
    units = line.inline.units if line.inline is not None else ()
    return line.kind is LineKind.PLACE and bool(units) and all(unit.place.made is Made.RULE for unit in units)


def is_fact(line: Line) -> bool:
    """Whether a label can only ask for a fact about who answers."""
    label = label_of(line.text)
    return label is not None and label.sure


def is_lettered_line(line: Line) -> bool:
    """Whether a line is an item of a list."""
    listed = line.paragraph is not None and line.paragraph.listed
    return listed or is_lettered(line.text)


def asks_something(line: Line) -> bool:
    """Whether a text may be what an answer table below it belongs to."""
    return line.asks or demands(line.text) or asks_for_words(line.text) or is_short_label(line.text)


def only_instructs(line: Line) -> bool:
    """Whether the label before boxes says no more than how to tick them."""
    return bool(line.inline and line.inline.boxes) and not line.asks and len(line.text.split()) <= 4


def box_text(line: Line) -> str:
    """Return the label of a line with one box."""
    if line.inline is None or line.paragraph is None:
        return ""
    return box_labels(line.paragraph.text, line.inline.boxes)[0]


def gathered_boxes(group: Sequence[Line], fillable: Fillable) -> Place:
    """Return the boxes of several paragraphs as one choice at the first of them."""
    found = [mark for line in group if line.inline is not None for mark in line.inline.boxes]
    return choice_place(group[0].at, found, [box_text(line) for line in group], fillable)
