"""What differs between an original and what came back of it, for anybody's pair of files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from exporters.certificate import ColumnProof, FileProof
from exporters.json_schema import SCHEMA_VERSION
from exporters.nouns import CELLS, nouns_for
from exporters.ooxml.limits import Limits
from exporters.password import Password, as_argument
from exporters.sandbox import run_task

PlainValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class CellChange:
    """A value that changed; dates are ISO texts."""

    at: str
    before: PlainValue
    after: PlainValue


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of which the filled file holds fewer."""

    what: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class DropdownProof:
    """How many lists of choices the original has, how many are as they were, and the options of all of them."""

    lists: int
    kept: int
    options: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences; lists are bounded, totals are not."""

    original: FileProof
    filled: FileProof
    identical: int
    """Zip members with the same content."""
    raw_identical: int
    """Of these, members whose compressed bytes are the same too."""
    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    cells: tuple[CellChange, ...]
    cells_total: int
    others: tuple[str, ...]
    """What changed besides values of cells, each naming its place."""
    others_total: int
    losses: tuple[Loss, ...]
    columns: tuple[ColumnProof, ...] = ()
    """Columns that the original does not have, each with nothing but what appending it brings."""
    rows_raised: tuple[str, ...] = ()
    """Rows with a new text whose computed height was raised."""
    notes: tuple[str, ...] = ()
    """Cells that received a note, or places a comment, each with nothing but what adding it brings."""
    notes_total: int = 0
    dropdowns: DropdownProof | None = None
    """Lists of choices; ``None`` for a text file."""
    dependents: tuple[str, ...] = ()
    """Formulas that may read a changed cell, the first of them."""
    dependents_total: int = 0
    rows: tuple[int, int] | None = None
    """Of a text file: rows that are identical to the byte, and rows of the original."""

    @property
    def only_slots_changed(self) -> bool:
        """Whether nothing but cell values changed, with what they bring: recalculation, heights, new columns, notes."""
        return self.others_total == 0

    @property
    def parts(self) -> int:
        """Zip members of the original."""
        return self.identical + len(self.changed) + len(self.removed)

    def to_json(self) -> str:
        """Return the comparison as one line of JSON."""
        plain = {"schema_version": SCHEMA_VERSION, "only_slots_changed": self.only_slots_changed, **asdict(self)}
        return json.dumps(plain, ensure_ascii=False)

    def render(self, most: int = 20) -> str:
        """Return the comparison for a person; lists are cut after ``most`` lines, with the number left out."""
        return "\n".join(self._lines(most)) + "\n"

    def _lines(self, most: int) -> Iterator[str]:
        count, nouns = len(self.columns), nouns_for(self.original.name)
        more = f", {count} column{'s' * (count > 1)} appended" if count else ""
        more += f", {self.notes_total} {nouns.note}{'s' * (self.notes_total > 1)} added" if self.notes_total else ""
        kept = f"only {nouns.changes} changed{more}"
        verdict = kept if self.only_slots_changed else f"more than {nouns.changes} changed"
        yield f"{self.filled.name} against {self.original.name}: {verdict}"
        yield self._sameness()
        for column in self.columns:
            yield f"Appended: column {column.at}{f' “{column.header}”' if column.header else ''}"
        if self.rows_raised:
            yield f"Rows raised for their text: {len(self.rows_raised)}"
        yield from _cut([f"{nouns.note.capitalize()} added: {at}" for at in self.notes], most, self.notes_total)
        for loss in self.losses:
            yield f"Lost: {loss.before - loss.after} of {loss.before} {loss.what}"
        if self.dropdowns is not None and self.dropdowns.lists:
            of = self.dropdowns
            yield f"Dropdowns: {of.kept} of {of.lists} as they were; the original offers {of.options} options in them"
        yield from _cut([f"Differs: {text}" for text in self.others], most, self.others_total)
        differing = "Cells with another value" if nouns is CELLS else "Places with another content"
        yield f"{differing}: {self.cells_total}"
        yield from _cut(
            [f"  {c.at}: {_word(c.before)} -> {_word(c.after)}" for c in self.cells], most, self.cells_total
        )
        if self.dependents_total:
            named = ", ".join(self.dependents[:3]) + (", …" if self.dependents_total > 3 else "")
            yield f"Formulas that may read a changed cell: {self.dependents_total} ({named})"

    def _sameness(self) -> str:
        if self.rows is not None:
            return f"Rows: {self.rows[0]} of {self.rows[1]} identical to the byte"
        return (
            f"Parts: {self.identical} of {self.parts} identical ({self.raw_identical} to the compressed byte),"
            f" {len(self.changed)} changed, {len(self.added)} added, {len(self.removed)} removed"
        )


def verify(original: Path, filled: Path, limits: Limits | None = None, password: Password | None = None) -> Comparison:
    """Compare two workbooks in the child process; raises InputRejected naming the one that cannot be read.

    The password opens whichever of them is encrypted.
    """
    more = {"other": str(filled.absolute()), **as_argument(password)}
    found = run_task("compare", original.absolute(), limits or Limits(), prefix=False, **more)
    return comparison_of(original, filled, found)


def comparison_of(original: Path, filled: Path, found: dict[str, Any]) -> Comparison:
    """Return what the child found as a comparison."""
    return Comparison(
        original=FileProof(original.name, found["sha256"][0]),
        filled=FileProof(filled.name, found["sha256"][1]),
        identical=len(found["identical"]),
        raw_identical=found["raw_identical"],
        changed=tuple(found["changed"]),
        added=tuple(found["added"]),
        removed=tuple(found["removed"]),
        cells=tuple(CellChange(*cell) for cell in found["cells"]),
        cells_total=found["cells_total"],
        others=tuple(found["others"]),
        others_total=found["others_total"],
        losses=tuple(Loss(*loss) for loss in found["lost"]),
        columns=tuple(ColumnProof(*column) for column in found.get("columns", ())),
        rows_raised=tuple(found.get("rows_raised", ())),
        notes=tuple(found.get("notes", ())),
        notes_total=found.get("notes_total", 0),
        dropdowns=DropdownProof(*found["dropdowns"]) if "dropdowns" in found else None,
        dependents=tuple(found.get("dependents", ())),
        dependents_total=found.get("dependents_total", 0),
        rows=tuple(found["rows"]) if "rows" in found else None,
    )


def _word(value: PlainValue) -> str:
    text = "blank" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _cut(lines: list[str], most: int, total: int) -> Iterator[str]:
    yield from lines[:most]
    if total > most:
        yield f"  … and {total - min(most, len(lines))} more"
