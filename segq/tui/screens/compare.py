"""The candidates of a question together: what each would write, covers and leaves out, and its score's parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from answers.proposal import Candidate
from answers.review.offering import Offer
from knowledge.statement import KnowledgeBase
from segq.statement_view import DISCLOSED, review_day
from segq.tui.detail_content import GOOD, LABEL, MUTED, STRONG, WARNING, Piece
from segq.tui.plain_text import one_line, visible
from segq.tui.screens.dialog import TextDialog

Compared = tuple[Candidate, Offer | None]


class CompareScreen(TextDialog[int | None]):
    """Gives the number of the candidate that was picked."""

    picks = True

    def __init__(self, question: str, compared: Sequence[Compared], base: KnowledgeBase) -> None:
        super().__init__(one_line(question), _content(compared, base))
        self._count = len(compared)

    def action_pick(self, number: int) -> None:
        """Take the candidate with this number, if there is one."""
        if number <= self._count:
            self.dismiss(number)


def _content(compared: Sequence[Compared], base: KnowledgeBase) -> Content:
    rows: list[Piece] = []
    for number, (candidate, offer) in enumerate(compared, 1):
        rows += _candidate(number, candidate, offer, base)
    return Content.assemble(*rows, *_parts([candidate for candidate, _ in compared]))


def _candidate(number: int, candidate: Candidate, offer: Offer | None, base: KnowledgeBase) -> Iterator[Piece]:
    statement = base.statement(candidate.statement)
    yield f"{number}  {candidate.statement}", LABEL
    yield f"  {candidate.confidence:.2f}", MUTED
    yield f" → {candidate.yes_no}" if candidate.yes_no else "", STRONG
    if statement:
        yield f"  {DISCLOSED[statement.disclosure]} · review by {review_day(statement)}", MUTED
    yield "\n", ""
    if offer:
        option = f"{one_line(offer.decision.option)}: " if offer.decision.option else ""
        yield f"   {option}{visible(offer.decision.text)}\n", ""
    if candidate.covered:
        yield f"   covers: {one_line(', '.join(candidate.covered))}\n", GOOD
    if candidate.missing:
        yield f"   not stated: {one_line(', '.join(candidate.missing))}\n", WARNING
    yield "\n", ""


def _parts(candidates: Sequence[Candidate]) -> Iterator[Piece]:
    """Yield the parts of the scores as a table, a candidate a column."""
    tables = [{part.name: part.value for part in candidate.parts} for candidate in candidates]
    names = list(dict.fromkeys(name for table in tables for name in table))
    if names:
        yield f"{'parts, each 0–1':20}" + "".join(f"{number:>6}" for number in range(1, len(tables) + 1)) + "\n", LABEL
    for name in names:
        values = [table.get(name, 0.0) for table in tables]
        if any(values):
            yield f"{name:20}" + "".join(f"{value:>6.2f}" for value in values) + "\n", ""
