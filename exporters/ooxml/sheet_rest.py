"""Everything in a worksheet part but its cells: as a hash, and the heights of rows that follow their content."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256

from exporters.ooxml.markup import MAIN, is_true, plain_number, run_parser, streaming_parser, whole_number

_DATA, _ROW, _CELL, _DIMENSION = (f"{MAIN} {name}" for name in ("sheetData", "row", "c", "dimension"))
_FORMAT, _PROTECTION = (f"{MAIN} {name}" for name in ("sheetFormatPr", "sheetProtection"))


@dataclass(slots=True)
class SheetRest:
    """What :func:`rest_of` found; ``dimension`` and ``spans``, which real files get wrong, are left out."""

    digest: str = ""
    heights: dict[int, str] = field(default_factory=dict)
    """Stored heights that nobody set, by row, left out of the digest too."""
    fixed: bool = False
    """No row may change its height: the default is set, or protection forbids to format rows."""

    def raised_since(self, before: SheetRest) -> set[int] | None:
        """Return the rows that are higher than before, ``None`` where another height differs or none may change."""
        if self.heights.keys() != before.heights.keys():
            return None
        differing = {row for row, height in self.heights.items() if height != before.heights[row]}
        grown = all(_points(self.heights[row]) > _points(before.heights[row]) for row in differing)
        return differing if grown and not (differing and before.fixed) else None


def _points(height: str) -> float:
    return plain_number(height) or 0


def rest_of(data: bytes, part: str) -> SheetRest:
    """Return what a worksheet's bytes say besides cells."""
    reader, parser = _Reader(), streaming_parser(part)
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    run_parser(parser, data, part)
    reader.rest.digest = reader.digest.hexdigest()
    return reader.rest


class _Reader:
    def __init__(self) -> None:
        self.rest, self.digest = SheetRest(), sha256()
        self._row = self._cell = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._cell or name == _CELL:
            self._cell += 1
        elif name == _ROW:
            self._start_row(attributes)
        elif name not in (_DIMENSION, _DATA):
            self._note("start", name, sorted(attributes.items()))
            set_for_all = name == _FORMAT and is_true(attributes.get("customHeight"))
            held = name == _PROTECTION and is_true(attributes.get("sheet"))
            self.rest.fixed |= set_for_all or (held and is_true(attributes.get("formatRows", "1")))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = whole_number(attributes.get("r")) or self._row + 1
        said = {key: value for key, value in attributes.items() if key not in ("r", "spans")}
        height = said.get("ht")
        shown = not is_true(said.get("hidden")) and plain_number(height or "") != 0
        if shown and not is_true(said.get("customHeight")):
            said.pop("customHeight", None)
            if height is not None:
                self.rest.heights[self._row] = said.pop("ht")
        if said:
            self._note("row", self._row, sorted(said.items()))

    def end(self, name: str) -> None:
        if self._cell:
            self._cell -= 1
        elif name not in (_ROW, _DIMENSION, _DATA):
            self._note("end", name)

    def text(self, piece: str) -> None:
        if not self._cell and piece.strip():
            self._note("text", piece)

    def _note(self, *what: object) -> None:
        self.digest.update(json.dumps(what).encode())
