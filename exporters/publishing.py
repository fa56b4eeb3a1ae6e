"""How a written copy gets its name, whatever its format: proven in the child process first, then published whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from answers.proposal import Noted
from answers.questionnaire import Address, CellAddress, Existing
from exporters.certificate import (
    AddedPart,
    Certificate,
    ColumnProof,
    FileProof,
    LeftSlot,
    PartChange,
    WrittenSlot,
    segq_version,
)
from exporters.ooxml.limits import Limits
from exporters.ooxml.new_column import NewColumn
from exporters.password import Password, as_argument
from exporters.sandbox import run_task
from knowledge.disclosure import CellValue, ReleasedText
from knowledge.errors import InputRejected

_TAKING_NOTES = ("write", "write-word")
"""Tasks whose files have notes on cells or comments on places."""
_TRACKING = ("write-word",)
"""Tasks whose files have tracked changes."""
REVISION_AUTHOR = "segq"


@dataclass(frozen=True, slots=True)
class SlotWrite:
    """Released content for one place; where ``noted`` has its way, that stands there instead."""

    address: Address
    released: ReleasedText
    noted: Noted | None = None


@dataclass(frozen=True, slots=True)
class WritePolicy:
    """What a write may do, and what its certificate says about the recipient."""

    as_of: date
    clearance: str = "public"
    existing: Existing = Existing.KEEP
    prefilled: frozenset[Address] = frozenset()
    """Slots whose present value is a uniform default, which may be overwritten."""
    asked_here: frozenset[Address] = frozenset()
    """Places of a Word document whose text is the question itself: the answer goes behind it."""
    allow_signed: bool = False
    withheld: tuple[str, ...] = ()
    """Texts that must not appear in the result unless the original already holds them."""
    overwrite: bool = False
    """Replace a target that exists."""
    password: Password | None = None
    """Opens an encrypted original, and closes its result."""
    plain: bool = False
    """Leave the result of an encrypted original without encryption."""
    tracked_by: str | None = None
    """The author of tracked insertions, as which a Word document takes its answers; other formats know none."""
    columns: tuple[NewColumn, ...] = ()
    """Columns that the file lacks; each is appended where at least one of the writes goes into it."""


def write_proven(  # noqa: PLR0913 - what a write is made of, one argument each
    task: str,
    source: Path,
    target: Path,
    writes: Sequence[SlotWrite],
    *,
    policy: WritePolicy,
    limits: Limits | None = None,
) -> Certificate:
    """Let the child's ``task`` write and check a temporary file beside ``target``, then give it the name.

    Raises InputRejected or PolicyRefused naming the file and place; then ``target`` is as it was before.
    """
    _check_writes(writes)
    writes, refused = (writes, {}) if task in _TAKING_NOTES else _in_text(writes)
    _check_target(source, target, overwrite=policy.overwrite)
    temporary = _temporary_beside(target)
    try:
        request = _request(source, temporary, writes, policy) | (_tracked(policy) if task in _TRACKING else {})
        found = run_task(task, source.absolute(), limits or Limits(), **request)
        digest = _publish(temporary, target, overwrite=policy.overwrite)
    finally:
        temporary.unlink(missing_ok=True)
    found = {**found, "notes_refused": [*found.get("notes_refused", ()), *_still(refused, found)]}
    return _certificate(FileProof(source.name, found["source_sha256"]), FileProof(target.name, digest), found, policy)


def _still(refused: Mapping[str, str], found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the refusals but for cells that were left as they were for another reason."""
    left = {at for at, _ in found["left"]}
    return [(at, why) for at, why in refused.items() if at not in left]


def _check_writes(writes: Sequence[SlotWrite]) -> None:
    for write in writes:
        noted = write.noted or Noted(write.released, None)
        if not all(isinstance(one, ReleasedText) for one in (write.released, noted.note, noted.bare or write.released)):
            raise TypeError(f"{write.address}: only content that passed knowledge.disclosure.release is written")


def _in_text(writes: Sequence[SlotWrite]) -> tuple[list[SlotWrite], dict[str, str]]:
    """Return the writes for a file without notes, and by address why a flag stands in no note."""
    kept = [write for write in writes if write.noted is None or write.noted.in_text]
    why = "such a file has no notes"
    return kept, {str(write.address): f"{why}; {_instead(write, write.noted)}" for write in writes if write.noted}


def _instead(write: SlotWrite, noted: Noted) -> str:
    if not noted.in_text:
        return "nothing is written"
    return "the cell carries no flag" if write.released == noted.bare else "the flag stands in its text"


