"""The entries of all files of a base, validated one by one, with what is wrong reported at its line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge.schema import (
    AnswersEntry,
    ApprovalEntry,
    AskedEntry,
    BaseEntry,
    CompositeEntry,
    DefaultsEntry,
    DocumentEntry,
    FactEntry,
    GapEntry,
    PeriodEntry,
    ScopeEntry,
    SettlesEntry,
    SourceEntry,
    StatementEntry,
    ValueEntry,
)
from knowledge.yaml_source import KeyPath, YamlSource

E = TypeVar("E", bound=BaseModel)
M = TypeVar("M", bound=BaseModel)

_PARTS: dict[str, type[BaseModel]] = {
    "answers": AnswersEntry,
    "approval": ApprovalEntry,
    "questions": AskedEntry,
    "defaults": DefaultsEntry,
    "facts": FactEntry,
    "period": PeriodEntry,
    "scope": ScopeEntry,
    "settles": SettlesEntry,
    "source": SourceEntry,
    "values": ValueEntry,
}
"""The model behind each key that holds more keys, for suggestions."""
_SECTIONS = ("statements", "documents", "gaps")


@dataclass(frozen=True, slots=True)
class Placed(Generic[E]):
    """A valid entry and where it stands."""

    entry: E
    source: YamlSource
    place: KeyPath

    def report(self, key: str, text: str, hint: str) -> None:
        """Note a problem at one key of this entry."""
        self.source.report((*self.place, key), text, hint)


@dataclass(slots=True)
class ReadEntries:
    """What the files of a base hold, in file order."""

    base: BaseEntry | None = None
    statements: list[Placed[StatementEntry] | Placed[CompositeEntry]] = field(default_factory=list)
    documents: list[Placed[DocumentEntry]] = field(default_factory=list)
    gaps: list[Placed[GapEntry]] = field(default_factory=list)


def read_entries(base_source: YamlSource | None, sources: tuple[YamlSource, ...]) -> ReadEntries:
    """Validate every entry; problems are reported to the sources they stand in."""
    read = ReadEntries()
    if base_source is not None and base_source.data is not None:
        read.base = _validated(BaseEntry, base_source, (), base_source.data)
    for source in sources:
        for section, place, item in _items(source):
            if section == "documents":
                read.documents += _placed(DocumentEntry, source, place, item)
            elif section == "gaps":
                read.gaps += _placed(GapEntry, source, place, item)
            elif isinstance(item, dict) and "components" in item:
                read.statements += _placed(CompositeEntry, source, place, item)
            else:
                read.statements += _placed(StatementEntry, source, place, item)
    return read


def _items(source: YamlSource) -> Iterator[tuple[str, KeyPath, object]]:
    """Yield section, place and data of each entry; a file that is one list holds statements."""
    data = source.data
    if isinstance(data, list):
        yield from (("statements", (index,), item) for index, item in enumerate(data))
        return
    if not isinstance(data, dict):
        if not source.problems:
            source.report(
                (), "The file holds neither statements nor documents nor gaps.", "Start it with 'statements:'."
            )
        return
    for key, listed in data.items():
        if key not in _SECTIONS:
            source.report((key,), f"Unknown key {key!r}.", _suggestion(key, _SECTIONS))
        elif not isinstance(listed, list):
            source.report((key,), f"{key} should be a list.", "Start each entry with '- id:'.")
        else:
            yield from ((key, (key, index), item) for index, item in enumerate(listed))


def _placed(model: type[M], source: YamlSource, place: KeyPath, item: object) -> list[Placed[M]]:
    entry = _validated(model, source, place, item)
    return [] if entry is None else [Placed(entry, source, place)]


def _validated(model: type[M], source: YamlSource, place: KeyPath, item: object) -> M | None:
    try:
        return model.model_validate(item)
    except ValidationError as error:
        named = f"{item['id']}: " if isinstance(item, dict) and isinstance(item.get("id"), str) else ""
        for detail in error.errors(include_url=False):
            text, hint = _explained(model, detail)
            source.report((*place, *detail["loc"]), f"{named}{text}", hint)
    return None


def _explained(model: type[BaseModel], detail: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong in the words of somebody who writes YAML, and what to do."""
    where = ".".join(str(key) for key in detail["loc"]) or "the entry"
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    match detail["type"]:
        case "extra_forbidden":
            if model is CompositeEntry and key in StatementEntry.model_fields:
                return f"{where} is not for a composite.", "Remove it: components give a composite its wording."
            return f"Unknown key {where!r}.", _suggestion(key, _keys_around(model, detail["loc"]))
        case "missing":
            return f"The key {where!r} is missing.", "Add it; docs/knowledge-base.md lists all keys."
        case "model_type" | "dict_type" | "model_attributes_type":
            said = _said(detail["input"])
            return f"{where} should be a mapping of keys, not {said}.", "Write it as 'key: value' pairs."
    return f"{where}: {_sentence(detail)}, not {_said(detail['input'])}.", _hint(key)


def _keys_around(model: type[BaseModel], loc: tuple[str | int, ...]) -> tuple[str, ...]:
    owners = [part for part in loc[:-1] if isinstance(part, str) and part in _PARTS]
    return tuple((_PARTS[owners[-1]] if owners else model).model_fields)


def _suggestion(key: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    return f"Did you mean {close[0]!r}?" if close else f"Known keys: {', '.join(known)}."


def _sentence(detail: ErrorDetails) -> str:
    text = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return text[:1].lower() + text[1:]


def _said(value: Any) -> str:
    text = repr(value) if isinstance(value, str | int | float | bool | None) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _hint(key: str) -> str:
    return {
        "yes_no": 'Write "yes", "no" or "partial", in quotes.',
        "review_by": "Write a date as YYYY-MM-DD.",
        "on": "Write a date as YYYY-MM-DD.",
        "as_of": "Write a date as YYYY-MM-DD.",
        "id": "Use lower-case letters, digits and single hyphens.",
        "sha256": "Stamp the approval again with scripts/stamp_approvals.py.",
    }.get(key, "Correct the value; docs/knowledge-base.md lists what each key takes.")
