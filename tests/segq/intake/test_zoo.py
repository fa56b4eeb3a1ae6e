"""Every self-made workbook is read as its truth says, and no forbidden cell is offered when headers say nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from exporters.ooxml.workbook import CellStyle, Workbook
from segq.intake import read_workbook
from segq.intake.reading import Reading
from tests.segq.intake.zoo import HEADER_FILL, Row, Zoo
from tests.segq.intake.zoo_adversary import ADVERSARY
from tests.segq.intake.zoo_companies import COMPANIES
from tests.segq.intake.zoo_forms import FORMS
from tests.segq.intake.zoo_frameworks import FRAMEWORKS
from tests.segq.intake.zoo_languages import LANGUAGES
from tests.segq.intake.zoo_negatives import NOTHING_ASKED
from tests.segq.intake.zoo_procurement import PROCUREMENT
from tests.segq.intake.zoo_score import score

BOOKS = [*FRAMEWORKS, *LANGUAGES, *FORMS, *PROCUREMENT, *ADVERSARY, *COMPANIES, *NOTHING_ASKED]
ONLY_WORDS_TELL = {
    "risk register with lists",
    "action plan",
    "steps of a procedure with owner and status",
    "two answer lists of different parties: vendor self rating and customer validation",
    "questionnaire beside an instruction tab, a scoring tab with lists and a lookup tab in sight",
    "risks asked of the vendor: question, likelihood and impact left to the customer",
    "last year's response, this year's response in words, and a list that says whether it changed",
}
"""Lists and blanks beside texts of which nothing but the words of a header says that they are not the vendor's."""


def read(workbook: Workbook) -> Reading:
    return read_workbook(workbook, "zoo.xlsx")


def header_rows(zoo: Zoo) -> dict[str, set[int]]:
    """Return the rows that were built as headers, by sheet."""
    return {
        tab.name: {n for n, row in enumerate(tab.rows, 1) if isinstance(row, Row) and row.fill == HEADER_FILL}
        for tab in zoo.tabs
    }


def with_meaningless_headers(workbook: Workbook, rows: dict[str, set[int]]) -> Workbook:
    sheets = []
    for sheet in workbook.sheets:
        cells = {
            (row, col): replace(cell, value=f"Zq{chr(96 + col)}xu")
            if row in rows[sheet.name] and cell.value is not None
            else cell
            for (row, col), cell in sheet.cells.items()
        }
        sheets.append(replace(sheet, cells=cells))
    return replace(workbook, sheets=tuple(sheets))


def without_looks(workbook: Workbook) -> Workbook:
    plain = tuple(CellStyle(style.locked, style.number_format, style.is_date) for style in workbook.styles)
    return replace(workbook, styles=plain)


@pytest.mark.parametrize("zoo", BOOKS, ids=lambda zoo: zoo.name)
def test_a_workbook_is_read_as_its_truth_says(zoo: Zoo, tmp_path: Path) -> None:
    measured = score(zoo, read(zoo.scanned(tmp_path)))
    assert measured.wrong == []
    assert (measured.questions, measured.answers, measured.companions, measured.forbidden) == (1, 1, 1, 0)


@pytest.mark.parametrize("zoo", BOOKS, ids=lambda zoo: zoo.name)
def test_headers_that_say_nothing_never_put_a_forbidden_cell_among_the_places(zoo: Zoo, tmp_path: Path) -> None:
    workbook = with_meaningless_headers(zoo.scanned(tmp_path), header_rows(zoo))
    if zoo.name not in ONLY_WORDS_TELL:
        assert score(zoo, read(workbook)).forbidden == 0


@pytest.mark.parametrize("zoo", BOOKS, ids=lambda zoo: zoo.name)
def test_bold_and_fills_are_no_more_than_evidence(zoo: Zoo, tmp_path: Path) -> None:
    measured = score(zoo, read(without_looks(zoo.scanned(tmp_path))))
    assert measured.forbidden == 0
    assert measured.questions >= 0.8


def test_a_column_left_open_that_nothing_names_is_shown_as_a_doubt(tmp_path: Path) -> None:
    zoo = next(book for book in BOOKS if book.name.startswith("assessor columns unlocked"))
    reading = read(with_meaningless_headers(zoo.scanned(tmp_path), header_rows(zoo)))
    assert "Controls!E" in {doubt.place for doubt in reading.questionnaire.doubts if "left alone" in doubt.text}
