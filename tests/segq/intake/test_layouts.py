"""Each archetype of real questionnaires: where the questions stand and what takes the answers."""

from __future__ import annotations

import pytest

from answers.questionnaire import CellAddress, Question
from exporters.ooxml.workbook import Sheet, Validation
from segq.intake import read_workbook
from tests.segq.intake.archetypes import CASES, ID_ROWS, Case, each
from tests.segq.intake.books import area, book, sheet
from tests.segq.intake.negatives import NEGATIVES
from tests.segq.intake.uncommon import UNCOMMON


def questions(*sheets: Sheet, name: str = "file.xlsx") -> tuple[Question, ...]:
    return read_workbook(book(*sheets), name).questionnaire.questions


def places(found: tuple[Question, ...]) -> dict[str, dict[str, str]]:
    """Return role by cell of every question, keyed by the question's cell."""
    return {cell(q.address): {cell(slot.address): str(slot.role) for slot in q.slots} for q in found}


def cell(address: object) -> str:
    assert isinstance(address, CellAddress)
    return address.cell


@pytest.mark.parametrize("case", [*CASES, *UNCOMMON], ids=lambda case: case.name)
def test_finds_questions_and_their_places(case: Case) -> None:
    assert places(questions(*case.sheets)) == case.expected


@pytest.mark.parametrize("case", NEGATIVES, ids=lambda case: case.name)
def test_sheets_that_ask_nothing_yield_nothing(case: Case) -> None:
    assert places(questions(*case.sheets)) == {}


def test_a_rule_over_the_whole_sheet_is_not_a_place_to_answer() -> None:
    whole = Validation("none", (area("A1:XFD1048576"),), prompt="Leave this blank.")
    found = questions(sheet([["Id", "Question", "Answer"], *ID_ROWS], rules=[whole]))
    assert places(found) == each("B", 2, C="answer")
