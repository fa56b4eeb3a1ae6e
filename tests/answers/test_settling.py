from __future__ import annotations

from dataclasses import dataclass

import pytest

from answers.decide import Asked, Decider
from answers.proposal import Proposal, ReasonCode, Recommendation
from knowledge.disclosure import NO_CLEARANCE
from knowledge.statement import KnowledgeBase, YesNo
from tests import builders
from tests.answers.small_search import POLICY, searcher
from tests.answers.test_memory import BACKUPS, DOGS, SEARCH, accepted

ODD = "Do pooches roam premises?"


@dataclass(frozen=True)
class Approved:
    text: str = ODD
    section: str = ""
    statement: str = "dogs"
    statement_sha256: str = DOGS.sha256
    yes_no: YesNo | None = YesNo.YES


def decided(text: str, *settling: Approved, section: str = "") -> Proposal:
    decider = Decider(SEARCH, POLICY, settling=settling)
    return decider.decide([Asked("q", text, section)], NO_CLEARANCE, builders.AS_OF)[0]


def test_a_phrasing_that_the_owner_approved_settles_the_same_question_with_its_yes_or_no() -> None:
    assert decided(ODD).recommendation is not Recommendation.SETTLED
    found = decided("4.2  do pooches roam premises", Approved())
    assert (found.recommendation, found.yes_no) == (Recommendation.SETTLED, YesNo.YES)
    assert found.best is not None
    assert found.best.statement == "dogs"
    assert found.reasons[0].code is ReasonCode.EXACT


def test_an_approved_phrasing_counts_no_longer_once_its_statement_is_another() -> None:
    assert decided(ODD, Approved(statement_sha256="f" * 64)) == decided(ODD)
    assert decided(ODD, Approved(statement="cats")) == decided(ODD)


def test_the_guards_hold_for_an_approved_phrasing_too() -> None:
    promise = "Will you let pooches roam premises for the term of the agreement?"
    assert decided(promise, Approved(promise)).recommendation is not Recommendation.SETTLED


def test_an_approved_fragment_settles_under_its_own_section_alone() -> None:
    phrase = Approved("Pooches", section="Guests")
    assert decided("Pooches", phrase, section="Guests").reasons[0].code is ReasonCode.EXACT
    assert decided("Pooches", phrase, section="Staff").reasons[0].code is not ReasonCode.EXACT


@pytest.mark.parametrize("remembered", [(), (accepted(ODD, "backups"),)])
def test_approved_phrasings_hold_whatever_is_remembered_beside_them(remembered: tuple[object, ...]) -> None:
    search = searcher(KnowledgeBase("small", (BACKUPS, DOGS), ()))
    decider = Decider(search, POLICY, remembered, (Approved(),))  # type: ignore[arg-type]
    (found,) = decider.decide([Asked("q", ODD)], NO_CLEARANCE, builders.AS_OF)
    assert found.recommendation is Recommendation.SETTLED


def test_a_phrasing_takes_no_canonical_question_from_another_statement() -> None:
    own = "Are backups encrypted?"
    assert decided(own, Approved(own, yes_no=YesNo.NO)) == decided(own)
    assert decided(own, Approved(own, statement="backups", statement_sha256=BACKUPS.sha256, yes_no=YesNo.NO)) == (
        decided(own)
    )


def test_a_phrasing_that_was_approved_with_two_answers_settles_nothing() -> None:
    assert decided(ODD, Approved(), Approved(yes_no=YesNo.NO)) == decided(ODD)
    twice = (Approved(), Approved(statement="backups", statement_sha256=BACKUPS.sha256))
    assert decided(ODD, *twice) == decided(ODD)
    assert decided(ODD, Approved(), Approved()).recommendation is Recommendation.SETTLED
