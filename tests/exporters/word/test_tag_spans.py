"""Elements are found in the bytes where a parser sees them, whatever looks like a tag around them."""

from __future__ import annotations

from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporters.word.tag_spans import tag_spans, tags_of
from knowledge.errors import InputRejected

PIECES = st.recursive(
    st.sampled_from(
        (
            "<w:p/>",
            "<w:p a='>'\n />",
            "<p>x</p>",
            "text",
            "<!-- <w:p> -->",
            "<?x <w:p> ?>",
            "<![CDATA[<w:p></w:p>]]>",
            "<w:pPr/>",
            "<v:p/>",
            '<x xmlns:w="urn:other"><w:p>y</w:p></x>',
        )
    ),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: f"<w:p b='/>'>{''.join(parts)}</w:p >"),
    max_leaves=12,
)


def starts(data: bytes) -> list[int]:
    """Return where elements begin, in document order."""
    found: list[int] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda *_: found.append(parser.CurrentByteIndex)
    parser.Parse(data, True)
    return found


@given(st.lists(PIECES, max_size=6), st.data())
def test_the_bytes_of_an_element_are_those_that_a_parser_reads_it_from(pieces: list[str], data: st.DataObject) -> None:
    part = f'<w:r xmlns="urn:d" xmlns:w="urn:w" xmlns:v="urn:w">{"".join(pieces)}</w:r>'.encode()
    elements = list(etree.fromstring(part).iter("*"))
    chosen = data.draw(st.lists(st.sampled_from(range(len(elements))), unique=True))
    tags = tags_of(elements[0], [elements[number] for number in chosen])
    spans = tag_spans(part, "p", tags.values())
    for number in chosen:
        start, end = spans[tags[elements[number]]]
        assert start == starts(part)[number]
        around = f'<a xmlns="urn:d" xmlns:w="urn:w" xmlns:v="urn:w">{part[start:end].decode()}</a>'
        (inside,) = etree.fromstring(around).iterchildren()
        assert "".join(map(str, inside.itertext())) == "".join(map(str, elements[number].itertext()))
        assert len(list(inside.iter("*"))) == len(list(elements[number].iter("*")))


def test_an_element_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputRejected, match="cannot be followed"):
        tag_spans(b"<a><b/></a>", "p", [("b", 1)])
