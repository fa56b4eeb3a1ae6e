from __future__ import annotations

import json
import zipfile
from pathlib import Path

import docx
import pytest

from exporters.formats import compare_files
from tests.segq.cli.conftest import Segq
from tests.segq.cli.test_fill import QUESTIONS
from tests.word_files import cell, paragraph, table
from tests.word_files import docx as document


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    rows = [("No.", "Question", "Answer")]
    rows += [(f"S-{number}", text, cell(paragraph())) for number, text in enumerate(QUESTIONS, 1)]
    path = tmp_path / "asked.docx"
    path.write_bytes(document(table(*rows)))
    return path


def content(path: Path) -> str:
    return str(docx.Document(str(path)).element.xml)


def test_answers_are_tracked_insertions_dated_by_the_day_of_the_run(ledger: Segq, asked: Path) -> None:
    ran = ledger("fill", asked, "--tracked")
    assert ran.code == 0, ran.err
    assert 'w:author="segq" w:date="2026-11-01T00:00:00Z"' in content(asked.with_name("asked.draft.docx"))
    certificate = json.loads(asked.with_name("asked.draft.docx.certificate.json").read_text(encoding="utf-8"))
    assert any("tracked insertions by segq" in remark for remark in certificate["remarks"])


def test_the_author_is_whom_the_operator_names(ledger: Segq, asked: Path) -> None:
    assert ledger("fill", asked, "--tracked", "--author", "Kim  Larch").code == 0
    assert 'w:author="Kim Larch"' in content(asked.with_name("asked.draft.docx"))


def test_given_answers_are_tracked_too(ledger: Segq, asked: Path, tmp_path: Path) -> None:
    given = tmp_path / "a.jsonl"
    given.write_text('{"at": "table 0 row 1 col 2", "value": "Yes"}\n', encoding="utf-8")
    ran = ledger("fill", asked, "--answers", given, "-o", tmp_path / "o.docx", "--tracked")
    assert ran.code == 0, ran.err
    assert "<w:ins " in content(tmp_path / "o.docx")
    assert "Places written: 1; left as they were: 0" in ran.out
    assert "Dropdowns" not in ran.out
    assert "ells" not in ran.out


def test_other_files_of_a_folder_are_written_plainly_with_a_line_that_says_so(
    ledger: Segq, asked: Path, tmp_path: Path
) -> None:
    rows = ["ID,Question,Answer", *(f"S-{number},{text}," for number, text in enumerate(QUESTIONS, 1))]
    asked.with_name("asked.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    ran = ledger("fill", tmp_path, "--tracked")
    assert ran.code == 0, ran.err
    assert "asked.csv: --tracked is for Word documents; its answers are written plainly." in ran.err
    assert "asked.docx: --tracked" not in ran.err
    assert asked.with_name("asked.draft.csv").exists()
    assert "<w:ins " in content(asked.with_name("asked.draft.docx"))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--author", "Kim"), "give --tracked too"),
        (("--tracked", "--author", " "), "a name of 1 to 255"),
        (("--tracked", "--author", "a\x07"), "a name of 1 to 255"),
        (("--tracked", "--author", "a" * 256), "a name of 1 to 255"),
    ],
)
def test_an_author_that_names_nobody_is_refused(ledger: Segq, asked: Path, options: tuple[str, ...], says: str) -> None:
    ran = ledger("fill", asked, *options)
    assert ran.code == 2
    assert says in ran.err
    assert not asked.with_name("asked.draft.docx").exists()


def test_tracking_where_no_file_is_a_word_document_is_refused(ledger: Segq, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ID,Question,Answer\nS-1,Are backups encrypted?,\n", encoding="utf-8")
    ran = ledger("fill", tmp_path / "a.csv", "--tracked")
    assert ran.code == 2
    assert "none of the files is one" in ran.err


def test_a_flag_as_note_is_a_comment_and_the_report_and_the_certificate_say_so(ledger: Segq, asked: Path) -> None:
    ran = ledger("fill", asked, "--flag", "note", "--json")
    assert ran.code == 0, ran.err
    record = json.loads(ran.out)
    assert (record["notes"], record["notes_refused"]) == (["table 0 row 3 col 2"], [])
    draft = docx.Document(str(asked.with_name("asked.draft.docx")))
    assert draft.tables[0].rows[3].cells[2].text == ""
    assert ["available under NDA" in one.text for one in draft.comments] == [True]
    report = asked.with_name("asked.draft.docx.report.md").read_text(encoding="utf-8")
    assert "- table 0 row 3 col 2: the flag stands in a comment on the place" in report
    said = verified(asked)
    assert said.startswith("asked.draft.docx against asked.docx: only contents of places changed, 1 comment added")
    assert "Comment added: table 0 row 3 col 2" in said
    assert "Places with another content: 2" in said


def verified(asked: Path) -> str:
    return compare_files(asked, asked.with_name("asked.draft.docx")).render()


def test_withheld_text_is_in_no_part_of_a_commented_draft(ledger: Segq, asked: Path) -> None:
    ledger("fill", asked, "--flag", "note", "--suggested", "--tracked")
    with zipfile.ZipFile(asked.with_name("asked.draft.docx")) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"available under NDA" in everything
    assert not any(secret in everything for secret in (b"Quartz", b"Heron", b"marmalade", b"Oslo"))
