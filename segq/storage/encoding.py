"""Values of the domain as JSON text and back: dates are tagged, so that a text that looks like one stays a text.

A migration reads this JSON with ``json`` alone; nothing in it names a class of ours.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from knowledge.errors import InputRejected

T = TypeVar("T")

_DATE: Final = "$date"
_TAG: Final = f'"{_DATE}"'


def to_json(value: object, kind: Any) -> str:
    """Return the value of the given type as JSON text."""
    return plain_json(_adapter(kind).dump_python(value))


def from_json(text: str, kind: type[T]) -> T:
    """Return the value of a JSON text; raises pydantic's ValidationError where it is none of that type."""
    if _TAG in text:
        return from_plain(_DATED.decode(text), kind)
    found: T = _adapter(kind).validate_json(text)
    return found


def from_plain(value: object, kind: type[T]) -> T:
    """Return the typed value of what :func:`plain_value` read."""
    found: T = _adapter(kind).validate_python(value)
    return found


def as_plain(value: object, kind: Any) -> Any:
    """Return the value as dictionaries, lists and scalars, for use inside another JSON text."""
    return _adapter(kind).dump_python(value)


def plain_json(value: object) -> str:
    """Return dictionaries, lists and scalars as compact JSON, dates tagged; raises InputRejected for broken text."""
    text = json.dumps(value, default=_tagged, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return encodable(text)


def plain_value(text: str) -> Any:
    """Return what :func:`plain_json` wrote, tagged dates as dates."""
    return _DATED.decode(text) if _TAG in text else json.loads(text)


def encodable(text: str) -> str:
    """Return the text; raises InputRejected where half of a character stands alone, which no database can keep."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        near = text[max(0, error.start - 20) : error.start]
        raise InputRejected(
            f"A text holds half of a character after {near!r} and cannot be kept.", "Type that place anew."
        ) from None
    return text


def _adapter(kind: Any) -> TypeAdapter[Any]:
    return _built(kind)


@cache
def _built(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, date) and not isinstance(value, datetime):
        return {_DATE: value.isoformat()}
    raise TypeError(f"{type(value).__name__} is not kept as JSON")


def _untagged(entry: dict[str, Any]) -> Any:
    return date.fromisoformat(entry[_DATE]) if entry.keys() == {_DATE} else entry


_DATED: Final = json.JSONDecoder(object_hook=_untagged)
