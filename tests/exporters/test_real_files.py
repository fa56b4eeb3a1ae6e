"""The real files beside the checkout: read, written at a few cells, and proven; skipped without them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from answers.questionnaire import Existing
from exporters.ooxml.references import cell_name
from exporters.ooxml.scan import scan_here
from exporters.verify import verify
from exporters.xlsx import WritePolicy, write_xlsx
from knowledge.disclosure import CellValue
from tests.exporters.releasing import DAY, slot

FILES = Path(__file__).resolve().parents[3] / "shared" / "questionnaires" / "files"
BOOKS = sorted(path for path in FILES.glob("*.xlsx") if "strict" not in path.name) if FILES.is_dir() else []

pytestmark = [pytest.mark.real, pytest.mark.skipif(not BOOKS, reason="the real files are not here")]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_twenty_cells_are_written_and_nothing_else_changes(path: Path, tmp_path: Path) -> None:
    workbook = scan_here(path)
    offered = {option.value for sheet in workbook.sheets for one in sheet.validations for option in one.options or ()}
    free = [
        (sheet.name, at)
        for sheet in workbook.sheets
        if not sheet.protected and not sheet.tables
        for at, cell in sheet.cells.items()
        if not cell.formula and cell.value not in offered and not any(area.contains(*at) for area in sheet.merges)
        if not any(area.contains(*at) for one in sheet.validations for area in one.ranges)
    ]
    chosen = random.Random(path.name).sample(free, min(20, len(free)))
    values: list[CellValue] = ["=1+1", "two\nlines", 7, 0.5, True]
    writes = [slot(cell_name(*at), values[number % len(values)], sheet) for number, (sheet, at) in enumerate(chosen)]
    target = tmp_path / path.name
    certificate = write_xlsx(path, target, writes, policy=WritePolicy(as_of=DAY, existing=Existing.REPLACE))
    found = verify(path, target)
    assert found.only_slots_changed, found.others[:3]
    assert found.cells_total == len(certificate.written)
    assert found.losses == ()
