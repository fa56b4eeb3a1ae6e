from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from answers.questionnaire import QuestionKind, SlotKind, SlotRole
from answers.review.lines import Opened
from answers.review.session import ReviewSession
from answers.review.signing import Obstacle, release_hindrances, sign_off, sign_off_hindrances
from answers.review.states import State
from answers.review.store import Told
from knowledge.accounts import Account, NdaBasis, NdaRecord
from knowledge.errors import PolicyRefused
from knowledge.statement import Disclosure, KnowledgeBase
from tests.answers.review.memory_store import MemoryStore, opened
from tests.builders import AS_OF, base, question, slot, statement

KEY = "S!B1"
TOLD = Told("may.xlsx", datetime(2026, 5, 4, tzinfo=UTC), "?", "are backups encrypted", "No", "", None, "")


def session(*questions: Opened, known: KnowledgeBase | None = None, told: tuple[Told, ...] = ()) -> ReviewSession:
    return ReviewSession(MemoryStore(questions or (opened(),), told=told), "kim", known or base(), AS_OF)


def obstacles(review: ReviewSession) -> list[tuple[Obstacle, str]]:
    return [(each.obstacle, each.key) for each in sign_off_hindrances(review)]


def test_a_questionnaire_with_every_question_answered_is_signed_off_by_name() -> None:
    review = session(opened(1), opened(2, "Are disks encrypted?"))
    review.accept(KEY)
    review.skip("S!B2")
    assert obstacles(review) == []
    record = sign_off(review)
    assert (record.state, record.signed_off_by) == (State.SIGNED_OFF, "kim")


def test_what_is_undecided_may_be_left_blank_on_record() -> None:
    review = session(opened(1), opened(2, "Are disks encrypted?"))
    review.accept(KEY)
    assert obstacles(review) == [(Obstacle.UNDECIDED, "S!B2")]
    with pytest.raises(PolicyRefused, match="1 undecided"):
        sign_off(review)
    assert review.store.record().state is State.IN_REVIEW
    sign_off(review, {Obstacle.UNDECIDED}, "Kim agreed to leave it.")
    assert isinstance(review.store, MemoryStore)
    assert review.store.changes[-1] == (
        "kim", State.SIGNED_OFF, "overridden: undecided: S!B2. Kim agreed to leave it."
    )  # fmt: skip


def test_an_instruction_wants_no_decision() -> None:
    assert obstacles(session(opened(asked=question(slot(), kind=QuestionKind.INSTRUCTION)))) == []


def test_an_undecided_question_whose_proposal_has_changed_is_told_apart() -> None:
    assert obstacles(session(opened(rests_on={"bk-enc": "f" * 64}))) == [(Obstacle.PROPOSAL_CHANGED, KEY)]


def test_what_an_expert_has_and_what_is_flagged_is_open() -> None:
    review = session(opened(1), opened(2, "Are disks encrypted?"))
    review.ask_expert(KEY, "lee")
    review.accept("S!B2", option="Yes")
    review.flag(["S!B2"])
    assert obstacles(review) == [(Obstacle.WITH_EXPERT, KEY), (Obstacle.FLAGGED, "S!B2")]


@pytest.mark.parametrize("obstacle", [Obstacle.FLAGGED, Obstacle.STALE])
def test_a_flag_and_a_stale_answer_cannot_be_overridden(obstacle: Obstacle) -> None:
    review = session()
    review.accept(KEY)
    if obstacle is Obstacle.FLAGGED:
        review.flag([KEY])
    else:
        review = ReviewSession(review.store, "kim", base(statement(sha256="f" * 64)), AS_OF)
    assert obstacles(review) == [(obstacle, KEY)]
    with pytest.raises(PolicyRefused, match="cannot be overridden"):
        sign_off(review, set(Obstacle))


