"""The proof that comes with every written file: what changed, what stayed, and for whom it was cleared.

It holds addresses and hashes of parts, never an answer's text, a statement's id or anything of a withheld text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from exporters.json_schema import SCHEMA_VERSION
from exporters.nouns import CELLS, Nouns, nouns_for

_ROWS = 12
"""So many rows are named in a line."""


@dataclass(frozen=True, slots=True)
class FileProof:
    """A file by name and hash."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """A zip member that changed, with the hashes of its inflated content."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WrittenSlot:
    """An address that received a value, and of which kind: ``text``, ``number`` or ``boolean``."""

    at: str
    kind: str


@dataclass(frozen=True, slots=True)
class LeftSlot:
    """An address that stayed as it was, and why."""

    at: str
    why: str


@dataclass(frozen=True, slots=True)
class ColumnProof:
    """A column that the file did not have: ``Sheet!G``, its heading, how many answers went into it."""

    at: str
    header: str
    answers: int
    table: str = ""
    """The part of the table that took it in; empty where no table ends beside it."""


@dataclass(frozen=True, slots=True)
class AddedPart:
    """A zip member that the original lacks, with the hash of its inflated content."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a writer proved about one result."""

    source: FileProof
    result: FileProof
    parts: int
    changed: tuple[PartChange, ...]
    written: tuple[WrittenSlot, ...]
    left: tuple[LeftSlot, ...]
    dropdowns_before: int
    """List validations of the changed sheets; all other sheets are byte-identical."""
    dropdowns_after: int
    recalculation: str | None
    """A formula that may read a written cell, for which recalculation on opening was asked."""
    reread_by: str
    clearance: str
    as_of: date
    segq: str
    remarks: tuple[str, ...] = ()
    """What else was done to the written places or must be known of the file, each naming its place."""
    columns: tuple[ColumnProof, ...] = ()
    rows_raised: tuple[str, ...] = ()
    """Rows (``Sheet!7``) whose computed height was raised for their answer, by an estimate."""
    rows_fixed: tuple[str, ...] = ()
    """Rows that may hide part of their answer, as the file does not allow them to grow."""
    encrypted: bool = False
    """Whether the result is encrypted with the original's password."""
    added: tuple[AddedPart, ...] = ()
    notes: tuple[str, ...] = ()
    """Cells (``Sheet!C7``) that received a note, where none had one before; places that received a comment."""
    notes_refused: tuple[LeftSlot, ...] = ()
    """Cells or places whose flag could not stand so, why, and where it stands instead."""
    notes_kept: int = 0
    """Notes that stood on the same sheets before, or comments in the document, proven unchanged."""

    @property
    def nouns(self) -> Nouns:
        """The words for its places."""
        return nouns_for(self.source.name)

    def to_json(self) -> str:
        """Return the certificate as indented JSON with its schema version."""
        plain = {"schema_version": SCHEMA_VERSION, **asdict(self), "as_of": self.as_of.isoformat()}
        return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"

    def render(self) -> str:
        """Return the certificate for a person, one fact a line."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield f"{self.result.name}: filled from {self.source.name}, segq {self.segq}, as of {self.as_of.isoformat()}"
        yield f"Original sha256 {self.source.sha256}"
        yield f"Result   sha256 {self.result.sha256}"
        yield f"Clearance: {self.clearance}"
        same, names = self.parts - len(self.changed), ", ".join(change.name for change in self.changed) or "none"
        yield f"Parts: {same} of {self.parts} byte-identical; changed: {names}"
        yield f"{self.nouns.many.capitalize()} written: {len(self.written)}; left as they were: {len(self.left)}"
        if self.nouns is CELLS:
            yield f"Dropdowns on the changed sheets: {self.dropdowns_before} before, {self.dropdowns_after} after"
        if self.recalculation:
            yield f"Recalculation on opening was asked, as {self.recalculation} may depend on the answers"
        yield f"Read back by {self.reread_by}"
        yield from self.remarks
        yield from self._shape_lines()
        yield from self._note_lines()
        for slot in self.left:
            yield f"Left: {slot.at} ({slot.why})"

    def _note_lines(self) -> Iterator[str]:
        if self.added:
            yield f"Parts added: {', '.join(part.name for part in self.added)}"
        if self.notes:
            where = " on these sheets" if self.nouns is CELLS else ""
            added = f"{self.nouns.note.capitalize()}s added: {', '.join(self.notes)}"
            yield f"{added}; {self.notes_kept} others{where} unchanged"
        for slot in self.notes_refused:
            yield f"No {self.nouns.note}: {slot.at} ({slot.why})"

    def _shape_lines(self) -> Iterator[str]:
        for column in self.columns:
            taken_in = f", taken into the table of {column.table}" if column.table else ""
            yield f"Column appended: {column.at} “{column.header}”, {column.answers} answers{taken_in}"
        if self.rows_raised:
            yield f"Rows raised for their answer: {len(self.rows_raised)}"
        if self.rows_fixed:
            more = f" and {len(self.rows_fixed) - _ROWS} more" if len(self.rows_fixed) > _ROWS else ""
            rows = ", ".join(self.rows_fixed[:_ROWS])
            yield f"Rows whose height is set, which may hide part of an answer: {rows}{more}"


def segq_version() -> str:
    """Return the installed version, ``unknown`` from a bare source tree."""
    try:
        return version("segq")
    except PackageNotFoundError:
        return "unknown"
