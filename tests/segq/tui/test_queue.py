from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from segq.tui.actions import ACTIONS, Place
from segq.tui.widgets.row_list import RowList
from tests.segq.tui.sitting import Scene, Sitting, arrived, sit

THREE = (
    replace(arrived("acme.xlsx"), due=None),
    arrived("globex.docx", account=None),
    replace(arrived("initech.csv", account="Stranger"), due=None),
)
SCENES: dict[str, Scene] = {}


def scene(played: Scene) -> Scene:
    SCENES[played.__name__] = played
    return played


def names(at: Sitting) -> list[str]:
    return [record.name for record in at.app.screen.query_one(RowList).rows]


def here(at: Sitting) -> str:
    current = at.app.screen.query_one(RowList).current
    assert current is not None
    return str(current.name)


@scene
async def open(at: Sitting) -> None:  # noqa: A001
    await at.press("enter")
    assert at.shown == "ReviewScreen"
    assert "globex.docx" in at.text
    await at.press("a", "escape")
    assert at.shown == "QueueScreen"
    assert "1/8" in at.text
    assert "in review" in at.text


@scene
async def down(at: Sitting) -> None:
    first = here(at)
    await at.press("j")
    assert here(at) != first


@scene
async def up(at: Sitting) -> None:
    await at.press("j", "k")
    assert here(at) == names(at)[0]


@scene
async def top(at: Sitting) -> None:
    await at.press("j", "j", "home")
    assert here(at) == names(at)[0]


@scene
async def bottom(at: Sitting) -> None:
    await at.press("end")
    assert here(at) == names(at)[2]


@scene
async def filter(at: Sitting) -> None:  # noqa: A001
    await at.press("slash")
    await at.type("stranger")
    await at.press("enter")
    assert names(at) == ["initech.csv"]
    assert "1 shown for “stranger”" in at.text
    await at.press("slash")
    await at.type("zzz")
    await at.press("enter")
    assert "No questionnaire has these words" in at.text


@scene
async def show_all(at: Sitting) -> None:
    await at.press("slash", "g", "l", "o", "enter", "escape")
    assert len(names(at)) == 3


@scene
async def reload(at: Sitting) -> None:
    at.app.workspace.add_questionnaire("ben", arrived("umbrella.xlsx"))
    await at.press("r")
    assert "umbrella.xlsx" in names(at)


@scene
async def knowledge(at: Sitting) -> None:
    await at.press("K")
    assert at.shown == "KnowledgeScreen"


@scene
async def inbox(at: Sitting) -> None:
    await at.press("I")
    assert at.shown == "InboxScreen"


@scene
async def leave(at: Sitting) -> None:
    await at.press("q")
    assert at.app._exit


def test_every_action_of_the_queue_has_a_scene() -> None:
    assert set(SCENES) == {action.name for action in ACTIONS if action.place is Place.QUEUE}


@pytest.mark.parametrize("name", SCENES)
def test_the_key_does_what_the_help_says(name: str, tmp_path: Path) -> None:
    sit(tmp_path, SCENES[name], opens=None, arriving=THREE)


def test_what_is_due_first_is_on_top_with_the_days_that_are_left(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        assert here(at) == "globex.docx"
        assert "03 Nov, 2 days" in at.text
        assert "no date" in at.text
        assert "no account" in at.text

    sit(tmp_path, look, opens=None, arriving=THREE)


def test_an_empty_workspace_tells_how_to_put_something_in(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        assert "segq import FILE" in at.text
        await at.press("enter", "j", "end")
        assert at.shown == "QueueScreen"

    sit(tmp_path, look, opens=None, arriving=())


def test_an_unknown_questionnaire_is_told_over_the_queue(tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        assert "Not done" in at.text
        assert "segq list" in at.text
        await at.press("escape")
        assert at.shown == "QueueScreen"

    sit(tmp_path, look, opens=7)


@pytest.mark.parametrize("width", [80, 160])
def test_counts_are_shown_where_they_fit(width: int, tmp_path: Path) -> None:
    async def look(at: Sitting) -> None:
        assert ("settled" in at.text) is (width == 160)
        assert "░░░░░░ 0/8" in at.text

    sit(tmp_path, look, (width, 24), opens=None)
