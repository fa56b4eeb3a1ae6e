"""What reviews teach: phrasings for suggestions, and requests that the owner of the knowledge base decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select, update

from answers.review.decision import Act, Standing
from knowledge.errors import InputRejected
from knowledge.statement import YesNo
from segq.storage.accounts import find_account
from segq.storage.audit import Change, Kind
from segq.storage.encoding import encodable, from_json
from segq.storage.questionnaires import one_record
from segq.storage.records import OPEN, Request, RequestKind, RequestOutcome, SettlingPhrasing
from segq.storage.tables import audit, new_id, questionnaires, questions, requests, settling, standings

if TYPE_CHECKING:
    from answers.memory import Phrasing

    _Dated = tuple[datetime, Phrasing]


# -- phrasings


def phrasings(connection: Connection, account: str | None = None) -> tuple[Phrasing, ...]:
    """Return what was taken unedited and what was rejected, oldest first; only an account's where one is named."""
    number: int | None = None
    if account is not None:
        found = find_account(connection, account)
        if found is None:
            return ()
        number = found[0]
    dated = [*_accepted(connection, number), *_rejected(connection, number)]
    return tuple(phrasing for _, phrasing in sorted(dated, key=lambda each: each[0]))


def _of_account(number: int | None) -> list[ColumnElement[bool]]:
    return [] if number is None else [questionnaires.c.account == number]


def _accepted(connection: Connection, account: int | None) -> list[_Dated]:
    """Return the questions that stand at a statement's wording as approved."""
    from answers.memory import Phrasing, Verdict  # needs numpy, which a screen opens without

    same = and_(questions.c.questionnaire == standings.c.questionnaire, questions.c.key == standings.c.question)
    found = (
        select(questions.c.text, questions.c.section, standings.c.content, audit.c.at)
        .join_from(standings, questions, same)
        .join(audit, audit.c.number == standings.c.version)
        .join(questionnaires, questionnaires.c.id == standings.c.questionnaire)
        .where(standings.c.act == Act.ACCEPT.value, *_of_account(account))
        .order_by(standings.c.version)
    )
    dated = []
    for row in connection.execute(found):
        decision = from_json(row.content, Standing).decision
        if decision is not None and decision.statement:
            dated.append((row.at, Phrasing(row.text, decision.statement, Verdict.ACCEPTED, row.section)))
    return dated


def _rejected(connection: Connection, account: int | None) -> list[_Dated]:
    """Return the rejections that the owner did not decline."""
    from answers.memory import Phrasing, Verdict

    found = (
        select(requests)
        .join(questionnaires, questionnaires.c.id == requests.c.questionnaire, isouter=True)
        .where(
            requests.c.kind == RequestKind.DOES_NOT_ANSWER.value,
            requests.c.state != RequestOutcome.DECLINED.value,
            requests.c.statement.is_not(None),
            requests.c.question != "",
            *_of_account(account),
        )
        .order_by(requests.c.id)
    )
    return [
        (row.at, Phrasing(row.question, row.statement, Verdict.REJECTED, row.section))
        for row in connection.execute(found)
    ]


# -- requests


def add_request(change: Change, request: Request) -> Request:
    """Put a request into the inbox; its account is the questionnaire's where none is named."""
    account = request.account
    if request.questionnaire is not None:
        account = account or one_record(change.connection, request.questionnaire).account
    kept = replace(request, account=account, by=change.by, at=change.at, state=OPEN, outcome_by="", note="")
    row = {
        "kind": kept.kind.value, "statement": kept.statement, "text": encodable(kept.text),
        "question": encodable(kept.question), "section": kept.section, "questionnaire": kept.questionnaire,
        "account": account, "by": kept.by, "at": kept.at, "state": kept.state, "outcome_by": "", "note": "",
    }  # fmt: skip
    number = new_id(change.connection.execute(insert(requests).values(row)))
    payload = {name: value for name, value in row.items() if name not in {"at", "by", "outcome_by", "note"}}
    change.record(Kind.REQUEST, {"request": number, **payload}, kept.questionnaire)
    return replace(kept, id=number)


def all_requests(connection: Connection, *, only_open: bool) -> tuple[Request, ...]:
    """Return the requests, oldest first."""
    wanted = [requests.c.state == OPEN] if only_open else []
    found = connection.execute(select(requests).where(*wanted).order_by(requests.c.id))
    return tuple(_request(row) for row in found)


def close_request(change: Change, number: int, outcome: RequestOutcome, note: str) -> Request:
    """Close a request; raises InputRejected where it is not open."""
    row = change.connection.execute(select(requests).where(requests.c.id == number)).first()
    if row is None:
        raise InputRejected(f"{number}: no such request.", "Look into the inbox.")
    if row.state != OPEN:
        raise InputRejected(f"Request {number}: {row.outcome_by} has {row.state} it.", "Make a new one.")
    values = {"state": outcome.value, "outcome_by": change.by, "note": encodable(note)}
    change.connection.execute(update(requests).where(requests.c.id == number).values(values))
    change.record(Kind.OUTCOME, {"request": number, "outcome": outcome.value, "note": note}, row.questionnaire)
    return replace(_request(row), state=outcome.value, outcome_by=change.by, note=note)


def _request(row: Row[Any]) -> Request:
    return Request(
        id=row.id,
        kind=RequestKind(row.kind),
        statement=row.statement,
        text=row.text,
        question=row.question,
        section=row.section,
        questionnaire=row.questionnaire,
        account=row.account,
        by=row.by,
        at=row.at,
        state=row.state,
        outcome_by=row.outcome_by,
        note=row.note,
    )


# -- phrasings that settle


def approve_settling(change: Change, phrasing: SettlingPhrasing) -> None:
    """Keep a phrasing as settled by a statement with that hash; a later approval of the same text replaces it."""
    if not phrasing.statement_sha256:
        raise InputRejected(f"{phrasing.statement}: the approval names no hash.", "Approve it from the inbox.")
    values = {
        "text": encodable(phrasing.text), "section": phrasing.section, "statement": phrasing.statement,
        "statement_sha256": phrasing.statement_sha256, "yes_no": phrasing.yes_no.value if phrasing.yes_no else None,
        "by": change.by, "on": phrasing.on or change.at.date(),
    }  # fmt: skip
    change.connection.execute(insert(settling).values(values))
    change.record(Kind.SETTLING, values)


def settling_phrasings(connection: Connection) -> tuple[SettlingPhrasing, ...]:
    """Return the phrasings that settle, oldest first; of one text in one section the last approval."""
    found = connection.execute(select(settling).order_by(settling.c.id))
    last = {(row.text, row.section): row for row in found}
    return tuple(
        SettlingPhrasing(
            text=row.text,
            section=row.section,
            statement=row.statement,
            statement_sha256=row.statement_sha256,
            yes_no=YesNo(row.yes_no) if row.yes_no else None,
            by=row.by,
            on=row.on,
        )
        for row in last.values()
    )
