"""Cold `segq ask` against a sentence-transformers script with the same weights and base, alternating in one run.

Usage: bench_ask.py [--runs 5] [--kb DIR] [--json] — prints medians of wall-clock seconds and their ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from knowledge.loading import bundled_base, load_knowledge_base
from knowledge.search.phrases import PhraseKind, phrases_of

QUESTION = "Do you encrypt data at rest?"
HERE = Path(__file__).parent
TARGET = 20.0


def main() -> None:
    """Measure and print; exit 1 where the ratio misses the target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--kb", type=Path, default=bundled_base())
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure(commands(options.kb, Path(folder)), options.runs, Path(folder))
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    ratio = medians["sentence-transformers"] / medians["segq ask"]
    print(as_json(seconds, ratio) if options.json else as_table(seconds, medians, ratio))
    sys.exit(ratio < TARGET)


def commands(kb: Path, folder: Path) -> dict[str, list[str]]:
    """Return both command lines; the reference gets the questions, names and answers that segq has compiled."""
    phrases = phrases_of(load_knowledge_base(kb))
    wanted = (PhraseKind.QUESTION, PhraseKind.ALIAS, PhraseKind.ANSWER)
    texts = folder / "texts.json"
    texts.write_text(json.dumps([phrase.text for phrase in phrases if phrase.kind in wanted]))
    return {
        "segq ask": [str(Path(sys.executable).parent / "segq"), "ask", "--kb", str(kb), QUESTION],
        "sentence-transformers": [sys.executable, str(HERE / "bench_ask_reference.py"), str(texts), QUESTION],
    }


def measure(commands: dict[str, list[str]], runs: int, home: Path) -> dict[str, list[float]]:
    """Return wall-clock seconds per run; one run of each beforehand compiles the index and warms the page cache."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            taken = timed(command, home)
            if number:
                seconds[name].append(taken)
    return seconds


def timed(command: list[str], home: Path) -> float:
    """Return the seconds of one whole process; stop with its own words where it fails."""
    environment = {**os.environ, "SEGQ_HOME": str(home / "segq")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    taken = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return taken


def as_table(seconds: dict[str, list[float]], medians: dict[str, float], ratio: float) -> str:
    """Return a Markdown table."""
    rows = [
        f"| {name} | {medians[name]:.3f} | {min(times):.3f} | {max(times):.3f} |" for name, times in seconds.items()
    ]
    head = ["| cold process | median s | min | max |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, f"\nratio of medians: {ratio:.1f} (target: at least {TARGET:g})"])


def as_json(seconds: dict[str, list[float]], ratio: float) -> str:
    """Return one JSON object with every run."""
    return json.dumps({"schema_version": 1, "seconds": seconds, "ratio": ratio, "target": TARGET})


if __name__ == "__main__":
    main()
