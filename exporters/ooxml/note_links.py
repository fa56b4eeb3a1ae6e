"""How a sheet comes to its notes: relationships, content types, ``legacyDrawing``; each part edited, never rebuilt.

ECMA-376 Part 2, 6.5 and 6.2.3; Part 1, 18.3.1.51 and 18.3.1.99.
"""

from __future__ import annotations

import posixpath
from itertools import count
from urllib.parse import quote

from exporters.ooxml.element_spans import Edit, applied, spans_of
from exporters.ooxml.markup import COMPATIBILITY, MAIN, RELATIONSHIPS, parse_tree, run_parser, streaming_parser
from exporters.ooxml.notes import inserted
from exporters.ooxml.sheet_layout import START_TAG
from knowledge.errors import InputRejected

NOTES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONSHIPS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_PACKAGE_RELATIONSHIPS}"/>'
).encode("ascii")
_BEFORE = frozenset(
    f"{MAIN} {name}"
    for name in (  # noqa: SIM905 - read as the schema's sequence
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
        "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
        "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks "
        "customProperties cellWatches ignoredErrors smartTags drawing"
    ).split()
)
"""What stands before ``legacyDrawing`` in a worksheet."""
_LEGACY = f"{MAIN} legacyDrawing"


def rels_name(part: str) -> str:
    """Return the name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def with_relationship(data: bytes | None, part: str, kind: str, target: str) -> tuple[bytes, str]:
    """Return the relationships of ``part`` with one more, and its id; ``None`` where the part has none yet."""
    name, data = rels_name(part), data or _NO_RELATIONSHIPS
    taken = {node.get("Id", "") for node in parse_tree(data, name).iter("{*}Relationship")}
    new = next(f"rId{number}" for number in count(len(taken) + 1) if f"rId{number}" not in taken)
    (root,) = spans_of(data, name, ())
    way = quote(posixpath.relpath(f"/{target}", posixpath.dirname(f"/{part}")))
    element = f'Relationship Id="{new}" Type="{RELATIONSHIPS}/{kind}" Target="{way}"/>'
    return applied(data, [inserted(data, root, b"<" + root.prefix + element.encode("ascii"))]), new


def with_content_type(data: bytes, part: str, kind: str, *, by_ending: bool = False) -> bytes:
    """Return the content types with ``kind`` for that part; ``by_ending`` for all parts that end like it.

    Nothing is added where it has that type already; another type of the same ending is left alone and overridden.
    """
    name, ending = "[Content_Types].xml", posixpath.splitext(part)[1].removeprefix(".")
    root = parse_tree(data, name)
    overrides = {node.get("PartName", "").lower(): node.get("ContentType") for node in root.iter("{*}Override")}
    defaults = {node.get("Extension", "").lower(): node.get("ContentType") for node in root.iter("{*}Default")}
    standing = overrides.get(f"/{part}".lower(), defaults.get(ending.lower()))
    if standing == kind:
        return data
    (span,) = spans_of(data, name, ())
    if by_ending and ending.lower() not in defaults:
        element = f'Default Extension="{ending}" ContentType="{kind}"/>'.encode("ascii")
        return applied(data, [Edit(span.inner, span.inner, b"<" + span.prefix + element)])
    element = f'Override PartName="/{quote(part)}" ContentType="{kind}"/>'.encode("ascii")
    return applied(data, [inserted(data, span, b"<" + span.prefix + element)])


class _LegacyPlace:
    """Notes behind which child of the worksheet ``legacyDrawing`` belongs, and under which prefixes."""

    def __init__(self, data: bytes, part: str) -> None:
        self.data, self.behind = data, 0
        self.relations = ""
        self.parser = streaming_parser(part)
        self.parser.StartNamespaceDeclHandler = self._namespace
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self._path: list[str] = []
        self._child, self._wrapped = 0, ""

    def _namespace(self, prefix: str | None, uri: str) -> None:
        if not self._path and prefix and uri == RELATIONSHIPS:
            self.relations = prefix

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._path.append(name)
        if len(self._path) == 2:
            self._child, self._wrapped = self.parser.CurrentByteIndex, name
        elif len(self._path) == 4 and self._path[1] == f"{COMPATIBILITY} AlternateContent":
            self._wrapped = name
        if name == _LEGACY:
            raise InputRejected("The sheet has a legacy drawing already.", "")

    def _end(self, _name: str) -> None:
        self._path.pop()
        if len(self._path) == 1 and self._wrapped in _BEFORE:
            match = START_TAG.match(self.data, self._child)
            empty = match is not None and match[0].endswith(b"/>")
            reported = self.parser.CurrentByteIndex
            self.behind = match.end() if match and empty else self.data.index(b">", reported) + 1


def with_legacy_drawing(data: bytes, part: str, relation: str) -> bytes:
    """Return the worksheet with ``legacyDrawing`` at its place; raises InputRejected where it has one."""
    (root,) = spans_of(data, part, ())
    place = _LegacyPlace(data, part)
    run_parser(place.parser, data, part)
    if not place.behind:
        raise InputRejected(f"{part} has no cells.", "Save the file anew in Excel.")
    declared = "" if place.relations else f' xmlns:r="{RELATIONSHIPS}"'
    said = f'legacyDrawing {place.relations or "r"}:id="{relation}"{declared}/>'
    return applied(data, [Edit(place.behind, place.behind, b"<" + root.prefix + said.encode("ascii"))])
