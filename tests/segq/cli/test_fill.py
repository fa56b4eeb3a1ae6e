from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from exporters.verify import verify
from tests.segq.cli.conftest import Segq

QUESTIONS = (
    "Are backups encrypted?",
    "Are laptops encrypted?",
    "Is your application penetration tested?",
    "Are any backups stored unencrypted?",
)


@pytest.fixture
def questionnaire(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Security"
    sheet.append(["ID", "Question", "Answer", "Comments"])
    for number, text in enumerate(QUESTIONS, 1):
        sheet.append([f"S-{number}", text, None, None])
    choices = DataValidation(type="list", formula1='"Yes,No,N/A"')
    choices.add("C2:C5")
    sheet.add_data_validation(choices)
    path = tmp_path / "asked.xlsx"
    book.save(path)
    return path


def cells(path: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path)["Security"]
    return {cell.coordinate: cell.value for row in sheet["C2:D5"] for cell in row if cell.value is not None}


def test_a_draft_holds_settled_answers_and_a_notice_and_nothing_else(ledger: Segq, questionnaire: Path) -> None:
    ran = ledger("fill", questionnaire)
    assert ran.code == 0, ran.err
    assert cells(questionnaire.with_name("asked.draft.xlsx")) == {
        "C2": "Yes",
        "D2": "Yes. Backups are encrypted with AES-256.",
        "D4": "[NDA REQUIRED] The answer to this item is available under NDA from security@larch-ledger.test.",
        "C5": "No",
        "D5": "No. Backups are encrypted with AES-256.",
    }


def test_withheld_text_is_in_no_byte_of_anything_written(ledger: Segq, questionnaire: Path) -> None:
    ran = ledger("fill", questionnaire, "--suggested", "--explain")
    written = [path for path in questionnaire.parent.iterdir() if path != questionnaire]
    assert len(written) == 3
    parts = [path.read_bytes() for path in written]
    with zipfile.ZipFile(questionnaire.with_name("asked.draft.xlsx")) as archive:
        parts += [archive.read(name) for name in archive.namelist()]
    everything = b"".join(parts) + ran.out.encode() + ran.err.encode()
    assert not any(secret in everything for secret in (b"Quartz", b"Heron", b"marmalade", b"Oslo"))


def test_the_report_lists_what_is_open_and_what_is_gated(ledger: Segq, questionnaire: Path) -> None:
    ledger("fill", questionnaire)
    report = questionnaire.with_name("asked.draft.report.md").read_text(encoding="utf-8")
    assert "2 of 4 questions answered, 2 open, 1 under NDA" in report
    assert "S-2 Are laptops encrypted?" in report


def test_the_certificate_names_cells_but_no_statement(ledger: Segq, questionnaire: Path) -> None:
    ledger("fill", questionnaire)
    text = questionnaire.with_name("asked.draft.certificate.json").read_text(encoding="utf-8")
    certificate = json.loads(text)
    assert {slot["at"] for slot in certificate["written"]} == {
        "Security!C2", "Security!D2", "Security!D4", "Security!C5", "Security!D5",
    }  # fmt: skip
    assert certificate["as_of"] == "2026-11-01"
    assert "bk-enc" not in text
    assert "pentest" not in text


def test_the_same_input_gives_the_same_bytes(ledger: Segq, questionnaire: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    ledger("fill", questionnaire, "-o", first)
    ledger("fill", questionnaire, "-o", second)
    assert first.read_bytes() == second.read_bytes()


def test_a_dry_run_writes_nothing(ledger: Segq, questionnaire: Path) -> None:
    ran = ledger("fill", questionnaire, "--dry-run", "--json")
    record = json.loads(ran.out)
    assert record["answered"] == 2
    assert record["written"] is None
    assert [path.name for path in questionnaire.parent.iterdir()] == ["asked.xlsx"]


def test_strict_tells_that_something_is_open(ledger: Segq, questionnaire: Path) -> None:
    assert ledger("fill", questionnaire, "--strict").code == 1


def test_an_expired_statement_is_not_written(segq: Segq, questionnaire: Path) -> None:
    from tests.segq.cli.conftest import LEDGER_BASE

    segq("fill", questionnaire, "--kb", LEDGER_BASE, "--as-of", "2030-01-01")
    assert cells(questionnaire.with_name("asked.draft.xlsx")) == {}


def test_one_bad_file_never_stops_the_rest(ledger: Segq, questionnaire: Path) -> None:
    (questionnaire.parent / "broken.xlsx").write_bytes(b"not a workbook")
    ran = ledger("fill", questionnaire.parent)
    assert ran.code == 3
    assert "broken.xlsx" in ran.err
    assert questionnaire.with_name("asked.draft.xlsx").exists()


@pytest.mark.parametrize(
    ("existing", "code", "kept"), [("keep", 0, "Maybe"), ("replace", 0, "Yes. Backups are encrypted with AES-256.")]
)
def test_existing_answers_are_kept_or_replaced(
    ledger: Segq, questionnaire: Path, existing: str, code: int, kept: str
) -> None:
    book = openpyxl.load_workbook(questionnaire)
    book["Security"]["D2"] = "Maybe"
    book.save(questionnaire)
    assert ledger("fill", questionnaire, "--existing", existing).code == code
    assert cells(questionnaire.with_name("asked.draft.xlsx"))["D2"] == kept


def test_refusing_existing_answers_writes_no_file(ledger: Segq, questionnaire: Path) -> None:
    book = openpyxl.load_workbook(questionnaire)
    book["Security"]["D2"] = "Maybe"
    book.save(questionnaire)
    ran = ledger("fill", questionnaire, "--existing", "refuse")
    assert ran.code == 4
    assert "D2" in ran.err
    assert not questionnaire.with_name("asked.draft.xlsx").exists()


def test_given_answers_are_written_as_given(segq: Segq, questionnaire: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_text(
        '{"sheet": "Security", "cell": "C3", "value": "N/A"}\n{"sheet": "Security", "cell": "D3", "value": "=1+1"}\n',
        encoding="utf-8",
    )
    out = tmp_path / "out.xlsx"
    assert segq("fill", questionnaire, "--answers", answers, "-o", out).code == 0
    assert cells(out) == {"C3": "N/A", "D3": "=1+1"}
    assert openpyxl.load_workbook(out)["Security"]["D3"].data_type == "s"
    assert segq("verify", questionnaire, out).code == 0


def test_an_illegal_given_answer_is_named_and_nothing_is_written(
    segq: Segq, questionnaire: Path, tmp_path: Path
) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_text('{"sheet": "Security", "cell": "C3", "value": "Perhaps"}\n', encoding="utf-8")
    ran = segq("fill", questionnaire, "--answers", answers, "-o", tmp_path / "out.xlsx")
    assert ran.code == 3
    assert "C3" in ran.err
    assert not (tmp_path / "out.xlsx").exists()


def test_verify_names_what_another_program_lost(segq: Segq, questionnaire: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(questionnaire)
    book["Security"].data_validations.dataValidation.clear()
    book.save(tmp_path / "theirs.xlsx")
    ran = segq("verify", questionnaire, tmp_path / "theirs.xlsx")
    assert ran.code == 1
    assert "dropdown" in ran.out.lower() or "validation" in ran.out.lower()


def test_a_flag_as_note_leaves_the_cell_blank_and_says_so_in_report_and_certificate(
    ledger: Segq, questionnaire: Path
) -> None:
    ran = ledger("fill", questionnaire, "--flag", "note", "--json")
    assert ran.code == 0, ran.err
    record = json.loads(ran.out)
    assert record["notes"] == ["Security!D4"]
    assert record["notes_refused"] == []
    draft = questionnaire.with_name("asked.draft.xlsx")
    assert "D4" not in cells(draft)
    comment = openpyxl.load_workbook(draft)["Security"]["D4"].comment
    assert comment is not None
    assert "available under NDA from security@larch-ledger.test" in comment.text
    assert "Security!D4: the flag stands in a note" in questionnaire.with_name("asked.draft.report.md").read_text()
    certificate = json.loads(questionnaire.with_name("asked.draft.certificate.json").read_text())
    assert certificate["notes"] == ["Security!D4"]
    assert verify(questionnaire, draft).only_slots_changed


def test_a_cell_that_has_a_note_is_flagged_in_its_text_and_the_report_says_why(
    ledger: Segq, questionnaire: Path
) -> None:
    book = openpyxl.load_workbook(questionnaire)
    book["Security"]["D4"].comment = Comment("Mind the length", "Ann")
    book.save(questionnaire)
    record = json.loads(ledger("fill", questionnaire, "--flag", "note", "--json").out)
    assert record["notes_refused"] == [
        {"at": "Security!D4", "why": "the cell has a note already; the flag stands in its text"}
    ]
    draft = questionnaire.with_name("asked.draft.xlsx")
    assert str(cells(draft)["D4"]).startswith("[NDA REQUIRED]")
    comment = openpyxl.load_workbook(draft)["Security"]["D4"].comment
    assert comment is not None
    assert comment.text == "Mind the length"
    report = questionnaire.with_name("asked.draft.report.md").read_text(encoding="utf-8")
    assert "Security!D4: no note, as the cell has a note already; the flag stands in its text" in report


def test_text_files_have_no_notes_and_are_flagged_in_their_text(ledger: Segq, tmp_path: Path) -> None:
    rows = ["ID,Question,Answer", *(f"S-{number},{text}," for number, text in enumerate(QUESTIONS, 1))]
    source = tmp_path / "asked.csv"
    source.write_text("\n".join(rows) + "\n", encoding="utf-8")
    ran = ledger("fill", source, "--flag", "note", "--json")
    assert ran.code == 0, ran.err
    record = json.loads(ran.out)
    assert record["notes"] == []
    assert [one["why"] for one in record["notes_refused"]] == ["such a file has no notes; the flag stands in its text"]
    assert "[NDA REQUIRED]" in source.with_name("asked.draft.csv").read_text(encoding="utf-8")


def test_given_answers_take_no_flag(ledger: Segq, questionnaire: Path, tmp_path: Path) -> None:
    given = tmp_path / "a.jsonl"
    given.write_text('{"sheet": "Security", "cell": "C2", "value": "Yes"}\n', encoding="utf-8")
    ran = ledger("fill", questionnaire, "--answers", given, "-o", tmp_path / "o.xlsx", "--flag", "note")
    assert ran.code == 2
    assert "leave --flag away" in ran.err
