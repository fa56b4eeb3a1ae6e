"""Which flags stand in a comment and which in their place's text: every hindrance is found before a byte changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lxml import etree

from exporters.ooxml.notes import AUTHOR
from exporters.ooxml.preflight import Container
from exporters.word.comments import Comment, commented_parts, comments_of, mark_paragraph, mark_stretch
from exporters.word.controls import control_of, field_of
from exporters.word.document import ControlKind, FieldKind, Protection
from exporters.word.fill_controls import refuse_closed_control
from exporters.word.fill_fields import refuse_closed_field
from exporters.word.fill_text import Standing, room_at
from exporters.word.filling import check_place
from exporters.word.locating import Meant, meant_at
from exporters.word.markup import W
from exporters.word.wanted import ANSWERED, HELD, REFUSE, REPLACE, Filled, Want, check_value, same_text, text_of
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected, PolicyRefused, SegqError

_FORMS = "the document lets only its form fields be filled"
_CLOSED = "its content control takes no comment"
_REPLACED = "it replaces what stands there"


@dataclass(frozen=True, slots=True)
class Wish:
    """A flag that goes into a comment if it can: then ``bare`` is what is written, ``None`` for nothing new."""

    text: str
    bare: CellValue | None
    in_text: bool
    """Whether the place's text may carry it instead; otherwise the place stays as it is."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happens at a place: ``want`` is written, ``comment`` stands beside it, or ``left`` says why neither does."""

    want: Want | None
    comment: str | None = None
    left: str = ""
    refused: str = ""
    """Why the flag stands in no comment, and where it stands instead."""


def wished(message: Sequence[Any]) -> tuple[str, Wish]:
    """Return the wish that came as JSON, with its place as text."""
    at, which, said, kind, value, in_text = message
    bare = date.fromisoformat(value) if kind == "date" else value
    number = "" if which["control"] is None else f" control {which['control']}"
    key = " ".join(at.lower().split()) + number + "".join(f" field {one}" for one in which["fields"])
    return key, Wish(said.replace("\r\n", "\n").replace("\r", "\n"), bare, in_text)


@dataclass(slots=True)
class CommentPlan:
    """The comments of one write: what hinders all of them, those that stand, and the next ids."""

    hindrance: str | None
    ids: Iterator[int]
    standing: dict[int, Comment]
    wishes: dict[str, Wish]
    placed: dict[int, str] = field(default_factory=dict)
    """Texts by comment id."""
    at: dict[int, str] = field(default_factory=dict)
    """Places by comment id."""

    def step(self, place: etree._Element, want: Want, address: str) -> Step:
        """Return what happens at a place; raises InputRejected or PolicyRefused for one that may not be written."""
        wish = self.wishes.get(address)
        if wish is None:
            return Step(want)
        meant = meant_at(place, want)
        why = self.hindrance or _hindrance(place, meant, want, alone=wish.bare is None)
        if why is None and wish.bare is None:
            if any(same_text(self.standing[one].text, wish.text) for one in self._ours(place)):
                return Step(None, left=HELD)
            answered = is_answered(place, meant, want) and not want.prefilled
            if answered and want.existing == REFUSE:
                raise PolicyRefused(f"{address} already holds an answer.", "Use --existing keep or replace.")
            if answered and want.existing != REPLACE:
                return Step(None, left=ANSWERED)
            why = _REPLACED if answered else None
        if why is not None:
            return Step(want if wish.in_text else None, refused=f"{why}; {_instead(want, wish)}")
        return Step(None if wish.bare is None else replace(want, value=wish.bare), wish.text)

    def _ours(self, place: etree._Element) -> Iterator[int]:
        """Yield the comments by segq that begin at a place."""
        for one in place.iter(f"{W}commentRangeStart"):
            said = one.get(f"{W}id", "")
            if said.isdecimal() and int(said) in self.standing and self.standing[int(said)].author == AUTHOR:
                yield int(said)

    def put(self, address: str, text: str) -> int:
        """Plan a comment and return its id."""
        number = next(self.ids)
        self.placed[number], self.at[number] = text, address
        return number


def comment_plan(
    container: Container, protection: Protection, ids: Iterator[int], messages: Iterable[Sequence[Any]]
) -> CommentPlan:
    """Return the plan for those wishes; nothing is read for none."""
    wishes = dict(wished(one) for one in messages)
    if not wishes:
        return CommentPlan(None, ids, {}, {})
    try:
        standing = comments_of(container.package, container.main)
        commented_parts(container.package, container.main, {0: "x"})
    except InputRejected as error:
        return CommentPlan(_reason(error), ids, {}, wishes)
    return CommentPlan(_FORMS if protection is Protection.FORMS else None, _unused(ids, standing), standing, wishes)


def _unused(ids: Iterator[int], standing: Collection[int]) -> Iterator[int]:
    return (number for number in ids if number not in standing)


def _instead(want: Want, wish: Wish) -> str:
    if not wish.in_text:
        return "nothing is written"
    return "the place carries no flag" if want.value == wish.bare else "the flag stands in its text"


def _reason(error: SegqError) -> str:
    return error.message.rstrip(".")


