"""What changes about a questionnaire after its arrival: proposals, account and due date, state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import EllipsisType
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.exc import IntegrityError

from answers.proposal import Proposal
from answers.review.states import QuestionnaireRecord, State, check_step
from knowledge.errors import InputRejected, PolicyRefused
from segq.storage.accounts import needed_account
from segq.storage.audit import Change, Kind
from segq.storage.encoding import plain_json, to_json
from segq.storage.questionnaires import content_rows, contents_digest, name_and_state, one_record, proposed
from segq.storage.records import Arriving
from segq.storage.tables import contents, questionnaires, questions

Values = dict[str, Any]


def set_proposals(
    change: Change, questionnaire: int, proposals: Sequence[Arriving], knowledge_base_sha256: str, as_of: date | None
) -> None:
    """Replace the proposals of these questions; the questions and what was decided stay."""
    name_and_state(change.connection, questionnaire)
    at = positions(change.connection, questionnaire)
    for arriving in proposals:
        if arriving.question.key not in at:
            raise InputRejected(f"{arriving.question.key}: no such question in questionnaire {questionnaire}.")
    _replace(change.connection, questionnaire, [(at[each.question.key], each) for each in proposals])
    made = {"knowledge_base_sha256": knowledge_base_sha256, "asked_as_of": as_of}
    known = {name: value for name, value in made.items() if value}
    if known:
        change.connection.execute(_of(questionnaire).values(known))
    digest = contents_digest(content_rows(change.connection, questionnaire))
    payload = {"questions": len(proposals), "contents": digest, "knowledge_base": knowledge_base_sha256}
    change.record(Kind.PROPOSALS, payload, questionnaire)


def _replace(connection: Connection, questionnaire: int, proposals: Sequence[tuple[int, Arriving]]) -> None:
    if not proposals:
        return
    for table, values in ((questions, proposed), (contents, _content)):
        place = (table.c.questionnaire == bindparam("of"), table.c.position == bindparam("at"))
        rows = [{"of": questionnaire, "at": position} | values(arriving) for position, arriving in proposals]
        connection.execute(update(table).where(*place), rows)


def _content(arriving: Arriving) -> Values:
    return {"proposal": to_json(arriving.proposal, Proposal), "rests_on": plain_json(dict(arriving.rests_on))}


def positions(connection: Connection, questionnaire: int) -> dict[str, int]:
    """Return the place of each question, by key."""
    found = select(questions.c.key, questions.c.position).where(questions.c.questionnaire == questionnaire)
    return {row.key: row.position for row in connection.execute(found)}


def set_details(
    change: Change, questionnaire: int, account: str | EllipsisType | None, due: date | EllipsisType | None
) -> QuestionnaireRecord:
    """Change account or due date; a sign-off was for one account and does not hold for another."""
    now = one_record(change.connection, questionnaire)
    values: Values = {}
    told: Values = {}
    if not isinstance(due, EllipsisType) and due != now.due:
        values["due"] = told["due"] = due
    if not isinstance(account, EllipsisType):
        number, name = _account(change.connection, account)
        if name != now.account:
            _refuse_released(now)
            values["account"], told["account"] = number, name
    if not values:
        return now
    _set(change.connection, now, values, told.get("account"))
    change.record(Kind.DETAILS, told, questionnaire)
    if "account" in values and now.state is State.SIGNED_OFF:
        change_state(change, questionnaire, State.IN_REVIEW, "it is for another account now")
    return one_record(change.connection, questionnaire)


def _account(connection: Connection, given: str | None) -> tuple[int | None, str | None]:
    if given is None:
        return None, None
    number, account = needed_account(connection, given)
    return number, account.name


def _refuse_released(now: QuestionnaireRecord) -> None:
    if now.state in {State.RELEASED, State.SUPERSEDED}:
        raise PolicyRefused(
            f"{now.name}: it is {now.state} for {now.account or 'no account'}, and stays in that ledger.",
            "Import the file for the other account.",
        )


def _set(connection: Connection, now: QuestionnaireRecord, values: Values, account: str | None) -> None:
    try:
        connection.execute(_of(now.id).values(values))
    except IntegrityError:
        raise InputRejected(
            f"{now.name}: the same file is here for {account or 'no account'} already.", "See `segq list`."
        ) from None


def change_state(change: Change, questionnaire: int, then: State, why: str) -> None:
    """Take the step; a reviewer who finds the questionnaire in review already has nothing to do."""
    name, now = name_and_state(change.connection, questionnaire)
    if now is then is State.IN_REVIEW:
        return
    check_step(name, now, then)
    values: Values = {"state": then.value}
    if then is State.SIGNED_OFF:
        values |= {"signed_off_by": change.by, "signed_off_at": change.at}
    if then is State.IN_REVIEW:
        values |= {"signed_off_by": "", "signed_off_at": None}
    change.connection.execute(_of(questionnaire).values(values))
    change.record(Kind.STATE, {"from": now.value, "to": then.value, "why": why}, questionnaire)


def _of(questionnaire: int) -> Any:
    return update(questionnaires).where(questionnaires.c.id == questionnaire)
