"""Notes of a worksheet (ECMA-376 Part 1, 18.7): read, and spliced into their part behind those that are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape as escape_markup

from lxml import etree

from exporters.ooxml.element_spans import Edit, Span, applied, spans_of
from exporters.ooxml.markup import MAIN, escape, parse_tree, unescape
from exporters.ooxml.package import Package
from exporters.ooxml.references import cell_name, parse_cell
from exporters.ooxml.relationships import relationships, small_part
from exporters.ooxml.sheet_content import place_of, row_and_col
from knowledge.errors import InputRejected

AUTHOR = "segq"
"""Whom Excel names as the author of a note that was added here."""
_AUTHORS, _AUTHOR, _LIST = ("authors",), ("authors", "author"), ("commentList",)
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LOOK = '<{p}rPr><{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/><{p}family val="2"/></{p}rPr>'
"""The look that Excel itself gives a note."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as a reader sees it, with the canonical XML of its text."""

    author: str
    text: str
    xml: bytes


def notes_part(package: Package, sheet: str) -> str | None:
    """Return the part with the sheet's notes, ``None`` without one; raises InputRejected where there are several."""
    found = [one.target for one in relationships(package, sheet) if one.kind.endswith("/comments")]
    if len(found) > 1 or any(package.find(target) is None for target in found):
        raise InputRejected(f"{sheet}: its notes cannot be told apart or found.", "Save the file anew in Excel.")
    return found[0] if found else None


def notes_of(package: Package, sheet: str) -> dict[int, Note]:
    """Return the notes of the worksheet part by place; raises InputRejected where they cannot be read."""
    part = notes_part(package, sheet)
    return {} if part is None else dict(_notes(parse_tree(small_part(package, part), part)))


def _notes(root: etree._Element) -> Iterator[tuple[int, Note]]:
    authors = [node.text or "" for node in root.iterfind(f"{{{MAIN}}}authors/{{{MAIN}}}author")]
    for node in root.iterfind(f"{{{MAIN}}}commentList/{{{MAIN}}}comment"):
        at, said = parse_cell(node.get("ref", "")), node.get("authorId", "")
        author = authors[int(said)] if said.isdecimal() and int(said) < len(authors) else ""
        text = node.find(f"{{{MAIN}}}text")
        if at is not None:
            yield (
                place_of(*at),
                Note(author, _shown(text), b"" if text is None else etree.tostring(text, method="c14n")),
            )


def _shown(text: etree._Element | None) -> str:
    """Return what a reader sees: the runs joined, without phonetic ones (18.4.6)."""
    if text is None:
        return ""
    pieces = (node.text or "" for node in text.iter(f"{{{MAIN}}}t") if not _is_phonetic(node))
    return unescape("".join(pieces))


def _is_phonetic(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == f"{{{MAIN}}}rPh"


def threaded_places(package: Package, sheet: str) -> set[int]:
    """Return the places of threaded comments ([MS-XLSX] 2.6.206), whether or not a note stands in for them."""
    places = set()
    for relation in relationships(package, sheet):
        if relation.kind.endswith("/threadedComment") and package.find(relation.target) is not None:
            root = parse_tree(small_part(package, relation.target), relation.target)
            cells = (parse_cell(node.get("ref", "")) for node in root.iter("{*}threadedComment"))
            places |= {place_of(*at) for at in cells if at is not None}
    return places


def new_notes(texts: Mapping[int, str]) -> bytes:
    """Return a whole part that holds those notes."""
    listed = b"".join(_note(place, text, 0, "") for place, text in sorted(texts.items()))
    authors = b"<authors><author>" + AUTHOR.encode("ascii") + b"</author></authors>"
    root = b'<comments xmlns="' + MAIN.encode("ascii") + b'">'
    return _HEAD + root + authors + b"<commentList>" + listed + b"</commentList></comments>"


def with_notes(data: bytes, part: str, texts: Mapping[int, str]) -> bytes:
    """Return the part with those notes behind its own; every other byte stays, our author is listed once."""
    spans = spans_of(data, part, _AUTHORS, _AUTHOR, _LIST)
    authors, lists = ([span for span in spans if span.path == path] for path in (_AUTHORS, _LIST))
    if len(authors) != 1 or len(lists) != 1:
        raise InputRejected(f"{part} lists no authors or no notes.", "Save the file anew in Excel.")
    names = _names(data, part)
    prefix = lists[0].prefix.decode("ascii")
    number = names.index(AUTHOR) if AUTHOR in names else len(names)
    listed = b"".join(_note(place, text, number, prefix) for place, text in sorted(texts.items()))
    edits = [inserted(data, lists[0], listed)]
    if AUTHOR not in names:
        edits.append(inserted(data, authors[0], f"<{prefix}author>{AUTHOR}</{prefix}author>".encode("ascii")))
    return applied(data, edits)


def _names(data: bytes, part: str) -> Sequence[str]:
    nodes = parse_tree(data, part).iterfind(f"{{{MAIN}}}authors/{{{MAIN}}}author")
    return [node.text or "" for node in nodes]


def inserted(data: bytes, span: Span, xml: bytes) -> Edit:
    """Return the edit that puts ``xml`` last into an element, which is opened where it is written as one tag."""
    if not span.empty:
        return Edit(span.close, span.close, xml)
    bare = data[span.start : span.end].removesuffix(b"/>").rstrip()
    name = bare[1:].split(None, 1)[0]
    return Edit(span.start, span.end, bare + b">" + xml + b"</" + name + b">")


def _note(place: int, text: str, author: int, p: str) -> bytes:
    shown = escape_markup(escape(text))
    run = f'<{p}r>{_LOOK.format(p=p)}<{p}t xml:space="preserve">{shown}</{p}t></{p}r>'
    whole = f'<{p}comment ref="{cell_name(*row_and_col(place))}" authorId="{author}" shapeId="0"><{p}text>{run}'
    return f"{whole}</{p}text></{p}comment>".encode("ascii", "xmlcharrefreplace")
