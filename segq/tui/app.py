"""The terminal UI: paints the queue or a review at once, loads the knowledge base behind it, and tells errors."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar, TypeVar

from textual.app import App
from textual.command import Provider
from textual.screen import Screen

from answers.review.log import Conflict
from knowledge.errors import SegqError
from segq.settings import Settings
from segq.storage.workspace import Workspace
from segq.tui.actions import Keys, Place, bindings_for, keymap
from segq.tui.app_messages import BaseLoaded
from segq.tui.keymap import keys_file, load_keys
from segq.tui.knowledge_source import KnowledgeSource
from segq.tui.palette import ActionCommands
from segq.tui.type_ahead import shown

T = TypeVar("T")
_PAINTED = 0.1
"""Seconds after which the first paint is on the terminal, and what takes longer may begin."""
_DARK, _LIGHT = "textual-dark", "textual-light"


class SegqApp(App[None]):
    """One reviewer's sitting at one workspace."""

    TITLE = "segq"
    CSS_PATH = "segq.tcss"
    BINDINGS = bindings_for(Place.EVERYWHERE)
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {ActionCommands}
    ENABLE_COMMAND_PALETTE = True

    def __init__(  # noqa: PLR0913 - each is named by its caller
        self,
        workspace: Workspace,
        settings: Settings,
        reviewer: str,
        *,
        questionnaire: int | None = None,
        keys: Keys | None = None,
        knowledge: KnowledgeSource | None = None,
    ) -> None:
        super().__init__()
        self.workspace, self.settings, self.reviewer = workspace, settings, reviewer
        self.keys: Keys = keys or {}
        self.knowledge = knowledge or KnowledgeSource(settings)
        self._opens = questionnaire
        self.set_keymap(keymap(self.keys))

    def on_mount(self) -> None:
        """Show the review that was asked for, else the queue; then load the knowledge base."""
        try:
            self.show_queue() if self._opens is None else self.open_review(self._opens)
        except SegqError as error:
            self.show_queue()
            self.show_problem(error)
        self.set_timer(_PAINTED, self._load)

    def show_queue(self) -> None:
        """Go back to the queue, or to it for the first time."""
        from segq.tui.screens.queue import QueueScreen

        reviewing = len(self.screen_stack) > 1
        if reviewing:
            self.pop_screen()
        if not isinstance(self.screen, QueueScreen):
            self.push_screen(QueueScreen(self.workspace, self.settings.as_of, self.reviewer))

    def open_review(self, questionnaire: int) -> None:
        """Open a questionnaire's review; raises InputRejected for an unknown number."""
        from segq.tui.screens.review import ReviewScreen

        store = self.workspace.review(questionnaire)
        self.push_screen(ReviewScreen(store, self.workspace.account, self.reviewer, self.settings.as_of))

    def _load(self) -> None:
        gc.freeze()  # what is there by now stays, and is not to be looked through with every collection
        gc.enable()
        self.run_worker(self._load_base, thread=True, group="base", exit_on_error=False)

    def _load_base(self) -> None:
        try:
            self.knowledge.base()
        except SegqError as error:
            self.call_from_thread(self.show_problem, error)
        else:
            self.call_from_thread(self._tell_base)

    def _tell_base(self) -> None:
        for screen in self.screen_stack:
            screen.post_message(BaseLoaded())

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Act on a key before the next one is read, unless a field takes it as text.

        On its usual way through the widgets a key is overtaken by what an earlier one opens: typed fast, the words of
        a filter would be taken as keys of the review.
        """
        if await super()._check_bindings(key, priority):
            return True
        typing = self.focused is not None and self.focused.check_consume_key("a", "a")
        return priority and not typing and await super()._check_bindings(key)

    # -- errors

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[object, ...]],
        default_namespace: object = None,
        namespaces: Mapping[str, object] | None = None,
    ) -> bool:
        """Run an action; what it refuses is shown as a dialog."""
        try:
            done = await super().run_action(action, default_namespace, namespaces)  # type: ignore[arg-type]
        except SegqError as error:
            self.show_problem(error)
            done = True
        await shown(self.screen)
        return done

    def guarded(self, do: Callable[[], T]) -> T | None:
        """Return what was done; what it refuses is shown as a dialog."""
        try:
            return do()
        except SegqError as error:
            self.show_problem(error)
            return None

    def show_problem(self, error: SegqError) -> None:
        """Show what went wrong, or what another reviewer decided."""
        from segq.tui.screens.conflict import ConflictScreen
        from segq.tui.screens.problem import Problem

        screen: Screen[None] = ConflictScreen(error) if isinstance(error, Conflict) else Problem(error)
        self.push_screen(screen)

    def _fatal_error(self) -> None:
        """Leave the screen; the error goes the way of every other one, without a page of variables."""
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """What ended the app, if it did not end by itself."""
        return self._exception

    # -- other screens, loaded when they are first opened

    async def open_knowledge(self, question: str | None, picked: Callable[[str | None], None]) -> None:
        """Open the knowledge base; ``picked`` gets the statement to answer the question with, or ``None``."""
        from segq.tui.screens.knowledge import KnowledgeScreen

        search = await self._in_thread(self.knowledge.search)
        if search is not None:
            screen = KnowledgeScreen(search, self.settings.as_of, question)
            self.push_screen(screen, lambda statement: self.guarded(lambda: picked(statement)))

    async def open_inbox(self) -> None:
        """Open the inbox of requests."""
        from segq.tui.screens.inbox import InboxScreen

        base = await self._in_thread(self.knowledge.base)
        if base is not None:
            self.push_screen(InboxScreen(self.workspace, base, self.reviewer, self.settings.as_of))

    def open_export(self, questionnaire: int, closed: Callable[[str | None], None]) -> None:
        """Open the dialog of sign-off and export; ``closed`` gets the question to go to, or ``None``."""
        from segq.release.desk import ExportDesk, desk_for
        from segq.tui.screens.export import ExportDialog

        def opening() -> ExportDesk:
            return desk_for(self.workspace, questionnaire, self.reviewer, self.knowledge.base(), self.settings)

        self.push_screen(ExportDialog(opening, Path.cwd()), closed)

    async def _in_thread(self, load: Callable[[], T]) -> T | None:
        """Return what takes seconds to load; what it refuses is shown as a dialog."""
        try:
            return await asyncio.to_thread(load)
        except SegqError as error:
            self.show_problem(error)
            return None

    # -- actions

    def action_help(self) -> None:
        """Show every key of this screen."""
        from segq.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(getattr(self.screen, "place", Place.EVERYWHERE), self.keys))

    def action_dark_or_light(self) -> None:
        """Change between the dark and the light theme."""
        self.theme = _DARK if self.theme == _LIGHT else _LIGHT


def run(settings: Settings, reviewer: str, questionnaire: int | None = None) -> None:
    """Open the workspace and give the terminal to the review until it is left."""
    from segq.storage.workspace import open_workspace

    keys = load_keys(keys_file())
    workspace = open_workspace(settings.workspace)
    try:
        app = SegqApp(workspace, settings, reviewer, questionnaire=questionnaire, keys=keys)
        app.run()
        if app.failure is not None:
            raise app.failure
    finally:
        workspace.close()
