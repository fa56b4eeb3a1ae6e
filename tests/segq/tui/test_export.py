from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from answers.review.states import State
from knowledge.errors import InputRejected
from segq.release.desk import ExportDesk
from segq.tui.actions import Place, actions_of
from segq.tui.screens.export import ExportDialog
from segq.tui.widgets.pane import Pane
from segq.tui.widgets.search_box import SearchBox
from tests.segq.reviewed_files import Shop, shop
from tests.segq.tui.stage import NARROW, WIDE, Stage, check_golden, play, settle


def dialog(made: Shop) -> ExportDialog:
    return ExportDialog(made.desk, Path("outgoing"))


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def told(stage: Stage) -> str:
    return str(stage.screen.query_one("#told", Static).content)


async def name(stage: Stage, path: Path) -> None:
    stage.screen.query_one("#target", SearchBox).value = str(path)


def ready(folder: Path, *, nda: bool = True) -> Shop:
    """Return a questionnaire of which every question is decided."""
    made = shop(folder, nda=nda)
    made.accept(0, 1, 3, 4)
    made.session.skip(made.keys[2])
    return made


@pytest.mark.parametrize(("size", "golden"), [(NARROW, "export-80x24"), (WIDE, "export-160x50")])
def test_the_dialog_says_who_sees_what_and_what_stands_in_the_way(
    tmp_path: Path, size: tuple[int, int], golden: str
) -> None:
    made = shop(tmp_path, nda=False)
    made.accept(0, 1, 2)
    made.session.flag([made.keys[3]])

    async def scene(stage: Stage, _: Pilot[None]) -> None:
        check_golden(golden, stage.text)

    play(dialog(made), scene, size)


def test_a_release_is_one_key_when_nothing_stands_in_the_way_and_shows_its_proof(tmp_path: Path) -> None:
    made = ready(tmp_path)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        assert "Nothing stands in the way." in stage.text
        assert stage.screen.query_one("#target", SearchBox).value == "outgoing/yard.answered.xlsx"
        await name(stage, tmp_path / "out.xlsx")
        await press(pilot, "enter")
        assert "In the ledger as release 1, by ana" in stage.text
        assert "byte-identical" in stage.text
        await press(pilot, "enter")
        assert stage.returned == [None]

    play(dialog(made), scene, WIDE)
    assert made.workspace.questionnaire(1).state is State.RELEASED
    assert (tmp_path / "out.xlsx").exists()


def test_what_stands_in_the_way_is_told_with_its_way_out_and_nothing_is_written(tmp_path: Path) -> None:
    made = shop(tmp_path)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await name(stage, tmp_path / "out.xlsx")
        await press(pilot, "enter")
        assert told(stage).startswith("Not done. yard.xlsx cannot be signed off: 5 undecided.")
        assert "What to do: Decide on them" in told(stage)

    play(dialog(made), scene, WIDE)
    assert made.workspace.questionnaire(1).state is State.NEW
    assert not (tmp_path / "out.xlsx").exists()


def test_an_override_asks_why_and_goes_on_record(tmp_path: Path) -> None:
    made = ready(tmp_path, nda=False)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await name(stage, tmp_path / "out.xlsx")
        assert "may be overridden" in stage.text
        await press(pilot, "ctrl+o")
        assert "OVERRIDDEN, on record" in stage.text
        await press(pilot, "enter")
        assert "an override needs a reason" in stage.text
        await press(pilot, *"agreed", "enter")
        assert "Overridden: agreed" in " ".join(stage.text.split())

    play(dialog(made), scene, WIDE)
    assert "agreed" in made.workspace.releases(1)[0].overrides[0]


def test_an_override_can_be_taken_back(tmp_path: Path) -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+o", "ctrl+o")
        assert "OVERRIDDEN" not in stage.text
        assert "goes on record" not in stage.text

    play(dialog(ready(tmp_path, nda=False)), scene)


