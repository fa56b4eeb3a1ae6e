"""Acting on several questions, and what stands beside a decision: marks, flags, notes, undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from answers.review.lines import Line
from segq.tui.review.answering import Answering

if TYPE_CHECKING:
    from answers.review.bulk import BulkPreview


class Many(Answering):
    """The actions that are not about one decision alone."""

    def action_mark(self) -> None:
        """Mark the question, or take the mark off, and go down."""
        self.questions.mark(self.questions.marked ^ {self.current.key})
        self.show_heading()
        self.action_down()

    async def action_accept_many(self) -> None:
        """Show what accepting the marked questions, or else all settled ones, would take."""
        from answers.review.bulk import bulk_preview
        from segq.tui.screens.bulk import BulkScreen

        await self.base_ready()
        marked = [line.key for line in self.session.lines if line.key in self.questions.marked]
        preview = bulk_preview(self.session, marked or None)
        if not preview.taken and not preview.left:
            self.notify("No settled question is open. Mark questions with Space to accept several others.")
            return
        lines = {line.key: line for line in self.session.lines}
        self.ask(BulkScreen(preview, lines), lambda sure: self._accept_many(preview) if sure else None)

    def _accept_many(self, preview: BulkPreview) -> None:
        from answers.review.bulk import bulk_accept

        if not preview.taken:
            return
        lines = bulk_accept(self.session, preview)
        self.questions.mark(frozenset())
        self.show_changed(lines)
        self.notify(f"Accepted {len(lines)}. u undoes all of them.")
        self.action_next_open()

    async def action_same_answer(self) -> None:
        """Give the question's decision to all identical questions that are open."""
        from answers.review.identical import offer_same

        await self.base_ready()
        line = self.current
        if not offer_same(self.session, line.key):
            self.notify("No identical question is open, or this one has no answer yet.")
            return
        lines = self.session.decide_same(line.key)
        self.show_changed(lines)
        self.notify(f"The same answer given to {len(lines)} more. u undoes it.")

    def action_undo(self) -> None:
        """Undo the newest batch and go to its question."""
        self._reversed(self.session.undo(), "Nothing of yours to undo.")

    def action_redo(self) -> None:
        """Redo what was undone last and go to its question."""
        self._reversed(self.session.redo(), "Nothing to redo.")

    def _reversed(self, lines: Sequence[Line], nothing: str) -> None:
        if not lines:
            self.notify(nothing)
            return
        self.show_changed(lines)
        self.questions.move_to_key(lines[0].key)

    def action_flag(self) -> None:
        """Flag the marked questions, or the one under the cursor, or take the flags off."""
        marked = [line.key for line in self.session.lines if line.key in self.questions.marked]
        self.show_changed(self.session.flag(marked or [self.current.key]))

    def action_note(self) -> None:
        """Ask for a note."""
        key = self.current.key
        self.prompt.ask("Note:", lambda text: self._noted(key, text))

    def _noted(self, key: str, text: str) -> None:
        if self.app.guarded(lambda: self.session.note(key, text)) is not None:
            self.show_detail()
