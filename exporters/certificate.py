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
        yield f"Cells written: {len(self.written)}; left as they were: {len(self.left)}"
        yield f"Dropdowns on the changed sheets: {self.dropdowns_before} before, {self.dropdowns_after} after"
        if self.recalculation:
            yield f"Recalculation on opening was asked, as {self.recalculation} may depend on the answers"
        yield f"Read back by {self.reread_by}"
        for slot in self.left:
            yield f"Left: {slot.at} ({slot.why})"


def segq_version() -> str:
    """Return the installed version, ``unknown`` from a bare source tree."""
    try:
        return version("segq")
    except PackageNotFoundError:
        return "unknown"
