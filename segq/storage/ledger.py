"""The ledger: what was released to whom, and the bytes that really went out."""

from __future__ import annotations

from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from answers.review.states import State, check_step
from answers.review.store import Told
from knowledge.errors import InputRejected
from segq.storage.audit import Change, Kind
from segq.storage.changing import change_state
from segq.storage.encoding import encodable, from_json, to_json
from segq.storage.questionnaires import keep_file, name_and_state, one_record
from segq.storage.records import Release, Sent
from segq.storage.tables import files, new_id, questionnaires, releases, sent, told

_TEXTS = tuple[str, ...]
_ANSWERS = tuple[Told, ...]


def add_release(change: Change, questionnaire: int, release: Release) -> Release:
    """Enter a release; raises PolicyRefused where the questionnaire is not signed off."""
    now = one_record(change.connection, questionnaire)
    check_step(now.name, now.state, State.RELEASED)
    _check_bytes(release)
    head = release.audit_head or change.head.sha256
    kept = replace(release, questionnaire=questionnaire, by=change.by, at=change.at, audit_head=head)
    keep_file(change.connection, kept.sha256, kept.data)
    added = change.connection.execute(insert(releases).values(_release_row(kept)))
    kept = replace(kept, id=new_id(added))
    if kept.answers:
        rows = [{"release": kept.id, "position": at} | asdict(each) for at, each in enumerate(kept.answers)]
        change.connection.execute(insert(told), rows)
    change.record(
        Kind.RELEASE,
        {
            "release": kept.id, "name": kept.name, "file": kept.sha256, "clearance": kept.clearance,
            "certificate": sha256(kept.certificate.encode()).hexdigest(), "audit_head": kept.audit_head,
            "account": now.account, "overrides": list(kept.overrides), "answers": answers_digest(kept.answers),
        },
        questionnaire,
    )  # fmt: skip
    change_state(change, questionnaire, State.RELEASED, f"release {kept.id}")
    return kept


def answers_digest(answers: tuple[Told, ...]) -> str:
    """Return the hash of what a release told."""
    return sha256(repr([tuple(asdict(each).values()) for each in answers]).encode()).hexdigest()


def _check_bytes(file: Release | Sent) -> None:
    if sha256(file.data).hexdigest() != file.sha256:
        raise InputRejected(f"{file.name}: the file changed while it was read.", "Do it again.")


def _release_row(release: Release) -> dict[str, Any]:
    return {
        "questionnaire": release.questionnaire,
        "name": encodable(release.name),
        "sha256": release.sha256,
        "certificate": encodable(release.certificate),
        "clearance": release.clearance,
        "by": release.by,
        "at": release.at,
        "audit_head": release.audit_head,
        "overrides": to_json(release.overrides, _TEXTS),
    }


def releases_of(connection: Connection, questionnaire: int) -> tuple[Release, ...]:
    """Return the releases of a questionnaire, oldest first."""
    name_and_state(connection, questionnaire)
    whole = select(releases, files.c.data).join(files, files.c.sha256 == releases.c.sha256)
    found = connection.execute(whole.where(releases.c.questionnaire == questionnaire).order_by(releases.c.id))
    return tuple(_release(connection, row) for row in found.all())


def _release(connection: Connection, row: Row[Any]) -> Release:
    return Release(
        id=row.id,
        questionnaire=row.questionnaire,
        name=row.name,
        sha256=row.sha256,
        data=row.data,
        certificate=row.certificate,
        clearance=row.clearance,
        by=row.by,
        at=row.at,
        audit_head=row.audit_head,
        overrides=from_json(row.overrides, _TEXTS),
        answers=told_in(connection, row.id),
    )


def told_in(connection: Connection, release: int) -> tuple[Told, ...]:
    """Return the answers of a release in their order."""
    found = connection.execute(select(told).where(told.c.release == release).order_by(told.c.position))
    return tuple(_told(row) for row in found)


def told_before(connection: Connection, questionnaire: int) -> tuple[Told, ...]:
    """Return what the questionnaire's account was told, newest first: of every file its last release."""
    account = select(questionnaires.c.account).where(questionnaires.c.id == questionnaire).scalar_subquery()
    last = (
        select(func.max(releases.c.id))
        .join(questionnaires, questionnaires.c.id == releases.c.questionnaire)
        .where(questionnaires.c.account == account)
        .group_by(releases.c.questionnaire)
    )
    wanted = select(told).where(told.c.release.in_(last))
    found = connection.execute(wanted.order_by(told.c.on.desc(), told.c.release.desc(), told.c.position))
    return tuple(_told(row) for row in found)


def _told(row: Row[Any]) -> Told:
    return Told(
        questionnaire=row.questionnaire,
        on=row.on,
        question=row.question,
        normalised=row.normalised,
        option=row.option,
        text=row.text,
        statement=row.statement,
        statement_sha256=row.statement_sha256,
        signed_off_by=row.signed_off_by,
    )


def add_sent(change: Change, questionnaire: int, file: Sent) -> Sent:
    """Enter the bytes that went out; a release that is named must be one of this questionnaire."""
    name_and_state(change.connection, questionnaire)
    _check_bytes(file)
    mine = select(releases.c.id).where(releases.c.questionnaire == questionnaire)
    if file.release is not None and file.release not in change.connection.execute(mine).scalars().all():
        raise InputRejected(f"{file.release}: is no release of questionnaire {questionnaire}.", "See `segq status ID`.")
    kept = replace(file, questionnaire=questionnaire, by=change.by, at=change.at)
    keep_file(change.connection, kept.sha256, kept.data)
    row = {
        "questionnaire": questionnaire, "release": kept.release, "name": encodable(kept.name), "sha256": kept.sha256,
        "on": kept.on, "by": kept.by, "at": kept.at, "differences": to_json(kept.differences, _TEXTS),
    }  # fmt: skip
    number = new_id(change.connection.execute(insert(sent).values(row)))
    change.record(
        Kind.SENT,
        {
            "sent": number, "release": kept.release, "name": kept.name, "file": kept.sha256, "on": kept.on,
            "differences": list(kept.differences),
        },
        questionnaire,
    )  # fmt: skip
    return replace(kept, id=number)


def sent_of(connection: Connection, questionnaire: int) -> tuple[Sent, ...]:
    """Return what was sent of a questionnaire, oldest first."""
    name_and_state(connection, questionnaire)
    whole = select(sent, files.c.data).join(files, files.c.sha256 == sent.c.sha256)
    found = connection.execute(whole.where(sent.c.questionnaire == questionnaire).order_by(sent.c.id))
    return tuple(
        Sent(
            id=row.id,
            questionnaire=row.questionnaire,
            release=row.release,
            name=row.name,
            sha256=row.sha256,
            data=row.data,
            on=row.on,
            by=row.by,
            at=row.at,
            differences=from_json(row.differences, _TEXTS),
        )
        for row in found
    )
