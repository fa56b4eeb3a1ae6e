"""The one registry behind footer, help, palette and remapping: what is offered where, by which keys."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding, BindingType

from knowledge.errors import InputRejected
from segq.tui.action import Action, Place
from segq.tui.action_table import ACTIONS

__all__ = [
    "ACTIONS", "Action", "Keys", "Place", "actions_of", "bindings_for", "checked_keys", "keymap", "keys_of",
    "shown_key", "shown_keys",
]  # fmt: skip

Keys = Mapping[str, tuple[str, ...]]
"""Action name → the user's keys for it."""


def actions_of(place: Place) -> tuple[Action, ...]:
    """Return the actions that work in a place: its own, then those that work everywhere."""
    own = tuple(action for action in ACTIONS if action.place is place)
    return own + tuple(action for action in ACTIONS if action.place is Place.EVERYWHERE is not place)


def keys_of(action: Action, remapped: Keys) -> tuple[str, ...]:
    """Return the action's keys: the user's where they gave any, else the usual ones."""
    return remapped.get(action.name, action.keys)


_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "minus": "-",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def shown_key(key: str) -> str:
    """Return a key as people write it: ``ctrl+r`` is ``^r``."""
    *modifiers, last = key.split("+")
    named = _SHOWN.get(last, last if len(last) == 1 else last.capitalize())
    return "".join("^" if each == "ctrl" else f"{each}+" for each in modifiers) + named


def shown_keys(action: Action, remapped: Keys) -> str:
    """Return all keys of an action for a person, a run of digits as ``1–9``."""
    keys = [shown_key(key) for key in keys_of(action, remapped)]
    return f"{keys[0]}–{keys[-1]}" if action.numbered and len(keys) > 2 else " ".join(keys)


def bindings_for(place: Place, remapped: Keys | None = None) -> list[BindingType]:
    """Return a place's bindings, the user's keys instead of the usual ones where they gave any."""
    return [binding for action in ACTIONS if action.place is place for binding in _bindings(action, remapped or {})]


def _bindings(action: Action, remapped: Keys) -> list[Binding]:
    keys = keys_of(action, remapped)
    if action.numbered:
        return [
            Binding(key, action.call(number), action.label, show=False, id=f"{_id(action)}.{number}")
            for number, key in enumerate(keys, 1)
        ]
    priority = action.place in {Place.EVERYWHERE, Place.EDITOR, Place.PROMPT} and action.name != "help"
    return [
        Binding(
            ",".join(keys), action.call(), action.label, show=action.in_footer, priority=priority, id=_id(action)
        )
    ]  # fmt: skip


def _id(action: Action) -> str:
    return f"{action.place.name}.{action.name}".lower()


def keymap(remapped: Keys) -> dict[str, str]:
    """Return the user's keys by the ids of the bindings they take the place of, for ``App.set_keymap``."""
    found: dict[str, str] = {}
    for action in ACTIONS:
        keys = remapped.get(action.name, ())
        if action.numbered:
            found |= {f"{_id(action)}.{number}": key for number, key in enumerate(keys, 1)}
        elif keys:
            found[_id(action)] = ",".join(keys)
    return found


def checked_keys(given: Keys) -> Keys:
    """Return the user's keys; raises InputRejected for an unknown action or a key that two actions of a place share."""
    known = {action.name: action for action in ACTIONS}
    for name in given:
        if name not in known:
            raise InputRejected(f"keys: there is no action {name!r}.", f"Actions are: {', '.join(sorted(known))}.")
    for place in Place:
        _check_place(place, given)
    return given


def _check_place(place: Place, given: Keys) -> None:
    """Refuse a key with two meanings in a place; what works everywhere counts in each."""
    taken: dict[str, str] = {}
    for action in actions_of(place):
        for key in keys_of(action, given):
            other = taken.setdefault(key, action.name)
            if other != action.name:
                raise InputRejected(
                    f"keys: {shown_key(key)} is both {other} and {action.name} ({place}).",
                    "Give one of them another key.",
                )
