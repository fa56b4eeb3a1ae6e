"""Questionnaires as they arrived, and as lists show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, insert, select

from answers.proposal import Proposal, Recommendation
from answers.questionnaire import Doubt, Question
from answers.review.decision import Act
from answers.review.states import QuestionnaireRecord, State
from exporters.ooxml.new_column import NewColumn
from knowledge.errors import InputRejected
from segq.storage.accounts import needed_account
from segq.storage.audit import Change, Kind
from segq.storage.encoding import encodable, from_json, plain_json, to_json
from segq.storage.records import Arrived, Arriving
from segq.storage.tables import accounts, contents, files, new_id, questionnaires, questions, standings

Values = dict[str, Any]

_DOUBTS, _COLUMNS = tuple[Doubt, ...], tuple[NewColumn, ...]
_HASHES = dict[str, str]


# -- as lists show them


def all_records(connection: Connection) -> tuple[QuestionnaireRecord, ...]:
    """Return the questionnaires: those that are due first, then the newest."""
    rows = connection.execute(_records())
    found = [_record(row) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.due or date.max, -each.id)))


def one_record(connection: Connection, number: int) -> QuestionnaireRecord:
    """Return a questionnaire; raises InputRejected where there is none of that number."""
    row = connection.execute(_records(questionnaires.c.id == number)).first()
    if row is None:
        raise _unknown(number)
    return _record(row)


def name_and_state(connection: Connection, number: int) -> tuple[str, State]:
    """Return file name and state of a questionnaire, without counting its questions."""
    wanted = select(questionnaires.c.name, questionnaires.c.state).where(questionnaires.c.id == number)
    row = connection.execute(wanted).first()
    if row is None:
        raise _unknown(number)
    return row.name, State(row.state)


def _unknown(number: int) -> InputRejected:
    return InputRejected(f"{number}: no such questionnaire.", "List them with `segq list`.")


def _records(*wanted: ColumnElement[bool]) -> Any:
    """Select questionnaires with their counts."""
    stands = and_(standings.c.questionnaire == questions.c.questionnaire, standings.c.question == questions.c.key)
    open_settled = and_(
        standings.c.act.is_(None), questions.c.recommendation == int(Recommendation.SETTLED), ~questions.c.blocked
    )
    counted = (
        select(
            questions.c.questionnaire.label("of"),
            func.count().label("questions"),
            _how_many(and_(standings.c.act.is_not(None), standings.c.act != Act.ASK_EXPERT.value), "decided"),
            _how_many(standings.c.act == Act.ASK_EXPERT.value, "waiting"),
            _how_many(open_settled, "settled"),
        )
        .join_from(questions, standings, stands, isouter=True)
        .group_by(questions.c.questionnaire)
    )
    numbers = select(questionnaires.c.id).where(*wanted)
    counts = counted.where(questions.c.questionnaire.in_(numbers)).subquery()
    return (
        select(questionnaires, accounts.c.name.label("account_name"), counts)
        .join(accounts, accounts.c.id == questionnaires.c.account, isouter=True)
        .join(counts, counts.c.of == questionnaires.c.id, isouter=True)
        .where(*wanted)
    )


def _how_many(condition: ColumnElement[bool], name: str) -> Any:
    return func.sum(case((condition, 1), else_=0)).label(name)


def _record(row: Row[Any]) -> QuestionnaireRecord:
    return QuestionnaireRecord(
        id=row.id,
        name=row.name,
        sha256=row.sha256,
        state=State(row.state),
        account=row.account_name,
        due=row.due,
        imported_at=row.imported_at,
        signed_off_by=row.signed_off_by,
        signed_off_at=row.signed_off_at,
        questions=row.questions or 0,
        decided=row.decided or 0,
        waiting=row.waiting or 0,
        settled=row.settled or 0,
    )


# -- as they arrived


def add_questionnaire(change: Change, arrived: Arrived) -> tuple[int, bool]:
    """Keep an incoming file, or find it where the account's same file is here; ``True`` where it was added."""
    if sha256(arrived.data).hexdigest() != arrived.sha256:
        raise InputRejected(f"{arrived.name}: the file changed while it was read.", "Import it again.")
    account = needed_account(change.connection, arrived.account) if arrived.account is not None else None
    number = account[0] if account else None
    if known := _known(change.connection, arrived.sha256, number):
        return known, False
    keep_file(change.connection, arrived.sha256, arrived.data)
    added = change.connection.execute(insert(questionnaires).values(_kept(arrived, number, change)))
    questionnaire = new_id(added)
    digest = _add_questions(change.connection, questionnaire, arrived)
    change.record(
        Kind.IMPORT,
        {
            "name": arrived.name, "file": arrived.sha256, "account": account[1].name if account else None,
            "due": arrived.due, "questions": len(arrived.questions), "contents": digest,
            "knowledge_base": arrived.knowledge_base_sha256,
        },
        questionnaire,
    )  # fmt: skip
    return questionnaire, True


