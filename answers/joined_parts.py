"""Questions that join several things with *and*: which of the parts a statement says too little of."""

from __future__ import annotations

import re

from answers.coverage import Rarity, Stated, demanded
from answers.glossary import unjoined
from answers.quantities import without_quantities

_JOINED = re.compile(r"\b(?:[Aa]nd|AND|as well as|along with|plus)\b(?!\s*/\s*or)|;")
_BETWEEN = re.compile(r"(?<=\bbetween\b)([^,;?]{1,60}?)\band\b", re.IGNORECASE)
_ONE_NAME = re.compile(r"(?<=[a-z])\s+and\s+(?=[A-Z][a-z])")
_TELLING = 0.15
"""Weight of a word from which it says something of its own."""
_NEARLY = 0.7
"""Share of the heaviest word's weight from which another one tells as much of a joined part."""
_FRAMES = frozenset(
    {"documented", "procedure", "policy", "plan", "program", "standard", "require", "customer", "personnel"}
)
"""Tokens that joined parts have in common: of what the procedure is tells them apart."""


def unstated_parts(asked: str, stated: Stated, rarity: Rarity) -> tuple[str, ...]:
    """Return the joined parts of a question of whose telling words the statement lacks one."""
    pieces = [piece.strip(" ,?.") for piece in _JOINED.split(_unjoined(asked)) if piece.strip(" ,?.")]
    return tuple(piece for piece in pieces if not _says(piece, stated, rarity)) if len(pieces) > 1 else ()


def _unjoined(asked: str) -> str:
    """Return the question without quantities and without the *and* of a name or of *between … and*."""
    return _ONE_NAME.sub(" ", _BETWEEN.sub(r"\1", unjoined(without_quantities(asked))))


def _says(piece: str, stated: Stated, rarity: Rarity) -> bool:
    named = [concept for concept in demanded(piece) if concept.token not in _FRAMES]
    weights = [(rarity(concept.text), concept.token in stated.tokens) for concept in named]
    heaviest = max((weight for weight, _ in weights), default=0.0)
    return heaviest < _TELLING or all(said for weight, said in weights if weight >= _NEARLY * heaviest)
