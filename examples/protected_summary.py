"""The summary of the protected example: counts that depend on the answers, and a chart of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from examples.looks import as_header, as_section, as_text, as_title, cell, printed_landscape, widths
from examples.reproducible import Cached

_HEADER_ROW = 4


@dataclass(frozen=True, slots=True)
class Answers:
    """The rows of a tab whose column C holds its responses and column F their status."""

    sheet: str
    heading: str
    first: int
    last: int

    def column(self, letter: str) -> str:
        """Return the absolute reference of a column's answers."""
        return f"'{self.sheet}'!${letter}${self.first}:${letter}${self.last}"


def add_summary(
    sheet: Worksheet, tabs: Sequence[Answers], questions: Sequence[int], responses: Sequence[str]
) -> dict[str, Cached]:
    """Draw the summary of a blank questionnaire; return the value of each of its formulas."""
    sheet.sheet_view.showGridLines = False
    widths(sheet, A=28, B=14, C=14, D=14, E=16, F=14, G=14)
    as_title(cell(sheet, "A1", "Summary of responses"))
    as_text(cell(sheet, "A2", "Calculated from the three tabs."), italic=True)
    for column, header in zip("ABCDEFG", ("Area", *responses, "Open", "Answered %"), strict=True):
        as_header(cell(sheet, f"{column}{_HEADER_ROW}", header))
    cached: dict[str, Cached] = {}
    for row, (tab, count) in enumerate(zip(tabs, questions, strict=True), _HEADER_ROW + 1):
        as_section(cell(sheet, f"A{row}", tab.heading))
        cached |= _counts(sheet, row, tab, count, responses)
    cached |= _totals(sheet, _HEADER_ROW + 1 + len(tabs), sum(questions), len(tabs))
    _chart(sheet, len(tabs))
    printed_landscape(sheet)
    return cached


def _counts(sheet: Worksheet, row: int, tab: Answers, count: int, responses: Sequence[str]) -> dict[str, Cached]:
    for column, response in zip("BCDE", responses, strict=True):
        as_text(cell(sheet, f"{column}{row}", f'=COUNTIF({tab.column("C")},"{response}")'))
    as_text(cell(sheet, f"F{row}", f"={count}-SUM(B{row}:E{row})"))
    as_text(cell(sheet, f"G{row}", f"=SUM(B{row}:E{row})/{count}"))
    cell(sheet, f"G{row}").number_format = "0%"
    return {**{f"{column}{row}": 0 for column in "BCDEG"}, f"F{row}": count}


def _totals(sheet: Worksheet, row: int, questions: int, tabs: int) -> dict[str, Cached]:
    first, last = _HEADER_ROW + 1, _HEADER_ROW + tabs
    as_section(cell(sheet, f"A{row}", "All areas"))
    for column in "BCDEF":
        as_section(cell(sheet, f"{column}{row}", f"=SUM({column}{first}:{column}{last})"))
    as_section(cell(sheet, f"G{row}", f"=SUM(B{row}:E{row})/{questions}"))
    cell(sheet, f"G{row}").number_format = "0%"
    return {**{f"{column}{row}": 0 for column in "BCDEG"}, f"F{row}": questions}


def _chart(sheet: Worksheet, tabs: int) -> None:
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.title = "Responses by area"
    chart.height, chart.width = 8, 20
    data = Reference(sheet, min_col=2, max_col=6, min_row=_HEADER_ROW, max_row=_HEADER_ROW + tabs)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=_HEADER_ROW + 1, max_row=_HEADER_ROW + tabs))
    sheet.add_chart(chart, "A11")
