"""The inbox of the knowledge base's owner: what reviews ask for, what granting it does, and the YAML to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from knowledge.errors import SegqError
from knowledge.statement import KnowledgeBase
from segq.request_granting import WHAT_IT_DOES, Inbox, decline, grant, is_owner, settling_of
from segq.request_yaml import REWORD, yaml_for
from segq.statement_view import Passage
from segq.storage.records import OPEN, UNSET, Request, RequestKind
from segq.tui.actions import Place, bindings_for
from segq.tui.plain_text import one_line
from segq.tui.screens.closing import Closing, ClosingDialog
from segq.tui.screens.list_moves import ListMoves
from segq.tui.screens.problem import Problem
from segq.tui.statement_text import passage_text, statement_text
from segq.tui.widgets.key_bar import KeyBar
from segq.tui.widgets.pane import Pane
from segq.tui.widgets.row_list import Column, RowList

_NOTHING = (
    "No request waits.\n\nRequests come from reviews: where nothing approved answers a question, where a reviewer"
    " words an answer anew, rejects a statement, or says that a statement settles a question.\nEsc goes back;"
    " f shows what was closed."
)
_NEVER = "No request was ever made.\n\nThey come from reviews. Esc goes back."


class InboxScreen(ListMoves, Screen[None]):
    """Lists requests and closes them in the name of ``reviewer``."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - textual's own way of declaring
    place: ClassVar[Place] = Place.INBOX
    BINDINGS = bindings_for(Place.INBOX)
    DEFAULT_CSS = """
    InboxScreen #heading { height: 1; }
    InboxScreen #requests { height: 2fr; }
    InboxScreen.-wide #requests { height: 1fr; width: 12fr; }
    """

    def __init__(self, inbox: Inbox, base: KnowledgeBase, reviewer: str, as_of: date) -> None:
        super().__init__()
        self._inbox, self._base, self._reviewer, self._as_of = inbox, base, reviewer, as_of
        self._closed_too = False

    def compose(self) -> ComposeResult:
        """Lay out heading, list, detail and footer."""
        yield Static(id="heading", markup=False)
        with Container(id="panes"):
            yield RowList(_columns(), id="requests")
            yield Pane("detail")
        yield KeyBar(self.place, getattr(self.app, "keys", {}))

    def on_mount(self) -> None:
        """Show what is open."""
        self._list.focus()
        self._load()

    # -- showing

    @property
    def _list(self) -> RowList[Request]:
        return self.query_one("#requests", RowList)

    def _load(self) -> None:
        """Read the requests anew, standing where it stood."""
        here = self._list.current
        try:
            requests = list(self._inbox.requests(only_open=not self._closed_too))
        except SegqError as error:
            self.app.push_screen(Problem(error))
            return
        place = next((at for at, each in enumerate(requests) if here and each.id >= here.id), len(requests) - 1)
        self._list.show(requests, place if here else 0)
        waiting = sum(each.state == OPEN for each in requests)
        closed = f" · {len(requests) - waiting} closed" if self._closed_too else ""
        told = f"Inbox of {self._base.name} · {waiting} open{closed} · you are {one_line(self._reviewer)}"
        self.query_one("#heading", Static).update(Content(told))

    def on_row_list_moved(self) -> None:
        """Show the request that the list now stands on."""
        request = self._list.current
        nothing = Content(_NEVER if self._closed_too else _NOTHING)
        self.query_one("#detail", Pane).show(self._told(request) if request else nothing)

    def _told(self, request: Request) -> Content:
        statement = self._base.statement(request.statement) if request.statement else None
        told = [passage_text(passage) for passage in self._passages(request) if any(passage.lines)]
        if statement is not None:
            told.append(Content("\n"))
            told.append(statement_text(statement, self._base, self._as_of))
        title = (f"{request.id}  {request.kind}{f' · {request.statement}' if request.statement else ''}\n", "bold")
        return Content.assemble(title, self._whence(request), *told)

    def _passages(self, request: Request) -> Iterable[Passage]:
        yield Passage("The customer's question (stays in this workspace)", (request.question,))
        yield Passage("Words proposed", (request.text,))
        if request.state != OPEN:
            yield Passage(f"{request.state} by {request.outcome_by}", (request.note or "without a note",))
            return
        yield Passage("What accepting does", (WHAT_IT_DOES[request.kind],))
        snippet = yaml_for(request, self._base)
        if request.statement and self._base.statement(request.statement) is None:
            yield Passage("Gone", (f"{request.statement} is no longer in the knowledge base.",))
        elif snippet:
            yield Passage("YAML for the base (y copies it)", (snippet.rstrip(),))

    def _whence(self, request: Request) -> str:
        asked = f"by {request.by or 'nobody named'}"
        day = f" on {request.at:%Y-%m-%d}" if request.at != UNSET else ""
        places = [f"account {request.account}" if request.account else "", self._file(request)]
        places.append(f"section {request.section}" if request.section else "")
        return one_line(" · ".join([f"{asked}{day}", *filter(None, places)])) + "\n"

    def _file(self, request: Request) -> str:
        if request.questionnaire is None:
            return ""
        try:
            return f"questionnaire {request.questionnaire}, {self._inbox.questionnaire(request.questionnaire).name}"
        except SegqError:
            return f"questionnaire {request.questionnaire}, no longer there"

    # -- actions

    def action_accept_request(self) -> None:
        """Ask for what granting needs, then grant."""
        request = self._open_one()
        if request is None:
            return
        try:
            dialog = self._accepting(request)
        except SegqError as error:
            self.app.push_screen(Problem(error))
            return
        self.app.push_screen(dialog, lambda closing: self._accept(request, closing))

    def _accepting(self, request: Request) -> ClosingDialog:
        if request.kind is not RequestKind.SETTLES:
            said = Content(f"{WHAT_IT_DOES[request.kind]}\n{REWORD}")
            return ClosingDialog(_title("Accept", request), said, note="Note (may stay empty)", needs_note=False)
        statement = settling_of(request, self._base, self._as_of)
        owns = is_owner(self._reviewer, statement)
        asked = one_line(request.question)
        said = Content.assemble(
            ("Question ", "bold"), f"{asked}\n", (f"{statement.id} ", "bold"), f"{one_line(statement.claim)}\n",
            ("Does not answer ", "bold"), one_line(" / ".join(statement.does_not_answer) or "nothing declared"),
        )  # fmt: skip
        owner = one_line(statement.owner or "nobody")
        note = "Note (may stay empty)" if owns else f"It is {owner}'s: on whose word do you approve it?"
        return ClosingDialog(_title("Accept", request), said, answers=True, note=note, needs_note=not owns)

    def _accept(self, request: Request, closing: Closing | None) -> None:
        if closing is not None:
            self._do(
                lambda: grant(
                    self._inbox, request, base=self._base, as_of=self._as_of, by=self._reviewer,
                    note=closing.note, yes_no=closing.yes_no,
                )
            )  # fmt: skip

    def action_decline_request(self) -> None:
        """Ask why, then close."""
        request = self._open_one()
        if request is not None:
            said = Content(one_line(request.question or request.text))
            dialog = ClosingDialog(_title("Decline", request), said, note="Why, for whoever asked", needs_note=True)
            self.app.push_screen(dialog, lambda closing: self._decline(request, closing))

    def _decline(self, request: Request, closing: Closing | None) -> None:
        if closing is not None:
            self._do(lambda: decline(self._inbox, request, self._reviewer, closing.note))

    def _do(self, how: Callable[[], Request]) -> None:
        try:
            done = how()
        except SegqError as error:
            self.app.push_screen(Problem(error))
        else:
            self.notify(f"Request {done.id} is {done.state}.")
        self._load()

    def _open_one(self) -> Request | None:
        request = self._list.current
        if request is not None and request.state != OPEN:
            self.notify(f"Request {request.id} is {request.state} already.", severity="warning")
            return None
        return request

    def action_copy(self) -> None:
        """Copy the YAML."""
        request = self._list.current
        snippet = yaml_for(request, self._base) if request else ""
        if request and snippet:
            self.app.copy_to_clipboard(snippet)
            self.notify(f"Copied the YAML of request {request.id}. Put it into a file of the base.")
        elif request:
            self.notify("This request needs no YAML.", severity="warning")

    def action_show_closed(self) -> None:
        """Show closed requests too, or only open ones."""
        self._closed_too = not self._closed_too
        self._load()

    def action_reload(self) -> None:
        """Read the inbox anew."""
        self._load()

    def action_read_on(self) -> None:
        """Read on."""
        self.query_one("#detail", Pane).page(1)

    def action_read_back(self) -> None:
        """Read back."""
        self.query_one("#detail", Pane).page(-1)

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(None)


def _columns() -> list[Column[Request]]:
    return [
        Column("asks for", lambda each: str(each.kind), width=17),
        Column("about", _about),
        Column("statement", lambda each: each.statement or "–", width=16, from_width=70),
        Column("by", lambda each: each.by, width=10),
        Column("account", lambda each: each.account or "–", width=16, from_width=100),
        Column("state", lambda each: each.state, width=8, from_width=110),
    ]


def _about(request: Request) -> str:
    state = "" if request.state == OPEN else f"({request.state}) "
    return state + (request.question or request.text)


def _title(verb: str, request: Request) -> str:
    return f"{verb} request {request.id}: {request.kind}"
