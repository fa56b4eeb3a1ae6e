"""Paragraphs and answer tables as the reader of running text sees them: one line each, with what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from answers.questionnaire import SlotKind, SlotRole
from exporters.word.document import Paragraph, Table
from segq.intake.followups import condition
from segq.intake.word.candidates import Made, Place
from segq.intake.word.inline import Inline, is_prompt, read_inline
from segq.intake.word.marks import Fillable
from segq.intake.word.phrases import answer_label, asks, printed_choices


class LineKind(StrEnum):
    """What a line is for."""

    SKIPPED = "skipped"
    BLANK = "blank"
    HEADING = "heading"
    ANSWER = "label of an answer"
    PLACE = "nothing but a place"
    BOX = "one box with its label"
    LABELLED = "label with its place"
    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a table in between, as a line of running text."""

    at: str
    kind: LineKind
    text: str = ""
    inline: Inline | None = None
    paragraph: Paragraph | None = None
    places: tuple[Place, ...] = ()
    """Of an answer table."""
    role: SlotRole = SlotRole.ANSWER
    standing: str = ""
    """Of the label of an answer: what stands behind it already."""
    table: Table | None = None

    @property
    def asks(self) -> bool:
        """Whether its text asks something."""
        return bool(self.text) and asks(self.text)

    @property
    def condition(self) -> str:
        """When it applies."""
        return condition(self.text)

    @property
    def look(self) -> tuple[bool, bool, bool]:
        """Bold, in a list, a heading: what questions of one document have in common."""
        paragraph = self.paragraph
        if paragraph is None:
            return False, False, False
        return paragraph.bold, paragraph.listed, paragraph.heading > 0

    @property
    def aside(self) -> bool:
        """Whether it is in italics or grey, as guidance is."""
        spans = [] if self.paragraph is None else self.paragraph.spans
        seen = [span for span in spans if self.paragraph and self.paragraph.text[span.start : span.end].strip()]
        return bool(seen) and all(span.italic or span.grey for span in seen)


def line_of(paragraph: Paragraph, fillable: Fillable) -> Line:
    """Return what a paragraph is in running text."""
    at = paragraph.address
    if paragraph.contents or paragraph.deleted:
        return Line(at, LineKind.SKIPPED, paragraph=paragraph)
    inline = read_inline(paragraph, fillable)
    if not inline.units:
        return _plain(paragraph, inline, fillable)
    label = answer_label(inline.text) if inline.text else None
    if label is not None and not inline.boxes and not label[1]:
        places = tuple(unit.place for unit in inline.units)
        return Line(at, LineKind.ANSWER, inline.text, inline, paragraph, places, label[0])
    if inline.box_first and len(inline.boxes) == 1 and all(u.place.made is Made.RULE for u in inline.units[1:]):
        return Line(at, LineKind.BOX, "", inline, paragraph)
    kind = LineKind.LABELLED if any(unit.label for unit in inline.units) else LineKind.PLACE
    return Line(at, kind, inline.text, inline, paragraph)


def _plain(paragraph: Paragraph, inline: Inline, fillable: Fillable) -> Line:
    """Return what a paragraph without places is."""
    at, text = paragraph.address, inline.text
    if not text:
        return Line(at, LineKind.SKIPPED if paragraph.frozen or inline.closed else LineKind.BLANK, paragraph=paragraph)
    if inline.closed:
        return Line(at, LineKind.SKIPPED, text, inline, paragraph)
    label = None if fillable.forms_only else answer_label(text)
    bare = label is not None and not label[1] and text[-1:] not in ":："
    if bare and (paragraph.heading or (label is not None and label[0] is not SlotRole.ANSWER)) and " col " not in at:
        label = None
    if label is not None and (not label[1] or ":" in text[: len(text) - len(label[1])] or "：" in text):
        place = Place(at, Made.LABEL, role=label[0], existing=label[1] or None)
        return Line(at, LineKind.ANSWER, text, inline, paragraph, (place,), label[0], label[1])
    choices = () if " col " in at else printed_choices(text)
    if (choices or is_prompt(text)) and not fillable.forms_only and not paragraph.heading:
        kind = SlotKind.CHOICE if choices else SlotKind.TEXT
        place = Place(at, Made.PLACEHOLDER, kind, options=choices)
        return Line(at, LineKind.PLACE, "", inline, paragraph, (place,))
    said = LineKind.HEADING if paragraph.heading else LineKind.TEXT
    return Line(at, said, text, inline, paragraph)


def table_line(table: Table, places: Sequence[Place]) -> Line:
    """Return a table as a line; ``places`` are those of one that only takes an answer."""
    return Line(table.address, LineKind.TABLE, places=tuple(places), table=table)
