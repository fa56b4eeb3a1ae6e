"""Cells of a sheet that is written the way spreadsheet programs write: one pattern, some five times faster than events.

The pattern must account for every byte of ``sheetData``; where anything else stands there, :func:`read_plain_cells`
declines and leaves the part to :class:`exporters.ooxml.sheet_stream.SheetStream`, which reads all of XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from exporters.ooxml.limits import MAX_COL, MAX_ROW
from exporters.ooxml.markup import MAIN, is_true, plain_number, unescape
from exporters.ooxml.references import column_number, parse_range
from exporters.ooxml.sheet_content import Formula, PlainValue, SheetContent

_NAME = rb"[A-Za-z][A-Za-z0-9]*(?::[A-Za-z][A-Za-z0-9]*)?"
_ONE = rb" " + _NAME + rb'="[^"<>&\r\n\t]*"'
_ATTRIBUTES = rb"(?:" + _ONE + rb")*"
_CHARACTERS = rb"[^<\x00-\x08\x0b\x0c\x0e-\x1f]*"
_SPACE = rb'(?: xml:space="preserve")?'
_ATTRIBUTE = re.compile(rb"(" + _NAME + rb')="([^"]*)"')
_DECLARED = re.compile(rb"xmlns:([A-Za-z0-9]+)=")
_ROOT = re.compile(rb"(?:<\?xml [^>]*\?>\s*)?<([A-Za-z0-9]+:)?worksheet ([^>]*)>")
_UTF8 = re.compile(rb"""<\?xml[^>]*encoding=["'](?!utf-8|us-ascii)""", re.IGNORECASE)
_NEVER = (b"<!--", b"<![CDATA[")
_NEVER_BEFORE = (b"AlternateContent", b"customSheetViews")
_NEVER_INSIDE = (b"]]>", b"xmlns=")
_AT_ONCE = 262_144
"""Bytes matched at a time, which bounds the memory that their pieces take."""
_LONGEST_ROW = 2_097_152
_EXACT = 15
"""Digits up to which a whole number is exactly what a cell's double holds."""
_ENTITY = re.compile(r"&(#?\w*);?")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class _Unusual(Exception):
    """The part holds something that the pattern's reader does not decide."""


@dataclass(frozen=True, slots=True)
class CellSources:
    """What cells refer to, how a day is told from its serial, and what is left of the workbook's budget."""

    strings: Sequence[str]
    dates: frozenset[int]
    day: Callable[[int], str | None]
    string_chars: int
    most_cells: int
    most_text: int
    most_rows: int = MAX_ROW


@dataclass(frozen=True, slots=True)
class SplitSheet:
    """A worksheet part in two: everything with ``sheetData`` emptied, and what stood in it."""

    surroundings: bytes
    data: bytes
    start: int
    """Where ``data`` begins in the part, and where it was taken out of ``surroundings``."""
    prefix: bytes
    """Of the main namespace, with its colon; mostly empty."""
    declared: frozenset[bytes]
    """Prefixes that the root declares."""

    def with_data(self, data: bytes) -> bytes:
        """Return the whole part with other rows."""
        return self.surroundings[: self.start] + data + self.surroundings[self.start :]


def split_sheet(part: bytes) -> SplitSheet | None:
    """Return the part in two; ``None`` where it is unusual before any cell is looked at."""
    root = _ROOT.match(part)
    if root is None or _UTF8.match(part) or any(one in part for one in _NEVER):
        return None
    prefix = root[1] or b""
    declared = (b"xmlns:" + prefix[:-1] if prefix else b"xmlns") + f'="{MAIN}"'.encode()
    start, end = b"<" + prefix + b"sheetData>", b"</" + prefix + b"sheetData>"
    if declared not in root[2] or part.count(b"sheetData>") != 2 or start not in part or end not in part:
        return None
    at, until = part.index(start), part.index(end)
    data = part[at + len(start) : until]
    if until < at or any(one in part[:at] for one in _NEVER_BEFORE) or any(one in data for one in _NEVER_INSIDE):
        return None
    prefixes = frozenset((b"xml", *_DECLARED.findall(root[2])))
    return SplitSheet(part[: at + len(start)] + part[until:], data, at + len(start), prefix, prefixes)


