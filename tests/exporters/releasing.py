"""Shorthands for tests that write: released content for a cell, and an ordinary policy."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from answers.questionnaire import CellAddress
from exporters.answers_file import GivenAnswer, slot_writes
from exporters.certificate import Certificate
from exporters.xlsx import SlotWrite, WritePolicy, write_xlsx
from knowledge.disclosure import CellValue

DAY = dt.date(2026, 1, 1)


def slot(cell: str, value: CellValue, sheet: str = "Controls") -> SlotWrite:
    """Return a released value for a cell."""
    (write,) = slot_writes([GivenAnswer(CellAddress(sheet, cell), value)], DAY)
    return write


def fill(source: Path, *writes: SlotWrite, **policy: Any) -> Certificate:
    """Write ``out.xlsx`` beside the source and return its certificate."""
    return write_xlsx(source, target_of(source), writes, policy=WritePolicy(as_of=DAY, **policy))


def target_of(source: Path) -> Path:
    """Return where :func:`fill` writes."""
    return source.with_name("out.xlsx")
