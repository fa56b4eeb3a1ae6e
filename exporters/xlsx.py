"""Excel workbooks: scanned and written in a confined child process, proven before they get their name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exporters.certificate import Certificate
from exporters.ooxml.limits import Limits
from exporters.ooxml.new_column import NewColumn
from exporters.ooxml.wire import unpacked_workbook
from exporters.ooxml.workbook import Workbook
from exporters.password import Password, as_argument
from exporters.publishing import SlotWrite, WritePolicy, write_proven
from exporters.sandbox import run_task

__all__ = ["NewColumn", "SlotWrite", "WritePolicy", "scan_workbook", "write_xlsx"]


def scan_workbook(path: Path, limits: Limits | None = None, password: Password | None = None) -> Workbook:
    """Return the workbook as read by the child process; raises InputRejected naming the file and what is wrong."""
    return unpacked_workbook(run_task("scan", Path(path).absolute(), limits or Limits(), **as_argument(password)))


def write_xlsx(
    source: Path,
    target: Path,
    writes: Sequence[SlotWrite],
    *,
    policy: WritePolicy,
    limits: Limits | None = None,
) -> Certificate:
    """Write the filled copy, ``policy.columns`` appended where an answer goes into them, and return its certificate.

    Raises InputRejected or PolicyRefused naming the file and cell; then ``target`` is as it was before.
    """
    return write_proven("write", source, target, writes, policy=policy, limits=limits)
