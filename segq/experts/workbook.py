"""The expert's file as a small workbook: written by hand, part by part, and read back in the child process."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape as escaped
from xml.sax.saxutils import quoteattr

from exporters.formats import WORKBOOKS
from exporters.ooxml.markup import escape
from exporters.ooxml.references import cell_name, column_letters
from exporters.ooxml.workbook import Sheet
from knowledge.errors import InputRejected
from segq.experts.questions import ExpertQuestion, Reply, one_line
from segq.intake.grid import cell_text

SHEET = "Questions"
_KEY, _CHECK, _NO, _SECTION, _QUESTION = "Place", "Check", "No.", "Section", "Question"
_WANTED, _CHOICES, _CHOICE, _ANSWER = "Wanted", "Choices", "Your choice", "Your answer"
_SHOWN, _NAME = "May be shown to", "Your name"
_HEADERS = (_KEY, _CHECK, _NO, _SECTION, _QUESTION, _WANTED, _CHOICES, _CHOICE, _ANSWER, _SHOWN, _NAME)
_NEEDED = (_KEY, _CHECK, _QUESTION, _CHOICE, _ANSWER, _SHOWN, _NAME)
_WIDTHS = (14, 18, 8, 20, 60, 30, 20, 16, 60, 16, 20)
_INTRODUCTION = (
    "Please fill in the white cells. What you leave empty stays open. An answer is internal unless you write nda or "
    "public: who may read it outside the company. Leave the grey cells as they are."
)
_HEADER_ROW = 3
_LIST_LIMIT = 255
"""Characters of a list of choices that stands in a validation itself (ECMA-376 Part 1, 18.3.1.32; Excel's limit)."""
_PLAIN, _BOLD, _GREY, _OPEN, _INTRO = range(5)
"""Cell formats, by their place in ``cellXfs``."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def workbook_bytes(questionnaire: str, questions: Sequence[ExpertQuestion]) -> bytes:
    """Return the workbook; the same questions give the same bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relationships(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": _sheet(questionnaire, questions),
    }
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            declared = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), declared.encode(), zipfile.ZIP_DEFLATED)
    return data.getvalue()


def read_workbook_replies(path: Path) -> tuple[Reply, ...]:
    """Return the replies in such a workbook; raises InputRejected naming the file where it is another one."""
    scanned = WORKBOOKS.read(path)
    for sheet in scanned.sheets:
        found = _header(sheet)
        if found is not None:
            return tuple(_rows(path.name, sheet, *found))
    raise InputRejected(
        f"{path}: no sheet has the headings {', '.join(_NEEDED)}.", "Send back the file that `segq sme send` wrote."
    )


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the column of each, wherever the expert's program put them."""
    for row in sorted({row for row, _ in sheet.cells})[:50]:
        columns = {cell_text(cell): col for (at, col), cell in sheet.cells.items() if at == row}
        if all(name in columns for name in _NEEDED):
            return row, {name: columns[name] for name in _HEADERS if name in columns}
    return None


def _rows(name: str, sheet: Sheet, header: int, columns: dict[str, int]) -> Iterator[Reply]:
    for row in sorted({row for row, _ in sheet.cells if row > header}):
        told = {name: cell_text(sheet.cell(row, col)) for name, col in columns.items()}
        if told[_KEY]:
            yield Reply(
                place=f"{name}, {sheet.name}!{cell_name(row, columns[_KEY])}",
                key=told[_KEY],
                check=told[_CHECK],
                question=told[_QUESTION],
                option=told[_CHOICE],
                text=told[_ANSWER],
                disclosure=told[_SHOWN],
                expert=told[_NAME],
            )
        elif told[_CHOICE] or told[_ANSWER]:
            at = f"{sheet.name}!{cell_name(row, columns[_ANSWER])}"
            raise InputRejected(
                f"{name}, {at}: an answer without the place of its question.",
                f"Put back what stood under “{_KEY}” in this row.",
            )


def _sheet(questionnaire: str, questions: Sequence[ExpertQuestion]) -> str:
    widths = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in _columns())
    last = column_letters(len(_HEADERS))
    rows = [
        _row(1, [(f"Questions from {one_line(questionnaire)}", _BOLD)]),
        _row(2, [(_INTRODUCTION, _INTRO)]),
        _row(_HEADER_ROW, [(header, _BOLD) for header in _HEADERS]),
        *(_row(_HEADER_ROW + at, _cells(question)) for at, question in enumerate(questions, 1)),
    ]
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="{_HEADER_ROW}" '
        f'topLeftCell="A{_HEADER_ROW + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<mergeCells count="1"><mergeCell ref="A2:{last}2"/></mergeCells>{_validations(questions)}</worksheet>'
    )


def _columns() -> Iterator[tuple[int, int]]:
    return enumerate(_WIDTHS, 1)


def _cells(question: ExpertQuestion) -> list[tuple[str, int]]:
    given = (question.key, question.check, question.id, question.section, question.text, question.remark)
    choices = " | ".join(question.options)
    return [
        *((text, _GREY) for text in (*given, choices)),
        ("", _OPEN),
        ("", _OPEN),
        ("", _OPEN),
        (question.expert, _OPEN),
    ]


def _row(number: int, cells: Sequence[tuple[str, int]]) -> str:
    written = "".join(_cell(cell_name(number, at), text, style) for at, (text, style) in enumerate(cells, 1))
    return f'<row r="{number}">{written}</row>'


def _cell(at: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{at}" s="{style}"/>'
    content = escaped(escape(text))
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{content}</t></is></c>'


def _validations(questions: Sequence[ExpertQuestion]) -> str:
    choice, shown = (column_letters(_HEADERS.index(name) + 1) for name in (_CHOICE, _SHOWN))
    lists = [
        (f"{choice}{_HEADER_ROW + at}", ",".join(question.options))
        for at, question in enumerate(questions, 1)
        if _fits_a_list(question.options)
    ]
    if questions:
        lists.append((f"{shown}{_HEADER_ROW + 1}:{shown}{_HEADER_ROW + len(questions)}", "internal,nda,public"))
    written = "".join(
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref={quoteattr(place)}>'
        f'<formula1>"{escaped(escape(choices))}"</formula1></dataValidation>'
        for place, choices in lists
    )
    return f'<dataValidations count="{len(lists)}">{written}</dataValidations>' if lists else ""


def _fits_a_list(options: Sequence[str]) -> bool:
    """Whether the choices can stand in a validation itself, where a comma parts them."""
    return (
        bool(options) and len(",".join(options)) <= _LIST_LIMIT and not any(set('",') & set(each) for each in options)
    )


def _styles() -> str:
    wrapped = '<alignment vertical="top" wrapText="1"/>'
    formats = ((0, 0), (1, 0), (0, 2), (0, 0), (0, 0))
    xfs = "".join(
        f'<xf numFmtId="{0 if at < _OPEN else 49}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" '
        f'applyFont="1" applyFill="1" applyNumberFormat="1" applyAlignment="1">{wrapped}</xf>'
        for at, (font, fill) in enumerate(formats)
    )
    grey = '<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/></patternFill></fill>'
    return (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill '
        f'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>{grey}</fills><borders count="1">'
        '<border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf '
        'numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats)}">{xfs}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _content_types() -> str:
    kinds = (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for part, kind in kinds
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    written = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'
