"""Score segq against the real files and labelled questions that lie beside a checkout, where they do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from scripts.real_word import score_documents

ROOT = Path(__file__).resolve().parent.parent
SEGQ = Path(sys.executable).with_name("segq")


def main(argv: list[str]) -> int:
    """Run every check for which the material is there; the exit code is 1 if a hard rule is broken."""
    shared = Path(argv[0] if argv else "../shared").resolve()
    if not shared.is_dir():
        print(f"{shared}: not there, nothing to score")
        return 0
    out = ROOT / ".cache" / "real"
    out.mkdir(parents=True, exist_ok=True)
    broken = [*score_questions(shared, out), *score_layouts(shared, out), *score_written(shared, out)]
    broken += score_documents(shared, out)
    for line in broken:
        print(f"BROKEN: {line}")
    return 1 if broken else 0


def score_questions(shared: Path, out: Path) -> list[str]:
    """Print the benchmark's figures; a wrong yes or no on the traps breaks a hard rule."""
    broken = []
    for name in ("labels_dev", "traps_dev"):
        labels = shared / "benchmark" / f"{name}.jsonl"
        answers = out / f"{name}.out.jsonl"
        answers.write_text(run("ask", "--batch", str(labels), "--json"), encoding="utf-8")
        command = [sys.executable, str(shared / "benchmark" / "score.py"), str(labels), str(answers)]
        print(f"\n{name}\n" + subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        figures = json.loads(subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout)
        if name == "traps_dev" and figures["all"]["yes/no wrong"]:
            broken.append(f"{figures['all']['yes/no wrong']} wrong yes/no on {name}")
    return broken


def score_layouts(shared: Path, out: Path) -> list[str]:
    """Print the layout table; a slot on a forbidden cell breaks a hard rule."""
    truths = sorted((shared / "questionnaires" / "truth").glob("*.json"))
    read = [truth for truth in truths if inspect(shared, truth, out)]
    scorer = str(shared / "questionnaires" / "score.py")
    command = [sys.executable, scorer, "--table", str(out), *map(str, read)]
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    broken = []
    for truth in read:
        command = [sys.executable, scorer, str(truth), str(out / f"{truth.stem}.jsonl"), "--json"]
        figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        if figures["forbidden"]:
            broken.append(f"{figures['forbidden']} forbidden slots in {truth.stem}")
    return broken


def score_written(shared: Path, out: Path) -> list[str]:
    """Draft every file of which the truth is known, and hold the cells really written against it."""
    broken = []
    print("file                              written  forbidden  not a slot of the truth")
    for truth in sorted((shared / "questionnaires" / "truth").glob("*.json")):
        known = json.loads(truth.read_text(encoding="utf-8"))
        file = shared / "questionnaires" / "files" / known["file"]
        if file.suffix != ".xlsx":
            continue
        written = written_cells(file, out)
        slots = {f"{q['sheet']}!{slot['cell']}" for q in known["questions"] for slot in q["slots"]}
        forbidden = forbidden_among(written, truth, out, shared)
        print(f"{truth.stem:32} {len(written):8} {forbidden:10} {len(written - slots):10}")
        if forbidden:
            broken.append(f"fill wrote {forbidden} forbidden cells into {truth.stem}")
    return broken


def written_cells(file: Path, out: Path) -> set[str]:
    """Return the cells of a draft with suggestions, existing answers replaced; empty where nothing can be written."""
    drafts = out / "drafts"
    drafts.mkdir(exist_ok=True)
    run("fill", str(file), "-o", str(drafts), "--suggested", "--existing", "replace")
    certificate = json.loads((drafts / f"{file.stem}.draft.certificate.json").read_text(encoding="utf-8"))
    run("verify", str(file), str(drafts / f"{file.stem}.draft{file.suffix}"))
    return {slot["at"] for slot in certificate["written"]}


def forbidden_among(written: set[str], truth: Path, out: Path, shared: Path) -> int:
    """Count the written cells that the truth forbids, by its own scorer."""
    lines = [
        {"sheet": sheet, "q": cell, "slots": [{"sheet": sheet, "cell": cell}]}
        for sheet, cell in (place.rsplit("!", 1) for place in sorted(written))
    ]
    predicted = out / f"{truth.stem}.written.jsonl"
    predicted.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    scorer = str(shared / "questionnaires" / "score.py")
    command = [sys.executable, scorer, str(truth), str(predicted), "--json"]
    figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return int(figures["forbidden"])


def inspect(shared: Path, truth: Path, out: Path) -> bool:
    """Write what `segq inspect` finds in the file of a truth; only spreadsheets are read so far."""
    file = shared / "questionnaires" / "files" / json.loads(truth.read_text(encoding="utf-8"))["file"]
    if file.suffix != ".xlsx":
        return False
    (out / f"{truth.stem}.jsonl").write_text(run("inspect", str(file), "--json", accept=(0, 1)), encoding="utf-8")
    return True


def run(*arguments: str, accept: tuple[int, ...] = (0,)) -> str:
    """Return what segq prints; an exit code not accepted is an error with its stderr."""
    done = subprocess.run([str(SEGQ), *arguments], capture_output=True, text=True, check=False)
    if done.returncode not in accept:
        raise SystemExit(f"segq {' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