@lru_cache(maxsize=8)
def token_pattern(prefix: bytes) -> re.Pattern[bytes]:
    """Return the pattern of a cell, the start or end of a row, or blanks; anything else is its last group."""
    p = re.escape(prefix)
    text = _SPACE + rb">(" + _CHARACTERS + rb")</" + p
    formula = rb"(?:<" + p + rb"f(" + _ATTRIBUTES + rb") ?(?:(/)>|>(" + _CHARACTERS + rb")(</)" + p + rb"f>))?"
    value = rb"(?:<" + p + rb"v" + text + rb"v>|<" + p + rb"v ?/>"
    inline = rb"|<" + p + rb"is><" + p + rb"t" + text + rb"t></" + p + rb"is>)?"
    address = rb'<%sc r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,6})")?(?: t="([A-Za-z]+)")?' % p
    cell = address + rb"(" + _ATTRIBUTES + rb") ?(?:/>|>" + formula + value + inline + rb"</" + p + rb"c>)"
    row = rb"|<" + p + rb"row((?:" + _ONE + rb")+) ?(/?)>|(</" + p + rb"row>)"
    return re.compile(cell + row + rb"|\s+|(.+)", re.DOTALL)


def read_plain_cells(sheet: SplitSheet, content: SheetContent, sources: CellSources) -> tuple[int, int] | None:
    """Add the cells to ``content``; return their number, and how many characters their own texts take.

    ``None``, with ``content`` as it was, where a byte is not accounted for, cells are out of order or too many.
    """
    cells = _PlainCells(sources, sheet.declared)
    try:
        for piece in _pieces(sheet.data, b"<" + sheet.prefix + b"row "):
            cells.read(token_pattern(sheet.prefix).findall(piece))
    except _Unusual:
        return None
    if cells.inside:
        return None
    content.places, content.styles, content.values = cells.places, cells.styles, cells.values
    content.formulas, content.errors, content.dates = cells.formulas, cells.errors, cells.dates
    content.hidden_rows, content.row_styles = cells.hidden_rows, cells.row_styles
    content.plain = True
    return len(cells.places), cells.characters


def _pieces(data: bytes, row: bytes) -> Iterator[bytes]:
    """Yield whole rows, some at a time; raises _Unusual at one that is longer than any program writes."""
    start = 0
    while start < len(data):
        cut = data.find(row, start + _AT_ONCE)
        stop = len(data) if cut < 0 else cut
        if stop - start > _LONGEST_ROW + _AT_ONCE:
            raise _Unusual
        yield data[start:stop]
        start = stop


