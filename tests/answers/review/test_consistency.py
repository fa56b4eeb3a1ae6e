from __future__ import annotations

from dataclasses import replace

import pytest

from answers.review.consistency import Clash, inconsistencies
from answers.review.decision import Act, Decision
from answers.review.lines import Line
from knowledge.statement import YesNo
from tests.answers.review.memory_store import decided, standing
from tests.answers.review.test_filters import PLAIN


def line(number: int, decision: Decision | None, text: str = "Are backups encrypted?", form: str = "") -> Line:
    made = replace(
        PLAIN, key=f"S!B{number}", position=number, id=f"Q{number}", text=text, normalised=form or text.lower()
    )
    return standing(made, decision)


def clashes(*lines: Line) -> list[tuple[Clash, tuple[str, ...]]]:
    return [(found.clash, found.keys) for found in inconsistencies(lines)]


def accepted(option: str | None, yes_no: YesNo | None = YesNo.YES, text: str = "Yes. They are.") -> Decision:
    return decided(Act.ACCEPT, text, option=option, yes_no=yes_no, statement="bk-enc")


YES, NO = accepted("Yes"), accepted("No", YesNo.NO, "No. They are not.")


def test_answers_that_fit_raise_no_warning() -> None:
    assert clashes(line(1, YES), line(2, YES), line(3, None), line(4, NO, "Are disks encrypted?")) == []


@pytest.mark.parametrize(
    ("decision", "clash"),
    [
        (decided(Act.EDIT, "Yes, all.", option="No"), Clash.TEXT_AND_OPTION),
        (decided(Act.EDIT, "Partly. Most.", option="Yes"), Clash.TEXT_AND_OPTION),
        (decided(Act.EDIT, "No. None.", option="N/A"), Clash.TEXT_AND_OPTION),
        (decided(Act.CHOOSE, "", option="No", yes_no=YesNo.YES, statement="bk-enc"), Clash.AGAINST_STATEMENT),
        (decided(Act.EDIT, "All.", option="Não", yes_no=YesNo.YES, statement="bk-enc"), Clash.AGAINST_STATEMENT),
    ],
)
def test_an_answer_that_contradicts_itself_is_named(decision: Decision, clash: Clash) -> None:
    assert clashes(line(1, decision)) == [(clash, ("S!B1",))]


@pytest.mark.parametrize(
    "decision",
    [
        decided(Act.EDIT, "Yes, all.", option="3 - Defined"),
        decided(Act.EDIT, "All of them.", option="No"),
        decided(Act.EDIT, "All of them.", option="Yes", yes_no=YesNo.YES, statement="bk-enc"),
        decided(Act.SKIP, "", option="No", yes_no=YesNo.YES, statement="bk-enc"),
    ],
)
def test_what_says_neither_yes_nor_no_contradicts_nothing(decision: Decision) -> None:
    assert clashes(line(1, decision)) == []


def test_one_question_answered_in_two_ways_is_named_once_for_each_that_differs() -> None:
    no = decided(Act.CHOOSE, "", option="No")
    found = clashes(line(1, YES), line(2, no), line(3, YES), line(4, decided(Act.NOT_APPLICABLE, "None.")))
    assert found == [(Clash.SAME_QUESTION, ("S!B1", "S!B2")), (Clash.SAME_QUESTION, ("S!B1", "S!B4"))]
    assert "Q1 and Q2 ask the same" in inconsistencies([line(1, YES), line(2, no)])[0].text


def test_a_statements_yes_and_no_are_named_unless_its_owner_approved_both() -> None:
    other = "Are backups encrypted in full?"
    own = decided(Act.EDIT, "No. Not in full.", statement="bk-enc", yes_no=YesNo.YES)
    assert clashes(line(1, YES), line(2, own, other)) == [(Clash.SAME_STATEMENT, ("S!B1", "S!B2"))]
    assert clashes(line(1, own, other), line(2, YES)) == [(Clash.SAME_STATEMENT, ("S!B1", "S!B2"))]
    assert clashes(line(1, YES), line(2, NO, other)) == []


@pytest.mark.parametrize("other", ["Are backups not encrypted?", "Are backups kept unencrypted?"])
def test_a_question_put_the_other_way_round_may_be_answered_the_other_way(other: str) -> None:
    own = decided(Act.EDIT, "No. All are.", statement="bk-enc")
    assert clashes(line(1, YES), line(2, own, other)) == []
