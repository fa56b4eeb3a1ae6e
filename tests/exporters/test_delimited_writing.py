"""Writing into a text file: only the fields of the answers change, and what cannot be written is refused by name."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from exporters.delimited import writing
from exporters.delimited.fields import starts_like_formula
from exporters.delimited.plan import FieldPlan
from exporters.delimited.scan import Json
from exporters.delimited.table import Table
from exporters.delimited.writing import write_delimited
from exporters.ooxml.limits import Limits
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected, PolicyRefused
from tests.exporters.text_files import ASKED, filled, saved

WRITTEN: dict[str, tuple[str, dict[str, CellValue], str]] = {
    "an empty field": ("a,b\n1,\n", {"B2": "yes"}, "a,b\n1,yes\n"),
    "a field between others": ("a,b,c\n1,,x\n", {"B2": "yes"}, "a,b,c\n1,yes,x\n"),
    "without a line end behind": ("a,b\n1,", {"B2": "yes"}, "a,b\n1,yes"),
    "old line ends": ("a,b\r1,\r", {"B2": "yes"}, "a,b\r1,yes\r"),
    "a row that is too short": ("a,b,c,d\r\n1\r\n", {"C2": "yes"}, "a,b,c,d\r\n1,,yes\r\n"),
    "several fields of a short row": ("a,b,c,d\n1\n", {"D2": "n", "B2": "y"}, "a,b,c,d\n1,y,,n\n"),
    "a blank row": ("a,b\n\n1,x\n", {"B2": "yes"}, "a,b\n,yes\n1,x\n"),
    "rows of other lengths and blank ones stay": (
        "title\n\na,b,c\n1,,\n\n2,x\n,,\n",
        {"C4": "yes"},
        "title\n\na,b,c\n1,,yes\n\n2,x\n,,\n",
    ),
    "behind a field of several lines": ('a,b\n"x\r\ny,""z""",\n', {"B2": "yes"}, 'a,b\n"x\r\ny,""z""",yes\n'),
    "a delimiter": ("a,b\n1,\n", {"B2": "yes, always"}, 'a,b\n1,"yes, always"\n'),
    "another file's delimiter": ("a;b\n1;\n", {"B2": "yes, always"}, "a;b\n1;yes, always\n"),
    "quotes": ("a,b\n1,\n", {"B2": 'we say "yes"'}, 'a,b\n1,"we say ""yes"""\n'),
    "lines": ("a,b\r\n1,\r\n", {"B2": "one\r\ntwo\rthree"}, 'a,b\r\n1,"one\ntwo\nthree"\r\n'),
    "blanks around": ("a,b\n1,\n", {"B2": " yes "}, 'a,b\n1," yes "\n'),
    "all fields quoted": ('"a","b"\n"1",\n', {"B2": "yes"}, '"a","b"\n"1","yes"\n'),
    "the field was quoted": ('a,b\n1,""\n', {"B2": "yes"}, 'a,b\n1,"yes"\n'),
    "texts quoted, a text": ('"a","b"\n1,\n', {"B2": "yes"}, '"a","b"\n1,"yes"\n'),
    "texts quoted, a number": ('"a","b"\n1,\n', {"B2": 30}, '"a","b"\n1,30\n'),
    "backslashes": ('a,b\n"c\\"d, e",\n', {"B2": 'f"g\\h'}, 'a,b\n"c\\"d, e","f\\"g\\\\h"\n'),
    "blanks before quotes": ('"a", "b", "c"\n"1", "", "x"\n', {"B2": "yes"}, '"a", "b", "c"\n"1", "yes", "x"\n'),
    "a sep line": ("sep=;\r\na;b\r\n1;\r\n", {"B2": "yes"}, "sep=;\r\na;b\r\n1;yes\r\n"),
    "whole number": ("a,b\n1,\n", {"B2": 5}, "a,b\n1,5\n"),
    "negative number": ("a,b\n1,\n", {"B2": -5}, "a,b\n1,-5\n"),
    "decimal number": ("a,b\n1,\n", {"B2": 0.25}, "a,b\n1,0.25\n"),
    "truth": ("a,b\n1,\n", {"B2": True}, "a,b\n1,TRUE\n"),
    "day": ("a,b\n1,\n", {"B2": dt.date(2026, 3, 12)}, "a,b\n1,2026-03-12\n"),
    "formula": ("a,b\n1,\n", {"B2": "=1+1"}, "a,b\n1,'=1+1\n"),
    "list": ("a,b\n1,\n", {"B2": "- one\n- two"}, 'a,b\n1,"\'- one\n- two"\n'),
    "a wide equals sign": ("a,b\n1,\n", {"B2": "＝1"}, "a,b\n1,'＝1\n"),
    "a tab in front": ("a,b\n1,\n", {"B2": "\t=1"}, "a,b\n1,'\t=1\n"),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_only_the_answers_fields_change(case: str, tmp_path: Path) -> None:
    before, values, after = WRITTEN[case]
    result, certificate = filled(saved(tmp_path, before), values)
    assert result.decode() == after
    assert {slot.at for slot in certificate.written} == {f"asked!{cell}" for cell in values}


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be", "cp932", "gb18030", "cp1252"])
def test_mark_and_encoding_stay(codec: str, tmp_path: Path) -> None:
    before = "番号,質問,回答\r\n1,保存データは暗号化されていますか。,\r\n2,従業員への教育を実施していますか。,\r\n"
    if codec == "cp1252":
        before = "N°;Question;Réponse\r\n1;Les données sont-elles chiffrées au repos ?;\r\n"
    after = before.replace("。,\r\n2", "。,ソ表|はい\r\n2").replace("repos ?;", "repos ?;oui, é–")
    answer = "oui, é–" if codec == "cp1252" else "ソ表|はい"
    assert filled(saved(tmp_path, before.encode(codec)), {"C2": answer})[0] == after.encode(codec)


