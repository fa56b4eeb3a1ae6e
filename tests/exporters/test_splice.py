"""The splice: exactly the asked cells change, whatever the sheet's XML looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.ooxml.book import Book
from exporters.ooxml.cell_xml import Content, content_of
from exporters.ooxml.limits import Limits
from exporters.ooxml.preflight import open_workbook
from exporters.ooxml.references import parse_cell
from exporters.ooxml.sheet_content import place_of
from exporters.ooxml.splice import splice
from knowledge.errors import InputRejected
from tests.exporters.odd_books import HEAD, MAIN, MC, parts_of, save, sheet

YES = Content("text", "Yes")
IS_YES = '<is><t xml:space="preserve">Yes</t></is>'


def spliced(tmp_path: Path, xml: str | bytes, patches: dict[str, Content]) -> str:
    """Return the sheet's XML after the splice."""
    path = save(tmp_path / "a.xlsx", parts_of({"S": ""}, more={"xl/worksheets/sheet1.xml": xml}))
    book = Book(open_workbook(path, Limits()), Limits())
    content = book.sheet("S")
    assert content is not None
    places = {place_of(*(parse_cell(name) or (0, 0))): value for name, value in patches.items()}
    data = book.container.package.read("xl/worksheets/sheet1.xml")
    return splice(data, content, places).decode("utf-8")


