"""The text of paragraphs as a person sees it, with the look and origin of every stretch.

Insertions are text, deletions and field codes are not; symbols that draw a box are read as one; a text box is passed
over. Fields may span paragraphs, so one :class:`TextReader` reads a whole body in document order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from exporters.word.document import Control, ControlKind, FieldKind, FormField, Span
from exporters.word.markup import MC, VAL, W14, W, value_of
from exporters.word.styles import Look, Styles, look_of

EMPTY_BOX, TICKED_BOX = "☐", "☒"
_OBJECT = "￼"
_SYMBOLS = {
    ("wingdings", 0x6F): EMPTY_BOX, ("wingdings", 0xA8): EMPTY_BOX, ("wingdings", 0x71): EMPTY_BOX,
    ("wingdings", 0x72): EMPTY_BOX, ("wingdings", 0xFE): TICKED_BOX, ("wingdings", 0xFD): TICKED_BOX,
    ("wingdings", 0x78): TICKED_BOX, ("wingdings 2", 0xA3): EMPTY_BOX, ("wingdings 2", 0x52): TICKED_BOX,
    ("wingdings 2", 0x53): TICKED_BOX, ("wingdings 2", 0x54): TICKED_BOX, ("wingdings 2", 0x94): EMPTY_BOX,
}  # fmt: skip
"""Boxes by font and code without the private-use offset F000."""
_THROUGH = frozenset(
    W + name
    for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "ins", "moveTo", "dir", "bdo", "sdtContent")
)
_PICTURES = frozenset(W + name for name in ("drawing", "pict", "object"))
_FIXED = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
_R, _SDT, _MARK, _CODE, _T, _SYM, _RUBY, _RPR = (
    W + name for name in ("r", "sdt", "fldChar", "instrText", "t", "sym", "ruby", "rPr")
)
_ALTERNATE = f"{MC}AlternateContent"
FIELD_HOLDERS = (f"{W}tc", f"{W}txbxContent")
"""What a field does not reach out of."""
_SEEN = frozenset(W + name for name in ("rStyle", "b", "i", "color", "vanish"))
"""What of a run's properties its look depends on."""
_Said = tuple[tuple[str, str | None], ...]
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_KNOWN = frozenset({"wps", "wpg", "wpc", "w14", "w15", "w16", "a14", "cx"})


def symbol(element: etree._Element) -> str:
    """Return what a ``sym`` shows: a box, or U+FFFC for another picture of a character (17.3.3.30)."""
    try:
        code = int(element.get(f"{W}char", ""), 16) & 0x0FFF
    except ValueError:
        return _OBJECT
    return _SYMBOLS.get((element.get(f"{W}font", "").lower(), code), _OBJECT)


@dataclass(slots=True)
class _Field:
    """A complex field that is open: whether its result has begun, and what form field it is."""

    number: int | None = None
    result: bool = False
    code: str = ""
    shown: bool = False
    """Its value was shown when it began: boxes and drop-downs."""


_Origin = tuple[bool, bool, bool, int | None, int | None]
"""Bold, italic, grey, control and field: a :class:`Span` but for its ends."""


@dataclass(slots=True)
class ReadText:
    """A paragraph's text in making."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    frozen: bool = False
    contents: bool = False
    _starts: list[int] = field(default_factory=list)
    _origins: list[_Origin] = field(default_factory=list)

    def add(self, text: str, look: Look, control: int | None, number: int | None) -> None:
        """Append text; neighbours of one look and origin become one span."""
        origin = (look.bold is True, look.italic is True, look.grey is True, control, number)
        if not self._origins or self._origins[-1] != origin:
            self._starts.append(self.length)
            self._origins.append(origin)
        self.pieces.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its stretches of one look and origin."""
        bounds = pairwise((*self._starts, self.length))
        return tuple(Span(start, end, *origin) for (start, end), origin in zip(bounds, self._origins, strict=True))


