from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from exporters.xlsx import scan_workbook
from segq.intake import read_workbook
from segq.intake.report import json_lines

EXAMPLES = Path(__file__).parents[2] / "examples"
SLOT_KEYS = ("cell", "kind", "role", "options", "max_chars", "prefilled")


@pytest.mark.parametrize("name", ["flat", "protected"])
def test_exactly_the_true_questions_and_slots_are_found(name: str) -> None:
    path = EXAMPLES / f"{name}.xlsx"
    found = [compared(line) for line in json_lines(read_workbook(scan_workbook(path), path.name))]
    lines = (EXAMPLES / "expected" / f"{name}.slots.jsonl").read_text(encoding="utf-8").splitlines()
    assert found == [compared(json.loads(line)) for line in lines]


def test_the_follow_up_of_the_flat_example_knows_its_parent() -> None:
    path = EXAMPLES / "flat.xlsx"
    questions = {
        question.id: question for question in read_workbook(scan_workbook(path), path.name).questionnaire.questions
    }
    assert questions["A6"].parent == questions["A5"].key
    assert [each.id for each in questions.values() if each.parent] == ["A6"]


def test_nothing_of_the_customers_own_columns_is_a_slot() -> None:
    for name, columns in (("flat", "CD"), ("protected", "CDE")):
        path = EXAMPLES / f"{name}.xlsx"
        questions = read_workbook(scan_workbook(path), path.name).questionnaire.questions
        cells = [str(slot.address).rpartition("!")[2] for question in questions for slot in question.slots]
        assert cells
        assert {cell[0] for cell in cells} <= set(columns)


def compared(line: dict[str, Any]) -> dict[str, Any]:
    slots = [{key: slot.get(key) for key in SLOT_KEYS} for slot in line["slots"]]
    return {key: line[key] for key in ("sheet", "q", "id", "text")} | {"slots": slots}
