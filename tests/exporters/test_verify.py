"""Comparing anybody's pair of files."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from exporters.ooxml.package import Package
from exporters.verify import CellChange, DropdownProof, verify
from knowledge.errors import InputRejected
from tests.exporters.odd_books import extended_list, parts_of, save, sheet
from tests.exporters.releasing import fill, slot, target_of

ROWS = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"/><c r="C1"><f>B1*2</f><v>4</v></c></row>'
LISTS = sheet('<row r="1"><c r="A1" t="str"><v>Yes</v></c></row>')


@pytest.fixture
def original(tmp_path: Path) -> Path:
    parts = parts_of(
        {"Controls": sheet(ROWS, after=extended_list("Lists!$A$1", "D1:D9")), "Lists": LISTS},
        strings="<si><t>Question</t></si>",
    )
    return save(tmp_path / "a.xlsx", parts)


def edited(original: Path, part: str, old: str, new: str) -> Path:
    package = Package.open(original)
    before = package.read(part).decode()
    assert old in before
    target = original.with_name("edited.xlsx")
    target.write_bytes(package.rewritten({part: before.replace(old, new).encode()}))
    return target


def test_our_own_result_differs_in_its_slots_only(original: Path) -> None:
    fill(original, slot("B1", 5), slot("D1", "Yes"))
    found = verify(original, target_of(original))
    assert found.only_slots_changed
    assert found.cells == (CellChange("Controls!B1", None, 5), CellChange("Controls!D1", None, "Yes"))
    assert set(found.changed) == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert "only cell values changed" in found.render()
    assert json.loads(found.to_json())["only_slots_changed"] is True


def test_a_file_saved_by_openpyxl_shows_what_it_lost(original: Path) -> None:
    target = original.with_name("saved.xlsx")
    with pytest.warns(UserWarning, match="Data Validation extension"):
        openpyxl.load_workbook(original).save(target)
    found = verify(original, target)
    assert not found.only_slots_changed
    lost = {loss.what: (loss.before, loss.after) for loss in found.losses}
    assert lost["dropdowns and other validations"] == (1, 0)
    assert lost["calculated values"] == (1, 0)
    assert "Lost: 1 of 1 calculated values" in found.render()


SHEET = "xl/worksheets/sheet1.xml"
TAMPERED = {
    "formula": (SHEET, "B1*2", "B1*3", "Controls!C1: the formula differs"),
    "formula gone": (SHEET, "<f>B1*2</f>", "", "Controls!C1: the formula is gone"),
    "calculated value": (SHEET, "<v>4</v>", "<v>5</v>", "calculated value differs"),
    "format": (SHEET, 's="1"', 's="3"', "Controls!B1: the cell format differs"),
    "dropdown": (SHEET, "D1:D9", "D1:D8", "something besides cells differs (validations)"),
    "row height": (SHEET, '<row r="1">', '<row r="1" ht="9">', "the height of a row differs"),
    "style sheet": ("xl/styles.xml", "yyyy", "yy", "xl/styles.xml: the part differs"),
    "sheet state": ("xl/workbook.xml", 'name="Lists"', 'name="Lists" state="hidden"', "was visible, is hidden"),
    "sheet name": ("xl/workbook.xml", 'name="Lists"', 'name="Other"', "Lists: the sheet is gone"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_each_other_change_is_named(name: str, original: Path) -> None:
    part, old, new, message = TAMPERED[name]
    found = verify(original, edited(original, part, old, new))
    assert not found.only_slots_changed
    assert message in "\n".join(found.others)


def test_what_depends_on_the_changed_cells_is_named(original: Path) -> None:
    fill(original, slot("B1", 5), slot("D1", "Yes"))
    found = verify(original, target_of(original))
    assert (found.dependents, found.dependents_total) == (("Controls!C1",), 1)
    assert "Formulas that may read a changed cell: 1 (Controls!C1)" in found.render()
    assert json.loads(found.to_json())["dependents"] == ["Controls!C1"]


def test_dropdowns_are_counted_with_their_options(original: Path) -> None:
    fill(original, slot("D1", "Yes"))
    found = verify(original, target_of(original))
    assert found.dropdowns == DropdownProof(lists=1, kept=1, options=1)
    assert "Dropdowns: 1 of 1 as they were; the original offers 1 options in them" in found.render()


@pytest.mark.parametrize(
    ("part", "old", "new", "message"),
    [
        ("xl/worksheets/sheet1.xml", "D1:D9", "D1:D8", "Controls!D1:D9: the dropdown of 1 option no longer covers all"),
        ("xl/worksheets/sheet1.xml", "D1:D9", "F1:F9", "Controls!D1:D9: the dropdown of 1 option is gone"),
        ("xl/worksheets/sheet2.xml", "Yes", "Nay", "1 option where it offered 1 option; missing is 'Yes'"),
    ],
)
def test_a_dropdown_that_changed_is_named_with_its_cells(
    part: str, old: str, new: str, message: str, original: Path
) -> None:
    found = verify(original, edited(original, part, old, new))
    assert not found.only_slots_changed
    assert message in "\n".join(found.others)
    assert found.dropdowns == DropdownProof(lists=1, kept=0, options=1)


def test_a_changed_shared_text_is_seen_in_its_cells(original: Path) -> None:
    found = verify(original, edited(original, "xl/sharedStrings.xml", "Question", "Another"))
    assert found.cells == (CellChange("Controls!A1", "Question", "Another"),)
    assert not found.only_slots_changed


def test_the_file_that_cannot_be_read_is_named(original: Path) -> None:
    broken = original.with_name("broken.xlsx")
    broken.write_bytes(original.read_bytes()[:-50])
    with pytest.raises(InputRejected, match=r"^broken.xlsx: The archive"):
        verify(original, broken)
