"""One choice out of a few: legal options, disclosure levels, whether to go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual.widget import Widget

from segq.tui.screens.dialog import Dialog
from segq.tui.widgets.row_list import Column, RowList

T = TypeVar("T")
Choice = tuple[T, str]
"""A value and how it reads."""


class Picker(Dialog[T | None]):
    """Gives the value that was picked with its number, or with the cursor and Enter.

    ``here`` is the place of the choice that stands now; at -1 the cursor is on none, so that Enter alone picks nothing.
    """

    picks = True

    def __init__(self, title: str, choices: Sequence[Choice[T]], here: int = 0) -> None:
        super().__init__(title)
        self._choices = list(enumerate(choices, 1))
        self._here = here

    def body(self) -> Widget:
        """Return the list of choices."""
        columns: list[Column[tuple[int, Choice[T]]]] = [
            Column("", lambda row: str(row[0]), width=3),
            Column("", lambda row: row[1][1]),
        ]
        return RowList(columns, id="choices")

    @property
    def _list(self) -> RowList[tuple[int, Choice[T]]]:
        return self.query_one(RowList)

    def on_mount(self) -> None:
        """Show the choices, the cursor on the one that stands now."""
        self._list.styles.height = min(len(self._choices) + 1, max(self.app.size.height - 8, 3))
        self._list.show(self._choices, self._here)

    def action_down(self) -> None:
        """Go to the next choice."""
        self._list.move(1)

    def action_up(self) -> None:
        """Go to the choice above."""
        self._list.move(-1)

    def action_pick(self, number: int) -> None:
        """Take the choice with this number, if there is one."""
        if number <= len(self._choices):
            self.dismiss(self._choices[number - 1][1][0])

    def action_confirm(self) -> None:
        """Take the choice under the cursor; without one, wait for it."""
        current = self._list.current
        if current is not None:
            self.dismiss(current[1][0])

    def on_row_list_chosen(self) -> None:
        """Take the choice that was clicked."""
        self.action_confirm()
