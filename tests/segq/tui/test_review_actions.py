"""One scene for every action of the review, the editor, the dialogs and the line at the foot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from answers.review.decision import Act
from answers.review.states import State
from knowledge.statement import Disclosure
from segq.tui.actions import ACTIONS, Place
from segq.tui.screens.dialog import Dialog
from segq.tui.widgets.pane import Pane
from segq.tui.widgets.row_list import RowList
from tests.segq.tui.sitting import Scene, Sitting, sit

SCENES: dict[tuple[Place, str], Scene] = {}


def scene(place: Place, name: str) -> Callable[[Scene], Scene]:
    def keep(played: Scene) -> Scene:
        SCENES[place, name] = played
        return played

    return keep


# -- moving


@scene(Place.REVIEW, "down")
async def down(at: Sitting) -> None:
    await at.press("j", "down")
    assert at.here == "4"


@scene(Place.REVIEW, "up")
async def up(at: Sitting) -> None:
    await at.press("j", "j", "k", "up", "up")
    assert at.here == "2"


@scene(Place.REVIEW, "page_down")
async def page_down(at: Sitting) -> None:
    await at.press("pagedown")
    assert at.here == "9"


@scene(Place.REVIEW, "page_up")
async def page_up(at: Sitting) -> None:
    await at.press("end", "pageup")
    assert at.here == "2"


@scene(Place.REVIEW, "top")
async def top(at: Sitting) -> None:
    await at.press("j", "j", "home")
    assert at.here == "2"


@scene(Place.REVIEW, "bottom")
async def bottom(at: Sitting) -> None:
    await at.press("G")
    assert at.here == "9"


@scene(Place.REVIEW, "next_open")
async def next_open(at: Sitting) -> None:
    await at.press("j", "a", "home", "tab")
    assert at.here == "4"
    await at.press("end", "N")
    assert at.here == "2"


@scene(Place.REVIEW, "previous_open")
async def previous_open(at: Sitting) -> None:
    await at.press("j", "a", "shift+tab")
    assert at.here == "2"


@scene(Place.REVIEW, "go_to")
async def go_to(at: Sitting) -> None:
    await at.press("g", "7", "enter")
    assert at.here == "7"
    await at.press("g", "x", "enter")
    assert "no question shown has this id" in at.text


@scene(Place.REVIEW, "filter")
async def filtering(at: Sitting) -> None:
    await at.press("slash")
    await at.type("backups")
    assert [line.id for line in at.review.questions.lines] == ["2", "8"]
    await at.press("enter")
    assert "2 of 8 questions" in at.text
    assert "filter: backups" in at.text


@scene(Place.REVIEW, "worst_first")
async def worst_first(at: Sitting) -> None:
    await at.press("w")
    assert [line.id for line in at.review.questions.lines][:3] == ["5", "9", "6"]
    assert at.here == "2"
    assert "worst first" in at.text
    await at.press("w")
    assert "file order" in at.text


@scene(Place.REVIEW, "read_on")
async def read_on(at: Sitting) -> None:
    await at.press("J")
    assert at.review.detail.scroll_y > 0


@scene(Place.REVIEW, "read_back")
async def read_back(at: Sitting) -> None:
    await at.press("J", "shift+up")
    assert at.review.detail.scroll_y == 0


@scene(Place.REVIEW, "zoom")
async def zoom(at: Sitting) -> None:
    await at.press("z")
    shown = [(at.review.questions.display, at.review.detail.display)]
    for key in ("z", "enter"):
        await at.press(key)
        shown.append((at.review.questions.display, at.review.detail.display))
    assert shown == [(False, True), (True, False), (True, True)]
    assert at.review.detail.display


@scene(Place.REVIEW, "back")
async def back(at: Sitting) -> None:
    await at.press("slash", "b", "enter", "space", "escape")
    assert not at.review.questions.marked
    await at.press("escape")
    assert len(at.review.questions.lines) == 8
    await at.press("escape")
    assert at.shown == "QueueScreen"


# -- answering


@scene(Place.REVIEW, "accept")
async def accept(at: Sitting) -> None:
    await at.press("a")
    decision = at.decision(2)
    assert decision
    assert (decision.act, decision.option, decision.statement) == (Act.ACCEPT, "Yes", "bk-enc")
    assert at.here == "3"
    assert at.app.workspace.questionnaire(1).state is State.IN_REVIEW


@scene(Place.REVIEW, "take_candidate")
async def take_candidate(at: Sitting) -> None:
    await at.press("2")
    decision = at.decision(2)
    assert decision
    assert decision.statement == "vault-key"
    await at.press("9")
    assert "there is no candidate 9" in at.text


@scene(Place.REVIEW, "edit")
async def edit(at: Sitting) -> None:
    await at.press("e")
    await at.type(" Daily.")
    assert "{+ Daily.+}" in at.text
    await at.press("ctrl+s")
    decision = at.decision(2)
    assert decision
    assert decision.act is Act.EDIT
    assert decision.text.endswith("Backups are encrypted. Daily.")
    assert decision.approved_text == "Yes. Backups are encrypted."
    assert decision.disclosure is Disclosure.PUBLIC


@scene(Place.REVIEW, "option")
async def option(at: Sitting) -> None:
    await at.press("o", "2")
    decision = at.decision(2)
    assert decision
    assert (decision.act, decision.option) == (Act.CHOOSE, "No")
    await at.press("g", "4", "enter", "o")
    assert "the file offers no options" in at.text


@scene(Place.REVIEW, "not_applicable")
async def not_applicable(at: Sitting) -> None:
    await at.press("n")
    await at.type("No vault.")
    await at.press("enter")
    decision = at.decision(2)
    assert decision
    assert (decision.act, decision.reason, decision.option) == (Act.NOT_APPLICABLE, "No vault.", "N/A")
    await at.press("n", "enter")
    again = at.decision(3)
    assert again
    assert again.reason == "No vault."


@scene(Place.REVIEW, "ask_expert")
async def ask_expert(at: Sitting) -> None:
    await at.press("s")
    await at.type("dana@acme.example: how often?")
    await at.press("enter")
    decision = at.decision(2)
    assert decision
    assert (decision.act, decision.expert, decision.reason) == (Act.ASK_EXPERT, "dana@acme.example", "how often?")
    assert "1 with experts" in at.text


@scene(Place.REVIEW, "skip")
async def skip(at: Sitting) -> None:
    await at.press("S", "minus")
    assert [at.decision(row) and at.decision(row).act for row in (2, 3)] == [Act.SKIP, Act.SKIP]  # type: ignore[union-attr]


@scene(Place.REVIEW, "clear")
async def clear(at: Sitting) -> None:
    await at.press("a", "k", "x")
    assert at.decision(2) is None
    assert at.here == "2"


@scene(Place.REVIEW, "undo")
async def undo(at: Sitting) -> None:
    await at.press("u")
    assert "Nothing of yours to undo" in at.told
    await at.press("a", "j", "u")
    assert at.decision(2) is None
    assert at.here == "2"


@scene(Place.REVIEW, "redo")
async def redo(at: Sitting) -> None:
    await at.press("a", "u", "ctrl+r")
    assert at.decision(2) is not None


@scene(Place.REVIEW, "mark")
async def mark(at: Sitting) -> None:
    await at.press("space", "space")
    assert {at.session.line(key).id for key in at.review.questions.marked} == {"2", "3"}
    assert "2 marked" in at.text
    assert at.here == "4"


@scene(Place.REVIEW, "accept_many")
async def accept_many(at: Sitting) -> None:
    await at.press("A")
    assert "Accept 4 questions, leave 1" in at.text
    await at.press("enter")
    assert [row for row in range(2, 10) if at.decision(row)] == [2, 3, 4, 8]
    await at.press("u")
    assert [row for row in range(2, 10) if at.decision(row)] == []


@scene(Place.REVIEW, "same_answer")
async def same_answer(at: Sitting) -> None:
    await at.press("t")
    assert "no answer yet" in at.told
    await at.press("a", "k", "t")
    assert at.decision(8) == at.decision(2)


@scene(Place.REVIEW, "flag")
async def flag(at: Sitting) -> None:
    await at.press("f")
    assert at.line(2).standing.flagged
    assert "⚑" in at.text
    await at.press("f")
    assert not at.line(2).standing.flagged


@scene(Place.REVIEW, "note")
async def note(at: Sitting) -> None:
    await at.press("m")
    await at.type("ask Dana")
    await at.press("enter")
    assert [each.text for each in at.session.store.notes("S!B2")] == ["ask Dana"]
    assert "ask Dana" in at.review.detail.content.plain


@scene(Place.REVIEW, "disclose")
async def disclose(at: Sitting) -> None:
    await at.press("d", "2")
    assert "there is no answer to disclose" in at.text
    await at.press("escape", "a", "k", "d", "2")
    decision = at.decision(2)
    assert decision
    assert decision.disclosure is Disclosure.NDA


@scene(Place.REVIEW, "copy")
async def copy(at: Sitting) -> None:
    await at.press("y")
    assert at.app.clipboard == "Yes\nYes. Backups are encrypted."
    assert at.decision(2) is not None
    assert at.here == "3"


@scene(Place.REVIEW, "next_candidate")
async def next_candidate(at: Sitting) -> None:
    await at.press("right", "right", "a")
    decision = at.decision(2)
    assert decision
    assert decision.statement == "vault-key"


@scene(Place.REVIEW, "previous_candidate")
async def previous_candidate(at: Sitting) -> None:
    await at.press("l", "h", "a")
    decision = at.decision(2)
    assert decision
    assert decision.statement == "bk-enc"


@scene(Place.REVIEW, "compare")
async def compare(at: Sitting) -> None:
    await at.press("c")
    assert "1  bk-enc" in at.text
    assert "2  vault-key" in at.text
    await at.press("2")
    decision = at.decision(2)
    assert decision
    assert decision.statement == "vault-key"


@scene(Place.REVIEW, "knowledge")
async def knowledge(at: Sitting) -> None:
    await at.press("j", "j", "j", "K")
    assert at.shown == "KnowledgeScreen"
    await at.press("enter")
    assert at.shown != "KnowledgeScreen"
    decision = at.decision(5)
    assert decision is None
    assert "says neither yes nor no" in at.text
    await at.press("2")
    picked = at.decision(5)
    assert picked
    assert picked.option == "No"


@scene(Place.REVIEW, "inbox")
async def inbox(at: Sitting) -> None:
    await at.press("I")
    assert at.shown == "InboxScreen"


@scene(Place.REVIEW, "export")
async def export(at: Sitting) -> None:
    await at.press("E")
    assert at.shown == "ExportDialog"


# -- the editor


@scene(Place.EDITOR, "save")
async def save(at: Sitting) -> None:
    await at.press("e", "ctrl+s")
    decision = at.decision(2)
    assert decision
    assert decision.act is Act.ACCEPT


@scene(Place.EDITOR, "external")
async def external(at: Sitting) -> None:
    await at.press("e", "ctrl+e")
    assert "EDITOR" in at.text
    assert "Not done" in at.text


@scene(Place.EDITOR, "restore")
async def restore(at: Sitting) -> None:
    await at.press("e", "x", "x", "ctrl+r", "ctrl+s")
    decision = at.decision(2)
    assert decision
    assert decision.text == "Yes. Backups are encrypted."


@scene(Place.EDITOR, "level")
async def level(at: Sitting) -> None:
    await at.press("e", "x", "ctrl+l", "ctrl+l", "ctrl+s")
    decision = at.decision(2)
    assert decision
    assert decision.disclosure is Disclosure.NDA


@scene(Place.EDITOR, "cancel")
async def cancel_edit(at: Sitting) -> None:
    await at.press("e", "x", "escape")
    assert at.decision(2) is None
    assert at.shown == "ReviewScreen"


# -- dialogs and the line at the foot


@scene(Place.DIALOG, "confirm")
async def confirm(at: Sitting) -> None:
    await at.press("o", "enter")
    assert at.decision(2) is None
    assert isinstance(at.app.screen, Dialog)
    await at.press("j", "j", "enter")
    decision = at.decision(2)
    assert decision
    assert decision.option == "No"


@scene(Place.DIALOG, "pick")
async def pick(at: Sitting) -> None:
    await at.press("o", "7")
    assert isinstance(at.app.screen, Dialog)
    await at.press("3")
    decision = at.decision(2)
    assert decision
    assert decision.option == "N/A"


@scene(Place.DIALOG, "down")
async def dialog_down(at: Sitting) -> None:
    await at.press("question_mark", "j")
    assert at.app.screen.query_one(Pane).scroll_y > 0


@scene(Place.DIALOG, "up")
async def dialog_up(at: Sitting) -> None:
    await at.press("o", "j", "j", "j", "k")
    assert at.app.screen.query_one(RowList).current == (2, ("No", "No"))
    await at.press("escape", "question_mark", "j", "k")
    assert at.app.screen.query_one(Pane).scroll_y == 0


@scene(Place.DIALOG, "cancel")
async def cancel(at: Sitting) -> None:
    await at.press("A", "escape")
    assert [row for row in range(2, 10) if at.decision(row)] == []
    await at.press("o", "q")
    assert at.decision(2) is None
    assert at.shown == "ReviewScreen"


@scene(Place.PROMPT, "submit")
async def submit(at: Sitting) -> None:
    await at.press("slash", "f", "e", "n", "c", "e", "enter", "a")
    assert [line.id for line in at.review.questions.lines] == ["7"]
    assert at.decision(7) is not None


@scene(Place.PROMPT, "give_up")
async def give_up(at: Sitting) -> None:
    await at.press("j", "slash", "f", "e", "n", "escape")
    assert len(at.review.questions.lines) == 8
    assert at.here == "3"
    await at.press("n", "x", "escape", "a")
    decision = at.decision(3)
    assert decision
    assert decision.act is Act.ACCEPT


# -- everywhere


@scene(Place.EVERYWHERE, "help")
async def helped(at: Sitting) -> None:
    await at.press("question_mark")
    assert "Keys: review" in at.text
    await at.press("escape", "f1")
    assert "Keys: review" in at.text


@scene(Place.EVERYWHERE, "command_palette")
async def palette(at: Sitting) -> None:
    await at.press("ctrl+p")
    await at.type("blank on purpose")
    await at.pilot.pause(0.5)
    await at.press("enter")
    await at.pilot.pause(0.3)
    decision = at.decision(2)
    assert decision
    assert decision.act is Act.SKIP


@scene(Place.EVERYWHERE, "dark_or_light")
async def dark_or_light(at: Sitting) -> None:
    dark = [at.app.current_theme.dark]
    for _ in range(2):
        await at.press("f2")
        dark.append(at.app.current_theme.dark)
    assert dark == [True, False, True]


@scene(Place.EVERYWHERE, "quit")
async def leave(at: Sitting) -> None:
    await at.press("a", "ctrl+q")
    assert not at.app.is_running or at.app._exit


HERE = (Place.REVIEW, Place.EDITOR, Place.DIALOG, Place.PROMPT, Place.EVERYWHERE)


def test_every_action_has_a_scene() -> None:
    assert set(SCENES) == {(action.place, action.name) for action in ACTIONS if action.place in HERE}


@pytest.mark.parametrize("name", SCENES, ids=lambda name: f"{name[0]}: {name[1]}")
def test_the_key_does_what_the_help_says(
    name: tuple[Place, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    sit(tmp_path, SCENES[name])


def test_users_keys_work_and_the_usual_ones_no_more(tmp_path: Path) -> None:
    async def remapped(at: Sitting) -> None:
        assert " z Accept " in at.text
        await at.press("a")
        assert at.decision(2) is None
        await at.press("z")
        assert at.decision(2) is not None

    sit(tmp_path, remapped, keys={"accept": ("z",), "zoom": ("f9",)})


def test_two_actions_change_keys(tmp_path: Path) -> None:
    async def swapped(at: Sitting) -> None:
        await at.press("s")
        assert at.decision(2) is not None
        await at.press("a", "d", "enter")
        decision = at.decision(3)
        assert decision
        assert decision.act is Act.ASK_EXPERT

    sit(tmp_path, swapped, keys={"accept": ("s",), "ask_expert": ("a",)})
