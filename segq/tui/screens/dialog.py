"""What all dialogs share: a box over the screen with a title, a body and its keys."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from segq.tui.actions import Keys, Place, bindings_for
from segq.tui.widgets.key_bar import KeyBar
from segq.tui.widgets.pane import Pane

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A box with a title; ``action_confirm`` and ``action_pick`` are the dialog's own."""

    place: ClassVar[Place] = Place.DIALOG
    BINDINGS = bindings_for(Place.DIALOG)
    picks: ClassVar[bool] = False
    """Whether a number takes a choice."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - textual's own
        """Offer numbers only where they take something."""
        return self.picks or action != "pick"

    def compose(self) -> ComposeResult:
        """Lay out title, body and keys."""
        keys: Keys = getattr(self.app, "keys", {})
        with Vertical(id="dialog"):
            yield Static(Content(self._title), id="title")
            yield self.body()
            yield KeyBar(self.place, keys)

    def body(self) -> Widget:
        """Return what stands between title and keys."""
        raise NotImplementedError

    def action_confirm(self) -> None:
        """Take what is offered."""
        self.dismiss(None)

    def action_cancel(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)

    def action_pick(self, number: int) -> None:
        """Take a numbered choice; most dialogs have none."""

    def action_down(self) -> None:
        """Go down."""

    def action_up(self) -> None:
        """Go up."""


class TextDialog(Dialog[T]):
    """A dialog that shows a text, which may be longer than the screen."""

    def __init__(self, title: str, text: Content) -> None:
        super().__init__(title)
        self._text = text

    def body(self) -> Widget:
        """Return the pane of the text."""
        return Pane("text")

    def on_mount(self) -> None:
        """Make the box as high as the text, up to the screen's height."""
        pane = self.query_one(Pane)
        width = max(min(self.app.size.width - 10, 100), 20)
        lines = sum(max(1, -(-len(line) // width)) for line in self._text.plain.split("\n"))
        pane.styles.height = min(lines + 1, max(self.app.size.height - 8, 3))
        pane.show(self._text)

    def action_down(self) -> None:
        """Read on."""
        self.query_one(Pane).page(1)

    def action_up(self) -> None:
        """Read back."""
        self.query_one(Pane).page(-1)
