"""The review screen's state and what it shows: heading, list, details; no decision is taken here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.timer import Timer
from textual.widgets import Static

from answers.review.filters import Viewer, filtered
from answers.review.lines import Line
from answers.review.order import Order, ordered
from answers.review.progress import progress_of
from answers.review.session import ReviewSession
from answers.review.states import State
from answers.review.told_before import ToldBefore
from knowledge.accounts import Account, clearance_of
from knowledge.errors import InputRejected
from segq.tui.actions import Place, bindings_for
from segq.tui.detail_content import detail_content
from segq.tui.plain_text import one_line
from segq.tui.review.gathering import gathered
from segq.tui.widgets.key_bar import KeyBar
from segq.tui.widgets.pane import Pane
from segq.tui.widgets.prompt import Prompt
from segq.tui.widgets.question_list import QuestionList
from segq.tui.wording import bar, due_words, duration_words

if TYPE_CHECKING:
    from segq.tui.app import SegqApp

T = TypeVar("T")
_PAUSE = 0.02
"""Seconds that the cursor rests before the details follow."""
_NOTHING = "No question is shown by this filter. Esc takes it off."
_NO_QUESTIONS = "This questionnaire has no questions. `segq inspect FILE` shows what was found in the file, and why."


class ReviewView(Screen[None]):
    """A questionnaire as a list of questions and the details of one."""

    AUTO_FOCUS = ""
    place: ClassVar[Place] = Place.REVIEW
    BINDINGS = bindings_for(Place.REVIEW)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - textual's own way of declaring
    if TYPE_CHECKING:
        app: SegqApp

    def __init__(self, session: ReviewSession, account: Account | None) -> None:
        super().__init__()
        self.session = session
        self.record = session.store.record()
        self.clearance = clearance_of(account, session.as_of)
        self.told = ToldBefore(())
        self.order, self.query_text, self.chosen = Order.FILE, "", 0
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out heading, list, details, prompt and keys."""
        yield Static(id="heading", markup=False)
        yield Static(id="listing", markup=False)
        with Container(id="panes"):
            yield QuestionList("questions")
            yield Pane("detail")
        yield Prompt()
        yield KeyBar(self.place, self.app.keys)

    async def base_ready(self) -> None:
        """Wait for the knowledge base, which answering needs; keys pressed meanwhile wait too."""
        if not self.session.base.statements:
            base = await asyncio.to_thread(self.app.knowledge.base)
            self.session.answer_from(base)

    def ask(self, dialog: ModalScreen[T | None], then: Callable[[T], object]) -> None:
        """Open a dialog; what it gives is worked on, errors shown, a retreat ignored."""

        def given(result: T | None) -> None:
            if result is not None:
                self.app.guarded(lambda: then(result))

        self.app.push_screen(dialog, given)

    # -- the parts

    @property
    def questions(self) -> QuestionList:
        """The list."""
        return self.query_one("#questions", QuestionList)

    @property
    def detail(self) -> Pane:
        """The details."""
        return self.query_one("#detail", Pane)

    @property
    def prompt(self) -> Prompt:
        """The line in which something is typed."""
        return self.query_one(Prompt)

    @property
    def current(self) -> Line:
        """The question under the cursor; raises InputRejected where none is shown."""
        line = self.questions.current
        if line is None:
            raise InputRejected("No question is shown.", "Take the filter off with Esc.")
        return line

    # -- showing

    def show_list(self, key: str | None = None) -> None:
        """Show the questions that the filter lets through, in order; raises InputRejected for an unknown filter."""
        viewer = Viewer(self.session.reviewer, self.questions.stale)
        lines = ordered(filtered(self.session.lines, self.query_text, viewer), self.order)
        current = self.questions.current
        self.questions.show(lines, key or (current.key if current else ""))
        self.show_heading()

    def show_changed(self, lines: Iterable[Line]) -> None:
        """Show these questions as they stand now."""
        changed = list(lines)
        if self.record.state is not State.IN_REVIEW:
            self.record = self.session.store.record()
        self._note_stale(changed)
        self.questions.update(changed)
        self.show_heading()
        self.show_detail_soon()

    def _note_stale(self, lines: Iterable[Line]) -> None:
        keys = {line.key for line in lines}
        now = {key for key in keys if self.session.base.statements and self.session.stale(key)}
        self.questions.stale = (self.questions.stale - keys) | now

    def note_all_stale(self) -> None:
        """Look at every decision anew, as the knowledge base is there now."""
        self._note_stale(line for line in self.session.lines if line.standing.decision)

    def show_heading(self) -> None:
        """Tell how far it has come, and what the list shows."""
        progress = progress_of(self.session.lines, self.session.entries(), self.session.reviewer)
        waiting = f" · {progress.waiting} with experts" if progress.waiting else ""
        left = f" · about {duration_words(progress.remaining.total_seconds())} left" if progress.remaining else ""
        whose = self.record.account or "no account"
        due = f" · due {due_words(self.record.due, self.session.as_of)}" if self.record.due else ""
        done = f"{bar(progress.decided, progress.total, 10)} {progress.decided}/{progress.total}{waiting}{left}"
        named = one_line(f"{self.record.name} · {whose}{due}")
        room = max(self.size.width - len(done) - 5, 10)
        named = named if len(named) <= room else f"{named[: room - 1]}…"
        self.query_one("#heading", Static).update(Content(f"{named}   {done}"), layout=False)
        self.query_one("#listing", Static).update(Content(self._listing()), layout=False)

    def _listing(self) -> str:
        shown, total = len(self.questions.lines), len(self.session.lines)
        told = [f"{shown} of {total} questions" if self.query_text else f"{total} questions", str(self.order)]
        told += [f"filter: {one_line(self.query_text)}"] if self.query_text else []
        told += [f"{len(self.questions.marked)} marked"] if self.questions.marked else []
        told += [str(self.record.state), f"account may see: {self.clearance.level}"]
        return " · ".join(told)

    def show_detail_soon(self) -> None:
        """Show the details once the cursor rests."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self.show_detail)

    def show_detail(self) -> None:
        """Show the details of the question under the cursor."""
        line = self.questions.current
        if line is None:
            self.detail.show(Content(_NOTHING if self.session.lines else _NO_QUESTIONS))
            return
        found = gathered(self.session, line, self.chosen, self.told, self.clearance)
        self.detail.show(detail_content(found))
