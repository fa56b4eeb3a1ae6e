"""``--save-profile`` and ``--profile`` on the command line, and the folder of profiles."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.segq.cli.conftest import LEDGER_BASE, Ran, Segq

QUESTIONS = ("Are backups encrypted?", "Are laptops encrypted?", "Is your application penetration tested?")


@pytest.fixture
def questionnaire(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Security"
    sheet.append(["ID", "Question", "Answer", "Remarks"])
    for number, text in enumerate(QUESTIONS, 1):
        sheet.append([f"S-{number}", text, None, None])
    path = tmp_path / "asked.xlsx"
    book.save(path)
    return path


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the run a home of its own, so that no profile is left to other tests."""
    home = tmp_path / "home"
    monkeypatch.setenv("SEGQ_HOME", str(home))
    return home


def inspected(ran: Ran) -> list[dict[str, object]]:
    assert ran.code == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


def test_a_saved_profile_is_used_and_gives_the_same_lines(segq: Segq, questionnaire: Path, tmp_path: Path) -> None:
    profile = tmp_path / "p.yaml"
    first = segq("inspect", questionnaire, "--json", "--save-profile", profile)
    assert f"layout profile written to {profile}" in first.err
    again = segq("inspect", questionnaire, "--json", "--profile", profile)
    assert inspected(again) == inspected(first)
    assert f"{questionnaire}: layout profile p.yaml" in again.err


def test_an_existing_profile_is_never_replaced(segq: Segq, questionnaire: Path, tmp_path: Path) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text("mine", encoding="utf-8")
    ran = segq("inspect", questionnaire, "--save-profile", profile)
    assert ran.code == 3
    assert "is not replaced" in ran.err
    assert profile.read_text(encoding="utf-8") == "mine"


def test_a_profile_is_saved_of_one_file_only_and_into_a_folder_that_exists(
    segq: Segq, questionnaire: Path, tmp_path: Path
) -> None:
    assert segq("inspect", questionnaire, questionnaire, "--save-profile", tmp_path / "p.yaml").code == 2
    ran = segq("inspect", questionnaire, "--save-profile", tmp_path / "no" / "p.yaml")
    assert ran.code == 3
    assert "cannot be written" in ran.err


def test_a_profile_of_the_folder_is_found_by_itself_and_shown(
    segq: Segq, own_home: Path, questionnaire: Path, tmp_path: Path
) -> None:
    segq("inspect", questionnaire, "--save-profile", tmp_path / "p.yaml")
    (own_home / "profiles").mkdir(parents=True)
    text = (tmp_path / "p.yaml").read_text(encoding="utf-8").replace("role: comment", "role: evidence")
    (own_home / "profiles" / "acme.yaml").write_text(text, encoding="utf-8")
    ran = segq("inspect", questionnaire, "--json")
    assert "layout profile acme.yaml, matched 1.00" in ran.err
    assert [slot["role"] for slot in inspected(ran)[0]["slots"]] == ["answer", "evidence"]  # type: ignore[attr-defined]


def test_fill_writes_where_the_profile_says(ledger: Segq, questionnaire: Path, tmp_path: Path) -> None:
    profile = tmp_path / "p.yaml"
    unprofiled = ledger("fill", questionnaire, "--dry-run", "--json")
    assert json.loads(unprofiled.out)["profile"] is None
    profile.write_text(
        """
profile: 1
sheets:
  - sheet: Security
    tables:
      - header_row: 1
        columns:
          B: {role: question, header: Question}
          D: {role: answer, header: Remarks}
        skip: [S-2]
""",
        encoding="utf-8",
    )
    ran = ledger("fill", questionnaire, "--json", "--profile", profile)
    record = json.loads(ran.out)
    assert record["profile"] == {"name": "p.yaml", "matched": None}
    assert [item["at"] for item in record["items"]] == ["Security!B2", "Security!B4"]
    written = openpyxl.load_workbook(questionnaire.with_name("asked.draft.xlsx"))["Security"]
    assert "AES-256" in str(written["D2"].value)
    assert written["C2"].value is None
    assert written["D3"].value is None


def test_a_profile_that_does_not_fit_is_an_error_with_the_place_and_the_next_step(
    segq: Segq, questionnaire: Path, tmp_path: Path
) -> None:
    profile = tmp_path / "p.yaml"
    segq("inspect", questionnaire, "--save-profile", profile)
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace('header: "Answer"', 'header: "Price in euros"'), encoding="utf-8")
    for command in (("inspect",), ("fill", "--kb", LEDGER_BASE, "--as-of", "2026-11-01")):
        ran = segq(*command, questionnaire, "--profile", profile)
        assert ran.code == 3
        assert "“Security”: column C “Price in euros” (answer): no column has this header" in ran.err
        assert "Correct p.yaml" in ran.err


def test_given_answers_need_no_profile(segq: Segq, questionnaire: Path, tmp_path: Path) -> None:
    ran = segq(
        "fill", questionnaire, "--answers", tmp_path / "a.jsonl", "-o", tmp_path, "--profile", tmp_path / "p.yaml"
    )
    assert ran.code == 2
    assert "--answers" in ran.err


def test_a_profile_that_is_not_there_says_how_to_make_one(segq: Segq, questionnaire: Path, tmp_path: Path) -> None:
    ran = segq("inspect", questionnaire, "--profile", tmp_path / "none.yaml")
    assert ran.code == 3
    assert "--save-profile" in ran.err


def test_a_file_that_asks_nothing_still_gives_a_profile_to_start_from(segq: Segq, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Control", "Name", "Text"])
    for number in range(1, 9):
        sheet.append([f"AB-{number}", f"Topic {number}", f"Protect the thing number {number} against loss and change."])
    book.save(tmp_path / "catalogue.xlsx")
    ran = segq("inspect", tmp_path / "catalogue.xlsx", "--save-profile", tmp_path / "p.yaml")
    assert ran.code == 1
    assert "stands as comments" in ran.err
    assert "#       - header_row: 1" in (tmp_path / "p.yaml").read_text(encoding="utf-8")
