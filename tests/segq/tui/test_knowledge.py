from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Event
from types import SimpleNamespace
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from knowledge.statement import Answers, Approval, ApprovalKind, AskedForm, Disclosure, KnowledgeBase, Statement
from segq.engine import Engine
from segq.knowledge_search import KnowledgeSearch, Meaning
from segq.tui.actions import Place, actions_of
from segq.tui.screens.knowledge import KnowledgeScreen
from segq.tui.widgets.pane import Pane
from tests import builders
from tests.segq.tui.stage import NARROW, WIDE, Stage, check_golden, play, settle, until

QUESTION = "Are the copies of our ledgers scrambled before they are stored?"


def named(name: str, title: str, **changes: object) -> Statement:
    said = Answers(f"Yes. {title} is in place.", f"{title} is in place for all ledgers, day and night.")
    made = builders.statement(
        id=name,
        title=title,
        claim=f"{title} is in place.",
        answers=said,
        questions=(AskedForm(f"Is {title} in place?"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


BACKUPS = builders.statement(
    aliases=("tape encryption",),
    does_not_answer=("Are laptops encrypted?",),
    references=(("ccm", ("CEK-03",)),),
    owner="vault@example.test",
)
BASE = KnowledgeBase(
    "Ledgerworks",
    (
        BACKUPS,
        named("key-rotation", "Key rotation", disclosure=Disclosure.NDA),
        named("night-watch", "Night watch", disclosure=Disclosure.INTERNAL),
        named("old-fence", "Fence around the yard", review_by=date(2026, 10, 1)),
        named(
            "page-lamp", "Lamps", approval=Approval(ApprovalKind.PUBLISHED_SOURCE, "page", date(2026, 1, 1), "0" * 64)
        ),
        *(named(f"rule-{number:02}", f"House rule {number}") for number in range(40)),
    ),
    (),
)


def engine(near: dict[str, float]) -> Engine:
    scores = [near.get(each.id, 0.0) for each in BASE.statements]
    none = [0.0] * len(scores)
    found = SimpleNamespace(places=range(len(scores)), question=scores, alias=none, answer=none, partly=none)
    return cast("Engine", SimpleNamespace(base=BASE, searcher=SimpleNamespace(retrieve=lambda _: [found])))


def screen(
    question: str | None = None, near: dict[str, float] | None = None, base: KnowledgeBase = BASE
) -> KnowledgeScreen:
    return KnowledgeScreen(KnowledgeSearch(base, Meaning(lambda: engine(near or {}))), builders.AS_OF, question)


def here(stage: Stage) -> str:
    shown = cast("KnowledgeScreen", stage.screen)._list.current
    return shown.statement.id if shown else ""


def shown(stage: Stage) -> list[str]:
    return [hit.statement.id for hit in cast("KnowledgeScreen", stage.screen)._list.rows]


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if each == " " else each for each in text))
    await pilot.pause(0.2)
    await settle(pilot)


@pytest.mark.parametrize(("size", "name"), [(NARROW, "knowledge-80x24"), (WIDE, "knowledge-160x50")])
def test_the_base_is_browsed_with_every_detail_of_a_statement(size: tuple[int, int], name: str) -> None:
    async def scene(stage: Stage, _: Pilot[None]) -> None:
        check_golden(name, stage.text)

    play(screen(), scene, size)


def test_a_search_for_an_answer_looks_so_and_stays_within_80_columns() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await typed(pilot, "rotat")
        check_golden("knowledge-answer-80x24", stage.text)

    play(screen(QUESTION, {"key-rotation": 0.7, "bk-enc": 0.6}), scene)


def test_words_find_while_the_model_still_loads_and_the_screen_says_so() -> None:
    loaded = Event()

    def slow() -> Engine:
        loaded.wait(20)
        return engine({"night-watch": 0.9})

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await until_shown(pilot, stage)
        await pilot.press(*"fence")
        await pilot.pause(0.3)
        assert (shown(stage), "semantic search is loading…" in stage.text) == (["old-fence"], True)
        loaded.set()
        await until(pilot, lambda: "by words and meaning" in stage.text)
        assert shown(stage) == ["old-fence", "night-watch"]
        assert "found by words" in stage.text

    async def until_shown(pilot: Pilot[None], stage: Stage) -> None:
        for _ in range(100):
            await pilot.pause(0.02)
            if cast("KnowledgeScreen", stage.screen)._search.words_ready:
                return

    opened = KnowledgeScreen(KnowledgeSearch(BASE, Meaning(slow)), builders.AS_OF)
    stage = Stage(opened)

    async def run() -> None:
        async with stage.run_test(size=NARROW) as pilot:
            await pilot.pause()
            await scene(stage, pilot)

    import asyncio

    try:
        asyncio.run(run())
    finally:
        loaded.set()


def test_without_a_model_the_search_goes_on_by_words_and_says_why() -> None:
    def missing() -> Engine:
        raise OSError("no weights\x1b[31m here")

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await typed(pilot, "fence")
        assert shown(stage) == ["old-fence"]
        assert "by words alone: no weights\N{REPLACEMENT CHARACTER}[31m here" in stage.text

    play(KnowledgeScreen(KnowledgeSearch(BASE, Meaning(missing)), builders.AS_OF), scene)


def test_a_row_moved_to_stays_the_one_when_meaning_finds_more() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await pilot.press(*"house", "down", "down")
        before = here(stage)
        await pilot.pause(0.3)
        await settle(pilot)
        assert shown(stage)[0] == "night-watch"
        assert here(stage) == before

    play(screen(near={"night-watch": 1.0}), scene)


@pytest.mark.parametrize("key", ["enter", "u"])
def test_the_statement_stood_on_answers_the_question(key: str) -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await pilot.press("down", key)
        assert stage.returned == ["key-rotation"]

    play(screen(QUESTION), scene)


def test_enter_in_the_search_box_takes_what_was_found_first() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await typed(pilot, "lamps")
        await pilot.press("enter")
        assert stage.returned == ["page-lamp"]

    play(screen(QUESTION), scene)


def test_without_a_question_nothing_is_taken() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await pilot.press("down", "enter", "u")
        assert stage.returned == []
        assert "To answer" not in stage.text

    play(screen(), scene)


@pytest.mark.parametrize("question", [None, QUESTION])
def test_escape_goes_back_without_a_statement(question: str | None) -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await pilot.press("escape")
        assert stage.returned == [None]

    play(screen(question), scene)


def test_the_list_is_walked_with_arrows_letters_and_ends() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        stood = []
        for key in ("down", "j", "k", "up", "G", "j", "home"):
            await pilot.press(key)
            stood.append(here(stage))
        assert stood == ["key-rotation", "night-watch", "key-rotation", "bk-enc", "rule-39", "rule-39", "bk-enc"]

    play(screen(), scene)


def test_the_last_of_many_rows_is_in_view_when_stood_on() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await pilot.press("down", "G")
        assert "▸ rule-39" in stage.text

    play(screen(), scene)


def test_the_detail_is_read_on_and_back() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        pane = stage.screen.query_one("#detail", Pane)
        await pilot.press("down", "up", "J")
        assert pane.scroll_y > 0
        await pilot.press("pageup")
        assert pane.scroll_y == 0

    play(screen(), scene)


def test_only_a_kind_of_statements_is_shown_and_the_heading_says_which() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        found = []
        await pilot.press("down")
        for _ in range(5):
            await pilot.press("f")
            found.append((len(shown(stage)), shown(stage)[0]))
        assert found == [(44, "bk-enc"), (1, "old-fence"), (1, "key-rotation"), (1, "night-watch"), (45, "bk-enc")]
        await pilot.press("f", "f")
        await pilot.pause()
        assert "1 of 45 statements · only expired, changed or unapproved" in stage.text
        assert "expired" in stage.text.splitlines()[3]

    play(screen(), scene)


@pytest.mark.parametrize(("moves", "level"), [(0, "public"), (1, "NDA only"), (2, "internal")])
def test_copying_takes_the_short_answer_and_says_how_far_it_may_go(moves: int, level: str) -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await pilot.press(*["down"] * 3, *["up"] * (3 - moves), "y")
        assert stage.clipboard == BASE.statements[moves].answers.short
        assert f"({level})" in stage.told

    play(screen(), scene)


def test_the_search_box_is_gone_back_to_with_its_text_selected() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await typed(pilot, "lamps")
        await pilot.press("down", "slash")
        assert stage.focused is stage.screen.query_one(Input)
        await typed(pilot, "fence")
        assert shown(stage) == ["old-fence"]

    play(screen(), scene)


def test_a_slash_can_be_searched_for() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await pilot.press("a", "slash", "b")
        assert stage.screen.query_one(Input).value == "a/b"

    play(screen(), scene)


@pytest.mark.parametrize(
    ("base", "text", "said"),
    [
        (KnowledgeBase("bare", (), ()), "", "segq init DIR"),
        (BASE, "zeppelin", "No statement is found by this."),
    ],
)
def test_an_empty_list_says_what_to_do_next(base: KnowledgeBase, text: str, said: str) -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await typed(pilot, text)
        assert said in stage.text

    play(screen(QUESTION, base=base), scene)


def test_a_row_is_stood_on_with_a_click_and_taken_with_the_next() -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await pilot.click("#statements", offset=(5, 4))
        assert (here(stage), stage.returned) == ("old-fence", [])
        await pilot.click("#statements", offset=(5, 4))
        await pilot.pause()
        assert stage.returned == ["old-fence"]

    play(screen(QUESTION), scene)


def test_every_action_of_the_place_is_there() -> None:
    for action in actions_of(Place.KNOWLEDGE):
        if action.place is Place.KNOWLEDGE:
            assert callable(getattr(KnowledgeScreen, f"action_{action.name}"))
            assert action.help
