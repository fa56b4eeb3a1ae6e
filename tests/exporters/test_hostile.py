"""Every hostile file of the table is refused in one clear line or handled; never a crash, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from answers.questionnaire import CellAddress, Existing
from exporters.answers_file import GivenAnswer, slot_writes
from exporters.xlsx import SlotWrite, scan_workbook
from knowledge.errors import InputRejected, PolicyRefused
from segq.cli.main import main
from segq.intake import read_workbook
from tests.exporters.hostile_files import HOSTILE
from tests.exporters.releasing import DAY, fill

REFUSED = [name for name, case in HOSTILE.items() if case.refused]
OPENED = [name for name, case in HOSTILE.items() if not case.refused]


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_one_line_that_names_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    HOSTILE[name].make(path)
    with pytest.raises(InputRejected, match=HOSTILE[name].refused) as caught:
        scan_workbook(path)
    told = str(caught.value)
    assert told.startswith("hostile.xlsx: ")
    assert "\n" not in told
    assert "unexpectedly" not in told
    assert len(told) < 600


@pytest.mark.parametrize("name", OPENED)
def test_an_odd_file_is_read_understood_and_filled_or_refused_for_writing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    HOSTILE[name].make(path)
    workbook = scan_workbook(path)
    read_workbook(workbook, path.name)
    (write,) = slot_writes([GivenAnswer(CellAddress(workbook.sheets[0].name, "B3"), "Yes")], DAY)
    told = _refusal(path, write)
    if told is None:
        assert scan_workbook(tmp_path / "out.xlsx").sheets[0].cells[3, 2].value == "Yes"
        return
    assert told.startswith("hostile.xlsx: ")
    assert "unexpectedly" not in told
    assert "fault of segq" not in told
    assert not (tmp_path / "out.xlsx").exists()


def _refusal(path: Path, write: SlotWrite) -> str | None:
    try:
        fill(path, write, existing=Existing.REPLACE)
    except (InputRejected, PolicyRefused) as refused:
        return str(refused)
    return None


def test_the_same_files_are_built_every_time(tmp_path: Path) -> None:
    names = (
        "cut off at 50 %",
        "duplicate cell A1",
        "zip64 that is sound",
        "UTF-16 with BOM",
        "one kernel, many entries",
    )
    for name in names:
        HOSTILE[name].make(tmp_path / "a")
        HOSTILE[name].make(tmp_path / "b")
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes(), name


def test_an_answer_for_a_hostile_file_leaves_nothing_in_the_folder(tmp_path: Path) -> None:
    path, answers = tmp_path / "hostile.xlsx", tmp_path / "a.jsonl"
    HOSTILE["billion laughs in sheet"].make(path)
    answers.write_text(json.dumps({"sheet": "Controls", "cell": "B3", "value": "Yes"}), encoding="utf-8")
    assert main(["fill", str(path), "--answers", str(answers), "-o", str(tmp_path / "out.xlsx")]) == 3
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.jsonl", "hostile.xlsx"]