@pytest.mark.parametrize(
    ("text", "harmful"),
    [
        ("=1", True), ("+cmd|x", True), ("-1+1", True), ("@SUM(1)", True), ("\t=1", True), ("\n=1", True),
        ("  =1", True), ("\u00a0=1", True), ("－1", True), ("- none", True), ("-5", False), ("+49", False),
        ("-1,5 ", False), ("-12%", False), ("Yes = no", False), ("", False), ("'=1", False),
    ],
)  # fmt: skip
def test_what_a_program_may_run_is_told_from_plain_numbers(text: str, harmful: bool) -> None:
    assert starts_like_formula(text) is harmful


def test_the_certificate_tells_what_was_done_to_a_text(tmp_path: Path) -> None:
    source = saved(tmp_path, "a,b,c\r\n1\r\n2,,\r\n")
    certificate = filled(source, {"B2": "=1+1", "C3": "– yes"})[1]
    assert certificate.remarks == (
        "asked!B2: starts like a formula, so an apostrophe was put in front of it",
        "asked: rows that were too short for their answers and got delimiters: 1",
        "asked: held plain ASCII letters only; the answers' other letters are written as UTF-8",
    )
    assert all(remark in certificate.render() for remark in certificate.remarks)
    record = json.loads(certificate.to_json())
    assert record["changed"] == [
        {"name": "asked.csv", "before": certificate.source.sha256, "after": certificate.result.sha256}
    ]
    assert record["reread_by"] == "segq's reader and Python's csv module"


def test_where_quotes_are_never_closed_only_our_own_reader_speaks(tmp_path: Path) -> None:
    source = saved(tmp_path, 'a,b,c\n1,"x,\n2,y,\n3,z,\n')
    result, certificate = filled(source, {"C3": "yes"})
    assert result == b'a,b,c\n1,"x,\n2,y,yes\n3,z,\n'
    assert certificate.reread_by == "segq's reader"


def test_a_guessed_encoding_stands_in_the_certificate(tmp_path: Path) -> None:
    source = saved(tmp_path, "a,b\r\nIs a résumé kept?,\r\n".encode("cp1252"))
    assert "Windows-1252" in filled(source, {"B2": "yes"})[1].remarks[0]