CASES: dict[str, tuple[str, str, Content, str]] = {
    "an empty cell keeps its format": (
        '<row r="1"><c r="A1" s="3"/></row>',
        "A1",
        YES,
        f'<row r="1"><c r="A1" s="3" t="inlineStr">{IS_YES}</c></row>',
    ),
    "a self-closing cell before its row ends": (
        '<row r="1"><c r="A1" s="3" /></row>',
        "A1",
        YES,
        f'<row r="1"><c r="A1" s="3" t="inlineStr">{IS_YES}</c></row>',
    ),
    "a shared text becomes an inline one": (
        '<row r="1"><c r="A1" t="s" s="3"><v>0</v></c><c r="B1"/></row>',
        "A1",
        YES,
        f'<row r="1"><c r="A1" s="3" t="inlineStr">{IS_YES}</c><c r="B1"/></row>',
    ),
    "a text becomes a number": (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>',
        "A1",
        Content("number", 5),
        '<row r="1"><c r="A1"><v>5</v></c></row>',
    ),
    "a number becomes a truth value": (
        '<row r="1"><c r="A1"><v>2</v></c></row>',
        "A1",
        Content("boolean", True),
        '<row r="1"><c r="A1" t="b"><v>1</v></c></row>',
    ),
    "value metadata of the old value goes": (
        '<row r="1"><c r="A1" s="1" vm="1" t="e"><v>#VALUE!</v></c></row>',
        "A1",
        YES,
        f'<row r="1"><c r="A1" s="1" t="inlineStr">{IS_YES}</c></row>',
    ),
    "extensions of the cell stay": (
        '<row r="1"><c r="A1"><v>1</v><extLst><ext uri="u"/></extLst></c></row>',
        "A1",
        YES,
        f'<row r="1"><c r="A1" t="inlineStr">{IS_YES}<extLst><ext uri="u"/></extLst></c></row>',
    ),
    "a missing cell goes to its place": (
        '<row r="1" ht="30"><c r="A1"/><c r="D1"/></row>',
        "B1",
        YES,
        f'<row r="1" ht="30"><c r="A1"/><c r="B1" t="inlineStr">{IS_YES}</c><c r="D1"/></row>',
    ),
    "a missing cell at the end widens the spans": (
        '<row r="1" spans="1:2"><c r="A1"/></row>',
        "E1",
        YES,
        f'<row r="1" spans="1:5"><c r="A1"/><c r="E1" t="inlineStr">{IS_YES}</c></row>',
    ),
    "spans that are wide enough stay": (
        '<row r="1" spans="1:9"><c r="A1"/></row>',
        "E1",
        YES,
        f'<row r="1" spans="1:9"><c r="A1"/><c r="E1" t="inlineStr">{IS_YES}</c></row>',
    ),
    "a missing cell takes its row's format": (
        '<row r="1" s="2" customFormat="1"></row>',
        "B1",
        YES,
        f'<row r="1" s="2" customFormat="1"><c r="B1" s="2" t="inlineStr">{IS_YES}</c></row>',
    ),
    "a row format that is not custom does not count": (
        '<row r="1" s="2"></row>',
        "A1",
        YES,
        f'<row r="1" s="2"><c r="A1" t="inlineStr">{IS_YES}</c></row>',
    ),
    "a missing cell takes its column's format": (
        '<row r="1"></row>',
        "C1",
        YES,
        f'<row r="1"><c r="C1" s="4" t="inlineStr">{IS_YES}</c></row>',
    ),
    "a self-closing row opens": (
        '<row r="1" ht="9"/><row r="2"/>',
        "A1",
        YES,
        f'<row r="1" ht="9"><c r="A1" t="inlineStr">{IS_YES}</c></row><row r="2"/>',
    ),
    "a missing row goes between": (
        '<row r="1"/><row r="9"/>',
        "A4",
        YES,
        f'<row r="1"/><row r="4"><c r="A4" t="inlineStr">{IS_YES}</c></row><row r="9"/>',
    ),
    "a missing row goes to the end": (
        '<row r="1"/>',
        "A4",
        YES,
        f'<row r="1"/><row r="4"><c r="A4" t="inlineStr">{IS_YES}</c></row>',
    ),
    "cells without addresses are counted": (
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row>",
        "B1",
        YES,
        f'<row><c><v>1</v></c><c t="inlineStr">{IS_YES}</c><c><v>3</v></c></row>',
    ),
    "a greater-than sign in an attribute is no end": (
        '<row r="1" x="a>b"><c r="A1" y="/>"/></row>',
        "A1",
        YES,
        f'<row r="1" x="a>b"><c r="A1" y="/>" t="inlineStr">{IS_YES}</c></row>',
    ),
    "a comment that looks like a cell is none": (
        '<!-- <c r="A1"/> --><row r="1"><c r="A1"/></row>',
        "A1",
        YES,
        f'<!-- <c r="A1"/> --><row r="1"><c r="A1" t="inlineStr">{IS_YES}</c></row>',
    ),
    "single quotes and line breaks in tags": (
        "<row\n r='1'\n><c\n r='A1'\n t='s'\n><v>0</v></c\n></row\n>",
        "A1",
        YES,
        f"<row\n r='1'\n><c\n r='A1' t=\"inlineStr\">{IS_YES}</c></row\n>",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_only_the_bytes_of_the_cell_change(name: str, tmp_path: Path) -> None:
    rows, cell, content, expected = CASES[name]
    columns = '<dimension ref="A1"/><cols><col min="3" max="3" style="4"/></cols>'
    assert spliced(tmp_path, sheet(rows, before=columns), {cell: content}) == sheet(expected, before=columns)


def test_an_empty_sheet_gets_its_first_rows_in_order(tmp_path: Path) -> None:
    xml = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    five = Content("number", 5)
    found = spliced(tmp_path, xml, {"B9": five, "A2": five, "A9": five})
    assert found == xml.replace(
        "<sheetData/>",
        '<sheetData><row r="2"><c r="A2"><v>5</v></c></row>'
        '<row r="9"><c r="A9"><v>5</v></c><c r="B9"><v>5</v></c></row></sheetData>',
    )


def test_prefixes_are_the_sheets_own(tmp_path: Path) -> None:
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData></x:worksheet>'
    found = spliced(tmp_path, xml, {"A1": YES, "B1": YES, "A2": Content("number", 1)})
    assert found == xml.replace(
        '<x:c r="A1"/></x:row>',
        '<x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">Yes</x:t></x:is></x:c>'
        '<x:c r="B1" t="inlineStr"><x:is><x:t xml:space="preserve">Yes</x:t></x:is></x:c></x:row>'
        '<x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row>',
    )


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    xml = b"\xef\xbb\xbf" + sheet('<row r="1"><c r="A1"/></row>').encode()
    assert spliced(tmp_path, xml, {"A1": Content("text", "é")}).startswith("\ufeff<?xml")


def test_other_encodings_get_character_references(tmp_path: Path) -> None:
    xml = sheet('<row r="1"><c r="A1"/></row>').replace("UTF-8", "ISO-8859-1")
    assert "&#233;&#26085;" in spliced(tmp_path, xml, {"A1": Content("text", "é日")})


def test_utf16_is_refused_for_writing(tmp_path: Path) -> None:
    xml = sheet('<row r="1"><c r="A1"/></row>').replace("UTF-8", "UTF-16").encode("utf-16")
    with pytest.raises(InputRejected, match="UTF-16"):
        spliced(tmp_path, xml, {"A1": YES})


ALTERNATE = (
    f'<row r="1"><mc:AlternateContent xmlns:mc="{MC}"><mc:Fallback><c r="A1"/></mc:Fallback>'
    "</mc:AlternateContent></row>"
)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"/><c r="A1"/></row>',
        ALTERNATE,
    ],
    ids=["twice", "alternate content"],
)
def test_a_cell_that_stands_twice_is_refused(rows: str, tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=r"S!A1 stands in the file more than once"):
        spliced(tmp_path, sheet(rows), {"A1": YES})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "=1+1"),
        (" a  b ", " a  b "),
        ("a\nb\tc", "a\nb\tc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("x\x01\x1fy", "x_x0001__x001F_y"),
        ("_x0041_", "_x005F_x0041_"),
        ("_xyz_ _x00_", "_xyz_ _x00_"),
        ("a<b&c>d", "a&lt;b&amp;c&gt;d"),
        ("\ufffe\uffff", "_xFFFE__xFFFF_"),
        ("]]>", "]]&gt;"),
    ],
)
def test_text_is_escaped_and_never_a_formula(text: str, expected: str, tmp_path: Path) -> None:
    content = content_of(text, "S!A1", as_serial=False, date1904=False)
    found = spliced(tmp_path, sheet('<row r="1"><c r="A1"/></row>'), {"A1": content})
    assert f'<c r="A1" t="inlineStr"><is><t xml:space="preserve">{expected}</t></is></c>' in found
    assert "<f" not in found


def test_a_text_of_the_limit_fits_and_one_more_unit_is_an_error() -> None:
    assert content_of("x" * 32_767, "S!A1", as_serial=False, date1904=False).value == "x" * 32_767
    for text in ("x" * 32_768, "😀" * 16_384):
        with pytest.raises(InputRejected, match=r"S!A1: the text has 32,768 characters"):
            content_of(text, "S!A1", as_serial=False, date1904=False)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**60 + 1, "", "\ud800"])
def test_what_no_cell_can_hold_is_an_error(value: float | str) -> None:
    with pytest.raises(InputRejected, match="S!A1"):
        content_of(value, "S!A1", as_serial=False, date1904=False)
