"""An answer column that the file lacks: it looks and works like the ones beside it, and nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from exporters.ooxml.column_parts import Stretch, with_column_width, with_stretched_names, with_table_column
from exporters.ooxml.package import Package
from exporters.verify import verify
from exporters.xlsx import NewColumn, scan_workbook
from knowledge.errors import InputRejected, PolicyRefused
from tests.exporters.odd_books import MAIN, STYLES, parts_of, save, sheet, table
from tests.exporters.reading import cell_at, first_sheet, value_at
from tests.exporters.releasing import fill, slot, target_of

SHEET = "xl/worksheets/sheet1.xml"


def text(cell: str, words: str, style: int = 0) -> str:
    return f'<c r="{cell}" s="{style}" t="inlineStr"><is><t>{words}</t></is></c>'


ROWS = (
    f'<row r="1" spans="1:3">{text("A1", "Security questions", 1)}<c r="B1" s="1"/><c r="C1" s="1"/></row>'
    f'<row r="2" spans="1:3">{text("A2", "No.", 1)}{text("B2", "Question", 1)}{text("C2", "Area", 1)}</row>'
    f'<row r="3" spans="1:3"><c r="A3" s="4"><v>1</v></c>{text("B3", "Are keys new?", 3)}{text("C3", "Keys", 3)}</row>'
    f'<row r="4" spans="1:3"><c r="A4" s="4"><v>2</v></c>{text("B4", "Are logs kept?", 5)}{text("C4", "Logs", 5)}</row>'
    f'<row r="5" spans="1:3"><c r="A5" s="4"><v>3</v></c>{text("B5", "Is access reviewed?", 3)}<c r="C5" s="2"/></row>'
)
WRAPPED = STYLES.replace('count="5"', 'count="6"').replace(
    '<xf numFmtId="9"/></cellXfs>', '<xf numFmtId="9"/><xf fillId="1"><alignment wrapText="1"/></xf></cellXfs>'
)
"""As the ordinary styles, and 5: wrapped on yellow."""
BANNER = '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>'
TABLE = '<tableParts count="1"><tablePart r:id="rId7"/></tableParts>'
ANSWERS = NewColumn("Controls", 4, "Answer", (2,), (3, 4, 5))


def source_of(
    tmp_path: Path,
    rows: str = ROWS,
    *,
    before: str = "",
    after: str = BANNER,
    names: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> Path:
    page = sheet(rows, before=before, after=after)
    return save(tmp_path / "asked.xlsx", parts_of({"Controls": page}, names=names, more=more, styles=WRAPPED))


def xml_of(path: Path, part: str = SHEET) -> str:
    return Package.open(path).read(part).decode()


def styles_of(path: Path, *cells: str) -> list[int | None]:
    found = first_sheet(path)
    return [cell.style if (cell := cell_at(found, name)) else None for name in cells]


def test_heading_and_answers_take_the_look_of_their_row(tmp_path: Path) -> None:
    source = source_of(tmp_path)
    certificate = fill(source, slot("D3", "Yes."), slot("D5", "No."), columns=(ANSWERS,))
    found = first_sheet(target_of(source))
    assert [value_at(found, name) for name in ("D1", "D2", "D3", "D4", "D5")] == [None, "Answer", "Yes.", None, "No."]
    assert styles_of(target_of(source), "D1", "D2", "D3", "D4", "D5") == [None, 1, 3, 5, 3]
    assert [(one.at, one.header, one.answers) for one in certificate.columns] == [("Controls!D", "Answer", 2)]
    assert [one.at for one in certificate.written] == ["Controls!D3", "Controls!D5"]
    assert "Column appended: Controls!D “Answer”, 2 answers" in certificate.render()
    assert found.merges == first_sheet(source).merges


def test_other_readers_see_the_column(tmp_path: Path) -> None:
    source = source_of(tmp_path)
    fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    book = openpyxl.load_workbook(target_of(source))
    page = book["Controls"]
    assert [page["D2"].value, page["D3"].value, page["D4"].value] == ["Answer", "Yes.", None]
    assert page["D3"].alignment.wrap_text
    assert page["D4"].fill.fgColor.rgb == "FFFFFF00"
    assert page.column_dimensions["D"].width == 24


def test_verify_says_that_a_column_was_appended_and_finds_nothing_else(tmp_path: Path) -> None:
    source = source_of(tmp_path)
    fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    found = verify(source, target_of(source))
    assert found.only_slots_changed
    assert [(one.at, one.header, one.answers) for one in found.columns] == [("Controls!D", "Answer", 1)]
    assert "only cell values changed, 1 column appended" in found.render()
    assert "Appended: column Controls!D “Answer”" in found.render()


TAMPERED = {
    "another width": ('min="4" max="4" width="24"', 'min="3" max="4" width="24"'),
    "another format": ('<c r="D4" s="5"', '<c r="D4" s="2"'),
    "a merge": ('count="1"><mergeCell ref="A1:C1"/>', 'count="1"><mergeCell ref="A1:D1"/>'),
    "a formula": ('<c r="D4" s="5"/>', '<c r="D4" s="5"><f>A3</f></c>'),
    "a value in an old column": ('<c r="C5" s="2"/>', '<c r="C5" s="3" t="str"><v>x</v></c>'),
    "the format of an old cell": ('<c r="C5" s="2"', '<c r="C5" s="3"'),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_verify_still_finds_whatever_else_differs(name: str, tmp_path: Path) -> None:
    source = source_of(tmp_path)
    fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    old, new = TAMPERED[name]
    package = Package.open(target_of(source))
    before = package.read(SHEET).decode()
    assert old in before
    target_of(source).write_bytes(package.rewritten({SHEET: before.replace(old, new).encode()}))
    assert not verify(source, target_of(source)).only_slots_changed


def test_without_an_answer_no_column_is_appended(tmp_path: Path) -> None:
    source = source_of(tmp_path)
    certificate = fill(source, columns=(ANSWERS,))
    assert certificate.columns == ()
    assert target_of(source).read_bytes() == source.read_bytes()


def test_a_cell_in_a_free_column_without_a_wish_for_one_is_a_plain_write(tmp_path: Path) -> None:
    source = source_of(tmp_path)
    certificate = fill(source, slot("D3", "Yes."))
    assert certificate.columns == ()
    assert styles_of(target_of(source), "D2", "D3") == [None, 0]
    assert "<cols>" not in xml_of(target_of(source))
    found = verify(source, target_of(source))
    assert found.only_slots_changed
    assert found.columns == ()


def test_number_and_date_formats_are_never_taken_over(tmp_path: Path) -> None:
    dated = ROWS.replace('<c r="C5" s="2"/>', text("C5", "2026", 2)).replace('"Keys", 3', '"Keys", 2')
    source = source_of(tmp_path, dated)
    fill(source, slot("D5", "Yes."), columns=(ANSWERS,))
    assert styles_of(target_of(source), "D5") == [3]


def test_a_cell_with_a_format_of_its_own_keeps_it(tmp_path: Path) -> None:
    source = source_of(tmp_path, ROWS.replace('<c r="C5" s="2"/>', '<c r="C5" s="2"/><c r="D5" s="1"/>'))
    fill(source, slot("D5", "Yes."), columns=(ANSWERS,))
    assert styles_of(target_of(source), "D3", "D5") == [3, 1]


def test_an_empty_cell_of_the_sheets_default_takes_the_look_too(tmp_path: Path) -> None:
    source = source_of(tmp_path, ROWS.replace('<c r="C5" s="2"/>', '<c r="C5" s="2"/><c r="D5"/>'))
    fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    assert styles_of(target_of(source), "D5") == [3]
    assert verify(source, target_of(source)).only_slots_changed


REFUSED = {
    "a taken cell": (ROWS.replace('<c r="C5" s="2"/>', text("D5", "x")), {}, InputRejected, "Controls!D5 is not empty"),
    "a taken heading": (
        ROWS.replace('</row><row r="3"', text("D2", "x") + '</row><row r="3"'),
        {},
        InputRejected,
        "Controls!D2 is not",
    ),
    "a merge": (ROWS, {"after": BANNER.replace("A1:C1", "C2:D2")}, InputRejected, "Controls!D2 is covered by"),
    "a hidden column": (ROWS, {"before": '<cols><col min="4" max="4" hidden="1"/></cols>'}, InputRejected, "hidden"),
    "locked cells": (ROWS, {"after": '<sheetProtection sheet="1"/>' + BANNER}, PolicyRefused, "locked on a protected"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_where_no_column_can_be_appended_nothing_is_written(name: str, tmp_path: Path) -> None:
    rows, more, kind, message = REFUSED[name]
    source = source_of(tmp_path, rows, before=more.get("before", ""), after=more.get("after", BANNER))
    with pytest.raises(kind, match=message):
        fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    assert not target_of(source).exists()


def test_on_a_protected_sheet_an_open_column_stays_open(tmp_path: Path) -> None:
    locked = ROWS.replace('s="3"', 's="5"')
    opened = '<cols><col min="4" max="4" style="3" width="9"/></cols>'
    source = source_of(tmp_path, locked, before=opened, after='<sheetProtection sheet="1"/>')
    fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    assert styles_of(target_of(source), "D2", "D3") == [3, 3]


WIDE = '<col min="4" max="4" width="24" customWidth="1"/>'
SPLIT = (
    '<col min="3" max="3" width="9" style="2" bestFit="1"/>',
    '<col min="5" max="16384" width="9" style="2" bestFit="1"/>',
)
COLUMNS = {
    "no columns described": ("", '<cols><col min="4" max="4" width="24" customWidth="1"/></cols>'),
    "an empty list": ("<cols/>", '<cols><col min="4" max="4" width="24" customWidth="1"/></cols>'),
    "in column order": (
        '<cols><col min="1" max="2" width="9"/><col min="7" max="7" width="5"/></cols>',
        f'<cols><col min="1" max="2" width="9"/>{WIDE}<col min="7" max="7" width="5"/></cols>',
    ),
    "a range is split": (
        '<cols><col min="3" max="16384" width="9" style="2" bestFit="1"/></cols>',
        f'<cols>{SPLIT[0]}<col min="4" max="4" width="24" style="2" customWidth="1"/>{SPLIT[1]}</cols>',
    ),
    "an open element": (
        "<cols><col min='4' max='4' width='9'></col></cols>",
        '<cols><col min="4" max="4" width="24" customWidth="1"/></cols>',
    ),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_one_column_gets_its_width_and_the_others_keep_theirs(name: str) -> None:
    before, after = COLUMNS[name]
    found = with_column_width(sheet("", before=before).encode(), "s", 4, 24.0)
    assert found.decode() == sheet("", before=after)


def test_a_prefix_is_kept() -> None:
    data = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'.encode()
    wide = b'<x:cols><x:col min="2" max="2" width="30.5" customWidth="1"/></x:cols><x:sheetData/>'
    assert with_column_width(data, "s", 2, 30.5) == data.replace(b"<x:sheetData/>", wide)


WIDTHS = {
    "as the widest text": ('<cols><col min="2" max="2" width="48"/></cols>', 48.0),
    "no wider than a screen": ('<cols><col min="2" max="2" width="200"/></cols>', 60.0),
    "wide enough already": ('<cols><col min="2" max="2" width="48"/><col min="4" max="4" width="26"/></cols>', 26.0),
}


@pytest.mark.parametrize("name", WIDTHS)
def test_the_width_follows_the_text_beside_it(name: str, tmp_path: Path) -> None:
    columns, width = WIDTHS[name]
    source = source_of(tmp_path, before=columns)
    fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    assert (4, 4, width) in first_sheet(target_of(source)).column_widths


def test_a_table_that_ends_beside_takes_the_column_in(tmp_path: Path) -> None:
    source = source_of(tmp_path, after=BANNER + TABLE, more=table("Asked", "A2:C5", ("No.", "Question", "Area")))
    certificate = fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    (found,) = first_sheet(target_of(source)).tables
    assert (found.area.last_col, found.columns) == (4, ("No.", "Question", "Area", "Answer"))
    assert certificate.columns[0].table == "xl/tables/t.xml"
    assert "xl/tables/t.xml" in [change.name for change in certificate.changed]
    assert verify(source, target_of(source)).only_slots_changed
    assert openpyxl.load_workbook(target_of(source))["Controls"].tables["Asked"].ref == "A2:D5"


def test_a_table_whose_name_is_taken_gets_a_numbered_heading(tmp_path: Path) -> None:
    rows = ROWS.replace("Area", "ANSWER").replace("Question", "Answer 2")
    source = source_of(tmp_path, rows, after=TABLE, more=table("Asked", "A2:C5", ("No.", "Answer 2", "ANSWER")))
    fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    found = first_sheet(target_of(source))
    assert found.tables[0].columns[-1] == value_at(found, "D2") == "Answer 3"


APART = {
    "ends before": ("A2:B5", ("No.", "Question")),
    "other heading row": ("A3:C5", ("1", "Are keys new?", "Keys")),
    "other rows": ("A8:C9", ("a", "b", "c")),
}


@pytest.mark.parametrize("name", APART)
def test_a_table_elsewhere_stays_as_it_is(name: str, tmp_path: Path) -> None:
    area, columns = APART[name]
    source = source_of(tmp_path, after=TABLE, more=table("Other", area, columns))
    certificate = fill(source, slot("D4", "Yes."), columns=(ANSWERS,))
    assert [change.name for change in certificate.changed] == [SHEET]
    assert certificate.columns[0].table == ""


def test_a_table_is_not_widened_over_what_stands_there(tmp_path: Path) -> None:
    rows = ROWS + f'<row r="6">{text("D6", "see below")}</row>'
    source = source_of(tmp_path, rows, after=TABLE, more=table("Asked", "A2:C6", ("No.", "Question", "Area")))
    certificate = fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    assert certificate.columns[0].table == ""


def test_a_table_column_has_its_own_number_and_an_escaped_name() -> None:
    part = (
        f'<table xmlns="{MAIN}" id="1" ref="B2:C9" totalsRowShown="0"><autoFilter ref="B2:C9"/>'
        '<tableColumns count="2"><tableColumn id="1" name="a"/><tableColumn id="7" name="b"><x/></tableColumn>'
        '</tableColumns><tableStyleInfo name="T"/></table>'
    )
    found = with_table_column(part.encode(), "t", "A&B é").decode()
    assert found == part.replace("B2:C9", "B2:D9").replace('count="2"', 'count="3"').replace(
        "</tableColumns>", '<tableColumn id="8" name="A&amp;B &#233;"/></tableColumns>'
    )


NAMES = (
    '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Controls!$A$2:$C$5</definedName>'
    '<definedName name="_xlnm.Print_Area" localSheetId="0">Controls!$A$1:$C$5,Controls!$A$40:$C$50</definedName>'
    '<definedName name="Mine">Controls!$A$2:$C$5</definedName>'
)


def test_filter_and_print_area_that_end_beside_reach_the_column(tmp_path: Path) -> None:
    source = source_of(tmp_path, after='<autoFilter ref="A2:C5"/>' + BANNER, names=NAMES)
    fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    names = re.findall(r">(Controls![^<]+)<", xml_of(target_of(source), "xl/workbook.xml"))
    assert names == ["Controls!$A$2:$D$5", "Controls!$A$1:$D$5,Controls!$A$40:$C$50", "Controls!$A$2:$C$5"]
    assert '<autoFilter ref="A2:D5"/>' in xml_of(target_of(source))
    assert verify(source, target_of(source)).only_slots_changed


def test_names_and_filters_that_end_elsewhere_stay(tmp_path: Path) -> None:
    source = source_of(tmp_path, after='<autoFilter ref="A2:B5"/>', names=NAMES.replace("$C$", "$B$"))
    certificate = fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    assert [change.name for change in certificate.changed] == [SHEET]


def test_a_column_range_and_a_quoted_sheet_name_are_stretched_too() -> None:
    said = "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">'It''s A:C'!$A:$C</definedName>"
    part = f'<workbook xmlns="{MAIN}"><definedNames>{said}</definedNames></workbook>'
    stretch = Stretch(1, 4, (2, 5), frozenset({"_xlnm.Print_Area"}))
    assert with_stretched_names(part.encode(), "w", stretch).decode() == part.replace("!$A:$C", "!$A:$D")


def test_rules_of_the_neighbours_are_not_copied(tmp_path: Path) -> None:
    rules = (
        '<conditionalFormatting sqref="A3:C5"><cfRule type="containsBlanks" priority="1"><formula>1</formula></cfRule>'
        '</conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="C3:C5">'
        '<formula1>"Keys,Logs"</formula1></dataValidation></dataValidations>'
    )
    source = source_of(tmp_path, after=rules)
    fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    assert rules in xml_of(target_of(source))


def test_a_heading_is_repeated_where_the_file_repeats_its_own(tmp_path: Path) -> None:
    again = (
        f'<row r="6">{text("A6", "No.", 1)}{text("B6", "Question", 1)}</row><row r="7">{text("B7", "Is it?", 3)}</row>'
    )
    source = source_of(tmp_path, ROWS + again)
    column = NewColumn("Controls", 4, "Answer", (2, 6), (3, 4, 5, 7))
    fill(source, slot("D7", "Yes."), columns=(column,))
    found = first_sheet(target_of(source))
    assert [value_at(found, name) for name in ("D2", "D6", "D7")] == ["Answer", "Answer", "Yes."]


def test_a_sheet_without_headings_gets_no_heading(tmp_path: Path) -> None:
    source = source_of(tmp_path)
    fill(source, slot("D3", "Yes."), columns=(NewColumn("Controls", 4, "Answer", (), (3, 4)),))
    assert value_at(first_sheet(target_of(source)), "D2") is None


def test_the_same_wish_gives_the_same_bytes(tmp_path: Path) -> None:
    source = source_of(tmp_path, after='<autoFilter ref="A2:C5"/>', names=NAMES)
    fill(source, slot("D3", "Yes."), columns=(ANSWERS,))
    first = target_of(source).read_bytes()
    fill(source, slot("D3", "Yes."), columns=(ANSWERS,), overwrite=True)
    assert target_of(source).read_bytes() == first


def test_two_sheets_get_a_column_each(tmp_path: Path) -> None:
    parts = parts_of({"Controls": sheet(ROWS), "More": sheet(ROWS)}, styles=WRAPPED)
    source = save(tmp_path / "asked.xlsx", parts)
    more = NewColumn("More", 4, "Answer", (2,), (3, 4, 5))
    fill(source, slot("D3", "Yes."), slot("D4", "No.", "More"), columns=(ANSWERS, more))
    found = scan_workbook(target_of(source))
    assert [value_at(one, "D2") for one in found.sheets] == ["Answer", "Answer"]
    assert len(verify(source, target_of(source)).columns) == 2
