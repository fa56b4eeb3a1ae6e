"""Parts of one answer: sub-answers and tables in a cell, comments a row below, columns for documents and numbers."""

from __future__ import annotations

import pytest

from answers.questionnaire import Question, SlotKind, SlotRole
from segq.intake.word.reading import read_document
from tests.segq.intake.word.kit import C, Fld, H, P, T, answered, document, found, head


def _questions(*parts: object) -> list[Question]:
    return list(read_document(document(*parts), "form.docx").questionnaire.questions)


def _roles(question: Question) -> list[tuple[str, SlotRole]]:
    return [(str(slot.address), slot.role) for slot in question.slots]


def test_labels_in_an_answer_cell_are_parts_of_the_answer() -> None:
    rows = (["1", "Who approves?", "a) Recipes:\nb) Menus:"], ["2", "Who tastes?", ""])
    first, second = _questions(T(head("No.", "Question", "Reply"), *rows, header=True))
    at = "table 0 row 1 col 2 paragraph"
    assert _roles(first) == [(f"{at} 0", SlotRole.ANSWER), (f"{at} 1", SlotRole.ANSWER)]
    assert len(second.slots) == 1


def test_a_small_table_in_an_answer_cell_takes_the_answer() -> None:
    small = T(["Result", ""], ["Comment", ""])
    rows = (["1", "Is soup tasted?", C([small])], ["2", "Is bread weighed?", ""], ["3", "Is tea timed?", ""])
    first, *_ = _questions(T(head("No.", "Question", "Reply"), *rows, header=True))
    assert _roles(first) == [
        ("table 0.0 row 0 col 1", SlotRole.ANSWER),
        ("table 0.0 row 1 col 1", SlotRole.COMMENT),
    ]


def test_a_row_named_comments_belongs_to_the_question_above() -> None:
    rows = (["K1", "Do you taste soup?", "☐ Yes ☐ No"], [C("Comments:", span=3)])
    more = (["K2", "Do you weigh bread?", "☐ Yes ☐ No"], ["Comments", ""])
    first, second = _questions(H("Checklist", 1), T(*rows, *more))
    assert [role for _, role in _roles(first)] == [SlotRole.ANSWER, SlotRole.COMMENT]
    assert _roles(second)[1] == ("table 0 row 3 col 1", SlotRole.COMMENT)


def test_open_columns_for_documents_and_numbers_belong_to_the_row() -> None:
    names = head("Ref", "Requirement", "Compliant (Y/P/N)", "Document", "Licence number")
    rows = ([f"K-0{n}", "Knives shall be sharp.", "", "", ""] for n in (1, 2, 3))
    first, *_ = _questions(T(names, *rows, header=True))
    assert [role for _, role in _roles(first)] == [SlotRole.ANSWER, SlotRole.EVIDENCE, SlotRole.OTHER]


@pytest.mark.parametrize(
    ("name", "options"),
    [("Oui / Non / Partiel", ["Oui", "Non", "Partiel"]), ("Code (F/P/N)", ["F", "P", "N"])],
)
def test_the_name_of_a_column_may_be_its_choices(name: str, options: list[str]) -> None:
    rows = (["Knives are kept sharp.", ""], ["Is soup tasted?", ""], ["Is bread weighed?", ""])
    first, *_ = _questions(T(head("Question", name), *rows, header=True))
    assert [option.text for option in first.slots[0].options] == options


def test_a_second_choice_beside_the_answer_is_no_comment() -> None:
    names = head("Question", "2026 response", "Changed? (Y/N)")
    first, *_ = _questions(T(names, ["Who tastes?", "", ""], ["Who cooks?", "", ""], header=True))
    assert [(slot.role, slot.kind) for slot in first.slots] == [
        (SlotRole.ANSWER, SlotKind.TEXT),
        (SlotRole.OTHER, SlotKind.CHOICE),
    ]


def test_a_scale_may_begin_with_zero_and_rate_what_asks_nothing() -> None:
    rows = (["Knives", "", "", ""], ["Pots", "", "", ""], ["Ovens", "", "", ""])
    asked = found(H("Self-assessment", 1), T(head("Area", "0", "1", "2"), *rows, header=True))
    assert asked["table 0 row 1 col 0"] == [f"table 0 row 1 col {col}" for col in (1, 2, 3)]
    assert len(asked) == 3


def test_a_question_may_reach_over_the_column_of_ids() -> None:
    rows = ([C("1 Who tastes soup?", span=2), ""], [C("2 Who weighs bread?", span=2), ""], ["3", "Who cooks?", ""])
    assert found(T(head("No.", "Question", "Answer"), *rows, header=True)) == answered(
        {
            "table 0 row 1 col 0": "table 0 row 1 col 1",
            "table 0 row 2 col 0": "table 0 row 2 col 1",
            "table 0 row 3 col 1": "table 0 row 3 col 2",
        }
    )


def test_labels_with_fields_below_a_table_as_wide_are_no_rows_of_it() -> None:
    questions = T(head("#", "Question", "Answer", "Remarks"), *([str(n), "Who cooks?", "", ""] for n in (1, 2, 3)))
    contact = T(["Name", P(Fld()), "Telephone", P(Fld())], ["E-mail", P(Fld()), "Hours of service", P(Fld())])
    asked = found(questions, H("Contact"), contact)
    assert [at for at in asked if at.startswith("table 1")] == [
        f"table 1 row {row} col {col}" for row in (0, 1) for col in (0, 2)
    ]


def test_a_card_whose_question_begins_with_a_word_for_comments_is_a_card() -> None:
    cards = [
        T([C("K-01", fill="DDDDDD", bold=True), C("Explain sharpening.", fill="DDDDDD", bold=True)], ["Answer", ""]),
        P(),
        T([C("K-02", fill="DDDDDD", bold=True), C("How is soup kept warm?", fill="DDDDDD", bold=True)], ["Answer", ""]),
    ]
    assert found(H("Questionnaire", 1), *cards) == answered(
        {"table 0 row 0 col 1": "table 0 row 1 col 1", "table 1 row 0 col 1": "table 1 row 1 col 1"}
    )


def test_the_owner_of_an_answer_is_part_of_its_card() -> None:
    card = T(
        [C("K-01", bold=True), C("How is soup kept warm?", bold=True)], ["Answer", ""], ["Owner of the answer", ""]
    )
    first, *_ = _questions(H("Questionnaire", 1), card, P("Where is bread kept?"), P("Answer: _____"))
    assert [role for _, role in _roles(first)] == [SlotRole.ANSWER, SlotRole.OWNERSHIP]
