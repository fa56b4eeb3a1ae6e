from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.segq.cli.conftest import LEDGER_BASE, Segq

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000


def questionnaire(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ID", "Question", "Answer", "Comments"])
    sheet.append(["1", "Are backups encrypted?", None, None])
    sheet.append(["2", "Are laptops encrypted?", None, None])
    sheet.append(["3", "Is your application penetration tested?", None, None])
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 cut off", ""),
        (b"<html><body>login</body></html>", "HTML"),
        (b"id,question\n1,why\n", ""),
        (b"%PDF-1.7", "PDF"),
        (OLE, ""),
    ],
)
@pytest.mark.parametrize("command", [("inspect",), ("fill", "--kb", LEDGER_BASE)])
def test_what_is_no_workbook_is_refused_in_one_line(
    segq: Segq, tmp_path: Path, command: tuple[object, ...], content: bytes, says: str
) -> None:
    file = tmp_path / "sent.xlsx"
    file.write_bytes(content)
    ran = segq(*command, file)
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert "sent.xlsx" in ran.err
    assert says in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["sent.xlsx"]


def test_a_file_that_is_not_there_is_named(segq: Segq, tmp_path: Path) -> None:
    ran = segq("inspect", tmp_path / "gone.xlsx")
    assert ran.code == 3
    assert "gone.xlsx" in ran.err


def test_a_workbook_without_questions_has_its_own_code_and_next_step(ledger: Segq, segq: Segq, tmp_path: Path) -> None:
    path = tmp_path / "numbers.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number in range(20):
        sheet.append([number, number * 2])
    book.save(path)
    assert segq("inspect", path).code == 1
    ran = ledger("fill", path)
    assert ran.code == 3
    assert "no questions found" in ran.err
    assert "segq inspect" in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--kb", "/no/such/base"), "no such knowledge base"),
        (("--as-of", "tomorrow"), "YYYY-MM-DD"),
    ],
)
def test_a_bad_option_value_names_itself(segq: Segq, arguments: tuple[str, str], says: str) -> None:
    ran = segq("ask", "Why?", *arguments)
    assert ran.code == 3
    assert says in ran.err


def test_an_unknown_key_in_the_base_is_named_with_its_line(segq: Segq, tmp_path: Path) -> None:
    text = (LEDGER_BASE / "statements.yaml").read_text(encoding="utf-8")
    (tmp_path / "base.yaml").write_bytes((LEDGER_BASE / "base.yaml").read_bytes())
    (tmp_path / "statements.yaml").write_text(
        text.replace("    title: Penetration", "    titel: Penetration"), encoding="utf-8"
    )
    ran = segq("ask", "Why?", "--kb", tmp_path)
    assert ran.code == 3
    assert "statements.yaml" in ran.err
    assert "titel" in ran.err


def test_missing_weights_name_the_folder_and_the_next_step(
    segq: Segq, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEGQ_MODEL", str(tmp_path / "no-model"))
    ran = segq("ask", "Why?", "--kb", LEDGER_BASE)
    assert ran.code == 3
    assert "no-model" in ran.err


def test_an_unwritable_target_leaves_nothing_behind(ledger: Segq, tmp_path: Path) -> None:
    source = questionnaire(tmp_path / "q.xlsx")
    (tmp_path / "out").write_text("a file, not a folder", encoding="utf-8")
    ran = ledger("fill", source, "-o", tmp_path / "out" / "draft.xlsx")
    assert ran.code == 3
    assert "out" in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "q.xlsx"]


def test_an_unknown_command_is_a_usage_error(segq: Segq) -> None:
    ran = segq("fil")
    assert ran.code == 2
    assert "fill" in ran.err
