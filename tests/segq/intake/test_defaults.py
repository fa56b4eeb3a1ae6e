"""A uniform prefilled value is no answer; whatever somebody has chosen is."""

from __future__ import annotations

from collections.abc import Sequence

from answers.questionnaire import Slot
from exporters.ooxml.workbook import Validation
from segq.intake import read_workbook
from tests.segq.intake.books import BOLD, book, choices, sheet

TEXTS = ["fence", "guard", "light", "gate", "lock", "bell", "dog", "wall", "moat", "tower"]
STATES = ["Unset", "Weak", "Strong"]


def given(values: Sequence[object], *rules: Validation, comments: Sequence[object] = ()) -> list[object]:
    """Return what counts as an answer in the answer column."""
    return [slot.existing for slot in slots(values, *rules, comments=comments) if slot.header == "Answer"]


def slots(values: Sequence[object], *rules: Validation, comments: Sequence[object] = ()) -> list[Slot]:
    told = [*comments, *([None] * len(values))]
    rows = [
        [str(number), f"Is there a {thing} at the site?", value, told[number - 1]]
        for number, (thing, value) in enumerate(zip(TEXTS, values, strict=False), 1)
    ]
    made = sheet([["Id", "Question", "Answer", "Comments"], *rows], rules=rules, styles={"A1:D1": BOLD})
    return [slot for q in read_workbook(book(made), "f.xlsx").questionnaire.questions for slot in q.slots]


LIST = choices("C2:C11", STATES)


def test_the_first_option_in_every_row_is_a_default() -> None:
    assert given(["Unset"] * 10, LIST) == [None] * 10


def test_in_a_file_that_is_answered_in_part_the_rest_is_still_at_the_default() -> None:
    values = ["Unset"] * 7 + ["Strong", "Weak", "Strong"]
    assert given(values, LIST) == [None] * 7 + ["Strong", "Weak", "Strong"]


def test_a_file_that_is_answered_in_most_rows_is_told_by_what_is_said_beside_them() -> None:
    values = ["Unset"] * 4 + ["Strong"] * 3 + ["Weak"] * 3
    comments = [None] * 4 + [f"Built in 20{number}." for number in range(10, 16)]
    assert given(values, LIST, comments=comments) == [None] * 4 + values[4:]
    assert given(values, LIST) == values


def test_a_uniform_value_with_words_beside_it_is_an_answer() -> None:
    comments = [f"Built in 20{number}." for number in range(10, 20)]
    assert given(["Unset"] * 10, LIST, comments=comments) == ["Unset"] * 10


def test_uniform_answers_are_answers() -> None:
    for answer, rule in (
        ("Yes", choices("C2:C11", ["Yes", "No"])),
        ("No", choices("C2:C11", ["No", "Yes"])),
        ("N/A", choices("C2:C11", ["N/A", "Yes", "No"])),
        ("Implemented", choices("C2:C11", ["Implemented", "Partially implemented", "Not implemented"])),
    ):
        assert given([answer] * 10, rule) == [answer] * 10


def test_unticked_boxes_are_no_answers() -> None:
    assert given([False] * 10, choices("C2:C11", [True, False])) == [None] * 10
    assert given([False] * 9 + [True], choices("C2:C11", [True, False]))[9] is True


def test_each_list_has_its_own_default() -> None:
    rules = (choices("C2:C6", ["Unset", "Weak"]), choices("C7:C11", ["Open", "Shut"]))
    assert given(["Unset"] * 5 + ["Open"] * 5, *rules) == [None] * 10


def test_a_default_of_one_list_is_an_answer_in_another() -> None:
    rules = (choices("C2:C6", ["Low", "High"]), choices("C7:C11", ["High", "Low"]))
    values = ["Low"] * 5 + ["Low", "High", "Low", "Low", "Low"]
    assert given(values, *rules) == [None] * 5 + values[5:]


def test_a_zero_among_other_scores_is_an_answer_and_a_column_of_zeros_is_not() -> None:
    scores = choices("C2:C11", [0, 1, 2, 3])
    assert given([0] * 10, scores) == [None] * 10
    assert given([0, 3, 2, 1, 3, 2, 3, 1, 0, 2], scores) == [0, 3, 2, 1, 3, 2, 3, 1, 0, 2]


def test_what_the_sender_marks_as_not_applicable_does_not_hide_the_default_of_the_rest() -> None:
    scores = choices("C2:C11", [0, 1, 2, "Not applicable"])
    values: list[object] = [0] * 5 + ["Not applicable"] * 5
    assert given(values, scores) == [None] * 5 + ["Not applicable"] * 5


def test_a_list_of_few_rows_has_the_default_of_the_longer_ones_beside_it() -> None:
    rules = (choices("C2:C9", ["Unset", "Weak"]), choices("C10:C11", ["Unset", "Strong"]))
    assert given(["Unset"] * 10, *rules) == [None] * 10


def test_a_text_that_is_uniform_in_a_column_of_words_is_a_default_there_alone() -> None:
    found = slots([None] * 10, LIST, comments=["Say more here"] * 10)
    assert {slot.existing for slot in found if slot.header == "Comments"} <= {None}
