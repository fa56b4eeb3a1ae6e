"""The questions of a questionnaire, one a row: only the rows in view are ever rendered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from answers.review.lines import Line
from segq.tui.plain_text import one_line
from segq.tui.wording import STATUS_WIDTH, Status, clipped, status_of

_TONES = ("done", "waiting", "settled", "suggested", "none", "blocked")
_ID_WIDTH = 12
_FLAGGED = "⚑"


class QuestionList(ScrollView, can_focus=False, inherit_bindings=False):
    """A cursor over the lines of a review."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--row", "list--cursor", "list--id", "list--mark", *(f"list--{tone}" for tone in _TONES)
    }  # fmt: skip

    class Moved(Message):
        """The cursor stands on another question, or on none."""

    class Opened(Message):
        """A question was clicked a second time."""

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self._lines: list[Line] = []
        self._places: dict[str, int] = {}
        self.marked: frozenset[str] = frozenset()
        self.stale: frozenset[str] = frozenset()
        self.cursor = 0
        self._id_width = 2
        self._styles: dict[str, Style] = {}

    # -- what is shown

    @property
    def lines(self) -> Sequence[Line]:
        """The questions in the order shown."""
        return self._lines

    @property
    def current(self) -> Line | None:
        """The question under the cursor; none in an empty list."""
        return self._lines[self.cursor] if self._lines else None

    def show(self, lines: Sequence[Line], key: str) -> None:
        """Show these questions, the cursor on the given one, on the first where it is not among them."""
        self._lines = list(lines)
        self._places = {line.key: place for place, line in enumerate(self._lines)}
        widest = max((cell_len(line.id) for line in self._lines), default=2)
        self._id_width = min(widest, _ID_WIDTH)
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.move_to(self._places.get(key, 0), told=True)
        self.refresh()

    def update(self, lines: Sequence[Line]) -> None:
        """Show these questions as they stand now; those not in the list are passed over."""
        for line in lines:
            place = self._places.get(line.key)
            if place is not None:
                self._lines[place] = line
                self._refresh_row(place)

    def mark(self, keys: frozenset[str]) -> None:
        """Show these questions, and no others, as marked."""
        changed = keys ^ self.marked
        self.marked = keys
        for key in changed & self._places.keys():
            self._refresh_row(self._places[key])

    # -- the cursor

    def move_to(self, place: int, *, told: bool = False) -> None:
        """Put the cursor on a row, the nearest there is; ``told`` says so even where it stands there already."""
        before, last = self.cursor, max(len(self._lines) - 1, 0)
        self.cursor = min(max(place, 0), last)
        self._into_view()
        if before != self.cursor:
            self._refresh_row(before)
            self._refresh_row(self.cursor)
        if before != self.cursor or told:
            self.post_message(self.Moved())

    def move_to_key(self, key: str) -> bool:
        """Put the cursor on a question; whether it is in the list."""
        if key in self._places:
            self.move_to(self._places[key])
        return key in self._places

    @property
    def page(self) -> int:
        """Rows of one screenful, less the one that stays in sight."""
        return max(self.size.height - 1, 1)

    def _into_view(self) -> None:
        height, top = self.size.height, round(self.scroll_y)
        if not height:
            return
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)

    def _refresh_row(self, place: int) -> None:
        row = place - round(self.scroll_y)
        if 0 <= row < self.size.height:
            self.refresh(Region(0, row, self.size.width, 1))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(self.size.width, len(self._lines))
        self._into_view()

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked; a second click opens it."""
        place = event.y + round(self.scroll_y)
        if place >= len(self._lines):
            return
        if place == self.cursor or event.chain > 1:
            self.post_message(self.Opened())
        self.move_to(place)

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self._styles.clear()
        super().notify_style_update()

    # -- rows

    def render_line(self, y: int) -> Strip:
        """Return one row of the screen."""
        place, width = y + round(self.scroll_y), self.scrollable_content_region.width
        if place >= len(self._lines):
            return Strip.blank(width, self._style("row"))
        return Strip(self._row(place)).adjust_cell_length(width)

    def _row(self, place: int) -> list[Segment]:
        line, here = self._lines[place], place == self.cursor
        base = self._style("cursor" if here else "row")
        status = self._status(line)
        words = " ".join(filter(None, (f"{status.glyph} {status.word}", _FLAGGED if line.standing.flagged else "")))
        pieces = [
            ("▸" if here else " ", "mark"),
            ("*" if line.key in self.marked else " ", "mark"),
            (set_cell_size(words, STATUS_WIDTH + 3), status.tone),
            (set_cell_size(clipped(one_line(line.id), self._id_width), self._id_width + 1), "id"),
        ]
        used = 2 + STATUS_WIDTH + 3 + self._id_width + 1
        room = max(self.scrollable_content_region.width - used, 0)
        segments = [Segment(text, base + self._style(tone) if not here else base) for text, tone in pieces]
        return [*segments, Segment(set_cell_size(clipped(one_line(line.text), room), room), base)]

    def _status(self, line: Line) -> Status:
        if line.key in self.stale:
            return Status("!", "stale", "blocked")
        return status_of(line)

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            partial = name not in {"row", "cursor"}
            self._styles[name] = self.get_component_rich_style(f"list--{name}", partial=partial)
        return self._styles[name]
