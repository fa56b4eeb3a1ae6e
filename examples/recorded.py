"""What segq writes into the examples: drafted into a temporary folder and compared cell by cell with the original."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell

from answers.contents import ContentsPolicy
from exporters.certificate import Certificate
from exporters.formats import compare_files
from knowledge.loading import bundled_base
from segq.drafting import plan_file, write_draft
from segq.engine import Engine
from segq.settings import Settings

HERE = Path(__file__).resolve().parent
AS_OF = date(2026, 12, 1)


@dataclass(frozen=True, slots=True)
class Run:
    """One drafting of an example with one knowledge base; ``name`` is that of its record in ``expected/``."""

    name: str
    questionnaire: str
    knowledge_base: Path

    @property
    def record(self) -> Path:
        """Return the file that holds the cells this run writes, or its whole draft where that is a text."""
        endings = {".xlsx": ".cells.json", ".docx": ".places.json", ".csv": ".draft.csv"}
        return HERE / "expected" / f"{self.name}{endings[Path(self.questionnaire).suffix]}"

    @property
    def original(self) -> Path:
        """Return the blank questionnaire."""
        return HERE / self.questionnaire


RUNS = (
    Run("flat", "flat.xlsx", bundled_base()),
    Run("protected", "protected.xlsx", bundled_base()),
    Run("flat-gated", "flat.xlsx", HERE / "fictional-base"),
)


TEXT = Run("export", "export.csv", bundled_base())
"""The text example: its record is the whole draft."""


DOCUMENTS = (Run("assessment", "assessment.docx", bundled_base()), Run("form", "form.docx", bundled_base()))
"""The Word examples: their records are the texts of the places that change."""


def changed_places(original: Path, filled: Path) -> dict[str, object]:
    """Return the new text of every paragraph and cell that differs, as the scan reads it."""
    found = compare_files(original, filled)
    return {change.at: change.after for change in found.cells}


def draft(run: Run, target: Path, cache: Path) -> Certificate:
    """Draft the run's questionnaire into ``target`` as of a fixed day and without any clearance."""
    engine = Engine(Settings(knowledge_base=run.knowledge_base, cache=cache, model=None, as_of=AS_OF))
    policy = ContentsPolicy(as_of=AS_OF)
    plan = plan_file(run.original, engine, policy)
    return write_draft(plan, target, engine.base, policy).certificate


def changed_cells(original: Path, filled: Path) -> dict[str, object]:
    """Return the new content of every cell that differs, as openpyxl reads it; formulas count as their text."""
    before, after = _contents(original), _contents(filled)
    places = [*after, *(place for place in before if place not in after)]
    return {place: after.get(place) for place in places if before.get(place) != after.get(place)}


def _contents(path: Path) -> dict[str, object]:
    """Return every value by ``Sheet!A1``, sheet by sheet and row by row."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and cell.value is not None
    }


def as_record(cells: dict[str, object]) -> str:
    """Return the cells as the JSON that stands in ``expected/``."""
    return json.dumps(cells, indent=1, ensure_ascii=False) + "\n"


def record_all() -> tuple[Path, ...]:
    """Draft every run and write its cells into ``expected/``; return the files written."""
    with tempfile.TemporaryDirectory() as folder:
        for run in RUNS:
            target = Path(folder, f"{run.name}.xlsx")
            draft(run, target, Path(folder, "cache"))
            run.record.write_text(as_record(changed_cells(run.original, target)), encoding="utf-8")
        for run in DOCUMENTS:
            target = Path(folder, f"{run.name}.docx")
            draft(run, target, Path(folder, "cache"))
            run.record.write_text(as_record(changed_places(run.original, target)), encoding="utf-8")
        draft(TEXT, Path(folder, "export.csv"), Path(folder, "cache"))
        TEXT.record.write_bytes(Path(folder, "export.csv").read_bytes())
    return tuple(run.record for run in (*RUNS, *DOCUMENTS, TEXT))
