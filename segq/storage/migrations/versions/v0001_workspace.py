"""The tables of a workspace: audit log, accounts, questionnaires, reviews, ledger and inbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TIME = sa.String(32)
_SHA256 = sa.String(64)


def upgrade() -> None:
    """Make all tables, and the head of an empty audit log."""
    _log()
    _accounts()
    _questionnaires()
    _reviews()
    _ledger()
    _inbox()


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _foreign(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def _log() -> None:
    chain = op.create_table(
        "chain",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sha256", _SHA256, nullable=False),
        _primary("chain", "id"),
    )
    op.bulk_insert(chain, [{"id": 1, "number": 0, "sha256": "0" * 64}])
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        _text("by"),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("questionnaire", sa.Integer),
        _text("payload"),
        sa.Column("previous", _SHA256, nullable=False),
        sa.Column("sha256", _SHA256, nullable=False),
        _primary("audit", "number"),
    )
    op.create_index("ix_audit_questionnaire", "audit", ["questionnaire", "kind", "number"])


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, nullable=False),
        _text("name"),
        _text("folded"),
        _text("content"),
        _primary("accounts", "id"),
        sa.UniqueConstraint("folded", name="uq_accounts_folded"),
    )
    op.create_table(
        "domains",
        sa.Column("domain", sa.String(255), nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        _primary("domains", "domain"),
        _foreign("domains", "account", "accounts.id"),
    )


def _questionnaires() -> None:
    op.create_table(
        "files",
        sa.Column("sha256", _SHA256, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        _primary("files", "sha256"),
    )
    op.create_table(
        "questionnaires",
        sa.Column("id", sa.Integer, nullable=False),
        _text("name"),
        sa.Column("sha256", _SHA256, nullable=False),
        sa.Column("account", sa.Integer),
        sa.Column("due", sa.Date),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("imported_at", _TIME, nullable=False),
        _text("signed_off_by"),
        sa.Column("signed_off_at", _TIME),
        _text("profile"),
        _text("doubts"),
        _text("columns"),
        _text("knowledge_base_sha256"),
        sa.Column("asked_as_of", sa.Date),
        _primary("questionnaires", "id"),
        _foreign("questionnaires", "sha256", "files.sha256"),
        _foreign("questionnaires", "account", "accounts.id"),
    )
    op.create_index(
        "uq_questionnaires_file_account", "questionnaires", ["sha256", sa.text("coalesce(account, 0)")], unique=True
    )
    op.create_table(
        "questions",
        sa.Column("questionnaire", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        _text("key"),
        _text("id"),
        _text("text"),
        _text("section"),
        _text("normalised"),
        sa.Column("recommendation", sa.Integer, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("blocked", sa.Boolean, nullable=False),
        sa.Column("gated", sa.Boolean, nullable=False),
        _text("statement", nullable=True),
        _primary("questions", "questionnaire", "position"),
        _foreign("questions", "questionnaire", "questionnaires.id"),
        sa.UniqueConstraint("questionnaire", "key", name="uq_questions_key"),
    )
    op.create_table(
        "contents",
        sa.Column("questionnaire", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        _text("question"),
        _text("proposal"),
        _text("rests_on"),
        _primary("contents", "questionnaire", "position"),
        sa.ForeignKeyConstraint(
            ["questionnaire", "position"],
            ["questions.questionnaire", "questions.position"],
            name="fk_contents_questionnaire",
        ),
    )


def _reviews() -> None:
    op.create_table(
        "standings",
        sa.Column("questionnaire", sa.Integer, nullable=False),
        _text("question"),
        sa.Column("version", sa.Integer, nullable=False),
        _text("by"),
        _text("content"),
        _primary("standings", "questionnaire", "question"),
        _foreign("standings", "questionnaire", "questionnaires.id"),
        _foreign("standings", "version", "audit.number"),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("questionnaire", sa.Integer, nullable=False),
        _text("question"),
        _text("by"),
        sa.Column("at", _TIME, nullable=False),
        _text("text"),
        _primary("notes", "id"),
        _foreign("notes", "questionnaire", "questionnaires.id"),
    )
    op.create_index("ix_notes_question", "notes", ["questionnaire", "question"])


def _ledger() -> None:
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("questionnaire", sa.Integer, nullable=False),
        _text("name"),
        sa.Column("sha256", _SHA256, nullable=False),
        _text("certificate"),
        _text("clearance"),
        _text("by"),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("audit_head", _SHA256, nullable=False),
        _text("overrides"),
        _primary("releases", "id"),
        _foreign("releases", "questionnaire", "questionnaires.id"),
        _foreign("releases", "sha256", "files.sha256"),
    )
    op.create_index("ix_releases_questionnaire", "releases", ["questionnaire"])
    op.create_table(
        "told",
        sa.Column("release", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        _text("questionnaire"),
        sa.Column("on", _TIME, nullable=False),
        _text("question"),
        _text("normalised"),
        _text("option", nullable=True),
        _text("text"),
        _text("statement", nullable=True),
        _text("statement_sha256"),
        _text("signed_off_by"),
        _primary("told", "release", "position"),
        _foreign("told", "release", "releases.id"),
    )
    op.create_table(
        "sent",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("questionnaire", sa.Integer, nullable=False),
        sa.Column("release", sa.Integer),
        _text("name"),
        sa.Column("sha256", _SHA256, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        _text("by"),
        sa.Column("at", _TIME, nullable=False),
        _text("differences"),
        _primary("sent", "id"),
        _foreign("sent", "questionnaire", "questionnaires.id"),
        _foreign("sent", "release", "releases.id"),
        _foreign("sent", "sha256", "files.sha256"),
    )
    op.create_index("ix_sent_questionnaire", "sent", ["questionnaire"])


def _inbox() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        _text("statement", nullable=True),
        _text("text"),
        _text("question"),
        _text("section"),
        sa.Column("questionnaire", sa.Integer),
        _text("account", nullable=True),
        _text("by"),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        _text("outcome_by"),
        _text("note"),
        _primary("requests", "id"),
        _foreign("requests", "questionnaire", "questionnaires.id"),
    )
    op.create_table(
        "settling",
        sa.Column("id", sa.Integer, nullable=False),
        _text("text"),
        _text("section"),
        _text("statement"),
        sa.Column("statement_sha256", _SHA256, nullable=False),
        sa.Column("yes_no", sa.String(10)),
        _text("by"),
        sa.Column("on", sa.Date, nullable=False),
        _primary("settling", "id"),
    )
