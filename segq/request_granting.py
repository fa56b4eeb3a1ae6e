"""Granting a request of the inbox: what it does, what hinders it, and on whose word it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from answers.review.states import QuestionnaireRecord
from knowledge.approval import standing
from knowledge.errors import InputRejected, PolicyRefused
from knowledge.statement import KnowledgeBase, Statement, YesNo
from segq.storage.records import Request, RequestKind, RequestOutcome, SettlingPhrasing


class Inbox(Protocol):
    """What the inbox needs of the workspace."""

    def requests(self, *, only_open: bool = True) -> Sequence[Request]:
        """Return the requests, oldest first."""

    def close_request(self, by: str, id: int, outcome: RequestOutcome, note: str = "") -> Request:  # noqa: A002
        """Close a request; raises InputRejected where it is not open."""

    def approve_settling(self, by: str, phrasing: SettlingPhrasing) -> None:
        """Approve a phrasing as settled by a statement with that hash."""

    def questionnaire(self, id: int) -> QuestionnaireRecord:  # noqa: A002
        """Return a questionnaire; raises InputRejected for an unknown one."""


WHAT_IT_DOES = {
    RequestKind.MISSING: "A statement is written for it: put the YAML below into the base, then accept.",
    RequestKind.STATEMENT: "The words become a statement: put the YAML below into the base, then accept.",
    RequestKind.REVISION: "The statement gets these words: put the YAML below into the base, then accept.",
    RequestKind.DOES_NOT_ANSWER: "The statement is offered less for such questions: put the YAML below into the base,"
    " then accept. Until it is declined, the rejection counts in this workspace.",
    RequestKind.SETTLES: "From then on the statement settles this very question unattended, as long as the statement"
    " stays as it is today.",
}


def settling_of(request: Request, base: KnowledgeBase, as_of: date) -> Statement:
    """Return the statement that is to settle the question.

    Raises InputRejected where it is gone or the question is empty, PolicyRefused where it does not stand on that day.
    """
    statement = base.statement(request.statement or "")
    if statement is None:
        raise InputRejected(
            f"Request {request.id}: {request.statement or 'no statement'} is not in the knowledge base.",
            "Decline the request, or put the statement back.",
        )
    if not request.question.strip():
        raise InputRejected(f"Request {request.id}: it names no question.", "Decline it.")
    lapses = standing(statement, base, as_of)
    if lapses:
        raise PolicyRefused(
            f"Request {request.id}: {lapses[0].text}", "Approve the statement anew in the knowledge base, then accept."
        )
    return statement


def is_owner(by: str, statement: Statement | None) -> bool:
    """Whether the name is the statement's owner: the same address, or the part of it before the ``@``."""
    owner = statement.owner.casefold().strip() if statement else ""
    return bool(owner) and by.casefold().strip() in {owner, owner.partition("@")[0]}


def grant(  # noqa: PLR0913 - each is named by its caller
    inbox: Inbox,
    request: Request,
    *,
    base: KnowledgeBase,
    as_of: date,
    by: str,
    note: str = "",
    yes_no: YesNo | None = None,
) -> Request:
    """Accept a request; a settling one takes effect now, all others when the base holds what the owner wrote.

    Who is not the statement's owner says in ``note`` on whose word a question is settled; raises PolicyRefused
    without it. A crash between the two writes leaves the request open, and accepting again does no harm.
    """
    if request.kind is RequestKind.SETTLES:
        statement = settling_of(request, base, as_of)
        if not note.strip() and not is_owner(by, statement):
            raise PolicyRefused(
                f"{statement.id} is {statement.owner or 'nobody'}'s, and you are {by}.",
                "Say in the note on whose word you approve it.",
            )
        inbox.approve_settling(by, _phrasing(request, statement, yes_no, by, as_of))
    return inbox.close_request(by, request.id, RequestOutcome.ACCEPTED, note.strip())


def decline(inbox: Inbox, request: Request, by: str, note: str) -> Request:
    """Close a request without granting it; raises InputRejected without a note."""
    if not note.strip():
        raise InputRejected(f"Request {request.id}: declining needs a note.", "Say why, for whoever asked.")
    return inbox.close_request(by, request.id, RequestOutcome.DECLINED, note.strip())


def _phrasing(request: Request, statement: Statement, yes_no: YesNo | None, by: str, as_of: date) -> SettlingPhrasing:
    return SettlingPhrasing(
        text=request.question,
        section=request.section,
        statement=statement.id,
        statement_sha256=statement.sha256,
        yes_no=yes_no,
        by=by,
        on=as_of,
    )
