"""Puts edited elements back into the bytes they were read from; every other byte of the part stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from lxml import etree

from exporters.ooxml.element_spans import Edit, applied
from exporters.ooxml.sheet_layout import stated_encoding
from exporters.word.markup import W
from exporters.word.tag_spans import tag_spans, tags_of

_UNITS = (f"{W}p", f"{W}tc", f"{W}sdt")
_DECLARATION = re.compile(r"""\sxmlns(?::([\w.-]+))?=(?:"([^"]*)"|'([^']*)')""")


class Units:
    """The elements that may change, noted before any of them does."""

    def __init__(self, root: etree._Element, places: Iterable[etree._Element]) -> None:
        wanted = {unit for place in places for unit in _around(place)}
        self._tags = tags_of(root, wanted)
        self._next = {unit: unit.getnext() for unit in wanted}

    def spliced(self, data: bytes, part: str, touched: Iterable[etree._Element]) -> bytes:
        """Return the part with the touched elements as they are now."""
        outermost = self._outermost(set(touched))
        encoding = stated_encoding(data)
        spans = tag_spans(data, part, {self._tags[unit] for unit in outermost})
        edits = []
        for unit in outermost:
            start, end = spans[self._tags[unit]]
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
