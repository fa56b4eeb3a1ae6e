"""Labelled questions: read from JSON lines, and what counts as right (as the benchmark's own scorer counts)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled question: the right statements and whether they cover it fully, partly or not at all."""

    id: str
    source: str
    section: str
    question: str
    expected: tuple[str, ...]
    acceptable: tuple[str, ...]
    coverage: str
    yes_no: str | None

    @property
    def good(self) -> frozenset[str]:
        """Every statement that a reviewer would take."""
        return frozenset({*self.expected, *self.acceptable})


def read_labels(path: Path) -> list[Label]:
    """Return the labels of a JSON lines file in order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_label(json.loads(line)) for line in lines if line.strip()]


def _label(record: dict[str, Any]) -> Label:
    return Label(
        id=record["id"],
        source=record.get("source", "all"),
        section=record.get("section", ""),
        question=record["question"],
        expected=tuple(record["expected"]),
        acceptable=tuple(record["acceptable"]),
        coverage=record["coverage"],
        yes_no=record["yn"],
    )


def is_right(statement: str, components: Sequence[str], label: Label) -> bool:
    """Whether a candidate is right: named by the label, or a composite of all that a label of several expects."""
    if statement in label.good:
        return True
    several = len(label.good) > 1 and bool(label.expected)
    return several and 0 < len(components) <= 8 and set(components) >= set(label.expected)


def read_probes(path: Path) -> list[Label]:
    """Return self-written probes as labels: full where they may be settled, else none; no statement is named."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Label(
            id=f"probe:{number}",
            source="probes",
            section=record.get("section", ""),
            question=record["question"],
            expected=(),
            acceptable=(),
            coverage="full" if record["may_settle"] else "none",
            yes_no=record.get("yes_no"),
        )
        for number, record in enumerate(records)
    ]
