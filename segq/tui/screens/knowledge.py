"""The knowledge base: search while typing, every statement in full, and the answer to a question picked from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from knowledge.approval import LapseKind, standing
from knowledge.statement import Disclosure, Statement
from segq.knowledge_search import Hit, KnowledgeSearch, words_of
from segq.statement_view import DISCLOSED, approved_how, review_day
from segq.tui.actions import Place, bindings_for
from segq.tui.plain_text import one_line, visible
from segq.tui.statement_text import statement_text
from segq.tui.widgets.key_bar import KeyBar
from segq.tui.widgets.pane import Pane
from segq.tui.widgets.row_list import Column, RowList
from segq.tui.widgets.search_box import SearchBox

_PAUSE = 0.15
"""Seconds without a key before the meaning of what was typed is looked up."""
_LAPSED = {
    LapseKind.UNAPPROVED: "unapproved",
    LapseKind.CHANGED: "changed",
    LapseKind.EXPIRED: "expired",
    LapseKind.STALE_FACT: "stale fact",
}


class Only(StrEnum):
    """Which statements are shown."""

    ALL = "all"
    USABLE = "usable today"
    LAPSED = "expired, changed or unapproved"
    NDA = "NDA only"
    INTERNAL = "internal"


_OF_LEVEL = {Only.NDA: Disclosure.NDA, Only.INTERNAL: Disclosure.INTERNAL}


class KnowledgeScreen(Screen[str | None]):
    """Browses a base; returns the id of the statement to answer ``question`` with, or ``None``.

    Without a question it only shows. The search works by words alone until the model is loaded.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - textual's own way of declaring
    place: ClassVar[Place] = Place.KNOWLEDGE
    BINDINGS = bindings_for(Place.KNOWLEDGE)
    DEFAULT_CSS = """
    KnowledgeScreen #heading { height: 1; }
    KnowledgeScreen #question { height: auto; max-height: 3; padding: 0 1; }
    KnowledgeScreen SearchBox { margin: 0 1; }
    KnowledgeScreen #panes { width: 100%; }
    KnowledgeScreen #statements { height: 2fr; }
    KnowledgeScreen.-wide #statements { height: 1fr; width: 17fr; }
    """

    class Counted(Message):
        """The words of the base are counted: searching takes milliseconds from now on."""

    @dataclass
    class Found(Message):
        """What meaning and words together found for a text, or why the meaning could not be asked."""

        text: str
        hits: Sequence[Hit]
        problem: str = ""

    def __init__(self, search: KnowledgeSearch, as_of: date, question: str | None = None) -> None:
        super().__init__()
        self._search, self._as_of, self._question = search, as_of, question
        self._only, self._hits, self._problem = Only.ALL, tuple(Hit(each) for each in search.base.statements), ""
        self._asked_meaning = ""
        self._moved_by_hand = False
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out heading, search, list, detail and footer."""
        yield Static(id="heading", markup=False)
        if self._question is not None:
            yield Static(self._asking(), id="question", markup=False)
        yield SearchBox("Search by words or by meaning", "search")
        with Container(id="panes"):
            yield RowList(self._columns(), id="statements")
            yield Pane("detail")
        yield KeyBar(self.place, getattr(self.app, "keys", {}))

    def _asking(self) -> Content:
        asked = one_line(self._question or "")
        how = ("Enter answers with the statement marked ▸, Esc goes back without one.", "$text-muted")
        return Content.assemble(how, "\n", ("To answer: ", "bold"), asked)

    def on_mount(self) -> None:
        """Show the whole base at once; count words and load the model behind the screen's back."""
        self._show(self._hits)
        self.query_one(Input).focus()
        self.run_worker(self._prepare, thread=True, group="prepare", exit_on_error=False)

    # -- searching

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search by words at once, by meaning after a pause."""
        self._moved_by_hand = False
        if self._pause is not None:
            self._pause.stop()
        if self._search.words_ready:
            self._show(self._search.by_words(event.value))
        if words_of(event.value):
            self._pause = self.set_timer(_PAUSE, lambda: self._look_up(event.value))

    def _look_up(self, text: str) -> None:
        self.run_worker(lambda: self._find(text), thread=True, group="find", exclusive=True, exit_on_error=False)

    def _prepare(self) -> None:
        self._search.count_words()
        self.post_message(self.Counted())
        self._find("")

    def _find(self, text: str) -> None:
        """Search by both, in a thread."""
        try:
            self._search.meaning.load()
            self.post_message(self.Found(text, self._search.by_both(text)))
        except Exception as error:  # noqa: BLE001 - whatever keeps the model from loading, words still find
            self.post_message(self.Found(text, self._search.by_words(text), visible(str(error))))

    def on_knowledge_screen_counted(self) -> None:
        """Search for what was typed before the words were counted."""
        typed = self.query_one(Input).value
        if typed:
            self._show(self._search.by_words(typed))

    def on_knowledge_screen_found(self, event: Found) -> None:
        """Take in what a thread found, unless something else has been typed since."""
        self._problem = event.problem
        if event.text == self.query_one(Input).value:
            self._asked_meaning = "" if event.problem else event.text
            self._show(event.hits)
        else:
            self._tell()

    # -- showing

    def _columns(self) -> list[Column[Hit]]:
        return [
            Column("id", lambda hit: hit.statement.id, width=18),
            Column("title", lambda hit: hit.statement.title),
            Column("disclosed", lambda hit: DISCLOSED[hit.statement.disclosure], width=9),
            Column("review by", lambda hit: self._stands(hit.statement), width=10),
            Column("approved", lambda hit: approved_how(hit.statement), width=16, from_width=92),
            Column("owner", lambda hit: hit.statement.owner or "–", width=22, from_width=120),
        ]

    def _stands(self, statement: Statement) -> str:
        lapses = standing(statement, self._search.base, self._as_of)
        return _LAPSED[lapses[0].kind] if lapses else review_day(statement)

    def _show(self, hits: Sequence[Hit]) -> None:
        """Show the hits; a row that was picked by hand stays the one the list stands on."""
        self._hits = tuple(hits)
        rows = [hit for hit in self._hits if self._shown(hit.statement)]
        listed = self._list
        kept = listed.current.statement.id if listed.current and self._moved_by_hand else None
        here = next((place for place, hit in enumerate(rows) if hit.statement.id == kept), 0)
        listed.show(rows, here)
        self._tell()

    def _shown(self, statement: Statement) -> bool:
        if self._only in {Only.USABLE, Only.LAPSED}:
            lapsed = bool(standing(statement, self._search.base, self._as_of))
            return lapsed is (self._only is Only.LAPSED)
        return self._only is Only.ALL or statement.disclosure is _OF_LEVEL[self._only]

    def _tell(self) -> None:
        total, shown = len(self._search.base.statements), len(self._list.rows)
        count = f"{shown} of {total} statements" if shown != total else f"{total} statements"
        only = "" if self._only is Only.ALL else f" · only {self._only}"
        told = f"{self._search.base.name} · {count}{only} · {self._how()}"
        self.query_one("#heading", Static).update(Text(told, no_wrap=True, overflow="ellipsis"))

    def _how(self) -> str:
        typed = self.query_one(Input).value
        if self._problem:
            return f"by words alone: {one_line(self._problem)}"
        if not self._search.meaning.ready:
            return "semantic search is loading…"
        if not words_of(typed):
            return "type to search"
        return "by words and meaning" if self._asked_meaning == typed else "by words, asking for meaning…"

    def on_row_list_moved(self) -> None:
        """Show the statement that the list now stands on."""
        hit = self._list.current
        self.query_one("#detail", Pane).show(self._told(hit) if hit else self._nothing())

    def _told(self, hit: Hit) -> Content:
        parts = {"words": hit.words, "meaning": hit.meaning}
        how = ", ".join(f"{name} {value:.0%}" for name, value in parts.items() if value)
        return statement_text(hit.statement, self._search.base, self._as_of, f"found by {how}" if how else "")

    def _nothing(self) -> Content:
        if not self._search.base.statements:
            return Content(
                "This knowledge base has no statements yet.\nWrite some as YAML: `segq init DIR` makes a start."
            )
        if self._only is not Only.ALL:
            return Content(f"None of the statements found is {self._only}.\nPress f to show others.")
        return Content("No statement is found by this.\nTry other words, or hand the question to an expert.")

    # -- actions

    @property
    def _list(self) -> RowList[Hit]:
        return self.query_one("#statements", RowList)

    def action_down(self) -> None:
        """Stand on the next statement."""
        self._move(lambda: self._list.move(1))

    def action_up(self) -> None:
        """Stand on the one before."""
        self._move(lambda: self._list.move(-1))

    def action_top(self) -> None:
        """Stand on the first statement."""
        self._move(lambda: self._list.stand_on(0))

    def action_bottom(self) -> None:
        """Stand on the last statement."""
        self._move(lambda: self._list.stand_on(len(self._list.rows) - 1))

    def _move(self, how: Callable[[], None]) -> None:
        self._moved_by_hand = True
        self._list.focus()
        how()

    def action_search(self) -> None:
        """Go to the search box."""
        box = self.query_one(Input)
        box.focus()
        box.select_all()

    def action_read_on(self) -> None:
        """Read on."""
        self.query_one("#detail", Pane).page(1)

    def action_read_back(self) -> None:
        """Read back."""
        self.query_one("#detail", Pane).page(-1)

    def action_next_kind(self) -> None:
        """Show only the next kind of statements."""
        kinds = list(Only)
        self._only = kinds[(kinds.index(self._only) + 1) % len(kinds)]
        self._show(self._hits)

    def action_copy(self) -> None:
        """Copy the short answer and say how far it may go."""
        hit = self._list.current
        if hit is not None:
            self.app.copy_to_clipboard(hit.statement.answers.short)
            level = hit.statement.disclosure
            self.notify(
                f"Copied the short answer of {hit.statement.id} ({DISCLOSED[level]}).",
                severity="information" if level is Disclosure.PUBLIC else "warning",
            )

    def action_use_statement(self) -> None:
        """Answer the question with the statement."""
        hit = self._list.current
        if self._question is not None and hit is not None:
            self.dismiss(hit.statement.id)

    def action_back(self) -> None:
        """Leave without a statement."""
        self.dismiss(None)

    def on_row_list_chosen(self) -> None:
        """A click on the statement it stands on takes it."""
        self.action_use_statement()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to answer only where there is a question."""
        return not (action == "use_statement" and self._question is None)
