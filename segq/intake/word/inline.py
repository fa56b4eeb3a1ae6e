"""The places inside one paragraph: each with the label before it, boxes gathered into one choice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.questionnaire import SlotKind
from exporters.word.document import Control, ControlKind, FieldKind, FormField, Paragraph
from segq.intake.word.candidates import Made, Place
from segq.intake.word.marks import Fillable, Mark, MarkKind, marks
from segq.intake.word.phrases import names_date
from segq.intake.wording import is_placeholder, words

_CHARACTERS = " \t\r\n\u00a0\u2002\u2003\u2007\u200b\u202f\u3000\ufeff"
_APART = re.compile(r"\t+|\n+|[ \u00a0\u2002\u2003]{3,}")
_LABEL_END = re.compile(r"[ \u00a0]{2,}|\t|[?:？：]\s*|\n")
_LOWER = re.compile(r"^[\s,;.()“”\"–-]*(?:[a-zà-öø-ÿ]\w*[\s,.;]+){2,}|^[\s,;()–-]*(?:and|or|of|by|to|und|et|y|e|en)\b")
_WHOLE_PROMPT = re.compile(
    r"(here|item|answer|response|text|date|option|one|below|ici|élément|réponse|hier|element|aquí|elemento|selezion\w*)"
    r"\W*$|^\W*(select|choose|pick|bitte|sélectionn|choisi|seleccion|elij|selecion|escolh|scegli|kies)",
    re.IGNORECASE,
)
_MADE = {
    MarkKind.CONTROL: Made.CONTROL,
    MarkKind.FIELD: Made.FIELD,
    MarkKind.BOX: Made.BOXES,
    MarkKind.RULE: Made.RULE,
    MarkKind.LEADER: Made.RULE,
    MarkKind.PLACEHOLDER: Made.PLACEHOLDER,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A label with its place; ``label`` is empty where nothing stands before it."""

    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class Inline:
    """A paragraph as read: what it says besides its places, and these."""

    text: str
    units: tuple[Unit, ...] = ()
    boxes: tuple[Mark, ...] = ()
    """Boxes of its first choice; one box alone may belong to a list of paragraphs."""
    closed: bool = False
    """It holds what may not be filled in."""
    box_first: bool = False
    """It begins with a box."""


_NOTHING = Inline("")


def clean(text: str) -> str:
    """Return the text on one line without blanks around it."""
    return " ".join(text.split())


def read_inline(paragraph: Paragraph, fillable: Fillable) -> Inline:
    """Return the places of a paragraph with their labels."""
    text = paragraph.text
    found = marks(paragraph, fillable) if text or paragraph.spans else ()
    if not found:
        return Inline(clean(text)) if text else _NOTHING
    open_marks = [mark for mark in found if mark.kind is not MarkKind.CLOSED]
    closed = len(open_marks) < len(found)
    if not open_marks:
        return Inline(clean(text), closed=closed)
    boxes = [mark for mark in open_marks if mark.kind is MarkKind.BOX]
    others = [mark for mark in open_marks if mark.kind is not MarkKind.BOX]
    first = boxes[0].start if boxes else len(text)
    before = [mark for mark in others if mark.end <= first]
    units = [] if _in_sentence(text, before) else _single(paragraph, before, fillable)
    if boxes:
        units.append(_choice(paragraph, boxes, before[-1].end if before else 0, fillable))
        units += _behind(paragraph, boxes, [mark for mark in others if mark.start >= boxes[-1].end], fillable)
    return Inline(
        _without(text, open_marks, boxes),
        tuple(units),
        tuple(boxes),
        closed,
        bool(boxes) and not text[: boxes[0].start].strip(_CHARACTERS),
    )


def _without(text: str, found: Sequence[Mark], boxes: Sequence[Mark]) -> str:
    """Return the text before the boxes, with places left out."""
    end = boxes[0].start if boxes and text[: boxes[0].start].strip(_CHARACTERS) else len(text)
    if len(boxes) > 1 and end < len(text) and not text[boxes[-1].end :].strip(_CHARACTERS):
        end -= len(_last_label(text[:end]))
    pieces, place = [], 0
    for mark in found:
        if mark.start >= end:
            break
        pieces.append(text[place : mark.start])
        place = mark.end
    return clean(" ".join([*pieces, text[place:end]]))


def _in_sentence(text: str, found: Sequence[Mark]) -> bool:
    """Whether lines or placeholders stand amid a sentence, as in contracts and letters."""
    edges = [0, *(mark.end for mark in found)]
    ends = [*(mark.start for mark in found[1:]), len(text)]
    drawn = (MarkKind.RULE, MarkKind.PLACEHOLDER)
    return any(
        _goes_on(text[start : mark.start], text[mark.end : end], last=mark is found[-1])
        for mark, start, end in zip(found, edges, ends, strict=False)
        if mark.kind in drawn
    )


def _goes_on(before: str, behind: str, *, last: bool) -> bool:
    """Whether the text behind a place goes on with what stands before it."""
    if _LOWER.match(behind[:60]):
        return True
    labelled = before.rstrip().endswith((":", "：", "?", "？", ")", "）")) or not before.strip()
    said = words(behind)
    return not labelled and (behind.lstrip().startswith(",") or (bool(said) and (last or len(said) > 4)))


def _single(paragraph: Paragraph, found: Sequence[Mark], fillable: Fillable) -> list[Unit]:
    """Return a unit for each mark that is no box; fields with nothing between them are one."""
    units: list[Unit] = []
    end = 0
    for mark in found:
        label = clean(paragraph.text[end : mark.start].strip(_CHARACTERS + ".,;/-–|"))
        shown = paragraph.text[mark.start : mark.end]
        if not units or label or mark.kind is MarkKind.CONTROL:
            units.append(Unit(label, _place(paragraph.address, mark, shown, label, fillable)))
        end = mark.end
    return units


