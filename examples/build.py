"""Rebuild the examples: ``python examples/build.py``; ``--expected`` also records what segq writes into them."""

from __future__ import annotations

import sys
from pathlib import Path

from examples.asked import TrueQuestion, truth_lines
from examples.export_text import export_text
from examples.flat_book import flat_book
from examples.protected_book import protected_book
from examples.reproducible import book_bytes
from examples.word_form import form_paper
from examples.word_paper import place_lines
from examples.word_tables import tables_paper

HERE = Path(__file__).resolve().parent


def built() -> dict[str, bytes]:
    """Return every generated file by its path below ``examples/``."""
    flat, flat_truth = flat_book()
    protected, protected_truth, extras = protected_book()
    export, export_truth = export_text()
    assessment, form = tables_paper(), form_paper()
    return {
        "assessment.docx": assessment.finished(),
        "expected/assessment.slots.jsonl": place_lines(assessment.truth).encode(),
        "form.docx": form.finished(),
        "expected/form.slots.jsonl": place_lines(form.truth).encode(),
        "export.csv": export,
        "expected/export.slots.jsonl": _truth(export_truth),
        "flat.xlsx": book_bytes(flat),
        "protected.xlsx": book_bytes(protected, extras),
        "expected/flat.slots.jsonl": _truth(flat_truth),
        "expected/protected.slots.jsonl": _truth(protected_truth),
    }


def _truth(questions: tuple[TrueQuestion, ...]) -> bytes:
    return truth_lines(questions).encode()


def main(arguments: list[str]) -> None:
    """Write the generated files, and with ``--expected`` the recorded ones."""
    for name, content in built().items():
        target = HERE / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
        print(f"{name}: {len(content)} bytes")
    if "--expected" in arguments:
        from examples.recorded import record_all

        for path in record_all():
            print(f"{path.relative_to(HERE)}: recorded")


if __name__ == "__main__":
    main(sys.argv[1:])