class _PlainCells:
    """Collects cells in parallel columns, as :class:`SheetContent` holds them."""

    def __init__(self, sources: CellSources, declared: frozenset[bytes]) -> None:
        self._sources, self._declared = sources, declared
        self.places: list[int] = []
        self.styles: list[int] = []
        self.values: list[PlainValue] = []
        self.formulas: dict[int, Formula] = {}
        self.errors: list[int] = []
        self.dates: list[int] = []
        self.hidden_rows: list[int] = []
        self.row_styles: dict[int, int] = {}
        self.characters = self.rows = 0
        self.inside = False
        """Whether a row is open."""
        self._row = 0
        self._digits = b""
        self._last = -1

    def read(self, tokens: Iterable[tuple[bytes, ...]]) -> None:
        """Read the tokens of whole rows; raises _Unusual at the first that is none."""
        places, styles, values = self.places, self.styles, self.values
        base = self._row * MAX_COL - 1
        for token in tokens:
            if token[0]:
                if token[1] != self._digits or not self.inside or token[4]:
                    self._check_rest(token)
                place = base + column_of(token[0])
                if place <= self._last:
                    raise _Unusual
                self._last = place
                places.append(place)
                styles.append(int(token[2] or 0))
                values.append(None)
                if token[9] or token[8] or token[10] or token[6]:
                    self._fill(len(places) - 1, token)
            elif token[11]:
                self._start_row(token)
                base = self._row * MAX_COL - 1
            elif token[13]:
                self.inside = False
            elif token[14]:
                raise _Unusual
        if len(places) > self._sources.most_cells or self.characters > self._sources.most_text:
            raise _Unusual

    def _check_rest(self, token: tuple[bytes, ...]) -> None:
        """Other attributes than address, format and type in this order must be none of the three."""
        rest = self._attributes(token[4])
        if token[1] != self._digits or not self.inside or not rest.keys().isdisjoint((b"r", b"s", b"t")):
            raise _Unusual

    def _attributes(self, raw: bytes) -> dict[bytes, bytes]:
        """Return attributes by name; raises _Unusual where XML allows none such: one twice, an unknown prefix."""
        pairs = _ATTRIBUTE.findall(raw)
        found = dict(pairs)
        if len(found) != len(pairs):
            raise _Unusual
        if b":" in raw and any(b":" in name and name.partition(b":")[0] not in self._declared for name in found):
            raise _Unusual
        return found

    def _start_row(self, token: tuple[bytes, ...]) -> None:
        attributes = self._attributes(token[11])
        number = attributes.get(b"r", b"")
        row = int(number) if number.isdigit() and len(number) <= 10 else 0
        if self.inside or not self._row < row <= MAX_ROW:
            raise _Unusual
        self.rows += 1
        if self.rows > self._sources.most_rows:
            raise _Unusual
        self._row, self._digits, self.inside = row, str(row).encode(), not token[12]
        if is_true(attributes.get(b"hidden", b"").decode()) or attributes.get(b"ht") in (b"0", b"0.0"):
            self.hidden_rows.append(row)
        if is_true(attributes.get(b"customFormat", b"").decode()) and (s := attributes.get(b"s", b"")).isdigit():
            if len(s) > 10:
                raise _Unusual
            self.row_styles[row] = int(s)

    def _fill(self, index: int, token: tuple[bytes, ...]) -> None:
        kind, value = token[3], token[9]
        if token[6] or token[8]:
            self._formula(index, token)
        if kind == b"s":
            self.values[index] = self._shared(value)
        elif kind in (b"str", b"inlineStr"):
            self.values[index] = self._own_text(token[10] or value)
        elif value.strip():
            self.values[index] = self._scalar(index, kind, value)

    def _formula(self, index: int, token: tuple[bytes, ...]) -> None:
        attributes = self._attributes(token[5])
        area = parse_range(attributes[b"ref"].decode()) if b"ref" in attributes else None
        self.formulas[index] = Formula(_decoded(token[7]), attributes.get(b"t", b"normal").decode(), area)

    def _shared(self, raw: bytes) -> PlainValue:
        if not raw.isdigit() or len(raw) > 10:
            if raw.strip():
                raise _Unusual
            return None
        number = int(raw)
        if number >= len(self._sources.strings):
            raise _Unusual
        text = self._sources.strings[number]
        self.characters += len(text)
        return text or None

    def _own_text(self, raw: bytes) -> str | None:
        text = _decoded(raw)
        self.characters += len(text)
        if len(text) > self._sources.string_chars:
            raise _Unusual
        return unescape(text) or None

    def _scalar(self, index: int, kind: bytes, raw: bytes) -> PlainValue:
        if kind in (b"", b"n"):
            return self._number(index, raw)
        if kind == b"b":
            return is_true(_decoded(raw))
        if kind == b"e":
            self.errors.append(index)
            return _decoded(raw)
        raise _Unusual

    def _number(self, index: int, raw: bytes) -> PlainValue:
        number = int(raw) if raw.isdigit() and len(raw) < _EXACT else plain_number(_decoded(raw))
        if number is None:
            raise _Unusual
        if self.styles[index] in self._sources.dates and isinstance(number, int):
            day = self._sources.day(number)
            if day is not None:
                self.dates.append(index)
                return day
        return number


@lru_cache(maxsize=MAX_COL)
def column_of(letters: bytes) -> int:
    """Return the 1-based column of its letters."""
    number = column_number(letters.decode())
    if number > MAX_COL:
        raise _Unusual
    return number


def _decoded(raw: bytes) -> str:
    """Return the characters of an element; raises _Unusual where they are no UTF-8 or name an unknown entity."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Unusual from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if not match[0].endswith(";"):
        raise _Unusual
    if name.startswith("#"):
        return _numbered(name[1:])
    if name not in _ENTITIES:
        raise _Unusual
    return _ENTITIES[name]


def _numbered(digits: str) -> str:
    """Return the character of a numeric reference; raises _Unusual outside XML's characters (XML 1.0, 2.2)."""
    try:
        number = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    except ValueError as error:
        raise _Unusual from error
    legal = number in (9, 10, 13) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD
    if not (legal or 0x10000 <= number <= 0x10FFFF):
        raise _Unusual
    return chr(number)
