"""What a question carries beside its text: id, section, guidance, parent, language."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from answers.questionnaire import Question
from segq.intake import read_workbook
from segq.intake.followups import condition
from segq.intake.language import detect
from segq.intake.wording import is_interrogative, is_placeholder, listed_options, looks_like_id, split_id
from tests.segq.intake.books import BOLD, FILLED, Row, book, choices, sheet


def questions(rows: Sequence[Row], **special: object) -> tuple[Question, ...]:
    return read_workbook(book(sheet(rows, **special)), "file.xlsx").questionnaire.questions  # type: ignore[arg-type]


def test_section_rows_name_the_section_of_what_follows() -> None:
    found = questions(
        [
            ["Question", "Answer"],
            ["Access"],
            ["Are passwords checked for length?"],
            ["Are accounts closed when people leave?"],
            ["Backups"],
            ["Are backups tried out?"],
        ],
        styles={"A1:B1": BOLD, "A2:A2": BOLD, "A5:A5": BOLD},
    )
    assert [question.section for question in found] == ["Access", "Access", "Backups"]


def test_a_merged_section_column_reaches_all_of_its_rows() -> None:
    found = questions(
        [
            ["Domain", "Question", "Response"],
            ["Access", "Are passwords checked for length?"],
            [None, "Are accounts closed when people leave?"],
            ["Backups", "Are backups tried out?"],
            [None, "Are backups kept elsewhere?"],
        ],
        merges=["A2:A3", "A4:A5"],
    )
    assert [question.section for question in found] == ["Access", "Access", "Backups", "Backups"]


def test_without_sections_the_sheet_names_it() -> None:
    found = questions([["Id", "Question", "Answer"], ["1", "Is there a fence?"], ["2", "Is there a guard?"]])
    assert {question.section for question in found} == {"Sheet1"}


def test_guidance_comes_from_its_column_and_from_rows_below() -> None:
    beside = questions(
        [
            ["Id", "Question", "Answer", "Guidance"],
            ["1", "Is there a fence around the site?", None, "Name its height."],
            ["2", "Is there a guard at the gate?", None, "Name the hours."],
        ]
    )
    assert [question.guidance for question in beside] == ["Name its height.", "Name the hours."]
    below = questions(
        [
            ["Id", "Question", "Answer"],
            ["1", "Is there a fence around the site?"],
            [None, "Think of the car park and of the loading bay as well."],
            ["2", "Is there a guard at the gate?"],
            [None, "A guard who is called in at night counts as well here."],
        ],
        rules=[choices("C2:C2,C4:C4", ["Yes", "No"])],
        styles={"B3:C3": FILLED, "B5:C5": FILLED},
    )
    assert [question.id for question in below] == ["1", "2"]
    assert below[0].guidance.startswith("Think of the car park")


def test_an_id_fused_into_the_text_is_taken_out() -> None:
    found = questions(
        [["Question", "Answer"], ["AC-1.1: Is there a fence?", None], ["AC-1.2: Is there a guard on duty?", None]]
    )
    assert [(question.id, question.text) for question in found] == [
        ("AC-1.1", "Is there a fence?"),
        ("AC-1.2", "Is there a guard on duty?"),
    ]


def test_follow_ups_hang_on_the_question_that_they_follow() -> None:
    found = questions(
        [
            ["No", "Question", "Answer"],
            ["1", "Are all logins logged?"],
            ["1.a", "If yes, how long are the logs kept?"],
            ["2", "Are backups made every day?"],
            ["3", "If not, how often are they made?"],
            ["4", "Is there someone on call at night?"],
        ]
    )
    assert [(question.parent, question.condition) for question in found] == [
        (None, ""),
        ("Sheet1!B2", "If yes"),
        (None, ""),
        ("Sheet1!B4", "If not"),
        (None, ""),
    ]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("If yes, please describe.", "If yes"),
        ("3.2 If so: since when?", "If so"),
        ("Si oui, précisez la date.", "Si oui"),
        ("Falls ja, seit wann?", "Falls ja"),
        ("En caso afirmativo, indique la fecha.", "En caso afirmativo"),
        ("Em caso afirmativo, descreva.", "Em caso afirmativo"),
        ("如是，请说明。", "如是"),
        ("「はい」の場合、詳細を記載してください。", "「はい」の場合"),
        ("Iffy things are described where?", ""),
        ("Is there a plan, and if yes, is it tried out?", ""),
    ],
)
def test_conditions_are_read_in_several_languages(text: str, when: str) -> None:
    assert condition(text) == when


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Is the data in your systems encrypted, and by what means?", "en"),
        ("Les données de vos clients sont-elles chiffrées dans le système ?", "fr"),
        ("Werden die Daten der Kunden auf den Systemen verschlüsselt?", "de"),
        ("¿Se cifran los datos de los clientes en sus sistemas?", "es"),
        ("Os dados dos clientes são cifrados em seus sistemas?", "pt"),
        ("I dati dei clienti sono cifrati nei vostri sistemi?", "it"),
        ("Worden de gegevens van uw klanten versleuteld?", "nl"),
        ("客户数据是否加密？", "zh"),
        ("顧客のデータは暗号化されていますか。", "ja"),
        ("고객 데이터는 암호화됩니까?", "ko"),
    ],
)
def test_the_language_is_told_from_script_and_common_words(text: str, language: str) -> None:
    assert detect(text) == language


def test_a_short_text_takes_the_language_of_its_table() -> None:
    assert detect("ISO 27001", default="fr") == "fr"


@pytest.mark.parametrize("text", ["B&C-01.1", "Q12", "3.2.a", "XY.AB-01", "12", "4.1.2(b)", "Art.12-14", "PATCH", "#7"])
def test_ids_are_recognised(text: str) -> None:
    assert looks_like_id(text)


@pytest.mark.parametrize("text", ["", "Yes", "N/A", "Network security", "Is there a plan?", "2025 was a good year"])
def test_words_are_no_ids(text: str) -> None:
    assert not looks_like_id(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1.2: Is there a plan?", ("1.2", "Is there a plan?")),
        ("3) Is there a plan?", ("3", "Is there a plan?")),
        ("HR-02.1 Is there a plan?", ("HR-02.1", "Is there a plan?")),
        ("24 hours a day, is someone on call?", (None, "24 hours a day, is someone on call?")),
        ("Is there a plan?", (None, "Is there a plan?")),
    ],
)
def test_fused_ids_are_split_off(text: str, parts: tuple[str | None, str]) -> None:
    assert split_id(text) == parts


@pytest.mark.parametrize(
    "text", ["Select…", "-- Please choose --", "Not started", "0", "Bitte wählen", "[name]", "请选择"]
)
def test_placeholders_are_recognised(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["Yes", "Selected vendors only", "No", "10", "We choose our partners with care"])
def test_answers_are_no_placeholders(text: str) -> None:
    assert not is_placeholder(text)


def test_printed_choices_are_split_and_prose_is_not() -> None:
    assert listed_options("Yes, No, N/A") == ("Yes", "No", "N/A")
    assert listed_options("Oui / Non") == ("Oui", "Non")
    assert listed_options("Lists, registers and maps") == ()


@pytest.mark.parametrize(
    "text", ["Is it so?", "Describe how it is done", "贵公司是否加密？", "Gibt es dafür einen Plan"]
)
def test_questions_and_requests_are_told_from_statements(text: str) -> None:
    assert is_interrogative(text)
    assert not is_interrogative("The plan is reviewed by the board.")
