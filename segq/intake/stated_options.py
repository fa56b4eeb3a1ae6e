"""Choices that a file states in words: beside the question, in a header, above the table, on another sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from answers.option_forms import Meaning
from answers.questionnaire import Option, Slot, SlotKind, SlotRole
from answers.vocabulary import meaning
from exporters.ooxml.workbook import Workbook
from segq.intake.evidence import ColumnReading, Role
from segq.intake.grid import Grid, cell_text
from segq.intake.headers import Hint, header_hints
from segq.intake.wording import asks_for_words, is_not_applicable, is_yes_no

_LONGEST = 40
_MOST = 8
_ROWS_ABOVE = 15
_BRACKETS = re.compile(r"[(\[（［]([^()\[\]（）［］]{3,160})[)\]）］]")
_CUE = re.compile(
    r"^\W*((please )?(answer|respond|reply|select|choose|mark|enter|use|indicate|pick)( with| from| one of| one"
    r"| either)*"
    r"|((allowed|possible|valid|permitted|available|accepted|legal) )?(answers?|responses?|values?|options?"
    r"|choices?|ratings?)"
    r"|legend|key|réponses? possibles?|répondre( par)?|options?|antwort(möglichkeit|option)?(en)?|mögliche antworten"
    r"|respuestas? posibles?|opciones|respostas? possíveis|opções|risposte possibili|opzioni|mogelijke antwoorden"
    r"|選択肢|回答|选项|可选)"
    r"( (are|is))?\s*[:=：–-]?\s+",
    re.IGNORECASE,
)
_CODE = re.compile(r"^[A-Z]{1,3}$")
_SLASHED = re.compile(r"\b(?:n/a|s/o|n/v)\b", re.IGNORECASE)
"""Choices that are written with a slash of their own."""
_APART = (";", "|", "\n", "/", ",", "、", "／")
_SEPARATED = re.compile(r"[;|\n/,、／]|\s(?:or|ou|oder|o|of)\s", re.IGNORECASE)
_JOINED = re.compile(r",?\s+(?:or|ou|oder|o|of)\s+", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def stated_choices(text: str) -> tuple[str, ...]:
    """Return the choices that a text lists and does nothing else; empty where that is not certain."""
    if len(text) > _LONGEST * _MOST or not _SEPARATED.search(text):
        return ()
    bare = _CUE.sub("", f"{text.strip().rstrip('.')} ", count=1).strip()
    bare = bare[1:-1] if _BRACKETS.fullmatch(bare) else bare
    kept = _SLASHED.sub(lambda found: found[0].replace("/", "\0"), bare)
    for separator in _APART:
        listed = (part.strip().replace("\0", "/") for part in _JOINED.sub(separator, kept).split(separator))
        parts = tuple(part for part in listed if part)
        if _are_choices(parts):
            return parts
    return ()


@lru_cache(maxsize=10_000)
def header_choices(header: str) -> tuple[str, ...]:
    """Return the choices that a header prints in brackets, as in ``Answer (Yes / No)`` or ``Compliance (C/PC/NC)``."""
    hints = header_hints(header)
    if not {Hint.ANSWER, Hint.STATUS} & hints.keys() or Hint.COMMENT in hints:
        return ()
    return bracketed_choices(header)


def bracketed_choices(header: str) -> tuple[str, ...]:
    """Return the choices that a text prints in brackets, whatever else it says."""
    found = (stated_choices(inner) or _codes(inner) for inner in _BRACKETS.findall(header))
    return next((choices for choices in found if choices), ())


def _codes(text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in re.split(r"[/|,]", text))
    coded = 2 <= len(parts) <= _MOST and all(_CODE.match(part) for part in parts)
    return parts if coded and len(set(parts)) == len(parts) else ()


def _are_choices(parts: Sequence[str]) -> bool:
    if not 2 <= len(parts) <= _MOST or any(len(part) > _LONGEST for part in parts) or len(set(parts)) < len(parts):
        return False
    said = [meaning(part) for part in parts]
    known = sum(s is not Meaning.UNKNOWN or is_yes_no(p) for s, p in zip(said, parts, strict=True))
    applies = [part for part in parts if not is_not_applicable(part)]
    return len(set(said) - {Meaning.UNKNOWN}) >= 2 and len(applies) >= 2 and known >= 0.6 * len(parts)


class StatedOptions:
    """What one table states about the choices of its answer column, where that column has no list of its own."""

    def __init__(self, grid: Grid, readings: Mapping[int, ColumnReading], first_row: int) -> None:
        """``first_row`` is the first row of the table; a legend stands above it."""
        self._grid = grid
        self._beside = [c for c, r in sorted(readings.items()) if not r.role.is_slot and r.role is not Role.QUESTION]
        answers = sum(r.role is Role.ANSWER and r.column.choices <= 0.15 for r in readings.values())
        self._legend = _above(grid, first_row) if answers == 1 else ()
        self._types: dict[str, tuple[str, ...]] | None = None

    def put_into(self, slot: Slot, row: int, question: str) -> Slot:
        """Return the slot as a choice where the file states what may stand in it, and nothing else stands there."""
        if slot.role is not SlotRole.ANSWER or slot.kind is not SlotKind.TEXT:
            return slot
        choices = self._beside_row(row)
        if not choices and (offered := header_choices(slot.header) or self._legend) and not asks_for_words(question):
            choices = offered
        fits = slot.existing is None or str(slot.existing).strip() in choices
        return replace(slot, kind=SlotKind.CHOICE, options=_options(choices)) if choices and fits else slot

    def of_type(self, row: int) -> tuple[Option, ...]:
        """Return the choices that the row prints, or that another sheet defines for the answer type it names."""
        printed = self._beside_row(row)
        if printed:
            return _options(printed)
        if self._types is None:
            self._types = type_choices(self._grid.workbook)
        named = (self._types.get(self._grid.text(row, col), ()) for col in self._beside)
        return _options(next((choices for choices in named if choices), ()))

    def _beside_row(self, row: int) -> tuple[str, ...]:
        found = (stated_choices(self._grid.text(row, col)) for col in self._beside)
        return next((choices for choices in found if choices), ())


def _options(choices: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(text, text) for text in choices)


def _above(grid: Grid, first_row: int) -> tuple[str, ...]:
    """Return the choices that a legend right above the table lists, with or right of a word that says so."""
    for row in grid.row_numbers:
        if first_row - _ROWS_ABOVE <= row < first_row:
            texts = [grid.text(row, col) for col in grid.rows[row]]
            cued = [_CUE.match(f"{text} ") for text in texts]
            if len(texts) <= 2 and cued[0] is not None:
                found = next((choices for text in reversed(texts) if (choices := stated_choices(text))), ())
                if found:
                    return found
    return ()


def type_choices(workbook: Workbook) -> dict[str, tuple[str, ...]]:
    """Return the choices of each answer type that a sheet defines: its id first, one cell with a choice a line."""
    return dict(_definitions(workbook))


def _definitions(workbook: Workbook) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield id and choices of every row of a small sheet whose first cell is an id and one of whose cells has lines."""
    for sheet in workbook.sheets:
        rows: dict[int, list[str]] = {}
        for (row, _), cell in sorted(sheet.cells.items()):
            if cell_text(cell):
                rows.setdefault(row, []).append(cell_text(cell))
        for texts in rows.values():
            lines = next((text for text in texts[1:] if "\n" in text), "")
            choices = tuple(line.strip() for line in lines.splitlines() if line.strip())
            if len(texts) <= 6 and len(texts[0]) <= 24 and 2 <= len(choices) <= 12:
                yield texts[0], choices