def _hindrance(place: etree._Element, meant: Meant, want: Want, *, alone: bool) -> str | None:
    """Return why a place takes no comment; ``alone`` is one that nothing is written beside."""
    if meant.control is not None and not _takes_comment(meant.control, alone=alone):
        return _CLOSED
    try:
        if alone:
            check_place(place, "it")
            _refuse_closed(place, meant, want)
    except SegqError as error:
        return _reason(error)
    return None


def _takes_comment(control: etree._Element, *, alone: bool) -> bool:
    """Whether a control stands in a paragraph, where the marks go around it, or gets paragraphs that may hold them."""
    if _is_inline(control) or alone:
        return _is_inline(control)
    return control_of(control, 0).kind is ControlKind.TEXT and control.find(f"{W}sdtPr/{W}text") is None


def _is_inline(control: etree._Element) -> bool:
    around = next(control.iterancestors(f"{W}p", f"{W}tc", f"{W}body"), None)
    return around is not None and around.tag == f"{W}p"


def _refuse_closed(place: etree._Element, meant: Meant, want: Want) -> None:
    """Raise for what may not be written: no comment stands at a place that is not to be answered either."""
    if meant.control is not None:
        refuse_closed_control(control_of(meant.control, 0), "it")
    elif meant.field is not None:
        refuse_closed_field(field_of(meant.field, 0), "it")
    elif not meant.scale:
        room_at(place, "it", asks=want.asks)


def is_answered(place: etree._Element, meant: Meant, want: Want) -> bool:
    """Whether an answer stands at a place that a comment alone would be put beside."""
    if meant.control is not None:
        known = control_of(meant.control, 0)
        return known.ticked if known.kind is ControlKind.CHECK_BOX else bool(known.text) and not known.prompt
    if meant.field is not None:
        stated = field_of(meant.field, 0)
        return stated.ticked if stated.kind is FieldKind.CHECK_BOX else bool(stated.text.strip())
    if meant.scale:
        return any(box.ticked for box in meant.scale)
    return isinstance(room_at(place, "it", asks=want.asks), Standing)


def runs_at(place: etree._Element, want: Want) -> set[etree._Element]:
    """Return the runs of a place and of the control that it means, noted before it is filled."""
    control = meant_at(place, want).control
    return {run for one in (place, control) if one is not None for run in one.iter(f"{W}r")}


def put_marks(
    place: etree._Element, want: Want, filled: Filled | None, before: set[etree._Element], number: int
) -> tuple[etree._Element, ...]:
    """Mark what a comment is about, the answer where it is text; return the elements that changed besides."""
    meant = meant_at(place, want)
    if meant.control is not None and _is_inline(meant.control):
        anchor = _in_paragraph(meant.control)
        mark_stretch(anchor, anchor, number)
        return (next(anchor.iterancestors(f"{W}p")),)
    runs = [] if filled is None or meant.field is not None else list(_answer_runs(filled, want, before))
    if runs:
        mark_stretch(_in_paragraph(runs[0]), _in_paragraph(runs[-1]), number)
        return ()
    paragraph = _paragraph_of(place, meant, want, filled)
    mark_paragraph(paragraph, number)
    return (paragraph,)


def _answer_runs(filled: Filled, want: Want, before: set[etree._Element]) -> Iterator[etree._Element]:
    """Yield the new runs that hold the answer: in what was touched and in the paragraphs added behind it."""
    scope = list(filled.touched)
    if scope and scope[0].tag == f"{W}p":
        scope += [one for one, _ in zip(scope[0].itersiblings(f"{W}p"), range(filled.added), strict=False)]
    words = " ".join(text_of(want.value).split())
    for run in (run for one in scope for run in one.iter(f"{W}r") if run not in before):
        said = " ".join("".join(_shown(one) for one in run.iterchildren("*")).split())
        if said and said in words:
            yield run


def _shown(child: etree._Element) -> str:
    return (child.text or "") if child.tag == f"{W}t" else " " if child.tag in (f"{W}br", f"{W}tab") else ""


def _in_paragraph(element: etree._Element) -> etree._Element:
    """Return the child of a paragraph that an element is, or stands in."""
    while (parent := element.getparent()) is not None and parent.tag != f"{W}p":
        element = parent
    return element


def _paragraph_of(place: etree._Element, meant: Meant, want: Want, filled: Filled | None) -> etree._Element:
    if meant.scale:
        return meant.scale[0].paragraph
    if meant.field is not None:
        return next(meant.field.iterancestors(f"{W}p"))
    if filled is not None:
        touched = filled.touched[0]
        return touched if touched.tag == f"{W}p" else next(touched.iter(f"{W}p"))
    if meant.control is not None:
        return next(meant.control.iter(f"{W}p"))
    found = room_at(place, "it", asks=want.asks)
    return found.paragraphs[0] if isinstance(found, Standing) else found.paragraph


def holds_mark(place: etree._Element, around: Sequence[etree._Element], added: int, begun: etree._Element) -> bool:
    """Whether a comment that began in that paragraph is at its place, its other boxes or its added paragraphs."""
    if any(one is begun for whole in (place, *around) for one in whole.iter(f"{W}p")):
        return True
    behind = place.itersiblings(f"{W}p") if place.tag == f"{W}p" else iter(())
    return any(one is begun for one, _ in zip(behind, range(max(0, added)), strict=False))


def refuse_illegal(plan: CommentPlan) -> None:
    """Raise InputRejected for a comment whose text XML cannot hold."""
    for address, wish in plan.wishes.items():
        check_value(wish.text, address)
