from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import InputRejected
from knowledge.statement import Disclosure
from segq.facts import load_facts

AS_OF = date(2026, 11, 1)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plain_value_stands_for_a_fact_and_the_file_says_how_far_it_goes(tmp_path: Path) -> None:
    text = "disclosure: public\nfacts:\n  city: Graz\n  contact_phone: {value: '+43 1 5', disclosure: nda}\n"
    facts = load_facts(written(tmp_path, text), tmp_path / "none.yaml", AS_OF)
    assert {name: (fact.content, fact.disclosure) for name, fact in facts.items()} == {
        "city": ("Graz", Disclosure.PUBLIC),
        "contact_phone": ("+43 1 5", Disclosure.NDA),
    }


def test_a_file_that_sets_no_disclosure_is_internal(tmp_path: Path) -> None:
    facts = load_facts(written(tmp_path, "facts: {employees: 40}"), tmp_path / "none.yaml", AS_OF)
    assert (facts["employees"].content, facts["employees"].disclosure) == (40, Disclosure.INTERNAL)


def test_the_date_of_completion_is_that_of_the_run(tmp_path: Path) -> None:
    facts = load_facts(written(tmp_path, "facts: {date_completed: as-of}"), tmp_path / "none.yaml", AS_OF)
    assert facts["date_completed"].content == AS_OF


REFUSED = {
    "a fixed date": ("facts:\n  date_completed: 2026-01-01\n", r"facts.yaml:2: date_completed is a fixed date"),
    "an unknown fact": ("facts:\n  favourite_colour: red\n", r"facts.yaml:2: facts.favourite_colour"),
    "an unknown key": ("fact: {city: Graz}\n", r"facts.yaml:1: fact"),
    "an unknown key of a fact": ("facts:\n  city: {value: Graz, until: 2027}\n", r"facts.city.until"),
    "a signature": ("facts:\n  signature: Mara Holm\n", r"It is never filled"),
    "a certification": ("facts:\n  certification: Yes\n", r"It is never filled"),
    "an empty value": ("facts:\n  city: ' '\n", r"is empty"),
    "a key given twice": ("facts:\n  city: Graz\n  city: Linz\n", r"stands here twice"),
    "no mapping": ("- city\n", r"facts.yaml:1: the file"),
    "another disclosure": ("disclosure: secret\n", r"disclosure"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_facts_file_may_not_say_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    text, message = REFUSED[name]
    with pytest.raises(InputRejected) as raised:
        load_facts(written(tmp_path, text), tmp_path / "none.yaml", AS_OF)
    assert re.search(message, str(raised.value))
    assert raised.value.hint


def test_the_usual_file_need_not_exist_but_one_that_is_asked_for_must(tmp_path: Path) -> None:
    assert load_facts(None, tmp_path / "facts.yaml", AS_OF) == {}
    with pytest.raises(InputRejected, match="no such file of facts"):
        load_facts(tmp_path / "mine.yaml", tmp_path / "facts.yaml", AS_OF)


def test_the_file_that_is_given_wins_over_the_usual_one(tmp_path: Path) -> None:
    usual = written(tmp_path, "facts: {city: Graz}")
    given = tmp_path / "other.yaml"
    given.write_text("facts: {city: Linz}", encoding="utf-8")
    assert load_facts(None, usual, AS_OF)["city"].content == "Graz"
    assert load_facts(given, usual, AS_OF)["city"].content == "Linz"
