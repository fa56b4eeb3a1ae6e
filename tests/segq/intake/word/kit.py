"""Builds documents for tests of recognition: paragraphs from pieces, tables from texts, addresses by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from exporters.word.document import (
    Cell,
    Control,
    ControlKind,
    Document,
    FieldKind,
    FormField,
    Level,
    Paragraph,
    Protection,
    Row,
    Span,
    Table,
)
from segq.intake.word.reading import read_document

Found = dict[str, list[str]]
"""Addresses of questions with those of their slots."""


@dataclass(frozen=True)
class Ctl:
    """A content control in a paragraph."""

    kind: str = "text"
    text: str = "Click or tap here to enter text."
    options: tuple[str, ...] = ()
    prompt: bool = True
    name: str = ""
    locked: bool = False
    ticked: bool = False


@dataclass(frozen=True)
class Fld:
    """A legacy form field in a paragraph."""

    kind: str = "text"
    text: str = ""
    options: tuple[str, ...] = ()
    type: str = ""
    enabled: bool = True
    max_chars: int | None = None
    ticked: bool = False


Piece = str | Ctl | Fld


@dataclass(frozen=True)
class Par:
    """A paragraph in making."""

    pieces: tuple[Piece, ...]
    bold: bool = False
    italic: bool = False
    heading: int = 0
    listed: bool = False
    leader: bool = False
    contents: bool = False
    deleted: bool = False


def P(*pieces: Piece, **look: bool | int) -> Par:  # noqa: N802 - reads like markup
    """Return a paragraph."""
    return replace(Par(pieces or ("",)), **look)  # type: ignore[arg-type]


def H(text: str, level: int = 2) -> Par:  # noqa: N802
    """Return a heading."""
    return Par((text,), bold=True, heading=level)


@dataclass(frozen=True)
class C:
    """A cell in making: paragraphs, tables, or a text with a paragraph a line."""

    content: object = ""
    span: int = 1
    fill: str = ""
    bold: bool = False
    merged: str = ""


@dataclass(frozen=True)
class Tbl:
    """A table in making; the first row is a header where ``header`` says so."""

    rows: tuple[Sequence[object], ...]
    header: bool = False


def T(*rows: Sequence[object], header: bool = False) -> Tbl:  # noqa: N802
    """Return a table of rows of texts and cells."""
    return Tbl(rows, header)


def head(*names: str) -> list[C]:
    """Return the cells of a header row."""
    return [C(name, fill="D9E2F3", bold=True) for name in names]


def band(text: str, span: int) -> list[C]:
    """Return the one cell of a section row."""
    return [C(text, span=span, fill="BFBFBF", bold=True)]


@dataclass
class _Builder:
    controls: list[Control] = field(default_factory=list)
    fields: list[FormField] = field(default_factory=list)

    def blocks(self, parts: Sequence[object]) -> list[Paragraph | Table]:
        result: list[Paragraph | Table] = []
        paragraphs = tables = 0
        for part in parts:
            if isinstance(part, Tbl):
                result.append(self.table(part, f"table {tables}"))
                tables += 1
            else:
                made = part if isinstance(part, Par) else Par((str(part),))
                result.append(self.paragraph(made, f"paragraph {paragraphs}"))
                paragraphs += 1
        return result

    def table(self, made: Tbl, address: str) -> Table:
        rows = []
        self.nested = 0
        for number, cells in enumerate(made.rows):
            built: list[Cell] = []
            column = 0
            for place, cell in enumerate(cells):
                one = cell if isinstance(cell, C) else C(cell)
                built.append(self.cell(one, f"{address} row {number} col {place}", column, address))
                column += one.span
            rows.append(Row(tuple(built), header=made.header and number == 0))
        return Table(address, tuple(rows))

    def cell(self, made: C, address: str, column: int, table: str) -> Cell:
        content = made.content
        parts = content.split("\n") if isinstance(content, str) else content if isinstance(content, list) else [content]
        blocks: list[Paragraph | Table] = []
        count = 0
        for part in parts:
            if isinstance(part, Tbl):
                number, count_before = self.nested, self.nested + 1
                blocks.append(self.table(part, f"{table}.{number}"))
                self.nested = count_before
            else:
                one = part if isinstance(part, Par) else Par((str(part),), bold=made.bold)
                blocks.append(self.paragraph(one, f"{address} paragraph {count}"))
                count += 1
        return Cell(address, tuple(blocks), made.span, column, made.merged, made.fill)

    def paragraph(self, made: Par, address: str) -> Paragraph:
        text, spans = "", []
        for piece in made.pieces:
            shown, control, number = self.piece(piece)
            span = Span(len(text), len(text) + len(shown), made.bold, made.italic, False, control, number)
            text += shown
            spans.append(span)
        return Paragraph(
            address,
            text,
            tuple(spans),
            heading=made.heading,
            listed=made.listed,
            leader=made.leader,
            contents=made.contents,
            deleted=made.deleted,
        )

    def piece(self, piece: Piece) -> tuple[str, int | None, int | None]:
        if isinstance(piece, Ctl):
            kind = ControlKind(piece.kind)
            shown = ("☒" if piece.ticked else "☐") if kind is ControlKind.CHECK_BOX else piece.text
            prompt = piece.prompt and kind is not ControlKind.CHECK_BOX
            number = len(self.controls)
            self.controls.append(
                Control(number, kind, Level.RUNS, piece.name, shown, prompt, piece.options, piece.ticked, piece.locked)
            )
            return shown, number, None
        if isinstance(piece, Fld):
            field_kind = FieldKind(piece.kind)
            number = len(self.fields)
            shown = {"text": piece.text or "\u2002" * 5, "check box": "☒" if piece.ticked else "☐"}.get(piece.kind, "")
            self.fields.append(
                FormField(
                    number,
                    field_kind,
                    "",
                    piece.text,
                    piece.type,
                    piece.options,
                    piece.ticked,
                    piece.enabled,
                    piece.max_chars,
                )
            )
            return shown, None, number
        return piece, None, None


def document(*parts: object, protection: Protection = Protection.NONE) -> Document:
    """Return the document of some paragraphs and tables."""
    builder = _Builder()
    blocks = builder.blocks(parts)
    return Document("0" * 64, tuple(blocks), tuple(builder.controls), tuple(builder.fields), protection)


def found(*parts: object, name: str = "file.docx", protection: Protection = Protection.NONE) -> Found:
    """Return the addresses of what is asked with those of the places."""
    reading = read_document(document(*parts, protection=protection), name)
    return {str(q.address): [str(slot.address) for slot in q.slots] for q in reading.questionnaire.questions}


def answered(pairs: dict[str, str]) -> Found:
    """Return expected questions with one slot each."""
    return {question: [slot] for question, slot in pairs.items()}