def _known(connection: Connection, file: str, account: int | None) -> int | None:
    same = and_(questionnaires.c.sha256 == file, func.coalesce(questionnaires.c.account, 0) == (account or 0))
    return connection.execute(select(questionnaires.c.id).where(same)).scalar()


def keep_file(connection: Connection, digest: str, data: bytes) -> None:
    """Keep bytes once."""
    if connection.execute(select(files.c.sha256).where(files.c.sha256 == digest)).first() is None:
        connection.execute(insert(files).values(sha256=digest, data=data))


def _kept(arrived: Arrived, account: int | None, change: Change) -> Values:
    return {
        "name": encodable(arrived.name),
        "sha256": arrived.sha256,
        "account": account,
        "due": arrived.due,
        "state": State.NEW.value,
        "imported_at": change.at,
        "signed_off_by": "",
        "profile": arrived.profile,
        "doubts": to_json(arrived.doubts, _DOUBTS),
        "columns": to_json(arrived.columns, _COLUMNS),
        "knowledge_base_sha256": arrived.knowledge_base_sha256,
        "asked_as_of": arrived.asked_as_of,
    }


def _add_questions(connection: Connection, questionnaire: int, arrived: Arrived) -> str:
    """Keep the questions and return the digest of their contents."""
    from answers.review.normal_form import normal_forms  # reads questions: only an import pays for loading it

    if not arrived.questions:
        raise InputRejected(f"{arrived.name}: no questions found.", "Run `segq inspect` to see what was read.")
    asked = [arriving.question for arriving in arrived.questions]
    if len({question.key for question in asked}) != len(asked):
        raise InputRejected(f"{arrived.name}: two questions stand at the same place.", "Correct its layout profile.")
    forms = normal_forms(asked)
    at = [{"questionnaire": questionnaire, "position": position} for position in range(len(asked))]
    lines = [
        place | _asked(arriving.question, form) | proposed(arriving)
        for place, arriving, form in zip(at, arrived.questions, forms, strict=True)
    ]
    connection.execute(insert(questions), lines)
    whole = [place | _contents(arriving) for place, arriving in zip(at, arrived.questions, strict=True)]
    connection.execute(insert(contents), whole)
    return contents_digest(whole)


def _asked(question: Question, form: str) -> Values:
    return {
        "key": question.key,
        "id": question.id or question.key,
        "text": question.text,
        "section": question.section,
        "normalised": form,
    }


def proposed(arriving: Arriving) -> Values:
    """Return what a list shows of a proposal."""
    proposal = arriving.proposal
    return {
        "recommendation": int(proposal.recommendation),
        "confidence": proposal.confidence,
        "blocked": bool(proposal.blocks),
        "gated": arriving.gated,
        "statement": proposal.best.statement if proposal.best else None,
    }


def _contents(arriving: Arriving) -> Values:
    return {
        "question": to_json(arriving.question, Question),
        "proposal": to_json(arriving.proposal, Proposal),
        "rests_on": plain_json(dict(arriving.rests_on)),
    }


def contents_digest(rows: Sequence[Any]) -> str:
    """Return the hash of questions and proposals as they are stored, by position."""
    digest = sha256()
    for row in rows:
        for name in ("question", "proposal", "rests_on"):
            digest.update(row[name].encode() + b"\0")
    return digest.hexdigest()


def content_rows(connection: Connection, questionnaire: int) -> Sequence[Any]:
    """Return the stored questions and proposals of a questionnaire in file order."""
    found = select(contents).where(contents.c.questionnaire == questionnaire).order_by(contents.c.position)
    return connection.execute(found).mappings().all()


def arrived_file(connection: Connection, questionnaire: int) -> Arrived:
    """Return everything that is stored of a questionnaire."""
    record = one_record(connection, questionnaire)
    whole = select(questionnaires, files.c.data).join(files, files.c.sha256 == questionnaires.c.sha256)
    row = connection.execute(whole.where(questionnaires.c.id == questionnaire)).one()
    return Arrived(
        name=row.name,
        data=row.data,
        sha256=row.sha256,
        account=record.account,
        due=row.due,
        doubts=from_json(row.doubts, _DOUBTS),
        columns=from_json(row.columns, _COLUMNS),
        profile=row.profile,
        questions=tuple(_arriving(connection, questionnaire)),
        knowledge_base_sha256=row.knowledge_base_sha256,
        asked_as_of=row.asked_as_of,
    )


def _arriving(connection: Connection, questionnaire: int) -> Iterator[Arriving]:
    gated = connection.execute(
        select(questions.c.gated).where(questions.c.questionnaire == questionnaire).order_by(questions.c.position)
    ).scalars()
    for row, is_gated in zip(content_rows(connection, questionnaire), gated, strict=True):
        yield Arriving(
            from_json(row["question"], Question),
            from_json(row["proposal"], Proposal),
            from_json(row["rests_on"], _HASHES),
            is_gated,
        )
