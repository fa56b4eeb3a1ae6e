"""Recalculation is asked for exactly where a formula may read a written cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.ooxml.book import Book
from exporters.ooxml.limits import Limits
from exporters.ooxml.preflight import open_workbook
from exporters.ooxml.recalculation import first_dependent, with_recalculation
from exporters.ooxml.sheet_content import place_of
from tests.exporters.odd_books import HEAD, MAIN, parts_of, save, sheet

NAMES = (
    '<definedName name="Slot">Answers!$B$2</definedName><definedName name="Elsewhere">Answers!$Z$9</definedName>'
    '<definedName name="Deep">Slot+1</definedName>'
)
READS_B2 = [
    "Answers!B2",
    "Answers!$B$2+1",
    "'Answers'!B2",
    "ANSWERS!b2",
    "SUM(Answers!A1:C3)",
    'COUNTIF(Answers!B:B,"Yes")',
    "SUM(Answers!2:2)",
    "Slot",
    "Deep",
    'INDIRECT("Answers!B2")',
    "OFFSET(Answers!A1,1,1)",
    "SUM(Table1[Answer])",
    "SUM(Answers:Total!B2)",
    "SUM(A1:INDEX(A:A,2))",
    "Unknown+1",
    "Answers!A1#",
]
READS_NOTHING = [
    "Answers!B3",
    "B2",
    "SUM(Answers!C:C)",
    '"Answers!B2"',
    "Elsewhere",
    "TRUE",
    "1E5+LOG10(3)",
    'IF(A1="Slot",#N/A,0)',
    "SUM(Answers!A3:C9)",
]


def dependent(tmp_path: Path, formula: str, more: str = "") -> str | None:
    escaped = formula.replace("&", "&amp;").replace('"', "&quot;")
    rows = f'<row r="1"><c r="A1"><f{more}>{escaped}</f><v>1</v></c></row>'
    parts = parts_of({"Answers": sheet(""), "Total": sheet(rows)}, names=NAMES)
    book = Book(open_workbook(save(tmp_path / "a.xlsx", parts), Limits()), Limits())
    return first_dependent(book, {"Answers": [place_of(2, 2)]})


@pytest.mark.parametrize("formula", READS_B2)
def test_a_formula_that_reads_or_may_read_the_cell_depends(formula: str, tmp_path: Path) -> None:
    assert dependent(tmp_path, formula) == "Total!A1"


@pytest.mark.parametrize("formula", READS_NOTHING)
def test_a_formula_that_cannot_read_the_cell_does_not(formula: str, tmp_path: Path) -> None:
    assert dependent(tmp_path, formula) is None


def test_a_shared_formula_reads_as_far_as_it_is_filled_down(tmp_path: Path) -> None:
    assert dependent(tmp_path, "Answers!B1", ' t="shared" si="0" ref="A1:A3"') == "Total!A1"
    assert dependent(tmp_path, "Answers!B3", ' t="shared" si="0" ref="A1:A3"') is None


ASKED = 'fullCalcOnLoad="1"'
WORKBOOKS = {
    "attribute added": ('<sheets/><calcPr calcId="1"/><oleSize/>', f'<sheets/><calcPr calcId="1" {ASKED}/><oleSize/>'),
    "attribute replaced": ('<sheets/><calcPr fullCalcOnLoad="0" a="1" />', f'<sheets/><calcPr a="1" {ASKED} />'),
    "already asked": (f"<sheets/><calcPr {ASKED}/>", f"<sheets/><calcPr {ASKED}/>"),
    "open and closed": ("<sheets></sheets><calcPr></calcPr>", f"<sheets></sheets><calcPr {ASKED}></calcPr>"),
    "missing": ("<sheets><sheet/></sheets><oleSize/>", f"<sheets><sheet/></sheets><calcPr {ASKED}/><oleSize/>"),
    "behind names": (
        "<sheets/><definedNames/></workbook>".removesuffix("</workbook>"),
        f"<sheets/><definedNames/><calcPr {ASKED}/>",
    ),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_flag_is_the_only_change_in_the_workbook_part(name: str) -> None:
    before, after = (f'{HEAD}<workbook xmlns="{MAIN}">{inner}</workbook>' for inner in WORKBOOKS[name])
    assert with_recalculation(before.encode(), "xl/workbook.xml").decode() == after


def test_the_flag_takes_the_parts_prefix() -> None:
    before = f'<x:workbook xmlns:x="{MAIN}"><x:sheets/></x:workbook>'
    found = with_recalculation(before.encode(), "xl/workbook.xml").decode()
    assert found == before.replace("<x:sheets/>", '<x:sheets/><x:calcPr fullCalcOnLoad="1"/>')
