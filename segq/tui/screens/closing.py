"""Closing a request: the note that goes with it, and for a settled question the answer that the statement gives."""

from __future__ import annotations

from dataclasses import dataclass

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from knowledge.statement import YesNo
from segq.tui.screens.dialog import Dialog
from segq.tui.widgets.row_list import Column, RowList
from segq.tui.widgets.search_box import SearchBox


@dataclass(frozen=True, slots=True)
class Closing:
    """What was said on closing a request."""

    note: str
    yes_no: YesNo | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    number: int
    text: str
    yes_no: YesNo | None = None


_ANSWERS = (
    _Answer(0, "not picked yet"),
    _Answer(1, "Yes", YesNo.YES),
    _Answer(2, "No", YesNo.NO),
    _Answer(3, "Partly", YesNo.PARTIAL),
    _Answer(4, "Neither: it asks for a description or a value"),
)
"""Nothing is picked to begin with, so that no answer is given by mistake."""


class ClosingDialog(Dialog[Closing | None]):
    """Asks for a note, and with ``answers`` for what the statement says to the question; ``None`` is a retreat."""

    picks = True
    DEFAULT_CSS = """
    ClosingDialog #closing { height: auto; }
    ClosingDialog #said { height: auto; max-height: 9; overflow-y: auto; }
    ClosingDialog #answers { height: 6; margin: 1 0 0 0; }
    ClosingDialog SearchBox { margin: 1 0 0 0; padding: 0 1; }
    ClosingDialog #lacks { color: $text-error; text-style: bold; height: auto; }
    """

    def __init__(self, title: str, said: Content, *, answers: bool = False, note: str = "", needs_note: bool) -> None:
        super().__init__(title)
        self._said, self._answers, self._note, self._needs_note = said, answers, note, needs_note

    def body(self) -> Widget:
        """Return what is closed, the answers to pick from, the note, and what is still lacking."""
        columns: list[Column[_Answer]] = [
            Column("", lambda each: str(each.number or "–"), width=2),
            Column("What does the statement answer to this very question?", lambda each: each.text),
        ]
        picker = [RowList(columns, _ANSWERS, id="answers")] if self._answers else []
        note = SearchBox(self._note, "note")
        return Vertical(
            Static(self._said, id="said", markup=False), *picker, note, Static(id="lacks", markup=False), id="closing"
        )

    def on_mount(self) -> None:
        """Begin at the answers where there are any."""
        self.query_one("#answers" if self._answers else "#note").focus()

    @property
    def _picker(self) -> RowList[_Answer]:
        return self.query_one("#answers", RowList)

    def _picked(self) -> _Answer:
        return self._picker.current or _ANSWERS[0] if self._answers else _ANSWERS[-1]

    def action_pick(self, number: int) -> None:
        """Pick an answer by its number."""
        if self._answers and number < len(_ANSWERS):
            self._picker.stand_on(number)

    def action_down(self) -> None:
        """Go to the next answer."""
        if self._answers:
            self._picker.move(1)

    def action_up(self) -> None:
        """Go to the answer above."""
        if self._answers:
            self._picker.move(-1)

    def on_row_list_chosen(self) -> None:
        """Take the answer that was clicked."""
        self.action_confirm()

    def action_confirm(self) -> None:
        """Close with what was said, or go to what is lacking."""
        note, picked = self.query_one(SearchBox), self._picked()
        if not picked.number:
            self._lack("Pick an answer first: 1 to 4.", self._picker)
        elif self._needs_note and not note.value.strip():
            self._lack("A note is needed.", note)
        else:
            self.dismiss(Closing(note.value.strip(), picked.yes_no))

    def _lack(self, told: str, where: Widget) -> None:
        self.query_one("#lacks", Static).update(told)
        where.focus()