def test_an_answer_without_a_level_is_named_as_it_would_be_withheld() -> None:
    review = session()
    review.edit(KEY, "Yes. All.", "Yes")
    assert obstacles(review) == [(Obstacle.NO_LEVEL, KEY)]
    review.disclose(KEY, Disclosure.NDA)
    assert obstacles(review) == []


def test_an_answer_that_the_file_cannot_take_is_named_with_its_slot() -> None:
    tight = question(
        slot(SlotRole.ANSWER, SlotKind.CHOICE, "Yes", "No"), slot(SlotRole.COMMENT, cell="D1", max_chars=5)
    )
    review = session(opened(1, asked=tight), opened(2, "How many?", asked=question(slot(kind=SlotKind.NUMBER))))
    review.accept(KEY)
    review.edit("S!B2", "about 30", disclosure=Disclosure.PUBLIC)
    assert obstacles(review) == [(Obstacle.UNWRITTEN, KEY), (Obstacle.UNWRITTEN, "S!B2")]
    assert "D1" in sign_off_hindrances(review)[0].text


def test_answers_that_contradict_one_another_hold_back_until_overridden() -> None:
    review = session(opened(1), opened(2))
    review.accept(KEY)
    review.choose("S!B2", "No", Disclosure.PUBLIC)
    assert obstacles(review) == [(Obstacle.INCONSISTENT, "S!B2")]
    assert sign_off(review, {Obstacle.INCONSISTENT}).state is State.SIGNED_OFF


def test_what_contradicts_earlier_answers_to_the_account_holds_back_until_overridden() -> None:
    review = session(told=(TOLD,))
    review.accept(KEY)
    assert obstacles(review) == [(Obstacle.CONTRADICTION, KEY)]
    with pytest.raises(PolicyRefused, match="told"):
        sign_off(review)
    assert sign_off(review, {Obstacle.CONTRADICTION}).state is State.SIGNED_OFF


def test_signing_off_looks_at_what_others_did_meanwhile() -> None:
    review = session()
    review.accept(KEY)
    ReviewSession(review.store, "lee", base(), AS_OF).ask_expert(KEY, "ann")
    with pytest.raises(PolicyRefused, match="with an expert"):
        sign_off(review)


NDA = NdaRecord(NdaBasis.NDA, date(2026, 1, 1), date(2026, 12, 31))
ACME = Account("Acme", ndas=(NDA,))


def signed_off(told: tuple[Told, ...] = ()) -> ReviewSession:
    review = session(told=told)
    review.accept(KEY)
    sign_off(review, {Obstacle.CONTRADICTION})
    return review


def held_back(review: ReviewSession, account: Account | None, *, nda_only: bool = True) -> list[Obstacle]:
    return [each.obstacle for each in release_hindrances(review, account, nda_only=nda_only)]


def test_nothing_holds_back_a_signed_off_questionnaire_for_an_account_under_nda() -> None:
    assert held_back(signed_off(), ACME) == []


@pytest.mark.parametrize(
    "account", [None, Account("Acme"), replace(ACME, ndas=(replace(NDA, expires_on=date(2026, 10, 31)),))]
)
def test_completed_questionnaires_go_out_under_an_nda_only_where_the_policy_says_so(account: Account | None) -> None:
    review = signed_off()
    assert held_back(review, account) == [Obstacle.NO_NDA]
    assert Obstacle.NO_NDA.overridable
    assert held_back(review, account, nda_only=False) == []


def test_only_what_is_signed_off_and_still_fresh_is_released() -> None:
    review = session()
    review.accept(KEY)
    assert held_back(review, ACME) == [Obstacle.NOT_SIGNED_OFF]
    review = signed_off()
    later = ReviewSession(review.store, "kim", base(), date(2027, 2, 1))
    assert held_back(later, ACME, nda_only=False) == [Obstacle.STALE]


def test_a_contradiction_holds_the_release_back_too() -> None:
    assert held_back(signed_off((TOLD,)), ACME) == [Obstacle.CONTRADICTION]
