"""Values for places as the parent asks for them, and which elements of a document they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from exporters.word.markup import W
from exporters.word.places import Places, normal_address
from exporters.word.wanted import Want
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected


@dataclass(frozen=True, slots=True)
class WordWrite:
    """One value for one place, as the parent asks for it."""

    at: str
    control: int | None
    fields: tuple[int, ...]
    value: CellValue
    prefilled: bool = False
    asks: bool = False
    """The text at the place is the question, and the answer goes behind it."""

    def __str__(self) -> str:
        control = "" if self.control is None else f" control {self.control}"
        return self.at + control + "".join(f" field {number}" for number in self.fields)


def requested_word_write(message: Sequence[Any]) -> WordWrite:
    """Return the write that came as JSON; raises InputRejected for what is no place."""
    at, which, kind, value, prefilled = message
    content = date.fromisoformat(value) if kind == "date" else value
    fields, asks = tuple(which["fields"]), bool(which.get("asks"))
    return WordWrite(normal_address(at), which["control"], fields, content, prefilled, asks)


def meant(places: Places, write: WordWrite, existing: str) -> tuple[etree._Element, Want]:
    """Return the place, and the write with the elements that it means; raises InputRejected for what is not there.

    Boxes of one scale may stand in several paragraphs of a cell: then the cell is the place.
    """
    control = None if write.control is None else _numbered(places.controls, write.control, write, "content controls")
    fields = tuple(_numbered(places.fields, number, write, "form fields") for number in write.fields)
    element = places.element(write.at)
    for one in (*fields, *(() if control is None else (control,))):
        if element not in one.iterancestors() and element not in one.iter():
            around = next(element.iterancestors(f"{W}tc"), None)
            if around is None or around not in one.iterancestors():
                raise InputRejected(f"{write}: it does not stand there.", "`segq inspect --json` shows what does.")
            element = around
    return element, Want(write.value, existing, write.prefilled, control, fields, write.asks)


def _numbered(found: Sequence[etree._Element], number: int, write: WordWrite, what: str) -> etree._Element:
    if not 0 <= number < len(found):
        raise InputRejected(f"{write}: the document has {len(found)} {what}.", "Counting begins at 0.")
    return found[number]


def refuse_repeated(writes: Iterable[WordWrite]) -> None:
    """Raise InputRejected where a place is given two values."""
    seen: set[tuple[str, int | None, tuple[int, ...]]] = set()
    for one in writes:
        key = one.at, one.control, one.fields
        if key in seen:
            raise InputRejected(f"{one} is given twice.", "Give one value a place.")
        seen.add(key)
