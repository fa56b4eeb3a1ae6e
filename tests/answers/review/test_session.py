from __future__ import annotations

from dataclasses import replace

import pytest

from answers.proposal import Recommendation
from answers.questionnaire import SlotKind, SlotRole
from answers.review.decision import Act, Decision
from answers.review.lines import Opened
from answers.review.log import Conflict
from answers.review.session import ReviewSession
from answers.review.states import State
from knowledge.errors import InputRejected, PolicyRefused
from knowledge.statement import Approval, ApprovalKind, Disclosure, KnowledgeBase, YesNo
from tests.answers.review.memory_store import MemoryStore, opened
from tests.builders import AS_OF, DIGEST, base, question, slot, statement

KEY = "S!B1"
SHORT = "Yes. Backups are encrypted."
PUBLIC, NDA, INTERNAL = Disclosure.PUBLIC, Disclosure.NDA, Disclosure.INTERNAL


def session(*questions: Opened, known: KnowledgeBase | None = None) -> ReviewSession:
    known = known or base()
    return ReviewSession(MemoryStore(questions or (opened(),), base=known), "kim", known, AS_OF)


def decision(review: ReviewSession, key: str = KEY) -> Decision:
    found = review.line(key).standing.decision
    assert found is not None
    return found


def with_options(*options: str, **changes: object) -> Opened:
    asked = question(slot(SlotRole.ANSWER, SlotKind.CHOICE, *options), slot(SlotRole.COMMENT, cell="D1"))
    return opened(asked=asked, **changes)  # type: ignore[arg-type]


def test_accepting_pins_statement_hash_text_option_and_disclosure() -> None:
    review = session()
    line = review.accept(KEY)
    assert (line.decided_by, line.version) == ("kim", 1)
    made = decision(review)
    assert (made.act, made.text, made.option, made.yes_no) == (Act.ACCEPT, SHORT, "Yes", YesNo.YES)
    assert (made.statement, made.statement_sha256, made.disclosure) == ("bk-enc", DIGEST, PUBLIC)
    assert review.store.record().state is State.IN_REVIEW


def test_an_option_must_be_picked_where_none_is_plain_and_is_then_taken_with_the_text() -> None:
    review = session(with_options("1", "2", "3"))
    with pytest.raises(InputRejected, match="option must be picked"):
        review.accept(KEY)
    review.accept(KEY, option="3")
    assert (decision(review).act, decision(review).option, decision(review).text) == (Act.ACCEPT, "3", SHORT)


def test_accepting_with_an_option_against_the_statement_keeps_the_option_alone() -> None:
    review = session()
    review.accept(KEY, option="No")
    assert (decision(review).act, decision(review).option, decision(review).text) == (Act.CHOOSE, "No", "")
    assert decision(review).statement == "bk-enc"


@pytest.mark.parametrize(("option", "text"), [("No", ""), ("N/A", ""), ("Yes", SHORT)])
def test_choosing_keeps_an_accepted_text_only_beside_an_option_that_says_the_same(option: str, text: str) -> None:
    review = session()
    review.accept(KEY)
    review.choose(KEY, option)
    made = decision(review)
    assert (made.act, made.option, made.text, made.disclosure) == (Act.CHOOSE, option, text, PUBLIC)


def test_choosing_without_an_answer_is_internal_until_a_level_is_given() -> None:
    review = session()
    review.choose(KEY, "No")
    assert decision(review) == Decision(Act.CHOOSE, option="No")
    review.choose(KEY, "No", PUBLIC)
    assert decision(review).disclosure is PUBLIC


def test_choosing_beside_own_words_stays_an_edit() -> None:
    review = session()
    review.edit(KEY, "Most of them are.", "Yes", disclosure=PUBLIC)
    review.choose(KEY, "No")
    assert (decision(review).act, decision(review).text) == (Act.EDIT, "Most of them are.")


def test_choosing_takes_back_that_a_question_does_not_apply() -> None:
    review = session()
    review.not_applicable(KEY, "We hold no cards.")
    review.choose(KEY, "N/A")
    assert (decision(review).act, decision(review).text) == (Act.NOT_APPLICABLE, "We hold no cards.")
    review.choose(KEY, "No")
    assert decision(review) == Decision(Act.CHOOSE, option="No")


