"""Mutate Word documents and look for crashes, own checks that fail, and writes that other readers see elsewhere.

Usage: python -m scripts.fuzz_word [--minutes 10] [--seed 1] [--only N]

Each case mutates the markup of an example, reads and recognises it, writes up to eight values into random places, and
asks python-docx, where it opens the original, whether any other paragraph or cell reads differently.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from exporters.ooxml.limits import Limits
from exporters.word.document import Document, Paragraph, Table
from exporters.word.preflight import check_document
from exporters.word.scan import read_container
from exporters.word.writing import write_document
from knowledge.errors import SegqError
from scripts.fuzz_mutations import mutated
from segq.intake.word.reading import read_document
from tests.word_files import cell, docx, paragraph, table

LIMITS = Limits(cpu_seconds=100_000)
SECONDS = 10
_READ = ("[Content_Types]", "_rels/", "word/document", "word/_rels", "word/styles", "word/settings", "word/numbering")
_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_VALUES: tuple[Any, ...] = (
    "Yes",
    "No",
    "X",
    True,
    "a & b <c> ]]>",
    "two\nlines",
    "two\n\nparagraphs",
    "é😀",
    "  x ",
    5,
)


def seeds() -> list[dict[str, bytes]]:
    """Return the members of each document that cases begin with, by name."""
    nested = cell(table(("b",)), paragraph())
    small = paragraph("Name: ____") + paragraph("☐ Yes ☐ No") + table(("Who?", cell(paragraph())), ("a", nested))
    files = [docx(small), *((_EXAMPLES / name).read_bytes() for name in ("assessment.docx", "form.docx"))]
    found = []
    for data in files:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found.append({name: archive.read(name) for name in archive.namelist() if name.startswith(_READ)})
    return found


def run_case(data: bytes, rng: Random, folder: Path) -> str:
    """Read, understand and fill one mutated document; returns the outcome, raises what is a finding."""
    try:
        document = read_container(check_document(data, LIMITS), LIMITS)
    except SegqError:
        return "refused"
    read_document(document, "fuzz.docx")
    places = addresses(document)
    if not places:
        return "read"
    source, target = folder / "in.docx", folder / "out.docx"
    source.write_bytes(data)
    written = 0
    for at in rng.sample(places, min(len(places), 8)):
        write = [at, {"control": None, "fields": []}, "plain", rng.choice(_VALUES), False]
        request = {"path": str(source), "temporary": str(target), "existing": "replace", "allow_signed": True}
        try:
            report = write_document({**request, "withheld": [], "writes": [write]}, LIMITS)
        except SegqError as error:
            if "fault of segq" in error.hint:
                raise AssertionError(f"own check failed: {error.message} {write}") from error
            continue
        written += len(report["written"])
        if wrong := elsewhere(data, target.read_bytes(), at):
            raise AssertionError(f"SILENT WRONG WRITE: {wrong} for {write}")
    return "written" if written else "write refused"


def addresses(document: Document) -> list[str]:
    """Return every paragraph outside tables and every cell."""
    found = [block.address for block in document.blocks if isinstance(block, Paragraph)]
    for block in document.blocks:
        if isinstance(block, Table):
            found += [one.address for row in block.rows for one in row.cells]
    return found


def elsewhere(before: bytes, after: bytes, at: str) -> str:
    """Return what python-docx sees change besides one place; it must see at most one paragraph or table differ."""
    old = _texts(before)
    if old is None:
        return ""
    new = _texts(after)
    if new is None:
        return "python-docx opens the original and not the copy"
    kind = 1 if at.startswith("table") else 0
    if old[1 - kind] != new[1 - kind]:
        return "python-docx reads a change among the other kind of block"
    if len(old[kind]) == len(new[kind]) and sum(one != two for one, two in zip(old[kind], new[kind], strict=True)) > 1:
        return "python-docx reads more than one change"
    return ""


def _texts(data: bytes) -> tuple[list[str], list[str]] | None:
    import docx as python_docx

    try:
        opened = python_docx.Document(io.BytesIO(data))
        tables = ["|".join(one.text for row in made.rows for one in row.cells) for made in opened.tables]
        return [one.text for one in opened.paragraphs], tables
    except Exception:  # noqa: BLE001 - a reader that fails in any way says nothing
        return None


def main() -> int:
    """Fuzz for the time asked and print what was found; exit code 1 if anything was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")  # names that stand twice in an archive are what some mutations make
    os.fsync = lambda fd: None  # noqa: ARG005 - the disk is not what is tested
    signal.signal(signal.SIGPROF, _too_long)
    started, outcomes, findings = seeds(), Counter[str](), Counter[str]()
    stop, number = time.monotonic() + 60 * asked.minutes, asked.only or 0
    with tempfile.TemporaryDirectory() as name:
        while time.monotonic() < stop:
            rng = Random(f"{asked.seed}:{number}")  # noqa: S311 - repeatable is what it must be
            data = mutated(rng.choice(started), rng)
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            try:
                outcomes[run_case(data, rng, Path(name))] += 1
            except Exception as error:  # noqa: BLE001 - every kind of failure is a finding
                outcomes["FINDING"] += 1
                last = traceback.extract_tb(error.__traceback__)[-1]
                findings[f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {str(error)[:160]}"] += 1
                print(f"case {number}: {error!r}"[:300], flush=True)
                if asked.only is not None:
                    traceback.print_exc()
            signal.setitimer(signal.ITIMER_PROF, 0)
            number += 1
            if asked.only is not None:
                break
    print(f"seed {asked.seed}: {number:,} documents")
    for outcome, count in outcomes.most_common():
        print(f"  {outcome}: {count:,}")
    for what, count in findings.most_common():
        print(f"  {count} x {what}")
    return 1 if findings else 0


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} s of processor time")


if __name__ == "__main__":
    sys.exit(main())
