"""What the formats' writers do alike inside the child process: from a requested write to the result on disk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from exporters.ooxml.encryption import locked_again
from exporters.ooxml.preflight import Container
from exporters.ooxml.write_plan import Write
from knowledge.errors import InputRejected, PolicyRefused


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


def refuse_signed(container: Container, what: str, *, allowed: bool) -> None:
    """Raise PolicyRefused for a signed file unless its signature may break."""
    if container.signed and not allowed:
        raise PolicyRefused(
            f"The {what} is digitally signed, and any change breaks the signature.",
            "Ask for an unsigned copy, or allow it with --allow-signed.",
        )


def repacked(container: Container, changed: Mapping[str, bytes], password: str | None) -> bytes:
    """Return the bytes of the result, encrypted where the original is; the original's own where nothing changed."""
    package = container.package
    added = {name: data for name, data in changed.items() if package.find(name) is None}
    replaced = {name: data for name, data in changed.items() if name not in added}
    archive = package.rewritten(replaced, added) if changed else package.data
    if not container.encrypted or password is None:
        return archive
    return locked_again(archive, password) if changed else container.original


def remarks(container: Container, changed: Mapping[str, bytes], *, plain: bool) -> list[str]:
    """Return what the certificate must say of encryption and signatures."""
    said = []
    if container.encrypted:
        same = "The original is encrypted; the result is encrypted with the same password"
        said.append("The original is encrypted; the result is NOT, as was asked (--plain)" if plain else same)
    if container.signed and changed:
        said.append("The original is digitally signed; the signature does not cover the result (--allow-signed)")
    return said
