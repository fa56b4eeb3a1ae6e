"""What an edit changed, word by word, told by signs and not by colours alone: ``[-was-]{+is+}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST = 4_000
"""Longer texts are compared in whole paragraphs."""


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    TAKEN_OUT = "taken out"
    PUT_IN = "put in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with what became of it."""

    change: Change
    text: str

    def marked(self) -> str:
        """Return the text between the signs of its change."""
        if self.change is Change.SAME:
            return self.text
        return f"[-{self.text}-]" if self.change is Change.TAKEN_OUT else f"{{+{self.text}+}}"


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts as runs: what stayed, what was taken out and what was put in."""
    return tuple(piece for piece in _pieces(_tokens(before), _tokens(after)) if piece.text)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text) if len(text) <= _LONGEST else text.splitlines(keepends=True)


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(before[first:last]))
        else:
            yield Piece(Change.TAKEN_OUT, "".join(before[first:last]))
            yield Piece(Change.PUT_IN, "".join(after[start:end]))
