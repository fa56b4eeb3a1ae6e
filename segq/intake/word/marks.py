"""Where a paragraph holds something to fill in: controls, fields, boxes, lines of underscores, placeholders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from exporters.word.document import (
    Control,
    ControlKind,
    Document,
    FieldKind,
    FormField,
    Level,
    Paragraph,
    Protection,
    Span,
    Table,
)
from exporters.word.patterns import BRACED, PROMPTS, RULE, SQUARE
from segq.intake.wording import is_interrogative


class MarkKind(StrEnum):
    """What stands there."""

    CONTROL = "control"
    FIELD = "field"
    BOX = "box"
    RULE = "rule"
    LEADER = "leader"
    PLACEHOLDER = "placeholder"
    CLOSED = "closed"
    """A control or field that may not be filled."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a paragraph's text that is to be filled in or ticked."""

    start: int
    end: int
    kind: MarkKind
    control: int | None = None
    field: int | None = None
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Fillable:
    """What of a document can be filled, by number."""

    controls: dict[int, Control] = field(default_factory=dict)
    fields: dict[int, FormField] = field(default_factory=dict)
    around: frozenset[int] = frozenset()
    """Controls around whole passages, which are looked through."""
    forms_only: bool = False


_BOX = re.compile(
    r"[☐☑☒□▢◯◻⬜\uf06f\uf071\uf072\uf0a3\uf0a8\uf0fd\uf0fe]|(?<!\w)¨(?=\s*\w)"
    r"|(?<![\w)\]])(?:\[[ \u00a0xX✓✔]?\]|\([ \u00a0]\))(?!\w)"
)
_BEGINS = re.compile(r"[☐☑☒□▢◯◻⬜\uf06f\uf071\uf072\uf0a3\uf0a8\uf0fd\uf0fe¨\[(（_…{«<]|\.{5}")
"""What every drawn mark holds."""
_TICKED = re.compile(r"[☑☒\uf0fd\uf0fe]|\[[xX✓✔]\]")
_RULE = re.compile(rf"{RULE.pattern}|（[ \u3000\u00a0]{{1,12}}）")


def fillable_of(document: Document) -> Fillable:
    """Return what can be filled in the document."""
    return Fillable(
        {control.number: control for control in document.controls},
        {one.number: one for one in document.fields},
        _around(document),
        document.protection is Protection.FORMS,
    )


def _around(document: Document) -> frozenset[int]:
    """Return controls of rows, and those around several paragraphs of which one asks or is a heading."""
    rows = {control.number for control in document.controls if control.level is Level.ROWS}
    if not document.controls:
        return frozenset()
    counts: Counter[int] = Counter()
    telling: set[int] = set()
    for paragraph in _paragraphs(document.blocks):
        numbers = {span.control for span in paragraph.spans if span.control is not None}
        if not numbers:
            continue
        counts.update(numbers)
        if is_interrogative(paragraph.text.strip()) or paragraph.heading or paragraph.text.rstrip().endswith(":"):
            telling |= numbers
    blocks = {one.number for one in document.controls if one.level in (Level.BLOCKS, Level.CELL) and not one.prompt}
    return frozenset(rows | {number for number in blocks & telling if counts[number] > 1})


def _paragraphs(blocks: tuple[Paragraph | Table, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (one for row in block.rows for cell in row.cells for one in _paragraphs(cell.blocks))


def marks(paragraph: Paragraph, fillable: Fillable) -> tuple[Mark, ...]:
    """Return the marks of a paragraph, left to right and apart from each other."""
    found = list(_numbered(paragraph, fillable)) if fillable.controls or fillable.fields else []
    if not fillable.forms_only:
        found += [mark for mark in _drawn(paragraph) if not any(_overlap(mark, known) for known in found)]
    if not found:
        return ()
    found.sort(key=lambda mark: (mark.start, mark.end))
    return tuple(_kept(found))


def _kept(found: list[Mark]) -> Iterator[Mark]:
    """Leave out placeholders behind a box: they belong to its label."""
    boxed = False
    for mark in found:
        boxed = boxed or mark.kind is MarkKind.BOX
        if not (boxed and mark.kind is MarkKind.PLACEHOLDER):
            yield mark


def _overlap(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def _numbered(paragraph: Paragraph, fillable: Fillable) -> Iterator[Mark]:
    """Yield controls and fields; neighbouring spans of one of them are one mark."""
    merged: dict[tuple[int | None, int | None], Span] = {}
    for span in paragraph.spans:
        control = None if span.control in fillable.around else span.control
        if control is None and span.field is None:
            continue
        key = (None, span.field) if span.field is not None else (control, None)
        known = merged.get(key)
        merged[key] = Span(min(known.start, span.start), max(known.end, span.end)) if known else span
    for (control, number), span in merged.items():
        if number is not None and (one := fillable.fields.get(number)) is not None:
            yield _field_mark(span, one)
        elif control is not None and (known_control := fillable.controls.get(control)) is not None:
            yield _control_mark(span, known_control)


def _field_mark(span: Span, one: FormField) -> Mark:
    if not one.enabled or one.type == "calculated":
        return Mark(span.start, span.end, MarkKind.CLOSED, field=one.number)
    kind = MarkKind.BOX if one.kind is FieldKind.CHECK_BOX else MarkKind.FIELD
    return Mark(span.start, span.end, kind, field=one.number, ticked=one.ticked)


def _control_mark(span: Span, one: Control) -> Mark:
    if one.locked or one.kind is ControlKind.NONE:
        return Mark(span.start, span.end, MarkKind.CLOSED, control=one.number)
    kind = MarkKind.BOX if one.kind is ControlKind.CHECK_BOX else MarkKind.CONTROL
    return Mark(span.start, span.end, kind, control=one.number, ticked=one.ticked)


def _drawn(paragraph: Paragraph) -> Iterator[Mark]:
    """Yield what is drawn with characters."""
    text = paragraph.text
    if _BEGINS.search(text):
        yield from _drawn_in(text)
    if paragraph.leader and text.rstrip(" ").endswith("\t"):
        yield Mark(len(text.rstrip()), len(text), MarkKind.LEADER)


def _drawn_in(text: str) -> Iterator[Mark]:
    for found in _BOX.finditer(text):
        yield Mark(found.start(), found.end(), MarkKind.BOX, ticked=bool(_TICKED.match(found[0])))
    for found in _RULE.finditer(text):
        yield Mark(found.start(), found.end(), MarkKind.RULE)
    for found in BRACED.finditer(text):
        yield Mark(found.start(), found.end(), MarkKind.PLACEHOLDER)
    for found in SQUARE.finditer(text):
        if PROMPTS.search(found[0][1:-1].strip()) and not _BOX.match(found[0]):
            yield Mark(found.start(), found.end(), MarkKind.PLACEHOLDER)
