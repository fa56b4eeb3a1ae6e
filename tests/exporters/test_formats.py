"""Which format a file is taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.formats import DELIMITED, ENDINGS, WORKBOOKS, Format, format_of
from knowledge.errors import InputRejected
from tests.exporters.odd_books import book
from tests.exporters.text_files import ASKED, saved


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.xlsx", WORKBOOKS), ("a.XLSM", WORKBOOKS), ("a", WORKBOOKS), ("a.csv", DELIMITED), ("a.CSV", DELIMITED),
        ("a.tsv", DELIMITED), ("a.txt", DELIMITED), ("a.tab", DELIMITED), ("a.psv", DELIMITED),
    ],
)  # fmt: skip
def test_the_ending_decides(name: str, found: Format) -> None:
    assert format_of(Path(name)) is found


def test_folders_are_searched_for_questionnaires_and_not_for_any_text() -> None:
    assert ENDINGS == (".xlsx", ".xlsm", ".csv", ".tsv", ".docx", ".docm")


def test_text_under_a_workbooks_name_is_refused_with_the_right_name(tmp_path: Path) -> None:
    path = saved(tmp_path, ASKED, "a.xlsx")
    with pytest.raises(InputRejected, match=r"a.xlsx: .*plain text \(CSV or TSV\).*Rename it to .csv"):
        format_of(path).read(path)


def test_a_workbook_under_a_texts_name_is_refused_with_the_right_name(tmp_path: Path) -> None:
    path = book(tmp_path / "a.csv", "")
    with pytest.raises(InputRejected, match=r"a.csv: .*zip archive.*Name it .xlsx"):
        format_of(path).read(path)
