"""From the bytes of a document to its :class:`Document`: what the child runs, and what tests call directly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import parse_tree
from exporters.ooxml.preflight import Container
from exporters.ooxml.relationships import relationships, small_part
from exporters.word.controls import control_of, field_of
from exporters.word.document import Cell, ControlKind, Document, Level, Paragraph, Protection, Row, Table
from exporters.word.markup import VAL, W, first_child, is_on, value_of, value_on
from exporters.word.places import Places, blocks, cells, rows
from exporters.word.preflight import open_document
from exporters.word.styles import Style, Styles, outline_level
from exporters.word.text import TextReader, unclosed_fields
from exporters.word.wire import packed_document
from knowledge.errors import InputRejected

_PROTECTIONS = {
    "forms": Protection.FORMS,
    "readOnly": Protection.READ_ONLY,
    "comments": Protection.COMMENTS,
    "trackedChanges": Protection.TRACKED,
}
_LEADERS = frozenset({"underscore", "dot", "hyphen", "heavy", "middleDot"})
_P, _TC, _PPR, _TCPR, _TRPR = f"{W}p", f"{W}tc", f"{W}pPr", f"{W}tcPr", f"{W}trPr"
_DESCRIBING = frozenset(W + name for name in ("outlineLvl", "numPr", "tabs", "rPr", "sectPr", "ind"))
"""What of a paragraph's properties is read besides its style."""
_CELL_PROPERTIES = (f"{W}gridSpan", f"{W}vMerge", f"{W}shd")
_DEEPEST = 20

Nested = Mapping[etree._Element, str]  # noqa: SLF001 - lxml-stubs' only name for it
"""Addresses of the tables in a table."""


def scan_here(path: Path, limits: Limits | None = None, password: str | None = None) -> Document:
    """Return the document without a child process: for files of our own only."""
    limits = limits or Limits()
    return read_container(open_document(path, limits, password), limits)


