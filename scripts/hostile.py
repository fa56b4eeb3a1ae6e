"""Feed every hostile file to ``segq inspect`` and ``segq fill`` and print what each costs and what the user reads.

Run it as ``python -m scripts.hostile``. Each command runs in a process of its own, which reports the seconds of
processor time of itself and its confined child together, and the most memory that either took. A loop timed beside
it tells how much slower the machine is than at its best meanwhile, and the seconds are those of the machine at its
best. The exit code is 1 if a file is neither refused in one line with its name nor handled, or takes more than five
seconds or 300 MB.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import resource
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

import segq.cli.fill
import segq.cli.inspect  # noqa: F401 - loaded before the fork, so that it is not measured
from segq.cli.main import main as segq_main
from tests.exporters.hostile_files import HOSTILE, Hostile
from tests.exporters.word.hostile_documents import HOSTILE_DOCUMENTS

MOST_SECONDS, MOST_MB = 5.0, 300.0
_REFUSED = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """One command on one file; memory in MB, of the confined child and of the command itself."""

    code: int
    seconds: float
    child_mb: float
    own_mb: float
    out: str
    err: str

    @property
    def dear(self) -> bool:
        """Whether it took more than a hostile file may."""
        return self.seconds > MOST_SECONDS or max(self.child_mb, self.own_mb) > MOST_MB

    @property
    def line(self) -> str:
        """What the user reads, in one line."""
        text = self.err.strip() or (self.out.strip().splitlines() or ["(nothing)"])[0]
        return re.sub(r"\s+", " ", text)


def run(*arguments: str) -> Measured:
    """Run one segq command in a forked process, so that nothing is measured but it and its confined child."""
    context = get_context("fork")
    told, telling = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(arguments, telling))
    process.start()
    telling.close()
    try:
        return Measured(*told.recv())
    except EOFError:
        return Measured(70, 0.0, 0.0, 0.0, "", "crashed")
    finally:
        process.join()


def _slowness() -> float:
    """Return the seconds of processor time that a fixed loop takes now; a shared machine slows it several times."""
    taken = []
    for _ in range(10):
        start, total = time.process_time(), 0
        for number in range(50_000):
            total += number
        taken.append(time.process_time() - start)
    return median(taken)


_CALM = min(_slowness() for _ in range(20))
"""What the loop takes at best on this machine."""


def _measured(arguments: tuple[str, ...], telling: Connection) -> None:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = segq_main(arguments)
    slowness = max(1.0, _slowness() / _CALM)
    own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = sum(one.ru_utime + one.ru_stime for one in (own, child))
    memory = child.ru_maxrss / 1024, own.ru_maxrss / 1024
    telling.send([code, seconds / slowness, *memory, out.getvalue()[:2000], err.getvalue()[-3000:]])


def tried(case: Hostile, folder: Path) -> tuple[str, list[Measured]]:
    """Build one file, give it to both commands, and return the outcome and the measurements."""
    word = case in HOSTILE_DOCUMENTS.values()
    path = folder / ("hostile.docx" if word else "hostile.xlsx")
    case.make(path)
    answers = folder / "answers.jsonl"
    place = {"at": "table 0 row 1 col 1"} if word else {"sheet": "Controls", "cell": "B3"}
    answers.write_text(json.dumps({**place, "value": "Yes"}) + "\n", encoding="utf-8")
    inspected = run("inspect", str(path))
    if inspected.code == _REFUSED:
        return _outcome(case, inspected, None), [inspected]
    filled = run("fill", str(path), "--answers", str(answers), "-o", str(folder / f"out{path.suffix}"))
    return _outcome(case, inspected, filled), [inspected, filled]


def _outcome(case: Hostile, inspected: Measured, filled: Measured | None) -> str:
    if filled is None:
        expected = case.refused is not None and _one_line(inspected) and re.search(case.refused, inspected.err)
        return "refused" if expected else "FAILED (refused otherwise)"
    if case.refused is not None or inspected.code not in (0, 1):
        return "FAILED (should be refused)" if case.refused else "FAILED (should open)"
    if filled.code == 0:
        return "read, filled"
    return "read, not filled" if filled.code in (3, 4) and _one_line(filled) else "FAILED (fill)"


def _one_line(one: Measured) -> bool:
    text = one.err.strip()
    return "\n" not in text and "hostile." in text and "Traceback" not in text and "unexpectedly" not in text


def main() -> int:
    """Print the table; exit code 1 if a case fails or is too dear."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--start", default="", help="the case to begin with")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    asked = parser.parse_args()
    os.environ["SEGQ_DEBUG"] = ""
    bad = 0
    rule = "| {} | {} | {} | {} | {} |" if asked.markdown else "{:<48.48} {:<26} {:>5} {:>5}  {}"
    print(rule.format("file", "outcome", "s", "MB", "what the user reads"))
    if asked.markdown:
        print("|---|---|---|---|---|")
    cases = {**HOSTILE, **{f"Word: {name}": case for name, case in HOSTILE_DOCUMENTS.items()}}
    names = list(cases)
    for name in names[names.index(asked.start) if asked.start else 0 :]:
        case = cases[name]
        if asked.only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            outcome, measured = tried(case, Path(folder))
        dear = any(one.dear for one in measured)
        bad += dear or outcome.startswith("FAILED")
        seconds, peak = max(one.seconds for one in measured), max(max(one.child_mb, one.own_mb) for one in measured)
        told = measured[-1].line if outcome.startswith("read, not") else measured[0].line
        told = told.replace(f"{folder}/", "").replace("|", "\\|")
        print(
            rule.format(name, outcome + (" TOO DEAR" if dear else ""), f"{seconds:.1f}", f"{peak:.0f}", told[:200]),
            flush=True,
        )
    print(
        f"\n{len(cases)} files, {bad} failed or took more than {MOST_SECONDS:.0f} s or {MOST_MB:.0f} MB",
        file=sys.stderr,
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
