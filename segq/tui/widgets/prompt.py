"""One line at the foot of a screen in which a word or a sentence is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from segq.tui.actions import Place, bindings_for
from segq.tui.type_ahead import drained


class Prompt(Horizontal):
    """Asks for a line: Enter gives it, Escape gives up; while it is hidden all keys are the screen's."""

    BINDINGS = bindings_for(Place.PROMPT)

    def __init__(self) -> None:
        super().__init__()
        self._done: Callable[[str], None] | None = None
        self._changed: Callable[[str], None] | None = None
        self._gave_up: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the label and the field."""
        yield Label("", markup=False)
        yield Input(compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Begin hidden."""
        self.display = False

    def ask(
        self,
        label: str,
        done: Callable[[str], None],
        value: str = "",
        changed: Callable[[str], None] | None = None,
        gave_up: Callable[[], None] | None = None,
    ) -> None:
        """Ask for a line; a given value stands selected, so that typing replaces it and Enter keeps it."""
        self._done, self._changed, self._gave_up = done, None, gave_up
        self.query_one(Label).update(f" {label} ")
        field = self.query_one(Input)
        field.value = value
        self.display = True
        self.screen.set_focus(field)
        field.select_all()
        self._changed = changed

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what has been typed so far."""
        event.stop()
        if self._changed is not None and self.display:
            self._changed(event.value)

    async def action_submit(self) -> None:
        """Give the line."""
        field, done = self.query_one(Input), self._done
        await drained(field)
        value = field.value
        self._close()
        if done is not None:
            done(value)

    def action_give_up(self) -> None:
        """Give nothing."""
        gave_up = self._gave_up
        self._close()
        if gave_up is not None:
            gave_up()

    def on_key(self, event: events.Key) -> None:
        """Keep a Tab from the screen, where it would go to another question."""
        if event.key in {"tab", "shift+tab"}:
            event.stop()

    def _close(self) -> None:
        self._done = self._changed = self._gave_up = None
        self.display = False
        self.screen.set_focus(None)
