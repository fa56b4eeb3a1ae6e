"""Reads one worksheet part as a stream (ECMA-376 Part 1, 18.3.1), counting against the limits as it goes.

``<dimension>`` and ``spans`` are hints that real files get wrong, so they are not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from exporters.ooxml.limits import MAX_COL, MAX_ROW, Limits
from exporters.ooxml.markup import (
    COMPATIBILITY,
    MAIN,
    is_true,
    plain_number,
    run_parser,
    streaming_parser,
    unescape,
    whole_number,
)
from exporters.ooxml.plain_cells import CellSources, read_plain_cells, split_sheet
from exporters.ooxml.references import cell_name, parse_cell, parse_range
from exporters.ooxml.sheet_content import Formula, PlainValue, SheetContent, place_of
from exporters.ooxml.sheet_features import SheetFeatures
from exporters.ooxml.workbook import CellStyle
from knowledge.errors import InputRejected

_CELL, _VALUE, _FORMULA, _ROW = f"{MAIN} c", f"{MAIN} v", f"{MAIN} f", f"{MAIN} row"
_INLINE, _TEXT, _PHONETIC, _DATA = f"{MAIN} is", f"{MAIN} t", f"{MAIN} rPh", f"{MAIN} sheetData"
_ALTERNATE, _CHOICE, _FALLBACK = (f"{COMPATIBILITY} {name}" for name in ("AlternateContent", "Choice", "Fallback"))
_VIEWS, _EXTENSIONS, _ROOT = (f"{MAIN} {name}" for name in ("customSheetViews", "extLst", "worksheet"))
_NAMES_OF_CELLS = ("c", "row", "sheetData")
"""Other readers take these for cells in any namespace."""
_UNDERSTOOD = ("http://schemas.microsoft.com/office/spreadsheetml/", "http://schemas.microsoft.com/office/excel/")
_WARNINGS = 50


@dataclass(slots=True)
class Surroundings:
    """What a sheet's cells refer to, and what is left of the workbook's budget."""

    strings: Sequence[str]
    styles: Sequence[CellStyle]
    date1904: bool
    limits: Limits
    cells_left: int
    text_left: int
    odd_left: int = 200_000
    """Cells that may still be read event by event."""


class SheetStream:
    """Turns parser events into a :class:`SheetContent`; one object reads one part."""

    def __init__(self, content: SheetContent, around: Surroundings) -> None:
        self.content, self.around = content, around
        self.features = SheetFeatures(content, around.limits)
        self._dates = frozenset(i for i, style in enumerate(around.styles) if style.is_date)
        self._row = self._col = 0
        self._row_text = "0"
        self._letters: dict[str, int] = {}
        """Columns met so far by their letters: most cells of a sheet share a few."""
        self._place = self._last = -1
        self._seen: set[int] | None = None
        self._depth = self._elements = self._rows = 0
        """Of elements outside ``sheetData``."""
        self._foreign = False
        """Whether what is passed over is another vocabulary among the cells."""
        self._had_data = self._in_data = self._in_row = self._in_cell = self._phonetic = False
        self._attributes: dict[str, str] = {}
        self._value: str | None = None
        self._formula: Formula | None = None
        self._inline: list[str] | None = None
        self._pieces: list[str] | None = None
        self._skipping = 0
        self._choices: list[bool] = []
        self._prefixes: dict[str, str] = {}

    def read(self, data: bytes) -> SheetContent:
        """Read the whole part; raises InputRejected naming sheet and cell."""
        split = split_sheet(data)
        taken = None if split is None else read_plain_cells(split, self.content, self._sources())
        if split is None or taken is None:
            return self.read_events(data)
        self.around.cells_left -= taken[0]
        self.around.text_left -= taken[1]
        return self.read_events(split.surroundings)

    def read_events(self, data: bytes) -> SheetContent:
        """Read the whole part event by event, however it is written."""
        parser = streaming_parser(self.content.part)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartNamespaceDeclHandler = self._namespace
        run_parser(parser, data, self.content.part)
        return self.content

    def _sources(self) -> CellSources:
        around = self.around
        return CellSources(
            strings=around.strings,
            dates=self._dates,
            day=self._day,
            string_chars=around.limits.string_chars,
            most_cells=around.cells_left,
            most_text=around.text_left,
            most_rows=around.limits.rows,
        )

    def _day(self, serial: int) -> str | None:
        day = date_of_serial(serial, date1904=self.around.date1904)
        return None if day is None else day.isoformat()

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        self._prefixes[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > self.around.limits.elements:
            most = f"{self.around.limits.elements:,}"
            raise InputRejected(f"Sheet {self.content.name} has more than {most} elements near row {self._row}.", "")
        if self._skipping:
            self._skipping += 1
            if self._foreign and name.rpartition(" ")[2] in _NAMES_OF_CELLS:
                self._misplaced(name)
        elif self._in_cell:
            self._start_in_cell(name, attributes)
        elif self._in_data:
            self._start_in_data(name, attributes)
        else:
            self._start_outside(name, attributes)

    def _start_in_data(self, name: str, attributes: dict[str, str]) -> None:
        """Take rows and cells in where they belong; other vocabularies are passed over, as the splice does."""
        if name == _CELL and self._in_row:
            self._start_cell(attributes)
        elif name == _ROW and not self._in_row:
            self._start_row(attributes)
            self._in_row = True
        elif name in (_ALTERNATE, _CHOICE, _FALLBACK):
            self._alternate(name, attributes)
        elif name != _EXTENSIONS and (name.startswith(f"{MAIN} ") or name.rpartition(" ")[2] in _NAMES_OF_CELLS):
            self._misplaced(name)
        else:
            self._skipping, self._foreign = 1, True

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        if name == _VIEWS:
            self._skipping = 1
            return
        self._depth += 1
        if self._depth == 1 and name != _ROOT:
            raise InputRejected(f"The part of sheet {self.content.name} is no worksheet.", "Save the file in Excel.")
        if name in (_ALTERNATE, _CHOICE, _FALLBACK):
            self._alternate(name, attributes)
            self._depth -= bool(self._skipping)
        elif name.endswith(" sheetData"):
            if name != _DATA or self._depth != 2 or self._had_data:
                self._misplaced(name)
            self._in_data = self._had_data = True
        elif self.features.start(name, attributes):
            self._pieces = []

    def _misplaced(self, name: str) -> None:
        where = f"Sheet {self.content.name} has an element {name.rpartition(' ')[2]!r} near row {self._row}"
        raise InputRejected(f"{where}, where none belongs.", "Open the file in Excel, let it repair the file, save it.")

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == _VALUE:
            self._pieces = []
        elif name == _FORMULA:
            self._pieces = []
            area = parse_range(attributes["ref"]) if "ref" in attributes else None
            self._formula = Formula("", attributes.get("t", "normal"), area)
        elif name == _INLINE:
            self._inline = []
        elif name == _TEXT and self._inline is not None and not self._phonetic:
            self._pieces = []
        elif name == _PHONETIC:
            self._phonetic = True
        elif name in (_CELL, _ROW, _DATA):
            self._misplaced(name)
        elif name in (_ALTERNATE, _CHOICE, _FALLBACK):
            self._alternate(name, attributes)

    def _alternate(self, name: str, attributes: dict[str, str]) -> None:
        """Follow the first choice whose namespaces we know, else the fallback (ECMA-376 Part 3, 7.6)."""
        if name == _ALTERNATE:
            self._choices.append(False)
        elif not self._choices or self._choices[-1] or (name == _CHOICE and not self._knows(attributes)):
            self._skipping = 1
        else:
            self._choices[-1] = True

    def _knows(self, attributes: dict[str, str]) -> bool:
        required = attributes.get("Requires", "").split()
        return all(self._prefixes.get(prefix, "").startswith(_UNDERSTOOD) for prefix in required)

    def _text(self, piece: str) -> None:
        if self._pieces is not None and not self._skipping:
            self._pieces.append(piece)

    def _end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            self._foreign = self._foreign and self._skipping > 0
        elif name == _CELL and self._in_cell:
            self._end_cell()
        elif self._in_cell:
            self._end_in_cell(name)
        elif name == _ROW and self._in_data:
            self._in_row = False
        else:
            self._end_outside(name)

    def _end_outside(self, name: str) -> None:
        if name == _DATA:
            self._in_data = False
        self._depth -= not self._in_data
        if name == _ALTERNATE and self._choices:
            self._choices.pop()
        elif self._pieces is not None:
            self.features.text(name, "".join(self._pieces))
            self._pieces = None

    def _end_in_cell(self, name: str) -> None:
        if name == _ALTERNATE and self._choices:
            self._choices.pop()
        elif name == _PHONETIC:
            self._phonetic = False
        if self._pieces is None:
            return
        text, self._pieces = "".join(self._pieces), None
        if name == _VALUE:
            self._value = text
        elif name == _FORMULA and self._formula is not None:
            self._formula = Formula(text, self._formula.kind, self._formula.area)
        elif self._inline is not None:
            self._inline.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        row = self._row + 1 if number is None else whole_number(number) or 0
        if not 1 <= row <= MAX_ROW:
            where = f"row {(number or str(row))[:20]}"
            raise InputRejected(f"Sheet {self.content.name} has {where}; a sheet ends at row {MAX_ROW:,}.", "")
        self._rows += 1
        if self._rows > self.around.limits.rows:
            most = f"{self.around.limits.rows:,}"
            hint = "Delete the empty formatted rows below the questions in Excel, save the file and try again."
            raise InputRejected(f"Sheet {self.content.name} has more than {most} rows, most of them empty.", hint)
        self._row, self._col, self._row_text = row, 0, str(row)
        if is_true(attributes.get("hidden")) or attributes.get("ht") in ("0", "0.0"):
            self.content.hidden_rows.append(row)
        if is_true(attributes.get("customFormat")) and (style := whole_number(attributes.get("s"))) is not None:
            self.content.row_styles[row] = style

    def _start_cell(self, attributes: dict[str, str]) -> None:
        name = attributes.get("r")
        if name is None:
            row, col = self._row, self._col + 1
        elif name.endswith(self._row_text) and (known := self._letters.get(name[: -len(self._row_text)])):
            row, col = self._row, known
        elif (parsed := parse_cell(name)) is not None:
            row, col = parsed
            self._letters.setdefault(name.rstrip("0123456789"), col)
        else:
            raise InputRejected(f"Sheet {self.content.name} has a cell {name[:20]!r}, which no sheet has.", "")
        if col > MAX_COL:
            raise InputRejected(f"Sheet {self.content.name} has a cell right of column XFD in row {row}.", "")
        if row != self._row:
            self.warn(f"{self.content.name}!{name}: stands in row {self._row} of the XML; read as row {row}.")
        self._col, self._in_cell = col, True
        self._attributes = attributes
        self._value = self._formula = self._inline = None
        self.around.cells_left -= 1
        self.around.odd_left -= 1
        if self.around.cells_left < 0 or self.around.odd_left < 0:
            limits = self.around.limits
            most = f"{limits.cells if self.around.cells_left < 0 else limits.odd_cells:,}"
            raise InputRejected(
                f"At {self.content.name}!{cell_name(row, col)} the workbook has more than {most} cells.", ""
            )
        self._place = place_of(row, col)

    def _end_cell(self) -> None:
        self._in_cell = self._phonetic = False
        content, place = self.content, self._place
        if place <= self._last:
            self._out_of_order(place)
        elif self._seen is not None:
            self._seen.add(place)
        self._last = max(place, self._last)
        index, style = len(content.places), self._attributes.get("s")
        content.places.append(place)
        content.styles.append(0 if style is None else whole_number(style) or 0)
        if self._formula is not None:
            content.formulas[index] = self._formula
        content.values.append(None)
        if self._value is not None or self._inline is not None:
            content.values[index] = self._typed(index, self._attributes.get("t", "n"))

    def _out_of_order(self, place: int) -> None:
        if self._seen is None:
            self._seen = set(self.content.places)
        if place in self._seen:
            self.content.repeated.add(place)
            self.warn(f"{self.content.address(place)}: stands in the file more than once; the last one counts.")
        else:
            self._seen.add(place)
            self.warn(f"{self.content.address(place)}: stands out of order in the file.")

    def _typed(self, index: int, kind: str) -> PlainValue:
        """Return the value of the cell's type (18.18.11)."""
        raw = self._value or ""
        if kind == "s":
            return self._shared(raw)
        if kind in ("inlineStr", "str"):
            return self._own_text(raw if self._inline is None else "".join(self._inline))
        if not raw.strip():
            return None
        return self._scalar(index, kind, raw)

    def _scalar(self, index: int, kind: str, raw: str) -> PlainValue:
        if kind == "b":
            return is_true(raw)
        if kind == "e":
            self.content.errors.append(index)
            return raw
        return self._iso_date(index, raw) if kind == "d" else self._number(index, raw)

    def _shared(self, raw: str) -> PlainValue:
        number = whole_number(raw)
        if number is not None and number < len(self.around.strings):
            return self._counted(self.around.strings[number]) or None
        if raw.strip():
            self.warn(f"{self.content.address(self._place)}: points at text {raw.strip()[:20]}, which is not there.")
        return None

    def _own_text(self, text: str) -> str | None:
        return unescape(self._counted(text)) or None

    def _counted(self, text: str) -> str:
        """Return the text once it is taken from what the workbook may show; raises InputRejected naming the cell."""
        self.around.text_left -= len(text)
        if len(text) > self.around.limits.string_chars or self.around.text_left < 0:
            most = f"The cells of the workbook may show {self.around.limits.text_chars:,} characters together."
            raise InputRejected(f"The text in {self.content.address(self._place)} is too long to be read.", most)
        return text

    def _iso_date(self, index: int, raw: str) -> str:
        day = raw.strip().removesuffix("T00:00:00").removesuffix("Z")
        try:
            date.fromisoformat(day)
        except ValueError:
            return raw
        self.content.dates.append(index)
        return day

    def _number(self, index: int, raw: str) -> PlainValue:
        number = plain_number(raw)
        if number is None:
            self.warn(f"{self.content.address(self._place)}: {raw.strip()[:30]!r} is no number; read as text.")
            return raw
        if self.content.styles[index] in self._dates and isinstance(number, int):
            day = self._day(number)
            if day is not None:
                self.content.dates.append(index)
                return day
        return number

    def warn(self, text: str) -> None:
        """Keep a remark about something odd; after the first fifty only their number would grow."""
        if len(self.content.warnings) < _WARNINGS:
            self.content.warnings.append(text)


def date_of_serial(serial: int, *, date1904: bool) -> date | None:
    """Return the day of a date serial (18.17.4.1); ``None`` before 1 March 1900, where Excel counts a day too many."""
    if date1904:
        return date(1904, 1, 1) + timedelta(days=serial) if 0 <= serial <= 2_957_003 else None
    return date(1899, 12, 30) + timedelta(days=serial) if 61 <= serial <= 2_958_465 else None


def serial_of_date(day: date, *, date1904: bool) -> int | None:
    """Return the serial of a day, ``None`` where the workbook's calendar has none."""
    serial = (day - (date(1904, 1, 1) if date1904 else date(1899, 12, 30))).days
    return serial if date_of_serial(serial, date1904=date1904) == day else None
