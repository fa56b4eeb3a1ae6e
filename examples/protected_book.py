"""The protected example: three locked question tabs whose drop-downs live on a hidden sheet, and a live summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill, Protection
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from examples.asked import Asked, TrueQuestion, TrueSlot, Wanted
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
from examples.protected_questions import TABS, Tab
from examples.protected_summary import Answers, add_summary
from examples.reproducible import Cached, ExtendedHighlight, ExtendedList, SheetExtras

RESPONSES = ("Yes", "No", "Partially", "Not applicable")
OWNERS = ("Vendor-owned", "Customer-owned", "3rd-party outsourced", "Shared vendor and customer")
MAX_COMMENT = 1000
_RESPONDENT = ("Vendor name", "Product in scope", "Prepared by")
_LISTS = "Lists"
_NAMED = "ResponseScale"
_FIRST_ROW = 7
_BELOW_HEADERS = {"C": "Response", "D": "Control ownership", "E": "Explanation", "F": "Status", "G": "Risk rating"}
_KINDS = {Wanted.CHOICE: "choice", Wanted.NUMBER: "number", Wanted.DATE: "date"}
_STEPS = (
    "1. Work through the three numbered tabs. Only the white cells can be edited.",
    "2. Pick a response from the list, state who owns the control, and explain in at most 1,000 characters.",
    "3. Where the response cell is grey, an explanation is all we need.",
    "4. The Summary tab counts your responses. Please do not unprotect the workbook.",
)


@dataclass(slots=True)
class _Drawn:
    """A tab so far: next free row, the truth, the cells of each kind and the cached values of its formulas."""

    sheet: Worksheet
    tab: Tab
    row: int = _FIRST_ROW
    truth: list[TrueQuestion] = field(default_factory=list)
    cells: dict[Wanted, list[str]] = field(default_factory=lambda: {wanted: [] for wanted in Wanted})
    cached: dict[str, Cached] = field(default_factory=dict)


def protected_book() -> tuple[Workbook, tuple[TrueQuestion, ...], dict[str, SheetExtras]]:
    """Return the book, where its questions and slots really are, and the extras of each sheet's zip member."""
    book = new_book("Vendor control questionnaire")
    _instructions(book.worksheets[0])
    drawn = [_tab(book.create_sheet(tab.sheet), tab) for tab in TABS]
    answers = [Answers(each.tab.sheet, each.tab.heading, _FIRST_ROW, each.row - 1) for each in drawn]
    counted = [len(each.cells[Wanted.CHOICE]) for each in drawn]
    summary = add_summary(book.create_sheet("Summary"), answers, counted, RESPONSES)
    _lists(book)
    for sheet in book.worksheets:
        sheet.protection.sheet = True
    extras = {f"xl/worksheets/sheet{place}.xml": _extras(each) for place, each in enumerate(drawn, 2)}
    extras["xl/worksheets/sheet5.xml"] = SheetExtras(cached=summary)
    truth = (*_respondent_truth(book.worksheets[0].title), *(question for each in drawn for question in each.truth))
    return book, truth, extras


def _instructions(sheet: Worksheet) -> None:
    sheet.title = "Instructions"
    sheet.sheet_view.showGridLines = False
    widths(sheet, A=3, B=28, C=80)
    as_title(cell(sheet, "B2", f"{CUSTOMER}: vendor control questionnaire"))
    for row, step in enumerate(_STEPS, 4):
        as_text(cell(sheet, f"B{row}", step))
        merge(sheet, f"B{row}:C{row}")
        sheet.row_dimensions[row].height = 20
    for row, label in enumerate(_RESPONDENT, 10):
        as_section(cell(sheet, f"B{row}", label))
        as_input(cell(sheet, f"C{row}"))
    printed_landscape(sheet)


def _respondent_truth(sheet: str) -> Iterator[TrueQuestion]:
    for row, label in enumerate(_RESPONDENT, 10):
        yield TrueQuestion(sheet, f"B{row}", None, label, (TrueSlot(f"C{row}", "text", "answer"),))


def _lists(book: Workbook) -> None:
    sheet = book.create_sheet(_LISTS)
    for column, header, options in (("A", "Responses", RESPONSES), ("C", "Ownership", OWNERS)):
        cell(sheet, f"{column}1", header)
        for row, option in enumerate(options, 2):
            cell(sheet, f"{column}{row}", option)
    sheet.sheet_state = "hidden"
    book.defined_names[_NAMED] = DefinedName(_NAMED, attr_text=f"{_LISTS}!$A$2:$A${len(RESPONSES) + 1}")


def _tab(sheet: Worksheet, tab: Tab) -> _Drawn:
    drawn = _Drawn(sheet, tab)
    widths(sheet, A=9, B=56, C=16, D=22, E=60, F=14, G=13)
    _top(sheet, tab)
    for section in tab.sections:
        as_section(cell(sheet, f"A{drawn.row}", section.title))
        merge(sheet, f"A{drawn.row}:G{drawn.row}")
        drawn.row += 1
        for asked in section.questions:
            _question(drawn, asked)
    _rules(drawn)
    sheet.freeze_panes = f"C{_FIRST_ROW}"
    printed_landscape(sheet)
    return drawn


