"""The line of keys at the foot of a screen, from the registry of actions; a click on a key does the same."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from segq.tui.actions import Action, Keys, Place, actions_of, keys_of, shown_key, shown_keys


class KeyBar(Widget, can_focus=False):
    """As many keys of a place as fit, those of help and palette always."""

    def __init__(self, place: Place, keys: Keys) -> None:
        super().__init__()
        self._place, self._keys = place, keys
        self.auto_links = False

    def render(self) -> Content:
        """Return the line for the present width."""
        actions = [action for action in actions_of(self._place) if action.in_footer and self._offered(action)]
        everywhere = [action for action in actions if action.place is Place.EVERYWHERE]
        own = [action for action in actions if action not in everywhere]
        room = self.size.width - sum(map(self._width, everywhere))
        return Content.assemble(*(self._entry(action) for action in [*self._fitting(own, room), *everywhere]))

    def _offered(self, action: Action) -> bool:
        """Whether the screen has the action now; what it has not is no help in the footer."""
        return action.place is Place.EVERYWHERE or bool(self.screen.check_action(action.name, ()))

    def _fitting(self, actions: list[Action], room: int) -> Iterator[Action]:
        for action in actions:
            room -= self._width(action)
            if room >= 0:
                yield action

    def _width(self, action: Action) -> int:
        return len(self._key(action)) + len(action.label) + 3

    def _key(self, action: Action) -> str:
        return shown_keys(action, self._keys) if action.numbered else shown_key(keys_of(action, self._keys)[0])

    def _entry(self, action: Action) -> Content:
        namespace = "app" if action.place is Place.EVERYWHERE else "screen"
        click = Style.from_meta({"@click": f"{namespace}.{action.call()}"})
        key = Content(f" {self._key(action)} ").stylize("bold $footer-foreground")
        return Content.assemble(key, Content(f"{action.label} ")).stylize(click)
