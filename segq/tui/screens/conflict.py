"""What another reviewer decided meanwhile: nothing of theirs was overwritten."""

from __future__ import annotations

from textual.content import Content

from answers.review.log import Conflict
from segq.tui.detail_content import LABEL, MUTED, STRONG, Piece, edit_pieces
from segq.tui.plain_text import one_line, visible
from segq.tui.screens.dialog import TextDialog


class ConflictScreen(TextDialog[None]):
    """Shows the decision that stands now, and whose it is."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__("Somebody else was here", Content.assemble(*_theirs(conflict)))


def _theirs(conflict: Conflict) -> list[Piece]:
    latest = conflict.latest
    decision = latest.after.decision
    told: list[Piece] = [(f"{visible(conflict.message)}\n\n", STRONG), (f"{one_line(latest.by)}: ", LABEL)]
    if decision is None:
        told.append(("no decision\n", ""))
    else:
        option = f" → {one_line(decision.option)}" if decision.option else ""
        told += [(f"{decision.act}{option}\n", ""), *edit_pieces(decision)]
        told += [(f"  {one_line(decision.reason)}\n", "")] if decision.reason and not decision.text else []
    return [*told, ("\nNothing was overwritten; yours was not saved. ", ""), (visible(conflict.hint), MUTED)]
