from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from answers.review.decision import UNTOUCHED, Act, Decision, Standing
from answers.review.log import Conflict, NewEntry
from answers.review.states import State
from knowledge.errors import InputRejected, PolicyRefused
from scripts.kill_review import lost, run
from segq.storage.workspace import Workspace
from tests.segq.storage.made import arrived, release, session, workspace


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path)
    made.add_questionnaire("ann", arrived())
    return made


def skipped(reason: str) -> Standing:
    return Standing(Decision(Act.SKIP, reason=reason))


def test_what_was_appended_stands_with_its_version_and_who_decided(place: Workspace) -> None:
    store = place.review(1)
    (entry,) = store.append("ann", [NewEntry("S!B2", skipped("not ours"), 0)])
    line = store.lines()[1]
    assert (line.key, line.standing, line.version, line.decided_by) == ("S!B2", entry.after, entry.number, "ann")
    assert store.entries() == (entry,)
    assert store.entries(after=entry.number) == ()


def test_another_reviewers_change_is_a_conflict_that_shows_it_and_nothing_is_written(place: Workspace) -> None:
    store = place.review(1)
    (theirs,) = store.append("ben", [NewEntry("S!B2", skipped("theirs"), 0)])
    with pytest.raises(Conflict) as refused:
        store.append("ann", [NewEntry("S!B1", skipped("mine"), 0), NewEntry("S!B2", skipped("mine"), 0)])
    assert refused.value.latest == theirs
    assert store.entries() == (theirs,)
    assert [line.version for line in store.lines()] == [0, theirs.number, 0]


def test_a_batch_is_one_and_names_its_first_entry(place: Workspace) -> None:
    made = place.review(1).append("ann", [NewEntry(key, skipped("bulk"), 0) for key in ("S!B1", "S!B3")])
    assert [entry.batch for entry in made] == [made[0].number] * 2
    assert place.review(1).entries() == made


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([NewEntry("S!B9", UNTOUCHED, 0)], "S!B9: no such question"),
        ([NewEntry("S!B1", UNTOUCHED, 4)], "there is no entry 4"),
        ([NewEntry("S!B1", UNTOUCHED, 0), NewEntry("S!B1", UNTOUCHED, 0)], "stands twice"),
        ([NewEntry("S!B1", UNTOUCHED, 0, reverses=77)], "77: no such entry"),
    ],
)
def test_entries_that_fit_nothing_are_refused(place: Workspace, entries: list[NewEntry], said: str) -> None:
    with pytest.raises(InputRejected, match=said):
        place.review(1).append("ann", entries)
    assert place.review(1).entries() == ()


def test_undo_and_redo_outlive_the_program(place: Workspace) -> None:
    review = session(place)
    review.edit("S!B1", "Backups are encrypted.", "Yes")
    review.skip("S!B1", "after all not ours")
    session(place).undo()
    assert session(place).line("S!B1").standing.decision == Decision(
        Act.EDIT, text="Backups are encrypted.", option="Yes"
    )
    session(place).redo()
    assert session(place).line("S!B1").standing == skipped("after all not ours")
    assert len(place.review(1).entries()) == 4
    assert place.check() == ()


def test_what_a_list_shows_of_the_decider_is_what_the_log_says_after_marks_undo_and_redo(place: Workspace) -> None:
    ann, ben = session(place, "ann"), session(place, "ben")
    ann.skip("S!B1", "first")
    ben.refresh()
    ben.flag(["S!B1"])
    ben.skip("S!B1", "second")
    ben.undo()
    ben.undo()
    ben.redo()
    ann.refresh()
    ann.skip("S!B2", "other")
    ann.clear("S!B2")
    ann.undo()
    logged = {line.key: (line.decided_by, line.version, line.standing) for line in session(place, "cleo").lines}
    listed = {line.key: (line.decided_by, line.version, line.standing) for line in place.review(1).lines()}
    assert listed == logged
    assert [logged[key][0] for key in ("S!B1", "S!B2", "S!B3")] == ["ann", "ann", ""]


def test_a_session_sees_what_another_wrote_before_its_own_last_decision(place: Workspace) -> None:
    ann, ben = session(place, "ann"), session(place, "ben")
    ben.skip("S!B2", "not ours")
    ann.skip("S!B1", "not ours")
    assert ann.refresh() == {"S!B2"}
    assert ann.line("S!B2").decided_by == "ben"
    assert ann.refresh() == frozenset()


