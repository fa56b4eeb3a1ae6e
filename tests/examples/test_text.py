"""The text example: its slots, its whole draft, and that nothing else of it changed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from examples.export_text import ENCODING
from examples.recorded import TEXT, draft
from exporters.certificate import Certificate
from exporters.formats import DELIMITED, compare_files
from segq.intake import read_workbook
from segq.intake.report import json_lines
from tests.examples.test_reading import compared

TRAPS = ("1.2", "2.3", "3.3")
"""Quarterly, laptops, hours to notify: the page does not say so."""


@pytest.fixture(scope="module")
def drafted(segq_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Certificate]:
    target = tmp_path_factory.mktemp("text") / "export.csv"
    return target, draft(TEXT, target, segq_home / "cache")


def test_exactly_the_true_questions_and_slots_are_found() -> None:
    reading = read_workbook(DELIMITED.read(TEXT.original), TEXT.original.name)
    truth = TEXT.record.with_name("export.slots.jsonl").read_text(encoding="utf-8").splitlines()
    assert [compared(line) for line in json_lines(reading)] == [compared(json.loads(line)) for line in truth]


def test_the_draft_is_the_recorded_one_to_the_byte(drafted: tuple[Path, Certificate]) -> None:
    assert drafted[0].read_bytes() == TEXT.record.read_bytes(), "if meant: python examples/build.py --expected"


def test_only_fields_of_answers_changed_and_the_certificate_names_them(drafted: tuple[Path, Certificate]) -> None:
    target, certificate = drafted
    comparison = compare_files(TEXT.original, target)
    assert comparison.only_slots_changed
    assert {cell.at for cell in comparison.cells} == {slot.at for slot in certificate.written}
    assert {slot.at.rpartition("!")[2][0] for slot in certificate.written} <= {"C", "D"}


def test_traps_stay_blank(drafted: tuple[Path, Certificate]) -> None:
    rows = csv.reader(drafted[0].read_text(encoding=ENCODING).splitlines(), delimiter=";")
    answers = {row[0]: row[2:] for row in rows if len(row) > 2}
    assert [number for number in TRAPS if any(answers[number])] == []
    assert sum(any(answers[number]) for number in answers if number != "No.") >= 6
