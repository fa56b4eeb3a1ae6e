"""A knowledge base as plain JSON and back, with the standard library only: what a compiled index stores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.statement import (
    Answers,
    Approval,
    ApprovalKind,
    AskedForm,
    Comparison,
    Disclosure,
    Document,
    Fact,
    Gap,
    KnowledgeBase,
    Party,
    ProductScope,
    SettledValue,
    Settles,
    Source,
    Statement,
    YesNo,
)

FORMAT = 2
"""Raised with every change of the layout: an older snapshot is refused and made anew."""
_DATE = "date"

Json = Mapping[str, Any]


def dump(base: KnowledgeBase) -> dict[str, object]:
    """Return the base as values that ``json`` can write; equal bases give equal results."""
    content = plain(base)
    return {"format": FORMAT, "base": content}


def load(snapshot: Json) -> KnowledgeBase:
    """Return the base that was dumped; anything else raises ``KnowledgeError``."""
    try:
        if snapshot["format"] != FORMAT:
            raise KnowledgeError(f"The snapshot has format {snapshot['format']!r}, not {FORMAT}.", "Rebuild the index.")
        return _base(snapshot["base"])
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"The snapshot of the knowledge base is damaged ({error!r}).", "Rebuild it.") from error


def plain(value: object) -> object:
    """Return a value of the vocabulary as ``json`` can write it: enums by value, dates as ``{"date": …}``."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    return value


def _base(data: Json) -> KnowledgeBase:
    return KnowledgeBase(
        name=data["name"],
        statements=tuple(_statement(item) for item in data["statements"]),
        documents=tuple(_document(item) for item in data["documents"]),
        gaps=tuple(_gap(item) for item in data["gaps"]),
        contact=data["contact"],
        language=data["language"],
        completed_questionnaires=Disclosure(data.get("completed_questionnaires", Disclosure.NDA)),
    )


def _statement(data: Json) -> Statement:
    shaped = {
        "answers": Answers(**data["answers"]),
        "questions": tuple(AskedForm(q["ask"], _yes_no(q["yes_no"])) for q in data["questions"]),
        "aliases": tuple(data["aliases"]),
        "partly_answers": tuple(data["partly_answers"]),
        "does_not_answer": tuple(data["does_not_answer"]),
        "settles": _settles(data["settles"]),
        "responsibility": _party(data["responsibility"]),
        "facts": tuple(_fact(item) for item in data["facts"]),
        "disclosure": Disclosure(data["disclosure"]),
        "scope": ProductScope(tuple(data["scope"]["products"]), tuple(data["scope"]["regions"])),
        "source": _source(data["source"]),
        "approval": _approval(data["approval"]),
        "review_by": _date(data["review_by"]),
        "references": _references(data["references"]),
        "components": tuple(data["components"]),
    }
    return Statement(**{**data, **shaped})


def _document(data: Json) -> Document:
    period = data["period"]
    shaped = {
        "aliases": tuple(data["aliases"]),
        "issued": _date(data["issued"]),
        "period": (_day(period[0]), _day(period[1])) if period else None,
        "expires": _date(data["expires"]),
        "disclosure": Disclosure(data["disclosure"]),
        "source": _source(data["source"]),
        "references": _references(data["references"]),
    }
    return Document(**{**data, **shaped})


def _gap(data: Json) -> Gap:
    return Gap(data["id"], data["title"], tuple(data["questions"]), tuple(data["aliases"]))


def _settles(data: Json) -> Settles:
    lists = {name: tuple(data[name]) for name in ("scope", "population", "algorithm")}
    values = tuple(SettledValue(v["name"], v["value"], v["unit"], Comparison(v["comparison"])) for v in data["values"])
    return Settles(**{**data, **lists, "party": _party(data["party"]), "values": values})


def _fact(data: Json) -> Fact:
    value = data["value"]
    return Fact(
        name=data["name"],
        value=_day(value) if isinstance(value, dict) else value,
        as_of=_day(data["as_of"]),
        max_age_days=data["max_age_days"],
        unit=data["unit"],
    )


def _source(data: Json | None) -> Source | None:
    return Source(**data) if data else None


def _approval(data: Json | None) -> Approval | None:
    if not data:
        return None
    return Approval(ApprovalKind(data["kind"]), data["by"], _day(data["on"]), data["sha256"])


def _references(data: list[Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((framework, tuple(ids)) for framework, ids in data)


def _yes_no(value: str | None) -> YesNo | None:
    return YesNo(value) if value else None


def _party(value: str | None) -> Party | None:
    return Party(value) if value else None


def _day(value: Json) -> date:
    return date.fromisoformat(value[_DATE])


def _date(value: Json | None) -> date | None:
    return _day(value) if value else None
