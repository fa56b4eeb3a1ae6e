from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from answers.review.decision import Act, Decision
from answers.review.lines import Line
from answers.review.store import Told
from answers.review.told_before import Likeness, ToldBefore, contradictions, earlier_answers
from knowledge.statement import YesNo
from tests.answers.review.memory_store import decided, standing
from tests.answers.review.test_filters import PLAIN
from tests.builders import DIGEST, base, statement

LONG = "Are the backups of all production databases of the service encrypted before they are stored?"


def told(text: str = LONG, option: str | None = "Yes", said: str = "Yes. All are.", **changes: object) -> Told:
    made = Told(
        questionnaire="may.xlsx",
        on=datetime(2026, 5, 4, tzinfo=UTC),
        question=text,
        normalised=text.lower().strip("?"),
        option=option,
        text=said,
        statement="bk-enc",
        statement_sha256=DIGEST,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def line(text: str = LONG, decision: Decision | None = None, **changes: object) -> Line:
    made = replace(PLAIN, text=text, normalised=text.lower().strip("?"), **changes)  # type: ignore[arg-type]
    return standing(made, decision)


def likeness(asked: Line, *before: Told) -> list[Likeness]:
    return [each.likeness for each in earlier_answers(asked, before, base())]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (LONG, [Likeness.SAME]),
        (LONG.replace("of the service ", ""), []),
        (LONG.replace("of the service", "of this service"), [Likeness.NEARLY]),
        (LONG.replace("encrypted before", "not encrypted before"), []),
        (LONG.replace("all production", "30 production"), []),
        (LONG.replace("before", "after"), []),
        ("Are dogs welcome?", []),
    ],
)
def test_earlier_answers_are_those_to_the_same_question_or_nearly_the_same(
    before: str, expected: list[Likeness]
) -> None:
    assert likeness(line(), told(before)) == expected


def test_a_similar_question_counts_where_the_same_statement_answered_it() -> None:
    similar = told(LONG.replace("of the service ", ""))
    assert likeness(line(statement="bk-enc"), similar) == [Likeness.STATEMENT]
    assert likeness(line(decision=decided(Act.ACCEPT, statement="bk-enc")), similar) == [Likeness.STATEMENT]
    assert likeness(line(statement="other"), similar) == []


def test_a_heading_is_the_same_only_where_its_normal_form_is() -> None:
    heading = replace(line("Retention period"), normalised="logs retention period")
    assert likeness(heading, told("Retention period", normalised="backups retention period")) == []
    assert likeness(heading, told("Retention period", normalised="logs retention period")) == [Likeness.SAME]


def test_a_follow_up_is_the_same_only_after_the_same_question() -> None:
    follow_up = replace(line("If so, describe how the backups are tested by you."), normalised="one / if so")
    assert likeness(follow_up, told(follow_up.text, normalised="two / if so")) == []


def test_the_same_question_comes_before_similar_ones_and_newer_before_older() -> None:
    near, older = told(LONG.replace("of the service", "of this service")), told(questionnaire="old.xlsx")
    found = earlier_answers(line(), [near, told(), older], base())
    assert [(each.told.questionnaire, each.likeness) for each in found] == [
        ("may.xlsx", Likeness.SAME), ("old.xlsx", Likeness.SAME), ("may.xlsx", Likeness.NEARLY)
    ]  # fmt: skip


def test_what_became_of_the_statement_is_told() -> None:
    def difference(*statements: object, **changes: object) -> str:
        known = base(*statements)  # type: ignore[arg-type]
        return earlier_answers(line(), [told(**changes)], known)[0].difference  # type: ignore[arg-type]

    assert difference() == ""
    assert difference(statement=None) == ""
    assert "today it says: Yes. Backups are encrypted." in difference(statement(sha256="f" * 64))
    assert "no longer" in difference(statement(id="other"))


NO = decided(Act.CHOOSE, "", option="No")


@pytest.mark.parametrize(
    ("decision", "before", "told_so"),
    [
        (NO, [told()], True),
        (decided(Act.EDIT, "Partly. Most."), [told(option=None)], True),
        (decided(Act.ACCEPT, "Yes.", option="Yes", yes_no=YesNo.YES), [told()], False),
        (decided(Act.NOT_APPLICABLE, "None."), [told()], True),
        (NO, [told(LONG.replace("of the service", "of this service"))], True),
        (NO, [told(LONG.replace("of the service ", ""))], False),
        (NO, [told(option="No"), told(option="Yes")], False),
        (NO, [told(option="Yes"), told(option="No")], True),
        (NO, [told(option="3"), told(option="Yes")], True),
        (decided(Act.SKIP, ""), [told()], False),
        (None, [told()], False),
        (decided(Act.EDIT, "They are kept for 30 days."), [told(option=None, said="Kept for 90 days.")], True),
        (decided(Act.EDIT, "They are kept for 30 days."), [told(option=None, said="Kept for one month.")], False),
        (decided(Act.EDIT, "They are kept for 30 days."), [told(option=None, said="Kept for 30 days.")], False),
        (decided(Act.EDIT, "Kept for 30 days.", option="Yes"), [told(said="Kept for 90 days.")], True),
        (
            decided(Act.EDIT, "Kept for 30 days.", option="Yes"),
            [told(LONG.replace("of the service", "of this service"), said="Kept for 90 days.")],
            False,
        ),
    ],
)
def test_an_answer_contradicts_what_was_last_told_to_the_same_question(
    decision: Decision | None, before: list[Told], told_so: bool
) -> None:
    assert bool(contradictions([line(decision=decision, statement="bk-enc")], before)) is told_so


def test_a_contradiction_names_question_day_and_file() -> None:
    (found,) = contradictions([line(decision=NO)], ToldBefore([told()]))
    assert (found.key, found.told) == ("S!B1", told())
    assert found.text == "A-1: it is answered no now, and was yes, as told on 2026-05-04 in may.xlsx."
