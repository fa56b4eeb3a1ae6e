"""A search box on one line that leaves Enter and the arrow keys to the screen, so that what is found can be taken."""

from __future__ import annotations

from textual.binding import Binding, BindingType
from textual.widgets import Input

_LEFT_TO_THE_SCREEN = "enter"


def _kept() -> list[BindingType]:
    return [each for each in Input.BINDINGS if not (isinstance(each, Binding) and each.key == _LEFT_TO_THE_SCREEN)]


class SearchBox(Input, inherit_bindings=False):
    """An input without a submit of its own."""

    BINDINGS = _kept()

    def __init__(self, placeholder: str, widget_id: str) -> None:
        super().__init__(placeholder=placeholder, id=widget_id, compact=True)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is text here: a slash is, though textual knows it by name alone."""
        return key == "slash" or super().check_consume_key(key, character)
