"""The review screen's state and what it shows: heading, list, details; no decision is taken here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.timer import Timer
from textual.widgets import Static

from answers.review.lines import Line
from answers.review.order import Order, ordered
from answers.review.progress import progress_of
from answers.review.states import State
from answers.review.store import ReviewStore
from knowledge.accounts import Account, clearance_of
from knowledge.disclosure import Clearance
from knowledge.errors import InputRejected
from segq.tui.actions import Place, bindings_for
from segq.tui.plain_text import one_line
from segq.tui.widgets.key_bar import KeyBar
from segq.tui.widgets.pane import Pane
from segq.tui.widgets.prompt import Prompt
from segq.tui.widgets.question_list import QuestionList
from segq.tui.wording import bar, due_words, duration_words

if TYPE_CHECKING:
    from answers.review.session import ReviewSession
    from answers.review.told_before import ToldBefore
    from segq.tui.app import SegqApp

T = TypeVar("T")
_PAUSE = 0.02
"""Seconds that the cursor rests before the details follow."""
_NOTHING = "No question is shown by this filter. Esc takes it off."


class ReviewView(Screen[None]):
    """A questionnaire as a list of questions and the details of one.

    The list is painted from the store's lines alone; the session, and all that deciding loads, come right after.
    """

    AUTO_FOCUS = ""
    place: ClassVar[Place] = Place.REVIEW
    BINDINGS = bindings_for(Place.REVIEW)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - textual's own way of declaring
    if TYPE_CHECKING:
        app: SegqApp

    def __init__(
        self, store: ReviewStore, account: Callable[[str], Account | None], reviewer: str, as_of: date
    ) -> None:
        super().__init__()
        self._store, self._reviewer, self._as_of = store, reviewer, as_of
        self._session: ReviewSession | None = None
        self._told: ToldBefore | None = None
        self.record, self._lines = store.record(), store.lines()
        self._account = account
        self._clearance: Clearance | None = None
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

    @property
    def session(self) -> ReviewSession:
        """The review, opened when it is first needed."""
        from answers.review.session import ReviewSession

        if self._session is None:
            self._session = ReviewSession(self._store, self._reviewer, self.app.knowledge.loaded, self._as_of)
        return self._session

    @property
    def clearance(self) -> Clearance:
        """What the questionnaire's account may see on the day, looked up once."""
        if self._clearance is None:
            name = self.record.account
            self._clearance = clearance_of(self._account(name) if name else None, self._as_of)
        return self._clearance

    @property
    def told(self) -> ToldBefore:
        """What the account was told before, read once."""
        from answers.review.told_before import ToldBefore

        if self._told is None:
            self._told = ToldBefore(self.app.guarded(self._store.told) or ())
        return self._told

    @property
    def lines(self) -> Sequence[Line]:
        """All questions as they stand, in file order."""
        return self._session.lines if self._session else self._lines

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
        lines = ordered(self._filtered() if self.query_text else self.lines, self.order)
        current = self.questions.current
        self.questions.show(lines, key or (current.key if current else ""))
        self.show_heading()

    def _filtered(self) -> Sequence[Line]:
        from answers.review.filters import Viewer, filtered

        return filtered(self.lines, self.query_text, Viewer(self._reviewer, self.questions.stale))

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
        progress = progress_of(self.lines, self._session.entries() if self._session else (), self._reviewer)
        waiting = f" · {progress.waiting} with experts" if progress.waiting else ""
        left = f" · {duration_words(progress.remaining.total_seconds())} left" if progress.remaining else ""
        whose = self.record.account or "no account"
        due = f" · due {due_words(self.record.due, self._as_of)}" if self.record.due else ""
        full = bar(progress.decided, progress.total, 10 if self.size.width >= 100 else 5)
        done = f"{full} {progress.decided}/{progress.total}{waiting}{left}"
        named = one_line(f"{self.record.name} · {whose}{due}")
        room = max(self.size.width - len(done) - 5, 10)
        named = named if len(named) <= room else f"{named[: room - 1]}…"
        self.query_one("#heading", Static).update(Content(f"{named}   {done}"), layout=False)
        self.query_one("#listing", Static).update(Content(self._listing()), layout=False)

    def _listing(self) -> str:
        shown, total = len(self.questions.lines), len(self.lines)
        told = [f"{shown} of {total} questions" if self.query_text else f"{total} questions", str(self.order)]
        told += [f"filter: {one_line(self.query_text)}"] if self.query_text else []
        told += [f"{len(self.questions.marked)} marked"] if self.questions.marked else []
        told += [str(self.record.state)]
        told += [f"account may see: {self.clearance.level}"] if self._session else []
        return " · ".join(told)

    def show_detail_soon(self) -> None:
        """Show the details once the cursor rests."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self.show_detail)

    def show_detail(self) -> None:
        """Show the details of the question under the cursor."""
        from segq.tui.detail_content import detail_content
        from segq.tui.review.gathering import gathered

        line = self.questions.current
        if line is None:
            self.detail.show(Content(_NOTHING))
            return
        found = gathered(self.session, line, self.chosen, self.told, self.clearance)
        self.detail.show(detail_content(found))
