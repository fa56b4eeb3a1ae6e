"""Rows of plain parts are located as by events, and what is left out of a comparison is the same in both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.ooxml.plain_rows import differing_rows, plain_layout
from exporters.ooxml.sheet_layout import read_layout
from tests.exporters.test_plain_cells import PLAIN, sheet

ROW = '<row r="{0}"><c r="A{0}" t="str"><v>{1}</v></c></row>'


@pytest.mark.parametrize("rows", PLAIN.values(), ids=PLAIN)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_rows_and_cells_are_located_as_by_events(rows: str, prefix: str) -> None:
    marked = rows.replace("</", f"</{prefix}").replace("<", f"<{prefix}").replace(f"<{prefix}/{prefix}", f"</{prefix}")
    part = sheet(marked, prefix=prefix)
    quick, slow = plain_layout(part, {1, 3}), read_layout(part, "p", {1, 3})
    assert quick == slow


def test_a_byte_order_mark_or_declared_ascii_is_kept_in_mind() -> None:
    part = sheet(ROW.format(1, "x")).replace(b"UTF-8", b"us-ascii")
    assert plain_layout(part, {1}).encoding == read_layout(part, "p", {1}).encoding == "ascii"


def test_only_rows_that_differ_are_kept() -> None:
    before = sheet("".join(ROW.format(row, "same") for row in (1, 2, 3)))
    after = sheet(ROW.format(1, "same") + ROW.format(2, "other") + ROW.format(3, "same") + ROW.format(4, "new"))
    assert differing_rows(before, after) == (
        sheet(ROW.format(2, "same")),
        sheet(ROW.format(2, "other") + ROW.format(4, "new")),
    )


@pytest.mark.parametrize(
    "rows",
    [
        ROW.format(1, "x") + ROW.format(2, "y") + ROW.format(2, "y"),
        ROW.format(2, "y") + ROW.format(1, "x"),
        ROW.format(1, "x") + '<row spans="1:1"><c><v>1</v></c></row>',
        ROW.format(1, "x") + "<!-- -->" + ROW.format(2, "y"),
    ],
    ids=["a row twice", "rows out of order", "a row without number", "a comment"],
)
def test_a_copy_that_is_not_plain_is_compared_whole(rows: str) -> None:
    assert differing_rows(sheet(ROW.format(1, "x") + ROW.format(2, "y")), sheet(rows)) is None


@given(
    st.dictionaries(st.integers(1, 9), st.sampled_from("ab")), st.dictionaries(st.integers(1, 9), st.sampled_from("ab"))
)
def test_what_is_left_out_is_exactly_what_both_hold(before: dict[int, str], after: dict[int, str]) -> None:
    parts = [sheet("".join(ROW.format(row, rows[row]) for row in sorted(rows))) for rows in (before, after)]
    same = {row for row, text in before.items() if after.get(row) == text}
    kept = [
        sheet("".join(ROW.format(row, rows[row]) for row in sorted(rows.keys() - same))) for rows in (before, after)
    ]
    assert differing_rows(parts[0], parts[1]) == (kept[0], kept[1])


def test_bytes_between_rows_stay() -> None:
    before = sheet(ROW.format(1, "x") + "\n" + ROW.format(2, "y"))
    after = sheet(ROW.format(1, "x") + "<junk/>" + ROW.format(2, "y"))
    assert differing_rows(before, after) == (sheet("\n"), sheet("<junk/>"))
