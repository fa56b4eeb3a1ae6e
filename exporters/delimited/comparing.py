"""What differs between two text files, field by field, and down to the byte outside the fields that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from exporters.delimited.encodings import Encoding
from exporters.delimited.table import Form, Table, open_table, table_of
from exporters.ooxml.limits import Limits
from knowledge.errors import InputRejected, SegqError

Json = dict[str, Any]

MAX_LISTED = 1_000
"""Fields and differences that are listed one by one; the totals count all."""


@dataclass(slots=True)
class Differences:
    """What was found; lists stop growing at :data:`MAX_LISTED`."""

    cells: list[list[str | None]] = field(default_factory=list)
    cells_total: int = 0
    others: list[str] = field(default_factory=list)
    others_total: int = 0
    identical: int = 0
    """Rows with the same bytes."""
    reach: int = 0
    """The last column in which a value changed: up to there, empty fields only fill up short rows."""
    padded: list[tuple[int, int]] = field(default_factory=list)
    """Row and number of fields of rows that only grew by empty fields at their end."""

    def other(self, text: str) -> None:
        """Note something that is not a field's value."""
        self.others_total += 1
        if len(self.others) < MAX_LISTED:
            self.others.append(text)

    def cell(self, address: str, before: str | None, after: str | None) -> None:
        """Note a changed value; an empty one is ``None``."""
        self.cells_total += 1
        if len(self.cells) < MAX_LISTED:
            self.cells.append([address, before or None, after or None])


def compare_delimited(request: Json, limits: Limits) -> Json:
    """Return the differences as :func:`exporters.verify.verify` takes them; raises InputRejected naming the file."""
    name, other = request["name"], request["other_name"]
    before = _opened(Path(request["path"]), name, limits)
    after = _in_the_same_form(before, _opened(Path(request["other"]), other, limits), other, limits)
    found = differences(before, after)
    same = before.data == after.data
    return {
        "sha256": [before.sha256, after.sha256],
        "identical": [name] if same else [],
        "raw_identical": int(same),
        "changed": [] if same else [name],
        "added": [],
        "removed": [],
        "cells": found.cells,
        "cells_total": found.cells_total,
        "others": found.others,
        "others_total": found.others_total,
        "lost": [],
        "rows": [found.identical, before.rows],
    }


def _opened(path: Path, name: str, limits: Limits) -> Table:
    try:
        return open_table(path, name, limits)
    except SegqError as error:
        raise InputRejected(f"{name}: {error.message}", error.hint) from error


def _in_the_same_form(before: Table, after: Table, name: str, limits: Limits) -> Table:
    """Read the copy as the original is read wherever it can be: its answers may have changed what is guessed of it."""
    encoding = _shared_encoding(before.form.encoding, after)
    dialect = replace(before.form.dialect, body=after.form.dialect.body)
    try:
        twin = table_of(after.data, name, Form(encoding, dialect), limits)
    except SegqError:
        return after
    rows = range(1, min(before.rows, twin.rows) + 1)
    alike = sum(len(twin.spans(row)) >= len(before.spans(row)) for row in rows)
    return twin if 2 * alike >= before.rows else after


def _shared_encoding(wanted: Encoding, after: Table) -> Encoding:
    """Return the original's encoding if the copy may be read by it: its own is a guess, or one of plain letters."""
    own = after.form.encoding
    return wanted if own.mark == wanted.mark and (own.guessed or after.text.isascii()) else own


def differences(before: Table, after: Table) -> Differences:
    """Compare two tables row by row; fields that moved to other rows count as changed."""
    found = Differences()
    same_form = _compare_forms(before, after, found)
    if before.rows != after.rows:
        found.other(f"{before.sheet}: has {after.rows:,} rows instead of {before.rows:,}")
    old, new = before.row_bytes(), after.row_bytes()
    if next(old) != next(new) and same_form:
        found.other(f"{before.sheet}: what stands before the first row differs")
    for row, (was, now) in enumerate(zip(old, new, strict=False), 1):
        if same_form and was == now:
            found.identical += 1
        else:
            _compare_rows(before, after, row, found, same_form=same_form)
    for row, fields in found.padded:
        if fields > found.reach:
            found.other(f"{before.sheet}, row {row}: empty fields were added at its end")
    return found


def _compare_forms(before: Table, after: Table, found: Differences) -> bool:
    """Note another encoding or dialect; return whether bytes can be compared."""
    old, new = before.form, after.form
    if (old.encoding.codec, old.encoding.mark) != (new.encoding.codec, new.encoding.mark):
        found.other(f"{before.sheet}: is written in {_told(new.encoding)} instead of {_told(old.encoding)}")
    if old.dialect.delimiter != new.dialect.delimiter:
        found.other(f"{before.sheet}: is separated by {new.dialect.name} instead of {old.dialect.name}")
    elif old.dialect != new.dialect:
        found.other(f"{before.sheet}: is quoted in another way, or its sep= line differs")
    return (old.encoding.codec, old.encoding.mark, old.dialect) == (
        new.encoding.codec,
        new.encoding.mark,
        new.dialect,
    )


def _told(encoding: Encoding) -> str:
    return f"{encoding.name} with a byte order mark" if encoding.mark else encoding.name


def _compare_rows(before: Table, after: Table, row: int, found: Differences, *, same_form: bool) -> None:
    noted = found.cells_total + found.others_total + len(found.padded)
    _compare_values(before, after, row, found)
    if same_form:
        _compare_writing(before, after, row, found)
        if before.line_end(row) != after.line_end(row):
            found.other(f"{before.sheet}, row {row}: the line end differs")
        if noted == found.cells_total + found.others_total + len(found.padded):
            found.other(f"{before.sheet}, row {row}: its bytes differ, though it reads the same")


def _compare_values(before: Table, after: Table, row: int, found: Differences) -> None:
    old, new = before.values(row), after.values(row)
    for col, (was, now) in enumerate(zip_longest(old, new), 1):
        if (was or "") != (now or ""):
            found.cell(before.address(row, col), was, now)
            found.reach = max(found.reach, col)
    if len(new) < len(old) and not any(old[len(new) :]):
        found.other(f"{before.sheet}, row {row}: empty fields at its end are gone")
    if len(new) > len(old) and not new[-1]:
        found.padded.append((row, len(new)))


def _compare_writing(before: Table, after: Table, row: int, found: Differences) -> None:
    """Note fields that say the same and are written in another way."""
    values: Sequence[str] = before.values(row)
    pairs = zip(before.raw(row), after.raw(row), values, after.values(row), strict=False)
    for col, (was, now, old, new) in enumerate(pairs, 1):
        if old == new and was != now:
            found.other(f"{before.address(row, col)}: the same value is quoted in another way")
