"""The text of one paragraph with the element that each piece of it comes from, so that a stretch can be replaced.

The text is that of ``exporters.word.text``, but for styles: only a run's own ``vanish`` hides it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from exporters.word.controls import control_of, field_of
from exporters.word.document import ControlKind
from exporters.word.markup import MC, W, is_on
from exporters.word.text import (
    EMPTY_BOX,
    FIELD_HOLDERS,
    TICKED_BOX,
    alternative,
    checked_state,
    shown_by,
    symbol,
    unclosed_fields,
)

BLANKS = " \t\r\n\u00a0\u2002\u2003\u2007\u200b\u202f\u3000\ufeff"
_THROUGH = frozenset(
    W + name
    for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "ins", "moveTo", "dir", "bdo", "sdtContent")
)
_FIXED = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_CLOSED = (f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent")
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}*"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text from one element: ``t``, ``tab``, ``br``, ``sym``; or the ``sdt``, ``ffData`` of a box."""

    start: int
    text: str
    element: etree._Element
    run: etree._Element | None = None
    """The run that it can be cut out of; ``None`` for boxes of controls and fields."""
    control: etree._Element | None = None
    """The innermost control around it that takes an answer."""
    field: etree._Element | None = None
    """The ``ffData`` of the form field whose result it is."""

    @property
    def end(self) -> int:
        """Where it ends in the paragraph's text."""
        return self.start + len(self.text)


def pieces_of(paragraph: etree._Element) -> list[Piece]:
    """Return the pieces of a paragraph, or of the content of a control in one, in order."""
    walk = _Walk()
    walk.children(paragraph, None)
    if walk.in_field:
        around = next(paragraph.iterancestors(*FIELD_HOLDERS, f"{W}body"), paragraph)
        walk = _Walk(unclosed_fields(around))
        walk.children(paragraph, None)
    return walk.found


def text_in(paragraph: etree._Element) -> str:
    """Return the text of a paragraph."""
    return "".join(piece.text for piece in pieces_of(paragraph))


def is_frozen(paragraph: etree._Element) -> bool:
    """Whether a paragraph holds what cannot be written over: a picture, an object, an equation."""
    return next(paragraph.iter(*_CLOSED, _MATHS), None) is not None


def fillable_in(place: etree._Element) -> Iterator[etree._Element]:
    """Yield the ``sdt`` that take an answer and the ``ffData`` of a place, without those of nested tables."""
    for child in place.iterchildren("*"):
        if child.tag in (f"{W}tbl", f"{W}txbxContent"):
            continue
        if child.tag == f"{W}sdt" and control_of(child, 0).kind is not ControlKind.NONE:
            yield child
            continue
        if child.tag == f"{W}ffData":
            yield child
            continue
        yield from fillable_in(child)


@dataclass(frozen=True, slots=True)
class _Open:
    """A field that is open: its form data, those of the innermost form field, and whether its text is seen now."""

    data: etree._Element | None
    field: etree._Element | None
    shown: bool


class _Walk:
    """Goes through runs in order and keeps which fields are open."""

    def __init__(self, unclosed: Collection[etree._Element] = ()) -> None:
        self.found: list[Piece] = []
        self._unclosed = unclosed
        self._length = 0
        self._open: list[_Open] = [_Open(None, None, shown=True)]
        """The fields that are open, the innermost last, behind a first entry for none."""

    @property
    def in_field(self) -> bool:
        """Whether a field is open."""
        return len(self._open) > 1

    def children(self, parent: etree._Element, control: etree._Element | None) -> None:
        for child in parent.iterchildren("*"):
            if child.tag == f"{W}r":
                self._run(child, control)
            elif child.tag in _THROUGH:
                self.children(child, control)
            elif child.tag == f"{W}sdt":
                self._control(child, control)
            elif child.tag == f"{MC}AlternateContent":
                kept = alternative(child)
                if kept is not None:
                    self.children(kept, control)

    def _control(self, element: etree._Element, control: etree._Element | None) -> None:
        kind = control_of(element, 0).kind
        properties, content = element.find(f"{W}sdtPr"), element.find(f"{W}sdtContent")
        if kind is ControlKind.CHECK_BOX and properties is not None:
            self._add(TICKED_BOX if checked_state(properties) else EMPTY_BOX, element, None, element)
        elif content is not None:
            self.children(content, control if kind is ControlKind.NONE else element)

    def _run(self, run: etree._Element, control: etree._Element | None) -> None:
        hidden = is_on(run.find(f"{W}rPr/{W}vanish"))
        for child in run.iterchildren("*"):
            if child.tag == f"{W}fldChar":
                self._mark(child, control)
            elif not hidden and self._open[-1].shown:
                self._add(_text(child), child, run, control)

    def _add(
        self, text: str, element: etree._Element, run: etree._Element | None, control: etree._Element | None
    ) -> None:
        if text:
            self.found.append(Piece(self._length, text, element, run, control, self._open[-1].field))
            self._length += len(text)

    def _mark(self, mark: etree._Element, control: etree._Element | None) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            data = mark.find(f"{W}ffData")
            if data is not None and _is_box(data):
                self._add(shown_by(field_of(data, 0)), data, None, control)
            if mark not in self._unclosed:
                self._open.append(_Open(data, self._open[-1].field if data is None else data, shown=False))
        elif kind == "separate" and len(self._open) > 1:
            last = self._open.pop()
            shown = self._open[-1].shown and (last.data is None or not _is_box(last.data))
            self._open.append(_Open(last.data, last.field, shown=shown))
        elif kind == "end" and len(self._open) > 1:
            self._open.pop()


def _is_box(data: etree._Element) -> bool:
    """Whether a form field shows its state and not its result."""
    return data.find(f"{W}checkBox") is not None or data.find(f"{W}ddList") is not None


def _text(child: etree._Element) -> str:
    if child.tag == f"{W}t":
        return child.text or ""
    if child.tag == f"{W}sym":
        return symbol(child)
    if child.tag == f"{W}ruby":
        return "".join(one.text or "" for one in child.iterfind(f"{W}rubyBase//{W}t"))
    return _FIXED.get(child.tag, "")
