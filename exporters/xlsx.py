"""Excel workbooks: scanned and written in a confined child process, proven before they get their name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from answers.questionnaire import CellAddress, Existing
from exporters.certificate import Certificate, FileProof, LeftSlot, PartChange, WrittenSlot, segq_version
from exporters.ooxml.limits import Limits
from exporters.ooxml.wire import unpacked_workbook
from exporters.ooxml.workbook import Workbook
from exporters.sandbox import run_task
from knowledge.disclosure import CellValue, ReleasedText
from knowledge.errors import InputRejected


@dataclass(frozen=True, slots=True)
class SlotWrite:
    """Released content for one cell."""

    address: CellAddress
    released: ReleasedText


@dataclass(frozen=True, slots=True)
class WritePolicy:
    """What a write may do, and what its certificate says about the recipient."""

    as_of: date
    clearance: str = "public"
    existing: Existing = Existing.KEEP
    prefilled: frozenset[CellAddress] = frozenset()
    """Slots whose present value is a uniform default, which may be overwritten."""
    allow_signed: bool = False
    withheld: tuple[str, ...] = ()
    """Texts that must not appear in the result unless the original already holds them."""
    overwrite: bool = False
    """Replace a target that exists."""


def scan_workbook(path: Path, limits: Limits | None = None) -> Workbook:
    """Return the workbook as read by the child process; raises InputRejected naming the file and what is wrong."""
    return unpacked_workbook(run_task("scan", Path(path).resolve(), limits or Limits()))


def write_xlsx(
    source: Path,
    target: Path,
    writes: Sequence[SlotWrite],
    *,
    policy: WritePolicy,
    limits: Limits | None = None,
) -> Certificate:
    """Write the filled copy and return its certificate.

    Raises InputRejected or PolicyRefused naming the file and cell; then ``target`` is as it was before.
    """
    _check_writes(writes)
    _check_target(source, target, overwrite=policy.overwrite)
    temporary = _temporary_beside(target)
    try:
        found = run_task("write", source.resolve(), limits or Limits(), **_request(temporary, writes, policy))
        digest = _publish(temporary, target, overwrite=policy.overwrite)
    finally:
        temporary.unlink(missing_ok=True)
    return _certificate(FileProof(source.name, found["source_sha256"]), FileProof(target.name, digest), found, policy)


def _check_writes(writes: Sequence[SlotWrite]) -> None:
    for write in writes:
        if not isinstance(write.released, ReleasedText):
            raise TypeError(f"{write.address}: only content that passed knowledge.disclosure.release is written")


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


def _request(temporary: Path, writes: Sequence[SlotWrite], policy: WritePolicy) -> dict[str, Any]:
    return {
        "temporary": str(temporary.resolve()),
        "existing": str(policy.existing),
        "allow_signed": policy.allow_signed,
        "withheld": list(policy.withheld),
        "writes": [
            [one.address.sheet, one.address.cell, *_plain(one.released.content), one.address in policy.prefilled]
            for one in writes
        ],
    }


def _plain(value: CellValue) -> tuple[str, str | int | float | bool]:
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
    )
