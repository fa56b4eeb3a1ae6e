"""Reading and writing workbooks in process against openpyxl, alternating in one run; the child process apart.

Usage: python -m scripts.bench_files [FILE…] [--runs 5] [--cells 300] [--json]

Without files two synthetic ones are built: 20,000 rows of questions, and a wide workbook of 165,000 styled cells.
``inspect`` is scanning and recognising; ``write`` is scanning, planning, splicing, putting on disk and reading back, as
the certificate needs it. Each is set against what openpyxl needs for its part of the same: load, and load with save.
Peak memory is that of a process which does nothing else.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from answers.questionnaire import CellAddress
from exporters.ooxml.limits import Limits
from exporters.ooxml.scan import scan_here
from exporters.ooxml.writing import write_message
from exporters.xlsx import scan_workbook
from knowledge.disclosure import CellValue
from scripts.bench_fidelity import values_for
from segq.intake import read_workbook

COLUMNS = ("file", "KB", "inspect s", "openpyxl load s", "times", "write s", "openpyxl save s", "times")
MEMORY_COLUMNS = ("inspect MB", "write MB", "openpyxl load MB", "openpyxl save MB", "child adds ms")


def main() -> None:
    """Measure every file and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cells", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=tuple(TASKS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as name:
        if options.only:
            TASKS[options.only](options.files[0], Path(name), options.cells)
            print(peak_here())
            return
        rows = [measure(path, Path(name), options) for path in options.files or build(Path(name))]
    print(json.dumps({"schema_version": 1, "files": rows}) if options.json else as_table(rows))


def measure(path: Path, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Return the medians of one file; the four tasks alternate."""
    chosen(path, options.cells)
    seconds: dict[str, list[float]] = {name: [] for name in (*TASKS, "child")}
    for _ in range(options.runs):
        for name, task in TASKS.items():
            seconds[name].append(timed(task, path, folder, options.cells))
        seconds["child"].append(timed(lambda path, *_: scan_workbook(path), path, folder, options.cells))
        seconds["child"][-1] -= timed(lambda path, *_: scan_here(path), path, folder, options.cells)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    return {
        "file": path.name,
        "KB": path.stat().st_size // 1024,
        **medians,
        "peak MB": {name: peak(name, path, options.cells) for name in TASKS},
    }


def timed(task: Callable[[Path, Path, int], object], path: Path, folder: Path, cells: int) -> float:
    """Return the seconds of one call."""
    start = time.perf_counter()
    task(path, folder, cells)
    return time.perf_counter() - start


def peak(name: str, path: Path, cells: int) -> float:
    """Return the megabytes of a process that does this one thing."""
    command = [sys.executable, "-m", "scripts.bench_files", str(path), "--only", name, "--cells", str(cells)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def peak_here() -> float:
    """Return the most megabytes that this process has held; ``ru_maxrss`` would count the parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1000  # type: ignore[index]


def inspect(path: Path, _folder: Path, _cells: int) -> None:
    """Scan and recognise."""
    read_workbook(scan_here(path), path.name)


def write(path: Path, folder: Path, cells: int) -> None:
    """Write so many legal values, with every check of the certificate."""
    writes = [[at.sheet, at.cell, *typed(value), False] for at, value in chosen(path, cells).items()]
    request = {"path": str(path), "temporary": str(folder / "out.xlsx"), "existing": "replace", "withheld": []}
    write_message({**request, "allow_signed": False, "writes": writes}, Limits())


def typed(value: CellValue) -> tuple[str, str | float]:
    """Return the value as the writer's child process receives it."""
    return ("date", value.isoformat()) if isinstance(value, date) else ("plain", value)


_CHOSEN: dict[Path, dict[CellAddress, CellValue]] = {}


def chosen(path: Path, cells: int) -> dict[CellAddress, CellValue]:
    """Return what to write where: detected slots first; found before the clock."""
    if path not in _CHOSEN:
        found = values_for(scan_here(path), path.name, cells)
        _CHOSEN[path] = dict(list(found.items())[:cells])
    return _CHOSEN[path]


def load(path: Path, _folder: Path, _cells: int) -> None:
    """Load with openpyxl."""
    import openpyxl

    openpyxl.load_workbook(path)


def save(path: Path, folder: Path, cells: int) -> None:
    """Load with openpyxl, set the same cells, save."""
    import openpyxl

    workbook = openpyxl.load_workbook(path)
    for at, value in list(_CHOSEN.get(path, {}).items())[:cells]:
        workbook[at.sheet][at.cell].value = value
    workbook.save(folder / "openpyxl.xlsx")


TASKS: dict[str, Callable[[Path, Path, int], None]] = {
    "write": write,
    "inspect": inspect,
    "openpyxl load": load,
    "openpyxl save": save,
}


def build(folder: Path) -> list[Path]:
    """Return two synthetic workbooks: many rows of questions, and many styled cells on several sheets."""
    import openpyxl
    from openpyxl.styles import Font

    long, wide = openpyxl.Workbook(), openpyxl.Workbook()
    sheet = long.worksheets[0]
    sheet.append(["ID", "Question", "Answer", "Comment"])
    for number in range(20_000):
        sheet.append([f"Q-{number}", f"Do you keep ledger number {number} apart from the others?", None, None])
    bold = Font(bold=True)
    for name in "ABCDEFGH":
        sheet = wide.create_sheet(name)
        sheet.append(["ID", "Question", "Answer", "Comment", *(f"Note {n}" for n in range(20))])
        for number in range(860):
            sheet.append([f"{name}{number}", f"Is ledger {number} of branch {name} sealed?", None, None, *range(20)])
            sheet.cell(number + 2, 1).font = bold
    paths = [folder / "20,000 rows.xlsx", folder / "165,000 cells.xlsx"]
    long.save(paths[0])
    wide.save(paths[1])
    return paths


def as_table(rows: list[dict[str, Any]]) -> str:
    """Return a Markdown table."""
    heads = (*COLUMNS, *MEMORY_COLUMNS)
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for row in rows:
        load, save = row["openpyxl load"], row["openpyxl save"]
        seconds = [row["inspect"], load, load / row["inspect"], row["write"], save, save / row["write"]]
        memory = [row["peak MB"][name] for name in ("inspect", "write", "openpyxl load", "openpyxl save")]
        cells = [f"{number:.3g}" for number in (*seconds, *memory, 1000 * row["child"])]
        lines.append(f"| {row['file']} | {row['KB']:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
