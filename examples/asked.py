"""What an example asks and where its answers belong: written down beside the book, independent of segq."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Wanted(StrEnum):
    """What sort of answer cell the customer gave a question."""

    CHOICE = "choice"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of an example, in the customer's words."""

    id: str
    text: str
    wanted: Wanted = Wanted.CHOICE


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of questions."""

    title: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class TrueSlot:
    """A cell that is the vendor's to fill; ``options`` are the legal choices in list order."""

    cell: str
    kind: str
    role: str
    options: tuple[str, ...] | None = None
    max_chars: int | None = None
    prefilled: str | None = None


@dataclass(frozen=True, slots=True)
class TrueQuestion:
    """Where a question really stands, with its vendor slots from left to right."""

    sheet: str
    q: str
    id: str | None
    text: str
    slots: tuple[TrueSlot, ...]


def truth_lines(questions: Iterable[TrueQuestion]) -> str:
    """Return the truth as JSON lines in the keys of ``segq inspect --json``."""
    return "".join(json.dumps(_record(question), ensure_ascii=False) + "\n" for question in questions)


def _record(question: TrueQuestion) -> dict[str, object]:
    return {
        "sheet": question.sheet,
        "q": question.q,
        "id": question.id,
        "text": question.text,
        "slots": [_slot(slot) for slot in question.slots],
    }


def _slot(slot: TrueSlot) -> dict[str, object]:
    record: dict[str, object] = {"cell": slot.cell, "kind": slot.kind, "role": slot.role}
    record["options"] = list(slot.options) if slot.options is not None else None
    if slot.max_chars is not None:
        record["max_chars"] = slot.max_chars
    record["prefilled"] = slot.prefilled
    return record
