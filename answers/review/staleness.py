"""Whether what was decided or proposed still stands: the statement is there, unchanged, approved and unexpired."""

from __future__ import annotations

from datetime import date

from answers.review.decision import Act, Decision
from answers.review.lines import Opened
from knowledge.approval import standing
from knowledge.statement import KnowledgeBase


def stale(decision: Decision | None, base: KnowledgeBase, as_of: date) -> str:
    """Return why the decision no longer stands, in a sentence; empty where it does, or rests on no statement."""
    if decision is None or not _rests_on_statement(decision):
        return ""
    return _lapsed(decision.statement or "", decision.statement_sha256, base, as_of)


def proposal_stale(opened: Opened, base: KnowledgeBase) -> str:
    """Return what changed in the statements since the proposal was made; empty where nothing did."""
    changes = (_changed(name, sha256, base) for name, sha256 in opened.rests_on.items())
    return next((change for change in changes if change), "")


class Freshness:
    """Staleness of many decisions on one day: each statement is looked at once."""

    def __init__(self, base: KnowledgeBase, as_of: date) -> None:
        self._base, self._as_of = base, as_of
        self._known: dict[tuple[str, str], str] = {}

    def stale(self, decision: Decision | None) -> str:
        """Return why the decision no longer stands; empty where it does."""
        if decision is None or not _rests_on_statement(decision):
            return ""
        pinned = (decision.statement or "", decision.statement_sha256)
        if pinned not in self._known:
            self._known[pinned] = _lapsed(*pinned, self._base, self._as_of)
        return self._known[pinned]


def _rests_on_statement(decision: Decision) -> bool:
    """Whether a statement's truth bears on it: an option picked by hand, without a text, is the reviewer's own word."""
    own_word = decision.act is Act.CHOOSE and not decision.text
    return decision.answers and decision.statement is not None and not own_word


def _lapsed(name: str, sha256: str, base: KnowledgeBase, as_of: date) -> str:
    if change := _changed(name, sha256, base):
        return change
    statement = base.statement(name)
    lapses = standing(statement, base, as_of) if statement else ()
    return lapses[0].text if lapses else ""


def _changed(name: str, sha256: str, base: KnowledgeBase) -> str:
    statement = base.statement(name)
    if statement is None:
        return f"{name} is no longer in the knowledge base."
    return "" if statement.sha256 == sha256 else f"{name} has been changed since."
