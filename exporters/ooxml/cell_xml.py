"""A typed value as the XML of one cell (ECMA-376 Part 1, 18.3.1.4)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape as escape_markup

from exporters.ooxml.limits import MAX_CELL_TEXT
from exporters.ooxml.markup import escape
from exporters.ooxml.sheet_stream import serial_of_date
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected

_DROPPED = re.compile(rb"""\s+(?:t|vm|cm|ph)\s*=\s*(?:"[^"]*"|'[^']*')""")
"""The type, and metadata that belongs to the old value."""


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into a cell: ``kind`` is ``text``, ``number``, ``boolean``, or ``blank`` for a format alone."""

    kind: str
    value: str | int | float | bool

    def xml(self, prefix: bytes, encoding: str) -> tuple[bytes, bytes]:
        """Return the type attribute and the children, in the sheet's own prefix and encoding."""
        p = prefix.decode("ascii")
        if self.kind == "blank":
            return b"", b""
        if self.kind == "text":
            text = escape_markup(escape(str(self.value)))
            return b' t="inlineStr"', (
                f'<{p}is><{p}t xml:space="preserve">{text}</{p}t></{p}is>'.encode(encoding, "xmlcharrefreplace")
            )
        shown = str(int(self.value)) if self.kind == "boolean" else repr(self.value)
        return (b' t="b"' if self.kind == "boolean" else b""), f"<{p}v>{shown}</{p}v>".encode("ascii")


BLANK = Content("blank", "")


def content_of(value: CellValue, address: str, *, as_serial: bool, date1904: bool) -> Content:
    """Return the value as a cell holds it; a date as its serial number, or as ISO text where none is shown as one.

    Raises InputRejected naming the cell for what no cell can hold; nothing is ever cut.
    """
    if isinstance(value, bool):
        return Content("boolean", value)
    if isinstance(value, int | float):
        return _number(value, address)
    if isinstance(value, date):
        serial = serial_of_date(value, date1904=date1904) if as_serial else None
        return Content("text", value.isoformat()) if serial is None else Content("number", serial)
    return Content("text", _text(value, address))


def _number(value: float, address: str) -> Content:
    if not math.isfinite(value):
        raise InputRejected(f"{address}: {value} is no number that a cell can hold.", "Give a finite number.")
    if isinstance(value, int) and int(float(value)) != value:
        raise InputRejected(
            f"{address}: {value} has more digits than a cell's number can hold.", "Give it as text, in quotes."
        )
    return Content("number", value)


def _text(value: str, address: str) -> str:
    """Return the text with the line breaks of a cell (a single line feed)."""
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        raise InputRejected(f"{address}: the value is empty.", "Leave the line out to leave the cell as it is.")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise InputRejected(f"{address}: the text holds half a character (a lone surrogate).", "Send it as UTF-8.")
    units = len(escape(text).encode("utf-16-le")) // 2
    if units > MAX_CELL_TEXT:
        raise InputRejected(
            f"{address}: the text has {units:,} characters; a cell holds {MAX_CELL_TEXT:,}.",
            "Shorten it; nothing is cut.",
        )
    return text


def new_cell(name: str, style: int, content: Content, prefix: bytes, encoding: str) -> bytes:
    """Return a whole cell element for an address that the XML lacks; style 0 is not written."""
    kind, inner = content.xml(prefix, encoding)
    looks = f' s="{style}"' if style else ""
    head = f' r="{name}"{looks}'.encode("ascii")
    if not inner:
        return b"<" + prefix + b"c" + head + b"/>"
    return b"<" + prefix + b"c" + head + kind + b">" + inner + b"</" + prefix + b"c>"


def refilled_cell(start_tag: bytes, kept: bytes, content: Content, encoding: str) -> bytes:
    """Return the cell with its own attributes and extensions (``kept``), and the new content."""
    bare = start_tag.rstrip(b">").rstrip().rstrip(b"/").rstrip()
    name = re.match(rb"<([^\s/>]+)", bare)
    tag = name[1] if name else b"c"
    kind, inner = content.xml(tag[: tag.rfind(b":") + 1], encoding)
    return _DROPPED.sub(b"", bare) + kind + b">" + inner + kept + b"</" + tag + b">"
