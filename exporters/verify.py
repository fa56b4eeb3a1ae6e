"""What differs between an original and what came back of it, for anybody's pair of workbooks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from exporters.certificate import FileProof
from exporters.json_schema import SCHEMA_VERSION
from exporters.ooxml.limits import Limits
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

    @property
    def only_slots_changed(self) -> bool:
        """Whether nothing but cell values changed, and at most the recalculation flag of the workbook."""
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
        verdict = "only cell values changed" if self.only_slots_changed else "more than cell values changed"
        yield f"{self.filled.name} against {self.original.name}: {verdict}"
        yield (
            f"Parts: {self.identical} of {self.parts} identical ({self.raw_identical} to the compressed byte),"
            f" {len(self.changed)} changed, {len(self.added)} added, {len(self.removed)} removed"
        )
        for loss in self.losses:
            yield f"Lost: {loss.before - loss.after} of {loss.before} {loss.what}"
        yield from _cut([f"Differs: {text}" for text in self.others], most, self.others_total)
        yield f"Cells with another value: {self.cells_total}"
        yield from _cut(
            [f"  {c.at}: {_word(c.before)} -> {_word(c.after)}" for c in self.cells], most, self.cells_total
        )


def verify(original: Path, filled: Path, limits: Limits | None = None) -> Comparison:
    """Compare two workbooks in the child process; raises InputRejected naming the one that cannot be read."""
    found = run_task("compare", original.resolve(), limits or Limits(), prefix=False, other=str(filled.resolve()))
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
    )


def _word(value: PlainValue) -> str:
    text = "blank" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _cut(lines: list[str], most: int, total: int) -> Iterator[str]:
    yield from lines[:most]
    if total > most:
        yield f"  … and {total - min(most, len(lines))} more"
