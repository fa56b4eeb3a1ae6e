from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.segq.cli.conftest import Segq

ASKED = (
    "ID;Question;Answer;Comments\r\n"
    "1;Are backups encrypted?;;\r\n"
    "2;Are laptops encrypted?\r\n"
    '3;"Is your application\npenetration tested?";;\r\n'
    "4;Are any backups stored unencrypted?;;"
)
ANSWER = "We encrypt the backups of ledgers with AES-256 before they are stored."


@pytest.fixture
def questionnaire(tmp_path: Path) -> Path:
    path = tmp_path / "asked.csv"
    path.write_bytes(ASKED.encode())
    return path


def test_a_text_file_is_drafted_like_a_workbook(ledger: Segq, segq: Segq, questionnaire: Path) -> None:
    ran = ledger("fill", questionnaire)
    assert ran.code == 0, ran.err
    draft = questionnaire.with_name("asked.draft.csv")
    notice = "[NDA REQUIRED] The answer to this item is available under NDA from security@larch-ledger.test."
    assert draft.read_bytes().decode() == ASKED.replace("backups encrypted?;", f"backups encrypted?;{ANSWER}").replace(
        'tested?";;', f'tested?";;{notice}'
    ).replace("unencrypted?;", f"unencrypted?;{ANSWER}")
    certificate = json.loads(questionnaire.with_name("asked.draft.csv.certificate.json").read_text(encoding="utf-8"))
    assert [slot["at"] for slot in certificate["written"]] == ["asked!C2", "asked!D4", "asked!C5"]
    verified = segq("verify", questionnaire, draft)
    assert (verified.code, "only cell values changed" in verified.out) == (0, True)


def test_verify_tells_that_more_than_fields_changed(segq: Segq, questionnaire: Path) -> None:
    other = questionnaire.with_name("back.csv")
    other.write_bytes(ASKED.replace("\r\n", "\n").encode())
    ran = segq("verify", questionnaire, other)
    assert ran.code == 1
    assert "the line end differs" in ran.out


def test_a_folder_is_searched_for_text_files_too(ledger: Segq, questionnaire: Path) -> None:
    questionnaire.with_name("more.tsv").write_text(ASKED.replace(";", "\t"), encoding="utf-8")
    questionnaire.with_name("notes.txt").write_text("no questionnaire", encoding="utf-8")
    ledger("fill", questionnaire.parent)
    ran = ledger("fill", questionnaire.parent)
    assert ran.code == 0, ran.err
    drafts = {path.name for path in questionnaire.parent.iterdir() if path.suffix in (".csv", ".tsv")}
    assert drafts == {"asked.csv", "asked.draft.csv", "more.tsv", "more.draft.tsv"}


def test_given_answers_are_written_into_a_text_file(segq: Segq, questionnaire: Path) -> None:
    answers, out = questionnaire.with_name("answers.jsonl"), questionnaire.with_name("out.csv")
    answers.write_text('{"sheet": "asked", "cell": "C3", "value": "=1+1"}\n', encoding="utf-8")
    ran = segq("fill", questionnaire, "--answers", answers, "-o", out)
    assert ran.code == 0, ran.err
    assert out.read_bytes().decode() == ASKED.replace("laptops encrypted?", "laptops encrypted?;'=1+1")
    assert "starts like a formula" in ran.out


def test_an_answer_column_is_appended_with_its_heading(ledger: Segq, segq: Segq, tmp_path: Path) -> None:
    path = tmp_path / "security questionnaire.csv"
    path.write_text("ID,Question\n1,Are backups encrypted?\n2,Are laptops encrypted?\n3,Is it hot?\n", encoding="utf-8")
    ran = ledger("fill", path)
    assert ran.code == 0, ran.err
    draft = path.with_name("security questionnaire.draft.csv")
    lines = draft.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("ID,Question,")
    assert lines[1] == f"1,Are backups encrypted?,{ANSWER}"
    assert lines[2:] == ["2,Are laptops encrypted?,", "3,Is it hot?,"]
    assert segq("verify", path, draft).code == 0


def test_a_guessed_encoding_is_told_on_stderr(segq: Segq, questionnaire: Path) -> None:
    questionnaire.write_bytes(ASKED.replace("ID", "N°").encode("cp1252"))
    ran = segq("inspect", questionnaire)
    assert ran.code == 0
    assert "Windows-1252" in ran.err
