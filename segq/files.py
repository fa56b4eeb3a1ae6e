"""Small files beside a draft, replaced as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TextIO

from exporters.formats import TEXT_ENDINGS, WORD
from knowledge.errors import InputRejected


def write_beside(target: Path, ending: str, text: str) -> Path:
    """Write ``text`` next to ``target`` under its stem plus ``ending``; an old one is replaced atomically.

    Other files than workbooks keep their ending in the name: a workbook of the same stem may lie in the same folder.
    """
    stem = target.name if target.suffix.lower() in (*TEXT_ENDINGS, *WORD.endings) else target.stem
    path = target.with_name(f"{stem}{ending}")
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).replace(path)
    except OSError as error:
        raise InputRejected(
            f"{path}: cannot be written ({error.strerror}).", "Choose another folder with -o."
        ) from None
    return path


def publish_bytes(target: Path, data: bytes, *, overwrite: bool) -> None:
    """Give the bytes a name, durably, as a whole or not at all; raises InputRejected naming the file."""
    if not overwrite:
        write_new_bytes(target, data)
        return
    if target.is_dir():
        raise InputRejected(f"{target}: this is a folder.", "Give a file name.")
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.absolute().parent, prefix=f".{target.name[:100]}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise InputRejected(
            f"{target}: cannot be written ({error.strerror}).", "Choose another folder with -o."
        ) from None


def write_new_bytes(target: Path, data: bytes) -> None:
    """Write a file that is not there yet, as a whole or not at all; raises InputRejected naming it otherwise."""
    try:
        with target.open("xb") as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                target.unlink(missing_ok=True)
                raise
    except FileExistsError:
        raise InputRejected(f"{target}: the file exists already.", "Remove it, or choose another name.") from None
    except OSError as error:
        raise InputRejected(f"{target}: cannot be written ({error.strerror}).", "Choose another place.") from None


def write_new(target: Path, text: str) -> None:
    """Write a file that is not there yet, as a whole or not at all; ``FileExistsError`` where it is."""
    try:
        with target.open("x", encoding="utf-8") as file:
            _write_or_remove(file, target, text)
    except FileExistsError:
        raise
    except OSError as error:
        raise InputRejected(f"{target}: cannot be written ({error.strerror}).", "Choose another place.") from None


def _write_or_remove(file: TextIO, target: Path, text: str) -> None:
    try:
        file.write(text)
        file.flush()
    except OSError:
        target.unlink(missing_ok=True)
        raise
