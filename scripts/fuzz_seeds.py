"""Small valid workbooks of our own from which the fuzzer starts; together they hold every feature that segq reads."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from tests.exporters.odd_books import MAIN, MC, extended_list, parts_of, sheet, table

Parts = dict[str, bytes]

_ROWS = (
    '<row r="1" spans="1:4"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c>'
    '<c r="C1" t="inlineStr"><is><t>Answer</t></is></c><c r="D1" t="str"><v>Comment</v></c></row>'
    + "".join(
        f'<row r="{row}" spans="1:4"><c r="A{row}"><v>{row}</v></c><c r="B{row}" t="s"><v>{row % 4 + 1}</v></c>'
        f'<c r="C{row}" s="3"/><c r="D{row}" s="3" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c></row>'
        for row in range(2, 7)
    )
    + '<row r="8" ht="0" s="2" customFormat="1"><c r="A8" s="2"><v>46093</v></c><c r="B8" t="b"><v>1</v></c>'
    '<c r="C8" t="e"><v>#N/A</v></c><c r="D8" t="d"><v>2026-03-12</v></c></row>'
    '<row r="9"><c r="A9"><f>SUM(A2:A6)</f><v>20</v></c><c r="B9"><f t="shared" ref="B9:C9" si="0">A2</f><v>2</v></c>'
    '<c r="C9"><f t="shared" si="0"/><v>0</v></c><c r="D9"><f t="array" ref="D9:D10">C2:C3</f><v>0</v></c></row>'
)
_STRINGS = (
    "<si><t>No.</t></si><si><t>Question</t></si><si><t>Is data encrypted at rest?</t></si>"
    "<si><r><t>Are backups </t></r><r><rPr><b/></rPr><t>tested?</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
    "<si><t>Describe your _x000D_ process &amp; tools.</t></si>"
)
_AFTER = (
    '<sheetProtection sheet="1"/><protectedRanges><protectedRange sqref="C2:D6 A20:XFD30" name="r"/></protectedRanges>'
    '<autoFilter ref="A1:D6"/><mergeCells count="2"><mergeCell ref="A12:D12"/><mergeCell ref="C14:D15"/></mergeCells>'
    '<conditionalFormatting sqref="C2:C6"><cfRule type="expression" priority="1"><formula>C2=""</formula></cfRule>'
    '</conditionalFormatting><dataValidations count="5">'
    '<dataValidation type="list" sqref="C2:C3"><formula1>"Yes,No,5"</formula1></dataValidation>'
    '<dataValidation type="list" sqref="C4 C5"><formula1>Lists!$A$1:$A$3</formula1></dataValidation>'
    '<dataValidation type="list" sqref="C6:C7"><formula1>choices</formula1></dataValidation>'
    '<dataValidation type="whole" operator="between" sqref="A20:A30"><formula1>1</formula1><formula2>9</formula2>'
    '</dataValidation><dataValidation type="textLength" operator="lessThan" sqref="D2:D6"><formula1>90</formula1>'
    "</dataValidation></dataValidations>"
)
_NAMES = (
    '<definedName name="choices">Lists!$B$1:$B$3</definedName>'
    '<definedName name="loop">loop</definedName><definedName name="choices" localSheetId="1">Lists!A1</definedName>'
)
_LISTS = "".join(
    f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{word}</t></is></c><c r="B{row}"><v>{row}</v></c></row>'
    for row, word in enumerate(("Yes", "No", "N/A"), 1)
)


def _prefixed() -> str:
    return (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2" t="str"><x:v>Is it?'
        "</x:v></x:c></x:row><x:row><x:c><x:v>1</x:v></x:c><x:c/></x:row></x:sheetData></x:worksheet>"
    )


def _alternate() -> str:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><mc:AlternateContent>'
        '<mc:Choice Requires="z"><c r="B1"><v>2</v></c></mc:Choice>'
        '<mc:Fallback><c r="B1"><v>3</v></c></mc:Fallback></mc:AlternateContent></row><row r="3"/>'
    )
    return sheet(rows, namespaces=f' xmlns:mc="{MC}" xmlns:z="urn:z"')


def _numbered() -> str:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}.5</v></c><c r="C{n}" t="str"><v>t{n}</v></c></row>' for n in range(1, 30)
    )
    return sheet(
        cells, before='<cols><col min="1" max="2" width="9.5" style="4"/><col min="4" max="9" hidden="1"/></cols>'
    )


def seeds() -> list[Parts]:
    """Return the members of each starting workbook by name."""
    questionnaire = {"Questions": sheet(_ROWS, after=_AFTER), "Lists": sheet(_LISTS)}
    with_table = {
        "Controls": sheet(
            _ROWS, after=extended_list("Lists!$A$1:$A$3", "C2:C6") + '<tableParts><tablePart r:id="rId7"/></tableParts>'
        ),
        "Lists": sheet(_LISTS),
    }
    made: list[Mapping[str, str | bytes]] = [
        parts_of(questionnaire, strings=_STRINGS, names=_NAMES, states={"Lists": "hidden"}),
        parts_of(with_table, strings=_STRINGS, more=table("T1", "A1:D6", ("No.", "Question", "Answer", "Comment"))),
        parts_of({"Small": _prefixed(), "Other": sheet("")}, properties='<workbookPr date1904="1"/>'),
        parts_of({"Alt": _alternate(), "Numbers": _numbered()}),
    ]
    return [{name: _bytes(content) for name, content in parts.items()} for parts in made] + [_by_openpyxl()]


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def _by_openpyxl() -> Parts:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101 - a fresh workbook has a sheet
    rows: list[list[str | None]] = [
        ["Ref", "Question", "Response"],
        ["1.1", "Do you log access?", None],
        ["1.2", "Is MFA enforced?", "Yes"],
    ]
    for row in rows:
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return {
        **parts,
        "docProps/core.xml": re.sub(rb"20\d\d-[0-9T:-]+Z", b"2026-01-01T00:00:00Z", parts["docProps/core.xml"]),
    }
