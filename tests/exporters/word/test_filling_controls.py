"""Content controls filled through their own XML, with legal values only."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from exporters.word.filling import Want, fill, read_back
from exporters.word.markup import W
from exporters.word.places import Places
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected, PolicyRefused, SegqError
from tests.exporters.word.filled_places import filled
from tests.word_files import body_xml, cell, paragraph, table

PROMPT = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Click here.</w:t></w:r>'
LIST = (
    '<w:dropDownList><w:listItem w:value="Choose."/><w:listItem w:displayText="Own cloud" w:value="1"/>'
    '<w:listItem w:displayText="Rented" w:value="2"/></w:dropDownList>'
)
BOX = '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="{}" w14:font="{}"/></w14:checkbox>'
DATE = '<w:date><w:dateFormat w:val="{}"/><w:lid w:val="{}"/></w:date>'


def sdt(kind: str, content: str = PROMPT, *, prompt: bool = True) -> str:
    shown = "<w:showingPlcHdr/>" if prompt else ""
    return f"<w:sdt><w:sdtPr>{shown}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def in_text(kind: str, content: str = PROMPT, *, prompt: bool = True) -> str:
    return f"<w:p><w:r><w:t>Host:</w:t></w:r>{sdt(kind, content, prompt=prompt)}</w:p>"


def answer(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def refusal(body: str, value: CellValue) -> SegqError:
    with pytest.raises((InputRejected, PolicyRefused)) as error:
        filled(body, value)
    assert error.value.message.startswith("paragraph 0")
    return error.value


def test_a_text_control_shows_one_run_and_is_no_prompt_any_more() -> None:
    done = filled(in_text("<w:text/>"), "Ours")
    content = '<w:sdtContent><w:r><w:t xml:space="preserve">Ours</w:t></w:r></w:sdtContent>'
    assert f"<w:sdt><w:sdtPr><w:text/></w:sdtPr>{content}</w:sdt>" in done.xml
    assert done.result.touched == (done.place,)
    assert done.back == "Ours"


def test_a_prompt_that_is_declared_twice_goes_twice() -> None:
    done = filled(in_text("<w:showingPlcHdr/><w:text/>"), "Ours")
    assert "showingPlcHdr" not in done.xml
    assert done.back == "Ours"


def test_the_controls_own_format_is_the_answers() -> None:
    kind = '<w:rPr><w:sz w:val="18"/></w:rPr><w:text/>'
    assert filled(in_text(kind), "Ours").look("Ours") == ["sz=18"]
    labelled = paragraph("Host:", look="<w:b/><w:sz w:val='20'/>")[:-6] + sdt("<w:text/>") + "</w:p>"
    assert filled(labelled, "Ours").look("Ours") == ["sz=20"]


def test_an_answered_control_is_left_and_its_own_answer_known() -> None:
    body = in_text("<w:text/>", answer("Ours"), prompt=False)
    assert filled(body, "Theirs").result.reason == "already answered"
    assert filled(body, "Ours").result.reason == "already holds that value"
    assert filled(body, "Theirs", existing="replace").texts == ["Host:Theirs"]


def test_a_control_that_shows_a_prompt_reads_back_as_nothing() -> None:
    places = Places(etree.fromstring(body_xml(in_text("<w:text/>"))))
    assert read_back(places.element("paragraph 0"), Want("Click here.")) is None


def test_one_line_controls_take_no_line_breaks_and_others_do() -> None:
    assert "one line" in str(refusal(in_text("<w:text/>"), "a\nb"))
    assert filled(in_text('<w:text w:multiLine="1"/>'), "a\n\nb").texts == ["Host:a\n\nb"]


def test_a_control_around_paragraphs_keeps_the_first_ones_properties() -> None:
    inside = '<w:p><w:pPr><w:jc w:val="left"/></w:pPr>' + PROMPT + "</w:p>" + paragraph("more")
    done = filled(paragraph("Q?") + sdt("", inside), "a\n\nb", "paragraph 1")
    assert done.body == ["Q?", "a", "b"]
    assert done.result.added == 0
    assert filled(paragraph("Q?") + sdt("", inside), "a", "paragraph 1").result.added == -1
    assert [one.tag for one in done.result.touched] == [f"{W}sdt"]
    assert len(list(done.places.body.iter(f"{W}jc"))) == 2


def test_a_control_around_a_cell_keeps_the_cell() -> None:
    held = cell(f"<w:p>{PROMPT}</w:p>")
    body = "<w:tbl><w:tr>" + cell(paragraph("Q?")) + sdt("<w:text/>", held) + "</w:tr></w:tbl>"
    done = filled(body, "Ours", "table 0 row 0 col 1")
    assert done.texts == ["Ours"]
    assert done.place.find(f"{W}tcPr") is not None
    assert [one.tag for one in done.result.touched] == [f"{W}sdt"]


def test_a_control_around_a_passage_is_looked_through() -> None:
    body = sdt("", paragraph("Who?") + paragraph() + paragraph("Where?"), prompt=False)
    done = filled(body, "We", "paragraph 1")
    assert done.body == ["Who?", "We", "Where?"]


def test_the_control_that_is_named_is_meant() -> None:
    body = f"<w:p>{sdt('<w:text/>')}{sdt('<w:text/>')}</w:p>"
    done = filled(body, "Ours", control=1)
    assert done.texts == ["Click here.Ours"]
    assert done.back == "Ours"


@pytest.mark.parametrize("value", ["Own cloud", "own  cloud", 1])
def test_a_list_takes_its_items_by_text_or_value(value: CellValue) -> None:
    done = filled(in_text(LIST), value)
    assert done.texts == ["Host:Own cloud"]
    assert 'w:lastValue="1"' in done.xml
    assert done.back == str(value)


@pytest.mark.parametrize("value", ["Choose.", "Another", True])
def test_a_list_takes_nothing_else(value: CellValue) -> None:
    assert "Legal are: 'Own cloud', 'Rented'." in str(refusal(in_text(LIST), value))


def test_a_combo_box_takes_other_words() -> None:
    combo = LIST.replace("dropDownList", "comboBox")
    done = filled(in_text(combo), "Elsewhere")
    assert done.texts == ["Host:Elsewhere"]
    assert 'w:lastValue="Elsewhere"' in done.xml


@pytest.mark.parametrize(
    ("pattern", "language", "shown"),
    [
        ("dd.MM.yyyy", "de-DE", "05.03.2026"),
        ("d MMMM yyyy", "fr-FR", "5 mars 2026"),
        ("dddd, d 'de' MMM yy", "en-GB", "Thursday, 5 de Mar 26"),
        ("yyyy年M月d日", "zh-CN", "2026年3月5日"),
        ("d MMMM yyyy", "fi-FI", "2026-03-05"),
        ("", "en-GB", "2026-03-05"),
    ],
)
def test_a_date_is_stored_and_shown_as_the_control_says(pattern: str, language: str, shown: str) -> None:
    for value in (date(2026, 3, 5), "2026-03-05"):
        done = filled(in_text(DATE.format(pattern, language)), value)
        assert done.texts == [f"Host:{shown}"]
        assert 'w:fullDate="2026-03-05T00:00:00Z"' in done.xml
        assert done.back == "2026-03-05"


def test_a_date_control_takes_dates_only() -> None:
    assert "2026-03-31" in refusal(in_text(DATE.format("d", "en")), "in spring").hint


@pytest.mark.parametrize(
    ("code", "font", "drawn"),
    [
        ("2612", "MS Gothic", '<w:t xml:space="preserve">☒</w:t>'),
        ("00FE", "Wingdings", '<w:sym w:font="Wingdings" w:char="F0FE"/>'),
    ],
)
def test_a_check_box_is_ticked_in_its_state_and_its_character(code: str, font: str, drawn: str) -> None:
    done = filled(in_text(BOX.format(code, font), answer("☐"), prompt=False), True)
    assert '<w14:checked w14:val="1"/>' in done.xml
    assert drawn in done.xml
    assert done.back is True


def test_a_check_box_is_cleared_only_where_told_to_replace() -> None:
    ticked = in_text('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', answer("☒"), prompt=False)
    assert filled(ticked, False).result.reason == "already answered"
    done = filled(ticked, False, existing="replace")
    assert '<w14:checked w14:val="0"/>' in done.xml
    assert done.texts == ["Host:☐"]
    assert done.back is False


def test_a_check_box_whose_character_says_otherwise_does_not_read_back_as_ticked() -> None:
    body = in_text('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', answer("☐"), prompt=False)
    places = Places(etree.fromstring(body_xml(body)))
    assert read_back(places.element("paragraph 0"), Want(True, control=places.controls[0])) is None


def test_check_boxes_with_labels_are_a_scale() -> None:
    box = sdt('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', answer("☐"), prompt=False)
    done = filled(
        table(("Q", cell(f"<w:p>{box}{answer(' Yes ')}{box}{answer(' No')}</w:p>"))), "no", "table 0 row 0 col 1"
    )
    assert done.texts == ["☐ Yes ☒ No"]
    assert done.back == "no"


def test_locked_and_bound_controls_and_pictures_are_refused() -> None:
    assert "locked" in str(refusal(in_text('<w:lock w:val="contentLocked"/><w:text/>'), "X"))
    bound = '<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/><w:text/>'
    assert "overwrite" in str(refusal(in_text(bound), "X"))
    places = Places(etree.fromstring(body_xml(in_text("<w:picture/>"))))
    with pytest.raises(InputRejected, match="takes no answer"):
        fill(places.element("paragraph 0"), Want("X", control=places.controls[0]), "paragraph 0")


def test_a_control_that_only_keeps_itself_is_filled() -> None:
    assert filled(in_text('<w:lock w:val="sdtLocked"/><w:text/>'), "X").texts == ["Host:X"]


def test_an_answer_in_a_control_is_tracked_over_an_old_one_and_not_over_a_prompt() -> None:
    body = in_text("<w:text/>", answer("Old"), prompt=False)
    done = filled(body, "New", existing="replace", tracked=True)
    assert done.texts == ["Host:New"]
    assert '<w:delText xml:space="preserve">Old</w:delText>' in done.xml
    assert "delText" not in filled(in_text("<w:text/>"), "New", tracked=True).xml