def _top(sheet: Worksheet, tab: Tab) -> None:
    as_title(cell(sheet, "A1", f"{tab.heading}"))
    as_text(cell(sheet, "A3", "Please complete the columns under “Vendor response” for every control."), italic=True)
    merge(sheet, "A3:G3")
    for address, header in (("A5", "Ref"), ("B5", "Control question"), ("C5", "Vendor response"), ("F5", "Bank use")):
        as_header(cell(sheet, address, header))
    for column, header in _BELOW_HEADERS.items():
        as_header(cell(sheet, f"{column}6", header))
    for area in ("A5:A6", "B5:B6", "C5:E5", "F5:G5"):
        merge(sheet, area)


def _question(drawn: _Drawn, asked: Asked) -> None:
    sheet, row, wanted = drawn.sheet, drawn.row, asked.wanted
    as_text(cell(sheet, f"A{row}", asked.id))
    as_text(cell(sheet, f"B{row}", asked.text))
    for column in "CDE":
        as_input(cell(sheet, f"{column}{row}"))
    as_text(cell(sheet, f"F{row}", f'=IF(OR(C{row}="",C{row}="Select…"),"Open",C{row})'), grey=True)
    as_text(cell(sheet, f"G{row}"), grey=True)
    sheet.row_dimensions[row].height = 46
    prefilled = drawn.tab.placeholder if wanted is Wanted.CHOICE else None
    if wanted is Wanted.TEXT:
        _explanation_only(drawn, row)
    else:
        cell(sheet, f"C{row}", prefilled).number_format = "yyyy-mm-dd" if wanted is Wanted.DATE else "General"
        drawn.cached[f"F{row}"] = "Open"
    drawn.cells[wanted].append(f"C{row}")
    drawn.truth.append(TrueQuestion(sheet.title, f"B{row}", asked.id, asked.text, _slots(row, wanted, prefilled)))
    drawn.row += 1


def _explanation_only(drawn: _Drawn, row: int) -> None:
    """Lock and grey the response, which the customer does not want, and drop its status."""
    response = cell(drawn.sheet, f"C{row}")
    as_text(response, grey=True)
    response.protection = Protection(locked=True)
    cell(drawn.sheet, f"F{row}").value = None


def _slots(row: int, wanted: Wanted, prefilled: str | None) -> tuple[TrueSlot, ...]:
    owner = TrueSlot(f"D{row}", "choice", "ownership", OWNERS)
    comment = TrueSlot(f"E{row}", "text", "comment", max_chars=MAX_COMMENT)
    if wanted is Wanted.TEXT:
        return owner, comment
    options = RESPONSES if wanted is Wanted.CHOICE else None
    return TrueSlot(f"C{row}", _KINDS[wanted], "answer", options, prefilled=prefilled), owner, comment


def _rules(drawn: _Drawn) -> None:
    """Add the standard validations and conditional format of a tab; the x14 ones follow in its extras."""
    sheet, last = drawn.sheet, drawn.row - 1
    length = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(MAX_COMMENT), allow_blank=True)
    length.add(f"E{_FIRST_ROW}:E{last}")
    number = DataValidation(type="whole", operator="between", formula1="0", formula2="100000", allow_blank=True)
    day = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
    named = DataValidation(type="list", formula1=f"={_NAMED}", allow_blank=True)
    rating = DataValidation(type="list", formula1='"High,Medium,Low"', allow_blank=True)
    rating.add(f"G{_FIRST_ROW}:G{last}")
    kinds = [(number, drawn.cells[Wanted.NUMBER]), (day, drawn.cells[Wanted.DATE])]
    kinds += [(named, drawn.cells[Wanted.CHOICE])] if drawn.tab.named_list else []
    for rule, addresses in kinds:
        for address in addresses:
            rule.add(address)
    for rule in (length, number, day, named, rating):
        if rule.sqref.ranges:
            rule.showErrorMessage = True
            sheet.add_data_validation(rule)
    pale_red = PatternFill("solid", bgColor="FFFBE0DD")
    is_no = Rule(type="cellIs", operator="equal", formula=['"No"'], dxf=DifferentialStyle(fill=pale_red))
    sheet.conditional_formatting.add(f"C{_FIRST_ROW}:C{last}", is_no)


def _extras(drawn: _Drawn) -> SheetExtras:
    first, last = _FIRST_ROW, drawn.row - 1
    owners = [question.slots[-2].cell for question in drawn.truth]
    lists = [ExtendedList(" ".join(owners), f"{_LISTS}!$C$2:$C${len(OWNERS) + 1}")]
    if not drawn.tab.named_list:
        choices = " ".join(drawn.cells[Wanted.CHOICE])
        lists.insert(0, ExtendedList(choices, f"{_LISTS}!$A$2:$A${len(RESPONSES) + 1}"))
    yes = ExtendedHighlight(f"C{first}:C{last}", f"C{first}={_LISTS}!$A$2", "FFDDF1E0")
    return SheetExtras(tuple(lists), (yes,), drawn.cached)
