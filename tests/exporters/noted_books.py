"""Hand-made workbooks that hold notes, threaded comments and legacy drawings already."""

from __future__ import annotations

from pathlib import Path

from answers.proposal import Noted
from exporters.xlsx import SlotWrite
from tests.exporters.odd_books import HEAD, MAIN, PACKAGE_RELS, RELS, parts_of, save, sheet
from tests.exporters.releasing import slot

KINDS = "application/vnd.openxmlformats-officedocument"
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Do you test backups?</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Who may read the logs?</t></is></c></row>'
)
LINKS = {
    "comments": "../comments1.xml",
    "vmlDrawing": "../drawings/vmlDrawing1.vml",
    "threadedComment": "../threadedComments/t1.xml",
}
LEGACY = '<legacyDrawing r:id="rId2"/>'
BUTTON = (
    '<v:shape id="_x0000_s1025" type="#_x0000_t201"><v:textbox><div>Press<br></div></v:textbox>'
    '<x:ClientData ObjectType="Button"><x:Anchor>1, 1, 1, 1, 2, 2, 2, 2</x:Anchor></x:ClientData></v:shape>'
)
"""A form control; its ``<br>`` is never closed, as Excel 2007 writes it."""


def noted_slot(cell: str, value: str, note: str, sheet_name: str = "Controls") -> SlotWrite:
    """Return a flagged value for a cell that stands bare where a note can carry the flag."""
    flagged, bare = (slot(cell, text, sheet_name) for text in (f"[FLAG] {value}", value))
    return SlotWrite(flagged.address, flagged.released, Noted(slot(cell, note).released, bare.released))


def noticed_slot(cell: str, notice: str, *, in_text: bool = True, sheet_name: str = "Controls") -> SlotWrite:
    """Return a notice for a cell that stays blank where a note can carry it."""
    one = slot(cell, notice, sheet_name)
    return SlotWrite(one.address, one.released, Noted(one.released, None, in_text))


def box(number: int, row: int, column: int) -> str:
    """Return the box of a note in a 0-based row and column."""
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="visibility:hidden">'
        f'<x:ClientData ObjectType="Note"><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>'
    )


def drawing(shapes: str, *, data: str = "1") -> str:
    """Return a legacy drawing with those shapes."""
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"\r\n'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
        f'<o:idmap v:ext="edit" data="{data}"/></o:shapelayout>{shapes}\r\n</xml>'
    )


def comments(*cells: str, author: str = "Ann Ölund", prefix: str = "") -> str:
    """Return a part with one note per cell, all by one author."""
    p = prefix
    listed = "".join(
        f'<{p}comment ref="{cell}" authorId="0"><{p}text><{p}r><{p}rPr><{p}b/></{p}rPr><{p}t>Ask Ann on {cell}</{p}t>'
        f"</{p}r></{p}text></{p}comment>"
        for cell in cells
    )
    bound = f":{p[:-1]}" if p else ""
    return (
        f'{HEAD}<{p}comments xmlns{bound}="{MAIN}"><{p}authors><{p}author>{author}</{p}author></{p}authors>'
        f"<{p}commentList>{listed}</{p}commentList></{p}comments>"
    )


def links(*kinds: str) -> str:
    """Return the relationships of the first sheet, ``rId1`` first."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{RELS}/{kind}" Target="{LINKS[kind]}"/>'
        for number, kind in enumerate(kinds, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE_RELS}">{listed}</Relationships>'


def with_types(parts: dict[str, str | bytes]) -> dict[str, str | bytes]:
    """Return the members with content types for notes and legacy drawings."""
    more = (
        f'<Default Extension="vml" ContentType="{KINDS}.vmlDrawing"/>'
        f'<Override PartName="/xl/comments1.xml" ContentType="{KINDS}.spreadsheetml.comments+xml"/></Types>'
    )
    return {**parts, "[Content_Types].xml": str(parts["[Content_Types].xml"]).replace("</Types>", more)}


def noted_book(path: Path, notes: str | None = None, shapes: str | None = None, *, before: str = "") -> Path:
    """Save a workbook whose sheet ``Controls`` has a note on A1, with or without other shapes in its drawing."""
    more: dict[str, str | bytes] = {
        "xl/comments1.xml": comments("A1") if notes is None else notes,
        "xl/drawings/vmlDrawing1.vml": drawing(box(1025, 0, 0)) if shapes is None else shapes,
        "xl/worksheets/_rels/sheet1.xml.rels": links("comments", "vmlDrawing"),
    }
    one = sheet(ROWS, before=before, after=LEGACY)
    return save(path, with_types(parts_of({"Controls": one, "Other": sheet(ROWS)}, more=more)))
