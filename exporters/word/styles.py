"""What the styles of a document mean for reading (17.7): look and outline level, resolved along their bases."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from exporters.word.markup import W, is_on, value_of

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks; ``None`` is not said here."""

    bold: bool | None = None
    italic: bool | None = None
    grey: bool | None = None
    hidden: bool | None = None

    def over(self, base: Look) -> Look:
        """Return this look with what it leaves open taken from ``base``."""
        pairs = ((own, below) for own, below in zip(self._values(), base._values(), strict=True))
        return Look(*(below if own is None else own for own, below in pairs))

    def _values(self) -> tuple[bool | None, ...]:
        return self.bold, self.italic, self.grey, self.hidden


@dataclass(frozen=True, slots=True)
class Style:
    """A style with its bases' properties."""

    name: str = ""
    look: Look = Look()
    heading: int = 0
    listed: bool = False


def look_of(properties: etree._Element | None) -> Look:
    """Return what an ``rPr`` says itself."""
    if properties is None:
        return Look()
    return Look(
        bold=_switch(properties, "b"),
        italic=_switch(properties, "i"),
        grey=_grey(value_of(properties, "color")),
        hidden=_switch(properties, "vanish"),
    )


def _switch(properties: etree._Element, name: str) -> bool | None:
    found = properties.find(W + name)
    return None if found is None else is_on(found)


def _grey(color: str | None) -> bool | None:
    """Whether a colour is a grey that prompts are written in."""
    if color is None:
        return None
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
        return False
    red, green, blue = (int(color[i : i + 2], 16) for i in (0, 2, 4))
    return max(red, green, blue) - min(red, green, blue) <= 8 and 0x60 <= red <= 0xDC


class Styles:
    """The styles of one document by id."""

    def __init__(self, root: etree._Element | None) -> None:
        nodes = [] if root is None else root.findall(f"{W}style")
        self._nodes = {node.get(f"{W}styleId", ""): node for node in nodes}
        self._found: dict[str, Style] = {}
        default = (n for n in nodes if n.get(f"{W}type") == "paragraph" and n.get(f"{W}default") in ("1", "true"))
        self._default = next((node.get(f"{W}styleId", "") for node in default), "")

    def named(self, style: str | None) -> Style:
        """Return a style by id; the plain one where there is none."""
        return self._resolved(style or "", 0)

    def of_paragraph(self, style: str | None) -> Style:
        """Return a paragraph's style; the default one has no name."""
        found = self._resolved(style or self._default, 0)
        return found if style and style != self._default else replace(found, name="")

    def _resolved(self, style: str, depth: int) -> Style:
        if style not in self._found:
            node = self._nodes.get(style)
            self._found[style] = Style() if node is None or depth > _LONGEST_CHAIN else self._read(node, depth)
        return self._found[style]

    def _read(self, node: etree._Element, depth: int) -> Style:
        base = value_of(node, "basedOn")
        below = self._resolved(base, depth + 1) if base else Style()
        name = value_of(node, "name") or ""
        look = look_of(node.find(f"{W}rPr"))
        if name.lower() == "placeholder text":
            look = replace(look, grey=True)
        number = value_of(node, "pPr/numPr/numId")
        heading = outline_level(node.find(f"{W}pPr"), name)
        return Style(
            name,
            look.over(below.look),
            below.heading if heading is None else heading,
            below.listed if number is None else number != "0",
        )


def outline_level(properties: etree._Element | None, name: str = "") -> int | None:
    """Return the level that an ``pPr`` or a style's name states, from 1; 0 for body text, ``None`` where unsaid."""
    stated = value_of(properties, "outlineLvl")
    if stated is not None and stated.isdigit():
        return int(stated) + 1 if int(stated) < 9 else 0
    match = _HEADING.fullmatch(name)
    if match:
        return int(match[1])
    return 1 if name.lower() == "title" else None
