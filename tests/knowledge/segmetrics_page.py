"""The sentences of the Security page as ``docs/segmetrics-sentences.md`` lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).parents[2] / "docs" / "segmetrics-sentences.md"
_ROW = re.compile(r"^\| (?P<sentence>.+) \| (?P<entries>.+) \|$")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, the entries that quote it, and why nothing does."""

    sentence: str
    entries: tuple[str, ...]
    why: str


def rows() -> tuple[Row, ...]:
    """Return the rows of all sections, in the order of the page."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        match = _ROW.match(line)
        if match and match["sentence"] != "Sentence of the page":
            why = match["entries"].removeprefix("— ") if match["entries"].startswith("— ") else ""
            found.append(Row(match["sentence"], tuple(re.findall(r"`([^`]+)`", match["entries"])), why))
    return tuple(found)
