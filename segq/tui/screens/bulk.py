"""What a bulk acceptance would take and leave, before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from answers.review.bulk import BulkPreview
from answers.review.decision import Decision
from answers.review.lines import Line
from segq.statement_view import DISCLOSED
from segq.tui.detail_content import LABEL, MUTED, STRONG, WARNING, Piece
from segq.tui.plain_text import one_line, visible
from segq.tui.screens.dialog import TextDialog


class BulkScreen(TextDialog[bool | None]):
    """Lists both; ``True`` where the reviewer takes it."""

    def __init__(self, preview: BulkPreview, lines: Mapping[str, Line]) -> None:
        left = f", leave {len(preview.left)} (see below)" if preview.left else ""
        count = len(preview.taken)
        super().__init__(f"Accept {count} question{'' if count == 1 else 's'}{left}?", _content(preview, lines))

    def action_confirm(self) -> None:
        """Take it."""
        self.dismiss(True)

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(False)


def _content(preview: BulkPreview, lines: Mapping[str, Line]) -> Content:
    taken = (piece for key, decision in preview.taken for piece in _taken(lines[key], decision))
    left = (piece for key, why in preview.left for piece in _left(lines[key], why))
    heading: Piece = ("left as they are\n" if preview.left else "", LABEL)
    return Content.assemble(*taken, heading, *left)


def _taken(line: Line, decision: Decision) -> Iterator[Piece]:
    option = f"{one_line(decision.option)} · " if decision.option else ""
    yield f"{one_line(line.id)} ", LABEL
    yield f"{one_line(line.text)}\n", STRONG
    yield f"   {option}{visible(decision.text)}", ""
    yield f"  ({decision.statement}, {DISCLOSED[decision.disclosure]})\n", MUTED


def _left(line: Line, why: str) -> Iterator[Piece]:
    yield f"{one_line(line.id)} ", LABEL
    yield f"{one_line(line.text)}\n", ""
    yield f"   {one_line(why)}\n", WARNING
