"""Text written into cells and paragraphs: where it goes, what it looks like, what stays."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape

import pytest
from lxml import etree

from exporters.word.runs import unused_ids
from tests.exporters.word.filled_places import Filling, filled
from tests.word_files import body_xml, cell, paragraph, table

PRESERVED = '<w:t xml:space="preserve">'
LINE = '<w:pPr><w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="9000"/></w:tabs></w:pPr>'


def runs(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r>{PRESERVED}{escape(text)}</w:t></w:r>" for text in texts) + "</w:p>"


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (paragraph(), "Ours"),
        (runs("\u00a0 \u2002"), "Ours"),
        (runs("City:"), "City: Ours"),
        (runs("City: "), "City: Ours"),
        (runs("City："), "City： Ours"),
        (runs("Where do you sit?"), "Where do you sit? Ours"),
        (runs("Response"), "Response Ours"),
        ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>City:</w:t></w:r></w:p>', "City: Ours"),
        (runs("City: ______ (town)"), "City: Ours (town)"),
        (runs("City:____"), "City: Ours"),
        (runs("City: ______", "______"), "City: Ours"),
        (runs("City ........"), "City Ours"),
        (runs("Run by {{comp", "any}} in", " Bonn"), "Run by Ours in Bonn"),
        (runs("Run by [ins", "ert name]."), "Run by Ours."),
        (runs("Name: [Company]"), "Name: Ours"),
        (runs("Run by <name>, Bonn"), "Run by Ours, Bonn"),
        (runs("Dear «First", "Name»,"), "Dear Ours,"),
        (runs("Name of <firm>: ______"), "Name of <firm>: Ours"),
        (runs("Click here to enter text."), "Ours"),
        (f"<w:p>{LINE}<w:r><w:t>City</w:t></w:r><w:r><w:tab/></w:r></w:p>", "City Ours"),
        (
            '<w:p><w:r><w:t>City</w:t></w:r><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>     </w:t></w:r></w:p>',
            "City Ours",
        ),
    ],
)
def test_an_answer_goes_where_the_text_leaves_room(body: str, after: str) -> None:
    done = filled(body, "Ours")
    assert done.texts == [after]
    assert done.back == "Ours"
    assert done.result.touched == (done.place,)


@pytest.mark.parametrize("text", ["[1] is a source", "We use (a) and [b] here", "a < b and c > d", "wait..."])
def test_what_merely_looks_like_a_placeholder_is_text(text: str) -> None:
    done = filled(paragraph(text.replace("<", "&lt;")), "Ours")
    assert done.result.reason == "already answered"


def test_the_answer_in_a_blank_cell_takes_the_format_of_its_mark() -> None:
    mark = '<w:rPr><w:ins w:id="1" w:author="a"/><w:rFonts w:ascii="Arial"/><w:sz w:val="20"/></w:rPr>'
    done = filled(table(("Who?", cell(paragraph("", mark)))), "We", "table 0 row 0 col 1")
    assert done.look("We") == ["rFonts", "sz=20"]


def test_without_a_mark_it_takes_the_format_of_the_prompt_without_emphasis() -> None:
    prompt = paragraph(
        "Who?", look='<w:rStyle w:val="Q"/><w:b/><w:i/><w:caps/><w:color w:val="FF0000"/><w:sz w:val="18"/>'
    )
    assert filled(table((cell(prompt), cell(paragraph()))), "We", "table 0 row 0 col 1").look("We") == ["sz=18"]
    assert filled(prompt + paragraph(), "We", "paragraph 1").look("We") == ["sz=18"]


def test_a_heading_lends_nothing_to_the_answer_below_it() -> None:
    heading = paragraph("Access?", '<w:pStyle w:val="Heading1"/><w:numPr/>', '<w:sz w:val="40"/>')
    done = filled(heading + paragraph(), "We", "paragraph 1")
    assert done.xml == f"<w:p><w:r>{PRESERVED}We</w:t></w:r></w:p>"


def test_the_answer_behind_a_label_is_a_run_of_its_own_outside_link_and_insertion() -> None:
    for around in ("hyperlink", "ins"):
        done = filled(f"<w:p><w:{around}><w:r><w:rPr><w:b/></w:rPr><w:t>City:</w:t></w:r></w:{around}></w:p>", "Bonn")
        assert done.xml.endswith(f"</w:{around}><w:r>{PRESERVED} Bonn</w:t></w:r></w:p>")


def test_the_answer_behind_a_computed_field_stands_outside_of_it() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = mark.format("begin") + "<w:r><w:instrText>REF a</w:instrText></w:r>" + mark.format("separate")
    done = filled(f"<w:p>{field}<w:r><w:t>City:</w:t></w:r>{mark.format('end')}</w:p>", "Bonn")
    assert done.xml.endswith(f'<w:fldChar w:fldCharType="end"/></w:r><w:r>{PRESERVED} Bonn</w:t></w:r></w:p>')


def test_a_split_run_keeps_its_format_on_both_sides() -> None:
    done = filled(paragraph("Age: ____ years", look="<w:b/><w:sz w:val='22'/>"), 7)
    assert (done.look("Age:"), done.look("7"), done.look("years")) == (["b", "sz=22"], ["sz=22"], ["b", "sz=22"])


def test_a_placeholder_gives_its_format_but_not_what_makes_it_one() -> None:
    look = '<w:b/><w:i/><w:color w:val="808080"/><w:sz w:val="18"/><w:highlight w:val="yellow"/>'
    done = filled("<w:p><w:r><w:t>By </w:t></w:r>" + paragraph("[insert name]", look=look)[5:], "Ann")
    assert done.look("Ann") == ["b", "sz=18"]


def test_marks_of_ranges_stay_around_a_blank() -> None:
    done = filled('<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/></w:p>', "We")
    assert done.xml == (
        f'<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:r>{PRESERVED}We</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    )


def test_a_comment_mark_in_a_replaced_run_stays() -> None:
    done = filled(f'<w:p><w:r>{PRESERVED}____</w:t><w:commentReference w:id="3"/></w:r></w:p>', "We")
    assert 'commentReference w:id="3"' in done.xml
    assert done.texts == ["We"]


def cell_of(*texts: str) -> str:
    return table((cell(*(paragraph(text) for text in texts)),))


@pytest.mark.parametrize(
    ("texts", "after"),
    [
        (("Phone:",), ["Phone: 1"]),
        (("Phone:", "", ""), ["Phone:", "1", ""]),
        (("Who is called?", ""), ["Who is called?", "1"]),
        (("a) inside:", "b) outside:"), ["a) inside: 1", "b) outside:"]),
        (("a) inside:", "Two", "b) outside:", ""), ["a) inside:", "Two", "b) outside:", "1"]),
        (("Some words", "Phone: ____"), ["Some words", "Phone: 1"]),
    ],
)
def test_a_cell_is_filled_behind_its_label(texts: tuple[str, ...], after: list[str]) -> None:
    assert filled(cell_of(*texts), "1", "table 0 row 0 col 0").texts == after


def test_a_text_that_no_mark_shows_to_be_a_label_is_an_answer_unless_told() -> None:
    at = "table 0 row 0 col 0"
    assert filled(cell_of("Describe the scope", ""), "All", at).result.reason == "already answered"
    assert filled(cell_of("Describe the scope", ""), "All", at, asks=True).texts == ["Describe the scope", "All"]
    assert filled(cell_of("Describe the scope"), "All", at, asks=True).texts == ["Describe the scope All"]


def properties_of(done: Filling, number: int) -> str:
    xml = done.xml.split("<w:p>")[number + 1]
    return xml[: xml.index("<w:r>")]


def test_a_long_answer_has_lines_and_paragraphs_like_the_slots_own() -> None:
    own = '<w:numPr><w:numId w:val="3"/></w:numPr><w:jc w:val="left"/><w:rPr><w:sz w:val="20"/></w:rPr>'
    done = filled(table(("Q", cell(paragraph("", own)))), "One\ntwo\n\nThree", "table 0 row 0 col 1")
    assert done.texts == ["One\ntwo", "Three"]
    assert properties_of(done, 1) == f"<w:pPr>{own}</w:pPr>"
    assert done.result.added == 1
    assert done.back == "One\ntwo\n\nThree"


def test_paragraphs_behind_a_label_do_not_take_its_list_heading_or_section() -> None:
    label = '<w:pStyle w:val="Heading2"/><w:keepNext/><w:numPr><w:numId w:val="3"/></w:numPr><w:jc w:val="left"/>'
    done = filled(table((cell(paragraph("Scope:", label)),)), "One\n\nTwo", "table 0 row 0 col 0")
    assert done.texts == ["Scope: One", "Two"]
    assert properties_of(done, 1) == '<w:pPr><w:jc w:val="left"/></w:pPr>'


def test_where_text_follows_or_a_section_ends_paragraphs_become_lines() -> None:
    assert filled(runs("By ____ now"), "a\n\nb").texts == ["By a\n\nb now"]
    ends = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>By:</w:t></w:r></w:p>"
    assert filled(ends, "a\n\nb").texts == ["By: a\n\nb"]


def test_a_long_answer_in_the_body_is_followed_by_what_followed() -> None:
    done = filled(paragraph() + paragraph("Next?"), "a\n\nb")
    assert done.body == ["a", "b", "Next?"]
    assert done.result.added == 1
    assert done.result.touched == (done.place,)


@pytest.mark.parametrize(
    ("value", "shown"), [(3, "3"), (2.0, "2"), (0.25, "0.25"), (date(2026, 3, 31), "2026-03-31"), (True, "X")]
)
def test_values_that_are_no_texts_are_written_as_people_write_them(value: float | date | bool, shown: str) -> None:
    done = filled(paragraph(), value)
    assert done.texts == [shown]
    assert done.back is True if value is True else done.back == str(value)


def test_no_tick_in_a_blank_rating_cell_is_what_stands_there() -> None:
    done = filled(paragraph(), False)
    assert done.result.reason == "already holds that value"
    assert done.back is False


def test_a_tracked_answer_is_an_insertion_and_what_it_replaces_a_deletion() -> None:
    done = filled(runs("Age: ____ years"), 7, tracked=True)
    assert done.texts == ["Age: 7 years"]
    who = 'w:author="A. Author" w:date="2026-01-02T00:00:00Z"'
    assert f'<w:ins w:id="100" {who}><w:r>{PRESERVED}7</w:t></w:r></w:ins>' in done.xml
    assert f'<w:del w:id="101" {who}><w:r><w:delText xml:space="preserve">____</w:delText></w:r></w:del>' in done.xml


def test_a_tracked_paragraph_break_belongs_to_the_paragraph_that_it_ends() -> None:
    done = filled(
        table(("Q", cell(paragraph("", "<w:jc w:val='left'/>")))), "a\n\nb", "table 0 row 0 col 1", tracked=True
    )
    assert properties_of(done, 0).startswith('<w:pPr><w:jc w:val="left"/><w:rPr><w:ins w:id=')
    assert "w:ins" not in properties_of(done, 1).split("<w:ins")[0]


def test_a_tracked_replacement_deletes_the_other_paragraphs_with_their_marks() -> None:
    body = table(("Process", cell(paragraph("Old one."), paragraph("Old two."))))
    done = filled(body, "New.", "table 0 row 0 col 1", existing="replace", tracked=True)
    assert done.texts == ["New.", ""]
    assert done.xml.count("<w:delText") == 2
    assert "<w:pPr><w:rPr><w:del " in done.xml


def test_ids_of_tracked_changes_are_those_of_no_other_annotation() -> None:
    control = '<w:sdt><w:sdtPr><w:id w:val="99"/></w:sdtPr></w:sdt>'
    body = f'<w:p><w:bookmarkStart w:id="12" w:name="b"/><w:ins w:id="7" w:author="a"/>{control}</w:p>'
    found = unused_ids(etree.fromstring(body_xml(body)))
    assert [next(found), next(found)] == [13, 14]


def test_an_answer_behind_its_label_is_no_prompt_though_it_speaks_of_a_text() -> None:
    found = filled(paragraph("Answer: we sign every text here"), "Yes")
    assert not found.result.changed
    assert found.texts == ["Answer: we sign every text here"]
    assert filled(paragraph("Answer the question in one text"), "Yes").texts == ["Yes"]
