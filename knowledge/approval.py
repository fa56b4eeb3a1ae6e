"""What an approval covers, its hash, and whether a statement still stands on a date."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum

from knowledge.statement import KnowledgeBase, Statement

_COVERED = (
    "id",
    "title",
    "claim",
    "answers",
    "questions",
    "aliases",
    "settles",
    "context",
    "facts",
    "commits",
    "responsibility",
    "scope",
    "disclosure",
)
"""Everything that can mislead; title and aliases too, as they count as what the statement is about."""
_FORM = "segq approval 1"


class LapseKind(StrEnum):
    """Why a statement no longer stands as it was approved, or never was."""

    UNAPPROVED = "not approved"
    CHANGED = "changed since approval"
    EXPIRED = "expired"
    STALE_FACT = "stale fact"


@dataclass(frozen=True, slots=True)
class Lapse:
    """One reason against using a statement; ``statement`` may be a component of the one asked about."""

    kind: LapseKind
    statement: str
    text: str


def canonical_form(statement: Statement, component_hashes: Mapping[str, str]) -> bytes:
    """Return the bytes that an approval pins: independent of folding, key order and file."""
    form = {name: _plain(getattr(statement, name)) for name in _COVERED}
    form["components"] = [[name, component_hashes[name]] for name in statement.components]
    form["form"] = _FORM
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def approval_hash(statement: Statement, component_hashes: Mapping[str, str]) -> str:
    """Return the sha256 of the canonical form in hexadecimal."""
    return hashlib.sha256(canonical_form(statement, component_hashes)).hexdigest()


def standing(statement: Statement, base: KnowledgeBase, as_of: date) -> tuple[Lapse, ...]:
    """Return what is wrong on that date with the statement or any component; empty where it stands."""
    found = [lapse for member in members(statement, base) for lapse in _own_lapses(member, as_of)]
    return tuple(dict.fromkeys(found))


def members(statement: Statement, base: KnowledgeBase) -> tuple[Statement, ...]:
    """Return the statement and everything it is made of, each once, however deep."""
    found = {statement.id: statement}
    pending = list(statement.components)
    while pending:
        part = base.statement(pending.pop(0))
        if part is not None and part.id not in found:
            found[part.id] = part
            pending += part.components
    return tuple(found.values())


def _own_lapses(statement: Statement, as_of: date) -> Iterable[Lapse]:
    approval = statement.approval
    if approval is None:
        yield Lapse(LapseKind.UNAPPROVED, statement.id, f"{statement.id} has no approval on record.")
    elif approval.sha256 != statement.sha256:
        said = f"{statement.id} was changed after {approval.by} approved it on {approval.on}."
        yield Lapse(LapseKind.CHANGED, statement.id, said)
    if statement.review_by and statement.review_by < as_of:
        yield Lapse(LapseKind.EXPIRED, statement.id, f"{statement.id} was due for review on {statement.review_by}.")
    for fact in statement.facts:
        if (as_of - fact.as_of).days > fact.max_age_days:
            said = f"{statement.id}: {fact.name} is of {fact.as_of}, older than {fact.max_age_days} days."
            yield Lapse(LapseKind.STALE_FACT, statement.id, said)


def _plain(value: object) -> object:
    """Return the value as JSON can hold it; texts normalised, whole floats as integers."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", str(value)).split())
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value
