"""The answers format: what is read, and how each mistake names its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers.questionnaire import CellAddress, WordAddress
from exporters.answers_file import parse_answers, read_answers, slot_writes
from knowledge.errors import InputRejected
from tests.exporters.releasing import DAY


def test_values_keep_their_type() -> None:
    text = (
        '{"sheet": "A", "cell": "b7", "value": "5"}\n\n{"sheet": "A", "cell": "B8", "value": 5}\n'
        '{"sheet": "A", "cell": "B9", "value": true}\r\n{"at": "table 0 row 1 col 2", "value": 0.5}'
    )
    found = parse_answers(text, "a.jsonl")
    assert [(one.address, one.content) for one in found] == [
        (CellAddress("A", "B7"), "5"),
        (CellAddress("A", "B8"), 5),
        (CellAddress("A", "B9"), True),
        (WordAddress("table 0 row 1 col 2"), 0.5),
    ]


def test_answers_pass_the_gate_as_public_and_given() -> None:
    (write,) = slot_writes(parse_answers('{"sheet": "A", "cell": "B7", "value": "x"}', "a"), DAY)
    assert (write.released.content, write.released.confidential, write.released.basis) == ("x", False, ("given",))


def test_a_place_in_a_word_document_is_none_of_a_workbook() -> None:
    with pytest.raises(InputRejected, match="paragraph 4: a workbook is filled by sheet and cell"):
        slot_writes(parse_answers('{"at": "paragraph 4", "value": "x"}', "a"), DAY)


LINES = {
    "bad JSON": ("{oops", "not valid JSON"),
    "a list": ("[1]", "not a JSON object"),
    "a text": ('"x"', "not a JSON object"),
    "unknown key": ('{"sheet": "A", "cell": "B7", "value": 1, "note": 2}', "unknown key note"),
    "both addresses": ('{"sheet": "A", "at": "x", "value": 1}', "unknown key sheet"),
    "no value": ('{"sheet": "A", "cell": "B7"}', "value is missing"),
    "no cell": ('{"sheet": "A", "value": 1}', "cell is missing"),
    "null": ('{"sheet": "A", "cell": "B7", "value": null}', "value is null"),
    "nested": ('{"sheet": "A", "cell": "B7", "value": ["x"]}', "value is a list"),
    "object": ('{"sheet": "A", "cell": "B7", "value": {}}', "value is an object"),
    "NaN": ('{"sheet": "A", "cell": "B7", "value": NaN}', "NaN is no number"),
    "infinite": ('{"sheet": "A", "cell": "B7", "value": 1e999}', "too large"),
    "sheet number": ('{"sheet": 1, "cell": "B7", "value": 1}', "sheet must be a text"),
    "range": ('{"sheet": "A", "cell": "B7:B8", "value": 1}', "is no cell"),
    "beyond XFD": ('{"sheet": "A", "cell": "XFE1", "value": 1}', "is no cell"),
    "repeated key": ('{"sheet": "A", "cell": "B7", "value": 1, "value": 2}', "a key is repeated"),
    "duplicate": ('{"sheet": "a", "cell": "b1", "value": 2}', "stands on line 1 too"),
    "deep": ("[" * 100_000, "not valid JSON"),
}


@pytest.mark.parametrize("name", LINES)
def test_each_mistake_names_file_and_line(name: str) -> None:
    line, message = LINES[name]
    with pytest.raises(InputRejected, match=rf"^a\.jsonl, line 2: .*{message}"):
        parse_answers('{"sheet": "A", "cell": "B1", "value": 1}\n' + line, "a.jsonl")


def test_a_file_that_is_missing_or_not_utf8_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=r"none\.jsonl: cannot be read"):
        read_answers(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"at": "\xe9"}')
    with pytest.raises(InputRejected, match=r"latin\.jsonl: is not UTF-8"):
        read_answers(tmp_path / "latin.jsonl")


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"at": "paragraph 1", "value": 1}\n')
    assert len(read_answers(tmp_path / "a.jsonl")) == 1
