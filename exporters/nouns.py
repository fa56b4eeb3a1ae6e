"""What a person calls the places of a file and what is put beside them: cells with notes, places with comments."""

from __future__ import annotations

from dataclasses import dataclass

WORD_ENDINGS = (".docx", ".docm")


@dataclass(frozen=True, slots=True)
class Nouns:
    """The words of one format."""

    one: str
    many: str
    changes: str
    """What changes where only answers were written, as in *only cell values changed*."""
    note: str


CELLS = Nouns("cell", "cells", "cell values", "note")
PLACES = Nouns("place", "places", "contents of places", "comment")


def nouns_for(name: str) -> Nouns:
    """Return the words for a file of that name; its ending decides, as it does on the reader."""
    return PLACES if name.lower().endswith(WORD_ENDINGS) else CELLS
