"""A text file as rows of fields, each known by where it stands in the text and in the bytes."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from exporters.delimited.dialects import Dialect, detect_dialect
from exporters.delimited.encodings import Encoding, byte_offsets, detect_encoding
from exporters.ooxml.file_kinds import refuse_other_kinds
from exporters.ooxml.limits import MAX_COL, MAX_ROW, Limits
from exporters.ooxml.preflight import read_file
from exporters.ooxml.references import cell_name
from knowledge.errors import InputRejected

_ARCHIVE = b"PK\x03\x04"
_OTHER_KINDS = (
    b"\xd0\xcf\x11\xe0", b"pk\x05\x06", b"%pdf", b"{\\rtf", b"<!doctype html", b"<html", b"<table", b"<?xml",
)  # fmt: skip
Span = tuple[int, int]
"""First character and the one behind the last."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written: what a reader must know to read it."""

    encoding: Encoding
    dialect: Dialect


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows; rows and columns count from 1, as a spreadsheet program shows them."""

    sheet: str
    ending: str
    data: bytes
    form: Form
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    row_ends: Sequence[int]
    """For each row, how many fields lie before its end."""

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return len(self.row_ends)

    @property
    def sha256(self) -> str:
        """Return the hash of the whole file."""
        return hashlib.sha256(self.data).hexdigest()

    def spans(self, row: int) -> list[Span]:
        """Return where the raw fields of a row stand in the text, quotes included."""
        first, last = (self.row_ends[row - 2] if row > 1 else 0), self.row_ends[row - 1]
        return list(zip(self.starts[first:last], self.ends[first:last], strict=True))

    def raw(self, row: int) -> list[str]:
        """Return the fields of a row as they are written."""
        return [self.text[start:end] for start, end in self.spans(row)]

    def values(self, row: int) -> list[str]:
        """Return what the fields of a row say."""
        return [self.form.dialect.value(raw) for raw in self.raw(row)]

    def start_of(self, row: int) -> int:
        """Return the place of a row's first character, or the end of the text for the row behind the last."""
        if row > self.rows:
            return len(self.text)
        return self.starts[self.row_ends[row - 2]] if row > 1 else self.form.dialect.body

    def line_end(self, row: int) -> str:
        """Return what ends the row: a line end, or nothing at the end of the file."""
        return self.text[self.spans(row)[-1][1] : self.start_of(row + 1)]

    def row_bytes(self) -> Iterator[bytes]:
        """Yield the bytes of what stands before the rows, then of each row with its line end."""
        places = [self.start_of(row) for row in range(1, self.rows + 1)]
        cuts = [0, *byte_offsets(self.data, self.text, self.form.encoding, places), len(self.data)]
        return (self.data[start:end] for start, end in pairwise(cuts))

    def address(self, row: int, col: int) -> str:
        """Return ``Sheet!B7`` for messages."""
        return f"{self.sheet}!{cell_name(row, col)}"


def open_table(path: Path, name: str, limits: Limits) -> Table:
    """Return the rows of a text file, known as ``name``; raises InputRejected saying what is wrong or what it is."""
    data = read_file(path, limits)
    _refuse_other_files(data, limits)
    encoding = detect_encoding(data)
    dialect = detect_dialect(encoding.decoded(data), Path(name).suffix.lower())
    return table_of(data, name, Form(encoding, dialect), limits)


def _refuse_other_files(data: bytes, limits: Limits) -> None:
    if data.startswith(_ARCHIVE):
        raise InputRejected("The file is a zip archive, as workbooks are, and no text.", "Name it .xlsx.")
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_OTHER_KINDS):
        refuse_other_kinds(data)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        refuse_other_kinds(b"")
    if len(data) > limits.text_size:
        raise InputRejected(f"The text has {len(data):,} bytes; {limits.text_size:,} are read at most.", "Split it.")


def table_of(data: bytes, name: str, form: Form, limits: Limits) -> Table:
    """Return the rows of bytes that are written in that form; raises InputRejected beyond the limits."""
    text = form.encoding.decoded(data)
    starts, ends, row_ends = array("L"), array("L"), array("L")
    match, at, size, delimiter = form.dialect.field().match, form.dialect.body, len(text), form.dialect.delimiter
    while at < size or (starts and len(starts) > (row_ends[-1] if row_ends else 0)):
        found = match(text, at)
        if found is None:
            raise AssertionError("the pattern of a field matches anywhere")
        starts.append(at)
        ends.append(found.end(1))
        at = found.end()
        if found[2] != delimiter:
            _check_row(len(starts) - (row_ends[-1] if row_ends else 0), len(row_ends) + 1)
            row_ends.append(len(starts))
        if len(starts) > limits.cells:
            raise InputRejected(f"The file has more than {limits.cells:,} fields.", "Split it.")
    table = Table(Path(name).stem, Path(name).suffix, data, form, text, starts, ends, row_ends)
    _check_lengths(table, limits)
    return table


def _check_row(fields: int, row: int) -> None:
    if row > MAX_ROW:
        raise InputRejected(f"The file has more than {MAX_ROW:,} rows.", "Split it.")
    if fields > MAX_COL:
        raise InputRejected(f"Row {row:,} has {fields:,} fields; a sheet has {MAX_COL:,} columns.", "")


def _check_lengths(table: Table, limits: Limits) -> None:
    longest = max((end - start for start, end in zip(table.starts, table.ends, strict=True)), default=0)
    if longest > limits.string_chars:
        raise InputRejected(
            f"A field has {longest:,} characters; {limits.string_chars:,} are read at most.",
            "Look for a quote that is never closed.",
        )
