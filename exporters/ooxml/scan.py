"""The scan inside one process: what the child runs, and what tests and benchmarks call directly."""

from __future__ import annotations

from pathlib import Path

from exporters.ooxml.book import Book
from exporters.ooxml.limits import Limits
from exporters.ooxml.preflight import open_workbook
from exporters.ooxml.wire import Json, packed_workbook, unpacked_workbook
from exporters.ooxml.workbook import Workbook


def scan_message(path: Path, limits: Limits, password: str | None = None) -> Json:
    """Return the scanned workbook as JSON values; raises InputRejected, without the file's name."""
    return packed_workbook(Book(open_workbook(path, limits, password), limits))


def scan_here(path: Path, limits: Limits | None = None) -> Workbook:
    """Return the scanned workbook without a child process: for files of our own only."""
    return unpacked_workbook(scan_message(path, limits or Limits()))
