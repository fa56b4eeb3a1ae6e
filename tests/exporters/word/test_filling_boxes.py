"""Boxes drawn with characters and symbols, ticked by their labels."""

from __future__ import annotations

import pytest

from knowledge.errors import InputRejected, PolicyRefused
from tests.exporters.word.filled_places import filled
from tests.word_files import cell, paragraph, table

AT = "table 0 row 0 col 0"


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("☐ Yes ☐ No", "No", "☐ Yes ☒ No"),
        ("☐ Yes   ☐ No, because: ____", "no", "☐ Yes   ☒ No, because: ____"),
        ("Audited? ☐ Yes / ☐ No", "Yes", "Audited? ☒ Yes / ☐ No"),
        ("Oui ☐ Non ☐", "Non", "Oui ☐ Non ☒"),
        ("Audited? Oui ☐ Non ☐", "Oui", "Audited? Oui ☒ Non ☐"),
        ("□ Partly □ Not at all", "Not at all", "□ Partly ☒ Not at all"),
        ("[ ] Yes [ ] No", "Yes", "[X] Yes [ ] No"),
        ("( ) Yes ( ) No", "No", "( ) Yes (X) No"),
        ("[] Yes [] No", "No", "[] Yes [X] No"),
        ("☐ ISO 27001", "ISO 27001", "☒ ISO 27001"),
        ("☐ ISO 27001", True, "☒ ISO 27001"),
        ("☐", "x", "☒"),
    ],
)
def test_the_box_of_the_label_is_ticked_in_place(text: str, value: str | bool, after: str) -> None:
    done = filled(paragraph(text), value)
    assert done.texts == [after]
    assert done.back == value
    assert done.xml.count("<w:r>") == 1


def test_a_bracket_over_several_runs_is_one_box() -> None:
    body = '<w:p><w:r><w:t>[</w:t></w:r><w:r><w:t xml:space="preserve"> ] Yes [ ] No</w:t></w:r></w:p>'
    assert filled(body, "Yes").texts == ["[X] Yes [ ] No"]


def test_options_may_stand_in_several_paragraphs_of_a_cell() -> None:
    body = table((cell(paragraph("Audited?"), paragraph("☐ Yes"), paragraph("☐ No")),))
    done = filled(body, "No", AT)
    assert done.texts == ["Audited?", "☐ Yes", "☒ No"]
    assert done.result.touched == (done.place[3],)


def test_a_value_that_is_no_label_is_refused_with_the_legal_ones() -> None:
    with pytest.raises(InputRejected, match="Legal are: 'Yes', 'No'") as error:
        filled(paragraph("☐ Yes ☐ No"), "Perhaps")
    assert error.value.message == "paragraph 0 does not allow that choice."
    with pytest.raises(InputRejected, match="Legal are: 'Yes', 'No'"):
        filled(paragraph("☐ Yes ☐ No"), True)


def test_words_go_where_room_is_left_for_them_beside_the_boxes() -> None:
    done = filled(paragraph("☐ Yes ☐ No, because: ____"), "It is planned.")
    assert done.texts == ["☐ Yes ☐ No, because: It is planned."]
    assert done.back == "It is planned."


def test_another_box_that_is_ticked_is_an_answer() -> None:
    body = paragraph("☒ Yes ☐ No")
    assert filled(body, "No").result.reason == "already answered"
    assert filled(body, "Yes").result.reason == "already holds that value"
    assert filled(body, "No", existing="replace").texts == ["☐ Yes ☒ No"]
    assert filled(body, "No", prefilled=True).texts == ["☐ Yes ☒ No"]
    with pytest.raises(PolicyRefused, match="paragraph 0 already holds"):
        filled(body, "No", existing="refuse")


def test_several_labels_are_legal_only_where_the_text_says_so() -> None:
    scale = "☐ Paper ☐ Disk ☐ Tape"
    done = filled(table((cell(paragraph("Media (tick all that apply)"), paragraph(scale)),)), "Paper; Tape", AT)
    assert done.texts[1] == "☒ Paper ☐ Disk ☒ Tape"
    assert done.back == "Paper; Tape"
    with pytest.raises(InputRejected, match="does not allow"):
        filled(paragraph(scale), "Paper; Tape")


@pytest.mark.parametrize(
    ("font", "empty", "ticked"),
    [("Wingdings", "F06F", "F0FE"), ("Wingdings", "00A8", "00FE"), ("Wingdings 2", "F0A3", "F052")],
)
def test_a_symbol_becomes_the_ticked_one_of_its_font(font: str, empty: str, ticked: str) -> None:
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{empty}"/></w:r>'
    words = '<w:r><w:t xml:space="preserve"> {} </w:t></w:r>'
    done = filled(f"<w:p>{symbol}{words.format('Yes')}{symbol}{words.format('No')}</w:p>", "No")
    before, after = done.xml.split("Yes")
    assert f'w:char="{empty}"' in before
    assert f'<w:sym w:font="{font}" w:char="{ticked}"/>' in after
    assert done.back == "No"


def test_a_tick_can_be_tracked() -> None:
    done = filled(paragraph("☐ Yes ☐ No"), "No", tracked=True)
    assert done.texts == ["☐ Yes ☒ No"]
    assert '<w:delText xml:space="preserve">☐</w:delText>' in done.xml


def test_the_paragraphs_of_other_questions_are_not_part_of_a_scale() -> None:
    done = filled(paragraph("☐ Yes ☐ No") + paragraph("☐ Maybe"), "Yes")
    assert done.body == ["☒ Yes ☐ No", "☐ Maybe"]
    with pytest.raises(InputRejected, match="does not allow"):
        filled(paragraph("☐ Yes ☐ No") + paragraph("☐ Maybe"), "Maybe")
