"""Which question a follow-up hangs on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from segq.intake import read_workbook
from segq.intake.followups import condition
from tests.segq.intake.books import BOLD, Row, book, sheet

Linked = list[tuple[int | None, str]]
HEADER = ["No", "Question", "Answer"]
FENCE, GUARD = "Is there a fence around the site?", "Is there a guard at the gate?"


def linked(rows: Sequence[Row], header: Sequence[str] = HEADER) -> Linked:
    """Return the row of its parent and the condition of each question."""
    made = sheet([header, *rows], styles={"A1:D1": BOLD})
    found = read_workbook(book(made), "file.xlsx").questionnaire.questions
    return [(int(q.parent.rpartition("B")[2]) if q.parent else None, q.condition) for q in found]


@pytest.mark.parametrize("own", ["1.1.a", "1.1a", "1.1(a)", "1.1-a", "1.1.i"])
def test_a_lettered_id_belongs_to_its_number(own: str) -> None:
    rows = [["1.1", FENCE], [own, "How high is the fence?"], ["1.2", GUARD]]
    assert [parent for parent, _ in linked(rows)] == [None, 2, None]


def test_a_numbered_part_hangs_on_its_number_only_where_it_says_so() -> None:
    rows = [["1.1", FENCE], ["1.1.1", "If yes, how high is it?"], ["1.1.2", GUARD], ["1.2", "Is there a light on?"]]
    assert linked(rows) == [(None, ""), (2, "If yes"), (None, ""), (None, "")]


def test_a_follow_up_to_a_question_that_it_names_skips_what_lies_between() -> None:
    rows = [["1", FENCE], ["2", GUARD], ["3", "If you answered Yes to question 1, how high is it?"]]
    assert linked(rows) == [(None, ""), (None, ""), (2, "If you answered Yes to question 1")]


@pytest.mark.parametrize("text", ["See question 1", "Siehe Frage 1", "Voir question 1", "Véase pregunta 1"])
def test_a_mere_pointer_hangs_on_what_it_points_at(text: str) -> None:
    rows = [["1", FENCE], ["2", GUARD], ["3", text], ["4", "Is there a light over the door?"]]
    assert (2, "") in linked(rows)


def test_if_so_follows_the_question_right_before_be_it_a_follow_up_itself() -> None:
    rows = [["1", FENCE], ["2", "If yes, is it checked?"], ["3", "If so, how often is it checked?"]]
    assert [parent for parent, _ in linked(rows)] == [None, 2, 3]


def test_both_cases_hang_on_the_same_question() -> None:
    rows = [["1", FENCE], ["2", "If yes, how high is it?"], ["3", "If no, why is there none?"], ["4", GUARD]]
    assert linked(rows) == [(None, ""), (2, "If yes"), (2, "If no"), (None, "")]


def test_a_stray_blank_is_no_indentation() -> None:
    rows = [["1", FENCE], ["2", " How high is the wall of the site?"], ["3", GUARD]]
    assert [parent for parent, _ in linked(rows)] == [None, None, None]


def test_what_is_indented_hangs_on_what_it_stands_under() -> None:
    rows = [["1", FENCE], ["2", "    How high is the fence?"], ["3", "  - Who repairs the fence?"], ["4", GUARD]]
    assert [parent for parent, _ in linked(rows)] == [None, 2, 2, None]


@pytest.mark.parametrize(
    ("guidance", "parent", "when"),
    [
        ("Answer only if question 1 is yes.", 2, "Answer only if question 1 is yes"),
        (
            "Nur ausfüllen, wenn Frage 1 mit Ja beantwortet wurde.",
            2,
            "Nur ausfüllen, wenn Frage 1 mit Ja beantwortet wurde",
        ),
        ("If question 1 is answered No, skip this one.", 2, "If question 1 is answered No, skip this one"),
        ("Name the hours, and whether there are two of them.", None, ""),
        ("Only include the main site, no others.", None, ""),
        ("Tell those who ask, unless this is\notherwise forbidden by law.", None, ""),
    ],
)
def test_guidance_may_say_when_a_question_is_asked(guidance: str, parent: int | None, when: str) -> None:
    rows = [["1", FENCE, None, "Think of the car park as well."], ["2", GUARD, None, guidance]]
    assert linked(rows, ["No", "Question", "Answer", "Guidance"])[1] == (parent, when)


def test_an_id_that_repeats_names_nobody() -> None:
    rows = [["1", FENCE], ["1", GUARD], ["2", "If question 1 is yes, since when is that so?"]]
    assert linked(rows)[2][0] == 3


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Wenn nein, warum nicht?", "Wenn nein"),
        ("Si non, pourquoi ?", "Si non"),
        ("Se sì, descrivere", "Se sì"),
        ("Als nee, waarom niet?", "Als nee"),
        ("Om ja, hur ofta?", "Om ja"),
        ("Hvis nej, hvorfor?", "Hvis nej"),
        ("Jeśli tak, proszę opisać", "Jeśli tak"),
        ("Если да, опишите", "Если да"),
        ("Αν ναι, περιγράψτε", "Αν ναι"),
        ("אם כן, פרט", "אם כן"),
        ("예인 경우 설명하십시오", "예인 경우"),
        ("Please explain if no", "if no"),
        ("Otherwise, say why", "Otherwise"),
        ("If possible, attach a plan", ""),
        ("If data leaves the site, is it encrypted?", ""),
    ],
)
def test_conditions_are_read_at_the_beginning(text: str, when: str) -> None:
    assert condition(text) == when
