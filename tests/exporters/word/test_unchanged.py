"""What is left of a part without its places: the same bytes around them stand for the same canonical form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exporters.ooxml.markup import parse_tree
from exporters.word.located import located, rest_before
from exporters.word.places import Places
from exporters.word.unchanged import Changing, Rest, digest_without, rest_of
from tests.word_files import body_xml, cell, paragraph, table

SHADED = '<w:shd w:fill="FF0000"/>'
BLOCKS = ("paragraph 0", "table 0 row 0 col 1")


def rest(data: bytes, *places: str, new: str = "") -> Rest | None:
    root = parse_tree(data, "p")
    known = Places(root)
    return rest_of(data, root, Changing([known.element(at) for at in places], [known.element(new)] if new else []))


def digest(data: bytes, *places: str) -> str:
    root = parse_tree(data, "p")
    return digest_without(root, [Places(root).element(at) for at in places])


def part(first: str = "", answer: str = "", properties: str = "", last: str = "end") -> bytes:
    return body_xml(
        paragraph(first) + table(("Who?", cell(paragraph(answer), properties=properties))) + paragraph(last)
    )


def test_the_content_of_places_does_not_count() -> None:
    assert rest(part(), *BLOCKS) == rest(part("a", "b"), *BLOCKS) is not None


def test_what_stands_in_the_cell_beside_its_content_counts() -> None:
    assert rest(part(), *BLOCKS) != rest(part(properties=SHADED), *BLOCKS)


def test_what_stands_elsewhere_counts() -> None:
    assert rest(part(), *BLOCKS) != rest(part(last="End"), *BLOCKS)
    assert rest(part("a"), "table 0 row 0 col 1") != rest(part("b"), "table 0 row 0 col 1")


def test_namespaces_of_the_root_count() -> None:
    renamed = part().replace(b"xmlns:w14=", b"xmlns:w15=").replace(b'Ignorable="w14"', b'Ignorable="w15"')
    assert rest(part(), *BLOCKS) != rest(renamed, *BLOCKS)


def test_paragraphs_that_are_new_do_not_count_but_what_stands_beside_them_does() -> None:
    before = body_xml(paragraph("a") + "<!-- x -->" + paragraph("end"))
    after = body_xml(paragraph("b") + paragraph("new") + "<!-- x -->" + paragraph("end"))
    other = body_xml(paragraph("b") + paragraph("new") + "<!-- y -->" + paragraph("end"))
    assert rest(before, "paragraph 0") == rest(after, "paragraph 0", new="paragraph 1")
    assert rest(before, "paragraph 0") != rest(other, "paragraph 0", new="paragraph 1")


def test_bytes_in_utf_16_do_not_tell() -> None:
    data = part().decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert rest(data, "paragraph 0") is None


@given(st.data())
def test_places_noted_before_tell_the_same_from_the_bytes(data: st.DataObject) -> None:
    text = st.sampled_from(("", "a", "ä"))
    made = part(data.draw(text), data.draw(text), data.draw(st.sampled_from(("", SHADED))), data.draw(text))
    made = made.replace(
        b"<w:tbl>", data.draw(st.sampled_from((b"<w:tbl>", b'<w:tbl xmlns="urn:d" xmlns:x="urn:a&amp;b">')))
    )
    places = data.draw(st.lists(st.sampled_from(BLOCKS), unique=True))
    root = parse_tree(made, "p")
    elements = [Places(root).element(at) for at in places]
    stood = located(root, elements)
    assert rest_before(made, "p", [stood[one] for one in elements], ()) == rest(made, *places)


def test_places_inside_each_other_are_not_told_from_the_bytes() -> None:
    made = body_xml(table(("x", cell(paragraph(), table(("y",)), paragraph()))))
    root = parse_tree(made, "p")
    elements = [Places(root).element(at) for at in ("table 0 row 0 col 1", "table 0.0 row 0 col 0")]
    stood = located(root, elements)
    assert rest_before(made, "p", stood.values(), ()) is None


@given(st.data())
def test_parts_with_the_same_rest_are_canonically_the_same(data: st.DataObject) -> None:
    text = st.sampled_from(("", "a", "b"))
    made = [
        part(data.draw(text), data.draw(text), data.draw(st.sampled_from(("", SHADED))), data.draw(text))
        for _ in range(2)
    ]
    places = data.draw(st.lists(st.sampled_from(BLOCKS), unique=True, min_size=1))
    same = digest(made[0], *places) == digest(made[1], *places)
    assert (rest(made[0], *places) == rest(made[1], *places)) == same


def test_a_cell_keeps_the_tables_in_it() -> None:
    inner = [table(("x", cell(paragraph(), table((text,)), paragraph()))) for text in ("y", "z")]
    assert rest(body_xml(inner[0]), "table 0 row 0 col 1") != rest(body_xml(inner[1]), "table 0 row 0 col 1")
