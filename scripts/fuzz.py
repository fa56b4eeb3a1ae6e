"""Structured mutation fuzzing of reader and writer: nothing but refusals, and exactly the wanted cells change.

Run it as ``python -m scripts.fuzz --minutes 10``. Each finding is kept as a file with its case number, so that
``--seed S --only N`` repeats it. A wrong write is one that segq's own check passes and another reader contradicts.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from exporters.child import confine
from exporters.ooxml.book import Book
from exporters.ooxml.limits import Limits
from exporters.ooxml.preflight import check_workbook
from exporters.ooxml.wire import packed_workbook, unpacked_workbook
from exporters.ooxml.write_plan import Write, plan_writes
from exporters.ooxml.writing import write_message
from knowledge.errors import SegqError
from scripts.fuzz_mutations import mutated
from scripts.fuzz_oracles import contradiction, misread
from scripts.fuzz_seeds import seeds
from segq.intake import read_workbook

LIMITS = Limits(cpu_seconds=100_000)
"""The product's own limits; only the processor time is that of many files."""
SECONDS = 10
_VALUES: list[str | int | float | bool] = [
    "Yes", "No", "=1+1", "a & b <c> ]]>", "line\nbreak", "_x0041_", "  x ", "é😀", "+1", "N/A", "5",
    0, 5, -3, 2.5, 1e300, True, False,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not happen, and the case that shows it."""

    case: int
    what: str


def run_case(data: bytes, rng: Random, folder: Path) -> str:
    """Read, understand and fill one mutated file; returns the outcome, raises what is a finding."""
    try:
        book = Book(check_workbook(data, LIMITS), LIMITS)
        workbook = unpacked_workbook(json.loads(json.dumps(packed_workbook(book))))
    except SegqError:
        return "refused"
    if wrong := misread(book):
        raise AssertionError(f"MISREAD: {wrong}")
    read_workbook(workbook, "fuzz.xlsx")
    writes = _legal(book, _random_writes(book, rng))
    if not writes:
        return "read"
    return _write_and_check(data, writes, folder)


def _random_writes(book: Book, rng: Random) -> list[Write]:
    found = []
    for _ in range(rng.randint(1, 8)):
        entry = rng.choice(book.entries)
        cell = f"{rng.choice('ABCDEFGZ')}{rng.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 22, 1000))}"
        found.append(Write(entry.name, cell, rng.choice(_VALUES)))
    return list({(one.sheet.lower(), one.cell): one for one in found}.values())


def _legal(book: Book, writes: list[Write]) -> list[Write]:
    kept = []
    for write in writes:
        try:
            plan_writes(book, [write], "replace")
        except SegqError:
            continue
        kept.append(write)
    return kept


def _write_and_check(data: bytes, writes: list[Write], folder: Path) -> str:
    source, target = folder / "in.xlsx", folder / "out.xlsx"
    source.write_bytes(data)
    request: dict[str, Any] = {
        "path": str(source), "temporary": str(target), "existing": "replace", "allow_signed": True, "withheld": [],
        "writes": [[one.sheet, one.cell, "plain", one.value, False] for one in writes],
    }  # fmt: skip
    try:
        report = write_message(request, LIMITS)
    except SegqError as error:
        if "fault of segq" in error.hint:
            raise AssertionError(f"own check failed: {error.message} {report_of(writes)}") from error
        return "write refused"
    wrong = contradiction(data, target.read_bytes(), writes, report, LIMITS)
    if wrong:
        raise AssertionError(f"SILENT WRONG WRITE: {wrong}")
    return "written"


def report_of(writes: list[Write]) -> str:
    """Return the writes in short, for a finding."""
    return "; ".join(f"{one.sheet}!{one.cell}={one.value!r}" for one in writes)


def worker(asked: argparse.Namespace, first: int, stop: float, at: Any, queue: Any) -> None:
    """Run cases from ``first`` on until the time is over; the parent learns of each finding."""
    warnings.simplefilter("ignore")
    confine(LIMITS)
    seed, only = asked.seed, asked.only is not None
    started = seeds()
    number, outcomes = first, Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        os.fsync = lambda fd: None  # noqa: ARG005 - the disk is not what is tested
        while time.monotonic() < stop:
            at.value = number
            rng = Random(f"{seed}:{number}")  # noqa: S311 - repeatable is what it must be
            data = mutated(rng.choice(started), rng)
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            try:
                outcomes[run_case(data, rng, Path(name))] += 1
            except BaseException as error:  # noqa: BLE001 - every kind of failure is a finding, panics too
                outcomes["FINDING"] += 1
                queue.put(Finding(number, _signature(error)))
                if only:
                    traceback.print_exc()
            signal.setitimer(signal.ITIMER_PROF, 0)
            number += 1
            if only:
                break
            if number % 500 == 0:
                queue.put(dict(outcomes))
                outcomes.clear()
    queue.put(dict(outcomes))


def _signature(error: BaseException) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/main/" in f.filename or "segq" in f.filename]
    last = frames[-1] if frames else None
    where = f"{Path(last.filename).name}:{last.lineno}" if last else "?"
    return f"{type(error).__name__} at {where}: {str(error)[:160]}"


def main() -> int:
    """Fuzz for the time asked and print what was found; exit code 1 if anything was."""
    asked = _arguments()
    context = get_context("fork")
    queue, at = context.Queue(), context.Value("q", 0)
    stop, first = time.monotonic() + 60 * asked.minutes, asked.only or 0
    outcomes, findings = Counter[str](), list[Finding]()
    began = time.monotonic()
    while time.monotonic() < stop:
        process = context.Process(target=worker, args=(asked, first, stop, at, queue))
        process.start()
        while process.is_alive() or not queue.empty():
            _take(queue, outcomes, findings)
        process.join()
        if process.exitcode:
            findings.append(
                Finding(
                    at.value, f"the process ended with {process.exitcode} ({SECONDS} s of processor time are allowed)"
                )
            )
            outcomes["FINDING"] += 1
            print(f"case {at.value}: {findings[-1].what}", flush=True)
        first = at.value + 1
        if asked.only is not None:
            break
    return _report(outcomes, findings, time.monotonic() - began, asked)


def _take(queue: Any, outcomes: Counter[str], findings: list[Finding]) -> None:
    from queue import Empty

    try:
        message = queue.get(timeout=0.5)
    except Empty:
        return
    if isinstance(message, Finding):
        known = {one.what.partition(":")[0] for one in findings}
        findings.append(message)
        if message.what.partition(":")[0] not in known:
            print(f"case {message.case}: {message.what}", flush=True)
    else:
        outcomes.update(message)


def _report(outcomes: Counter[str], findings: list[Finding], seconds: float, asked: argparse.Namespace) -> int:
    total = sum(outcomes.values())
    print(f"seed {asked.seed}: {total:,} files in {seconds:.0f} s ({total / max(seconds, 1):.0f}/s)")
    for what, number in outcomes.most_common():
        print(f"  {what}: {number:,}")
    for what, number in Counter(one.what for one in findings).most_common(40):
        case = next(one.case for one in findings if one.what == what)
        print(f"  {number} x {what}  (--seed {asked.seed} --only {case})")
    return 1 if findings else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", type=int, help="repeat one case and print its traceback")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
