from __future__ import annotations

from dataclasses import replace

import pytest

from answers.memory import Phrasing, Verdict
from answers.proposal import Recommendation
from answers.review.decision import Act, Decision
from answers.review.learning import (
    Request,
    RequestKind,
    edit_request,
    phrasings,
    rejection_request,
    settling_request,
)
from answers.review.session import ReviewSession
from knowledge.statement import YesNo
from tests.answers.review.memory_store import MemoryStore, decided, opened
from tests.builders import AS_OF, DIGEST, base, question, slot, statement

KEY, ASK = "S!B1", "Are backups encrypted?"
OTHER = statement(id="other", sha256="e" * 64)
KNOWN = base(statement(), OTHER, statement(id="whole", components=("bk-enc",)))


def session(section: str = "", recommendation: Recommendation = Recommendation.SUGGESTED) -> ReviewSession:
    asked = replace(question(slot()), section=section)
    return ReviewSession(MemoryStore([opened(asked=asked, recommendation=recommendation)]), "kim", KNOWN, AS_OF)


def learned(review: ReviewSession) -> tuple[Phrasing, ...]:
    return phrasings(review.entries(), review.lines, KNOWN)


def test_an_unedited_acceptance_speaks_for_its_statement() -> None:
    review = session("Backups")
    review.accept(KEY)
    assert learned(review) == (Phrasing(ASK, "bk-enc", Verdict.ACCEPTED, "Backups"),)


def test_another_statement_in_its_stead_speaks_against_the_proposed_one() -> None:
    review = session()
    review.take(KEY, review.offer_statement(KEY, "other"))
    assert learned(review) == (Phrasing(ASK, "other", Verdict.ACCEPTED), Phrasing(ASK, "bk-enc", Verdict.REJECTED))
    review.edit(KEY, "Own words.", based_on=review.offer_statement(KEY, "other"))
    assert learned(review) == (Phrasing(ASK, "bk-enc", Verdict.REJECTED),)


def test_a_whole_and_its_part_do_not_reject_each_other() -> None:
    review = session()
    review.take(KEY, review.offer_statement(KEY, "whole"))
    assert [each.verdict for each in learned(review)] == [Verdict.ACCEPTED]


def test_what_was_proposed_as_nothing_is_not_rejected() -> None:
    review = session(recommendation=Recommendation.NONE)
    review.take(KEY, review.offer_statement(KEY, "other"))
    assert [each.verdict for each in learned(review)] == [Verdict.ACCEPTED]


def test_neither_an_edit_nor_what_was_undone_teaches_anything() -> None:
    review = session()
    review.edit(KEY, "Own words.", based_on=review.offer(KEY))
    assert learned(review) == ()
    review.edit(KEY, "Words without a statement.")
    review.not_applicable(KEY, "We hold no cards.")
    assert learned(review) == ()
    review.accept(KEY)
    review.undo()
    assert learned(review) == ()


def test_phrasings_come_in_the_order_of_the_decisions() -> None:
    store = MemoryStore([opened(number, f"Are backups {number} encrypted?") for number in (1, 2, 3)])
    review = ReviewSession(store, "kim", KNOWN, AS_OF)
    for key in ("S!B3", "S!B1", "S!B2", "S!B3"):
        review.accept(key)
    assert [each.text for each in learned(review)] == [f"Are backups {number} encrypted?" for number in (1, 2, 3)]


ACCEPTED = decided(
    Act.ACCEPT, "Yes. They are.", yes_no=YesNo.YES, statement="bk-enc", statement_sha256=DIGEST, basis=("bk-enc",)
)
EDITED = replace(ACCEPTED, act=Act.EDIT, text="Yes. All are.", approved_text="Yes. They are.")
LINE = session().line(KEY)


def test_an_edit_is_a_revision_of_its_statement_and_own_words_are_a_draft() -> None:
    assert edit_request(LINE, EDITED, "kim") == Request(
        RequestKind.REVISION, ASK, "", "bk-enc", DIGEST, YesNo.YES, "Yes. All are.", "Yes. They are.", "kim"
    )
    draft = edit_request(LINE, decided(Act.EXPERT_ANSWER, "Own words."), "kim")
    assert draft is not None
    assert (draft.kind, draft.statement, draft.text) == (RequestKind.DRAFT, None, "Own words.")


@pytest.mark.parametrize(
    "decision", [ACCEPTED, replace(EDITED, text="Yes. They are."), replace(EDITED, text=""), decided(Act.SKIP)]
)
def test_what_changes_no_wording_asks_for_none(decision: Decision) -> None:
    assert edit_request(LINE, decision, "kim") is None


def test_a_rejection_asks_to_record_that_the_statement_does_not_answer() -> None:
    taken = replace(ACCEPTED, statement="other")
    assert rejection_request(LINE, taken, KNOWN, "kim") == Request(
        RequestKind.DOES_NOT_ANSWER, ASK, statement="bk-enc", statement_sha256=DIGEST, by="kim"
    )
    assert rejection_request(LINE, ACCEPTED, KNOWN, "kim") is None
    assert rejection_request(LINE, taken, base(OTHER), "kim") is None


def test_only_an_acceptance_can_be_proposed_as_settling_pinned_to_its_wording() -> None:
    found = settling_request(LINE, ACCEPTED, "kim")
    assert found is not None
    assert (found.kind, found.statement, found.statement_sha256, found.yes_no) == (
        (RequestKind.SETTLES, "bk-enc", DIGEST, YesNo.YES)
    )
    assert settling_request(LINE, EDITED, "kim") is None
