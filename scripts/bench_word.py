"""Reading and filling a Word document as large as a whole system security plan: seconds and megabytes.

Usage: python -m scripts.bench_word [FILE…] [--runs 3] [--json]

Without files one is built whose main part has 11 MB. ``inspect`` is scanning in the child process and recognising in
the parent; ``fill`` writes 300 of the places found and proves the copy. Beside them stands what python-docx needs to
load and to save the same file. Peak memory is that of a fresh process that does nothing else, together with its
confined child while both live.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

from answers.questionnaire import Slot, SlotKind, WordAddress
from exporters.answers_file import GivenAnswer, slot_writes
from exporters.formats import WORD
from exporters.publishing import WritePolicy
from segq.intake.word.reading import read_document

AS_OF = date(2026, 12, 1)
_BYTES = 11_000_000
_CELLS = 300
_STEP = 0.005
"""Seconds between two looks at the memory in use."""


def main() -> None:
    """Measure every file and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=tuple(TASKS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if options.only:
            with Watch() as watch:
                TASKS[options.only](options.files[0], Path(name))
            print(watch.megabytes)
            return
        rows = [measure(path, Path(name), options.runs) for path in options.files or [build(Path(name))]]
    if options.json:
        print(json.dumps({"schema_version": 1, "files": rows}))
        return
    for row in rows:
        print(f"{row['file']} ({row['KB']:,} KB)")
        for task in TASKS:
            print(f"  {task:18} {row[task]:6.2f} s  {row['peak MB'][task]:6.0f} MB")


def measure(path: Path, folder: Path, runs: int) -> dict[str, Any]:
    """Return the medians of one file; the tasks alternate."""
    seconds: dict[str, list[float]] = {name: [] for name in TASKS}
    for _ in range(runs):
        for name, task in TASKS.items():
            start = time.perf_counter()
            task(path, folder)
            seconds[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    return {
        "file": path.name,
        "KB": path.stat().st_size // 1024,
        **medians,
        "peak MB": {name: peak(name, path) for name in TASKS},
    }


class Watch:
    """Watches the memory of this process and its confined children while it is entered."""

    def __init__(self) -> None:
        self._kilobytes = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    @property
    def megabytes(self) -> float:
        """The most that was held at once, or by this process alone."""
        return max(self._kilobytes, _stated("self", "VmHWM")) / 1000

    def _watch(self) -> None:
        while not self._done.wait(_STEP):
            children = (_stated(child, "VmHWM") for child in _confined_children())
            self._kilobytes = max(self._kilobytes, _stated("self", "VmRSS") + sum(children))


def _confined_children() -> Iterator[str]:
    """Yield the ids of the children that run what they are for: before, they are still images of this process."""
    for listed in Path("/proc/self/task").glob("*/children"):
        for child in listed.read_text().split():
            with contextlib.suppress(OSError):
                if b"exporters.child" in Path(f"/proc/{child}/cmdline").read_bytes():
                    yield child


def _stated(process: str, name: str) -> int:
    """Return what the kernel states of a process in KB: ``VmRSS`` now, ``VmHWM`` at most so far; 0 once it is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1])
    return 0


def peak(name: str, path: Path) -> float:
    """Return the megabytes that a task takes in a fresh process."""
    command = [sys.executable, "-m", "scripts.bench_word", str(path), "--only", name]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def inspect(path: Path, _folder: Path) -> list[Slot]:
    """Scan and recognise."""
    reading = read_document(WORD.read(path), path.name)
    return [slot for question in reading.questionnaire.questions for slot in question.slots]


def fill(path: Path, folder: Path) -> None:
    """Scan, recognise, and write 300 of the places that take text."""
    slots = [slot for slot in inspect(path, folder) if slot.kind is SlotKind.TEXT]
    answers = [GivenAnswer(slot.address, f"Answer {number}.") for number, slot in enumerate(slots[:_CELLS])]
    policy = WritePolicy(as_of=AS_OF, overwrite=True)
    WORD.write(path, folder / "out.docx", slot_writes(answers, AS_OF, WordAddress), policy=policy)


def load(path: Path, _folder: Path) -> None:
    """Load with python-docx."""
    import docx

    docx.Document(str(path))


def save(path: Path, folder: Path) -> None:
    """Load and save with python-docx."""
    import docx

    docx.Document(str(path)).save(str(folder / "python-docx.docx"))


TASKS: dict[str, Callable[[Path, Path], object]] = {
    "inspect": inspect,
    "fill": fill,
    "python-docx load": load,
    "python-docx save": save,
}


def build(folder: Path) -> Path:
    """Return a document of tables as control catalogues have them: 11 MB of markup, some 5 KB of it a question."""
    from copy import deepcopy

    import docx

    document = docx.Document()
    template = document.add_table(rows=0, cols=2)
    for number in range(12):
        cells = template.add_row().cells
        cells[0].text = f"Part {number}: describe how the control is operated." if number else "Control"
        cells[1].text = "" if number else "Response"
        for _ in range(6 if number else 0):
            told = cells[0].add_paragraph()
            for word in ("Address", "what", "is", "done,", "by", "whom", "and how often."):
                told.add_run(f"{word} ").italic = True
    table = template._tbl  # noqa: SLF001 - python-docx has no other way to copy a table
    size, body = len(etree.tostring(table)), document.element.body
    for number in range(_BYTES // size):
        document.add_heading(f"Control {number}", level=2)
        body.insert(len(body) - 1, deepcopy(table))
    path = folder / "catalogue.docx"
    document.save(str(path))
    return path


if __name__ == "__main__":
    main()