def test_an_option_that_the_file_does_not_offer_is_refused_with_the_legal_ones() -> None:
    review = session()
    legal = "Yes, No, N/A"
    with pytest.raises(InputRejected, match=legal):
        review.choose(KEY, "Maybe")
    with pytest.raises(InputRejected, match=legal):
        review.edit(KEY, "x", "Maybe")
    with pytest.raises(InputRejected, match=legal):
        review.accept(KEY, 0, "Maybe")
    assert review.line(KEY).version == 0
    with pytest.raises(InputRejected, match="Write a text"):
        session(opened(asked=question(slot()))).choose(KEY, "Yes")


@pytest.mark.parametrize(
    ("options", "option"), [(("Yes", "No", "N/A"), "N/A"), (("Yes", "No"), None), (("N/A", "Not applicable"), None)]
)
def test_not_applicable_picks_the_only_option_that_says_so(options: tuple[str, ...], option: str | None) -> None:
    review = session(with_options(*options))
    review.not_applicable(KEY, " We hold no cards. ")
    made = decision(review)
    assert (made.option, made.text, made.reason, made.disclosure) == (option, *["We hold no cards."] * 2, PUBLIC)


def test_not_applicable_wants_a_reason() -> None:
    with pytest.raises(InputRejected, match="reason"):
        session().not_applicable(KEY, "  ")


def test_an_edit_carries_the_disclosure_of_what_it_started_from() -> None:
    secret = base(statement(disclosure=NDA))
    review = session(opened(base=secret), known=secret)
    review.edit(KEY, "Yes. All of them.", based_on=review.offer(KEY), disclosure=PUBLIC)
    made = decision(review)
    assert (made.act, made.disclosure, made.approved_text, made.option) == (Act.EDIT, NDA, SHORT, "Yes")
    review.disclose(KEY, PUBLIC)
    assert decision(review).disclosure is NDA
    review.disclose(KEY, INTERNAL)
    assert decision(review).disclosure is INTERNAL


def test_an_edit_of_the_answer_that_stands_does_not_wash_its_disclosure_off() -> None:
    secret = base(statement(disclosure=NDA))
    review = session(opened(base=secret), known=secret)
    review.accept(KEY)
    review.edit(KEY, "Yes. All of them.", disclosure=PUBLIC)
    assert (decision(review).disclosure, decision(review).statement) == (NDA, "bk-enc")


def test_own_words_are_internal_until_a_level_is_given() -> None:
    review = session()
    review.edit(KEY, "Yes. By our own tool.", "Yes")
    assert decision(review).disclosure is INTERNAL
    review.disclose(KEY, PUBLIC)
    assert decision(review).disclosure is PUBLIC


def test_an_edit_that_changes_nothing_is_an_acceptance() -> None:
    review = session()
    review.edit(KEY, f" {SHORT} ", based_on=review.offer(KEY))
    assert decision(review).act is Act.ACCEPT


def test_an_empty_answer_is_refused() -> None:
    with pytest.raises(InputRejected, match="empty"):
        session().edit(KEY, " ")
    with pytest.raises(InputRejected, match="empty"):
        session().expert_answer(KEY, " ", "lee")


def test_an_experts_reply_is_internal_and_names_them() -> None:
    review = session()
    review.ask_expert(KEY, "lee@example.test", "All of them?")
    assert not decision(review).is_done
    review.expert_answer(KEY, "Yes. All.", "lee@example.test", "Yes")
    assert (decision(review).act, decision(review).disclosure, decision(review).expert) == (
        (Act.EXPERT_ANSWER, INTERNAL, "lee@example.test")
    )


def test_any_statement_of_the_base_can_be_taken() -> None:
    known = base(statement(), statement(id="other", sha256="e" * 64))
    review = session(opened(asked=question(slot()), base=known), known=known)
    review.take(KEY, review.offer_statement(KEY, "other"))
    assert (decision(review).statement, decision(review).statement_sha256) == ("other", "e" * 64)
    with pytest.raises(InputRejected, match="no such statement"):
        review.offer_statement(KEY, "gone")


def test_a_candidate_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputRejected, match="candidate 2"):
        session().accept(KEY, 1)
    with pytest.raises(InputRejected, match="no longer"):
        session(known=base(statement(id="other"))).accept(KEY)
    with pytest.raises(InputRejected, match="no such question"):
        session().skip("S!B99")


