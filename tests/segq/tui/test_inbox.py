from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import cast

import pytest
from textual.pilot import Pilot

from knowledge.errors import InputRejected
from knowledge.statement import YesNo
from segq.storage.records import Request, RequestKind
from segq.tui.actions import Place, actions_of
from segq.tui.screens.inbox import InboxScreen
from segq.tui.screens.problem import Problem
from segq.tui.widgets.pane import Pane
from tests import builders
from tests.segq.test_request_granting import ASKED, BASE, FakeInbox
from tests.segq.tui.stage import NARROW, WIDE, Stage, check_golden, play, settle

AT = datetime(2026, 10, 30, 9, 15, tzinfo=UTC)
SETTLES = Request(
    id=1, kind=RequestKind.SETTLES, statement="bk-enc", question=ASKED, section="Copies", questionnaire=3,
    account="Orchard Bank", by="ana", at=AT,
)  # fmt: skip
REVISION = replace(
    SETTLES, id=2, kind=RequestKind.REVISION, text="Yes. All backups are encrypted before they are stored.", by="ben"
)
MISSING = Request(
    id=3, kind=RequestKind.MISSING, question="Who feeds the guard dogs?", questionnaire=9, by="ana", at=AT
)
REJECTED = replace(SETTLES, id=4, kind=RequestKind.DOES_NOT_ANSWER, question="Are tapes shredded?")
CLOSED = replace(MISSING, id=5, state="declined", outcome_by="vault", note="No dogs.")
ALL = (SETTLES, REVISION, MISSING, REJECTED, CLOSED)


def screen(inbox: FakeInbox, reviewer: str = "vault") -> InboxScreen:
    return InboxScreen(inbox, BASE, reviewer, builders.AS_OF)


def here(stage: Stage) -> int:
    request = cast("InboxScreen", stage.first)._list.current
    return request.id if request else 0


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


@pytest.mark.parametrize(("size", "name"), [(NARROW, "inbox-80x24"), (WIDE, "inbox-160x50")])
def test_requests_are_shown_with_who_asked_where_and_what_accepting_does(size: tuple[int, int], name: str) -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "j")
        check_golden(name, stage.text)

    play(screen(FakeInbox(*ALL)), scene, size)


@pytest.mark.parametrize(("size", "name"), [(NARROW, "inbox-accept-80x24"), (WIDE, "inbox-accept-160x50")])
def test_accepting_a_settled_question_shows_what_is_settled_and_on_whose_word(size: tuple[int, int], name: str) -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "a", "enter")
        check_golden(name, stage.text)

    play(screen(FakeInbox(*ALL), reviewer="ana"), scene, size)


def test_the_owner_settles_with_an_answer_picked_and_nothing_is_picked_by_default() -> None:
    inbox = FakeInbox(*ALL)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "a", "enter")
        assert "Pick an answer first" in stage.text
        assert inbox.settled == []
        await press(pilot, "2", "enter")
        assert (inbox.settled[0].yes_no, inbox.settled[0].statement_sha256) == (YesNo.NO, builders.DIGEST)
        assert "Request 1 is accepted." in stage.told
        assert here(stage) == 2

    play(screen(inbox), scene)
    assert inbox.all[1].state == "accepted"


@pytest.mark.parametrize(
    ("keys", "answer"),
    [(("j",), YesNo.YES), (("j", "j", "k"), YesNo.YES), (("3",), YesNo.PARTIAL), (("4",), None)],
)
def test_an_answer_is_picked_by_number_or_by_moving(keys: tuple[str, ...], answer: YesNo | None) -> None:
    inbox = FakeInbox(*ALL)

    async def scene(_: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "a", *keys, "enter")

    play(screen(inbox), scene)
    assert inbox.settled[0].yes_no is answer


def test_who_is_not_the_owner_must_say_on_whose_word() -> None:
    inbox = FakeInbox(*ALL)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "a", "1", "enter")
        assert "A note is needed." in stage.text
        await press(pilot, *"vault", "enter")

    play(screen(inbox, reviewer="ana"), scene)
    assert (inbox.all[1].note, inbox.all[1].outcome_by) == ("vault", "ana")


def test_escape_in_the_dialog_changes_nothing() -> None:
    inbox = FakeInbox(*ALL)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "a", "1", "escape", "x", "escape")
        assert stage.screen is stage.first

    play(screen(inbox), scene)
    assert inbox.all[1].state == "open"


def test_a_statement_that_no_longer_stands_is_told_as_a_problem_with_its_way_out() -> None:
    inbox = FakeInbox(*ALL)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "a")
        assert isinstance(stage.screen, Problem)
        told = stage.screen.query_one(Pane).content.plain
        assert "due for review" in told
        assert "What to do: Approve the statement anew" in told
        await press(pilot, "escape")
        assert stage.screen is stage.first

    play(InboxScreen(inbox, BASE, "vault", date(2027, 6, 1)), scene)


