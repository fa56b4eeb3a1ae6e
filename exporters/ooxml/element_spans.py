"""Where chosen elements stand in the bytes of a part, and how their start tags are edited without touching the rest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from exporters.ooxml.markup import MAIN, decoded_head, run_parser, streaming_parser
from exporters.ooxml.sheet_layout import START_TAG
from knowledge.errors import InputRejected

Path = tuple[str, ...]
"""Local names of the main namespace from the child of the root down, e.g. ``("cols", "col")``."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes from ``start`` to ``end`` become ``text``; equal positions insert."""

    start: int
    end: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Span:
    """An element's bytes: its start tag ends at ``inner``, its end tag starts at ``close``; equal where it is empty."""

    path: Path
    attributes: Mapping[str, str]
    start: int
    inner: int
    close: int
    end: int
    tag: bytes
    """The start tag as it stands."""

    @property
    def empty(self) -> bool:
        """Whether it is written as one tag, ``<col/>``."""
        return self.inner == self.end

    @property
    def prefix(self) -> bytes:
        """``x:`` where the element is written ``<x:col``, empty without a prefix."""
        name = re.match(rb"<([^\s/>]+)", self.tag)
        return name[1][: name[1].rfind(b":") + 1] if name else b""


class _Finder:
    """Notes the wanted elements, depth first, in the order in which they end."""

    def __init__(self, data: bytes, part: str, wanted: Collection[Path]) -> None:
        self.data, self.wanted = data, wanted
        self.found: list[Span] = []
        self.parser = streaming_parser(part)
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self._path: list[str] = []
        self._open: list[tuple[int, dict[str, str]]] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name.removeprefix(f"{MAIN} "))
        if tuple(self._path[1:]) in self.wanted:
            self._open.append((self.parser.CurrentByteIndex, attributes))

    def _end(self, _name: str) -> None:
        path = tuple(self._path[1:])
        self._path.pop()
        if path not in self.wanted:
            return
        start, attributes = self._open.pop()
        match = START_TAG.match(self.data, start)
        if match is None:
            raise InputRejected(f"The markup at byte {start} cannot be followed.", "Save the file in Excel.")
        close = end = match.end()
        if not match[0].endswith(b"/>"):
            close = self.parser.CurrentByteIndex
            end = self.data.index(b">", close) + 1
        self.found.append(Span(path, attributes, start, match.end(), close, end, match[0]))


def spans_of(data: bytes, part: str, *wanted: Path) -> list[Span]:
    """Return those elements in file order; raises InputRejected for UTF-16, where bytes are not characters' own."""
    if decoded_head(data) is not data:
        raise InputRejected(f"{part} is written in UTF-16.", "Save the file anew in Excel and use that copy.")
    finder = _Finder(data, part, frozenset(wanted))
    run_parser(finder.parser, data, part)
    return sorted(finder.found, key=lambda span: span.start)


def with_attributes(tag: bytes, changes: Mapping[str, str | None]) -> bytes:
    """Return a start tag with attributes (plain ASCII) replaced in place, added last or, for None, removed."""
    for name, value in changes.items():
        found = re.search(rb"\s+" + name.encode("ascii") + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""", tag)
        fresh = b"" if value is None else f' {name}="{value}"'.encode("ascii")
        if found:
            tag = tag[: found.start()] + fresh + tag[found.end() :]
        else:
            cut = len(tag.removesuffix(b">").removesuffix(b"/").rstrip())
            tag = tag[:cut] + fresh + tag[cut:]
    return tag


def applied(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the bytes with all edits made; edits do not overlap."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        pieces += [data[at : edit.start], edit.text]
        at = edit.end
    return b"".join((*pieces, data[at:]))