def _check_target(source: Path, target: Path, *, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise InputRejected(f"{target}: there is no folder {target.parent}.", "Create it or choose another.")
    if target.is_dir():
        raise InputRejected(f"{target}: this is a folder.", "Give a file name.")
    if target.exists() and source.exists() and target.samefile(source):
        raise InputRejected(f"{target}: the original is never overwritten.", "Choose another name for the result.")
    if target.exists() and not overwrite:
        raise InputRejected(f"{target}: the file exists already.", "Remove it, or choose another name.")


def _temporary_beside(target: Path) -> Path:
    """Create the temporary file in the target's own folder, so that the final rename is atomic."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise _unwritable(target, error) from error
    os.close(handle)
    return Path(name)


def _unwritable(target: Path, error: OSError) -> InputRejected:
    return InputRejected(
        f"{target}: cannot be written ({error.strerror}).", "Choose another folder or free some space."
    )


def _request(source: Path, temporary: Path, writes: Sequence[SlotWrite], policy: WritePolicy) -> dict[str, Any]:
    return {
        "name": source.name,
        "temporary": str(temporary.resolve()),
        "existing": str(policy.existing),
        "allow_signed": policy.allow_signed,
        "withheld": list(policy.withheld),
        "columns": [column.to_message() for column in policy.columns],
        "plain": policy.plain,
        **as_argument(policy.password),
        "writes": [
            [*_place(one.address, policy), *_plain(one.released.content), one.address in policy.prefilled]
            for one in writes
        ],
        "notes": [_note(one.address, one.noted, policy) for one in writes if one.noted is not None],
    }


def _tracked(policy: WritePolicy) -> dict[str, Any]:
    """Return as whom and when to track: also unasked, where a document lets only tracked changes in."""
    author = REVISION_AUTHOR if policy.tracked_by is None else policy.tracked_by
    day = f"{policy.as_of.isoformat()}T00:00:00Z"
    return {"tracked": {"author": author, "date": day, "wanted": policy.tracked_by is not None}}


def _place(at: Address, policy: WritePolicy) -> tuple[str, str | dict[str, Any]]:
    """Return an address in two values: sheet and cell, or place and what is meant there."""
    if isinstance(at, CellAddress):
        return at.sheet, at.cell
    return at.at, {"control": at.control, "fields": list(at.fields), "asks": at in policy.asked_here}


def _note(at: Address, noted: Noted, policy: WritePolicy) -> list[Any]:
    bare = None if noted.bare is None else noted.bare.content
    return [*_place(at, policy), str(noted.note.content), *_plain(bare), noted.in_text]


def _plain(value: CellValue | None) -> tuple[str, str | int | float | bool | None]:
    return ("date", value.isoformat()) if isinstance(value, date) else ("plain", value)


def _publish(temporary: Path, target: Path, *, overwrite: bool) -> str:
    """Give the proven file its name, durably, and return its hash."""
    try:
        digest = sha256(temporary.read_bytes()).hexdigest()
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        if target.exists() and not overwrite:
            raise InputRejected(f"{target}: the file exists already.", "Remove it, or choose another name.")
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _unwritable(target, error) from error
    return digest


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _certificate(source: FileProof, result: FileProof, found: dict[str, Any], policy: WritePolicy) -> Certificate:
    return Certificate(
        source=source,
        result=result,
        parts=found["parts"],
        changed=tuple(PartChange(*change) for change in found["changed"]),
        written=tuple(WrittenSlot(*slot) for slot in found["written"]),
        left=tuple(LeftSlot(*slot) for slot in found["left"]),
        dropdowns_before=found["dropdowns"],
        dropdowns_after=found["dropdowns_after"],
        recalculation=found["recalculation"],
        reread_by=found["reread_by"],
        clearance=policy.clearance,
        as_of=policy.as_of,
        segq=segq_version(),
        remarks=tuple(found.get("remarks", ())),
        columns=tuple(ColumnProof(*column) for column in found.get("columns", ())),
        rows_raised=tuple(found.get("rows_raised", ())),
        rows_fixed=tuple(found.get("rows_fixed", ())),
        encrypted=found.get("encrypted", False),
        added=tuple(AddedPart(*part) for part in found.get("added", ())),
        notes=tuple(found.get("notes", ())),
        notes_refused=tuple(LeftSlot(*slot) for slot in found.get("notes_refused", ())),
        notes_kept=found.get("notes_kept", 0),
    )