def test_another_request_is_accepted_with_or_without_a_note() -> None:
    inbox = FakeInbox(*ALL)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "j", "a")
        assert "own words" in stage.text
        await press(pilot, "enter")

    play(screen(inbox), scene)
    assert (inbox.all[2].state, inbox.all[2].note, inbox.settled) == ("accepted", "", [])


def test_declining_asks_why() -> None:
    inbox = FakeInbox(*ALL)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "x", "enter")
        assert "A note is needed." in stage.text
        await press(pilot, *"no", "enter")

    play(screen(inbox), scene)
    assert (inbox.all[1].state, inbox.all[1].note) == ("declined", "no")


def test_a_request_that_somebody_else_closed_meanwhile_is_told_and_the_list_is_read_anew() -> None:
    inbox = FakeInbox(*ALL)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "j", "a")
        inbox.all[2] = replace(REVISION, state="accepted", outcome_by="ben")
        await press(pilot, "enter")
        assert "ben has accepted it" in stage.text
        await press(pilot, "escape")
        assert here(stage) == 3

    play(screen(inbox), scene)


def test_closed_requests_are_shown_on_demand_and_cannot_be_closed_again() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        assert "4 open" in stage.text
        await press(pilot, "f", "G")
        assert "4 open · 1 closed" in stage.text
        assert "(declined) Who feeds" in stage.text
        assert "declined by vault" in stage.text
        await press(pilot, "a", "x")
        assert "Request 5 is declined already." in stage.told
        assert stage.screen is stage.first
        await press(pilot, "f")
        assert "closed" not in stage.text.splitlines()[0]

    play(screen(FakeInbox(*ALL)), scene)


def test_the_yaml_is_copied_and_a_settled_question_has_none() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "y")
        assert (stage.clipboard, "needs no YAML" in stage.told) == ("", True)
        await press(pilot, "j", "y")
        assert stage.clipboard.startswith("- id: bk-enc")
        assert ASKED not in stage.clipboard

    play(screen(FakeInbox(*ALL)), scene)


def test_the_list_is_walked_and_the_detail_is_read() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        stood = []
        for key in ("down", "up", "end", "k", "home", "j"):
            await press(pilot, key)
            stood.append(here(stage))
        assert stood == [2, 1, 4, 3, 1, 2]
        pane = stage.screen.query_one("#detail", Pane)
        await press(pilot, "J")
        assert pane.scroll_y > 0
        await press(pilot, "pageup")
        assert pane.scroll_y == 0

    play(screen(FakeInbox(*ALL)), scene)


def test_reloading_finds_what_came_in_and_stays_where_it_stood() -> None:
    inbox = FakeInbox(*ALL)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "j", "j")
        inbox.all[6] = replace(MISSING, id=6)
        await press(pilot, "r")
        assert (here(stage), "5 open" in stage.text) == (3, True)

    play(screen(inbox), scene)


def test_a_questionnaire_that_is_gone_or_a_statement_that_is_gone_is_said() -> None:
    gone = replace(REVISION, id=1, statement="gone", questionnaire=9)

    async def scene(stage: Stage, _: Pilot[None]) -> None:
        told = stage.screen.query_one("#detail", Pane).content.plain
        assert "questionnaire 9, no longer there" in told
        assert "gone is no longer in the knowledge base." in told

    play(screen(FakeInbox(gone)), scene)


def test_a_customers_text_cannot_do_anything_to_the_terminal() -> None:
    hostile = replace(MISSING, id=1, question="[red]Who\x1b]52;c;eA==\x07 feeds\n[/b] them?", account="A\x9bB")

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        assert "[red]Who" in stage.text
        assert not {"\x1b", "\x07", "\x9b"} & set(stage.text)
        await press(pilot, "x")
        assert not {"\x1b", "\x07", "\x9b"} & set(stage.text)

    play(screen(FakeInbox(hostile)), scene)


def test_an_empty_inbox_says_where_requests_come_from() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        assert "No request waits." in stage.text
        await press(pilot, "a", "x", "y", "f")
        assert "No request was ever made." in stage.text
        await press(pilot, "escape")
        assert stage.returned == [None]

    play(screen(FakeInbox()), scene)


def test_an_inbox_that_cannot_be_read_is_told_as_a_problem() -> None:
    class Broken(FakeInbox):
        def requests(self, *, only_open: bool = True) -> tuple[Request, ...]:
            raise InputRejected(f"workspace.db is locked ({only_open}).", "Close the other program.")

    async def scene(stage: Stage, _: Pilot[None]) -> None:
        assert "What to do: Close the other program." in stage.text

    play(screen(Broken()), scene)


def test_every_action_of_the_place_is_there() -> None:
    for action in actions_of(Place.INBOX):
        if action.place is Place.INBOX:
            assert callable(getattr(InboxScreen, f"action_{action.name}"))
            assert action.help
