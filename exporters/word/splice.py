"""Puts edited elements back into the bytes they were read from; every other byte of the part stays as it is.

An element is told by its ordinal: how many elements begin before it. A tree in memory and a parser that reports byte
positions count the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from lxml import etree

from exporters.ooxml.element_spans import Edit, applied
from exporters.ooxml.markup import decoded_head, run_parser, streaming_parser
from exporters.ooxml.sheet_layout import START_TAG, stated_encoding
from exporters.word.markup import W
from knowledge.errors import InputRejected

_UNITS = (f"{W}p", f"{W}tc", f"{W}sdt")
_DECLARATION = re.compile(r"""\sxmlns(?::([\w.-]+))?=(?:"([^"]*)"|'([^']*)')""")


class Units:
    """The elements that may change, noted before any of them does."""

    def __init__(self, root: etree._Element, places: Iterable[etree._Element]) -> None:
        wanted = {unit for place in places for unit in _around(place)}
        self._ordinals: dict[etree._Element, int] = {}
        self._next = {unit: unit.getnext() for unit in wanted}
        for ordinal, element in enumerate(root.iter("*")):
            if element in wanted:
                self._ordinals[element] = ordinal

    def spliced(self, data: bytes, part: str, touched: Iterable[etree._Element]) -> bytes:
        """Return the part with the touched elements as they are now."""
        outermost = self._outermost(set(touched))
        encoding = stated_encoding(data)
        spans = element_spans(data, part, {self._ordinals[unit] for unit in outermost})
        edits = []
        for unit in outermost:
            start, end = spans[self._ordinals[unit]]
            text = "".join(serialised(one) for one in self._now(unit))
            edits.append(Edit(start, end, text.encode(encoding, "xmlcharrefreplace")))
        return applied(data, sorted(edits, key=lambda edit: edit.start))

    def _outermost(self, touched: Collection[etree._Element]) -> list[etree._Element]:
        return [unit for unit in touched if not any(one in touched for one in unit.iterancestors())]

    def _now(self, unit: etree._Element) -> Iterator[etree._Element]:
        """Yield the element and the new ones that stand between it and what followed it."""
        yield unit
        following, behind = unit.getnext(), self._next[unit]
        while following is not None and following is not behind:
            yield following
            following = following.getnext()


def _around(place: etree._Element) -> Iterator[etree._Element]:
    yield from place.iter(*_UNITS)
    yield from (one for one in place.iterancestors() if one.tag in _UNITS)


def element_spans(data: bytes, part: str, ordinals: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """Return where the elements of those ordinals stand in the bytes; raises InputRejected for UTF-16."""
    if decoded_head(data) is not data:
        raise InputRejected(f"{part} is written in UTF-16.", "Save the file anew in Word and use that copy.")
    finder = _Finder(data, part, ordinals)
    run_parser(finder.parser, data, part)
    return finder.found


class _Finder:
    """Counts elements while expat runs over the part."""

    def __init__(self, data: bytes, part: str, wanted: Collection[int]) -> None:
        self.data, self.wanted = data, wanted
        self.found: dict[int, tuple[int, int]] = {}
        self.parser = streaming_parser(part)
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self._count = -1
        self._open: list[int | None] = []
        self._starts: dict[int, int] = {}

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count in self.wanted:
            self._starts[self._count] = self.parser.CurrentByteIndex
            self._open.append(self._count)
        else:
            self._open.append(None)

    def _end(self, _name: str) -> None:
        ordinal = self._open.pop()
        if ordinal is None:
            return
        start = self._starts[ordinal]
        tag = START_TAG.match(self.data, start)
        if tag is None:
            raise InputRejected(f"The markup at byte {start} cannot be followed.", "Save the file in Word.")
        closed = tag[0].endswith(b"/>")
        end = tag.end() if closed else self.data.index(b">", self.parser.CurrentByteIndex) + 1
        self.found[ordinal] = start, end


def serialised(element: etree._Element) -> str:
    """Return an element's XML without the namespaces that its parent declares already."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    parent = element.getparent()
    known = {} if parent is None else {prefix or "": uri for prefix, uri in parent.nsmap.items()}
    end = text.index(">")

    def kept(match: re.Match[str]) -> str:
        uri = match[2] if match[2] is not None else match[3]
        return "" if known.get(match[1] or "") == uri else match[0]

    return _DECLARATION.sub(kept, text[:end]) + text[end:]
