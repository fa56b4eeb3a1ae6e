"""Writing an answer: the text, what differs from the approved wording, its length and who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from answers.questionnaire import Slot
from knowledge.statement import Disclosure
from segq.statement_view import DISCLOSED
from segq.tui.actions import Place, bindings_for
from segq.tui.detail_content import diff_pieces
from segq.tui.external_editor import edited_outside
from segq.tui.plain_text import one_line
from segq.tui.type_ahead import drained
from segq.tui.widgets.key_bar import KeyBar
from segq.tui.widgets.pane import Pane

_PAUSE = 0.1
"""Seconds without a key before the differences are shown anew."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that is to be written."""

    question: str
    text: str
    approved: str = ""
    """The approved wording that it starts from; empty for words of one's own."""
    disclosure: Disclosure | None = None
    """As it stands; ``None`` leaves it to what the answer rests on."""
    slots: tuple[Slot, ...] = ()
    """Where the text goes: their limits are told while writing."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; ``disclosure`` is ``None`` where nobody set it."""

    text: str
    disclosure: Disclosure | None


class EditScreen(ModalScreen[Written | None]):
    """An editor over the review; saving gives what was written, cancelling nothing."""

    place: ClassVar[Place] = Place.EDITOR
    BINDINGS = bindings_for(Place.EDITOR)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft, self._level = draft, draft.disclosure
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out question, text, differences and keys."""
        with Vertical(id="dialog"):
            yield Static(Content(one_line(self._draft.question)), id="title")
            yield TextArea(self._draft.text, id="text", soft_wrap=True, compact=True)
            yield Static(id="measure")
            yield Pane("differences")
            yield KeyBar(self.place, getattr(self.app, "keys", {}))

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self.set_focus(area)
        self._tell()

    def on_text_area_changed(self) -> None:
        """Tell the length at once, and what differs after a pause."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._tell)

    @property
    def _text(self) -> str:
        return self.query_one(TextArea).text

    def _tell(self) -> None:
        self.query_one("#measure", Static).update(Content(self._measure()))
        approved = self._draft.approved
        shown = diff_pieces(approved, self._text) if approved else [("  in your own words, based on no statement", "")]
        self.query_one("#differences", Pane).show(Content.assemble(*shown))

    def _measure(self) -> str:
        unset = "as what it rests on" if self._draft.approved else DISCLOSED[Disclosure.INTERNAL]
        level = DISCLOSED[self._level] if self._level else unset
        length = f"{len(self._text)} characters"
        return " · ".join([length, *too_long(self._text, self._draft.slots), f"disclosure: {level}"])

    async def action_save(self) -> None:
        """Give what was written."""
        await drained(self.query_one(TextArea))
        self.dismiss(Written(self._text, self._level))

    def action_cancel(self) -> None:
        """Give nothing."""
        self.dismiss(None)

    def action_restore(self) -> None:
        """Begin again with the approved wording."""
        self.query_one(TextArea).text = self._draft.approved or self._draft.text

    def action_level(self) -> None:
        """Go to the next level of disclosure, at last to the one of what it rests on."""
        levels = [None, *Disclosure]
        self._level = levels[(levels.index(self._level) + 1) % len(levels)]
        self._tell()

    async def action_external(self) -> None:
        """Go on in the user's editor; the text comes back when it is closed."""
        await drained(self.query_one(TextArea))
        self.query_one(TextArea).text = edited_outside(self.app, self._text)


def too_long(text: str, slots: Sequence[Slot]) -> list[str]:
    """Return a remark for every limit that the text does not keep."""
    return [f"▲ does not fit {slot.role}: {_limit(slot)}" for slot in slots if not slot.takes(text)]


def _limit(slot: Slot) -> str:
    limits = {"at least": slot.min_chars, "at most": slot.max_chars}
    told = [f"{bound} {number} characters" for bound, number in limits.items() if number is not None]
    return ", ".join([*told, *([f"at most {slot.max_words} words"] if slot.max_words is not None else [])])
