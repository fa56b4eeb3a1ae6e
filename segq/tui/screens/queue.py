"""The questionnaires that wait: whose they are, when they are due and how far they have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from answers.review.states import QuestionnaireRecord
from segq.storage.workspace import Workspace
from segq.tui.actions import Place, bindings_for
from segq.tui.screens.list_moves import ListMoves
from segq.tui.widgets.key_bar import KeyBar
from segq.tui.widgets.prompt import Prompt
from segq.tui.widgets.row_list import Column, RowList
from segq.tui.wording import bar, due_words

if TYPE_CHECKING:
    from segq.tui.app import SegqApp

_EMPTY = """No questionnaire is in this workspace yet.

Leave with ^q, then put one in:

    segq import FILE --account acme.com --due 2026-12-04

XLSX, XLSM, DOCX, CSV and TSV files; `segq import -` takes pasted questions."""
_NOT_FOUND = "No questionnaire has these words. Esc shows all."


class QueueScreen(ListMoves, Screen[None]):
    """Lists the workspace's questionnaires, those that are due first."""

    AUTO_FOCUS = ""
    place: ClassVar[Place] = Place.QUEUE
    BINDINGS = bindings_for(Place.QUEUE)
    if TYPE_CHECKING:
        app: SegqApp

    def __init__(self, workspace: Workspace, today: date, reviewer: str) -> None:
        super().__init__()
        self._workspace, self._today, self._reviewer = workspace, today, reviewer
        self._records: Sequence[QuestionnaireRecord] = ()
        self._query = ""

    def compose(self) -> ComposeResult:
        """Lay out heading, list, what stands in for an empty one, prompt and keys."""
        yield Static(id="heading", markup=False)
        yield RowList(self._columns(), id="queue")
        yield Static(Content(_EMPTY), id="empty")
        yield Prompt()
        yield KeyBar(self.place, self.app.keys)

    def _columns(self) -> list[Column[QuestionnaireRecord]]:
        return [
            Column("questionnaire", lambda record: record.name),
            Column("account", lambda record: record.account or "no account", width=12),
            Column("due", lambda record: due_words(record.due, self._today), width=15),
            Column("progress", _progress, width=15),
            Column("state", lambda record: str(record.state), width=10),
            Column("open", lambda record: str(record.open), width=5, from_width=96),
            Column("settled", lambda record: str(record.settled), width=7, from_width=96),
            Column("expert", lambda record: str(record.waiting), width=6, from_width=96),
        ]

    def on_mount(self) -> None:
        """Read the workspace."""
        self.action_reload()

    def on_screen_resume(self) -> None:
        """Read the workspace again, as a review has changed it."""
        self.action_reload()

    @property
    def _list(self) -> RowList[QuestionnaireRecord]:
        return self.query_one("#queue", RowList)

    def _show(self) -> None:
        words = self._query.casefold().split()
        shown = [record for record in self._records if all(word in _searched(record) for word in words)]
        current = self._list.current
        here = next((place for place, each in enumerate(shown) if current and each.id == current.id), 0)
        self._list.show(shown, here)
        self._list.display = bool(shown)
        empty = self.query_one("#empty", Static)
        empty.display = not shown
        empty.update(Content(_NOT_FOUND if self._records else _EMPTY))
        self.query_one("#heading", Static).update(Content(self._heading(len(shown))))

    def _heading(self, shown: int) -> str:
        waiting = sum(record.open > 0 for record in self._records)
        filtered = f" · {shown} shown for “{self._query}”" if self._query else ""
        return f"segq · {waiting} of {len(self._records)} questionnaires wait{filtered} · {self._reviewer}"

    # -- actions

    def action_open(self) -> None:
        """Open the questionnaire under the cursor."""
        if self._list.current is not None:
            self.app.open_review(self._list.current.id)

    def on_row_list_chosen(self) -> None:
        """Open the questionnaire that was clicked again."""
        self.action_open()

    def action_reload(self) -> None:
        """Read the workspace again."""
        self._records = self.app.guarded(self._workspace.questionnaires) or ()
        self._show()

    def action_filter(self) -> None:
        """Ask for words."""
        before = self._query
        self.query_one(Prompt).ask("Filter:", self._filter, before, self._filter, lambda: self._filter(before))

    def _filter(self, query: str) -> None:
        self._query = query.strip()
        self._show()

    def action_show_all(self) -> None:
        """Take the filter off."""
        self._filter("")

    async def action_knowledge(self) -> None:
        """Browse the knowledge base."""
        await self.app.open_knowledge(None, lambda _: None)

    async def action_inbox(self) -> None:
        """Open the inbox."""
        await self.app.open_inbox()

    def action_leave(self) -> None:
        """Leave segq."""
        self.app.exit()


def _progress(record: QuestionnaireRecord) -> str:
    done = record.decided
    return f"{bar(done, record.questions, 6)} {done}/{record.questions}"


def _searched(record: QuestionnaireRecord) -> str:
    return f"{record.name} {record.account or ''} {record.state}".casefold()
