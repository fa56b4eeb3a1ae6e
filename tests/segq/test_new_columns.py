"""A questionnaire without a column for answers gets one, from reading to the written draft."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

from exporters.ooxml.new_column import NewColumn
from exporters.xlsx import scan_workbook
from segq.intake import read_workbook
from segq.new_columns import new_columns
from tests.segq.cli.conftest import Segq, home, ledger, segq

__all__ = ["home", "ledger", "segq"]

QUESTIONS = (
    "Are backups encrypted?",
    "Are laptops encrypted?",
    "Do guests use a network of their own?",
    "Are any backups stored unencrypted?",
)


def asked(path: Path, *, protected: bool = False, repeated: bool = False) -> Path:
    """Save a questionnaire with a banner, a heading row and questions, and no place to answer."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Security"
    page.append(["Questions to our suppliers"])
    page.merge_cells("A1:C1")
    page.append(["ID", "Question", "Area"])
    for number, text in enumerate(QUESTIONS, 1):
        page.append([f"S-{number}", text, "Security"])
        if repeated and number == 2:
            page.append(["ID", "Question", "Area"])
    line = Side(style="thin")
    for number, row in enumerate(page.iter_rows(min_row=2)):
        for cell in row:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(wrap_text=number > 0)
            cell.fill = PatternFill("solid", fgColor="FFDDDDDD" if number == 0 else "FFFFFFFF")
    if protected:
        page.protection.sheet = True
        for number in range(3, 3 + len(QUESTIONS)):
            page.cell(number, 4).protection = Protection(locked=False)
    book.save(path)
    return path


def columns(path: Path) -> tuple[NewColumn, ...]:
    workbook = scan_workbook(path)
    return new_columns(read_workbook(workbook, path.name), workbook).columns


def test_the_column_goes_beside_the_table_under_its_heading(tmp_path: Path) -> None:
    assert columns(asked(tmp_path / "a.xlsx")) == (NewColumn("Security", 4, "Answer", (2,), (3, 4, 5, 6)),)


def test_a_repeated_heading_is_repeated_in_the_new_column(tmp_path: Path) -> None:
    (found,) = columns(asked(tmp_path / "a.xlsx", repeated=True))
    assert (found.header_rows, found.rows) == ((2, 5), (3, 4, 6, 7))


def test_a_draft_holds_the_column_and_verify_says_so(ledger: Segq, segq: Segq, tmp_path: Path) -> None:
    source = asked(tmp_path / "a.xlsx")
    ran = ledger("fill", source, "--json")
    assert ran.code == 0, ran.err
    page = openpyxl.load_workbook(tmp_path / "a.draft.xlsx")["Security"]
    values = [page.cell(row, 4).value for row in range(1, 7)]
    assert values[1] == "Answer"
    assert [value is not None for value in values] == [False, True, True, False, False, True]
    assert "AES-256" in str(values[2])
    assert page["D2"].fill.fgColor.rgb == "FFDDDDDD"
    assert all(
        page.cell(row, 4).border.left.style == "thin" and page.cell(row, 4).alignment.wrap_text for row in range(3, 7)
    )
    assert json.loads(ran.out)["columns"] == [{"at": "Security!D", "header": "Answer"}]
    certificate = json.loads((tmp_path / "a.draft.certificate.json").read_text(encoding="utf-8"))
    assert certificate["columns"] == [{"at": "Security!D", "header": "Answer", "answers": 2, "table": ""}]
    assert "“Answer” is appended at Security!D" in (tmp_path / "a.draft.report.md").read_text(encoding="utf-8")
    compared = segq("verify", source, tmp_path / "a.draft.xlsx")
    assert compared.code == 0
    assert "1 column appended" in compared.out
    assert "Appended: column Security!D “Answer”" in compared.out


def test_where_the_heading_cannot_be_written_the_answers_stay_in_the_report(ledger: Segq, tmp_path: Path) -> None:
    source = asked(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(source)
    book["Security"].merge_cells("D1:D2")
    book.save(source)
    assert columns(source) == ()
    ran = ledger("fill", source, "--json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["columns"] == []
    assert (tmp_path / "a.draft.xlsx").read_bytes() == source.read_bytes()
    assert "none can be appended: its heading is locked, merged or taken" in ran.out


def test_a_protected_sheet_gets_no_column(tmp_path: Path) -> None:
    assert columns(asked(tmp_path / "a.xlsx", protected=True)) == ()


def test_inspect_marks_the_slots_as_new(segq: Segq, tmp_path: Path) -> None:
    ran = segq("inspect", asked(tmp_path / "a.xlsx"), "--json")
    slots = [slot for line in ran.out.splitlines() for slot in json.loads(line)["slots"]]
    assert [(slot["cell"], slot["new"]) for slot in slots] == [(f"D{row}", True) for row in range(3, 7)]
