"""Any pair of text files: which fields changed, and what changed besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.formats import DELIMITED, compare_files
from exporters.ooxml.limits import Limits
from exporters.verify import CellChange, Comparison
from knowledge.errors import InputRejected
from tests.exporters.odd_books import book
from tests.exporters.text_files import saved

BEFORE = "ID;Question;Answer\r\n1;Is it, or not?;\r\n2;Was it?\r\n"


def compared(folder: Path, before: str | bytes, after: str | bytes) -> Comparison:
    return DELIMITED.compare(saved(folder, before, "asked.csv"), saved(folder, after, "back.csv"))


FIELDS_ONLY: dict[str, tuple[str, tuple[CellChange, ...]]] = {
    "nothing": (BEFORE, ()),
    "a field": (BEFORE.replace("not?;", "not?;yes"), (CellChange("asked!C2", None, "yes"),)),
    "a quoted field": (BEFORE.replace("not?;", 'not?;"yes;\r\n"'), (CellChange("asked!C2", None, "yes;\r\n"),)),
    "a short row": (BEFORE.replace("Was it?", "Was it?;yes"), (CellChange("asked!C3", None, "yes"),)),
    "a customer's own field": (BEFORE.replace("Was", "Will"), (CellChange("asked!B3", "Was it?", "Will it?"),)),
    "an emptied field": (BEFORE.replace("2;", ";"), (CellChange("asked!A3", "2", None),)),
    "a new column, filled up in every row": (
        "ID;Question;Answer;Notes\r\n1;Is it, or not?;;\r\n2;Was it?\r\n",
        (CellChange("asked!D1", None, "Notes"),),
    ),
    "letters beyond ASCII": (BEFORE.replace("not?;", "not?;“é”"), (CellChange("asked!C2", None, "“é”"),)),
}


@pytest.mark.parametrize("case", FIELDS_ONLY)
def test_changed_fields_are_listed_and_are_all_that_changed(case: str, tmp_path: Path) -> None:
    after, cells = FIELDS_ONLY[case]
    found = compared(tmp_path, BEFORE, after)
    assert (found.cells, found.cells_total, found.others) == (cells, len(cells), ())
    assert found.only_slots_changed


OTHERS: dict[str, tuple[str | bytes, str]] = {
    "line ends": (BEFORE.replace("\r\n", "\n"), "asked, row 1: the line end differs"),
    "the last line end": (BEFORE.removesuffix("\r\n"), "asked, row 3: the line end differs"),
    "quotes": (BEFORE.replace("Was it?", '"Was it?"'), "asked!B3: the same value is quoted in another way"),
    "a byte order mark": (b"\xef\xbb\xbf" + BEFORE.encode(), "is written in UTF-8 with a byte order mark instead of"),
    "the encoding": (BEFORE.encode("utf-16"), "is written in UTF-16 (little-endian) with a byte order mark"),
    "the delimiter": (BEFORE.replace(",", ".").replace(";", ","), "asked: is separated by comma instead of semicolon"),
    "a row more": (BEFORE + "3;x\r\n", "asked: has 4 rows instead of 3"),
    "a row less": (BEFORE.replace("2;Was it?\r\n", ""), "asked: has 2 rows instead of 3"),
    "a sep line": ("sep=;\r\n" + BEFORE, "its sep= line differs"),
    "empty fields at the end": (BEFORE.replace("Was it?", "Was it?;;;"), "row 3: empty fields were added at its end"),
    "empty fields gone": (BEFORE.replace("not?;", "not?"), "row 2: empty fields at its end are gone"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_whatever_else_changed_is_named(case: str, tmp_path: Path) -> None:
    after, says = OTHERS[case]
    found = compared(tmp_path, BEFORE, after)
    assert any(says in other for other in found.others), found.others
    assert not found.only_slots_changed


def test_a_file_saved_anew_is_still_compared_field_by_field(tmp_path: Path) -> None:
    after = 'ID,Question,Answer\n1,"Is it, or not?",yes\n2,Was it?,\n'.encode("utf-8-sig")
    found = compared(tmp_path, BEFORE, after)
    assert found.cells == (CellChange("asked!C2", None, "yes"),)
    assert not found.only_slots_changed


def test_other_bytes_for_the_same_character_are_noticed(tmp_path: Path) -> None:
    before = "番号,保存データは暗号化されていますか\r\n".encode("cp932") + b"1,\xfa\x54\r\n"
    assert before.replace(b"\xfa\x54", b"\x81\xca").decode("cp932") == before.decode("cp932")
    found = compared(tmp_path, before, before.replace(b"\xfa\x54", b"\x81\xca"))
    assert found.others == ("asked, row 2: its bytes differ, though it reads the same",)


def test_answers_do_not_change_how_the_copy_is_read(tmp_path: Path) -> None:
    """Long answers full of commas and signs would sway what is guessed of the copy alone."""
    before = "ID;Question;Answer\r\n1;Is a résumé kept?;\r\n2;Was it?;\r\n".encode("cp1252")
    answer = "Ù, Ú, Û and so on, with commas, many of them, ‡‡‡, ŠŠŠ, ƒƒƒ".encode("cp1252")
    after = before.replace(b"kept?;", b"kept?;" + answer).replace(b"Was it?;", b"Was it?;" + answer)
    found = compared(tmp_path, before, after)
    assert (found.cells_total, found.others) == (2, ())


def test_rows_that_are_identical_to_the_byte_are_counted(tmp_path: Path) -> None:
    found = compared(tmp_path, BEFORE, BEFORE.replace("not?;", "not?;yes"))
    assert found.rows == (2, 3)
    assert "Rows: 2 of 3 identical to the byte" in found.render()
    assert '"rows": [2, 3]' in found.to_json()


def test_two_formats_are_not_compared(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=r"asked.csv is a text file with delimiters, a.xlsx is a workbook"):
        compare_files(book(tmp_path / "a.xlsx", ""), saved(tmp_path, BEFORE))


@pytest.mark.parametrize(("before", "after", "named"), [(b"", BEFORE, "asked.csv"), (BEFORE, b"a\x00b", "back.csv")])
def test_the_file_that_cannot_be_read_is_named(before: str, after: str, named: str, tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=f"^{named}: "):
        compared(tmp_path, before, after)


def test_the_list_is_bounded_and_its_total_is_not(tmp_path: Path) -> None:
    rows = "".join(f"{number},\n" for number in range(1_500))
    found = compared(tmp_path, "a,b\n" + rows, "a,b\n" + rows.replace(",", ",yes"))
    assert (len(found.cells), found.cells_total) == (1_000, 1_500)


def test_a_copy_beyond_the_limits_is_refused(tmp_path: Path) -> None:
    small, large = saved(tmp_path, "a,b\n1,2\n", "asked.csv"), saved(tmp_path, BEFORE * 9, "back.csv")
    with pytest.raises(InputRejected, match=r"back.csv: .* are read at most"):
        DELIMITED.compare(small, large, limits=Limits(text_size=100))