def test_nothing_written_is_the_same_file(tmp_path: Path) -> None:
    result, certificate = filled(saved(tmp_path, ASKED), {})
    assert result == ASKED.encode()
    assert certificate.changed == ()


EXISTING: list[tuple[str, str, str]] = [
    ("keep", "a,b\n1,Maybe\n", "already answered"),
    ("keep", "a,b\n1,yes\n", "already holds that value"),
    ("replace", "a,b\n1,yes\n", "already holds that value"),
    ("refuse", "a,b\n1,yes\n", "already holds that value"),
]


@pytest.mark.parametrize(("existing", "before", "why"), EXISTING)
def test_a_standing_answer_stays(existing: str, before: str, why: str, tmp_path: Path) -> None:
    result, certificate = filled(saved(tmp_path, before), {"B2": "yes"}, existing=existing)
    assert result.decode() == before
    assert [(slot.at, slot.why) for slot in certificate.left] == [("asked!B2", why)]


def test_a_neutralised_answer_that_stands_already_stays(tmp_path: Path) -> None:
    assert filled(saved(tmp_path, "a,b\n1,'=1\n"), {"B2": "=1"}, existing="replace")[1].written == ()


def test_a_standing_answer_is_replaced_if_asked(tmp_path: Path) -> None:
    source = saved(tmp_path, 'a,b\n1,"Maybe, or\nnot"\n')
    assert filled(source, {"B2": "yes"}, existing="replace")[0] == b'a,b\n1,"yes"\n'


def test_blanks_are_no_answer(tmp_path: Path) -> None:
    assert filled(saved(tmp_path, "a,b\n1,  \n"), {"B2": "yes"})[0] == b"a,b\n1,yes\n"


def test_an_existing_answer_refuses_the_file_if_asked(tmp_path: Path) -> None:
    with pytest.raises(PolicyRefused, match=r"asked!B2 already holds an answer"):
        filled(saved(tmp_path, "a,b\n1,Maybe\n"), {"B2": "yes"}, existing="refuse")


