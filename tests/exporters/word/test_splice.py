"""Edited elements go back into their bytes, and nothing else of the part changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporters.ooxml.markup import parse_tree
from exporters.word.markup import W
from exporters.word.places import Places
from exporters.word.splice import Units
from exporters.word.unchanged import digest_without
from knowledge.errors import InputRejected
from tests.word_files import body_xml, cell, paragraph, table


def written(data: bytes, *places: str) -> bytes:
    """Append a run to the last paragraph of every place."""
    root = parse_tree(data, "p")
    elements = [Places(root).element(at) for at in places]
    units = Units(root, elements)
    for element in elements:
        target = element if element.tag == f"{W}p" else element.findall(f"{W}p")[-1]
        etree.SubElement(etree.SubElement(target, f"{W}r"), f"{W}t").text = "é & <"
    return units.spliced(data, "p", elements)


def test_only_the_paragraph_changes_and_keeps_its_prefixes() -> None:
    data = body_xml(paragraph("one") + "<w:p\n w14:paraId='1A'  />" + paragraph("two"))
    after = written(data, "paragraph 1")
    start, _, rest = data.partition(b"<w:p\n w14:paraId='1A'  />")
    assert after.startswith(start)
    assert after.endswith(rest)
    assert after[len(start) : -len(rest)] == '<w:p w14:paraId="1A"><w:r><w:t>é &amp; &lt;</w:t></w:r></w:p>'.encode()


def test_other_encodings_get_references() -> None:
    data = body_xml(paragraph("one")).replace(b"UTF-8", b"us-ascii")
    assert b"&#233; &amp; &lt;" in written(data, "paragraph 0")


def test_new_paragraphs_behind_an_element_go_with_it() -> None:
    data = body_xml(table((cell(paragraph()), "b")))
    root = parse_tree(data, "p")
    place = Places(root).element("table 0 row 0 col 0 paragraph 0")
    units = Units(root, [place])
    place.addnext(etree.Element(f"{W}p"))
    assert units.spliced(data, "p", [place]).count(b"<w:p/>") == 2


def test_a_part_in_utf_16_is_refused() -> None:
    data = body_xml(paragraph("one")).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    with pytest.raises(InputRejected, match="UTF-16"):
        written(data, "paragraph 0")


@given(
    st.lists(
        st.sampled_from([paragraph(), paragraph("a"), table(("x", cell(paragraph(), table(("y",)), paragraph())))]),
        min_size=1,
    ),
    st.data(),
)
def test_whatever_is_written_the_rest_is_canonically_the_same(blocks: list[str], data: st.DataObject) -> None:
    before = body_xml("".join(blocks))
    root = parse_tree(before, "p")
    all_places = [f"paragraph {number}" for number in range(sum(one.startswith("<w:p") for one in blocks))]
    all_places += [
        f"table {number} row 0 col {col}" for number in range(sum("<w:tbl>" in one for one in blocks)) for col in (0, 1)
    ]
    chosen = data.draw(st.lists(st.sampled_from(all_places), unique=True))
    after = written(before, *chosen) if chosen else before
    digests = []
    for part in (before, after):
        root = parse_tree(part, "p")
        digests.append(digest_without(root, [Places(root).element(at) for at in chosen]))
    assert digests[0] == digests[1]
    assert after.count("é".encode()) == len(chosen)


def test_a_change_elsewhere_shows_in_the_digest() -> None:
    parts = [body_xml(paragraph("one") + paragraph(text)) for text in ("two", "three")]
    digests = []
    for part in parts:
        root = parse_tree(part, "p")
        digests.append(digest_without(root, [Places(root).element("paragraph 0")]))
    assert digests[0] != digests[1]