def test_a_conflict_writes_nothing_and_shows_what_the_other_did() -> None:
    store = MemoryStore([opened()])
    kim, lee = (ReviewSession(store, name, base(), AS_OF) for name in ("kim", "lee"))
    lee.accept(KEY)
    with pytest.raises(Conflict, match="lee changed it"):
        kim.skip(KEY)
    assert (kim.line(KEY).decided_by, decision(kim).act) == ("lee", Act.ACCEPT)
    kim.skip(KEY)
    assert decision(kim).act is Act.SKIP


def test_a_batch_with_one_conflict_writes_nothing_at_all() -> None:
    store = MemoryStore([opened(1), opened(2)])
    kim, lee = (ReviewSession(store, name, base(), AS_OF) for name in ("kim", "lee"))
    lee.accept("S!B2")
    with pytest.raises(Conflict):
        kim.flag([KEY, "S!B2"])
    assert not any(line.standing.flagged for line in store.lines())


def test_refreshing_tells_which_questions_others_changed() -> None:
    store = MemoryStore([opened(1), opened(2)])
    kim, lee = (ReviewSession(store, name, base(), AS_OF) for name in ("kim", "lee"))
    lee.accept("S!B2")
    assert kim.refresh() == {"S!B2"}
    assert kim.refresh() == frozenset()
    assert decision(kim, "S!B2").act is Act.ACCEPT


def test_flags_and_assignments_leave_the_decision() -> None:
    review = session(opened(1), opened(2))
    review.accept(KEY)
    review.flag([KEY, "S!B2", KEY])
    assert [entry.question for entry in review.entries()[1:]] == [KEY, "S!B2"]
    review.flag(["S!B2"], on=True)
    review.assign([KEY], " lee ")
    assert [line.standing.flagged for line in review.lines] == [True, True]
    assert (review.line(KEY).standing.assigned, decision(review).act) == ("lee", Act.ACCEPT)
    review.flag([KEY, "S!B2"])
    assert [line.standing.flagged for line in review.lines] == [False, False]


def test_a_note_is_added_and_an_empty_one_refused() -> None:
    review = session()
    note = review.note(KEY, " ask lee ")
    assert (note.by, note.text, list(review.store.notes(KEY))) == ("kim", "ask lee", [note])
    with pytest.raises(InputRejected, match="empty"):
        review.note(KEY, " ")
    with pytest.raises(InputRejected, match="no such question"):
        review.note("S!B9", "x")


def test_a_decision_opens_a_signed_off_questionnaire_again_and_never_a_superseded_one() -> None:
    review = session()
    review.store.change_state("kim", State.SIGNED_OFF)
    review.accept(KEY)
    assert review.store.record().state is State.IN_REVIEW
    review.store.change_state("kim", State.SUPERSEDED)
    with pytest.raises(PolicyRefused, match="superseded"):
        review.skip(KEY)
    assert decision(review).act is Act.ACCEPT


def test_the_session_says_what_is_stale() -> None:
    store = MemoryStore([opened()])
    ReviewSession(store, "kim", base(), AS_OF).accept(KEY)
    again = Approval(ApprovalKind.PERSON, "owner", AS_OF, "f" * 64)
    later = ReviewSession(store, "kim", base(statement(sha256="f" * 64, approval=again)), AS_OF)
    assert "changed" in later.stale(KEY)
    later.accept(KEY)
    assert later.stale(KEY) == ""


def test_opening_more_questions_than_are_kept_opens_each_rightly() -> None:
    review = session(*(opened(number) for number in range(1, 80)))
    assert [review.opened(line.key).question.key for line in review.lines] == [line.key for line in review.lines]
    assert review.opened(KEY).question.key == KEY


def test_a_candidate_taken_second_is_the_second() -> None:
    known = base(statement(), statement(id="other", sha256="e" * 64))
    two = opened(base=known)
    second = replace(two.proposal.candidates[0], statement="other")
    review = session(
        replace(two, proposal=replace(two.proposal, candidates=(*two.proposal.candidates, second))), known=known
    )
    review.accept(KEY, 1)
    assert decision(review).statement == "other"


def test_what_is_not_proposed_is_taken_on_purpose_only() -> None:
    review = session(opened(recommendation=Recommendation.NONE))
    with pytest.raises(InputRejected, match="proposes no answer"):
        review.offer_proposed(KEY)
    assert review.offer(KEY).decision.statement == "bk-enc"
    assert session().offer_proposed(KEY).decision.statement == "bk-enc"
