"""What is to be written at a place of a document, what became of it, and the rules for what stands there already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected, PolicyRefused

KEEP, REPLACE, REFUSE = "keep", "replace", "refuse"
ANSWERED, HELD = "already answered", "already holds that value"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHOWN_OPTIONS = 12
_MARKS = frozenset({"x", "✓", "✔", "☒", "☑"})


@dataclass(frozen=True, slots=True)
class Revision:
    """Who inserts, when (ISO 8601), and where unused annotation ids come from (17.13.5)."""

    author: str
    date: str
    ids: Iterator[int]


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a place; ``touched`` are the smallest ``p``, ``tc`` and block-level ``sdt`` that changed."""

    changed: bool
    reason: str = ""
    touched: tuple[etree._Element, ...] = ()
    added: int = 0
    """Paragraphs that are new directly behind the place's own: addresses behind it count on by so many.

    Negative where more of an old answer or prompt went.
    """


@dataclass(frozen=True, slots=True)
class Want:
    """What to write, over what, and which control or fields of the place are meant."""

    value: CellValue
    existing: str = KEEP
    prefilled: bool = False
    control: etree._Element | None = None
    fields: tuple[etree._Element, ...] = ()
    asks: bool = False
    """The text that stands there is the question: the answer goes behind it, whatever it ends with."""
    revision: Revision | None = None
    """Write text as a tracked insertion; boxes, choices and dates of controls cannot be tracked."""


def text_of(value: CellValue) -> str:
    """Return a value as text: ``X`` for a true mark, ISO dates, ``1.5``, line ends as line feeds."""
    if isinstance(value, bool):
        return "X" if value else ""
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def check_value(value: CellValue, address: str) -> None:
    """Raise InputRejected for a text that says nothing, or that XML 1.0 cannot hold (2.2 of its specification)."""
    if not isinstance(value, str):
        return
    found = _ILLEGAL.search(value)
    if found:
        raise InputRejected(
            f"{address}: the text holds the character U+{ord(found[0]):04X}, which a document cannot hold.",
            "Remove it from the answer.",
        )
    if not value.strip():
        raise InputRejected(f"{address} is given an empty text.", "Leave the place out, or give it an answer.")


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for white space."""
    return one.split() == other.split()


def folded(text: str) -> str:
    """Return a text as options are compared: one blank between words, no case, no stop at its end."""
    return " ".join(text.split()).casefold().rstrip(" ,;/|:")


def ticks(value: CellValue) -> bool | None:
    """Return whether a value ticks a single box (``True``, ``X``), clears it, or says neither (``None``)."""
    if isinstance(value, bool):
        return value
    return True if isinstance(value, str) and value.strip().casefold() in _MARKS else None


def chosen(options: Sequence[str], value: CellValue) -> int | None:
    """Return which option a value names: the exact text first, then without regard to case and blanks."""
    text = text_of(value)
    if text in options:
        return options.index(text)
    known = [folded(option) for option in options]
    return known.index(folded(text)) if folded(text) and folded(text) in known else None


def illegal_choice(options: Sequence[str], address: str) -> InputRejected:
    """Return the refusal of a value that is no option."""
    words = ", ".join(repr(option) for option in options[:_SHOWN_OPTIONS])
    more = f" and {len(options) - _SHOWN_OPTIONS} more" if len(options) > _SHOWN_OPTIONS else ""
    hint = f"Legal are: {words}{more}." if options else "It offers nothing to choose."
    return InputRejected(f"{address} does not allow that choice.", hint)


def left(want: Want, address: str, *, answered: bool, same: bool) -> Filled | None:
    """Return that a place stays as it is, or ``None`` where it may be written; raises PolicyRefused as told to."""
    if same:
        return Filled(changed=False, reason=HELD)
    if not answered or want.prefilled or want.existing == REPLACE:
        return None
    if want.existing == REFUSE:
        raise PolicyRefused(f"{address} already holds an answer.", "Use --existing keep or --existing replace.")
    return Filled(changed=False, reason=ANSWERED)
