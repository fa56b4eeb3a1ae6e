"""What the scan makes of the cells and features of a sheet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from exporters.ooxml.references import parse_range, parse_sqref
from exporters.ooxml.scan import scan_here
from exporters.ooxml.styles import is_date_format
from exporters.ooxml.workbook import CellRange, SheetState
from tests.exporters.odd_books import HEAD, MAIN, MC, RELS, book, parts_of, save, sheet, table
from tests.exporters.reading import cell_at, first_sheet, value_at

STRINGS = (
    "<si><t>plain</t></si>"
    '<si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r><rPh sb="0" eb="1"><t>kana</t></rPh></si>'
    "<si><t>a_x000A_b _x005F_x0041_ _xD83D__xDE00_</t></si><si/>"
)

CELLS: dict[str, tuple[str, object]] = {
    "shared": ('<c r="A1" t="s"><v>0</v></c>', "plain"),
    "rich without phonetics": ('<c r="A1" t="s"><v>1</v></c>', "rich "),
    "escapes": ('<c r="A1" t="s"><v>2</v></c>', "a\nb _x0041_ 😀"),
    "empty shared": ('<c r="A1" t="s"><v>3</v></c>', None),
    "shared out of range": ('<c r="A1" t="s"><v>77</v></c>', None),
    "inline": ('<c r="A1" t="inlineStr"><is><t>in</t></is></c>', "in"),
    "inline rich": ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c>', "ab"),
    "str without formula": ('<c r="A1" t="str"><v>text</v></c>', "text"),
    "cached text": ('<c r="A1" t="str"><f>B1</f><v>text</v></c>', "text"),
    "whole number": ('<c r="A1"><v>1.0</v></c>', 1),
    "number": ('<c r="A1" t="n"><v>2.5E-1</v></c>', 0.25),
    "true": ('<c r="A1" t="b"><v>1</v></c>', True),
    "false": ('<c r="A1" t="b"><v>false</v></c>', False),
    "error": ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
    "ISO date": ('<c r="A1" t="d"><v>2026-03-12T00:00:00</v></c>', dt.date(2026, 3, 12)),
    "serial under a date format": ('<c r="A1" s="2"><v>46093</v></c>', dt.date(2026, 3, 12)),
    "serial with a time": ('<c r="A1" s="2"><v>46093.5</v></c>', 46093.5),
    "no number": ('<c r="A1"><v>abc</v></c>', "abc"),
    "blank": ('<c r="A1" s="3"/>', None),
    "CDATA": ('<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>', "a<b"),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_is_read_by_its_type(name: str, tmp_path: Path) -> None:
    xml, value = CELLS[name]
    path = save(tmp_path / "a.xlsx", parts_of({"Controls": sheet(f'<row r="1">{xml}</row>')}, strings=STRINGS))
    found = value_at(first_sheet(path), "A1")
    assert found == value
    assert type(found) is type(value)


def test_formulas_and_errors_are_told_apart(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><f>B1</f></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="str"><v>#N/A</v></c></row>'
    found = first_sheet(book(tmp_path / "a.xlsx", rows))
    flags = [(cell.formula, cell.error) for cell in found.cells.values()]
    assert flags == [(True, False), (False, True), (False, False)]


def test_rows_and_cells_without_addresses_follow_each_other(tmp_path: Path) -> None:
    rows = '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="5"/><row><c><v>4</v></c></row>'
    found = first_sheet(book(tmp_path / "a.xlsx", rows))
    assert {at: cell.value for at, cell in found.cells.items()} == {(1, 1): 1, (1, 4): 2, (1, 5): 3, (6, 1): 4}


def test_prefixed_tags_and_a_wrong_dimension_make_no_difference(tmp_path: Path) -> None:
    xml = (
        f'{HEAD}<x:worksheet xmlns:x="{MAIN}"><x:dimension ref="A1"/><x:sheetData><x:row r="9">'
        '<x:c r="C9" t="inlineStr">'
        "<x:is><x:t>far</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert value_at(first_sheet(save(tmp_path / "a.xlsx", parts_of({"S": xml}))), "C9") == "far"


@pytest.mark.parametrize(("requires", "value"), [("known", 1), ("unknown", 2)])
def test_alternate_content_is_read_once(requires: str, value: int, tmp_path: Path) -> None:
    spaces = (
        f' xmlns:mc="{MC}" xmlns:known="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
        ' xmlns:unknown="urn:somebody"'
    )
    rows = (
        f'<row r="1"><mc:AlternateContent><mc:Choice Requires="{requires}"><c r="A1"><v>1</v></c></mc:Choice>'
        '<mc:Fallback><c r="A1"><v>2</v></c></mc:Fallback></mc:AlternateContent><c r="B1"><v>3</v></c></row>'
    )
    found = first_sheet(book(tmp_path / "a.xlsx", rows, namespaces=spaces))
    assert (value_at(found, "A1"), value_at(found, "B1"), len(found.cells)) == (value, 3, 2)


def test_the_last_of_two_cells_with_one_address_counts_and_is_warned_of(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')
    workbook = scan_here(path)
    assert value_at(workbook.sheets[0], "A1") == 2
    assert workbook.warnings == ("Controls!A1: stands in the file more than once; the last one counts.",)


def test_the_features_of_a_sheet_are_kept_as_ranges(tmp_path: Path) -> None:
    before = '<cols><col min="2" max="3" width="40" style="1" customWidth="1"/><col min="4" max="4" hidden="1"/></cols>'
    after = (
        '<sheetProtection sheet="1"/><protectedRanges><protectedRange name="open" sqref="B2:B9"/>'
        '<protectedRange name="shut" password="CC1A" sqref="C2:C9"/></protectedRanges><autoFilter ref="A1:C9"/>'
        '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'
        '<conditionalFormatting sqref="B2 B4:B9"><cfRule type="expression" priority="1">'
        "<formula>B2=1</formula></cfRule>"
        "</conditionalFormatting>"
    )
    rows = '<row r="2" hidden="1" s="3" customFormat="1"/><row r="3" s="3"/>'
    found = first_sheet(book(tmp_path / "a.xlsx", rows, before=before, after=after))
    assert found.protected
    assert found.editable_ranges == (CellRange(2, 2, 9, 2),)
    assert found.merges == (CellRange(1, 1, 1, 3),)
    assert found.conditional_ranges == (CellRange(2, 2, 2, 2), CellRange(4, 2, 9, 2))
    assert found.hidden_rows == frozenset({2})
    assert found.hidden_cols == ((4, 4),)
    assert (found.column_widths, found.column_styles) == (((2, 3, 40.0),), ((2, 3, 1),))
    assert found.row_styles == {2: 3}
    assert [(one.name, one.area) for one in found.tables] == [("", CellRange(1, 1, 9, 3))]


def test_sheets_names_styles_and_the_old_calendar_are_read(tmp_path: Path) -> None:
    one = sheet('<row r="1"><c r="A1" s="2"><v>44631</v></c></row>')
    parts = parts_of(
        {"Shown": one, "Lists": sheet("")},
        states={"Lists": "veryHidden"},
        names='<definedName name="Answers">Lists!$A$1:$A$3</definedName>',
        properties='<workbookPr date1904="1"/>',
    )
    found = scan_here(save(tmp_path / "a.xlsx", parts))
    assert [one.state for one in found.sheets] == [SheetState.VISIBLE, SheetState.VERY_HIDDEN]
    assert value_at(found.sheets[0], "A1") == dt.date(2026, 3, 12)
    assert found.defined_names == {"Answers": "Lists!$A$1:$A$3"}
    assert [style.locked for style in found.styles] == [True, True, True, False, True]
    assert (found.styles[1].bold, found.styles[1].fill, found.styles[3].wrap) == (True, "FFFFFF00", True)
    assert found.styles[4].number_format == "0%"


def test_a_chart_sheet_is_passed_over_with_a_warning(tmp_path: Path) -> None:
    parts = parts_of({"Controls": sheet(""), "Chart": "<chartsheet/>"})
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    chart = rels.replace(f'"rId2" Type="{RELS}/worksheet"', f'"rId2" Type="{RELS}/chartsheet"')
    found = scan_here(save(tmp_path / "a.xlsx", {**parts, "xl/_rels/workbook.xml.rels": chart}))
    assert [one.name for one in found.sheets] == ["Controls"]
    assert found.warnings == ("Chart: is a chartsheet, not a worksheet; passed over.",)


def test_tables_are_found_through_their_relationship(tmp_path: Path) -> None:
    after = '<tableParts count="1"><tablePart r:id="rId7"/></tableParts>'
    found = first_sheet(
        save(
            tmp_path / "a.xlsx",
            parts_of({"S": sheet("", after=after)}, more=table("Asked", "A1:B4", ("Question", "Answer"))),
        )
    )
    assert [(one.name, one.columns) for one in found.tables] == [("Asked", ("Question", "Answer"))]


def test_macros_and_signatures_are_reported(tmp_path: Path) -> None:
    more: dict[str, str | bytes] = {"xl/vbaProject.bin": b"\x00", "_xmlsignatures/sig1.xml": "<Signature/>"}
    found = scan_here(save(tmp_path / "a.xlsm", parts_of({"S": sheet("")}, more=more)))
    assert (found.macros, found.signed) == (True, True)


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_utf16_are_read(bom: bytes, tmp_path: Path) -> None:
    xml = sheet('<row r="1"><c r="A1" t="str"><v>é</v></c></row>')
    eight = {"xl/worksheets/sheet1.xml": bom + xml.encode()}
    sixteen = {"xl/worksheets/sheet1.xml": xml.replace("UTF-8", "UTF-16").encode("utf-16")}
    for more in (eight, sixteen):
        path = save(tmp_path / "a.xlsx", parts_of({"S": xml}, more=more))
        assert value_at(first_sheet(path), "A1") == "é"


@pytest.mark.parametrize(
    ("code", "dated"),
    [
        ("General", False),
        ("0.00%", False),
        ("dd/mm/yyyy", True),
        ("[$-409]mmm yy;@", True),
        ("[h]:mm:ss", False),
        ("h:mm AM/PM", False),
        ('0 "days"', False),
        ("[Red]0", False),
        ("mmmm", True),
        ("yyyy\\-mm\\-dd", True),
    ],
)
def test_date_formats_are_told_from_numbers_and_times(code: str, dated: bool) -> None:
    assert is_date_format(code) is dated


def test_references_are_read_as_rectangles() -> None:
    assert parse_range("$B$7:A1") == CellRange(1, 1, 7, 2)
    assert parse_range("B:A") == CellRange(1, 1, 1_048_576, 2)
    assert parse_range("4:3") == CellRange(3, 1, 4, 16_384)
    assert parse_range("XFE1") is None
    assert parse_range("A0") is None
    assert parse_sqref("A1 nonsense C3:D4") == (CellRange(1, 1, 1, 1), CellRange(3, 3, 4, 4))


def test_a_styled_cell_keeps_its_format_number(tmp_path: Path) -> None:
    cell = cell_at(first_sheet(book(tmp_path / "a.xlsx", '<row r="1"><c r="A1" s="3"/></row>')), "A1")
    assert cell is not None
    assert (cell.style, cell.value) == (3, None)
