"""New fields put between the bytes of the old ones: nothing else of the file is written anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from exporters.delimited.encodings import byte_offsets
from exporters.delimited.plan import Place
from exporters.delimited.table import Table

Edit = tuple[int, int, str]
"""First character, the one behind the last, and what stands there instead."""


def spliced(table: Table, fields: Mapping[Place, str]) -> bytes:
    """Return the file's bytes with those raw fields in their places; short rows are padded with delimiters."""
    encoding = table.form.encoding
    edits = list(_edits(table, fields))
    places = [place for start, end, _ in edits for place in (start, end)]
    offsets = byte_offsets(table.data, table.text, encoding, places)
    pieces, at = [], 0
    for (_, _, text), start, end in zip(edits, offsets[::2], offsets[1::2], strict=True):
        pieces += [table.data[at:start], text.encode(encoding.codec)]
        at = end
    return b"".join((*pieces, table.data[at:]))


def _edits(table: Table, fields: Mapping[Place, str]) -> Iterator[Edit]:
    """Yield the edits in the order of the file."""
    for row, places in groupby(sorted(fields), key=lambda place: place[0]):
        yield from _row_edits(table, row, {col: fields[row, col] for _, col in places})


def _row_edits(table: Table, row: int, by_column: Mapping[int, str]) -> Iterator[Edit]:
    spans = table.spans(row)
    width, end = len(spans), spans[-1][1]
    behind = {col: text for col, text in by_column.items() if col > width}
    for col, text in by_column.items():
        if col <= width:
            start, stop = spans[col - 1]
            yield _behind_blanks(table, start, stop), stop, text
    if behind:
        delimiter = table.form.dialect.delimiter
        tail = "".join(delimiter + behind.get(col, "") for col in range(width + 1, max(behind) + 1))
        yield end, end, tail


def _behind_blanks(table: Table, start: int, stop: int) -> int:
    """Return where the field itself starts in a file that has blanks behind its delimiters."""
    raw = table.text[start:stop]
    return start + len(raw) - len(raw.lstrip(" ")) if table.form.dialect.spaced else start
