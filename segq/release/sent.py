"""The bytes that really went out: kept in the ledger, with what differs from the release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from exporters.formats import format_of
from exporters.password import Password
from exporters.verify import CellChange, Comparison
from knowledge.errors import InputRejected
from segq.importing import original_on_disk
from segq.storage.records import Release, Sent
from segq.storage.workspace import Workspace

_SHOWN = 80
"""Characters of a value that a difference shows."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """What went out, beside the release that it was compared with."""

    sent: Sent
    release: Release | None
    """The newest one; ``None`` where nothing was released, and the original was compared with instead."""

    @property
    def same(self) -> bool:
        """Whether the bytes are those of the release."""
        return self.release is not None and self.release.sha256 == self.sent.sha256


def register_sent(  # noqa: PLR0913, PLR0917 - who says that what went out when
    workspace: Workspace,
    id: int,  # noqa: A002 - the workspace's own word
    file: Path,
    on: date,
    by: str,
    password: Password | None = None,
) -> SentFile:
    """Record the file in the ledger; raises InputRejected where it is of another format, and then records nothing.

    Any of the releases may be the one that went out; another file is compared with the newest.
    """
    arrived = workspace.arrived(id)
    data = _bytes_of(file)
    digest = sha256(data).hexdigest()
    releases = workspace.releases(id)
    release = next((each for each in reversed(releases) if each.sha256 == digest), None) or next(
        reversed(releases), None
    )
    differences: tuple[str, ...] = ()
    if release is None or release.sha256 != digest:
        before = (release.name, release.data) if release else (arrived.name, arrived.data)
        differences = tuple(_differences(*before, file, data, password))
    sent = Sent(
        release=release.id if release else None,
        name=file.name,
        sha256=digest,
        data=data,
        on=on,
        differences=differences,
    )
    return SentFile(workspace.add_sent(by, id, sent), release)


def _differences(name: str, before: bytes, file: Path, after: bytes, password: Password | None) -> Iterator[str]:
    """Yield what differs, in words; the files are compared as they were read, not as they may be by now."""
    if Path(name).suffix.lower() != file.suffix.lower():
        raise InputRejected(
            f"{file}: {name} was released, and this is of another format.", "Name the file that was sent."
        )
    with original_on_disk(name, before) as one, original_on_disk(name, after) as other:
        found = format_of(one).compare(one, other, password)
    yield from _told(found)


def _told(found: Comparison) -> Iterator[str]:
    yield from (_changed(cell) for cell in found.cells)
    if found.cells_total > len(found.cells):
        yield f"and {found.cells_total - len(found.cells)} more values"
    yield from (f"column {column.at} was added" for column in found.columns)
    yield from (f"a note was added at {at}" for at in found.notes)
    yield from found.others
    if found.others_total > len(found.others):
        yield f"and {found.others_total - len(found.others)} more differences"
    if not (found.cells_total or found.others_total or found.columns or found.notes):
        yield "the bytes differ, and nothing that is shown does"


def _changed(cell: CellChange) -> str:
    return f"{cell.at}: {_word(cell.before)} → {_word(cell.after)}"


def _word(value: object) -> str:
    text = "blank" if value is None else repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputRejected(f"{file}: cannot be read ({error.strerror}).", "Check the path.") from None
