"""One mark in the column that means the answer: the others, and every doubtful case, stay blank."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers.contents import ContentsPolicy, slot_outcomes
from answers.proposal import LeftBlank, Written
from answers.questionnaire import Existing, Question, Slot, SlotKind, SlotRole
from knowledge.statement import YesNo
from tests.builders import AS_OF, base, proposal, question, slot, statement

POLICY = ContentsPolicy(as_of=AS_OF)


def ticks(*headers: str, marked: str = "") -> tuple[Slot, ...]:
    """Return a tick slot under each header; the one headed ``marked`` holds an X already."""
    made = (slot(SlotRole.ANSWER, SlotKind.CHOICE, "X", cell=f"{chr(67 + n)}2") for n in range(len(headers)))
    return tuple(
        replace(one, header=header, existing="X" if header == marked else None)
        for one, header in zip(made, headers, strict=True)
    )


def written(asked: Question, answer: YesNo | None, policy: ContentsPolicy = POLICY) -> dict[str, object]:
    """Return what is written, by cell."""
    outcomes = slot_outcomes(asked, proposal(yes_no=answer), base(statement(context="Tapes are shredded.")), policy)
    return {
        str(outcome.address).rpartition("!")[2]: outcome.released.content
        for outcome in outcomes
        if isinstance(outcome, Written)
    }


@pytest.mark.parametrize(
    ("headers", "answer", "cell"),
    [
        (("Yes", "No", "N/A"), YesNo.YES, "C2"),
        (("Yes", "No", "N/A"), YesNo.NO, "D2"),
        (("No", "Yes"), YesNo.YES, "D2"),
        (("Answers / Oui", "Answers / Non"), YesNo.NO, "D2"),
        (("Yes", "Partly", "No"), YesNo.PARTIAL, "D2"),
        (("In place", "Not in place"), YesNo.YES, "C2"),
    ],
)
def test_the_mark_stands_under_the_header_that_means_the_answer(
    headers: tuple[str, ...], answer: YesNo, cell: str
) -> None:
    assert written(question(*ticks(*headers)), answer) == {cell: "X"}


def test_the_comment_beside_the_mark_is_written_with_it() -> None:
    asked = question(*ticks("Yes", "No"), slot(SlotRole.COMMENT, cell="E2"))
    assert written(asked, YesNo.YES) == {"C2": "X", "E2": "Yes. Backups are encrypted."}


@pytest.mark.parametrize("headers", [("Low", "Medium", "High"), ("1", "2", "3"), ("Yes, fully", "Yes, partly", "No")])
def test_nothing_is_marked_where_no_header_is_a_plain_answer(headers: tuple[str, ...]) -> None:
    assert written(question(*ticks(*headers), slot(SlotRole.COMMENT, cell="G2")), YesNo.YES) == {}


def test_nothing_is_marked_without_a_yes_or_no() -> None:
    assert written(question(*ticks("Yes", "No")), None) == {}


def test_a_second_mark_never_joins_one_that_cannot_be_taken_away() -> None:
    asked = question(*ticks("Yes", "No", marked="No"), slot(SlotRole.COMMENT, cell="E2"))
    replacing = ContentsPolicy(as_of=AS_OF, existing=Existing.REPLACE)
    assert written(asked, YesNo.YES, replacing) == {}


def test_the_columns_left_alone_say_where_the_mark_stands() -> None:
    outcomes = slot_outcomes(question(*ticks("Yes", "No")), proposal(yes_no=YesNo.YES), base(), POLICY)
    assert isinstance(outcomes[1], LeftBlank)
    assert outcomes[1].text == "the mark stands under “Yes”"
