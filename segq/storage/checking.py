"""Whether the workspace is whole: the file, the audit log's chain, and all that can be rebuilt from it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from answers.review.states import State
from knowledge.accounts import Account
from segq.storage.audit import GENESIS, Kind, audit_row, chain_problems, read_head
from segq.storage.encoding import from_json, from_plain, plain_json
from segq.storage.ledger import answers_digest, told_in
from segq.storage.logged import Logged, entry_of, standing_row
from segq.storage.questionnaires import content_rows, contents_digest
from segq.storage.records import AuditRow
from segq.storage.tables import accounts, audit, files, questionnaires, releases, standings

_SHOWN = 5


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong, one line each; nothing where all is well."""
    if connection.dialect.name == "sqlite":
        yield from _broken_file(connection)
    rows = connection.execute(select(audit).order_by(audit.c.number)).all()
    broken = list(chain_problems(rows, read_head(connection)))
    yield from broken[:_SHOWN]
    if len(broken) > _SHOWN:
        yield f"audit log: {len(broken) - _SHOWN} more rows are broken"
    log = [audit_row(row) for row in rows]
    yield from _wrong_standings(connection, log)
    yield from _wrong_questionnaires(connection, log)
    yield from _wrong_accounts(connection, log)
    yield from _wrong_files(connection)
    yield from _wrong_releases(connection, log)


def _broken_file(connection: Connection) -> Iterator[str]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield f"database file: {said}"
    for table, row, target, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"database file: row {row} of {table} refers to a row of {target} that there is not"


def _wrong_standings(connection: Connection, log: list[AuditRow]) -> Iterator[str]:
    """Compare where the questions stand with the last entry of each."""
    expected: dict[tuple[int, str], dict[str, Any]] = {}
    for row in log:
        if row.kind == Kind.DECISION.value and row.questionnaire is not None:
            logged = from_plain(row.payload, Logged)
            entry = entry_of(row.number, row.by, row.at, logged)
            expected[row.questionnaire, entry.question] = standing_row(row.questionnaire, entry, logged.decided_by)
    found = {(row["questionnaire"], row["question"]): dict(row) for row in _all(connection, standings)}
    for questionnaire, question in sorted(expected.keys() | found.keys()):
        if expected.get((questionnaire, question)) != found.get((questionnaire, question)):
            yield f"questionnaire {questionnaire}, {question}: stands otherwise than its log says"


def _wrong_questionnaires(connection: Connection, log: list[AuditRow]) -> Iterator[str]:
    """Compare state, due date, account and contents with what the log says of them."""
    names = {row["id"]: row["name"] for row in _all(connection, accounts)}
    said: dict[int, dict[str, Any]] = {}
    for row in log:
        _take(said, row)
    for kept in _all(connection, questionnaires):
        now = {
            "state": kept["state"],
            "due": kept["due"],
            "account": names.get(kept["account"]),
            "file": kept["sha256"],
            "contents": contents_digest(content_rows(connection, kept["id"])),
        }
        expected = said.pop(kept["id"], {})
        wrong = [name for name, value in now.items() if expected.get(name) != value]
        if wrong:
            yield f"questionnaire {kept['id']}: {', '.join(wrong)} not as the log says"
    for missing in said:
        yield f"questionnaire {missing}: is in the log and nowhere else"


def _take(said: dict[int, dict[str, Any]], row: AuditRow) -> None:
    if row.questionnaire is None:
        return
    if row.kind == Kind.IMPORT.value:
        named = {name: row.payload[name] for name in ("due", "account", "file", "contents")}
        said[row.questionnaire] = {"state": State.NEW.value, **named}
    known = said.setdefault(row.questionnaire, {})
    if row.kind == Kind.STATE.value:
        known["state"] = row.payload["to"]
    elif row.kind == Kind.PROPOSALS.value:
        known["contents"] = row.payload["contents"]
    elif row.kind == Kind.DETAILS.value:
        known.update(row.payload)


def _wrong_accounts(connection: Connection, log: list[AuditRow]) -> Iterator[str]:
    kinds = {Kind.ACCOUNT.value, Kind.NDA.value}
    logged = [from_plain(row.payload["account"], Account) for row in log if row.kind in kinds]
    expected = {account.name: account for account in logged}
    found = {row["name"]: from_json(row["content"], Account) for row in _all(connection, accounts)}
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            yield f"account {name}: is not as the log says"


def _wrong_files(connection: Connection) -> Iterator[str]:
    for digest in connection.execute(select(files.c.sha256)).scalars().all():
        data = connection.execute(select(files.c.data).where(files.c.sha256 == digest)).scalar_one()
        if sha256(data).hexdigest() != digest:
            yield f"file {digest[:12]}: its bytes were changed"


def _wrong_releases(connection: Connection, log: list[AuditRow]) -> Iterator[str]:
    heads = {GENESIS, *(row.sha256 for row in log)}
    said = {row.payload["release"]: row.payload for row in log if row.kind == Kind.RELEASE.value}
    for kept in _all(connection, releases):
        expected = said.pop(kept["id"], {})
        now = {
            "name": kept["name"],
            "file": kept["sha256"],
            "clearance": kept["clearance"],
            "certificate": sha256(kept["certificate"].encode()).hexdigest(),
            "answers": answers_digest(told_in(connection, kept["id"])),
        }
        if plain_json(now) != plain_json({name: expected.get(name) for name in now}):
            yield f"release {kept['id']}: is not as the log says"
        if kept["audit_head"] not in heads:
            yield f"release {kept['id']}: its certificate names a head that the audit log does not have"
    for missing in said:
        yield f"release {missing}: is in the log and nowhere else"


def _all(connection: Connection, table: Any) -> Any:
    return connection.execute(select(table)).mappings().all()
