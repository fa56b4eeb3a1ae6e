"""The review of one questionnaire: its questions, what is known of one of them, and a key for every decision."""

from __future__ import annotations

from segq.tui.app_messages import BaseLoaded
from segq.tui.review.many import Many

_PAINTED = 0.05
"""Seconds after which the list is on the terminal, and what takes longer may begin."""
_OTHERS = 3.0
"""Seconds between two looks at what other reviewers did."""


class ReviewScreen(Many):
    """Lists the questions at once and fills in the rest behind them."""

    def on_mount(self) -> None:
        """Show the list; what the account was told, and other reviewers' work, come after the first paint."""
        self.show_list()
        self.set_timer(_PAINTED, self._look_back)
        self.set_interval(_OTHERS, self._look_around)

    def _look_back(self) -> None:
        """Open the session, which reads the log, and show what it knows."""
        self.app.guarded(lambda: self.session)
        self.show_heading()
        self.show_detail_soon()

    def _look_around(self) -> None:
        """Take in what other reviewers did meanwhile."""
        changed = self.app.guarded(self.session.refresh)
        if changed:
            self.show_changed(self.session.line(key) for key in changed)

    def on_base_loaded(self, _: BaseLoaded) -> None:
        """Answer from the knowledge base that is there now."""
        self.session.answer_from(self.app.knowledge.loaded)
        self.note_all_stale()
        self.questions.refresh()
        self.show_detail_soon()

    def on_question_list_moved(self) -> None:
        """Follow the cursor; every question begins with its first candidate."""
        self.chosen = 0
        self.show_detail_soon()

    def on_question_list_opened(self) -> None:
        """Give the details the screen where both do not fit."""
        self.action_zoom()

    def on_resize(self) -> None:
        """Fit the heading to the width."""
        self.show_heading()

    async def action_inbox(self) -> None:
        """Open the inbox."""
        await self.app.open_inbox()

    def action_export(self) -> None:
        """Sign off and export."""
        self.app.open_export(self.record.id, self._after_export)

    def _after_export(self, key: str | None) -> None:
        """Read the questionnaire's state anew, and go to the question that stands in the way."""
        self.record = self._store.record()
        if key is not None and not self.questions.move_to_key(key):
            self.query_text = ""
            self.show_list(key)
        self.show_heading()
