from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.segq.cli.conftest import Segq


def test_a_settled_question_gets_its_approved_answer_and_source(ledger: Segq) -> None:
    ran = ledger("ask", "Are backups encrypted?")
    assert ran.code == 0
    assert ran.out.startswith("SETTLED")
    assert "Yes. Backups are encrypted with AES-256." in ran.out


def test_the_opposite_question_gets_the_opposite_answer(ledger: Segq) -> None:
    record = json.loads(ledger("ask", "--json", "Are any backups stored unencrypted?").out)
    assert record["yes_no"] == "no"
    assert record["answer"] == "No. Backups are encrypted with AES-256."


@pytest.mark.parametrize(
    "question",
    [
        "Are laptops encrypted?",
        "Are backups immutable?",
        "Do your offices have badge readers?",
        "Company name",
    ],
)
def test_what_the_base_does_not_say_is_never_settled(ledger: Segq, question: str) -> None:
    record = json.loads(ledger("ask", "--json", question).out)
    assert record["recommendation"] != "settled"
    assert record["yes_no"] is None


@pytest.mark.parametrize(
    ("question", "secrets"),
    [
        ("Is your application penetration tested?", ("Quartz", "Heron")),
        ("Where is your break-glass vault?", ("marmalade", "Oslo")),
    ],
)
@pytest.mark.parametrize("flags", [(), ("--json",), ("--explain",)])
def test_gated_text_is_nowhere_in_what_is_printed(
    ledger: Segq, question: str, secrets: tuple[str, ...], flags: tuple[str, ...]
) -> None:
    ran = ledger("ask", *flags, question)
    assert ran.code == 0
    assert not any(secret in ran.out + ran.err for secret in secrets)
    if "--json" in flags:
        assert json.loads(ran.out)["yes_no"] is None


def test_a_gated_item_says_that_it_exists_and_how_to_get_it(ledger: Segq) -> None:
    ran = ledger("ask", "Is your application penetration tested?")
    assert "under NDA from security@larch-ledger.test" in ran.out


def test_a_batch_answers_in_order_with_a_schema_version(ledger: Segq, tmp_path: Path) -> None:
    batch = tmp_path / "q.jsonl"
    lines = [{"id": "b", "question": "Are backups encrypted?", "source": "x"}, {"id": "a", "question": "Why?"}]
    batch.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    records = [json.loads(line) for line in ledger("ask", "--batch", batch, "--json").out.splitlines()]
    assert [record["id"] for record in records] == ["b", "a"]
    assert {record["schema_version"] for record in records} == {1}
    assert all(0 <= record["confidence"] <= 1 for record in records)


def test_questions_that_share_an_id_keep_their_own_answers(ledger: Segq, tmp_path: Path) -> None:
    batch = tmp_path / "q.jsonl"
    lines = [{"id": "Q1", "question": text} for text in ("Are backups encrypted?", "Are laptops encrypted?")]
    batch.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    records = [json.loads(line) for line in ledger("ask", "--batch", batch, "--json").out.splitlines()]
    assert [record["recommendation"] == "settled" for record in records] == [True, False]


def test_a_batch_can_come_from_stdin(ledger: Segq, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"id": "1", "question": "Are backups encrypted?"}\n'))
    assert json.loads(ledger("ask", "--batch", "-", "--json").out)["recommendation"] == "settled"


@pytest.mark.parametrize(
    ("content", "says"),
    [("{", "line 1: not JSON"), ('{"id": "1"}', "line 1: no question"), ("[]", "line 1: no question")],
)
def test_a_bad_batch_line_is_named(ledger: Segq, tmp_path: Path, content: str, says: str) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_text(content, encoding="utf-8")
    ran = ledger("ask", "--batch", batch)
    assert ran.code == 3
    assert says in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("arguments", [(), ("a question", "--batch", "q.jsonl")])
def test_one_question_or_one_batch(segq: Segq, arguments: tuple[str, ...]) -> None:
    assert segq("ask", *arguments).code == 2
