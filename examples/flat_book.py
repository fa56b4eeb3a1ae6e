"""The flat example: one sheet, a drop-down and a comment per question, a column for the customer's reviewer."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from examples.asked import Asked, TrueQuestion, TrueSlot, Wanted
from examples.flat_questions import SECTIONS
from examples.looks import (
    CUSTOMER,
    as_header,
    as_input,
    as_section,
    as_text,
    as_title,
    cell,
    merge,
    new_book,
    printed_landscape,
    widths,
)

SHEET = "Security questionnaire"
OPTIONS = ("Yes", "No", "NA")
HEADER_ROW = 11
_HEADERS = ("ID", "Question", "Response", "Comments", "Reviewer notes (customer use)")
_RESPONDENT = ("Company name", "Completed by", "Contact e-mail", "Date of completion")
_INSTRUCTIONS = (
    "Choose Yes, No or NA in the Response column and explain your answer under Comments. Where a question has one wide "
    "answer cell, reply in your own words. Leave the last column to our reviewers."
)


@dataclass(slots=True)
class _Drawn:
    """The sheet so far: next free row, the truth, and the cells that get the drop-down."""

    sheet: Worksheet
    row: int
    truth: list[TrueQuestion] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


def flat_book() -> tuple[Workbook, tuple[TrueQuestion, ...]]:
    """Return the book and where its questions and slots really are."""
    book = new_book("Supplier security questionnaire")
    sheet = book.worksheets[0]
    sheet.title = SHEET
    widths(sheet, A=7, B=58, C=14, D=58, E=30)
    drawn = _Drawn(sheet, HEADER_ROW + 1)
    _top(drawn)
    for section in SECTIONS:
        _section(drawn, section.title)
        for asked in section.questions:
            _question(drawn, asked)
    _drop_down(drawn)
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    printed_landscape(sheet)
    return book, tuple(drawn.truth)


def _top(drawn: _Drawn) -> None:
    sheet = drawn.sheet
    as_title(cell(sheet, "A1", f"{CUSTOMER}: supplier security questionnaire"))
    as_title(cell(sheet, "A2", "Third-Party Risk, form TPR-7, version 3.2"), size=11)
    for row, label in enumerate(_RESPONDENT, 4):
        as_section(cell(sheet, f"B{row}", label))
        as_input(cell(sheet, f"C{row}"))
        merge(sheet, f"C{row}:D{row}")
        drawn.truth.append(TrueQuestion(SHEET, f"B{row}", None, label, (TrueSlot(f"C{row}", "text", "answer"),)))
    as_text(cell(sheet, "A9", _INSTRUCTIONS), italic=True)
    merge(sheet, "A9:E9")
    sheet.row_dimensions[1].height, sheet.row_dimensions[9].height = 26, 32
    for column, header in zip("ABCDE", _HEADERS, strict=True):
        as_header(cell(sheet, f"{column}{HEADER_ROW}", header))
    sheet.row_dimensions[HEADER_ROW].height = 30


def _section(drawn: _Drawn, title: str) -> None:
    as_section(cell(drawn.sheet, f"A{drawn.row}", title))
    merge(drawn.sheet, f"A{drawn.row}:E{drawn.row}")
    drawn.row += 1


def _question(drawn: _Drawn, asked: Asked) -> None:
    sheet, row = drawn.sheet, drawn.row
    as_text(cell(sheet, f"A{row}", asked.id))
    as_text(cell(sheet, f"B{row}", asked.text))
    as_input(cell(sheet, f"C{row}"))
    as_input(cell(sheet, f"D{row}"))
    as_text(cell(sheet, f"E{row}"), grey=True)
    sheet.row_dimensions[row].height = 44
    if asked.wanted is Wanted.CHOICE:
        drawn.choices.append(f"C{row}")
        slots: tuple[TrueSlot, ...] = (
            TrueSlot(f"C{row}", "choice", "answer", OPTIONS),
            TrueSlot(f"D{row}", "text", "comment"),
        )
    else:
        merge(sheet, f"C{row}:D{row}")
        slots = (TrueSlot(f"C{row}", "text", "answer"),)
    drawn.truth.append(TrueQuestion(SHEET, f"B{row}", asked.id, asked.text, slots))
    drawn.row += 1


def _drop_down(drawn: _Drawn) -> None:
    rule = DataValidation(type="list", formula1=f'"{",".join(OPTIONS)}"', allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "Response", "Please choose Yes, No or NA."
    drawn.sheet.add_data_validation(rule)
    for address in drawn.choices:
        rule.add(address)
