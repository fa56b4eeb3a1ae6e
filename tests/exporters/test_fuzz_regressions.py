"""What the fuzzer found once, made small: each is read alike by all of segq, or refused, and never written wrongly."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import plain_number, whole_number
from exporters.ooxml.scan import scan_here
from exporters.ooxml.writing import write_message
from knowledge.errors import InputRejected
from scripts.fuzz import run_case
from scripts.fuzz_mutations import mutated
from scripts.fuzz_seeds import seeds
from tests.exporters.odd_books import MC, book, parts_of, save, sheet
from tests.exporters.reading import first_sheet, value_at
from tests.exporters.releasing import fill, slot, target_of

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'

REFUSED: dict[str, tuple[str, str, str]] = {
    "a cell in a cell": ('<row r="1"><c r="A1"><c r="B1"/></c></row>', "", "'c' near row 1"),
    "a row in a row": ('<row r="1"><row r="2"/></row>', "", "'row' near row 1"),
    "a cell outside rows": ('<row r="1"/><c r="A2"><v>1</v></c>', "", "'c' near row 1"),
    "sheetData in a cell": ('<row r="1"><c r="A1"><sheetData/></c></row>', "", "'sheetData'"),
    "two sheetData": (ROW, "<sheetData/>", "'sheetData'"),
    "an element of the main vocabulary among rows": ("<mergeCell/>", "", "'mergeCell'"),
    "a foreign element that other readers take for sheetData": ('<x:sheetData xmlns:x="urn:x"/>', "", "'sheetData'"),
    "a row number in other digits": ('<row r="²"/>', "", "row ²"),
    "a row number of 5,000 digits": (f'<row r="{"9" * 5000}"/>', "", "row 99999999999999999999;"),
    "another root": ("", "", "no worksheet"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_misplaced_elements_are_refused_with_their_place(name: str, tmp_path: Path) -> None:
    rows, after, message = REFUSED[name]
    xml = sheet(rows, after=after)
    if name == "another root":
        xml = xml.replace("<worksheet", "<x").replace("</worksheet", "</x")
    with pytest.raises(InputRejected, match=message):
        scan_here(save(tmp_path / "a.xlsx", parts_of({"Controls": xml})))


@pytest.mark.parametrize("wrapper", ["extLst", 'x:any xmlns:x="urn:x"'])
def test_cells_inside_another_vocabulary_are_refused_as_readers_differ_on_them(wrapper: str, tmp_path: Path) -> None:
    end = wrapper.partition(" ")[0]
    rows = f'<row r="1"><c r="A1"/><{wrapper}><c r="B1"><v>2</v></c></{end}></row>'
    with pytest.raises(InputRejected, match="'c' near row 1"):
        scan_here(book(tmp_path / "a.xlsx", rows))
    rows = f'<{wrapper}><row r="2"/></{end}><row><c><v>1</v></c></row>'
    with pytest.raises(InputRejected, match="'row' near row 0"):
        scan_here(book(tmp_path / "b.xlsx", rows))


def test_an_extension_of_a_row_is_kept_and_passed_over(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", '<row r="1"><c r="A1"/><extLst><ext uri="x"><y xmlns="urn:y"/></ext></extLst></row>'
    )
    fill(path, slot("B1", "new"))
    assert value_at(first_sheet(target_of(path)), "B1") == "new"


def test_sheet_data_of_another_vocabulary_anywhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match="'sheetData'"):
        scan_here(book(tmp_path / "a.xlsx", ROW, before='<x:sheetData xmlns:x="urn:x"/>'))


def test_sheet_data_hidden_in_a_choice_that_nobody_takes_is_never_written_into(tmp_path: Path) -> None:
    choice = '<mc:Choice Requires="z"><c r="B1"><sheetData><v>2</v></sheetData></c></mc:Choice>'
    rows = f'<row r="1"><c r="A1"/><mc:AlternateContent>{choice}<mc:Fallback/></mc:AlternateContent></row><row r="3"/>'
    path = book(tmp_path / "a.xlsx", rows, namespaces=f' xmlns:mc="{MC}" xmlns:z="urn:z"')
    with pytest.raises(InputRejected, match="cells inside cells"):
        fill(path, slot("C6", "=1+1"))
    assert not target_of(path).exists()


def test_a_value_that_is_in_neither_reading_fails_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "a.xlsx", ROW)
    monkeypatch.setattr("exporters.ooxml.changed_parts.spliced", lambda layout, *_: layout.data)
    request = {
        "path": str(path), "temporary": str(tmp_path / "o"), "existing": "keep", "allow_signed": False,
        "withheld": [], "writes": [["Controls", "C6", "plain", "x", False]],
    }  # fmt: skip
    with pytest.raises(InputRejected, match="failed its check"):
        write_message(request, Limits())


@pytest.mark.parametrize("value", [-3, -0.5, 0, 0.25, 1, 2.5, 59, 60, 61, 61.5])
def test_any_number_may_go_under_a_date_format(value: float, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", '<row r="1"><c r="A1" s="2"/></row>')
    assert fill(path, slot("A1", value)).written


def test_two_sheets_of_one_name_or_part_are_refused(tmp_path: Path) -> None:
    parts = parts_of({"A": sheet(ROW), "a": sheet(ROW)})
    with pytest.raises(InputRejected, match="sheet a twice"):
        scan_here(save(tmp_path / "a.xlsx", parts))
    parts = parts_of({"A": sheet(ROW), "B": sheet(ROW)})
    rels = str(parts["xl/_rels/workbook.xml.rels"]).replace("sheet2.xml", "sheet1.xml")
    with pytest.raises(InputRejected, match="sheet B twice"):
        scan_here(save(tmp_path / "b.xlsx", {**parts, "xl/_rels/workbook.xml.rels": rels}))


def test_odd_numbers_of_columns_and_styles_are_passed_over(tmp_path: Path) -> None:
    columns = '<cols><col min="x" max="-1" width="NaN" style="²"/><col min="2" max="3" width="1e999"/></cols>'
    rows = (
        f'<row r="1" customFormat="1" s="²"><c r="A1" s="²"><v>1</v></c><c r="B1" t="s"><v>{"9" * 5000}</v></c></row>'
    )
    found = first_sheet(book(tmp_path / "a.xlsx", rows, before=columns))
    assert value_at(found, "A1") == 1
    assert value_at(found, "B1") is None
    json.dumps([found.column_widths, found.column_styles], allow_nan=False)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), (" 07 ", 7), ("1_0", None), ("²", None), ("٣", None), ("", None), ("-1", None), ("9" * 5000, None)],
)
def test_whole_numbers_are_ascii_digits(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.50", 1.5),
        ("1e3", 1000),
        (".5", 0.5),
        ("1_0", None),
        ("٣", None),
        ("inf", None),
        ("nan", None),
        ("1e999", None),
        ("0x1", None),
    ],
)
def test_numbers_are_xsd_doubles(text: str, number: float | None) -> None:
    assert plain_number(text) == number


@pytest.mark.parametrize("encoding", ["utf-7", "klingon", "shift_jis", "cp500", "utf-32", "hex", "idna", "punycode"])
def test_encodings_in_which_markup_does_not_look_like_ascii_are_refused(encoding: str, tmp_path: Path) -> None:
    for part in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"):
        parts = parts_of({"Controls": sheet(ROW)})
        text = str(parts[part]).replace('encoding="UTF-8"', f'encoding="{encoding}"')
        with pytest.raises(InputRejected, match=f"{part} is written in an encoding"):
            scan_here(save(tmp_path / "a.xlsx", {**parts, part: text}))


def test_a_few_mutations_of_each_seed_pass_the_whole_way(tmp_path: Path) -> None:
    outcomes = set()
    for number, parts in enumerate(seeds()):
        for round_ in range(6):
            rng = Random(f"regression:{number}:{round_}")
            outcomes.add(run_case(mutated(parts, rng), rng, tmp_path))
    assert {"refused", "written"} <= outcomes
