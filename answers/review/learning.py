"""What a review teaches: phrasings as evidence for suggestions, and requests that only a knowledge owner can grant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from answers.memory import Phrasing, Verdict
from answers.proposal import Recommendation
from answers.review.decision import Act, Decision
from answers.review.lines import Line
from answers.review.log import Entry
from knowledge.approval import members
from knowledge.statement import KnowledgeBase, YesNo


class RequestKind(StrEnum):
    """What a knowledge owner is asked to do."""

    REVISION = "revision"
    """Word a statement anew, as a reviewer edited it."""
    DRAFT = "draft"
    """Make a statement of an answer that rests on none."""
    DOES_NOT_ANSWER = "does not answer"
    """Record that the statement does not answer the question."""
    SETTLES = "settles"
    """Record that the statement, as it stands, settles the question as asked."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, with everything that its owner needs to grant or refuse it."""

    kind: RequestKind
    question: str
    section: str = ""
    statement: str | None = None
    statement_sha256: str = ""
    """The wording of the statement that it is about."""
    yes_no: YesNo | None = None
    text: str = ""
    """The wording proposed."""
    approved_text: str = ""
    """The approved wording that was edited."""
    by: str = ""


def phrasings(entries: Sequence[Entry], lines: Sequence[Line], base: KnowledgeBase) -> tuple[Phrasing, ...]:
    """Return what the decisions as they stand say for and against statements, oldest first.

    An acceptance without an edit speaks for its statement; another statement in its stead speaks against the one that
    was proposed. Undone decisions say nothing, and a person's own words neither.
    """
    last = {entry.question: entry for entry in entries}
    by_key = {line.key: line for line in lines}
    standing = sorted((entry for entry in last.values() if entry.question in by_key), key=lambda entry: entry.number)
    found: list[Phrasing] = []
    for entry in standing:
        line, decision = by_key[entry.question], entry.after.decision
        if decision is not None:
            found += _verdicts(line, decision, base)
    return tuple(found)


def edit_request(line: Line, decision: Decision, by: str) -> Request | None:
    """Return an edit as a revision of its statement, or own words as a draft; ``None`` where there is neither."""
    if decision.act not in (Act.EDIT, Act.EXPERT_ANSWER) or not decision.text:
        return None
    if decision.statement is not None and decision.text == decision.approved_text:
        return None
    return Request(
        kind=RequestKind.DRAFT if decision.statement is None else RequestKind.REVISION,
        question=line.text,
        section=line.section,
        statement=decision.statement,
        statement_sha256=decision.statement_sha256,
        yes_no=decision.yes_no,
        text=decision.text,
        approved_text=decision.approved_text,
        by=by,
    )


def rejection_request(line: Line, decision: Decision, base: KnowledgeBase, by: str) -> Request | None:
    """Return that the proposed statement does not answer the question, where another was taken in its stead."""
    rejected = base.statement(line.statement) if _rejects(line, decision, base) and line.statement else None
    if rejected is None:
        return None
    return Request(
        RequestKind.DOES_NOT_ANSWER, line.text, line.section, rejected.id, rejected.sha256, by=by
    )  # fmt: skip


def settling_request(line: Line, decision: Decision, by: str) -> Request | None:
    """Return that the accepted statement settles the question as asked; ``None`` for anything but an acceptance.

    Only the owner's approval, pinned to the statement's hash, puts the phrasing into the exact tier.
    """
    if not decision.unedited or decision.statement is None:
        return None
    return Request(
        kind=RequestKind.SETTLES,
        question=line.text,
        section=line.section,
        statement=decision.statement,
        statement_sha256=decision.statement_sha256,
        yes_no=decision.yes_no,
        by=by,
    )


def _verdicts(line: Line, decision: Decision, base: KnowledgeBase) -> list[Phrasing]:
    found = []
    if decision.unedited and decision.statement is not None:
        found.append(Phrasing(line.text, decision.statement, Verdict.ACCEPTED, line.section))
    if line.statement is not None and _rejects(line, decision, base):
        found.append(Phrasing(line.text, line.statement, Verdict.REJECTED, line.section))
    return found


def _rejects(line: Line, decision: Decision, base: KnowledgeBase) -> bool:
    """Whether another statement was taken than the proposed one; a whole and its part do not reject each other."""
    proposed, taken = line.statement, decision.statement
    if decision.act not in (Act.ACCEPT, Act.EDIT) or proposed is None or taken in (None, proposed):
        return False
    return line.recommendation is not Recommendation.NONE and not _related(proposed, taken or "", base)


def _related(one: str, other: str, base: KnowledgeBase) -> bool:
    known = [statement for name in (one, other) if (statement := base.statement(name)) is not None]
    return any({one, other} <= {member.id for member in members(statement, base)} for statement in known)
