"""Going through the questions: cursor, filter, order, the next open one."""

from __future__ import annotations

from answers.review.order import Order, next_undecided
from knowledge.errors import InputRejected
from segq.tui.review.view import ReviewView

_ZOOMS = ("-both", "-detail-only", "-list-only")


class Moving(ReviewView):
    """The actions that decide nothing."""

    def action_down(self) -> None:
        """Go to the next question."""
        self.questions.move_to(self.questions.cursor + 1)

    def action_up(self) -> None:
        """Go to the question above."""
        self.questions.move_to(self.questions.cursor - 1)

    def action_page_down(self) -> None:
        """Go down by a screenful."""
        self.questions.move_to(self.questions.cursor + self.questions.page)

    def action_page_up(self) -> None:
        """Go up by a screenful."""
        self.questions.move_to(self.questions.cursor - self.questions.page)

    def action_top(self) -> None:
        """Go to the first question."""
        self.questions.move_to(0)

    def action_bottom(self) -> None:
        """Go to the last question."""
        self.questions.move_to(len(self.questions.lines) - 1)

    def action_next_open(self) -> None:
        """Go to the next question without a decision, or say that there is none."""
        current = self.questions.current
        key = next_undecided(self.questions.lines, current.key if current else None)
        if key is None:
            self._tell_none_open()
        else:
            self.questions.move_to_key(key)

    def action_previous_open(self) -> None:
        """Go back to a question without a decision."""
        current = self.questions.current
        key = next_undecided(self.questions.lines[::-1], current.key if current else None)
        if key is None:
            self._tell_none_open()
        else:
            self.questions.move_to_key(key)

    def _tell_none_open(self) -> None:
        if self.query_text:
            self.notify("Nothing shown by this filter is open. Esc takes the filter off.")
        else:
            self.notify("Every question has a decision. E signs off and exports.")

    def action_go_to(self) -> None:
        """Ask for an id."""
        self.prompt.ask("Go to id:", self._go_to)

    def _go_to(self, wanted: str) -> None:
        sought = wanted.strip().casefold()
        lines = self.questions.lines
        exact = [line for line in lines if sought in {line.id.casefold(), line.key.casefold()}]
        begun = [line for line in lines if line.id.casefold().startswith(sought)]
        if not sought:
            return
        if not exact and not begun:
            hint = "Esc takes the filter off." if self.query_text else "Search with /."
            self.app.show_problem(InputRejected(f"{wanted}: no question shown has this id.", hint))
            return
        self.questions.move_to_key((exact or begun)[0].key)

    def action_filter(self) -> None:
        """Ask for a filter; the list follows while it is typed."""
        before, current = self.query_text, self.questions.current
        here = current.key if current else None
        self.prompt.ask(
            "Filter (is:open, section:…, words):",
            done=lambda query: self._filter(query, here, before),
            value=before,
            changed=lambda query: self._typed(query, here),
            gave_up=lambda: self._filter(before, here),
        )

    def _typed(self, query: str, here: str | None) -> None:
        """Follow what is typed so far; an ``is:`` that is not there yet changes nothing."""
        before = self.query_text
        self.query_text = query
        try:
            self.show_list(here)
        except InputRejected:
            self.query_text = before

    def _filter(self, query: str, here: str | None = None, before: str = "") -> None:
        """Show what the query lets through; one that is refused leaves the filter from before."""
        self.query_text = query.strip()
        try:
            self.show_list(here)
        except InputRejected as error:
            self.query_text = before
            self.show_list(here)
            self.app.show_problem(error)

    def action_worst_first(self) -> None:
        """Change the order; the question under the cursor stays under it."""
        self.order = Order.FILE if self.order is Order.WORST_FIRST else Order.WORST_FIRST
        self.show_list()

    def action_read_on(self) -> None:
        """Scroll the details down."""
        self.detail.page(1)

    def action_read_back(self) -> None:
        """Scroll the details up."""
        self.detail.page(-1)

    def action_zoom(self) -> None:
        """Give the screen to the details, to the list, or to both."""
        now = next((zoom for zoom in _ZOOMS if self.has_class(zoom)), _ZOOMS[0])
        self.remove_class(*_ZOOMS)
        self.add_class(_ZOOMS[(_ZOOMS.index(now) + 1) % len(_ZOOMS)])

    def action_back(self) -> None:
        """Take marks off, then the filter; with neither, go back to the queue."""
        if self.questions.marked:
            self.questions.mark(frozenset())
            self.show_heading()
        elif self.query_text:
            self._filter("")
        else:
            self.app.show_queue()
