"""A layout profile as frozen values: how a questionnaire is laid out, and the keys by which its texts are compared."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.disclosure import CellValue
from segq.intake.evidence import Role

NEEDED = (Role.QUESTION, Role.ANSWER, Role.TICK)
"""Roles without which a table cannot be read; a column of another role may be missing."""
_SHINGLE = 3
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """A column by its letter and header text, with the part that it plays."""

    letter: str
    role: Role
    header: str = ""
    options: tuple[CellValue, ...] = ()
    """Legal choices that the file only states in prose."""

    @property
    def col(self) -> int:
        """The 1-based number of the column."""
        number = 0
        for letter in self.letter:
            number = number * 26 + ord(letter) - 64
        return number


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table: where its header and rows stand, and what its columns hold; rows are 1-based."""

    columns: tuple[ColumnLayout, ...]
    header_row: int | None = None
    """Where the header stood; its texts find it again. ``None`` for a table without a header."""
    first_row: int | None = None
    last_row: int | None = None
    """``None`` for the end of the table."""
    below: bool = False
    """The answer goes into the row below the question."""
    cells: bool = False
    """A form whose questions and places are found cell by cell; it has no columns."""
    append: bool = False
    """An answer column is added right of everything."""
    id_shape: str = ""
    skip: tuple[str | int, ...] = ()
    ask: tuple[str | int, ...] = ()

    @property
    def headed(self) -> tuple[ColumnLayout, ...]:
        """Columns that have a header, left to right."""
        return tuple(sorted((column for column in self.columns if column.header), key=lambda column: column.col))

    @property
    def question(self) -> ColumnLayout:
        """The column that asks; a valid profile has exactly one."""
        return next(column for column in self.columns if column.role is Role.QUESTION)


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A sheet with the tables that are read from it, and no others."""

    name: str
    tables: tuple[TableLayout, ...]
    blocks: bool = True
    """Whether blocks beside the tables that ask about the respondent are read too."""


@dataclass(frozen=True, slots=True)
class LayoutProfile:
    """A profile; sheets that it does not name are left to detection."""

    name: str
    """File name, for messages."""
    sheets: tuple[SheetLayout, ...]
    ignore: tuple[str, ...] = ()
    wording: frozenset[int] = frozenset()
    """A sample of the questions' word triples, hashed: tells this questionnaire from another of the same layout."""


@dataclass(frozen=True, slots=True)
class ProfileUse:
    """Which profile a file was read by; ``matched`` is 0–1, or ``None`` where a person chose it."""

    name: str
    matched: float | None = None

    def __str__(self) -> str:
        return f"layout profile {self.name}" + (f", matched {self.matched:.2f}" if self.matched is not None else "")


def named_by(name: str, text: str) -> bool:
    """Whether a name of ``skip`` or ``ask`` means the text: all of it, or the beginning before a ``*``."""
    key, said = header_key(name.rstrip("*")), header_key(text)
    return bool(said) and (said.startswith(key) if name.endswith("*") else said == key)


def header_key(text: str) -> str:
    """Return the text as headers, sheet names and rows are compared: without case and line breaks."""
    return " ".join(text.casefold().split())


def loose_key(text: str) -> str:
    """Return the key with all numbers alike, so that this year's ``Answer 2026`` is last year's ``Answer 2025``."""
    return re.sub(r"\d+", "0", header_key(text))


def last_part(text: str) -> str:
    """Return the loose key of the lowest row of a header of several rows (``Vendor / Answer``)."""
    return loose_key(text.rsplit(" / ", 1)[-1])


def id_shape(text: str) -> str:
    """Return an id with letters and digits made alike: ``A-0`` for ``NET-07``."""
    return re.sub(r"\d+", "0", re.sub(r"[^\W\d_]+", "A", text.strip())).rstrip(".:)")


def word_triples(texts: Iterable[str]) -> set[int]:
    """Return the hashed triples of following words, single characters where words are not divided."""
    found: set[int] = set()
    for text in set(texts):
        words = _WORD.findall(text.casefold())
        for start in range(len(words) - _SHINGLE + 1):
            found.add(zlib.crc32(" ".join(words[start : start + _SHINGLE]).encode("utf-8", "replace")))
    return found
