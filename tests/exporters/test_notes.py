"""Flags in notes: exactly those are added, with all that shows them; everything else in the file stays as it is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from exporters.certificate import Certificate
from exporters.ooxml.new_column import NewColumn
from exporters.ooxml.note_shapes import boxed_places, differs_beyond, new_shapes, with_shapes
from exporters.ooxml.package import Package
from exporters.ooxml.sheet_content import place_of
from exporters.verify import verify
from exporters.xlsx import SlotWrite, WritePolicy, write_xlsx
from knowledge.errors import InputRejected, PolicyRefused
from tests.exporters.noted_books import (
    BUTTON,
    LEGACY,
    ROWS,
    box,
    comments,
    drawing,
    links,
    noted_book,
    noted_slot,
    noticed_slot,
    with_types,
)
from tests.exporters.odd_books import HEAD, MAIN, RELS, book, parts_of, save, sheet
from tests.exporters.releasing import DAY, fill, slot, target_of

WARNING = "Shared under NDA, <ask> & keep"
VML, NOTES, SHEET = "xl/drawings/vmlDrawing1.vml", "xl/comments1.xml", "xl/worksheets/sheet1.xml"


def notes_in(path: Path, name: str = "Controls") -> dict[str, tuple[str, str]]:
    """Return author and text of every note that openpyxl sees on a sheet."""
    cells = (cell for row in openpyxl.load_workbook(path)[name].iter_rows() for cell in row if cell.comment)
    return {cell.coordinate: (cell.comment.author, cell.comment.text) for cell in cells if cell.comment}


def value_in(path: Path, cell: str, name: str = "Controls") -> object:
    return openpyxl.load_workbook(path)[name][cell].value


def children_of(path: Path, part: str = SHEET) -> list[str]:
    return [etree.QName(node).localname for node in etree.fromstring(Package.open(path).read(part))]


def refusals(certificate: Certificate) -> dict[str, str]:
    return {slot.at: slot.why for slot in certificate.notes_refused}


def test_a_flag_goes_into_a_note_and_the_cell_holds_the_bare_answer(tmp_path: Path) -> None:
    original = book(tmp_path / "a.xlsx", ROWS)
    certificate = fill(original, noted_slot("B1", "Yes, monthly.", WARNING))
    filled = target_of(original)
    assert notes_in(filled) == {"B1": ("segq", WARNING)}
    assert value_in(filled, "B1") == "Yes, monthly."
    assert CalamineWorkbook.from_path(str(filled)).get_sheet_by_name("Controls").to_python()[0][1] == "Yes, monthly."
    assert certificate.notes == ("Controls!B1",)
    assert [part.name for part in certificate.added] == [NOTES, "xl/worksheets/_rels/sheet1.xml.rels", VML]
    assert "[Content_Types].xml" in [part.name for part in certificate.changed]


def test_a_withheld_answer_leaves_the_cell_blank_and_its_notice_in_a_note(tmp_path: Path) -> None:
    original = book(tmp_path / "a.xlsx", ROWS)
    certificate = fill(original, noticed_slot("B2", "Ask trust@example.com for it"))
    assert notes_in(target_of(original)) == {"B2": ("segq", "Ask trust@example.com for it")}
    assert value_in(target_of(original), "B2") is None
    assert certificate.written == ()
    assert b"<c r=" in Package.open(target_of(original)).read(SHEET)
    assert re.sub(b"<legacyDrawing[^>]*/>", b"", Package.open(target_of(original)).read(SHEET)) == Package.open(
        original
    ).read(SHEET)


def test_notes_that_stand_there_keep_every_byte_and_the_author_is_listed_once(tmp_path: Path) -> None:
    original = noted_book(tmp_path / "a.xlsx")
    certificate = fill(original, noted_slot("B1", "Yes", WARNING), noted_slot("B2", "Nobody", WARNING))
    before, after = (Package.open(path).read(NOTES) for path in (original, target_of(original)))
    head, tail = before.split(b"</authors>")
    assert after.startswith(head + b"<author>segq</author></authors>" + tail.partition(b"</commentList>")[0])
    assert after.count(b"segq") == 1
    assert notes_in(target_of(original)) == {
        "A1": ("Ann Ölund", "Ask Ann on A1"),
        "B1": ("segq", WARNING),
        "B2": ("segq", WARNING),
    }
    assert certificate.notes_kept == 1
    assert certificate.added == ()


def test_a_second_round_adds_no_second_author(tmp_path: Path) -> None:
    original = book(tmp_path / "a.xlsx", ROWS)
    fill(original, noted_slot("B1", "Yes", WARNING))
    first = target_of(original).rename(tmp_path / "first.xlsx")
    fill(first, noted_slot("B2", "Nobody", WARNING))
    assert Package.open(target_of(original)).read(NOTES).count(b"<author>") == 1
    assert set(notes_in(target_of(original))) == {"B1", "B2"}


def test_a_cell_with_a_note_keeps_it_and_is_flagged_in_its_text(tmp_path: Path) -> None:
    original = noted_book(tmp_path / "a.xlsx", comments("A1", "B1"), drawing(box(1025, 0, 0) + box(1026, 0, 1)))
    certificate = fill(original, noted_slot("B1", "Yes", WARNING))
    assert refusals(certificate) == {"Controls!B1": "the cell has a note already; the flag stands in its text"}
    assert value_in(target_of(original), "B1") == "[FLAG] Yes"
    assert Package.open(target_of(original)).read(NOTES) == Package.open(original).read(NOTES)
    assert "No note: Controls!B1" in certificate.render()


def test_threaded_comments_are_left_alone(tmp_path: Path) -> None:
    threads = (
        f'{HEAD}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="B2" id="{1}" personId="{2}"><text>Who?</text></threadedComment></ThreadedComments>'
    )
    more: dict[str, str | bytes] = {
        "xl/threadedComments/t1.xml": threads,
        "xl/comments1.xml": comments("A1"),
        "xl/drawings/vmlDrawing1.vml": drawing(box(1025, 0, 0)),
        "xl/worksheets/_rels/sheet1.xml.rels": links("comments", "vmlDrawing", "threadedComment"),
    }
    original = save(tmp_path / "a.xlsx", with_types(parts_of({"Controls": sheet(ROWS, after=LEGACY)}, more=more)))
    certificate = fill(original, noted_slot("B1", "Yes", WARNING), noted_slot("B2", "Nobody", WARNING))
    assert refusals(certificate) == {"Controls!B2": "the cell has a comment already; the flag stands in its text"}
    assert certificate.notes == ("Controls!B1",)
    assert Package.open(target_of(original)).read("xl/threadedComments/t1.xml").decode() == threads


def test_form_controls_in_the_same_drawing_keep_their_bytes_and_numbers(tmp_path: Path) -> None:
    shapes = drawing(BUTTON + box(1026, 0, 0))
    original = noted_book(tmp_path / "a.xlsx", shapes=shapes)
    fill(original, noted_slot("B1", "Yes", WARNING))
    after = Package.open(target_of(original)).read(VML).decode()
    head, end = shapes.split("</xml>")
    assert after.startswith(head)
    assert after.endswith("</xml>" + end)
    numbers = re.findall(r'<v:shape id="_x0000_s(\d+)"', after)
    assert len(set(numbers)) == len(numbers) == 3
    assert after.count('<v:shapetype id="_x0000_t202"') == 1


def test_shape_numbers_go_on_in_a_new_block_where_the_own_one_is_full() -> None:
    full = drawing("".join(box(1024 + step, step, 0) for step in range(1, 1024))).encode()
    after = with_shapes(full, "v", [place_of(1, 3)], 7)
    assert b'data="1,7"' in after
    assert b'id="_x0000_s7169"' in after
    assert not differs_beyond(full, after, [place_of(1, 3)])


def test_shapes_declare_the_prefixes_that_the_drawing_lacks() -> None:
    bare = b'<xml xmlns:a="urn:schemas-microsoft-com:vml"><a:group/></xml>'
    root = etree.fromstring(with_shapes(bare, "v", [place_of(4, 2)], 1))
    shape = root.find("{urn:schemas-microsoft-com:vml}shape")
    assert shape is not None
    assert shape.findtext("{*}ClientData/{*}Row") == "3"


@pytest.mark.parametrize(("row", "col"), [(1, 1), (1_048_576, 16_384), (1_048_573, 16_381)])
def test_every_box_stays_on_the_sheet(row: int, col: int) -> None:
    data = new_shapes([place_of(row, col)], 1)
    anchor = re.search(rb"<x:Anchor>([^<]*)", data)
    assert anchor is not None
    left, _, top, _, right, _, bottom, _ = map(int, anchor[1].split(b","))
    assert 0 <= left < right < 16_384
    assert 0 <= top < bottom < 1_048_576
    assert boxed_places(data) == [place_of(row, col)]


def test_a_changed_foreign_shape_is_noticed() -> None:
    before = drawing(BUTTON).encode()
    after = with_shapes(before, "v", [place_of(1, 2)], 3)
    assert not differs_beyond(before, after, [place_of(1, 2)])
    assert differs_beyond(before, after, [place_of(2, 2)])
    assert differs_beyond(before, after.replace(b"Press", b"Click"), [place_of(1, 2)])


def test_locked_objects_keep_flags_in_the_text(tmp_path: Path) -> None:
    unlocked = ROWS.replace("</c></row>", '</c><c r="B1" s="3"/></row>', 1)
    one = f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELS}"><sheetData>{unlocked}</sheetData>{{}}</worksheet>'
    free, locked = '<sheetProtection sheet="1"/>', '<sheetProtection sheet="1" objects="1"/>'
    original = save(tmp_path / "a.xlsx", parts_of({"Controls": one.format(free), "Locked": one.format(locked)}))
    writes = [noted_slot("B1", "Yes", WARNING, name) for name in ("Controls", "Locked")]
    certificate = fill(original, *writes)
    assert certificate.notes == ("Controls!B1",)
    assert refusals(certificate) == {"Locked!B1": "objects on the sheet are locked; the flag stands in its text"}
    assert value_in(target_of(original), "B1", "Locked") == "[FLAG] Yes"


def test_a_locked_cell_takes_no_note_either(tmp_path: Path) -> None:
    one = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{ROWS}</sheetData><sheetProtection sheet="1"/></worksheet>'
    original = save(tmp_path / "a.xlsx", parts_of({"Controls": one}))
    with pytest.raises(PolicyRefused, match="Controls!B1 is locked"):
        fill(original, noticed_slot("B1", "Ask for it"))


def test_several_sheets_get_notes_of_their_own(tmp_path: Path) -> None:
    original = save(tmp_path / "a.xlsx", parts_of({"Controls": sheet(ROWS), "Other": sheet(ROWS)}))
    fill(original, noted_slot("B2", "No", WARNING, "Other"), noted_slot("B1", "Yes", WARNING))
    filled = target_of(original)
    assert set(notes_in(filled)) == {"B1"}
    assert set(notes_in(filled, "Other")) == {"B2"}
    package = Package.open(filled)
    ids = [re.findall(rb'id="(_x0000_s\d+)"', package.read(f"xl/drawings/vmlDrawing{n}.vml")) for n in (1, 2)]
    assert not set(ids[0]) & set(ids[1])
    assert package.read("[Content_Types].xml").count(b'Extension="vml"') == 1


def test_a_notice_that_only_a_note_can_carry_is_dropped_where_none_can(tmp_path: Path) -> None:
    original = noted_book(tmp_path / "a.xlsx", comments("B1"), drawing(box(1025, 0, 1)))
    certificate = fill(original, noticed_slot("B1", "Ask for it", in_text=False))
    assert refusals(certificate) == {"Controls!B1": "the cell has a note already; nothing is written"}
    assert target_of(original).read_bytes() == original.read_bytes()


@pytest.mark.parametrize(("existing", "value"), [("keep", "old"), ("replace", "Ask for it")])
def test_a_notice_never_stands_beside_an_old_answer(tmp_path: Path, existing: str, value: str) -> None:
    rows = ROWS.replace("</c></row>", '</c><c r="B1" t="str"><v>old</v></c></row>', 1)
    original = book(tmp_path / "a.xlsx", rows)
    certificate = fill(original, noticed_slot("B1", "Ask for it"), existing=existing)
    assert value_in(target_of(original), "B1") == value
    assert certificate.notes == ()


def test_a_choice_is_noted_and_stays_a_choice(tmp_path: Path) -> None:
    dropdown = (
        '<dataValidations count="1"><dataValidation type="list" sqref="B1:B2"><formula1>"Yes,No"</formula1>'
        "</dataValidation></dataValidations>"
    )
    original = book(tmp_path / "a.xlsx", ROWS, after=dropdown)
    one = slot("B1", "Yes")
    noted = noted_slot("B1", "Yes", WARNING).noted
    fill(original, SlotWrite(one.address, one.released, noted))
    assert value_in(target_of(original), "B1") == "Yes"
    assert set(notes_in(target_of(original))) == {"B1"}
    assert children_of(target_of(original)) == ["sheetData", "dataValidations", "legacyDrawing"]


def test_the_legacy_drawing_stands_where_the_schema_wants_it(tmp_path: Path) -> None:
    after = (
        '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><drawing r:id="rId9"/>'
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'Requires="x14"><controls/></mc:Choice></mc:AlternateContent><tableParts count="0"/><extLst/>'
    )
    original = book(tmp_path / "a.xlsx", ROWS, after=after)
    fill(original, noted_slot("B1", "Yes", WARNING))
    assert children_of(target_of(original)) == [
        "sheetData",
        "pageMargins",
        "drawing",
        "legacyDrawing",
        "AlternateContent",
        "tableParts",
        "extLst",
    ]


def test_prefixes_and_relationship_names_are_the_files_own(tmp_path: Path) -> None:
    rows = re.sub(r"<(/?)(\w)", r"<\1x:\2", ROWS)
    xml = f'{HEAD}<x:worksheet xmlns:x="{MAIN}" xmlns:rel="{RELS}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    original = save(tmp_path / "a.xlsx", parts_of({"Controls": xml}))
    fill(original, noted_slot("B1", "Yes", WARNING))
    assert b'<x:legacyDrawing rel:id="rId2"/>' in Package.open(target_of(original)).read(SHEET)
    assert set(notes_in(target_of(original))) == {"B1"}


def test_a_part_of_notes_with_a_prefix_is_extended_under_it(tmp_path: Path) -> None:
    original = noted_book(tmp_path / "a.xlsx", comments("A1", prefix="m:"))
    fill(original, noted_slot("B1", "Yes", WARNING))
    assert b"<m:author>segq</m:author>" in Package.open(target_of(original)).read(NOTES)
    assert set(notes_in(target_of(original))) == {"A1", "B1"}


def test_empty_lists_of_notes_and_authors_are_opened(tmp_path: Path) -> None:
    original = noted_book(
        tmp_path / "a.xlsx", f'{HEAD}<comments xmlns="{MAIN}"><authors/><commentList /></comments>', drawing("")
    )
    fill(original, noted_slot("B1", "Yes", WARNING))
    assert notes_in(target_of(original)) == {"B1": ("segq", WARNING)}


@pytest.mark.parametrize(
    ("notes", "shapes", "why"),
    [
        ("<comments", None, "not well-formed"),
        (None, "<xml/>", "cannot be followed"),
        (None, "<!DOCTYPE xml><xml></xml>", "document type"),
        (f'{HEAD}<comments xmlns="{MAIN}"/>', None, "lists no authors"),
    ],
)
def test_parts_that_cannot_be_edited_leave_the_flag_in_the_text(
    tmp_path: Path, notes: str | None, shapes: str | None, why: str
) -> None:
    original = noted_book(tmp_path / "a.xlsx", notes, shapes)
    certificate = fill(original, noted_slot("B1", "Yes", WARNING))
    assert why in refusals(certificate)["Controls!B1"]
    package = Package.open(target_of(original))
    assert package.read(NOTES) == Package.open(original).read(NOTES)
    assert b"[FLAG] Yes" in package.read(SHEET)


def test_a_drawing_that_two_sheets_show_is_left_alone(tmp_path: Path) -> None:
    one, shared = sheet(ROWS, after=LEGACY), links("comments", "vmlDrawing")
    more: dict[str, str | bytes] = {
        NOTES: comments("A1"),
        VML: drawing(box(1025, 0, 0)),
        "xl/worksheets/_rels/sheet1.xml.rels": shared,
        "xl/worksheets/_rels/sheet2.xml.rels": shared,
    }
    original = save(tmp_path / "a.xlsx", with_types(parts_of({"Controls": one, "Other": one}, more=more)))
    certificate = fill(original, noted_slot("B1", "Yes", WARNING))
    assert "Another sheet has the same" in refusals(certificate)["Controls!B1"]


def test_a_withheld_text_in_a_note_stops_the_write(tmp_path: Path) -> None:
    secret = "The archive is kept in a vault below the second office."
    original = book(tmp_path / "a.xlsx", ROWS)
    with pytest.raises(PolicyRefused, match=r"xl/comments1\.xml would hold a text"):
        fill(original, noted_slot("B1", "Yes", f"Note: {secret}"), withheld=(secret,))
    assert not target_of(original).exists()


def test_only_released_text_becomes_a_note(tmp_path: Path) -> None:
    one = noted_slot("B1", "Yes", WARNING)
    assert one.noted is not None
    bad = SlotWrite(one.address, one.released, type(one.noted)("plain text", None))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="only content that passed"):
        fill(book(tmp_path / "a.xlsx", ROWS), bad)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    original = book(tmp_path / "a.xlsx", ROWS)
    writes = [noted_slot("B1", "Yes", WARNING), noticed_slot("B2", "Ask")]
    for name in ("one.xlsx", "two.xlsx"):
        write_xlsx(original, tmp_path / name, writes, policy=WritePolicy(as_of=DAY))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_verify_tells_added_notes_and_nothing_else(tmp_path: Path) -> None:
    original = noted_book(tmp_path / "a.xlsx", shapes=drawing(BUTTON + box(1026, 0, 0)))
    fill(original, noted_slot("B1", "Yes", WARNING), noticed_slot("B2", "Ask", sheet_name="Other"))
    found = verify(original, target_of(original))
    assert found.only_slots_changed, found.others
    assert found.notes == ("Controls!B1", "Other!B2")
    assert [cell.at for cell in found.cells] == ["Controls!B1"]
    assert "2 notes added" in found.render()


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        (NOTES, "Ask Ann on A1", "Ask Bob on A1", "Controls!A1: the note differs"),
        (NOTES, 'ref="A1"', 'ref="A9"', "Controls!A1: the note is gone"),
        (VML, "Press", "Click", f"{VML}: the part differs"),
        (SHEET, "<legacyDrawing", '<legacyDrawing z="1"', "something besides cells differs"),
        ("[Content_Types].xml", "/xl/styles.xml", "/xl/stylez.xml", "[Content_Types].xml: the part differs"),
        ("xl/worksheets/_rels/sheet2.xml.rels", "comments2", "comments1", "sheet2.xml.rels: the part is new"),
    ],
)
def test_verify_tells_what_else_changed_beside_added_notes(
    tmp_path: Path, part: str, old: str, new: str, told: str
) -> None:
    original = noted_book(tmp_path / "a.xlsx", shapes=drawing(BUTTON + box(1026, 0, 0)))
    fill(original, noted_slot("B1", "Yes", WARNING), noted_slot("B1", "Yes", WARNING, "Other"))
    package = Package.open(target_of(original))
    text = package.read(part).decode()
    assert old in text
    edited = tmp_path / "edited.xlsx"
    edited.write_bytes(package.rewritten({part: text.replace(old, new).encode()}))
    assert any(told in other for other in verify(original, edited).others)


def test_added_members_stand_behind_raw_copies_of_all_others(tmp_path: Path) -> None:
    before = Package.open(book(tmp_path / "a.xlsx", ROWS))
    after = Package(before.rewritten({}, {"xl/new.xml": b"<new/>" * 99}))
    assert after.data[: before.directory] == before.data[: before.directory]
    assert [member.name for member in after.members] == [*(member.name for member in before.members), "xl/new.xml"]
    with zipfile.ZipFile(io.BytesIO(after.data)) as archive:
        assert archive.testzip() is None
        assert archive.getinfo("xl/new.xml").date_time == (1980, 1, 1, 0, 0, 0)
        assert archive.read("xl/new.xml") == b"<new/>" * 99


def test_members_are_added_to_zip64_archives_and_behind_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 10)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("one.xml", "<one/>" * 9)
        archive.comment = b"kept"
    assert b"PK\x06\x06" in stream.getvalue(), "the sample must be zip64"
    after = Package(stream.getvalue()).rewritten({}, {"two.xml": b"<two/>"})
    monkeypatch.undo()
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.namelist() == ["one.xml", "two.xml"]
        assert archive.testzip() is None
        assert archive.comment == b"kept"


def test_an_appended_column_takes_notes_beside_its_answers_and_notices_in_its_text(tmp_path: Path) -> None:
    original = book(tmp_path / "a.xlsx", ROWS)
    column = NewColumn("Controls", 2, "Answer", (), (1, 2))
    certificate = fill(original, noted_slot("B1", "Yes", WARNING), noticed_slot("B2", "Ask"), columns=(column,))
    assert certificate.notes == ("Controls!B1",)
    assert "new column; the flag stands in its text" in refusals(certificate)["Controls!B2"]
    assert (value_in(target_of(original), "B1"), value_in(target_of(original), "B2")) == ("Yes", "Ask")
    found = verify(original, target_of(original))
    assert found.only_slots_changed, found.others


def test_a_missing_cell_or_sheet_is_still_named(tmp_path: Path) -> None:
    original = book(tmp_path / "a.xlsx", ROWS)
    with pytest.raises(InputRejected, match="no worksheet 'Nowhere'"):
        fill(original, noted_slot("B1", "Yes", WARNING, "Nowhere"))
