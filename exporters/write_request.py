"""What both formats' writers do alike inside the child process: read a requested write, put the result on disk."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

from exporters.ooxml.write_plan import Write
from knowledge.errors import InputRejected


def requested_write(message: list[Any]) -> Write:
    """Return the write that came as JSON."""
    sheet, cell, kind, value, prefilled = message
    return Write(sheet, cell, date.fromisoformat(value) if kind == "date" else value, prefilled)


def put_on_disk(path: Path, data: bytes) -> None:
    """Write the bytes durably; raises InputRejected where the disk does not take them."""
    try:
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InputRejected(
            f"The result cannot be written ({error.strerror}).", "Free some space or choose another folder."
        ) from error
