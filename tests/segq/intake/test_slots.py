"""What a slot says about its cell: kind, legal options, limits, what stands there already."""

from __future__ import annotations

from dataclasses import replace

from answers.questionnaire import CellAddress, Question, QuestionKind, Slot, SlotKind
from exporters.ooxml.workbook import Sheet, Validation
from segq.intake import read_workbook
from tests.segq.intake.books import BOLD, DATE, UNLOCKED, area, book, choices, sheet

ASKED = [
    ["1.1", "Is every laptop encrypted?"],
    ["1.2", "Are backups kept at another site?"],
    ["1.3", "Is there a plan for power failures?"],
    ["1.4", "Do guests use a network of their own?"],
    ["1.5", "Are keys changed when people leave?"],
]
HEADER = ["Id", "Question", "Answer", "Comments"]


def questions(made: Sheet) -> tuple[Question, ...]:
    return read_workbook(book(made), "file.xlsx").questionnaire.questions


def slots(made: Sheet, header: str) -> list[Slot]:
    return [slot for question in questions(made) for slot in question.slots if slot.header == header]


def test_options_are_the_lists_own_in_file_order() -> None:
    made = sheet([HEADER, *ASKED], rules=[choices("C2:C6", ["No", "Yes", "Not yet"])])
    assert [option.text for option in slots(made, "Answer")[0].options] == ["No", "Yes", "Not yet"]
    assert {slot.kind for slot in slots(made, "Answer")} == {SlotKind.CHOICE}


def test_numeric_options_keep_their_type() -> None:
    made = sheet([["Id", "Question", "Score"], *ASKED], rules=[choices("C2:C6", [0, 0.5, 1])])
    assert [option.value for option in slots(made, "Score")[0].options] == [0, 0.5, 1]


def test_rules_for_numbers_and_dates_and_date_formats_set_the_kind() -> None:
    rules = [
        Validation("whole", (area("C2:C3"),), formula1="0", formula2="9"),
        Validation("date", (area("C4:C4"),), formula1="1"),
    ]
    made = sheet([HEADER, *ASKED], rules=rules, styles={"C5:C5": DATE})
    kinds = [slot.kind for slot in slots(made, "Answer")]
    assert kinds == [SlotKind.NUMBER, SlotKind.NUMBER, SlotKind.DATE, SlotKind.DATE, SlotKind.TEXT]


def test_a_text_length_rule_limits_the_answer() -> None:
    rules = [
        Validation("textLength", (area("D2:D3"),), operator="lessThanOrEqual", formula1="500"),
        Validation("textLength", (area("D4:D4"),), operator="between", formula1="0", formula2="200"),
        Validation("textLength", (area("D5:D5"),), operator="lessThan", formula1="100"),
        Validation("textLength", (area("D6:D6"),), operator="lessThan", formula1="LEN(A1)"),
    ]
    made = sheet([HEADER, *ASKED], rules=rules)
    assert [slot.max_chars for slot in slots(made, "Comments")] == [500, 500, 200, 99, None]


def test_a_list_that_cannot_be_read_is_taken_as_text_and_doubted() -> None:
    broken = Validation("list", (area("C2:C6"),), None, formula1="#REF!", broken=True)
    reading = read_workbook(book(sheet([HEADER, *ASKED], rules=[broken])), "file.xlsx")
    assert {slot.kind for q in reading.questionnaire.questions for slot in q.slots} == {SlotKind.TEXT}
    assert any("cannot be read" in doubt.text and doubt.place == "Sheet1!C" for doubt in reading.questionnaire.doubts)


def test_a_uniform_first_option_is_a_default_and_no_answer() -> None:
    made = sheet([HEADER, *[[*row, "Unset"] for row in ASKED]], rules=[choices("C2:C6", ["Unset", "Weak", "Strong"])])
    assert {(slot.existing, slot.prefilled) for slot in slots(made, "Answer")} == {(None, "Unset")}


def test_a_uniform_yes_is_an_answer() -> None:
    made = sheet([HEADER, *[[*row, "Yes"] for row in ASKED]], rules=[choices("C2:C6", ["Yes", "No"])])
    assert {(slot.existing, slot.prefilled) for slot in slots(made, "Answer")} == {("Yes", None)}


def test_a_placeholder_is_no_answer_even_where_others_are_given() -> None:
    given = ["Yes", "Select…", "No", "[your answer]", None]
    made = sheet([HEADER, *[[*row, a] for row, a in zip(ASKED, given, strict=True)]])
    assert [slot.existing for slot in slots(made, "Answer")] == ["Yes", None, "No", None, None]


def test_a_comment_cell_merged_over_two_questions_is_given_out_once() -> None:
    found = questions(sheet([HEADER, *ASKED], merges=["D2:D3"]))
    places = [slot.address.cell for q in found for slot in q.slots if isinstance(slot.address, CellAddress)]
    assert "D3" not in places
    assert places.count("D2") == 1


def test_a_cell_that_mirrors_another_answer_is_no_slot() -> None:
    found = questions(sheet([HEADER, *ASKED], formulas=["C3:C3"], rules=[choices("C2:C6", ["Yes", "No"])]))
    assert [len(question.slots) for question in found] == [2, 1, 2, 2, 2]


def test_a_locked_cell_of_a_protected_sheet_is_no_slot() -> None:
    made = sheet([HEADER, *ASKED], protected=True, styles={"C2:D4": UNLOCKED})
    assert [question.address for question in questions(made)] == [CellAddress("Sheet1", f"B{r}") for r in (2, 3, 4)]


def test_a_range_that_anyone_may_edit_is_open_on_a_protected_sheet() -> None:
    made = replace(sheet([HEADER, *ASKED], protected=True), editable_ranges=(area("C2:C6"),))
    assert [[str(s.address) for s in q.slots] for q in questions(made)] == [[f"Sheet1!C{row}"] for row in range(2, 7)]


def test_hidden_columns_and_rows_take_no_answers() -> None:
    made = sheet([HEADER, *ASKED], hidden_cols=[(4, 4)], hidden_rows=[3])
    assert [[str(s.address) for s in q.slots] for q in questions(made)] == [[f"Sheet1!C{row}"] for row in (2, 4, 5, 6)]


def test_printed_choices_are_those_of_the_appended_answer() -> None:
    made = sheet([["Id", "Question", "Answer type"], *[[*row, "Yes/No/NA"] for row in ASKED]])
    found = [slot for question in questions(made) for slot in question.slots]
    assert all(slot.appended and slot.kind is SlotKind.CHOICE for slot in found)
    assert [str(slot.address) for slot in found][:2] == ["Sheet1!D2", "Sheet1!D3"]
    assert [option.text for option in found[0].options] == ["Yes", "No", "NA"]


def test_the_kind_of_question_follows_its_main_slot() -> None:
    def kind(rule: Validation) -> QuestionKind:
        return questions(sheet([HEADER, *ASKED], rules=[rule], styles={"A1:D1": BOLD}))[0].kind

    assert kind(choices("C2:C6", ["Yes", "No"])) is QuestionKind.YES_NO
    assert kind(choices("C2:C6", ["Weak", "Strong"])) is QuestionKind.DESCRIBE
    assert kind(Validation("decimal", (area("C2:C6"),), formula1="0")) is QuestionKind.VALUE