def _place(at: str, mark: Mark, shown: str, label: str, fillable: Fillable) -> Place:
    if mark.control is not None:
        return _control_place(at, fillable.controls[mark.control], label)
    if mark.field is not None:
        return _field_place(at, fillable.fields[mark.field], label)
    dated = names_date(label) or (mark.kind is MarkKind.PLACEHOLDER and names_date(shown.strip("<>[]{}")))
    return Place(at, _MADE[mark.kind], SlotKind.DATE if dated else SlotKind.TEXT, header=label)


def _control_place(at: str, control: Control, label: str) -> Place:
    kinds = {
        ControlKind.DATE: SlotKind.DATE,
        ControlKind.DROP_DOWN: SlotKind.CHOICE,
        ControlKind.COMBO_BOX: SlotKind.CHOICE,
    }
    shown = clean(control.text)
    existing = None if control.prompt or not shown else shown
    kind = kinds.get(control.kind, SlotKind.TEXT)
    place = Place(at, Made.CONTROL, kind, options=control.options, control=control.number, existing=existing)
    return replace(place, header=label or control.name)


def _field_place(at: str, one: FormField, label: str) -> Place:
    kinds = {"number": SlotKind.NUMBER, "date": SlotKind.DATE}
    kind = SlotKind.CHOICE if one.kind is FieldKind.DROP_DOWN else kinds.get(one.type, SlotKind.TEXT)
    place = Place(at, Made.FIELD, kind, options=one.options, fields=(one.number,), max_chars=one.max_chars)
    return replace(place, existing=clean(one.text) or None, header=label)


def _behind(paragraph: Paragraph, boxes: Sequence[Mark], others: Sequence[Mark], fillable: Fillable) -> list[Unit]:
    """Return the places behind the last box: a line for an explanation."""
    units = []
    for mark in others[:1]:
        tail = paragraph.text[boxes[-1].end : mark.start]
        parts = [part for part in _APART.split(tail) if part.strip()]
        label = clean(parts[-1]) if len(parts) > 1 else ""
        shown = paragraph.text[mark.start : mark.end]
        units.append(Unit(label, _place(paragraph.address, mark, shown, label, fillable)))
    return units


def _choice(paragraph: Paragraph, boxes: Sequence[Mark], start: int, fillable: Fillable) -> Unit:
    """Return the boxes of a paragraph as one choice with the labels beside them."""
    text = paragraph.text
    labels = box_labels(text, boxes)
    question = _without(text, (), boxes) if start == 0 else clean(text[start : boxes[0].start])
    question = "" if not text[: boxes[0].start].strip(_CHARACTERS) else question
    return Unit(question, choice_place(paragraph.address, boxes, labels, fillable))


def choice_place(at: str, boxes: Sequence[Mark], labels: Sequence[str], fillable: Fillable) -> Place:
    """Return the place of some boxes; labels are its options, what is ticked is the answer that stands."""
    fields = tuple(mark.field for mark in boxes if mark.field is not None)
    controls = [mark.control for mark in boxes if mark.control is not None]
    made = Made.CONTROL if controls else Made.FIELD if fields else Made.BOXES
    options = tuple(label for label in labels if label)
    complete = len(options) == len(boxes) and len(boxes) > 1
    ticked = [label or "X" for mark, label in zip(boxes, labels, strict=True) if mark.ticked]
    control = controls[0] if len(controls) == 1 else None
    known = fillable.controls.get(control) if control is not None else None
    return Place(
        at,
        made,
        SlotKind.CHOICE,
        options=options if complete else (),
        control=control,
        fields=fields,
        existing="; ".join(ticked) or None,
        header=known.name if known is not None else "",
    )


def box_labels(text: str, boxes: Sequence[Mark]) -> list[str]:
    """Return the label of each box: what stands behind it, or before it where nothing stands behind the last."""
    edges = [*(mark.start for mark in boxes[1:]), len(text)]
    behind = [_first_label(text[mark.end : edge]) for mark, edge in zip(boxes, edges, strict=True)]
    if behind[-1] or not text[: boxes[0].start].strip(_CHARACTERS):
        return behind
    begins = [0, *(mark.end for mark in boxes[:-1])]
    before = [clean(text[begin : mark.start]) for mark, begin in zip(boxes, begins, strict=True)]
    return [clean(_last_label(text[: boxes[0].start])) if len(boxes) > 1 else "", *before[1:]]


def _first_label(text: str) -> str:
    """Return the text up to a gap, a line to write on or a condition."""
    cut = re.split(r"_{3,}|\.{5,}|…", text, maxsplit=1)[0].lstrip(_CHARACTERS)
    return clean(_APART.split(cut, maxsplit=1)[0]).rstrip(" ,;/|:")


def _last_label(text: str) -> str:
    """Return the last words of a text, behind a gap or the end of a question."""
    ends = [found.end() for found in _LABEL_END.finditer(text.rstrip(_CHARACTERS))]
    return text[ends[-1] :] if ends else text.rpartition(" ")[2] if text.strip().count(" ") > 2 else text


def is_prompt(text: str) -> bool:
    """Whether the whole text asks to be replaced: ``[Please answer here]``, ``Choose an item``."""
    plain = clean(text)
    if not 0 < len(plain) <= 60 or plain.isdigit():
        return False
    return is_placeholder(plain) and (len(plain) < 4 or bool(_WHOLE_PROMPT.search(plain)))
