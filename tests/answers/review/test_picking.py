from __future__ import annotations

import pytest

from answers.option_forms import Meaning
from answers.questionnaire import Option
from answers.review.decision import Act, Decision
from answers.review.picking import answer_of, not_applicable_option, said_by, translated, with_option
from knowledge.statement import YesNo


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(text, text) for text in texts)


PLAIN = options("Yes", "No", "N/A")
SCALE = options("1", "2", "3")
LONG = options("Yes, in full", "No, but planned", "Never")


@pytest.mark.parametrize(
    ("option", "legal", "expected"),
    [
        ("Yes", PLAIN, Meaning.YES),
        ("N/A", PLAIN, Meaning.NOT_APPLICABLE),
        ("No, but planned", LONG, Meaning.NO),
        ("Never", LONG, Meaning.UNKNOWN),
        ("3", SCALE, Meaning.UNKNOWN),
        ("Não", options("Sim", "Não"), Meaning.NO),
        ("Partially implemented", (), Meaning.PARTIAL),
    ],
)
def test_an_option_says_what_it_means_or_begins_with(option: str, legal: tuple[Option, ...], expected: Meaning) -> None:
    assert said_by(option, legal) is expected


ACCEPTED = Decision(Act.ACCEPT, text="Yes. Backups are encrypted.", option="Yes", yes_no=YesNo.YES, statement="bk-enc")


@pytest.mark.parametrize(
    ("option", "legal", "text"),
    [
        ("Yes", PLAIN, ACCEPTED.text),
        ("No", PLAIN, ""),
        ("N/A", PLAIN, ""),
        ("Yes, in full", LONG, ACCEPTED.text),
        ("No, but planned", LONG, ""),
        ("Planned", options("Yes", "Planned", "No"), ""),
        ("Sometimes", options("Yes", "Sometimes", "No"), ""),
        ("3", SCALE, ACCEPTED.text),
    ],
)
def test_a_text_stays_beside_a_picked_option_unless_that_says_otherwise(
    option: str, legal: tuple[Option, ...], text: str
) -> None:
    made = with_option(ACCEPTED, option, legal)
    assert (made.option, made.text) == (option, text)
    assert (made.act is Act.ACCEPT) is bool(text)


def test_an_option_against_the_statement_drops_a_text_without_a_yes_or_no_too() -> None:
    described = Decision(Act.ACCEPT, text="We encrypt all backups.", option="Yes", yes_no=YesNo.YES)
    assert with_option(described, "No", PLAIN).text == ""


def test_own_words_are_held_to_what_they_say_and_not_to_the_statement() -> None:
    own = Decision(Act.EDIT, text="No. Not yet.", option="Yes", yes_no=YesNo.YES, statement="bk-enc")
    assert with_option(own, "No", PLAIN).text == "No. Not yet."
    assert with_option(own, "Yes", PLAIN).text == ""


@pytest.mark.parametrize(
    ("legal", "expected"),
    [
        (PLAIN, "N/A"),
        (options("Oui", "Non", "Sans objet"), "Sans objet"),
        (options("Yes", "No"), None),
        (options("Yes", "N/A", "Not applicable"), None),
        ((), None),
    ],
)
def test_the_only_option_that_says_not_applicable_is_found(legal: tuple[Option, ...], expected: str | None) -> None:
    assert not_applicable_option(legal) == expected


BACKUPS, NEGATIVE = "Are backups encrypted?", "Are any backups stored without encryption?"


@pytest.mark.parametrize(
    ("option", "theirs", "legal", "question", "expected"),
    [
        ("Yes", PLAIN, options("Yes", "No"), BACKUPS, "Yes"),
        ("Yes", PLAIN, options("Oui", "Non"), BACKUPS, "Oui"),
        ("Yes", PLAIN, options("Implemented", "Not implemented"), BACKUPS, "Implemented"),
        ("No", PLAIN, options("Implemented", "Not implemented"), BACKUPS, None),
        ("Implemented", options("Implemented", "Not implemented"), PLAIN, BACKUPS, "Yes"),
        ("Implemented", options("Implemented", "Not implemented"), PLAIN, NEGATIVE, None),
        ("N/A", PLAIN, options("Yes", "No", "Not applicable"), BACKUPS, "Not applicable"),
        ("N/A", PLAIN, options("Yes", "No"), BACKUPS, None),
        ("3", SCALE, PLAIN, BACKUPS, None),
        ("3", SCALE, options("2", "3"), BACKUPS, "3"),
    ],
)
def test_an_option_is_translated_only_where_another_plainly_means_it(
    option: str, theirs: tuple[Option, ...], legal: tuple[Option, ...], question: str, expected: str | None
) -> None:
    assert translated(option, theirs, legal, question) == expected


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (ACCEPTED, Meaning.YES),
        (Decision(Act.CHOOSE, option="No", yes_no=YesNo.YES), Meaning.NO),
        (Decision(Act.ACCEPT, text="We encrypt.", yes_no=YesNo.YES), Meaning.YES),
        (Decision(Act.EDIT, text="Partly. Some are.", yes_no=YesNo.YES), Meaning.PARTIAL),
        (Decision(Act.EDIT, text="Some are.", yes_no=YesNo.YES), Meaning.UNKNOWN),
        (Decision(Act.EDIT, text="Yes. Most.", option="3"), Meaning.UNKNOWN),
        (Decision(Act.NOT_APPLICABLE, text="No cards."), Meaning.NOT_APPLICABLE),
    ],
)
def test_a_decision_is_read_by_its_option_first(decision: Decision, expected: Meaning) -> None:
    assert answer_of(decision) is expected
