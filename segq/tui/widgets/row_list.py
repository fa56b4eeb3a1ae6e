"""A list of any length with columns: draws only the lines in view, marks the row it stands on by a sign, not by colour.

It has no keys of its own; a screen moves it, so that all keys stand in the registry of actions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from segq.tui.plain_text import one_line

T = TypeVar("T")
_HERE, _ELSEWHERE = "▸ ", "  "
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its heading, what it shows of a row, its width in cells (0: what is left), and from where it shows."""

    heading: str
    shows: Callable[[T], str]
    width: int = 0
    from_width: int = 0
    """The list is at least so wide, else the column is left out."""


class RowList(ScrollView, Generic[T], can_focus=True, inherit_bindings=False):
    """Rows of values of one type under a line of headings."""

    COMPONENT_CLASSES = {"row-list--heading", "row-list--here"}  # noqa: RUF012 - textual's own way of declaring
    DEFAULT_CSS = """
    RowList { overflow-x: hidden; scrollbar-size-vertical: 1; }
    RowList > .row-list--heading { text-style: bold; color: $text-muted; }
    RowList > .row-list--here { background: $surface-lighten-2; text-style: bold; }
    RowList:focus > .row-list--here { background: $primary; color: $text; }
    """

    class Moved(Message):
        """Another row is the one it stands on."""

    class Chosen(Message):
        """The row it stands on was clicked again."""

    def __init__(self, columns: Sequence[Column[T]], rows: Sequence[T] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns, self._rows, self._here = tuple(columns), tuple(rows), 0

    @property
    def current(self) -> T | None:
        """Return the row it stands on, ``None`` in an empty list and before one is chosen."""
        return self._rows[self._here] if self._rows and self._here >= 0 else None

    @property
    def rows(self) -> Sequence[T]:
        """Return all rows in their order."""
        return self._rows

    def show(self, rows: Sequence[T], here: int = 0) -> None:
        """Show other rows and stand on the one at ``here``; -1 stands on none until moved."""
        self._rows = tuple(rows)
        self._here = min(max(here, -1), max(len(rows) - 1, 0))
        self._measure()
        self.refresh()
        self.post_message(self.Moved())

    def move(self, by: int) -> None:
        """Stand so many rows further down; stops at both ends."""
        self.stand_on(self._here + by)

    def stand_on(self, place: int) -> None:
        """Stand on the row at that place, or the nearest there is."""
        place = min(max(place, 0), max(len(self._rows) - 1, 0))
        if place != self._here:
            self._here = place
            self._keep_in_view()
            self.refresh()
            self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Keep the row in view at any height."""
        self._measure()

    def on_click(self, event: events.Click) -> None:
        """Stand on the row clicked; a click on the row it stands on chooses it."""
        place = event.y - 1 + self.scroll_offset.y
        if event.y < 1 or place >= len(self._rows):
            return
        if place == self._here:
            self.post_message(self.Chosen())
        self.stand_on(place)

    def render_line(self, y: int) -> Strip:
        """Draw one line in view: the headings, then the rows scrolled to."""
        width = self.scrollable_content_region.width
        columns = [column for column in self._columns if width >= column.from_width]
        if y == 0:
            cells, style = [column.heading for column in columns], self.get_component_rich_style("row-list--heading")
            return Strip([Segment(_laid_out(_ELSEWHERE, columns, cells, width), style)], width)
        place = y - 1 + self.scroll_offset.y
        if place >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        cells = [one_line(column.shows(self._rows[place])) for column in columns]
        here = place == self._here
        style = self.get_component_rich_style("row-list--here") if here else self.rich_style
        return Strip([Segment(_laid_out(_HERE if here else _ELSEWHERE, columns, cells, width), style)], width)

    def _measure(self) -> None:
        self.virtual_size = Size(0, len(self._rows) + 1)
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        height = max(self.scrollable_content_region.height - 1, 1)
        self.scroll_to_region(
            Region(0, max(self._here, 0), 1, 1 if height == 1 else 2), animate=False, force=True, x_axis=False
        )


def _laid_out(mark: str, columns: Sequence[Column[T]], cells: Sequence[str], width: int) -> str:
    """Return the cells side by side, each cut or filled to its column, exactly ``width`` cells wide."""
    fixed = sum(column.width for column in columns) + len(_GAP) * (len(columns) - 1) + cell_len(mark)
    left = max(width - fixed, 0)
    parts = [fitted(cell, column.width or left) for column, cell in zip(columns, cells, strict=True)]
    return set_cell_size(mark + _GAP.join(parts), width)


def fitted(text: str, width: int) -> str:
    """Return the text filled up with spaces to ``width`` cells, or cut with an ellipsis where it is longer."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, max(width - 1, 0)).rstrip() + "…", width)
