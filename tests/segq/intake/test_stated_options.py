"""Choices in words become options only where a text lists them and does nothing else."""

from __future__ import annotations

import pytest

from answers.questionnaire import Slot, SlotKind
from segq.intake import read_workbook
from segq.intake.instructions import are_instructions, says_leave_alone
from segq.intake.stated_options import header_choices, stated_choices
from tests.segq.intake.books import book, sheet


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Answer: Yes / No / Partial", ("Yes", "No", "Partial")),
        ("Yes, No, N/A", ("Yes", "No", "N/A")),
        ("(Oui/Non)", ("Oui", "Non")),
        ("Please answer with Yes, No or Planned.", ("Yes", "No", "Planned")),
        ("Yes/No/N/A", ("Yes", "No", "N/A")),
        ("Ja | Nein | Teilweise", ("Ja", "Nein", "Teilweise")),
        ("Answer yes if you can, no if you cannot", ()),
        ("Networks, servers, laptops", ()),
        ("Yes", ()),
        ("Yes / Yes", ()),
        ("Yes, as stated in the report", ()),
        ("N/A, not applicable", ()),
    ],
)
def test_choices_are_read_where_nothing_else_is_said(text: str, choices: tuple[str, ...]) -> None:
    assert stated_choices(text) == choices


@pytest.mark.parametrize(
    ("header", "choices"),
    [
        ("Answer (Yes / No / N/A)", ("Yes", "No", "N/A")),
        ("Compliance (C/PC/NC)", ("C", "PC", "NC")),
        ("Response (Yes/No) and comments", ()),
        ("Answer (max. 200 characters, plain text)", ()),
        ("Weight (C/PC/NC)", ()),
    ],
)
def test_a_header_offers_choices_in_brackets_above_answers_alone(header: str, choices: tuple[str, ...]) -> None:
    assert header_choices(header) == choices


def answers(rows: list[list[object]], header: str = "Answer (Yes / No)") -> list[Slot]:
    made = sheet([["No", "Question", header], *rows])
    return [slot for q in read_workbook(book(made), "f.xlsx").questionnaire.questions for slot in q.slots]


ASKED: list[list[object]] = [[n, f"Is door {n} of the site locked at night?"] for n in range(1, 6)]


def test_a_description_is_never_asked_for_by_a_choice() -> None:
    found = answers([*ASKED, [6, "Describe how doors are locked at night."]])
    assert [slot.kind for slot in found] == [SlotKind.CHOICE] * 5 + [SlotKind.TEXT]


def test_what_stands_in_a_slot_already_outweighs_stated_choices() -> None:
    found = answers([[*ASKED[0], "Yes"], [*ASKED[1], "By the guard"], *ASKED[2:]])
    assert [slot.kind for slot in found[:3]] == [SlotKind.CHOICE, SlotKind.TEXT, SlotKind.CHOICE]


def test_instructions_speak_of_the_file_and_questions_do_not() -> None:
    told = ["Open the tab that fits.", "Choose a value in each row of the column.", "Send the workbook back."]
    assert are_instructions("Sheet1", told)
    assert not are_instructions("Sheet1", [str(row[1]) for row in ASKED])


@pytest.mark.parametrize(
    "prompt", ["Leave this blank.", "For internal use only", "Ne pas remplir", "記入しないでください"]
)
def test_prompts_that_close_a_cell_are_understood(prompt: str) -> None:
    assert says_leave_alone(prompt)
    assert not says_leave_alone("Choose one of the values in the list.")
