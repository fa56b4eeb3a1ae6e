"""The Word examples: exactly the true questions are found; drafts change nothing but places, and say what is true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from examples.recorded import DOCUMENTS, HERE, Run, as_record, changed_places, draft
from exporters.formats import WORD, compare_files
from segq.intake.any_format import read_scanned
from segq.intake.profile_matching import ProfileChoice
from segq.intake.report import json_lines

NAMES = ("assessment", "form")
SLOT_KEYS = ("at", "control", "fields", "kind", "role", "options")


def compared(line: dict[str, Any]) -> dict[str, Any]:
    return {"q": line["q"], "slots": [{key: slot.get(key) for key in SLOT_KEYS} for slot in line["slots"]]}


@pytest.mark.parametrize("name", NAMES)
def test_exactly_the_true_questions_and_places_are_found(name: str) -> None:
    path = HERE / f"{name}.docx"
    found = [compared(line) for line in json_lines(read_scanned(WORD.read(path), path.name, ProfileChoice()))]
    lines = (HERE / "expected" / f"{name}.slots.jsonl").read_text(encoding="utf-8").splitlines()
    assert found == [compared(json.loads(line)) for line in lines]


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda run: run.name)
def drafted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, segq_home: Path
) -> tuple[Run, Path]:
    run: Run = request.param
    target = tmp_path_factory.mktemp("drafts") / f"{run.name}.docx"
    draft(run, target, segq_home / "cache")
    return run, target


def test_a_draft_writes_exactly_the_recorded_places(drafted: tuple[Run, Path]) -> None:
    run, target = drafted
    written = as_record(changed_places(run.original, target))
    assert written == run.record.read_text(encoding="utf-8"), "if meant: python examples/build.py --expected"


def test_nothing_but_places_changes_and_python_docx_reads_the_draft(drafted: tuple[Run, Path]) -> None:
    run, target = drafted
    found = compare_files(run.original, target)
    assert found.only_slots_changed
    assert found.changed == ("word/document.xml",)
    before, after = docx.Document(str(run.original)), docx.Document(str(target))
    assert len(before.paragraphs) == len(after.paragraphs)
    answers = [change.after for change in found.cells if change.at.startswith("table")]
    cells = {cell.text for table in after.tables for row in table.rows for cell in row.cells}
    assert set(answers) <= cells


def test_the_boxes_and_lists_say_what_is_true(drafted: tuple[Run, Path]) -> None:
    run, target = drafted
    if run.name == "form":
        shown = {change.at: str(change.after) for change in compare_files(run.original, target).cells}
        assert shown["paragraph 4"].endswith("encrypted? Yes")
        assert shown["paragraph 12"].endswith("☒ Yes  ☐ No")
        assert "paragraph 3" not in shown
