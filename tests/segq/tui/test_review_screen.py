"""What a reviewer sees, and what happens when something is in the way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from answers.questionnaire import SlotKind
from answers.review.decision import Act
from answers.review.filters import filtered
from answers.review.session import ReviewSession
from answers.review.store import Told
from knowledge.statement import Disclosure
from tests import builders
from tests.segq.tui.sitting import BASE, QUESTIONS, Sitting, arrived, asked, candidate, sit
from tests.segq.tui.stage import NARROW, WIDE, check_golden


def detail(at: Sitting) -> str:
    return at.review.detail.content.plain


@pytest.fixture(autouse=True)
def on_the_prime_meridian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "160x50"])
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("review", ()),
        ("review-decided", ("a", "e", "end", "x", "ctrl+s", "n", "N", "o", "enter", "k", "k")),
        ("review-bulk", ("A",)),
        ("review-compare", ("c",)),
        ("review-edit", ("e", "home", "W", "e", "space")),
        ("review-option", ("o",)),
        ("review-help", ("question_mark",)),
        ("review-problem", ("9",)),
    ],
)
def test_the_screens_look_as_they_did(name: str, keys: tuple[str, ...], size: tuple[int, int], tmp_path: Path) -> None:
    seen: list[str] = []

    async def look(at: Sitting) -> None:
        await at.press(*keys)
        await at.pilot.pause(0.2)
        seen.append(at.text.replace(str(tmp_path), "FOLDER"))

    sit(tmp_path, look, size)
    check_golden(f"{name}-{size[0]}x{size[1]}", seen[0])


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "160x50"])
def test_the_queue_looks_as_it_did(size: tuple[int, int], tmp_path: Path) -> None:
    seen: list[str] = []

    async def look(at: Sitting) -> None:
        seen.append(at.text)

    sit(tmp_path, look, size, opens=None)
    check_golden(f"queue-{size[0]}x{size[1]}", seen[0])


def test_every_status_is_a_word(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        for word in ("settled", "suggested", "no answer", "blocked"):
            assert word in at.text
        await at.press("a", "S", "n", "x", "enter", "s", "d", "enter")
        for word in ("accepted", "skipped", "n/a", "expert"):
            assert word in at.text

    sit(tmp_path, look)


def test_the_details_tell_all_there_is_to_know(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        told = detail(at)
        assert "writes Yes: Yes. Backups are encrypted." in told
        assert "covers: backups" in told
        assert "options: Yes | No | N/A" in told
        assert "vault-key → yes  0.40  vault key  [NDA only]" in told
        assert "1 identical question" in told
        assert "question 0.95 · lexical 0.50" in told
        await at.press("g", "6", "enter")
        assert "not stated: at night" in detail(at)
        await at.press("g", "7", "enter")
        assert "▲ expired: Its review is overdue." in detail(at)
        await at.press("g", "5", "enter")
        assert "Press K" in detail(at)

    sit(tmp_path, look)


def test_matched_words_are_underlined_in_the_question(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        content = at.review.detail.content
        marked = [content.plain[span.start : span.end] for span in content.spans if "underline" in str(span.style)]
        assert marked == ["backups"]

    sit(tmp_path, look)


def test_an_answer_that_the_account_may_not_see_says_withheld(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        await at.press("j")
        assert "[NDA only, withheld]" in detail(at)
        assert "account may see: public" in at.text
        await at.press("y")
        assert "withheld" in at.text
        assert at.app.clipboard == ""

    sit(tmp_path, look, arriving=[arrived(account=None)])


def test_what_is_copied_is_the_longest_approved_wording_that_fits(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        await at.press("y")
        assert at.app.clipboard == "The yard is lit by four lamps."

    full = "The yard is lit by four lamps. This holds day and night."
    slot = builders.slot(cell="C4", max_chars=len(full) - 1)
    short = replace(QUESTIONS[2], question=replace(QUESTIONS[2].question, slots=(slot,)))
    sit(tmp_path, look, arriving=[arrived(questions=[short])])


def test_an_edit_that_is_too_long_says_so_while_it_is_typed(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        await at.press("g", "4", "enter", "e")
        await at.type("x" * 40)
        await at.pilot.pause(0.3)
        assert "▲ does not fit answer: at most 80 characters" in at.text

    assert QUESTIONS[2].question.slots[0].kind is SlotKind.TEXT
    sit(tmp_path, look)


def test_own_words_are_internal_until_somebody_says_otherwise(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        await at.press("g", "9", "enter", "e")
        assert "based on no statement" in at.text
        await at.type("Two guards.")
        await at.press("ctrl+s")
        assert "internal and will not leave" in at.told
        await at.press("g", "9", "enter", "d", "1")
        decision = at.decision(9)
        assert decision
        assert decision.disclosure is Disclosure.PUBLIC

    sit(tmp_path, look)


def test_editing_again_begins_with_what_stands(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        await at.press("e", "x", "ctrl+s", "k", "e", "y", "ctrl+s")
        decision = at.decision(2)
        assert decision
        assert decision.text == "Yes. Backups are encrypted.xy"
        assert decision.approved_text == "Yes. Backups are encrypted."

    sit(tmp_path, look)


def test_an_editor_outside_gives_its_text_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def outside(_: object, text: str) -> str:
        seen.append(text)
        return "Yes. Edited outside."

    monkeypatch.setattr("segq.tui.screens.edit.edited_outside", outside)

    async def look(at: Sitting) -> None:
        await at.press("e", "ctrl+e", "ctrl+s")
        decision = at.decision(2)
        assert decision
        assert decision.text == "Yes. Edited outside."

    sit(tmp_path, look)
    assert seen == ["Yes. Backups are encrypted."]


def test_another_reviewers_decision_appears_by_itself(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        ben(at).skip("S!B3")
        at.review._look_around()  # type: ignore[attr-defined]
        await at.press("j")
        assert "skipped" in at.text
        assert "by ben" in detail(at)

    sit(tmp_path, look)


def test_a_conflict_shows_the_other_decision_and_overwrites_nothing(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        ben(at).choose("S!B2", "No")
        await at.press("a")
        assert "Somebody else was here" in at.text
        assert "ben: choose → No" in at.text
        decision = at.decision(2)
        assert decision
        assert decision.act is Act.CHOOSE
        await at.press("escape", "a")
        again = at.decision(2)
        assert again
        assert again.act is Act.ACCEPT

    sit(tmp_path, look)


def ben(at: Sitting) -> ReviewSession:
    return ReviewSession(at.app.workspace.review(1), "ben", BASE, builders.AS_OF)


def test_a_decision_whose_statement_has_changed_is_marked_stale(tmp_path: Path) -> None:
    changed = replace(BASE, statements=(replace(BASE.statements[0], sha256="f" * 64), *BASE.statements[1:]))

    async def decide(at: Sitting) -> None:
        await at.press("a")

    async def look(at: Sitting) -> None:
        assert "! stale" in at.text
        assert "has been changed since" in detail(at)
        await at.press("slash")
        await at.type("is:stale")
        assert [line.id for line in at.review.questions.lines] == ["2"]

    sit(tmp_path, decide)
    sit(tmp_path, look, base=changed)


def test_what_the_account_was_told_before_stands_beside_the_question(tmp_path: Path) -> None:
    told = Told(
        "last-year.xlsx", datetime(2025, 11, 3, tzinfo=UTC), "Are backups encrypted?", "are backups encrypted",
        "No", "No. Not yet.", "bk-enc", "0" * 64,
    )  # fmt: skip

    async def look(at: Sitting) -> None:
        store = at.app.workspace
        first, second = (record.id for record in reversed(store.questionnaires()))
        assert first != second
        at.review._told = None
        at.review._store.told = lambda: (told,)  # type: ignore[method-assign]
        await at.press("j", "k")
        assert "2025-11-03 in last-year.xlsx → No" in detail(at)
        assert "{+" in detail(at)
        await at.press("a", "k")
        assert "answered yes now, and was no" in detail(at)

    sit(tmp_path, look, arriving=[arrived(), arrived("other.xlsx")])


def test_control_characters_of_a_customer_do_nothing_to_the_screen(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        assert "\x1b" not in at.text
        assert "\x1b" not in detail(at)
        assert "[bold]" in detail(at)

    evil = asked(2, "Is \x1b[31mthis [bold]red?\x07", candidate("bk-enc", 0.9))
    sit(tmp_path, look, arriving=[arrived(questions=[evil])])


def test_a_filter_that_shows_nothing_tells_the_way_back(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        await at.press("slash")
        await at.type("zzz")
        await at.press("enter")
        assert "Esc takes it off" in detail(at)
        await at.press("slash")
        assert "is:o" not in at.review.query_text
        await at.type("is:odd")
        await at.press("enter")
        assert "is:odd is no filter" in at.text
        assert at.review.query_text == "zzz"

    sit(tmp_path, look)


def test_keys_typed_before_the_screen_follows_reach_what_they_were_meant_for(tmp_path: Path) -> None:
    """Typed at once, without a pause, as a fast hand or a script does."""

    async def look(at: Sitting) -> None:
        from textual.events import Key

        for key in ("slash", *"fence", "enter", "a", "escape", "n", *"saxa", "enter", "home", "e", "d", "ctrl+s"):
            at.app.post_message(Key(key, key if len(key) == 1 else None))
        await at.pilot.pause(1.5)
        await at.press()
        assert [row for row in range(2, 10) if at.decision(row)] == [2, 7]
        first, last = at.decision(2), at.decision(7)
        assert first
        assert first.text == "Yes. Backups are encrypted.d"
        assert last
        assert last.reason == "saxa"

    sit(tmp_path, look)


def test_clicking_a_question_goes_there(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        await at.pilot.click("#questions", offset=(20, 3))
        assert at.here == "5"
        await at.pilot.click("KeyBar", offset=(2, 0))
        await at.press()
        assert "no candidate" in at.text or "proposes no answer" in at.text

    sit(tmp_path, look)


def test_five_thousand_questions_draw_only_the_rows_in_view(tmp_path: Path) -> None:
    drawn: set[int] = set()

    async def look(at: Sitting) -> None:
        questions = at.review.questions
        row = questions._row
        questions._row = lambda place: (drawn.add(place), row(place))[1]  # type: ignore[method-assign, func-returns-value]
        await at.press("end")
        assert at.here == "1001"
        assert len(drawn) < 40

    many = [asked(row, f"Is room {row} dry?") for row in range(2, 1002)]
    sit(tmp_path, look, arriving=[arrived(questions=many)])


def test_the_state_follows_the_first_decision(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        assert " · new · " in at.text
        await at.press("a")
        assert " · in review · " in at.text

    sit(tmp_path, look)


@pytest.mark.parametrize(
    "word", ["settled", "suggested", "blocked", "accepted", "expert", "option", "edited", "skipped", "n/a"]
)
def test_a_word_that_a_row_shows_is_also_a_filter(word: str) -> None:
    filtered((), f"is:{word}")
