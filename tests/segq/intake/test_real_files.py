"""Real questionnaires by others, where they are at hand: found questions and slots against the checked truth."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from segq.intake import read_workbook
from segq.intake.report import json_lines

SHARED = Path(__file__).parents[4] / "shared" / "questionnaires"
TRUTHS = sorted(path for path in SHARED.glob("truth/*.json") if json.loads(path.read_text("utf-8"))["format"] == "xlsx")

pytestmark = pytest.mark.real


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("questionnaire_score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not TRUTHS, reason="../shared is not there")
@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_questions_and_answers_are_found_and_nothing_forbidden(path: Path) -> None:
    from exporters.xlsx import scan_workbook

    truth = json.loads(path.read_text("utf-8"))
    reading = read_workbook(scan_workbook(SHARED / "files" / truth["file"]), truth["file"])
    lines = [json.loads(json.dumps(line)) for line in json_lines(reading)]
    measured, _ = _scorer().score(truth, lines)
    assert measured["qF1"] >= 0.98
    assert measured["aF1"] is None or measured["aF1"] >= 0.98
    assert measured["options"] is None or measured["options"] >= 0.98
    assert measured["forbidden"] == 0
