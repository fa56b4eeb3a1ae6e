"""The audit log: rows that each carry the SHA-256 of themselves and of the row before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from segq.storage.encoding import plain_json, plain_value
from segq.storage.records import AuditRow
from segq.storage.tables import audit, chain, time_text

GENESIS: Final = "0" * 64
"""What the first row names as its predecessor."""


class Kind(StrEnum):
    """What happened."""

    ACCOUNT = "account"
    NDA = "nda"
    IMPORT = "import"
    PROPOSALS = "proposals"
    DETAILS = "details"
    STATE = "state"
    DECISION = "decision"
    NOTE = "note"
    RELEASE = "release"
    SENT = "sent"
    REQUEST = "request"
    OUTCOME = "outcome"
    SETTLING = "settling"


@dataclass(frozen=True, slots=True)
class Head:
    """The last row's number and hash."""

    number: int = 0
    sha256: str = GENESIS


@dataclass(frozen=True, slots=True)
class Change:
    """One transaction that writes, in somebody's name; it holds the head of the log, so no other writes meanwhile."""

    connection: Connection
    by: str
    at: datetime

    @property
    def head(self) -> Head:
        """The head of the log as this transaction sees it."""
        return read_head(self.connection)

    def record(self, kind: Kind, payload: Mapping[str, object], questionnaire: int | None = None) -> int:
        """Append one row and return its number."""
        return self.record_all(kind, [payload], questionnaire)[0]

    def record_all(
        self, kind: Kind, payloads: Sequence[Mapping[str, object]], questionnaire: int | None = None
    ) -> range:
        """Append a row per payload and return their numbers."""
        head = self.head
        rows = list(_linked(head, self, kind, payloads, questionnaire))
        self.connection.execute(insert(audit), rows)
        last = rows[-1]
        self.connection.execute(update(chain).values(number=last["number"], sha256=last["sha256"]))
        return range(head.number + 1, head.number + 1 + len(rows))


def read_head(connection: Connection) -> Head:
    """Return the head of the log."""
    row = connection.execute(select(chain.c.number, chain.c.sha256)).one()
    return Head(row.number, row.sha256)


def lock_head(connection: Connection) -> None:
    """Wait until no other transaction writes, on databases where beginning to write does not see to that."""
    connection.execute(select(chain.c.number).with_for_update()).one()


def row_hash(  # noqa: PLR0913, PLR0917 - one argument per column
    number: int, at: str, by: str, kind: str, questionnaire: int | None, payload: str, previous: str
) -> str:
    """Return the hash of a row: SHA-256 over the JSON array of its columns, texts as they are stored."""
    covered = [number, at, by, kind, questionnaire, payload, previous]
    return sha256(json.dumps(covered, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _linked(
    head: Head, change: Change, kind: Kind, payloads: Sequence[Mapping[str, object]], questionnaire: int | None
) -> Iterator[dict[str, Any]]:
    previous, at = head.sha256, time_text(change.at)
    for number, payload in enumerate(payloads, start=head.number + 1):
        text = plain_json(payload)
        digest = row_hash(number, at, change.by, kind, questionnaire, text, previous)
        yield {
            "number": number, "at": change.at, "by": change.by, "kind": kind.value, "questionnaire": questionnaire,
            "payload": text, "previous": previous, "sha256": digest,
        }  # fmt: skip
        previous = digest


def audit_rows(connection: Connection, after: int = 0) -> tuple[AuditRow, ...]:
    """Return the rows with a number above ``after``, oldest first."""
    found = connection.execute(select(audit).where(audit.c.number > after).order_by(audit.c.number))
    return tuple(audit_row(row) for row in found)


def audit_row(row: Sequence[Any]) -> AuditRow:
    """Return a row of the table as a value."""
    number, at, by, kind, questionnaire, payload, previous, digest = row
    return AuditRow(number, at, by, kind, questionnaire, plain_value(payload), previous, digest)


def chain_problems(rows: Iterable[Row[Any]], head: Head) -> Iterator[str]:
    """Yield where the chain is broken: rows changed, missing or out of order; ``rows`` by number."""
    before = Head()
    for row in rows:
        if row.number != before.number + 1:
            yield f"audit log: row {before.number + 1} is missing before row {row.number}"
        if row.previous != before.sha256:
            yield f"audit log: row {row.number} does not follow the row before it"
        at = time_text(row.at)
        if row.sha256 != row_hash(row.number, at, row.by, row.kind, row.questionnaire, row.payload, row.previous):
            yield f"audit log: row {row.number} was changed"
        before = Head(row.number, row.sha256)
    if before != head:
        yield f"audit log: it ends at row {before.number}, and row {head.number} was written"
