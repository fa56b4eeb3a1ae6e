from __future__ import annotations

from dataclasses import replace

import pytest

from answers.proposal import Block, BlockKind, Recommendation
from answers.questionnaire import SlotKind, SlotRole
from answers.review.bulk import bulk_accept, bulk_preview
from answers.review.decision import Act
from answers.review.lines import Opened
from answers.review.log import Conflict
from answers.review.session import ReviewSession
from tests.answers.review.memory_store import MemoryStore, opened
from tests.builders import AS_OF, base, question, slot

SUGGESTED = opened(2, recommendation=Recommendation.SUGGESTED)
BLOCKED = opened(3, blocks=(Block(BlockKind.COMMITMENT, "A promise is asked for."),))
CHANGED = opened(4, rests_on={"bk-enc": "f" * 64})
SCALE = opened(5, asked=question(slot(SlotRole.ANSWER, SlotKind.CHOICE, "1", "2", cell="C5")))
GONE = opened(6, rests_on={})
GONE = replace(GONE, proposal=replace(GONE.proposal, candidates=(replace(GONE.proposal.candidates[0], statement="x"),)))


def session(*questions: Opened, reviewer: str = "kim") -> ReviewSession:
    return ReviewSession(MemoryStore(questions), reviewer, base(), AS_OF)


def left(review: ReviewSession, *keys: str) -> dict[str, str]:
    return dict(bulk_preview(review, keys or None).left)


def test_the_settled_are_taken_and_every_other_is_left_with_the_reason() -> None:
    review = session(opened(1), SUGGESTED, BLOCKED, CHANGED, SCALE, GONE)
    preview = bulk_preview(review)
    assert [(key, decision.act) for key, decision in preview.taken] == [("S!B1", Act.ACCEPT)]
    reasons = dict(preview.left)
    assert reasons.keys() == {"S!B3", "S!B4", "S!B5", "S!B6"}
    assert reasons["S!B3"] == "A promise is asked for."
    assert "changed since" in reasons["S!B4"]
    assert "option must be picked" in reasons["S!B5"]
    assert "no longer" in reasons["S!B6"]


def test_of_the_marked_only_the_settled_are_taken() -> None:
    review = session(opened(1), SUGGESTED, opened(7))
    preview = bulk_preview(review, ["S!B2", "S!B1", "S!B1"])
    assert [key for key, _ in preview.taken] == ["S!B1"]
    assert "not settled (suggested)" in dict(preview.left)["S!B2"]


def test_what_is_decided_flagged_or_anothers_is_left() -> None:
    review = session(opened(1), opened(2), opened(3), opened(4))
    review.skip("S!B1")
    review.flag(["S!B2"])
    review.assign(["S!B3"], "lee")
    review.assign(["S!B4"], "kim")
    assert left(review) == {"S!B2": "flagged for a second look", "S!B3": "assigned to lee"}
    assert left(review, "S!B1") == {"S!B1": "already decided"}


def test_a_follow_up_is_left_where_its_parent_was_answered_by_hand() -> None:
    child = opened(2, asked=replace(question(slot(cell="C2")), parent="S!B1"))
    review = session(opened(1), child)
    assert left(review) == {}
    review.choose("S!B1", "No")
    assert "follows up" in left(review)["S!B2"]
    review.clear("S!B1")
    review.accept("S!B1")
    assert left(review) == {}


def test_accepting_in_bulk_is_one_batch() -> None:
    review = session(*(opened(number) for number in range(1, 6)))
    assert len(bulk_accept(review, bulk_preview(review))) == 5
    assert {entry.batch for entry in review.entries()} == {1}
    review.undo()
    assert all(line.standing.decision is None for line in review.lines)


def test_nothing_is_taken_where_a_question_was_changed_after_the_preview() -> None:
    review = session(opened(1), opened(2))
    other = ReviewSession(review.store, "lee", base(), AS_OF)
    preview = bulk_preview(review)
    other.choose("S!B2", "No")
    review.refresh()
    with pytest.raises(Conflict, match="lee"):
        bulk_accept(review, preview)
    assert review.line("S!B1").standing.decision is None
