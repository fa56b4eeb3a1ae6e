"""Long answers: a row grows only where its height was computed, and never where somebody set it."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.ooxml.package import Package
from exporters.ooxml.row_heights import wrapped_lines
from exporters.verify import verify
from exporters.xlsx import NewColumn
from tests.exporters.odd_books import book
from tests.exporters.releasing import fill, slot, target_of

SHEET = "xl/worksheets/sheet1.xml"
LONG = "Backups are encrypted, copied to a second region and restored in a test. " * 4
LIMIT = '<sheetFormatPr defaultRowHeight="15"/>'
CELL = '<c r="A1" t="str"><v>Are backups made?</v></c><c r="B1" s="3"/>'


def row(attributes: str, cells: str = CELL) -> str:
    return f'<row r="1" {attributes}>{cells}</row>'


def after_filling(tmp_path: Path, rows: str, text: str = LONG, **parts: str) -> tuple[str, Path]:
    source = book(tmp_path / "a.xlsx", rows, **{"before": LIMIT, **parts})
    fill(source, slot("B1", text))
    return Package.open(target_of(source)).read(SHEET).decode(), source


RAISED = {
    "a computed height": ('spans="1:2" ht="15.75" x="1"', '<row r="1" spans="1:2" ht="409" x="1">'),
    "said not to be set": ('ht="15" customHeight="0"', '<row r="1" ht="409" customHeight="0">'),
    "as LibreOffice writes": (
        'customFormat="false" ht="12.8" hidden="false" customHeight="false"',
        '<row r="1" customFormat="false" ht="409" hidden="false" customHeight="false">',
    ),
}


@pytest.mark.parametrize("name", RAISED)
def test_a_computed_height_that_is_too_low_is_raised(name: str, tmp_path: Path) -> None:
    before, after = RAISED[name]
    found, source = after_filling(tmp_path, row(before))
    assert after in found
    compared = verify(source, target_of(source))
    assert compared.only_slots_changed
    assert compared.rows_raised == ("Controls!1",)
    assert "Rows raised for their text: 1" in compared.render()


KEPT = {
    "a set height": ('ht="15" customHeight="1"', {}),
    "a hidden row": ('ht="15" hidden="1"', {}),
    "a row of no height": ('ht="0"', {}),
    "a height for all rows": ('ht="15"', {"before": '<sheetFormatPr defaultRowHeight="15" customHeight="1"/>'}),
    "a protected sheet": ('ht="15"', {"after": '<sheetProtection sheet="1"/>'}),
    "a merged cell": ('ht="15"', {"after": '<mergeCells count="1"><mergeCell ref="B1:C1"/></mergeCells>'}),
    "high enough": ('ht="409"', {}),
    "a wide column": ('ht="15"', {"before": LIMIT + '<cols><col min="2" max="2" width="255" customWidth="1"/></cols>'}),
}


@pytest.mark.parametrize("name", KEPT)
def test_every_other_height_stays(name: str, tmp_path: Path) -> None:
    attributes, parts = KEPT[name]
    text = "Yes. " * 40 if name == "a wide column" else LONG
    found, _ = after_filling(tmp_path, row(attributes), text, **parts)
    assert f'<row r="1" {attributes}>' in found


def test_a_cell_that_does_not_wrap_never_makes_its_row_grow(tmp_path: Path) -> None:
    found, _ = after_filling(tmp_path, row('ht="15"', CELL.replace(' s="3"', "")))
    assert '<row r="1" ht="15">' in found


def test_a_protected_sheet_that_lets_rows_be_formatted_lets_them_grow(tmp_path: Path) -> None:
    guard = '<sheetProtection sheet="1" formatRows="0"/>'
    found, source = after_filling(tmp_path, row('ht="15"'), after=guard)
    assert '<row r="1" ht="409">' in found
    assert verify(source, target_of(source)).only_slots_changed


def test_rows_that_may_hide_an_answer_are_named(tmp_path: Path) -> None:
    second = '<row r="2" ht="15"><c r="B2" s="3"/></row>'
    source = book(tmp_path / "a.xlsx", row('ht="15" customHeight="1"') + second, before=LIMIT)
    certificate = fill(source, slot("B1", LONG), slot("B2", LONG))
    assert (certificate.rows_fixed, certificate.rows_raised) == (("Controls!1",), ("Controls!2",))
    assert "Rows whose height is set, which may hide part of an answer: Controls!1" in certificate.render()
    assert "Rows raised for their answer: 1" in certificate.render()


def test_the_width_of_an_appended_column_counts(tmp_path: Path) -> None:
    asked = '<c r="A1" t="str"><v>No.</v></c>', '<c r="A2" s="3" t="str"><v>Are backups made and kept?</v></c>'
    rows = f'<row r="1">{asked[0]}</row><row r="2" ht="30">{asked[1]}</row>'
    source = book(tmp_path / "a.xlsx", rows, before=LIMIT + '<cols><col min="1" max="1" width="58"/></cols>')
    column = NewColumn("Controls", 2, "Answer", (1,), (2,))
    certificate = fill(source, slot("B2", LONG[:110]), columns=(column,))
    assert certificate.rows_raised == ()
    certificate = fill(source, slot("B2", LONG), columns=(column,), overwrite=True)
    assert certificate.rows_raised == ("Controls!2",)


TAMPERED = {
    "a set height that goes": ('<row r="2" ht="20" customHeight="1">', '<row r="2">', "something besides cells"),
    "a row without a new text": ('<row r="3" ht="20">', '<row r="3">', "the height of a row differs"),
    "another height": ('<row r="3" ht="20">', '<row r="3" ht="21">', "the height of a row differs"),
    "a height that shrank": ('<row r="1" ht="409">', '<row r="1" ht="9">', "the height of a row differs"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_verify_names_heights_that_changed_for_no_text(name: str, tmp_path: Path) -> None:
    rows = row('ht="15"') + '<row r="2" ht="20" customHeight="1"><c r="A2"/></row><row r="3" ht="20"><c r="A3"/></row>'
    found, source = after_filling(tmp_path, rows)
    old, new, message = TAMPERED[name]
    assert old in found
    package = Package.open(target_of(source))
    target_of(source).write_bytes(package.rewritten({SHEET: found.replace(old, new).encode()}))
    assert message in " ".join(verify(source, target_of(source)).others)


def test_verify_accepts_no_raised_row_on_a_sheet_that_forbids_it(tmp_path: Path) -> None:
    found, source = after_filling(tmp_path, row('ht="15"'), after='<sheetProtection sheet="1"/>')
    package = Package.open(target_of(source))
    target_of(source).write_bytes(package.rewritten({SHEET: found.replace(' ht="15"', ' ht="99"').encode()}))
    assert not verify(source, target_of(source)).only_slots_changed


LINES = {
    ("", 10.0): 1,
    ("a" * 10, 10.4): 1,
    ("a" * 11, 10.0): 2,
    ("a\n\nb", 9.0): 3,
    ("日" * 6, 10.0): 2,
    ("aa", 0.5): 2,
}


@pytest.mark.parametrize("said", LINES)
def test_lines_are_counted_by_characters_breaks_and_wide_letters(said: tuple[str, float]) -> None:
    assert wrapped_lines(*said) == LINES[said]
