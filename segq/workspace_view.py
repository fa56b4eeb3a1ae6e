"""Questionnaires, accounts and the audit log as JSON records and as lines for a person."""

from __future__ import annotations

from datetime import date

from answers.review.states import QuestionnaireRecord
from knowledge.accounts import Account, NdaRecord, clearance_of
from segq.storage.records import AuditRow


def questionnaire_record(record: QuestionnaireRecord) -> dict[str, object]:
    """Return a questionnaire as one JSON object."""
    return {
        "id": record.id,
        "file": record.name,
        "sha256": record.sha256,
        "state": str(record.state),
        "account": record.account,
        "due": record.due.isoformat() if record.due else None,
        "imported_at": record.imported_at.isoformat() if record.imported_at else None,
        "signed_off_by": record.signed_off_by or None,
        "signed_off_at": record.signed_off_at.isoformat() if record.signed_off_at else None,
        "questions": record.questions,
        "decided": record.decided,
        "waiting": record.waiting,
        "settled": record.settled,
        "open": record.open,
    }


def questionnaire_line(record: QuestionnaireRecord) -> str:
    """Return a questionnaire as one line of a list."""
    due = f"due {record.due}" if record.due else "no due date"
    waiting = f", {record.waiting} with experts" if record.waiting else ""
    return (
        f"{record.id:>4}  {record.state:11} {record.account or '(no account)':24} {due:15} "
        f"{record.decided}/{record.questions} decided{waiting}  {record.name}"
    )


def account_record(account: Account, on: date) -> dict[str, object]:
    """Return an account with its clearance on the day as one JSON object."""
    clearance = clearance_of(account, on)
    return {
        "name": account.name,
        "domains": list(account.domains),
        "clearance": str(clearance.level),
        "basis": clearance.basis,
        "as_of": on.isoformat(),
        "ndas": [_nda_record(nda) for nda in account.ndas],
    }


def account_line(account: Account, on: date) -> str:
    """Return an account as one line of a list."""
    clearance = clearance_of(account, on)
    domains = ", ".join(account.domains) or "no domains"
    return f"{account.name:24} {clearance.level:7} {clearance.basis}  ({domains})"


def audit_record(row: AuditRow) -> dict[str, object]:
    """Return a row of the audit log as one JSON object."""
    return {
        "number": row.number,
        "at": row.at.isoformat(),
        "by": row.by,
        "kind": row.kind,
        "questionnaire": row.questionnaire,
        "payload": row.payload,
        "previous": row.previous,
        "sha256": row.sha256,
    }


def audit_line(row: AuditRow) -> str:
    """Return a row of the audit log as one line."""
    told = ", ".join(f"{name} {value}" for name, value in row.payload.items() if isinstance(value, str | int) and value)
    shown = told if len(told) <= 160 else f"{told[:159]}…"
    return f"{row.number:>6}  {row.at:%Y-%m-%d %H:%M:%S}  {row.by:16} {row.kind:16} {shown}"


def _nda_record(nda: NdaRecord) -> dict[str, object]:
    return {
        "basis": str(nda.basis),
        "signed_on": nda.signed_on.isoformat(),
        "expires_on": nda.expires_on.isoformat() if nda.expires_on else None,
        "parties": list(nda.parties),
        "domains": list(nda.domains),
        "evidence": nda.evidence,
    }
