"""The two faces of ``segq inspect``: JSON lines and the evidence in sentences."""

from __future__ import annotations

import json

from segq.intake import Reading, read_workbook
from segq.intake.report import human_lines, json_lines
from tests.segq.intake.books import book, choices, sheet


def _reading() -> Reading:
    rows = [
        ["Id", "Question", "Answer", "Comments", "Reviewer rating"],
        ["1", "Is there a fence around the site?", "Yes"],
        ["2", "Is there a guard at the gate?"],
    ]
    log = sheet([["Version", "Date", "Change"], ["1", "May", "First one."]], name="Log")
    return read_workbook(book(sheet(rows, rules=[choices("C2:C3", ["Yes", "No"])]), log), "file.xlsx")


def test_each_question_is_one_json_line_with_its_slots() -> None:
    lines = [json.loads(json.dumps(line)) for line in json_lines(_reading())]
    assert [(line["sheet"], line["q"], line["id"], line["schema_version"]) for line in lines] == [
        ("Sheet1", "B2", "1", 1),
        ("Sheet1", "B3", "2", 1),
    ]
    assert lines[0]["slots"][0] == {
        "cell": "C2",
        "kind": "choice",
        "role": "answer",
        "options": ["Yes", "No"],
        "header": "Answer",
        "existing": "Yes",
        "prefilled": None,
    }
    assert lines[0]["slots"][1]["options"] is None


def test_an_appended_slot_says_that_it_is_new() -> None:
    rows = [["Id", "Question"], ["1", "Is there a fence around the site?"], ["2", "Is there a guard at the gate?"]]
    (first, _) = json_lines(read_workbook(book(sheet(rows)), "file.xlsx"))
    slots = first["slots"]
    assert isinstance(slots, list)
    assert [(slot["cell"], slot["new"]) for slot in slots] == [("C2", True)]


def test_the_human_view_names_every_role_with_its_evidence_and_every_sheet() -> None:
    lines = list(human_lines(_reading()))
    assert lines[0] == "file.xlsx: 2 questions in 2 sheets"
    assert any("“Answer”: answer" in line for line in lines)
    assert any("its list is a yes/no scale (Yes/No)" in line for line in lines)
    assert any("“Reviewer rating”: analyst" in line for line in lines)
    assert any(line.startswith("sheet “Log”") for line in lines)


def test_without_evidence_only_the_roles_are_listed() -> None:
    assert not any(line.lstrip().startswith("+") for line in human_lines(_reading(), evidence=False))
