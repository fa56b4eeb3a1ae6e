"""The moves of a screen that is one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from segq.tui.widgets.row_list import RowList


class ListMoves:
    """Moves the cursor of ``_list``."""

    if TYPE_CHECKING:

        @property
        def _list(self) -> RowList[Any]: ...

    def action_down(self) -> None:
        """Stand on the next row."""
        self._list.move(1)

    def action_up(self) -> None:
        """Stand on the row above."""
        self._list.move(-1)

    def action_top(self) -> None:
        """Stand on the first row."""
        self._list.stand_on(0)

    def action_bottom(self) -> None:
        """Stand on the last row."""
        self._list.stand_on(len(self._list.rows) - 1)
