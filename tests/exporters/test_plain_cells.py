"""The pattern's reader and the event stream must see the same cells, and odd XML must fall to the stream."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.ooxml.limits import Limits
from exporters.ooxml.plain_cells import CellSources, read_plain_cells, split_sheet
from exporters.ooxml.sheet_content import SheetContent
from exporters.ooxml.sheet_stream import SheetStream, Surroundings
from exporters.ooxml.workbook import CellStyle
from knowledge.errors import InputRejected

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = ("first", "", "third & last", "_x0041_")
STYLES = (CellStyle(), CellStyle(number_format="dd/mm/yyyy", is_date=True))


def around(limits: Limits | None = None) -> Surroundings:
    limits = limits or Limits()
    return Surroundings(STRINGS, STYLES, False, limits, limits.cells, limits.text_chars)


def by_events(part: bytes) -> SheetContent | str:
    content = SheetContent("S", "sheet1.xml")
    try:
        return SheetStream(content, around()).read_events(part)
    except InputRejected as rejected:
        return rejected.message


def by_either(part: bytes) -> SheetContent | str:
    content = SheetContent("S", "sheet1.xml")
    try:
        return SheetStream(content, around()).read(part)
    except InputRejected as rejected:
        return rejected.message


def is_plain(part: bytes) -> bool:
    sheet = split_sheet(part)
    sources = CellSources(STRINGS, frozenset({1}), lambda _: None, 99, 99, 99)
    return sheet is not None and read_plain_cells(sheet, SheetContent("S", "p"), sources) is not None


def sheet(rows: str, *, prefix: str = "", before: str = "", behind: str = "") -> bytes:
    name = f":{prefix[:-1]}" if prefix else ""
    data = f"<{prefix}sheetData>{rows}</{prefix}sheetData>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{prefix}worksheet xmlns{name}="{MAIN}">'
        f"{before}{data}{behind}</{prefix}worksheet>"
    ).encode()


TEXT = sheet('<row r="1"><c r="A1" t="str"><v>x</v></c></row>')
PLAIN = {
    "every type of value": '<row r="1"><c r="A1" t="s"><v>2</v></c><c r="B1" s="1"><v>45000</v></c>'
    '<c r="C1"><v>1.5</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#N/A</v></c>'
    '<c r="F1" t="str"><f>A1</f><v>a &amp; b</v></c>'
    '<c r="G1" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c><c r="H1" s="1"/></row>',
    "formulas of every kind": '<row r="1"><c r="A1"><f>SUM(B1:C1)</f><v>3</v></c>'
    '<c r="B1"><f t="shared" ref="B1:B3" '
    'si="0">A1&lt;2</f><v>1</v></c><c r="C1"><f t="shared" si="0"/></c><c r="D1"><f/><v>1</v></c>'
    '<c r="E1"><f></f></c></row>',
    "hidden and styled rows": '<row r="2" hidden="1"><c r="A2"/></row><row r="3" s="1" customFormat="1" ht="0"/>',
    "blanks between elements and before ends": '\n <row r="1" spans="1:2" >\n<c r="A1" /><c r="B1"><v /></c></row>\n',
    "numeric references and line ends": '<row r="1"><c r="A1" t="str"><v>a&#10;b&#x41;\r\nc\rd</v></c></row>',
    "other attributes behind": '<row r="1"><c r="A1" s="1" t="s" cm="1"><v>0</v></c></row>',
}
ODD = {
    "no addresses": "<row><c><v>1</v></c></row>",
    "a row without its number": '<row><c r="A1"><v>1</v></c></row>',
    "attributes in another order": '<row r="1"><c t="s" r="A1"><v>0</v></c></row>',
    "rich inline text": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>',
    "a comment": '<row r="1"><!-- x --><c r="A1"><v>1</v></c></row>',
    "character data sections": '<row r="1"><c r="A1" t="str"><v><![CDATA[a<b]]></v></c></row>',
    "cells out of order": '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "a cell twice": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "a cell of another row": '<row r="1"><c r="A2"><v>1</v></c></row>',
    "a text that is not there": '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
    "no number": '<row r="1"><c r="A1"><v>abc</v></c></row>',
    "an ISO date": '<row r="1"><c r="A1" t="d"><v>2026-01-02</v></c></row>',
    "an unknown entity": '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
    "a bare ampersand": '<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>',
    "a reference to no character": '<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>',
    "an end of section in text": '<row r="1"><c r="A1" t="str"><v>a]]>b</v></c></row>',
    "rows inside rows": '<row r="1"><row r="2"></row></row>',
    "a cell outside a row": '<c r="A1"><v>1</v></c>',
    "a row that does not end": '<row r="1"><c r="A1"><v>1</v></c>',
    "a row past the last": '<row r="1048577"><c r="A1048577"/></row>',
    "a column past the last": '<row r="1"><c r="ZZZ1"/></row>',
    "alternate content": '<row r="1"><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Fallback><c r="A1"><v>1</v></c></mc:Fallback></mc:AlternateContent></row>',
    "an extension in a cell": '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
    "an attribute twice": '<row r="1"><c r="A1" cm="1" cm="2"><v>1</v></c></row>',
    "an attribute of a row twice": '<row r="A1" r="1"><c r="A1"><v>1</v></c></row>',
    "an attribute of a formula twice": '<row r="1"><c r="A1"><f t="shared" t="array">B1</f></c></row>',
    "an attribute that begins with a digit": '<row r="1"><c r="A1" 4="x"><v>1</v></c></row>',
    "a prefix that nothing declares": '<row r="1" q:x="1"><c r="A1"><v>1</v></c></row>',
    "another namespace": '<row r="1"><c r="A1" xmlns="urn:x"><v>1</v></c></row>',
}


@pytest.mark.parametrize("rows", PLAIN.values(), ids=PLAIN)
def test_a_plain_sheet_is_read_by_the_pattern_as_by_events(rows: str) -> None:
    assert is_plain(sheet(rows))
    assert by_either(sheet(rows)) == by_events(sheet(rows))


@pytest.mark.parametrize("rows", ODD.values(), ids=ODD)
def test_an_odd_sheet_is_left_to_the_event_stream(rows: str) -> None:
    assert not is_plain(sheet(rows))
    assert by_either(sheet(rows)) == by_events(sheet(rows))


def test_a_prefixed_sheet_is_plain_too() -> None:
    part = sheet('<x:row r="1"><x:c r="A1" t="s"><x:f>B1</x:f><x:v>0</x:v></x:c></x:row>', prefix="x:")
    assert is_plain(part)
    assert by_either(part) == by_events(part)


@pytest.mark.parametrize(
    "part",
    [
        sheet('<row r="1"><c r="A1" t="str"><v>é</v></c></row>').decode().encode("utf-16"),
        sheet('<row r="1"><c r="A1" t="str"><v>x</v></c></row>')
        .replace(b"UTF-8", b"ISO-8859-1")
        .replace(b">x<", b">\xe9<"),
        sheet('<row r="1"><c r="A1" t="str"><v>x</v></c></row>').replace(b">x<", b">\xff<"),
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>', before="<!-- <sheetData> -->"),
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>', behind="<sheetData></sheetData>"),
    ],
    ids=["UTF-16", "another encoding", "no UTF-8", "a start in a comment", "cells twice"],
)
def test_other_encodings_and_second_starts_are_left_to_the_event_stream(part: bytes) -> None:
    assert not is_plain(part)
    assert by_either(part) == by_events(part)


def test_features_around_the_cells_are_read_either_way() -> None:
    part = sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        before='<cols><col min="1" max="2" width="9" style="1" hidden="1"/></cols>',
        behind='<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )
    assert is_plain(part)
    assert by_either(part) == by_events(part)


@pytest.mark.parametrize("limits", [Limits(cells=2), Limits(text_chars=3)], ids=["cells", "characters"])
def test_the_limits_of_a_workbook_hold_for_plain_sheets(limits: Limits) -> None:
    part = sheet('<row r="1">' + "".join(f'<c r="{c}1" t="str"><v>abc</v></c>' for c in "ABC") + "</row>")
    with pytest.raises(InputRejected, match=r"C1|B1"):
        SheetStream(SheetContent("S", "sheet1.xml"), around(limits)).read(part)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
CELLS = st.sampled_from(
    (
        't="s"><v>{n}</v>',
        "><v>{n}</v>",
        's="1"><v>4500{n}</v>',
        't="str"><v>{t}</v>',
        't="b"><v>{n}</v>',
        "/>",
        "><f>{t}</f>",
        't="inlineStr"><is><t>{t}</t></is>',
        't="e"><v>#REF!</v>',
        's="1" t="n"><v>-1e{n}</v>',
        '><f t="shared" ref="A1:B2"/>',
    )
)


@given(st.lists(st.lists(st.tuples(CELLS, TEXTS, st.integers(0, 3)), max_size=4), max_size=4))
def test_any_sheet_reads_the_same_by_both(rows: list[list[tuple[str, str, int]]]) -> None:
    body = ""
    for number, cells in enumerate(rows, start=1):
        body += f'<row r="{number}">'
        for col, (form, text, digit) in zip("ABCD", cells, strict=False):
            inner = form.format(n=digit, t=text)
            inner = inner if inner.startswith((">", "/>")) else f" {inner}"
            body += f'<c r="{col}{number}"{inner}' + ("" if inner.endswith("/>") and ">" not in inner[:-2] else "</c>")
        body += "</row>"
    assert by_either(sheet(body)) == by_events(sheet(body))
