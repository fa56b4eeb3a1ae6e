"""Over random dialects and encodings: only the written fields change, and Python's csv module reads the values."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any, Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.delimited.comparing import differences
from exporters.delimited.dialects import Dialect
from exporters.delimited.encodings import Encoding
from exporters.delimited.plan import plan_fields, raw_fields
from exporters.delimited.splice import spliced
from exporters.delimited.table import Form, Table, table_of
from exporters.ooxml.limits import Limits
from exporters.ooxml.references import cell_name
from exporters.ooxml.write_plan import Write

LETTERS = {
    "utf-8": "ab 1,;|\t\"'=-@\\é“😀質",
    "utf-16-le": "ab 1,;|\t\"'=-@\\é“😀質",
    "cp1252": "ab 1,;|\t\"'=-@\\é“",
    "cp932": "ab 1,;|\t\"'=-@\\ソ表質－",
    "gb18030": "ab 1,;|\t\"'=-@\\é“😀质",
}
"""``ソ`` and ``表`` end in the byte of a backslash in Shift_JIS, others in that of a pipe."""
MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file with the way it was written."""

    data: bytes
    form: Form
    rows: list[list[str]]

    def read(self, data: bytes) -> Table:
        return table_of(data, "drawn.csv", self.form, Limits())

    def by_csv_module(self, data: bytes) -> list[list[str]]:
        text = data[len(self.form.encoding.mark) :].decode(self.form.encoding.codec)
        return [row or [""] for row in csv.reader(io.StringIO(text, newline=""), **options(self.form.dialect))]


def options(dialect: Dialect) -> dict[str, Any]:
    escape = {"escapechar": "\\", "doublequote": False} if dialect.escape else {}
    return {"delimiter": dialect.delimiter, "quotechar": dialect.quote, **escape}


@st.composite
def files(draw: st.DrawFn) -> Drawn:
    codec = draw(st.sampled_from(sorted(LETTERS)))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    dialect = Dialect(
        draw(st.sampled_from(",;\t|")), draw(st.sampled_from("\"'")), escape=draw(st.sampled_from(["", "\\"]))
    )
    text = st.text(st.sampled_from(LETTERS[codec] + "\n"), max_size=8)
    rows = draw(st.lists(st.lists(text, max_size=4), min_size=1, max_size=6))
    out = io.StringIO(newline="")
    quoting: Literal[0, 1] = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    csv.writer(out, lineterminator=end, quoting=quoting, **options(dialect)).writerows(rows)
    written = out.getvalue()
    if draw(st.booleans()):
        written = written.removesuffix(end)
    mark = MARKS.get(codec, b"") if draw(st.booleans()) else b""
    return Drawn(mark + written.encode(codec), Form(Encoding(codec, mark), dialect), rows)


@settings(max_examples=250, deadline=None)
@given(drawn=files())
def test_a_file_reads_as_the_csv_module_reads_it_and_nothing_written_is_nothing_changed(drawn: Drawn) -> None:
    table = drawn.read(drawn.data)
    assert [table.values(row) for row in range(1, table.rows + 1)] == drawn.by_csv_module(drawn.data)
    assert spliced(table, {}) == drawn.data
    assert b"".join(table.row_bytes()) == drawn.data


@settings(max_examples=250, deadline=None)
@given(drawn=files(), data=st.data())
def test_only_the_written_fields_change_and_they_read_back(drawn: Drawn, data: st.DataObject) -> None:
    table = drawn.read(drawn.data)
    codec = drawn.form.encoding.codec
    values = st.one_of(
        st.text(st.sampled_from(LETTERS[codec] + "\n"), min_size=1, max_size=8), st.integers(-9, 9), st.booleans()
    )
    places = st.tuples(st.integers(1, max(table.rows, 1)), st.integers(1, 6))
    wanted = data.draw(st.dictionaries(places, values, max_size=5 if table.rows else 0))
    writes = [Write("drawn", cell_name(*place), value) for place, value in wanted.items()]
    plan = plan_fields(table, writes, "replace")
    result = drawn.read(spliced(table, raw_fields(table, plan)))
    found = differences(table, result)
    assert (found.others, found.cells_total) == ([], len(plan.fields))
    expected = drawn.by_csv_module(drawn.data)
    for (row, col), text in plan.fields.items():
        fields = expected[row - 1]
        fields += [""] * (col - len(fields))
        fields[col - 1] = text.text
    assert drawn.by_csv_module(result.data) == expected
    untouched = set(range(1, table.rows + 1)) - {row for row, _ in plan.fields}
    old, new = list(table.row_bytes()), list(result.row_bytes())
    assert [old[row] for row in untouched] == [new[row] for row in untouched]


BYTES = st.lists(
    st.sampled_from([b"\xed\x40", b"\xfa\x5c", b"\x83\x5c", b"\x87\x90", b"\x81\xe0", b"a", b",", b"\r\n", b"|"]),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(pieces=BYTES, col=st.integers(1, 4))
def test_bytes_that_no_encoder_would_write_again_stay_as_they_are(pieces: list[bytes], col: int) -> None:
    """Shift_JIS has several codes for one character; what stands in the file must not be turned into another."""
    data = b"q,\r\n" + b"".join(pieces)
    form = Form(Encoding("cp932"), Dialect(","))
    table = table_of(data, "a.csv", form, Limits())
    row = table.rows
    plan = plan_fields(table, [Write("a", cell_name(row, col), "yes")], "replace")
    result = spliced(table, raw_fields(table, plan))
    fields = data.split(b"\r\n")[row - 1].split(b",")
    fields += [b""] * (col - len(fields))
    fields[col - 1] = b"yes"
    before = b"\r\n".join([*data.split(b"\r\n")[: row - 1], b""]) if row > 1 else b""
    ending = b"\r\n" if data.endswith(b"\r\n") else b""
    assert result == before + b",".join(fields) + ending