def test_one_reviewer_in_two_places_can_undo_and_reopen(place: Workspace) -> None:
    here, there = session(place), session(place)
    here.skip("S!B1", "here")
    here.undo()
    there.skip("S!B2", "there")
    here.redo()
    again = session(place)
    assert again.line("S!B1").standing == skipped("here")
    again.undo()
    again.undo()
    assert [line.standing for line in again.lines] == [UNTOUCHED] * 3
    assert again.undo() == ()


def test_opening_gives_the_question_with_its_slots_its_proposal_and_what_that_rests_on(place: Workspace) -> None:
    opened = place.review(1).opened("S!B3")
    whole = arrived().questions[2]
    assert (opened.question, opened.proposal, opened.rests_on) == (whole.question, whole.proposal, whole.rests_on)
    with pytest.raises(InputRejected, match="no such question"):
        place.review(1).opened("S!B9")


def test_a_question_is_counted_as_decided_waiting_or_settled_once(place: Workspace) -> None:
    review = session(place)
    review.accept("S!B1")
    review.ask_expert("S!B2", "ops@example.test")
    record = place.review(1).record()
    assert (record.questions, record.decided, record.waiting, record.settled) == (3, 1, 1, 1)


def test_notes_are_kept_in_order_and_an_empty_one_is_refused(place: Workspace) -> None:
    store = place.review(1)
    made = [store.add_note("ann", "S!B1", " Ask ops. "), store.add_note("ben", "S!B1", "Asked.")]
    assert [note.text for note in made] == ["Ask ops.", "Asked."]
    assert store.notes("S!B1") == tuple(made)
    assert store.notes("S!B2") == ()
    with pytest.raises(InputRejected, match="the note is empty"):
        store.add_note("ann", "S!B1", "  ")


def test_a_sign_off_names_who_and_a_later_decision_takes_it_back(place: Workspace) -> None:
    store = place.review(1)
    assert store.change_state("cleo", State.SIGNED_OFF).signed_off_by == "cleo"
    store.append("ann", [NewEntry("S!B1", skipped("late"), 0)])
    record = store.record()
    assert (record.state, record.signed_off_by, record.signed_off_at) == (State.IN_REVIEW, "", None)
    assert place.check() == ()


def test_only_allowed_steps_are_taken_and_beginning_twice_is_no_step(place: Workspace) -> None:
    store = place.review(1)
    with pytest.raises(PolicyRefused, match="cannot become released"):
        store.change_state("ann", State.RELEASED)
    store.change_state("ann", State.IN_REVIEW)
    rows = len(place.audit())
    assert store.change_state("ben", State.IN_REVIEW).state is State.IN_REVIEW
    assert len(place.audit()) == rows


def test_nothing_is_decided_in_a_superseded_questionnaire(place: Workspace) -> None:
    place.review(1).change_state("ann", State.SUPERSEDED)
    with pytest.raises(PolicyRefused):
        place.review(1).append("ann", [NewEntry("S!B1", skipped("late"), 0)])
    assert place.review(1).entries() == ()


def test_changed_proposals_leave_questions_and_decisions_alone(place: Workspace) -> None:
    session(place).skip("S!B1", "not ours")
    old = arrived().questions[0]
    new = replace(old, proposal=replace(old.proposal, candidates=(), confidence=0.1), rests_on={}, gated=True)
    place.set_proposals("ann", 1, [new], knowledge_base_sha256="c" * 64, asked_as_of=date(2027, 1, 1))
    line, other, _ = place.review(1).lines()
    assert (line.confidence, line.statement, line.gated, line.standing) == (0.1, None, True, skipped("not ours"))
    assert other.confidence == 0.9
    stored = place.arrived(1)
    assert (stored.questions[0], stored.knowledge_base_sha256, stored.asked_as_of) == (new, "c" * 64, date(2027, 1, 1))
    assert place.check() == ()


def test_a_release_needs_a_sign_off_in_the_store_itself(place: Workspace) -> None:
    with pytest.raises(PolicyRefused):
        place.add_release("ann", 1, release())
    assert place.releases(1) == ()


def test_reviewers_killed_at_random_moments_lose_nothing_that_was_confirmed(tmp_path: Path) -> None:
    figures = run(rounds=4, seed=7, folder=tmp_path)
    assert figures.problems == []
    assert figures.rounds == 4


def test_a_confirmed_decision_that_is_gone_would_be_reported(place: Workspace) -> None:
    line = session(place).skip("S!B1", "not ours")
    report = f"{line.version} ann S!B1 0123456789abcdef"
    assert list(lost(place, [report, "99 ann S!B1 0123456789abcdef"])) == [
        f"entry {line.version} by ann on S!B1 was confirmed and is gone",
        "entry 99 by ann on S!B1 was confirmed and is gone",
    ]
