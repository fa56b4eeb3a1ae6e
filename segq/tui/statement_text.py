"""A statement with its headings as styled text for a pane."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from knowledge.statement import KnowledgeBase, Statement
from segq.statement_view import DISCLOSED, Passage, approved_how, passages, review_day
from segq.tui.plain_text import visible

_HEADING, _TITLE = "bold underline", "bold"


def statement_text(statement: Statement, base: KnowledgeBase, as_of: date, remark: str = "") -> Content:
    """Return the statement in full, its marks in words on top and the remark below them."""
    marks = (
        DISCLOSED[statement.disclosure],
        f"review by {review_day(statement)}",
        approved_how(statement),
        f"owner {statement.owner or 'not named'}",
    )
    return Content.assemble(
        (f"{statement.id}  {visible(statement.title)}\n", _TITLE),
        visible(" · ".join(marks)) + "\n",
        (f"{remark}\n" if remark else "", "italic"),
        *(passage_text(passage) for passage in passages(statement, base, as_of)),
    )


def passage_text(passage: Passage) -> Content:
    """Return a heading and its lines, several of them as a list."""
    sign = "• " if len(passage.lines) > 1 else ""
    lines = "".join(f"{sign}{visible(line)}\n" for line in passage.lines)
    return Content.assemble("\n", (f"{passage.heading}\n", _HEADING), lines)