def scan_word(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Return the document at ``request["path"]`` as JSON values; raises InputRejected, without the file's name."""
    container = open_document(Path(request["path"]), limits, request.get("password"))
    return packed_document(read_container(container, limits))


def read_container(container: Container, limits: Limits) -> Document:
    """Return the document of a checked archive; raises InputRejected, without the file's name."""
    return read_main(container, main_root(container, limits), limits)


def main_root(container: Container, limits: Limits) -> etree._Element:
    """Return the root of the main part; raises InputRejected, without the file's name."""
    data = container.package.read(container.main)
    if len(data) > limits.text_size:
        raise InputRejected(f"{container.main} has {len(data):,} bytes; {limits.text_size:,} are read at most.", "")
    return parse_tree(data, container.main)


def read_main(container: Container, root: etree._Element, limits: Limits) -> Document:
    """Return the document whose main part is already a tree; raises InputRejected, without the file's name."""
    places = Places(root)
    _refuse_many(places, limits)
    styles = Styles(related_root(container, "styles"))
    settings = related_root(container, "settings")
    reader = _BodyReader(places, styles)
    tracks = None if settings is None else settings.find(f"{W}trackRevisions")
    return Document(
        sha256=container.sha256,
        blocks=tuple(reader.body()),
        controls=tuple(reader.controls.values()),
        fields=tuple(reader.fields.values()),
        protection=protection_of(settings),
        tracking=is_on(tracks),
        warnings=_warnings(container),
    )


def _refuse_many(places: Places, limits: Limits) -> None:
    counted = (
        (sum(1 for _ in places.body.iter(_TC)), limits.table_cells, "table cells"),
        (sum(1 for _ in places.body.iter(_P)), limits.paragraphs, "paragraphs"),
        (len(places.controls), limits.controls, "content controls"),
        (len(places.fields), limits.controls, "form fields"),
    )
    for found, most, what in counted:
        if found > most:
            raise InputRejected(
                f"The document has {found:,} {what}; {most:,} are read at most.",
                "Take out blank ones, or split the document.",
            )


def related_root(container: Container, kind: str) -> etree._Element | None:
    """Return the root of a part that the main part points at, ``None`` where there is none."""
    package = container.package
    targets = (one.target for one in relationships(package, container.main) if one.kind.endswith(f"/{kind}"))
    part = next((target for target in targets if package.find(target)), None)
    return None if part is None else parse_tree(small_part(package, part), part)


def protection_of(settings: etree._Element | None) -> Protection:
    """Return what the settings part lets be edited."""
    found = None if settings is None else settings.find(f"{W}documentProtection")
    enforced = None if found is None else found.get(f"{W}enforcement")
    if found is None or enforced is None or not value_on(enforced):
        return Protection.NONE
    return _PROTECTIONS.get(found.get(f"{W}edit", ""), Protection.NONE)


def _warnings(container: Container) -> tuple[str, ...]:
    said = ("The document holds macros; they are kept and never run.",) if container.macros else ()
    return (*said, *(("The document is digitally signed.",) if container.signed else ()))


class _BodyReader:
    """Reads blocks in document order; controls and fields by number first, as paragraphs refer to them."""

    def __init__(self, places: Places, styles: Styles) -> None:
        self._body, self._styles = places.body, styles
        self.controls = {element: control_of(element, n) for n, element in enumerate(places.controls)}
        self.fields = {element: field_of(element, n) for n, element in enumerate(places.fields)}
        self._text = TextReader(styles, self.controls, self.fields, unclosed_fields(places.body))
        self._looks: dict[str, Style] = {}

    def body(self) -> Iterator[Paragraph | Table]:
        """Yield the blocks of the body."""
        count = {f"{W}p": 0, f"{W}tbl": 0}
        for element in blocks(self._body):
            number = count[element.tag]
            count[element.tag] += 1
            if element.tag == _P:
                yield self._paragraph(element, f"paragraph {number}")
            else:
                nested = {one: f"table {number}.{k}" for k, one in enumerate(list(element.iter(f"{W}tbl"))[1:])}
                yield self._table(element, f"table {number}", nested, 0)

    def _table(self, element: etree._Element, address: str, nested: Nested, depth: int) -> Table:
        if depth > _DEEPEST:
            raise InputRejected(
                f"{address}: tables are nested more than {_DEEPEST} deep.", "Save the file anew in Word."
            )
        found = []
        for number, row in enumerate(rows(element)):
            properties = first_child(row, _TRPR)
            column = _whole(value_of(properties, "gridBefore"))
            inside = []
            for place, cell in enumerate(cells(row)):
                inside.append(self._cell(cell, f"{address} row {number} col {place}", column, nested, depth))
                column += inside[-1].span
            found.append(
                Row(
                    tuple(inside),
                    header=properties is not None and is_on(properties.find(f"{W}tblHeader")),
                    height=_measure(properties, "trHeight"),
                    deleted=properties is not None and properties.find(f"{W}del") is not None,
                )
            )
        return Table(address, tuple(found))

    def _cell(self, element: etree._Element, address: str, column: int, nested: Nested, depth: int) -> Cell:
        inside: list[Paragraph | Table] = []
        number = 0
        for block in blocks(element):
            if block.tag == _P:
                inside.append(self._paragraph(block, f"{address} paragraph {number}"))
                number += 1
            else:
                inside.append(self._table(block, nested[block], nested, depth + 1))
        span, merged, fill = _cell_properties(first_child(element, _TCPR))
        return Cell(address, tuple(inside), span, column, merged, fill)

    def _paragraph(self, element: etree._Element, address: str) -> Paragraph:
        properties = first_child(element, _PPR)
        style = self._style(value_of(properties, "pStyle"))
        found = self._text.read(element, style.look, self._around(element))
        plain = Paragraph(
            address,
            found.text,
            found.spans,
            style.name,
            style.heading,
            style.listed,
            contents=found.contents or style.name.lower().startswith("toc"),
            frozen=found.frozen,
        )
        told = properties is not None and any(child.tag in _DESCRIBING for child in properties)
        return _described(plain, properties) if told and properties is not None else plain

    def _style(self, name: str | None) -> Style:
        key = name or ""
        if key not in self._looks:
            self._looks[key] = self._styles.of_paragraph(name)
        return self._looks[key]

    def _around(self, element: etree._Element) -> int | None:
        """Return the control around a whole paragraph or its cell, which is the paragraph's own."""
        parent = element.getparent() if self.controls else None
        while parent is not None and parent.tag not in (f"{W}body", f"{W}tbl"):
            known = self.controls.get(parent) if parent.tag == f"{W}sdt" else None
            if known is not None and known.kind is not ControlKind.NONE and known.level is not Level.RUNS:
                return known.number
            parent = parent.getparent()
        return None


def _described(plain: Paragraph, properties: etree._Element) -> Paragraph:
    """Return the paragraph with what its own properties say besides its style."""
    stated, number = outline_level(properties), value_of(properties, "numPr/numId")
    return replace(
        plain,
        heading=plain.heading if stated is None else stated,
        listed=plain.listed if number is None else number != "0",
        level=_whole(value_of(properties, "numPr/ilvl")),
        leader=_leads(properties, plain.text),
        deleted=not plain.text.strip() and properties.find(f"{W}rPr/{W}del") is not None,
        frozen=plain.frozen or properties.find(f"{W}sectPr") is not None,
        indent=_measure(properties, "ind", "left") or _measure(properties, "ind", "start"),
    )


def _whole(stated: str | None) -> int:
    return int(stated) if stated and stated.isdigit() and len(stated) < 9 else 0


def _measure(properties: etree._Element | None, name: str, attribute: str = "val") -> int:
    found = None if properties is None else first_child(properties, W + name)
    return 0 if found is None else _whole(found.get(W + attribute))


def _cell_properties(properties: etree._Element | None) -> tuple[int, str, str]:
    """Return columns covered, part in a vertical merge, and shading."""
    span, merged, fill = 1, "", ""
    for one in () if properties is None else properties.iterchildren(*_CELL_PROPERTIES):
        if one.tag == f"{W}gridSpan":
            span = _whole(one.get(VAL)) or 1
        elif one.tag == f"{W}vMerge":
            merged = "restart" if one.get(VAL) == "restart" else "continue"
        else:
            fill = one.get(f"{W}fill", "").upper()
    return span, merged, "" if fill in ("AUTO", "FFFFFF") else fill


def _leads(properties: etree._Element, text: str) -> bool:
    if "\t" not in text or text.rpartition("\t")[2].strip():
        return False
    stops = properties.findall(f"{W}tabs/{W}tab")
    return any(stop.get(f"{W}leader") in _LEADERS for stop in stops)
