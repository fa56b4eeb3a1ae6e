"""How fast ``segq review`` is on a real terminal: first paint, key to last byte, memory, over 5,000 questions."""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

from scripts.sample_review import AS_OF, sample_workspace
from segq.settings import load_settings
from segq.tui.knowledge_source import KnowledgeSource

_QUIET = 0.12
"""Seconds without a byte after which a key has had its effect."""
_PATIENCE = 20.0
_KEYS = (
    b"j",
    b"j",
    b"a",
    b"j",
    b"\x1b[B",
    b"k",
    b"a",
    b"\t",
    b" ",
    b"j",
    b"\x1b[6~",
    b"u",
    b"j",
    b"f",
    b"\x1b[C",
    b"\x1b[D",
)
"""Moving, accepting, marking, flagging, undoing, paging and choosing, in turn."""
_FILTER = b"/is:settled -is:blocked\r"
"""What every key above has an effect on."""
FIRST_PAINT, MEDIAN, P95, MEMORY = 1.0, 70.0, 150.0, 200.0
"""Seconds, milliseconds, milliseconds and MB that are promised."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds to the first questions on the screen, milliseconds and bytes for each key, peak MB."""

    first_paint: float
    worked: float
    """Seconds of processor time until then: what is left of it on a machine that does nothing else."""
    keys: tuple[float, ...]
    sent: tuple[int, ...]
    resident: float


class Terminal:
    """A program on a pty of a given size."""

    def __init__(self, arguments: list[str], columns: int, rows: int, environment: dict[str, str]) -> None:
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            os.execvpe(arguments[0], arguments, environment)  # noqa: S606 - our own program
        self._seen = b""
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, wanted: bytes) -> float:
        """Return the seconds until the program has written this; raises TimeoutError where it never does."""
        started, seen = time.perf_counter(), b""
        while wanted not in seen:
            if time.perf_counter() - started > _PATIENCE:
                raise TimeoutError(seen[-2000:].decode(errors="replace"))
            seen += self._read(0.05)
        return time.perf_counter() - started

    def quiet(self, pause: float = _QUIET, first: float = 1.0) -> tuple[float, int]:
        """Return the seconds from now to the last byte before a pause, and how many bytes came.

        The first byte may take ``first`` seconds.
        """
        started = last = time.perf_counter()
        count, patience = 0, first
        while chunk := self._read(patience):
            last, count, patience = time.perf_counter(), count + len(chunk), pause
        return last - started, count

    def press(self, key: bytes) -> tuple[float, int]:
        """Return the seconds from the key to the last byte that it caused, and how many there were."""
        os.write(self._file, key)
        took, sent = self.quiet(first=_PATIENCE)
        if not sent:
            raise TimeoutError(f"{key!r} had no effect; last seen: {self._seen.decode(errors='replace')}")
        return took, sent

    def peak_memory(self) -> float:
        """Return the largest resident size so far, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1000

    def worked(self) -> float:
        """Return the seconds of processor time so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self._file)

    def _read(self, patience: float) -> bytes:
        ready, _, _ = select.select([self._file], [], [], patience)
        try:
            chunk = os.read(self._file, 1 << 16) if ready else b""
        except OSError:
            return b""
        self._seen = (self._seen + chunk)[-2_000:]
        return chunk


def measured(workspace: Path, columns: int, rows: int, keys: int) -> Measured:
    """Return one run over the workspace's first questionnaire."""
    program = str(Path(sys.executable).with_name("segq"))
    arguments = [program, "review", "1", "--workspace", str(workspace), "--by", "bench", "--as-of", AS_OF.isoformat()]
    terminal = Terminal(arguments, columns, rows, {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
    try:
        first = terminal.until(b"suggested")
        worked = terminal.worked()
        terminal.quiet(1.5)
        terminal.press(_FILTER)
        pressed = [terminal.press(key) for key in islice(cycle(_KEYS), keys)]
        milliseconds = tuple(1000 * seconds for seconds, _ in pressed)
        return Measured(first, worked, milliseconds, tuple(sent for _, sent in pressed), terminal.peak_memory())
    finally:
        terminal.close()


def report(size: tuple[int, int], run: Measured) -> str:
    """Return one row of the table."""
    half, p95 = median(run.keys), quantiles(run.keys, n=20)[-1]
    kept = run.first_paint <= FIRST_PAINT and half <= MEDIAN and p95 <= P95 and run.resident <= MEMORY
    cells = (
        f"{size[0]}×{size[1]:<4}",
        f"first paint {run.first_paint:5.2f} s (CPU {run.worked:.2f} s)",
        f"key → last byte median {half:5.1f} ms, p95 {p95:5.1f} ms",
        f"{median(run.sent) / 1000:4.1f} kB a key",
        f"{run.resident:5.1f} MB",
        "ok" if kept else "MISSED",
    )
    return "   ".join(cells)


def main() -> None:
    """Measure at both sizes and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=5_000)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--workspace", type=Path, help="a workspace made before, to save its making")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="segq-bench-") as folder:
        workspace = given.workspace or Path(folder) / "workspace.db"
        if not workspace.exists():
            base = KnowledgeSource(load_settings()).base()
            sample_workspace(workspace, base, given.questions).close()
        print(
            f"{given.questions:,} questions, {given.keys} keys; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        )
        for size in ((80, 24), (160, 50)):
            print(report(size, measured(workspace, *size, given.keys)), flush=True)


if __name__ == "__main__":
    main()
