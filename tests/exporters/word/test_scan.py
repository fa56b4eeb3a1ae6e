"""What is seen of a document: texts, addresses, controls, fields, protection."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exporters.ooxml.limits import Limits
from exporters.word.document import Cell, Control, ControlKind, Document, FieldKind, Paragraph, Protection, Table
from exporters.word.preflight import check_document
from exporters.word.scan import read_container, scan_here
from exporters.word.wire import packed_document, unpacked_document
from knowledge.errors import InputRejected
from tests.word_files import cell, docx, paragraph, table


def scanned(body: str, settings: str = "", styles: str = "") -> Document:
    limits = Limits()
    return read_container(check_document(docx(body, settings=settings, styles=styles), limits), limits)


def first(body: str, styles: str = "") -> Paragraph:
    block = scanned(body, styles=styles).blocks[0]
    assert isinstance(block, Paragraph)
    return block


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


SEEN = {
    "runs that split words": (run("Who own") + run("s it?"), "Who owns it?"),
    "an insertion": (f'{run("a ")}<w:ins w:id="1">{run("b")}</w:ins>', "a b"),
    "a deletion": (f'{run("a")}<w:del w:id="1"><w:r><w:delText>b</w:delText></w:r></w:del>', "a"),
    "what was moved away": (f'{run("a")}<w:moveFrom w:id="1">{run("b")}</w:moveFrom>', "a"),
    "a hyperlink": (f'<w:hyperlink r:id="r9">{run("here")}</w:hyperlink>', "here"),
    "a smart tag": (f"<w:smartTag>{run('Berlin')}</w:smartTag>", "Berlin"),
    "tabs, breaks and hyphens": (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>d</w:t></w:r>",
        "a\tb\nc-d",
    ),
    "a field's result and not its code": (
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("7")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        "7",
    ),
    "hidden text": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>", ""),
    "boxes made of symbols": (
        '<w:r><w:sym w:font="Wingdings" w:char="F06F"/></w:r>' + run(" Yes ")
        + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run(" No"),
        "☐ Yes ☒ No",
    ),
    "one version of alternate content": (
        (f'<mc:AlternateContent><mc:Choice Requires="w14">{run("new")}</mc:Choice>'
        f"<mc:Fallback>{run('old')}</mc:Fallback></mc:AlternateContent>"),
        "new",
    ),
    "no text box": (
        f'{run("a")}<w:r><w:pict><w:txbxContent><w:p>{run("inside")}</w:p></w:txbxContent></w:pict></w:r>',
        "a",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("inside", "text"), SEEN.values(), ids=SEEN)
def test_text_is_what_a_person_sees(inside: str, text: str) -> None:
    assert first(f"<w:p>{inside}</w:p>").text == text


def test_addresses_count_every_cell_and_look_through_controls() -> None:
    nested = table(("inner",))
    body = (
        paragraph("zero")
        + f"<w:sdt><w:sdtContent>{paragraph('one')}{paragraph('two')}</w:sdtContent></w:sdt>"
        + table(("a", cell(paragraph("wide"), properties='<w:gridSpan w:val="3"/>'), "after"))
        + f"<w:ins w:id='1'>{paragraph('three')}</w:ins>"
        + table((cell(nested, paragraph("behind")),))
    )
    places: dict[str, str] = {}

    def walk(block: Paragraph | Table) -> None:
        if isinstance(block, Paragraph):
            places[block.address] = block.text
            return
        for row in block.rows:
            for one in row.cells:
                places[one.address] = one.text
                for inner in one.blocks:
                    walk(inner)

    for block in scanned(body).blocks:
        walk(block)
    assert {places[f"paragraph {number}"] for number in range(4)} == {"zero", "one", "two", "three"}
    assert places["table 0 row 0 col 2"] == "after"
    assert places["table 1.0 row 0 col 0"] == "inner"
    assert places["table 1 row 0 col 0 paragraph 0"] == "behind"


def control(properties: str, shown: str = "Choose") -> Control:
    body = f"<w:p><w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run(shown)}</w:sdtContent></w:sdt></w:p>"
    return scanned(body).controls[0]


def test_a_list_offers_its_items_but_for_the_one_that_prompts() -> None:
    items = '<w:listItem w:value="Choose"/><w:listItem w:displayText="Own" w:value="1"/>'
    found = control(f"<w:alias w:val='Hosting'/><w:showingPlcHdr/><w:dropDownList>{items}</w:dropDownList>")
    assert (found.kind, found.options, found.prompt, found.name) == (ControlKind.DROP_DOWN, ("Own",), True, "Hosting")


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("<w:text/>", ControlKind.TEXT),
        ("", ControlKind.TEXT),
        ("<w:comboBox/>", ControlKind.COMBO_BOX),
        ("<w:date/>", ControlKind.DATE),
        ("<w14:checkbox><w14:checked w14:val='1'/></w14:checkbox>", ControlKind.CHECK_BOX),
        ("<w:picture/>", ControlKind.NONE),
        ("<w:docPartObj/>", ControlKind.NONE),
    ],
)
def test_controls_are_told_by_their_properties(properties: str, kind: ControlKind) -> None:
    assert control(properties).kind is kind


def test_a_control_around_tables_is_looked_through() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{table(('a', 'b'))}</w:sdtContent></w:sdt>"
    assert scanned(body).controls[0].kind is ControlKind.NONE


def test_a_check_box_control_shows_whether_it_is_ticked() -> None:
    box = (
        "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr>"
        f"<w:sdtContent>{run('☒')}</w:sdtContent></w:sdt>"
    )
    assert first(f"<w:p>{box}{run(' Yes')}</w:p>").text == "☒ Yes"


def form_field(data: str, shown: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown) if shown else ""}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip


def test_legacy_fields_are_read_with_what_they_take() -> None:
    body = paragraph("x") + "".join(
        f"<w:p>{one}</w:p>"
        for one in (
            form_field('<w:name w:val="City"/><w:textInput><w:maxLength w:val="40"/></w:textInput>', "     "),
            form_field("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>"),
            form_field("<w:ddList><w:result w:val='1'/><w:listEntry w:val='A'/><w:listEntry w:val='B'/></w:ddList>"),
            form_field("<w:enabled w:val='0'/><w:textInput><w:type w:val='calculated'/></w:textInput>", "12"),
        )
    )
    text, box, choice, computed = scanned(body).fields
    assert (text.kind, text.name, text.text, text.max_chars) == (FieldKind.TEXT, "City", "", 40)
    assert (box.kind, box.ticked) == (FieldKind.CHECK_BOX, True)
    assert (choice.options, choice.text) == (("A", "B"), "B")
    assert (computed.enabled, computed.type) == (False, "calculated")


def test_a_field_without_a_result_shows_its_box_once() -> None:
    assert first(f"<w:p>{form_field('<w:checkBox/>')}{run(' ISO')}</w:p>").text == "☐ ISO"


def test_headings_lists_and_looks_come_from_styles_too() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Own"/><w:basedOn w:val="H"/></w:style>'
    )
    found = first(paragraph("Scope", '<w:pStyle w:val="S"/><w:numPr><w:numId w:val="3"/></w:numPr>'), styles)
    assert (found.heading, found.bold, found.listed, found.style) == (2, True, True, "Own")


def test_blanks_are_blank_and_pictures_are_not() -> None:
    assert first(paragraph("     ")).blank
    assert not first("<w:p><w:r><w:drawing/></w:r></w:p>").blank


def test_a_table_of_contents_is_marked_to_its_last_line() -> None:
    lines = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1 Scope")}</w:p>'
        f'<w:p>{run("2 Terms")}</w:p><w:p>{run("3 End")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        + paragraph("Text")
    )  # fmt: skip
    found = [block.contents for block in scanned(lines).blocks if isinstance(block, Paragraph)]
    assert found == [True, True, True, False]


BEGUN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'


@pytest.mark.parametrize("begun", [BEGUN, BEGUN + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'])
def test_a_field_that_never_ends_hides_nothing(begun: str) -> None:
    cells = table((cell(f"<w:p>{begun}{run('Name:')}</w:p>"), "b"))
    whole = (
        f'{BEGUN}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("7")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    blocks = scanned(f"<w:p>{begun}{run('Who?')}</w:p>{cells}<w:p>{whole}{run(' pages')}</w:p>").blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["Who?", "7 pages"]
    assert [one.text for block in blocks if isinstance(block, Table) for one in block.rows[0].cells] == ["Name:", "b"]


def test_a_field_that_ends_in_a_later_paragraph_hides_its_code() -> None:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    blocks = scanned(f"<w:p>{BEGUN}{run('code')}</w:p><w:p>{run('more')}{end}{run('seen')}</w:p>").blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["", "seen"]


def test_a_field_with_a_state_that_never_ends_is_shown() -> None:
    box = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    found = first(f'<w:p><w:r><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r>{run(" Yes")}</w:p>')
    assert found.text == "☒ Yes"


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(paragraphs=3), "4 paragraphs; 3 are read at most"),
        (Limits(table_cells=2), "3 table cells; 2 are read at most"),
    ],
)
def test_more_than_can_be_read_in_time_is_refused_with_the_number(limits: Limits, says: str) -> None:
    document = check_document(docx(paragraph("a") + table(("b", "c"), ("d",))), limits)
    with pytest.raises(InputRejected, match=says):
        read_container(document, limits)


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ('<w:documentProtection w:edit="forms" w:enforcement="1"/>', Protection.FORMS),
        ('<w:documentProtection w:edit="readOnly" w:enforcement="true"/>', Protection.READ_ONLY),
        ('<w:documentProtection w:edit="forms" w:enforcement="0"/>', Protection.NONE),
        ("", Protection.NONE),
    ],
)
def test_protection_counts_where_it_is_enforced(settings: str, found: Protection) -> None:
    assert scanned(paragraph("x"), settings).protection is found


def test_merges_shading_and_deleted_rows_are_read() -> None:
    body = (
        "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr>"
        + cell(paragraph("a"), properties='<w:vMerge w:val="restart"/><w:shd w:val="clear" w:fill="D9D9D9"/>')
        + cell(paragraph("b"), properties="<w:vMerge/>")
        + "</w:tr></w:tbl>"
    )
    block = scanned(body).blocks[0]
    assert isinstance(block, Table)
    one, other = block.rows[0].cells
    assert (block.rows[0].deleted, one.merged, one.fill, other.merged) == (True, "restart", "D9D9D9", "continue")
    assert isinstance(one, Cell)


def test_a_document_survives_the_way_to_the_parent() -> None:
    body = (
        paragraph("a")
        + table(("b", cell(paragraph("c"), table(("d",)), paragraph())))
        + f"<w:p>{form_field('<w:checkBox/>')}</w:p>"
    )
    document = scanned(body)
    assert unpacked_document(json.loads(json.dumps(packed_document(document)))) == document


@pytest.mark.parametrize(
    ("main", "says"),
    [
        (b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>', "Strict"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><w:document/>', "DTD"),
        (b"<w:document", "well-formed"),
        (b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>', "no body"),
        (b'<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>', "workbook"),
    ],
)
def test_what_is_no_document_is_refused_by_what_it_is(main: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(docx("", parts={"word/document.xml": main}))
    with pytest.raises(InputRejected, match=says):
        scan_here(path)
