"""Shorthands for tests that read and write text files with delimiters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from answers.questionnaire import CellAddress
from exporters.answers_file import GivenAnswer, slot_writes
from exporters.certificate import Certificate
from exporters.delimited.table import Table, open_table
from exporters.formats import DELIMITED
from exporters.ooxml.limits import Limits
from exporters.publishing import WritePolicy
from knowledge.disclosure import CellValue
from tests.exporters.releasing import DAY

ASKED = "ID,Question,Answer\r\n1,Is it?,\r\n2,Was it?,\r\n"


def saved(folder: Path, content: str | bytes, name: str = "asked.csv") -> Path:
    """Save a file, text as UTF-8, and return its path."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def opened(folder: Path, content: str | bytes, name: str = "asked.csv") -> Table:
    """Return the rows of a file, read in this process."""
    return open_table(saved(folder, content, name), name, Limits())


def rows_of(table: Table) -> list[list[str]]:
    """Return all values, row by row."""
    return [table.values(row) for row in range(1, table.rows + 1)]


def filled(source: Path, values: dict[str, CellValue], **policy: Any) -> tuple[bytes, Certificate]:
    """Write the values by cell and return the bytes and the certificate of the result."""
    target = source.with_name(f"out{source.suffix}")
    answers = [GivenAnswer(CellAddress(source.stem, cell), value) for cell, value in values.items()]
    options = {"overwrite": True, **policy}
    certificate = DELIMITED.write(source, target, slot_writes(answers, DAY), policy=WritePolicy(as_of=DAY, **options))
    return target.read_bytes(), certificate
