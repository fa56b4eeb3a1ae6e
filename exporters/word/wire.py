"""A scanned document on its way from the child process: plain JSON values one way, frozen types the other."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any

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
from knowledge.uncollected import uncollected

Json = dict[str, Any]
_CONTROL, _FIELD, _SPAN, _PARAGRAPH = (
    attrgetter(*(each.name for each in fields(one))) for one in (Control, FormField, Span, Paragraph)
)
_PLAIN = list(_PARAGRAPH(Paragraph("", ""))[3:])
"""What most paragraphs are besides address, text and spans: it is left out."""


def packed_document(document: Document) -> Json:
    """Return the whole document as plain JSON values."""
    return {
        "sha256": document.sha256,
        "blocks": [_packed_block(block) for block in document.blocks],
        "controls": [_CONTROL(control) for control in document.controls],
        "fields": [_FIELD(field) for field in document.fields],
        "protection": str(document.protection),
        "tracking": document.tracking,
        "warnings": list(document.warnings),
    }


def unpacked_document(message: Json) -> Document:
    """Return the document that :func:`packed_document` made a message of."""
    with uncollected():
        return _document(message)


def _document(message: Json) -> Document:
    return Document(
        sha256=message["sha256"],
        blocks=tuple(_block(block) for block in message["blocks"]),
        controls=tuple(_control(values) for values in message["controls"]),
        fields=tuple(_field(values) for values in message["fields"]),
        protection=Protection(message["protection"]),
        tracking=message["tracking"],
        warnings=tuple(message["warnings"]),
    )


def _packed_block(block: Paragraph | Table) -> list[Any]:
    if isinstance(block, Table):
        return ["t", block.address, [_packed_row(row) for row in block.rows]]
    address, text, spans, *rest = _PARAGRAPH(block)
    return ["p", address, text, [_SPAN(span) for span in spans], *(() if rest == _PLAIN else rest)]


def _packed_row(row: Row) -> list[Any]:
    return [[_packed_cell(cell) for cell in row.cells], row.header, row.height, row.deleted]


def _packed_cell(cell: Cell) -> list[Any]:
    blocks = [_packed_block(block) for block in cell.blocks]
    return [cell.address, blocks, cell.span, cell.column, cell.merged, cell.fill]


def _block(values: list[Any]) -> Paragraph | Table:
    if values[0] == "t":
        return Table(values[1], tuple(_row(row) for row in values[2]))
    _, address, text, spans, *rest = values
    return Paragraph(address, text, tuple(Span(*span) for span in spans), *rest)


def _row(values: list[Any]) -> Row:
    return Row(tuple(_cell(cell) for cell in values[0]), *values[1:])


def _cell(values: list[Any]) -> Cell:
    address, blocks, *rest = values
    return Cell(address, tuple(_block(block) for block in blocks), *rest)


def _control(values: list[Any]) -> Control:
    number, kind, level, name, text, prompt, options, *rest = values
    return Control(number, ControlKind(kind), Level(level), name, text, prompt, tuple(options), *rest)


def _field(values: list[Any]) -> FormField:
    number, kind, name, text, type_, options, *rest = values
    return FormField(number, FieldKind(kind), name, text, type_, tuple(options), *rest)
