"""What holds for every sequence of commands and every decision."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.contents import ContentsPolicy, Flag
from answers.proposal import Blank, LeftBlank, Written
from answers.questionnaire import Question, Slot, SlotKind, SlotRole
from answers.review.contents import decided_outcomes
from answers.review.decision import UNTOUCHED, Act, Decision, Standing
from answers.review.log import Conflict, Log
from answers.review.session import ReviewSession
from answers.review.states import State
from knowledge.accounts import Account, NdaBasis, NdaRecord, clearance_of
from knowledge.statement import Disclosure, YesNo
from tests.answers.review.memory_store import MemoryStore, opened
from tests.builders import AS_OF, DIGEST, base, question, slot, statement

KEYS = ("S!B1", "S!B2", "S!B3")
Command = Callable[[ReviewSession, str], object]
COMMANDS: dict[str, Command] = {
    "accept": lambda session, key: session.accept(key),
    "edit": lambda session, key: session.edit(key, "Own words.", "No", disclosure=Disclosure.PUBLIC),
    "choose": lambda session, key: session.choose(key, "No"),
    "n/a": lambda session, key: session.not_applicable(key, "We hold no cards."),
    "expert": lambda session, key: session.ask_expert(key, "ann"),
    "skip": lambda session, key: session.skip(key),
    "clear": lambda session, key: session.clear(key),
    "flag": lambda session, key: session.flag([key, KEYS[0]]),
    "assign": lambda session, key: session.assign([key], "lee"),
    "same": lambda session, key: session.decide_same(key),
    "undo": lambda session, _: session.undo(),
    "redo": lambda session, _: session.redo(),
    "refresh": lambda session, _: session.refresh(),
}
steps = st.lists(st.tuples(st.sampled_from((0, 1)), st.sampled_from(sorted(COMMANDS)), st.sampled_from(KEYS)))


def two() -> tuple[MemoryStore, tuple[ReviewSession, ReviewSession]]:
    store = MemoryStore([opened(number) for number in (1, 2, 3)])
    return store, (ReviewSession(store, "kim", base(), AS_OF), ReviewSession(store, "lee", base(), AS_OF))


def run(sessions: tuple[ReviewSession, ReviewSession], taken: list[tuple[int, str, str]]) -> None:
    for who, name, key in taken:
        with contextlib.suppress(Conflict):
            COMMANDS[name](sessions[who], key)


def stands(session: ReviewSession) -> list[Standing]:
    return [line.standing for line in session.lines]


@given(steps)
@settings(max_examples=150, deadline=None)
def test_what_stands_is_the_fold_of_the_log(taken: list[tuple[int, str, str]]) -> None:
    store, sessions = two()
    run(sessions, taken)
    folded = {entry.question: entry.after for entry in store.entries()}
    for session in sessions:
        session.refresh()
        assert stands(session) == [folded.get(key, UNTOUCHED) for key in KEYS]
        assert session.lines == tuple(store.lines())


@given(steps)
@settings(max_examples=150, deadline=None)
def test_a_command_and_its_undo_leave_everything_as_it_was(taken: list[tuple[int, str, str]]) -> None:
    _, sessions = two()
    run(sessions, taken)
    kim = sessions[0]
    kim.refresh()
    for name, key in (("accept", KEYS[0]), ("flag", KEYS[1]), ("n/a", KEYS[2])):
        before, decided_by = stands(kim), [line.decided_by for line in kim.lines]
        COMMANDS[name](kim, key)
        after = stands(kim)
        kim.undo()
        assert (stands(kim), [line.decided_by for line in kim.lines]) == (before, decided_by)
        kim.redo()
        assert stands(kim) == after
        kim.undo()


@given(steps)
@settings(max_examples=150, deadline=None)
def test_undoing_never_takes_away_what_another_decided(taken: list[tuple[int, str, str]]) -> None:
    store, sessions = two()
    run(sessions, taken)
    kim = sessions[0]
    kim.refresh()
    others = {key: log for key in KEYS if (log := Log(store.entries())).decided_by(key) == "lee"}
    for _ in range(len(taken) + 1):
        with contextlib.suppress(Conflict):
            kim.undo()
    left = Log(store.entries())
    for key, log in others.items():
        assert left.standing(key).decision == log.standing(key).decision


@given(steps)
@settings(max_examples=100, deadline=None)
def test_every_entry_was_written_by_somebody_who_had_seen_the_one_before(taken: list[tuple[int, str, str]]) -> None:
    store, sessions = two()
    run(sessions, taken)
    assert [entry.number for entry in store.entries()] == list(range(1, len(store.entries()) + 1))
    assert (store.record().state is State.NEW) is (not store.entries())


SECRET = "The vault keys are rotated by the night crew."
NDA = Account("Acme", ndas=(NdaRecord(NdaBasis.NDA, AS_OF),))
levels = st.sampled_from(list(Disclosure))
options = st.sampled_from([None, "Yes", "No", "N/A", "Maybe"])
decisions = st.builds(
    Decision,
    act=st.sampled_from(list(Act)),
    text=st.sampled_from([SECRET, f"Yes. {SECRET}", "31337", "2031-07-19"]),
    option=options,
    yes_no=st.sampled_from([None, *YesNo]),
    statement=st.sampled_from([None, "bk-enc"]),
    statement_sha256=st.just(DIGEST),
    approved_text=st.just(SECRET),
    disclosure=levels,
    basis=st.sampled_from([(), ("bk-enc",)]),
    reason=st.just(SECRET),
    expert=st.just("night-crew@example.test"),
)
slots = st.lists(
    st.sampled_from(
        [
            slot(SlotRole.ANSWER, SlotKind.CHOICE, "Yes", "No", "N/A", cell="C2"),
            slot(cell="D2"),
            slot(SlotRole.COMMENT, cell="E2", max_chars=60),
            slot(SlotRole.ANSWER, SlotKind.NUMBER, cell="F2"),
            slot(SlotRole.ANSWER, SlotKind.DATE, cell="G2"),
            slot(SlotRole.OWNERSHIP, SlotKind.CHOICE, "Vendor", "Customer", cell="H2"),
            slot(SlotRole.EVIDENCE, cell="I2"),
            replace(slot(SlotRole.ANSWER, SlotKind.CHOICE, "X", cell="J2"), header="Yes"),
            replace(slot(SlotRole.ANSWER, SlotKind.CHOICE, "X", cell="K2"), header="No"),
        ]
    ),
    min_size=1,
    unique_by=lambda made: made.address,
)
TELLING = (SECRET.lower(), "night", "31337", "2031")


@given(decisions, slots, levels, st.sampled_from([None, NDA]), st.sampled_from(list(Flag)))
@settings(max_examples=400, deadline=None)
def test_nothing_above_the_readers_clearance_is_in_any_outcome(
    decision: Decision, given_slots: list[Slot], stated: Disclosure, account: Account | None, flag: Flag
) -> None:
    known = base(statement(disclosure=stated))
    clearance = clearance_of(account, AS_OF)
    policy = ContentsPolicy(AS_OF, clearance, flag=flag)
    outcomes = decided_outcomes(question(*given_slots), decision, known, policy)
    assert [outcome.address for outcome in outcomes] == [each.address for each in given_slots]
    rests = decision.statement is not None or bool(decision.basis)
    levels_of = (decision.disclosure, *((stated,) if rests else ()))
    if decision.answers and all(clearance.covers(level) for level in levels_of):
        return
    for outcome in outcomes:
        texts = repr(outcome).lower()
        assert not any(word in texts for word in TELLING)
        if isinstance(outcome, Written):
            assert outcome.notice
        else:
            assert outcome.why in (Blank.WITHHELD, Blank.WITH_EXPERT, Blank.ON_PURPOSE)


@given(decisions, slots)
@settings(max_examples=300, deadline=None)
def test_the_answer_is_written_whole_or_not_at_all(decision: Decision, given_slots: list[Slot]) -> None:
    asked: Question = question(*given_slots)
    public = replace(decision, disclosure=Disclosure.PUBLIC)
    outcomes = decided_outcomes(asked, public, base(), ContentsPolicy(AS_OF))
    carrying = [
        outcome
        for each, outcome in zip(given_slots, outcomes, strict=True)
        if each.role in (SlotRole.ANSWER, SlotRole.COMMENT)
    ]
    failed = [
        outcome
        for outcome in carrying
        if isinstance(outcome, LeftBlank) and outcome.why in (Blank.NO_LEGAL_OPTION, Blank.TOO_LONG, Blank.NO_VALUE)
    ]
    if failed:
        assert not any(isinstance(outcome, Written) for outcome in outcomes)
    for each, outcome in zip(given_slots, outcomes, strict=True):
        if isinstance(outcome, Written) and each.options:
            assert outcome.released.content in [option.value for option in each.options]
        if isinstance(outcome, Written) and each.max_chars:
            assert len(str(outcome.released.content)) <= each.max_chars


@pytest.mark.parametrize("act", list(Act))
def test_every_act_has_outcomes(act: Act) -> None:
    assert decided_outcomes(question(slot()), Decision(act, text="x"), base(), ContentsPolicy(AS_OF))