def test_the_mode_says_in_its_first_line_what_happens_and_renames_the_file(tmp_path: Path) -> None:
    made = shop(tmp_path)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        target = stage.screen.query_one("#target", SearchBox)
        told = []
        for _ in range(3):
            told.append((stage.text.partition("SIGN OFF AND")[1] or stage.text.partition("ONLY:")[1], target.value))
            await press(pilot, "ctrl+t")
        assert told == [
            ("SIGN OFF AND", "outgoing/yard.answered.xlsx"),
            ("ONLY:", "outgoing/yard.answered.xlsx"),
            ("", "outgoing/yard.draft.xlsx"),
        ]
        await name(stage, tmp_path / "mine.xlsx")
        await press(pilot, "ctrl+t")
        assert target.value == str(tmp_path / "mine.xlsx")

    play(dialog(made), scene)


def test_a_draft_is_written_whatever_stands_in_the_way(tmp_path: Path) -> None:
    made = shop(tmp_path)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+t", "ctrl+t")
        assert "Nothing stands in the way of a draft." in stage.text
        await name(stage, tmp_path / "out.xlsx")
        await press(pilot, "enter")
        assert "Draft written:" in stage.text

    play(dialog(made), scene)
    assert (tmp_path / "out.draft.xlsx").exists()


def test_signing_off_alone_writes_nothing_and_is_not_offered_again(tmp_path: Path) -> None:
    made = ready(tmp_path)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+t")
        assert "File" not in stage.text
        await press(pilot, "enter")
        assert "yard.xlsx is signed off, by ana." in stage.text
        await press(pilot, "ctrl+t", "ctrl+o", "escape")
        assert stage.returned == [None]

    async def again(stage: Stage, pilot: Pilot[None]) -> None:
        assert "signed off by ana" in stage.text
        assert "SIGN OFF AND" not in stage.text
        await press(pilot, "ctrl+t")
        assert "DRAFT:" in stage.text

    play(dialog(made), scene)
    play(dialog(made), again)


def test_going_there_returns_the_first_question_in_the_way(tmp_path: Path) -> None:
    made = shop(tmp_path)
    made.accept(0)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+g")
        assert stage.returned == [made.keys[1]]

    play(dialog(made), scene)


def test_going_there_says_where_there_is_nothing_to_go_to(tmp_path: Path) -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+g")
        assert "No question stands in the way." in stage.text
        await press(pilot, "escape")
        assert stage.returned == [None]

    play(dialog(ready(tmp_path)), scene)


def test_a_file_that_cannot_be_written_is_told_and_another_name_can_be_given(tmp_path: Path) -> None:
    made = ready(tmp_path)

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        await name(stage, tmp_path / "nowhere" / "out.xlsx")
        await press(pilot, "enter")
        assert "there is no folder" in told(stage)
        await name(stage, tmp_path / "out.xlsx")
        await press(pilot, "enter")
        assert "In the ledger" in stage.text

    play(dialog(made), scene, WIDE)


def test_a_desk_that_cannot_be_opened_is_told() -> None:
    def broken() -> ExportDesk:
        raise InputRejected("facts.yaml: not YAML.", "Correct it.")

    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        assert "Nothing can be exported now." in stage.text
        assert "What to do: Correct it." in stage.text
        await press(pilot, "ctrl+t", "ctrl+o", "ctrl+g", "enter", "escape")
        assert stage.returned == [None]

    play(ExportDialog(broken, Path()), scene)


def test_a_long_list_of_hindrances_is_read_on_and_back(tmp_path: Path) -> None:
    async def scene(stage: Stage, pilot: Pilot[None]) -> None:
        pane = stage.screen.query_one("#summary", Pane)
        await press(pilot, "pagedown")
        assert pane.scroll_y > 0
        await press(pilot, "pageup")
        assert pane.scroll_y == 0

    play(dialog(shop(tmp_path)), scene)


def test_every_action_of_the_place_is_there() -> None:
    for action in actions_of(Place.EXPORT):
        if action.place is Place.EXPORT:
            assert callable(getattr(ExportDialog, f"action_{action.name}"))
            assert action.help
