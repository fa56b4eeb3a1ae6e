"""Legacy form fields filled through their form data."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected, PolicyRefused
from tests.exporters.word.filled_places import filled
from tests.word_files import cell, table

EMPTY = "<w:t>\u2002\u2002\u2002\u2002\u2002</w:t>"


def field(data: str, result: str | None = EMPTY, name: str = "FORMTEXT", look: str = "") -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="f"/>{data}</w:ffData></w:fldChar></w:r>'
    code = f"<w:r><w:instrText> {name} </w:instrText></w:r>"
    shown = "" if result is None else mark.format("separate") + f"<w:r>{look}{result}</w:r>"
    return begin + code + shown + mark.format("end")


def text_field(inside: str = "", result: str | None = EMPTY, look: str = "") -> str:
    label = '<w:r><w:t xml:space="preserve">City: </w:t></w:r>'
    return f"<w:p>{label}{field(f'<w:textInput>{inside}</w:textInput>', result, look=look)}</w:p>"


def box(inside: str = "", label: str = "") -> str:
    words = f'<w:r><w:t xml:space="preserve"> {label} </w:t></w:r>' if label else ""
    return field(f"<w:checkBox><w:sizeAuto/>{inside}</w:checkBox>", None, "FORMCHECKBOX") + words


def choice(inside: str, result: str | None = None) -> str:
    entries = '<w:listEntry w:val="Daily"/><w:listEntry w:val="Weekly"/>'
    return f"<w:p>{field(f'<w:ddList>{inside}{entries}</w:ddList>', result, 'FORMDROPDOWN')}</w:p>"


def refusal(body: str, value: CellValue) -> str:
    with pytest.raises((InputRejected, PolicyRefused)) as error:
        filled(body, value)
    assert error.value.message.startswith("paragraph 0")
    return str(error.value)


def test_a_text_field_shows_the_answer_in_its_own_format() -> None:
    done = filled(text_field(look="<w:rPr><w:noProof/></w:rPr>"), "Bonn")
    assert done.texts == ["City: Bonn"]
    assert done.look("Bonn") == ["noProof"]
    assert done.back == "Bonn"
    assert done.result.touched == (done.place,)


@pytest.mark.parametrize("result", ["", None])
def test_a_field_without_a_result_gets_one(result: str | None) -> None:
    done = filled(text_field(result=result), "Bonn")
    assert done.texts == ["City: Bonn"]
    assert done.xml.count('"separate"') == 1
    assert done.xml.index('"separate"') < done.xml.index("Bonn") < done.xml.index('"end"')


def test_five_blank_runs_become_one() -> None:
    blanks = "</w:r>".join("<w:r><w:t>\u2002</w:t>" for _ in range(5))[5:]
    done = filled(text_field(result=blanks), "Bonn")
    assert done.texts == ["City: Bonn"]
    assert done.xml.count("<w:t ") == 2


def test_the_default_of_a_field_is_no_answer() -> None:
    body = text_field('<w:default w:val="n/a"/>', "<w:t>n/a</w:t>")
    assert filled(body, "Bonn").texts == ["City: Bonn"]
    answered = text_field('<w:default w:val="n/a"/>', "<w:t>Rome</w:t>")
    assert filled(answered, "Bonn").result.reason == "already answered"
    assert filled(answered, "Rome").result.reason == "already holds that value"


def test_lines_of_an_answer_are_breaks_inside_the_field() -> None:
    assert filled(text_field(), "a\n\nb").texts == ["City: a\n\nb"]


def test_a_field_keeps_to_its_length_in_utf_16_units() -> None:
    assert "4 characters, not 5" in refusal(text_field('<w:maxLength w:val="4"/>'), "abc\U0001f600")
    assert filled(text_field('<w:maxLength w:val="4"/>'), "ab\U0001f600").result.changed


def test_a_number_field_takes_numbers_and_a_date_field_dates() -> None:
    number = text_field('<w:type w:val="number"/>')
    assert "number" in refusal(number, "many")
    assert "number" in refusal(number, True)
    assert filled(number, "1,200.50").texts == ["City: 1,200.50"]
    assert filled(number, 1200).back == "1200"
    day = text_field('<w:type w:val="date"/><w:format w:val="dd/MM/yyyy"/>')
    assert "2026-03-31" in refusal(day, "soon")
    done = filled(day, date(2026, 3, 5))
    assert done.texts == ["City: 05/03/2026"]
    assert done.back == "2026-03-05"


def test_computed_and_disabled_fields_are_refused() -> None:
    assert "computes" in refusal(text_field('<w:type w:val="calculated"/>'), "1")
    assert "switched off" in refusal(text_field().replace("<w:textInput>", '<w:enabled w:val="0"/><w:textInput>'), "1")


def test_a_field_that_goes_on_in_the_next_paragraph_is_refused() -> None:
    begin, _, end = text_field(result="").rpartition('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    body = begin + '</w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r>' + end
    assert "next paragraph" in refusal(body, "Bonn")


@pytest.mark.parametrize("before", ["", '<w:default w:val="0"/>', '<w:checked w:val="0"/>'])
def test_a_box_is_ticked_by_its_last_child(before: str) -> None:
    done = filled(f"<w:p>{box(before)}</w:p>", True)
    assert done.xml[: done.xml.index("</w:checkBox>")].endswith("<w:checked/>")
    assert done.back is True
    assert filled(f"<w:p>{box(before)}</w:p>", "x").back == "x"


def test_a_box_that_is_ticked_by_default_is_cleared_in_so_many_words() -> None:
    done = filled(f'<w:p>{box("""<w:default w:val="1"/>""")}</w:p>', False, existing="replace")
    assert '<w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>' in done.xml
    assert done.back is False


def test_boxes_with_labels_are_a_scale_of_which_one_is_ticked() -> None:
    body = f"<w:p><w:r><w:t>Encrypted?</w:t></w:r>{box('', 'Yes')}{box('', 'No')}</w:p>"
    for fields in ((), (0, 1)):
        done = filled(body, "No", fields=fields)
        assert done.texts == ["Encrypted?☐ Yes ☒ No "]
        assert done.back == "No"
    with pytest.raises(InputRejected, match="Legal are: 'Yes', 'No'"):
        filled(body, "Perhaps", fields=(0, 1))


def test_only_the_fields_that_are_named_are_the_scale() -> None:
    inside = f"<w:p>{box('', 'Yes')}{box('', 'No')}</w:p><w:p>{box('', 'Yes')}{box('', 'No')}</w:p>"
    done = filled(table((cell(inside),)), "Yes", "table 0 row 0 col 0", fields=(2, 3))
    assert done.texts == ["☐ Yes ☐ No ", "☒ Yes ☐ No "]


def test_a_list_holds_the_number_of_its_entry_and_shows_it_where_it_did() -> None:
    done = filled(choice(""), "weekly")
    assert '<w:ddList><w:result w:val="1"/><w:listEntry' in done.xml
    assert '"separate"' not in done.xml
    assert done.back == "weekly"
    shown = filled(choice('<w:default w:val="0"/>', "<w:t>Daily</w:t>"), "Weekly")
    assert '<w:ddList><w:result w:val="1"/><w:default' in shown.xml
    assert '<w:t xml:space="preserve">Weekly</w:t>' in shown.xml


def test_a_list_whose_first_entry_merely_shows_may_be_given_that_entry() -> None:
    assert '<w:result w:val="0"/>' in filled(choice(""), "Daily").xml
    chosen = choice('<w:result w:val="0"/>')
    assert filled(chosen, "Daily").result.reason == "already holds that value"
    assert filled(chosen, "Weekly").result.reason == "already answered"
    assert '<w:result w:val="1"/>' in filled(chosen, "Weekly", existing="replace").xml


def test_a_list_takes_its_entries_only() -> None:
    assert "Legal are: 'Daily', 'Weekly'." in refusal(choice(""), "Yearly")
    empty = f"<w:p>{field('<w:ddList/>', None, 'FORMDROPDOWN')}</w:p>"
    assert "nothing to choose" in refusal(empty, "Daily")
