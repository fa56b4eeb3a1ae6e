"""Small files beside a draft, replaced as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from knowledge.errors import InputRejected


def write_beside(target: Path, ending: str, text: str) -> Path:
    """Write ``text`` next to ``target`` under its stem plus ``ending``; an old one is replaced atomically."""
    path = target.with_name(f"{target.stem}{ending}")
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
