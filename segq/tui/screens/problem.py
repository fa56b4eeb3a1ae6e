"""An error as a dialog: what happened and where, and the next step; it reads like the command line's."""

from __future__ import annotations

from textual.content import Content

from knowledge.errors import SegqError
from segq.tui.plain_text import visible
from segq.tui.screens.dialog import TextDialog


class Problem(TextDialog[None]):
    """Shows an error until it is closed."""

    def __init__(self, error: SegqError) -> None:
        super().__init__("Not done", problem_text(error))
        self.error = error


def problem_text(error: SegqError) -> Content:
    """Return the message and, below it, what to do."""
    hint = Content.assemble("\n\n", ("What to do: ", "bold"), visible(error.hint)) if error.hint else ""
    return Content.assemble(visible(error.message), hint)
