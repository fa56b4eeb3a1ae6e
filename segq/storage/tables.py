"""The tables of a workspace, for SQLite and any other database of SQLAlchemy's; the migrations make them.

Times are UTC in ISO 8601, as text: what the hash chain covers must read back as the same characters everywhere.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    CursorResult,
    Date,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept as text with microseconds, so that it sorts and hashes."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text that is stored."""
        return None if value is None else time_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment of a stored text."""
        return None if value is None else datetime.fromisoformat(value)


def new_id(added: CursorResult[Any]) -> int:
    """Return the number that the database gave to the row just inserted."""
    key = added.inserted_primary_key
    return int(key[0]) if key else 0


def time_text(moment: datetime) -> str:
    """Return the moment as it is stored and hashed: ``2026-11-01T09:30:00.000000+00:00``."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


chain = Table(
    "chain",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
)
"""One row: the head of the audit log. Whoever writes locks it first, so that all writes stand in one line."""

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("questionnaire", Integer),
    Column("payload", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Index("ix_audit_questionnaire", "questionnaire", "kind", "number"),
)
"""Everything that happened; a decision's row is its log entry."""

files = Table(
    "files",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""Bytes of originals, releases and what was sent, each once."""

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("content", Text, nullable=False),
)

domains = Table(
    "domains",
    metadata,
    Column("domain", String(255), primary_key=True),
    Column("account", ForeignKey("accounts.id"), nullable=False),
)

questionnaires = Table(
    "questionnaires",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", ForeignKey("files.sha256"), nullable=False),
    Column("account", ForeignKey("accounts.id")),
    Column("due", Date),
    Column("state", String(20), nullable=False),
    Column("imported_at", UtcTime, nullable=False),
    Column("signed_off_by", Text, nullable=False),
    Column("signed_off_at", UtcTime),
    Column("profile", Text, nullable=False),
    Column("doubts", Text, nullable=False),
    Column("columns", Text, nullable=False),
    Column("knowledge_base_sha256", Text, nullable=False),
    Column("asked_as_of", Date),
)
Index(
    "uq_questionnaires_file_account",
    questionnaires.c.sha256,
    func.coalesce(questionnaires.c.account, 0),
    unique=True,
)

questions = Table(
    "questions",
    metadata,
    Column("questionnaire", ForeignKey("questionnaires.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("normalised", Text, nullable=False),
    Column("recommendation", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("blocked", Boolean, nullable=False),
    Column("gated", Boolean, nullable=False),
    Column("statement", Text),
    UniqueConstraint("questionnaire", "key", name="uq_questions_key"),
)
"""What a list shows of a question."""

contents = Table(
    "contents",
    metadata,
    Column("questionnaire", Integer, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("question", Text, nullable=False),
    Column("proposal", Text, nullable=False),
    Column("rests_on", Text, nullable=False),
    ForeignKeyConstraint(["questionnaire", "position"], ["questions.questionnaire", "questions.position"]),
)
"""The whole of a question and its proposal, apart, so that lists pass over it."""

standings = Table(
    "standings",
    metadata,
    Column("questionnaire", ForeignKey("questionnaires.id"), primary_key=True),
    Column("question", Text, primary_key=True),
    Column("version", ForeignKey("audit.number"), nullable=False),
    Column("by", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("act", String(20)),
    Index("ix_standings_act", "act"),
)
"""Where a question stands: the ``after`` of its last log entry, and what was done, for counting."""

notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("questionnaire", ForeignKey("questionnaires.id"), nullable=False),
    Column("question", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_notes_question", "questionnaire", "question"),
)

releases = Table(
    "releases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("questionnaire", ForeignKey("questionnaires.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("sha256", ForeignKey("files.sha256"), nullable=False),
    Column("certificate", Text, nullable=False),
    Column("clearance", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("audit_head", String(64), nullable=False),
    Column("overrides", Text, nullable=False),
)

told = Table(
    "told",
    metadata,
    Column("release", ForeignKey("releases.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("questionnaire", Text, nullable=False),
    Column("on", UtcTime, nullable=False),
    Column("question", Text, nullable=False),
    Column("normalised", Text, nullable=False),
    Column("option", Text),
    Column("text", Text, nullable=False),
    Column("statement", Text),
    Column("statement_sha256", Text, nullable=False),
    Column("signed_off_by", Text, nullable=False),
)
"""The answers of a release, as the customer read them."""

sent = Table(
    "sent",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("questionnaire", ForeignKey("questionnaires.id"), nullable=False, index=True),
    Column("release", ForeignKey("releases.id")),
    Column("name", Text, nullable=False),
    Column("sha256", ForeignKey("files.sha256"), nullable=False),
    Column("on", Date, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("differences", Text, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(30), nullable=False),
    Column("statement", Text),
    Column("text", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("questionnaire", ForeignKey("questionnaires.id")),
    Column("account", Text),
    Column("by", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("outcome_by", Text, nullable=False),
    Column("note", Text, nullable=False),
)

settling = Table(
    "settling",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("statement_sha256", String(64), nullable=False),
    Column("yes_no", String(10)),
    Column("by", Text, nullable=False),
    Column("on", Date, nullable=False),
)
