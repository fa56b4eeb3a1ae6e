"""A scanned workbook on its way from the child process: columns of plain values one way, frozen types the other."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from typing import Any

from answers.questionnaire import Option
from exporters.ooxml.book import Book
from exporters.ooxml.choices import validations_of
from exporters.ooxml.limits import MAX_COL
from exporters.ooxml.sheet_content import SheetContent
from exporters.ooxml.workbook import (
    Cell,
    CellRange,
    CellStyle,
    Sheet,
    SheetState,
    TableRange,
    Validation,
    Workbook,
)
from knowledge.disclosure import CellValue

Json = dict[str, Any]


def packed_workbook(book: Book) -> Json:
    """Return the whole workbook as plain JSON values."""
    lists: dict[tuple[Option, ...], int] = {}
    sheets = [_packed_sheet(book, book.sheet(entry.name), lists) for entry in book.entries]
    warnings = [*book.warnings, *(text for sheet in sheets for text in sheet.pop("warnings"))]
    return {
        "sheets": sheets,
        "lists": [[[option.text, _plain(option.value)] for option in options] for options in lists],
        "styles": [astuple(style) for style in book.styles],
        "names": {name.name: name.refers_to for name in reversed(book.names)},
        "sha256": book.container.sha256,
        "macros": book.container.macros,
        "signed": book.container.signed,
        "warnings": warnings,
    }


def _packed_sheet(book: Book, content: SheetContent | None, lists: dict[tuple[Option, ...], int]) -> Json:
    if content is None:
        raise AssertionError("every listed worksheet can be read by its own name")
    return {
        "name": content.name,
        "state": content.state,
        "part": content.part,
        "protected": content.protected,
        "places": content.places,
        "cell_styles": content.styles,
        "values": content.values,
        "formulas": list(content.formulas),
        "errors": content.errors,
        "dates": content.dates,
        "merges": [_corners(area) for area in content.merges],
        "editable": [_corners(area) for area in content.editable],
        "validations": [_packed_validation(one, lists) for one in validations_of(book, content)],
        "hidden_rows": content.hidden_rows,
        "columns": content.columns,
        "row_styles": list(content.row_styles.items()),
        "tables": [[table.name, _corners(table.area), table.columns] for table in content.tables],
        "conditional": [_corners(area) for area in content.conditional],
        "warnings": content.warnings,
    }


def _packed_validation(one: Validation, lists: dict[tuple[Option, ...], int]) -> list[Any]:
    number = None if one.options is None else lists.setdefault(one.options, len(lists))
    ranges = [_corners(area) for area in one.ranges]
    words = [one.operator, one.formula1, one.formula2, one.prompt_title, one.prompt, one.error]
    return [one.kind, ranges, number, words, one.extended, one.broken]


def _corners(area: CellRange) -> tuple[int, int, int, int]:
    return area.first_row, area.first_col, area.last_row, area.last_col


def _plain(value: CellValue) -> Any:
    return {"date": value.isoformat()} if isinstance(value, date) else value


def unpacked_workbook(message: Json) -> Workbook:
    """Return the workbook that :func:`packed_workbook` described."""
    lists = [tuple(Option(text, _typed(value)) for text, value in options) for options in message["lists"]]
    return Workbook(
        sheets=tuple(_sheet(one, lists) for one in message["sheets"]),
        styles=tuple(CellStyle(*style) for style in message["styles"]),
        defined_names=message["names"],
        sha256=message["sha256"],
        macros=message["macros"],
        signed=message["signed"],
        warnings=tuple(message["warnings"]),
    )


def _typed(value: Any) -> CellValue:
    plain: CellValue = date.fromisoformat(value["date"]) if isinstance(value, dict) else value
    return plain


def _sheet(message: Json, lists: list[tuple[Option, ...]]) -> Sheet:
    columns = message["columns"]
    return Sheet(
        name=message["name"],
        state=_state(message["state"]),
        protected=message["protected"],
        cells=_cells(message),
        merges=_areas(message["merges"]),
        validations=tuple(_validation(one, lists) for one in message["validations"]),
        hidden_rows=frozenset(message["hidden_rows"]),
        hidden_cols=tuple((first, last) for first, last, _, _, hidden in columns if hidden),
        column_widths=tuple((first, last, width) for first, last, width, _, _ in columns if width is not None),
        column_styles=tuple((first, last, style) for first, last, _, style, _ in columns if style),
        row_styles=dict(message["row_styles"]),
        tables=tuple(TableRange(name, CellRange(*area), tuple(cols)) for name, area, cols in message["tables"]),
        conditional_ranges=_areas(message["conditional"]),
        part=message["part"],
        editable_ranges=_areas(message["editable"]),
    )


def _state(text: str) -> SheetState:
    return SheetState(text) if text in set(SheetState) else SheetState.VISIBLE


def _cells(message: Json) -> dict[tuple[int, int], Cell]:
    """Build the cells; blanks of one style are one shared object, as most cells of a form are."""
    values = message["values"]
    for index in message["dates"]:
        values[index] = date.fromisoformat(values[index])
    formulas, errors = set(message["formulas"]), set(message["errors"])
    blanks: dict[int, Cell] = {}
    cells: dict[tuple[int, int], Cell] = {}
    for index, (place, style, value) in enumerate(zip(message["places"], message["cell_styles"], values, strict=True)):
        row, col = divmod(place, MAX_COL)
        if value is None and index not in formulas:
            cell = blanks.get(style) or blanks.setdefault(style, Cell(None, style))
        else:
            cell = Cell(value, style, index in formulas, index in errors)
        cells[row, col + 1] = cell
    return cells


def _areas(packed: list[list[int]]) -> tuple[CellRange, ...]:
    return tuple(CellRange(*area) for area in packed)


def _validation(message: list[Any], lists: list[tuple[Option, ...]]) -> Validation:
    kind, ranges, number, words, extended, broken = message
    operator, formula1, formula2, prompt_title, prompt, error = words
    return Validation(
        kind=kind,
        ranges=_areas(ranges),
        options=None if number is None else lists[number],
        operator=operator,
        formula1=formula1,
        formula2=formula2,
        prompt_title=prompt_title,
        prompt=prompt,
        error=error,
        extended=extended,
        broken=broken,
    )
