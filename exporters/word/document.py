"""A Word document as it crosses to the parent: paragraphs, tables, controls and fields, each with its address.

Addresses, counting from 0, and what counts as text are those of ``docs/formats/word.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class ControlKind(StrEnum):
    """What a content control takes (17.5.2); ``NONE`` takes no answer: pictures, lists of parts, groups."""

    TEXT = "text"
    DROP_DOWN = "drop-down"
    COMBO_BOX = "combo box"
    DATE = "date"
    CHECK_BOX = "check box"
    NONE = "none"


class Level(StrEnum):
    """What a content control stands around."""

    RUNS = "runs"
    BLOCKS = "blocks"
    CELL = "cell"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Control:
    """A content control; ``number`` counts the ``sdt`` of the body at all levels."""

    number: int
    kind: ControlKind
    level: Level
    name: str = ""
    """Its title (``alias``), else its tag."""
    text: str = ""
    """What it shows, a prompt included."""
    prompt: bool = False
    """What it shows is its placeholder."""
    options: tuple[str, ...] = ()
    """Texts of a list, without the item that only prompts."""
    ticked: bool = False
    locked: bool = False
    """Its content may not be edited."""
    bound: bool = False
    """An element of a custom XML part or a document property holds what Word will show."""
    one_line: bool = False
    """A plain-text control without ``multiLine``."""


class FieldKind(StrEnum):
    """What a legacy form field takes (17.16)."""

    TEXT = "text"
    CHECK_BOX = "check box"
    DROP_DOWN = "drop-down"


@dataclass(frozen=True, slots=True)
class FormField:
    """A legacy form field; ``number`` counts the ``ffData`` of the body."""

    number: int
    kind: FieldKind
    name: str = ""
    text: str = ""
    """What it shows, empty for blanks and for its default; of a drop-down the entry chosen on purpose."""
    type: str = ""
    """Of a text field: ``number``, ``date`` or empty; ``calculated`` for every kind that Word computes."""
    options: tuple[str, ...] = ()
    ticked: bool = False
    enabled: bool = True
    max_chars: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph's text with one origin and one look; a control or field without text has length 0."""

    start: int
    end: int
    bold: bool = False
    italic: bool = False
    grey: bool = False
    """In the look of placeholders: their style, or a grey colour."""
    control: int | None = None
    """The innermost control around it that is no mere ``NONE``."""
    field: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``text`` is what a person sees, with boxes made of symbols and controls as ``☐`` or ``☒``."""

    address: str
    text: str
    spans: tuple[Span, ...] = ()
    style: str = ""
    """The name of its style, ``""`` for the default one."""
    heading: int = 0
    """Outline level from 1 on, 0 for body text."""
    listed: bool = False
    """Word shows a number or bullet before it."""
    level: int = 0
    """Of the list, from 0."""
    leader: bool = False
    """A tab at its end draws a line of dots or underscores to write on."""
    contents: bool = False
    """Part of a table of contents, or another field that Word computes over paragraphs."""
    deleted: bool = False
    """Tracked as deleted: it keeps its number and asks nothing."""
    frozen: bool = False
    """Holds what cannot be written over: a picture, an object, an equation, a section's end without text."""
    indent: int = 0
    """Left indent in twentieths of a point."""

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.text.strip(_BLANKS) and not self.frozen

    @property
    def bold(self) -> bool:
        """Whether all of its visible text is bold."""
        seen = [span for span in self.spans if self.text[span.start : span.end].strip(_BLANKS)]
        return bool(seen) and all(span.bold for span in seen)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; its paragraphs and nested tables in order are ``blocks``."""

    address: str
    blocks: tuple[Paragraph | Table, ...]
    span: int = 1
    """Grid columns that it covers."""
    column: int = 0
    """The grid column where it begins, ``gridBefore`` counted."""
    merged: str = ""
    """``restart`` or ``continue`` of a vertical merge (17.4.84), else empty."""
    fill: str = ""
    """Its shading as ``RRGGBB``, empty for none, ``auto`` and white."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its own paragraphs."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def text(self) -> str:
        """Its own paragraphs' texts, a line each, without blank lines at the ends."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs).strip(_BLANKS)

    @property
    def blank(self) -> bool:
        """Whether it holds nothing but blank paragraphs."""
        return all(isinstance(block, Paragraph) and block.blank for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row."""

    cells: tuple[Cell, ...]
    header: bool = False
    """Repeated as a heading on every page (17.4.78)."""
    height: int = 0
    """In twentieths of a point, 0 where none is stated."""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``address`` is ``table 3``, of a nested one ``table 3.0``."""

    address: str
    rows: tuple[Row, ...]


class Protection(StrEnum):
    """What the document lets be edited (17.15.1.29)."""

    NONE = "none"
    FORMS = "forms"
    READ_ONLY = "read only"
    COMMENTS = "comments"
    TRACKED = "tracked changes"


@dataclass(frozen=True, slots=True)
class Document:
    """The body of a document in order, with what can be filled in it by number."""

    sha256: str
    blocks: tuple[Paragraph | Table, ...]
    controls: tuple[Control, ...] = ()
    fields: tuple[FormField, ...] = ()
    protection: Protection = Protection.NONE
    tracking: bool = False
    """Word tracks what comes next."""
    warnings: tuple[str, ...] = ()

    def tables(self) -> Iterator[Table]:
        """Yield all tables in document order, nested ones behind the one around them."""
        yield from (table for block in self.blocks for table in _tables(block))


_BLANKS = " \t\r\n\u00a0\u2002\u2003\u2007\u200b\u202f\u3000\ufeff"


def _tables(block: Paragraph | Table) -> Iterator[Table]:
    if isinstance(block, Table):
        yield block
        yield from (
            found for row in block.rows for cell in row.cells for inner in cell.blocks for found in _tables(inner)
        )
