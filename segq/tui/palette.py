"""The command palette: every action of the screen it is opened over, from the registry of actions."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from segq.tui.actions import Action, Keys, Place, actions_of, shown_keys


class ActionCommands(Provider):
    """Offers the actions of the place, the key of each beside it."""

    async def discover(self) -> Hits:
        """Yield all actions."""
        for action in self._actions():
            yield DiscoveryHit(self._title(action), partial(self._run, action), help=action.help)

    async def search(self, query: str) -> Hits:
        """Yield the actions whose name or sentence fits."""
        matcher = self.matcher(query)
        for action in self._actions():
            title = self._title(action)
            score = max(matcher.match(title), matcher.match(action.help) * 0.9)
            if score > 0:
                yield Hit(score, matcher.highlight(title), partial(self._run, action), text=title, help=action.help)

    def _actions(self) -> list[Action]:
        place: Place = getattr(self.screen, "place", Place.EVERYWHERE)
        return [action for action in actions_of(place) if action.name != "command_palette"]

    def _title(self, action: Action) -> str:
        keys: Keys = getattr(self.app, "keys", {})
        return f"{action.label}  ({shown_keys(action, keys)})"

    async def _run(self, action: Action) -> None:
        node = self.app if action.place is Place.EVERYWHERE else self.screen
        await self.app.run_action(action.call(), node)