class TextReader:
    """Reads paragraph after paragraph of one body."""

    def __init__(
        self,
        styles: Styles,
        controls: Mapping[etree._Element, Control],
        fields: Mapping[etree._Element, FormField],
        unclosed: Collection[etree._Element] = (),
    ) -> None:
        """``unclosed`` are the marks at which fields begin that hide nothing, as they never end."""
        self._styles, self._controls, self._fields, self._unclosed = styles, controls, fields, unclosed
        self._open: list[_Field] = []
        self._looks: dict[Look, dict[_Said, Look]] = {}
        """By the look of a paragraph and what the properties of a run say."""
        self._known: dict[_Said, Look] = {}
        """Those of the paragraph that is being read."""

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is open."""
        return bool(self._open) and any("TOC" in one.code.upper().split()[:1] for one in self._open)

    def read(self, paragraph: etree._Element, base: Look, control: int | None) -> ReadText:
        """Return the paragraph's text; ``control`` is the number of a control around it."""
        found = ReadText()
        found.contents = self.in_contents
        self._known = self._looks.setdefault(base, {})
        self._children(paragraph, found, base, control)
        found.contents = found.contents or self.in_contents
        return found

    def _children(self, parent: etree._Element, found: ReadText, base: Look, control: int | None) -> None:
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child, found, base, control)
            elif tag in _THROUGH:
                self._children(child, found, base, control)
            elif tag == _SDT:
                self._control(child, found, base, control)
            elif tag == _ALTERNATE:
                chosen = alternative(child)
                if chosen is not None:
                    self._children(chosen, found, base, control)
            elif str(tag).startswith(_MATHS):
                found.frozen = True

    def _control(self, element: etree._Element, found: ReadText, base: Look, control: int | None) -> None:
        content = element.find(f"{W}sdtContent")
        known = self._controls.get(element)
        if known is None or known.kind is ControlKind.NONE:
            found.frozen = found.frozen or element.find(f"{W}sdtPr/{W}picture") is not None
            if content is not None:
                self._children(content, found, base, control)
            return
        if known.kind is ControlKind.CHECK_BOX:
            found.add(TICKED_BOX if known.ticked else EMPTY_BOX, base, known.number, None)
            return
        before = found.length
        if content is not None:
            self._children(content, found, base, known.number)
        if found.length == before:
            found.add("", base, known.number, None)

    def _run(self, run: etree._Element, found: ReadText, base: Look, control: int | None) -> None:
        look = base
        for child in run:
            tag = child.tag
            if tag == _T:
                if (text := child.text) and not look.hidden and (not self._open or self._visible()):
                    found.add(text, look, control, self._number())
            elif tag == _RPR:  # the first child of all (17.3.2.28)
                look = self._look(child, base)
            elif tag == _MARK:
                self._field_mark(child, found, look, control)
            elif tag == _CODE and self._open:
                self._open[-1].code += child.text or ""
            elif tag in _PICTURES or tag == _ALTERNATE:
                found.frozen = True
            elif not look.hidden and self._visible():
                text = _other_text(child)
                if text:
                    found.add(text, look, control, self._number())

    def _visible(self) -> bool:
        """Whether text here is no code of a field, nor the result of one that shows its state."""
        return all(one.result and not one.shown for one in self._open)

    def _number(self) -> int | None:
        if not self._open:
            return None
        return next((one.number for one in reversed(self._open) if one.number is not None), None)

    def _field_mark(self, mark: etree._Element, found: ReadText, look: Look, control: int | None) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            data = mark.find(f"{W}ffData")
            known = None if data is None else self._fields.get(data)
            shown = known is not None and known.kind is not FieldKind.TEXT
            if mark not in self._unclosed:
                self._open.append(_Field(None if known is None else known.number, shown=shown))
            if known is not None:
                found.add(shown_by(known) if shown else "", look, control, known.number)
        elif kind == "separate" and self._open:
            self._open[-1].result = True
        elif kind == "end" and self._open:
            self._open.pop()

    def _look(self, properties: etree._Element, base: Look) -> Look:
        said = tuple([(tag, one.get(VAL)) for one in properties if (tag := one.tag) in _SEEN])
        found = self._known.get(said)
        if found is None:
            style = value_of(properties, "rStyle")
            below = self._styles.named(style).look.over(base) if style else base
            found = self._known[said] = look_of(properties).over(below)
        return found


def _other_text(child: etree._Element) -> str:
    """Return the text of what is no ``t``."""
    if child.tag == _SYM:
        return symbol(child)
    if child.tag == _RUBY:
        return "".join(one.text or "" for one in child.iterfind(f"{W}rubyBase//{W}t"))
    return _FIXED.get(child.tag, "")


def shown_by(known: FormField) -> str:
    """Return what a box or drop-down shows."""
    if known.kind is FieldKind.CHECK_BOX:
        return TICKED_BOX if known.ticked else EMPTY_BOX
    return known.text


def unclosed_fields(inside: etree._Element) -> set[etree._Element]:
    """Return the marks at which fields begin that do not end in the same cell, text box or body.

    Word shows what follows them.
    """
    open_: dict[etree._Element | None, list[etree._Element]] = {}
    for mark in inside.iter(_MARK):
        kind = mark.get(f"{W}fldCharType")
        if kind in ("begin", "end"):
            known = open_.setdefault(next(mark.iterancestors(*FIELD_HOLDERS), None), [])
            if kind == "begin":
                known.append(mark)
            elif known:
                known.pop()
    return {mark for marks in open_.values() for mark in marks}


def alternative(element: etree._Element) -> etree._Element | None:
    """Return the first choice whose namespaces are known, else the fallback (Part 3, 7.6)."""
    for choice in element.iterfind(f"{MC}Choice"):
        if all(one in _KNOWN for one in choice.get("Requires", "").split()):
            return choice
    return element.find(f"{MC}Fallback")


def checked_state(properties: etree._Element) -> bool:
    """Whether a ``w14:checkbox`` is ticked."""
    mark = properties.find(f"{W14}checkbox/{W14}checked")
    return mark is not None and mark.get(f"{W14}val", mark.get(VAL, "1")) in ("1", "true", "on")
