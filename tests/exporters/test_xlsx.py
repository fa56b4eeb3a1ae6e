"""Writing through the public face: rules, proof, and nothing left behind after an error."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from answers.questionnaire import CellAddress, Existing
from exporters.ooxml.limits import Limits
from exporters.ooxml.package import Package
from exporters.xlsx import SlotWrite, WritePolicy, scan_workbook, write_xlsx
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected, PolicyRefused
from tests.exporters.odd_books import book, extended_list, parts_of, save, sheet, table
from tests.exporters.reading import value_at
from tests.exporters.releasing import DAY, fill, slot, target_of

ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Question</t></is></c><c r="B1" s="1"/></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Is it?</t></is></c><c r="B2" s="3"/>'
    '<c r="C2"><f>B2</f><v>0</v></c></row>'
    '<row r="3"><c r="B3" s="3" t="inlineStr"><is><t>Old answer</t></is></c></row>'
    '<row r="4"><c r="B4" s="3"/><c r="D4"><f t="array" ref="D4:D6">B9:B11</f><v>0</v></c></row>'
    '<row r="5"><c r="D5"><v>0</v></c><c r="E5" s="2"/></row>'
)
AFTER = (
    '<mergeCells><mergeCell ref="F1:G2"/></mergeCells><dataValidations>'
    '<dataValidation type="list" sqref="H1:H9"><formula1>"1,2,N/A"</formula1></dataValidation>'
    '<dataValidation type="textLength" operator="lessThanOrEqual" sqref="I1"><formula1>5</formula1></dataValidation>'
    '<dataValidation type="whole" sqref="J1"><formula1>1</formula1><formula2>5</formula2></dataValidation>'
    "</dataValidations>" + extended_list("Lists!$A$1:$A$2", "K1:K9")
)
LISTS = sheet('<row r="1"><c r="A1" t="str"><v>Yes</v></c></row><row r="2"><c r="A2" t="str"><v>No</v></c></row>')


@pytest.fixture
def source(tmp_path: Path) -> Path:
    parts = parts_of({"Controls": sheet(ROWS, after=AFTER), "Lists": LISTS}, states={"Lists": "hidden"})
    return save(tmp_path / "customer.xlsx", parts)


def test_values_arrive_typed_and_everything_else_is_the_originals_own_bytes(source: Path) -> None:
    certificate = fill(
        source,
        slot("B1", "=1+1"),
        slot("B2", "Yes"),
        slot("B4", 0.25),
        slot("F1", True),
        slot("E5", dt.date(2026, 3, 12)),
    )
    found = scan_workbook(target_of(source)).sheets[0]
    values = {name: value_at(found, name) for name in ("B1", "B2", "B4", "F1", "E5")}
    assert values == {"B1": "=1+1", "B2": "Yes", "B4": 0.25, "F1": True, "E5": dt.date(2026, 3, 12)}
    before, after = Package.open(source), Package.open(target_of(source))
    different = [
        o.name for o, n in zip(before.members, after.members, strict=True) if before.packed(o) != after.packed(n)
    ]
    assert sorted(different) == ["xl/workbook.xml", "xl/worksheets/sheet1.xml"]
    assert {change.name for change in certificate.changed} == set(different)
    assert certificate.recalculation == "Controls!C2"
    assert (certificate.dropdowns_before, certificate.dropdowns_after) == (2, 2)
    assert certificate.reread_by == "python-calamine and segq's scan"


def test_openpyxl_reads_the_same_values(source: Path) -> None:
    fill(source, slot("B2", "line one\nline two"), slot("B4", 5))
    with pytest.warns(UserWarning, match="Data Validation extension"):
        opened = openpyxl.load_workbook(target_of(source))
    assert opened["Controls"]["B2"].value == "line one\nline two"
    assert opened["Controls"]["B4"].value == 5


def test_the_workbook_part_stays_where_no_formula_depends(source: Path) -> None:
    certificate = fill(source, slot("B4", "x"))
    assert [change.name for change in certificate.changed] == ["xl/worksheets/sheet1.xml"]
    assert certificate.recalculation is None


def test_the_same_input_gives_the_same_bytes(source: Path) -> None:
    fill(source, slot("B2", "Yes"))
    first = target_of(source).read_bytes()
    fill(source, slot("B2", "Yes"), overwrite=True)
    assert target_of(source).read_bytes() == first


CHOICES: list[tuple[str, CellValue, object]] = [
    ("H1", "2", 2),
    ("H1", 2, 2),
    ("H1", 2.0, 2),
    ("H1", "N/A", "N/A"),
    ("K1", "Yes", "Yes"),
    ("I1", "short", "short"),
    ("J1", 5, 5),
]


@pytest.mark.parametrize(("cell", "given", "written"), CHOICES)
def test_a_choice_keeps_the_type_of_its_option(cell: str, given: CellValue, written: object, source: Path) -> None:
    fill(source, slot(cell, given))
    found = value_at(scan_workbook(target_of(source)).sheets[0], cell)
    assert (found, type(found)) == (written, type(written))


REFUSED: dict[str, tuple[SlotWrite, type[Exception], str]] = {
    "formula": (slot("C2", "x"), InputRejected, r"customer.xlsx: Controls!C2 holds a formula"),
    "array": (slot("D5", "x"), InputRejected, r"Controls!D5 holds a formula"),
    "covered by a merge": (
        slot("G2", "x"),
        InputRejected,
        r"Controls!G2 is covered by the merged cells F1:G2. Give F1",
    ),
    "illegal choice": (
        slot("H2", "3"),
        InputRejected,
        r"Controls!H2 does not allow that choice. Legal are: '1', '2', 'N/A'",
    ),
    "illegal extended choice": (slot("K2", "Maybe"), InputRejected, r"Legal are: 'Yes', 'No'"),
    "too long for the rule": (
        slot("I1", "longer"),
        InputRejected,
        r"Controls!I1 does not allow a text of 6 characters",
    ),
    "beyond the bound": (slot("J1", 6), InputRejected, r"Its rule is: between 1 and 5"),
    "text for a number": (slot("J1", "5"), InputRejected, r"Controls!J1 takes a number only"),
    "fraction for a whole": (slot("J1", 2.5), InputRejected, r"whole number"),
    "no such sheet": (
        slot("A1", "x", "Absent"),
        InputRejected,
        r"no worksheet 'Absent'. Its sheets are: Controls, Lists",
    ),
    "no such cell": (slot("AAAA1", "x"), InputRejected, r"is no cell"),
    "too long": (slot("B4", "x" * 32_768), InputRejected, r"Controls!B4: the text has 32,768 characters"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_slot_is_refused_and_leaves_no_file(name: str, source: Path) -> None:
    write, error, message = REFUSED[name]
    with pytest.raises(error, match=message):
        fill(source, write)
    assert [path.name for path in source.parent.iterdir()] == ["customer.xlsx"]


def test_an_existing_answer_is_kept_replaced_or_refused(source: Path) -> None:
    kept = fill(source, slot("B3", "New"))
    assert [(one.at, one.why) for one in kept.left] == [("Controls!B3", "already answered")]
    assert target_of(source).read_bytes() == source.read_bytes()
    with pytest.raises(PolicyRefused, match="Controls!B3 already holds an answer"):
        fill(source, slot("B3", "New"), existing=Existing.REFUSE, overwrite=True)
    same = fill(source, slot("B3", "Old answer"), existing=Existing.REFUSE, overwrite=True)
    assert same.left[0].why == "already holds that value"
    fill(source, slot("B3", "New"), existing=Existing.REPLACE, overwrite=True)
    assert value_at(scan_workbook(target_of(source)).sheets[0], "B3") == "New"


def test_a_prefilled_default_is_overwritten(source: Path) -> None:
    fill(source, slot("B3", "New"), prefilled=frozenset({CellAddress("Controls", "B3")}), existing=Existing.REFUSE)
    assert value_at(scan_workbook(target_of(source)).sheets[0], "B3") == "New"


def test_locks_count_on_protected_sheets_only(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"/><c r="B1" s="3"/><c r="C1"/></row>'
    protection = '<sheetProtection sheet="1"/><protectedRanges><protectedRange name="a" sqref="C1"/></protectedRanges>'
    source = book(tmp_path / "a.xlsx", rows, after=protection)
    with pytest.raises(PolicyRefused, match=r"Controls!A1 is locked on a protected sheet"):
        fill(source, slot("A1", "x"))
    with pytest.raises(PolicyRefused, match=r"Controls!D9 is locked"):
        fill(source, slot("D9", "x"))
    assert len(fill(source, slot("B1", "x"), slot("C1", "y")).written) == 2
    fill(book(tmp_path / "b.xlsx", rows), slot("A1", "x"), overwrite=True)


def test_a_table_heading_is_no_slot(tmp_path: Path) -> None:
    more = table("Asked", "A1:B4", ("Q", "A"))
    xml = sheet("", after='<tableParts><tablePart r:id="rId7"/></tableParts>')
    source = save(tmp_path / "a.xlsx", parts_of({"Controls": xml}, more=more))
    with pytest.raises(InputRejected, match="Controls!B1 is a heading of the table Asked"):
        fill(source, slot("B1", "x"))


def test_dates_follow_the_workbooks_calendar_and_the_cells_format(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" s="2"/><c r="B1"/></row>'
    source = save(tmp_path / "a.xlsx", parts_of({"Controls": sheet(rows)}, properties='<workbookPr date1904="1"/>'))
    day = dt.date(2026, 3, 12)
    fill(source, slot("A1", day), slot("B1", day))
    xml = Package.open(target_of(source)).read("xl/worksheets/sheet1.xml")
    assert b'<c r="A1" s="2"><v>44631</v></c>' in xml
    assert value_at(scan_workbook(target_of(source)).sheets[0], "B1") == "2026-03-12"


def test_a_signed_workbook_is_written_only_when_told(tmp_path: Path) -> None:
    more = {"_xmlsignatures/sig1.xml": "<Signature/>"}
    source = save(tmp_path / "a.xlsx", parts_of({"Controls": sheet("")}, more=more))
    with pytest.raises(PolicyRefused, match="digitally signed"):
        fill(source, slot("A1", "x"))
    fill(source, slot("A1", "x"), allow_signed=True)


SECRET = "Our keys are kept in a hardware module of the provider."


@pytest.mark.parametrize("text", [SECRET, SECRET.upper().replace(" ", "\n  "), f"As asked: {SECRET} Thanks & bye"])
def test_a_withheld_text_never_gets_into_a_file(text: str, source: Path) -> None:
    with pytest.raises(PolicyRefused, match="withheld") as caught:
        fill(source, slot("B2", text), withheld=(SECRET,))
    assert "hardware" not in str(caught.value)
    assert not target_of(source).exists()


def test_a_withheld_text_that_the_customer_sent_is_no_leak(tmp_path: Path) -> None:
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{SECRET}</t></is></c><c r="B1"/></row>'
    source = book(tmp_path / "a.xlsx", rows)
    assert fill(source, slot("B1", "No"), withheld=(SECRET,)).written
    with pytest.raises(PolicyRefused):
        fill(source, slot("B1", SECRET), withheld=(SECRET,), overwrite=True)


def test_content_that_did_not_pass_the_gate_is_refused(source: Path) -> None:
    bare = SlotWrite(CellAddress("Controls", "B2"), "Yes")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="release"):
        fill(source, bare)


def test_a_cell_given_twice_is_refused(source: Path) -> None:
    with pytest.raises(InputRejected, match="Controls!B2 is given twice"):
        fill(source, slot("B2", "a"), slot("B2", "b"))


def existing_file(folder: Path) -> Path:
    (folder / "old.xlsx").write_bytes(b"old")
    return folder / "old.xlsx"


TARGETS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "the original": (lambda folder: folder / "customer.xlsx", "original is never overwritten"),
    "a folder": (lambda folder: folder, "is a folder"),
    "no folder": (lambda folder: folder / "absent" / "out.xlsx", "no folder"),
    "an existing file": (existing_file, "exists already"),
}


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_that_cannot_be_written_is_named(name: str, source: Path) -> None:
    build, message = TARGETS[name]
    target, original = build(source.parent), source.read_bytes()
    with pytest.raises(InputRejected, match=message):
        write_xlsx(source, target, [slot("B2", "x")], policy=WritePolicy(as_of=DAY))
    assert source.read_bytes() == original
    assert not list(source.parent.glob("*.part"))


def test_a_full_disk_leaves_the_old_target_whole(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target_of(source).write_bytes(b"old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputRejected, match="No space left on device"):
        fill(source, slot("B2", "x"), overwrite=True)
    assert target_of(source).read_bytes() == b"old"
    assert sorted(path.name for path in source.parent.iterdir()) == ["customer.xlsx", "out.xlsx"]


def test_a_sheet_too_large_for_calamine_is_still_proven_by_our_own_scan(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    certificate = fill(book(tmp_path / "a.xlsx", rows), slot("A1", "x"))
    assert certificate.reread_by.startswith("segq's scan")


def test_bad_input_leaves_no_file(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(b"Id,Question\n")
    with pytest.raises(InputRejected, match=r"a.xlsx: The file is plain text \(CSV or TSV\)"):
        fill(source, slot("A1", "x"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_limits_reach_the_child(source: Path) -> None:
    with pytest.raises(InputRejected, match=r"customer.xlsx: At Controls!.* more than 3 cells"):
        scan_workbook(source, Limits(cells=3))