LATIN = "a,b\r\nIs a résumé kept?,\r\n".encode("cp1252")
BARE = b'ID\tQ\tA\n1\t"Yes" means yes\t\n2\t"No" means "no\t\n3\tx\t\n'
REFUSED: dict[str, tuple[bytes, str, CellValue, str]] = {
    "a letter that the encoding lacks": (LATIN, "B2", "安全", r"asked!B2: '安' \(U\+5B89\).*Windows-1252.*UTF-8"),
    "a line where nothing is quoted": (BARE, "C2", "a\nb", "asked!C2: .*no quotes"),
    "below the last row": (b"a,b\n1,\n", "B3", "x", "asked!B3 lies below the last row, 2"),
    "no text": (b"a,b\n1,\n", "B2", "", "asked!B2: the value is empty"),
    "a zero character": (b"a,b\n1,\n", "B2", "a\x00", "asked!B2: .*zero character"),
    "more than a cell holds": (b"a,b\n1,\n", "B2", "x" * 32_768, "asked!B2: .*32,768"),
    "no number": (b"a,b\n1,\n", "B2", float("nan"), "asked!B2"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_written_is_refused_and_nothing_is_left_behind(case: str, tmp_path: Path) -> None:
    content, cell, value, says = REFUSED[case]
    source = saved(tmp_path, content)
    with pytest.raises(InputRejected, match=says):
        filled(source, {cell: value})
    assert [path.name for path in tmp_path.iterdir()] == ["asked.csv"]


def request(tmp_path: Path, source: Path, **more: object) -> Json:
    plain: Json = {"path": str(source), "name": source.name, "temporary": str(tmp_path / "t"), "existing": "keep"}
    return {**plain, "withheld": [], "writes": [["asked", "B2", "plain", "yes", False]], **more}


def test_another_sheet_or_the_same_cell_twice_is_refused(tmp_path: Path) -> None:
    source = saved(tmp_path, "a,b\n1,\n")
    twice = [["asked", "B2", "plain", "yes", False], ["ASKED", "b2", "plain", "no", False]]
    with pytest.raises(InputRejected, match=r"asked!B2 is given twice"):
        write_delimited(request(tmp_path, source, writes=twice), Limits())
    with pytest.raises(InputRejected, match=r"There is no worksheet 'Sheet1'"):
        write_delimited(request(tmp_path, source, writes=[["Sheet1", "B2", "plain", "yes", False]]), Limits())


@pytest.mark.parametrize(
    "secret",
    [
        "the marmalade is kept in a blue jar",
        'the "marmalade" is kept\nin a blue jar',
        "THE  marmalade is kept in a blue jar",
    ],
)
def test_a_withheld_text_is_written_nowhere(secret: str, tmp_path: Path) -> None:
    source = saved(tmp_path, "a,b\n1,\n")
    with pytest.raises(PolicyRefused, match=r"withheld") as refused:
        filled(source, {"B2": f"Yes: {secret}."}, withheld=(secret.lower(),))
    assert "marmalade" not in str(refused.value)
    assert not source.with_name("out.csv").exists()


def test_what_the_customer_wrote_already_is_not_withheld_from_them(tmp_path: Path) -> None:
    secret = "the marmalade is kept in a blue jar"
    assert b"yes" in filled(saved(tmp_path, f"a,b\n{secret},\n"), {"B2": "yes"}, withheld=(secret,))[0]


def appended(tmp_path: Path, content: str, header_rows: list[int], rows: list[int], cell: str) -> tuple[str, Json]:
    source, col = saved(tmp_path, content), ord(cell[0]) - 64
    columns = [["asked", col, "Answer", header_rows, rows]]
    writes = [["asked", cell, "plain", "yes", False]]
    report = write_delimited(request(tmp_path, source, columns=columns, writes=writes), Limits())
    return (tmp_path / "t").read_bytes().decode(), report


def test_an_appended_column_has_a_heading_and_a_field_in_every_full_row(tmp_path: Path) -> None:
    content = "Acme\nID,Question\n1,Is it?\nsection\n,\n2,Was it?\n"
    result, report = appended(tmp_path, content, [2], [3, 6], "C3")
    assert result == "Acme\nID,Question,Answer\n1,Is it?,yes\nsection\n,,\n2,Was it?,\n"
    assert report["columns"] == [["asked!C", "Answer", 1, ""]]
    assert report["written"] == [["asked!C3", "text"]]


def test_an_appended_column_is_named_apart_from_the_others(tmp_path: Path) -> None:
    result, _ = appended(tmp_path, '"Answer","Question"\n"1","Is it?"\n', [1], [2], "C2")
    assert result == '"Answer","Question","Answer 2"\n"1","Is it?","yes"\n'


def test_no_column_is_appended_where_something_stands(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=r"asked!B1: no column can be appended"):
        appended(tmp_path, "Question,Notes\nIs it?\n", [1], [2], "B2")


def test_no_column_is_appended_where_nothing_is_answered(tmp_path: Path) -> None:
    source = saved(tmp_path, "ID,Question\n1,Is it?\n")
    columns = [["asked", 3, "Answer", [1], [2]]]
    report = write_delimited(request(tmp_path, source, columns=columns, writes=[]), Limits())
    assert (tmp_path / "t").read_bytes() == source.read_bytes()
    assert report["columns"] == []


def test_a_copy_that_reads_back_otherwise_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(table: Table, fields: object) -> bytes:  # noqa: ARG001 - stands in for the splice
        return table.data.replace(b"1,", b"2,yes")

    monkeypatch.setattr(writing, "spliced", broken)
    with pytest.raises(InputRejected, match=r"failed its check"):
        write_delimited(request(tmp_path, saved(tmp_path, "a,b\n1,\n")), Limits())


def test_a_copy_that_lost_an_answer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(table: Table, plan: FieldPlan) -> dict[object, str]:  # noqa: ARG001 - stands in for the quoting
        return {}

    monkeypatch.setattr(writing, "raw_fields", nothing)
    with pytest.raises(InputRejected, match=r"0 fields changed instead of 1"):
        write_delimited(request(tmp_path, saved(tmp_path, "a,b\n1,\n")), Limits())
