from __future__ import annotations

import importlib
import inspect
from collections import Counter

import pytest
from textual.app import App
from textual.command import DiscoveryHit
from textual.dom import DOMNode

from knowledge.errors import InputRejected
from segq.tui.actions import (
    ACTIONS,
    Action,
    Place,
    actions_of,
    bindings_for,
    checked_keys,
    keymap,
    shown_key,
    shown_keys,
)
from segq.tui.palette import ActionCommands
from segq.tui.screens.help import help_content

SCREENS = {
    Place.EVERYWHERE: "segq.tui.app:SegqApp",
    Place.QUEUE: "segq.tui.screens.queue:QueueScreen",
    Place.REVIEW: "segq.tui.screens.review:ReviewScreen",
    Place.EDITOR: "segq.tui.screens.edit:EditScreen",
    Place.KNOWLEDGE: "segq.tui.screens.knowledge:KnowledgeScreen",
    Place.INBOX: "segq.tui.screens.inbox:InboxScreen",
    Place.EXPORT: "segq.tui.screens.export:ExportDialog",
    Place.DIALOG: "segq.tui.screens.dialog:Dialog",
    Place.PROMPT: "segq.tui.widgets.prompt:Prompt",
}
NAMED = [pytest.param(action, id=f"{action.place}: {action.name}") for action in ACTIONS]


def screen_of(place: Place) -> type[DOMNode]:
    module, _, name = SCREENS[place].partition(":")
    found: type[DOMNode] = getattr(importlib.import_module(module), name)
    return found


def test_every_place_has_a_screen() -> None:
    assert set(SCREENS) == set(Place)


@pytest.mark.parametrize("action", NAMED)
def test_every_action_has_a_method_where_it_is_offered(action: Action) -> None:
    method = getattr(screen_of(action.place), f"action_{action.name}", None)
    assert method is not None
    assert ("number" in inspect.signature(method).parameters) is action.numbered


@pytest.mark.parametrize("action", NAMED)
def test_every_action_has_a_key_a_word_and_a_sentence_in_the_help(action: Action) -> None:
    assert action.keys
    assert 0 < len(action.label) <= 20
    assert action.help.endswith(".")
    told = help_content(action.place, {}).plain
    assert action.help in told
    assert shown_keys(action, {}) in told


def test_every_binding_of_a_screen_comes_from_the_registry() -> None:
    for place in Place:
        own = {binding.action for binding in bindings_for(place) if not isinstance(binding, tuple)}
        inherited = {
            each.action
            for base in screen_of(place).__mro__[1:]
            for each in base.__dict__.get("BINDINGS", [])
            if not isinstance(each, tuple) and base.__module__.startswith("textual")
        }
        bound = {one.action for some in screen_of(place)._merge_bindings().key_to_bindings.values() for one in some}
        assert bound - inherited - {b.action for b in bindings_for(Place.DIALOG) if not isinstance(b, tuple)} <= own, (
            place
        )


def palette_titles(place: Place) -> list[str]:
    class Here(App[None]):
        keys: dict[str, tuple[str, ...]] = {}  # noqa: RUF012

    import asyncio

    async def collect() -> list[str]:
        app = Here()
        async with app.run_test():
            app.screen.place = place  # type: ignore[attr-defined]
            provider = ActionCommands(app.screen)
            hits = [each async for each in provider.discover()]
            return [str(hit.display) for hit in hits if isinstance(hit, DiscoveryHit)]

    return asyncio.run(collect())


@pytest.mark.parametrize("place", Place)
def test_every_action_is_in_the_palette_of_its_place(place: Place) -> None:
    wanted = [
        f"{action.label}  ({shown_keys(action, {})})"
        for action in actions_of(place)
        if action.name != "command_palette"
    ]
    assert palette_titles(place) == wanted


def test_no_key_means_two_things_in_one_place() -> None:
    for place in Place:
        keys = Counter(key for action in actions_of(place) for key in action.keys)
        assert [key for key, count in keys.items() if count > 1] == [], place
    assert checked_keys({}) == {}


def test_a_numbered_action_is_called_with_the_place_of_its_key() -> None:
    bound = {binding.key: binding.action for binding in bindings_for(Place.REVIEW) if not isinstance(binding, tuple)}
    assert bound["3"] == "take_candidate(3)"
    assert bound["a"] == "accept"


def test_users_keys_take_the_place_of_the_usual_ones() -> None:
    assert keymap({"accept": ("ctrl+y", "f5")}) == {"review.accept": "ctrl+y,f5"}
    assert keymap({"take_candidate": ("f6", "f7")}) == {
        "review.take_candidate.1": "f6",
        "review.take_candidate.2": "f7",
    }


def test_two_actions_may_change_keys_with_each_other() -> None:
    assert checked_keys({"accept": ("e",), "edit": ("a",)})


def test_a_key_that_another_action_has_is_refused_by_name() -> None:
    with pytest.raises(InputRejected, match="e is both accept and edit") as refused:
        checked_keys({"accept": ("e",)})
    assert "another key" in refused.value.hint


def test_a_key_that_works_everywhere_cannot_be_taken() -> None:
    with pytest.raises(InputRejected, match="both accept and help"):
        checked_keys({"accept": ("question_mark",)})


def test_an_unknown_action_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(InputRejected, match="no action 'acept'") as refused:
        checked_keys({"acept": ("a",)})
    assert "accept" in refused.value.hint


@pytest.mark.parametrize(
    ("key", "shown"), [("ctrl+r", "^r"), ("question_mark", "?"), ("A", "A"), ("shift+tab", "shift+Tab"), ("f2", "F2")]
)
def test_keys_are_shown_as_people_write_them(key: str, shown: str) -> None:
    assert shown_key(key) == shown
