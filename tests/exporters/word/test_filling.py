"""What of a place is meant, what may not be filled, and what happens to answers that stand."""

from __future__ import annotations

import pytest
from lxml import etree

from exporters.word.filling import Want, fill, reach
from exporters.word.pieces import text_in
from exporters.word.places import Places, paragraphs
from knowledge.errors import InputRejected, PolicyRefused
from tests.exporters.word.filled_places import bare, filled
from tests.word_files import body_xml, cell, paragraph, table

MERGED = table(
    ("Scope", cell(paragraph(), properties='<w:vMerge w:val="restart"/>')),
    ("Limits", cell(paragraph(), properties="<w:vMerge/>")),
)


def refused(body: str, value: str, at: str = "paragraph 0", **more: bool) -> str:
    places = Places(etree.fromstring(body_xml(body)))
    before = bare(places.body)
    with pytest.raises((InputRejected, PolicyRefused)) as error:
        fill(places.element(at), Want(value, **more), at)  # type: ignore[arg-type]
    assert bare(places.body) == before
    assert error.value.message.startswith(at)
    assert error.value.hint
    return str(error.value)


def test_an_answer_that_stands_is_left() -> None:
    done = filled(paragraph("Answer: We review it in spring."), "Never.")
    assert (done.result.changed, done.result.reason) == (False, "already answered")
    assert done.texts == ["Answer: We review it in spring."]


def test_the_same_answer_is_told_apart_from_another() -> None:
    done = filled(paragraph("Answer: We review it  in spring."), "We review it in spring.")
    assert (done.result.changed, done.result.reason) == (False, "already holds that value")


def test_an_answer_that_stands_is_refused_where_told_to() -> None:
    with pytest.raises(PolicyRefused, match="paragraph 0 already holds an answer"):
        filled(paragraph("Answer: Yes."), "No.", existing="refuse")


def test_an_answer_is_replaced_behind_its_label_and_keeps_its_format() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Answer: </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Old.</w:t></w:r></w:p>'
    )
    done = filled(body, "New.", existing="replace")
    assert done.texts == ["Answer: New."]
    assert done.look("New.") == ["b"]


def test_a_default_may_go_without_being_told_to_replace() -> None:
    assert filled(table(("Status", "Pending")), "Done", "table 0 row 0 col 1", prefilled=True).texts == ["Done"]


def test_a_heading_is_not_written_over() -> None:
    assert "heading" in refused(paragraph("Access", '<w:pStyle w:val="Heading2"/>'), "X", existing="replace")  # type: ignore[arg-type]


def test_a_replaced_cell_loses_the_other_paragraphs_of_the_old_answer() -> None:
    body = table(("Process", cell(paragraph("Old one."), paragraph("Old two."), paragraph())))
    done = filled(body, "New.", "table 0 row 0 col 1", existing="replace")
    assert done.texts == ["New.", ""]
    assert done.result.touched == (done.place,)


def test_the_answer_below_the_question_of_a_cell_is_replaced() -> None:
    body = table((cell(paragraph("Who signs?"), paragraph("Nobody.")),))
    assert filled(body, "We do.", "table 0 row 0 col 0", existing="replace").texts == ["Who signs?", "We do."]


def test_a_cell_that_continues_a_merge_is_refused() -> None:
    assert "merged cell above" in refused(MERGED, "X", "table 0 row 1 col 1")
    assert "merged cell above" in refused(MERGED, "X", "table 0 row 1 col 1 paragraph 0")
    assert filled(MERGED, "All", "table 0 row 0 col 1").texts == ["All"]


@pytest.mark.parametrize("value", ["bell \x07", "lone \ud800", "no \ufffe"])
def test_characters_that_xml_cannot_hold_are_refused(value: str) -> None:
    assert "cannot hold" in refused(paragraph(), value)


def test_an_empty_answer_is_refused() -> None:
    assert "empty text" in refused(paragraph(), " \n")


def test_a_paragraph_with_a_picture_is_refused() -> None:
    assert "picture" in refused("<w:p><w:r><w:drawing/></w:r></w:p>", "X")


def test_a_cell_with_nothing_but_a_table_is_refused() -> None:
    body = table(("Detail", cell(table(("a", "")), paragraph())))
    assert "table 0.0" in refused(body, "X", "table 0 row 0 col 1")


def test_what_is_tracked_as_deleted_is_refused() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    assert "deleted" in refused(paragraph("", mark), "X")
    body = table(("Q", cell(paragraph()))).replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>')
    assert "deleted" in refused(body, "X", "table 0 row 0 col 1")


def test_several_controls_of_which_none_is_named_are_refused() -> None:
    control = "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>"
    assert "2 controls" in refused(f"<w:p>{control}{control}</w:p>", "X")


def test_the_other_paragraphs_of_a_list_of_boxes_are_within_reach() -> None:
    body = paragraph("Which?") + paragraph("☐ One") + paragraph("☐ Two") + paragraph("Then?")
    places = Places(etree.fromstring(body_xml(body)))
    place = places.element("paragraph 1")
    assert [text_in(one) for one in reach(place, Want("Two"))] == ["☐ Two"]
    result = fill(place, Want("Two"), "paragraph 1")
    assert [text_in(one) for one in paragraphs(places.body)] == ["Which?", "☐ One", "☒ Two", "Then?"]
    assert result.touched == (places.element("paragraph 2"),)
