from __future__ import annotations

from dataclasses import replace

import pytest

from answers.forms import AnsweredForm, FormReader
from answers.policy import MatchingPolicy
from answers.understanding import understand
from knowledge.statement import AskedForm, YesNo
from tests import builders
from tests.answers.small_search import POLICY, searcher

YES, NO = YesNo.YES, YesNo.NO


def nearest(
    asked: str, *forms: tuple[str, YesNo | None], policy: MatchingPolicy = POLICY, closed: bool = False
) -> AnsweredForm | None:
    """Return the form of one statement with these approved questions that is nearest to the question asked."""
    statement = builders.statement(questions=tuple(AskedForm(ask, answer) for ask, answer in forms))
    search = searcher(builders.base(builders.statement(id="other", questions=()), statement))
    understood = understand(asked, closed=closed)
    (retrieval,) = search.retrieve([understood.asked])
    reader = FormReader(search.index, policy)
    (asked_of_it,) = reader.asked(retrieval, [1])
    return reader.nearest(understood, asked_of_it)


@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        ("Are ledgers encrypted?", "Are ledgers encrypted?", YES),
        ("Are ledgers stored unencrypted?", "Are any ledgers kept unencrypted?", NO),
        ("Are ledgers kept without encryption?", "Are any ledgers kept unencrypted?", NO),
        ("Are ledgers never stored unencrypted?", "Are ledgers encrypted?", YES),
        ("How are ledgers encrypted?", "How are ledgers encrypted?", None),
    ],
)
def test_the_nearest_form_of_the_same_polarity_and_sort_answers(asked: str, text: str, answer: YesNo | None) -> None:
    policy = replace(POLICY, form_at=0.3, denied_form_at=0.3)
    form = nearest(
        asked,
        ("Are ledgers encrypted?", YES),
        ("Are any ledgers kept unencrypted?", NO),
        ("How are ledgers encrypted?", None),
        policy=policy,
    )
    assert form is not None
    assert (form.text, form.yes_no) == (text, answer)


@pytest.mark.parametrize(
    ("asked", "approved", "answer"),
    [
        ("Are ledgers stored unencrypted?", "Are ledgers stored encrypted?", YES),
        ("Are ledgers stored encrypted?", "Are ledgers stored unencrypted?", NO),
        ("How often are ledgers encrypted?", "How are ledgers encrypted?", None),
        ("Who encrypts ledgers?", "Are ledgers encrypted?", YES),
        ("Are ledgers encrypted?", "How are ledgers encrypted?", None),
        ("Are ledgers encrypted?", "Ledgers encrypted", None),
    ],
)
def test_a_form_of_another_polarity_or_sort_says_nothing(asked: str, approved: str, answer: YesNo | None) -> None:
    everything = replace(POLICY, form_at=0.0, denied_form_at=0.0)
    assert nearest(asked, (approved, answer), policy=everything) is None


def test_a_statement_without_approved_questions_has_no_form() -> None:
    assert nearest("Are ledgers encrypted?") is None


def test_a_form_farther_than_the_threshold_says_nothing() -> None:
    form = ("Are ledgers encrypted?", YES)
    near = nearest("Are ledgers encrypted nightly in Lisbon?", form)
    assert near is not None
    assert near.similarity == pytest.approx(0.5**0.5, abs=1e-4)
    assert nearest("Are ledgers encrypted nightly in Lisbon?", form, policy=replace(POLICY, form_at=0.71)) is None


@pytest.mark.parametrize("denial", ["not encrypted", "never encrypted"])
def test_an_explicit_denial_needs_a_nearer_form_than_other_questions(denial: str) -> None:
    form = (f"Are ledgers {denial}?", NO)
    assert nearest(f"Are ledgers {denial} nightly in Lisbon?", form) is None
    assert nearest(f"Are ledgers {denial} nightly?", form) is not None
    assert nearest("Are ledgers sent unencrypted?", ("Are ledgers kept unencrypted?", NO)) is not None


def test_neighbours_that_disagree_give_the_form_but_no_answer() -> None:
    form = nearest(
        "Are ledgers encrypted?", ("Are ledgers encrypted nightly?", YES), ("Are ledgers encrypted hourly?", NO)
    )
    assert form is not None
    assert form.yes_no is None


def test_neighbours_that_agree_answer() -> None:
    form = nearest(
        "Are ledgers encrypted?", ("Are ledgers encrypted nightly?", YES), ("Are ledgers encrypted hourly?", YES)
    )
    assert form is not None
    assert form.yes_no is YES


def test_a_farther_neighbour_is_outvoted_by_a_nearer_one() -> None:
    form = nearest("Are ledgers encrypted?", ("Are ledgers encrypted?", YES), ("Are ledgers encrypted hourly?", NO))
    assert form is not None
    assert form.yes_no is YES
    wide = replace(POLICY, form_band=10.0)
    undecided = nearest(
        "Are ledgers encrypted?", ("Are ledgers encrypted?", YES), ("Are ledgers encrypted hourly?", NO), policy=wide
    )
    assert undecided is not None
    assert undecided.yes_no is None


def test_an_affirmation_is_closed_where_its_slot_is() -> None:
    form = ("Are ledgers encrypted?", YES)
    assert nearest("Ledgers are encrypted before they travel", form) is None
    assert nearest("Ledgers are encrypted before they travel", form, closed=True) is not None


def test_support_is_the_mean_of_the_three_nearest_questions_answered_wholly_or_in_part() -> None:
    questions = AskedForm("Are ledgers encrypted?", YES), AskedForm("Who owns dogs?", None), AskedForm("Cats?", None)
    statement = builders.statement(questions=questions, partly_answers=("Are ledgers encrypted?",))
    search = searcher(builders.base(statement, builders.statement(id="mute", questions=())))
    (retrieval,) = search.retrieve(["Are ledgers encrypted?"])
    reading, mute = FormReader(search.index, POLICY).asked(retrieval, [0, 1])
    assert reading.support == pytest.approx((1.0 + 1.0 + 0.0) / 3, abs=1e-4)
    assert mute.support == 0.0
