"""All keys of a screen with what they do, from the registry of actions."""

from __future__ import annotations

from textual.content import Content

from segq.tui.actions import Keys, Place, actions_of, shown_keys
from segq.tui.detail_content import LABEL, MUTED, Piece
from segq.tui.keymap import keys_file
from segq.tui.screens.dialog import TextDialog

_FILTERS = """
A filter is made of words and terms, all of which must hold: is:open is:decided is:settled is:suggested is:none \
is:blocked is:gated is:flagged is:stale is:accepted is:edited is:option is:n/a is:expert is:skipped is:mine, \
section:WORD, id:WORD; \
-is:settled turns one around, "two words" belong together.
"""


class HelpScreen(TextDialog[None]):
    """Lists a place's own keys, then those that work everywhere."""

    def __init__(self, place: Place, keys: Keys) -> None:
        super().__init__(f"Keys: {place}", help_content(place, keys))


def help_content(place: Place, keys: Keys) -> Content:
    """Return the table of keys."""
    pieces: list[Piece] = []
    for action in actions_of(place):
        if action.place is Place.EVERYWHERE is not place and not any(text == "everywhere\n" for text, _ in pieces):
            pieces += [("\n", ""), ("everywhere\n", MUTED)]
        pieces += [(f"{shown_keys(action, keys):>10}  ", LABEL), (f"{action.help}\n", "")]
    if place is Place.REVIEW:
        pieces.append((_FILTERS, ""))
    pieces.append((f"\nYour own keys go into {keys_file()}, a line each: `accept: enter`.", MUTED))
    return Content.assemble(*pieces)
