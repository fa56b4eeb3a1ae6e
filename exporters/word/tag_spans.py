"""Where elements stand in the bytes of a part, told by their tags alone; no parser runs over all the rest.

In well-formed XML ``<w:p`` begins an element wherever it stands outside comments, CDATA sections and instructions:
everywhere else ``<`` is escaped. So an element is told by its name as written and by how many of that name begin
before it, which a tree in memory and the bytes count the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from exporters.ooxml.markup import decoded_head
from exporters.ooxml.sheet_layout import START_TAG, stated_encoding
from knowledge.errors import InputRejected

Tag = tuple[str, int]
"""A name as written (``w:p``), and how many elements of that name begin before."""


def tags_of(root: etree._Element, wanted: Collection[etree._Element]) -> dict[etree._Element, Tag]:
    """Return the tags of elements of a tree that is as it was read."""
    known = set(wanted)
    found: dict[etree._Element, Tag] = {}
    for local in {etree.QName(one).localname for one in known}:
        count: Counter[str] = Counter()
        for element in root.iter(f"{{*}}{local}"):
            prefix = element.prefix or ""
            if element in known:
                found[element] = f"{prefix}:{local}" if prefix else local, count[prefix]
            count[prefix] += 1
    return found


def tag_spans(data: bytes, part: str, wanted: Collection[Tag]) -> Mapping[Tag, tuple[int, int]]:
    """Return the bytes of elements, end tags included; raises InputRejected for UTF-16 and for what is not there."""
    if decoded_head(data) is not data:
        raise InputRejected(f"{part} is written in UTF-16.", "Save the file anew in Word and use that copy.")
    found: dict[Tag, tuple[int, int]] = {}
    for name in {name for name, _ in wanted}:
        numbers = {number for other, number in wanted if other == name}
        for number, start, end in _spans(data, name.encode(stated_encoding(data)), numbers):
            found[name, number] = start, end
    if len(found) < len(set(wanted)):
        raise InputRejected(f"The markup of {part} cannot be followed.", "Save the file anew in Word.")
    return found


def _spans(data: bytes, name: bytes, numbers: Collection[int]) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and end of the chosen elements of one name."""
    tags = re.compile(rb"<(?:(/?)%b(?=[\s/>])|!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>)" % re.escape(name), re.DOTALL)
    left, count = len(numbers), -1
    open_: list[tuple[int, int]] = []
    for found in tags.finditer(data):
        if found[1] == b"":
            count += 1
            tag = START_TAG.match(data, found.start())
            if tag is None:
                return
            closed = tag[0].endswith(b"/>")
            number, start, end = count, found.start(), tag.end()
            if not closed:
                open_.append((number, start))
                continue
        elif found[1] is None or not open_:
            continue
        else:
            number, start = open_.pop()
            end = data.index(b">", found.end()) + 1
        if number in numbers:
            yield number, start, end
            left -= 1
            if not left:
                return
