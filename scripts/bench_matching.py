"""Measure deciding on labelled questions: held-out fits, intervals, baselines, and what accepted answers add.

Usage: python -m scripts.bench_matching [FOLDER] [--json] — FOLDER holds labels_dev.jsonl, traps_dev.jsonl and score.py
(../shared/benchmark). Every figure but those of the shipped policy comes from weights and thresholds fitted without
the source they are measured on. Intervals are percentiles of 1,000 bootstrap samples of questions.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from answers.decide import Asked, Decider
from answers.memory import Phrasing, Verdict
from answers.policy import MatchingPolicy
from answers.proposal import Proposal
from knowledge.disclosure import NO_CLEARANCE
from knowledge.loading import bundled_base
from knowledge.search.retrieval import Retrieval, Searcher, open_searcher
from knowledge.statement import KnowledgeBase
from scripts.calibrate import PROBES
from scripts.calibration import examples, fit
from scripts.labelled import Label, read_labels, read_probes
from segq.engine import shipped_policy
from segq.settings import load_settings

AS_OF = date(2026, 11, 24)
SAMPLES = 1_000
MEMORIES = (0, 100, 300)
SHOWN = (
    "recall@1", "recall@1 atomic", "recall@3", "auroc", "settled", "settled precision (statement)",
    "settled precision (fully settles)", "settled recall (of fully covered)", "yes/no emitted", "yes/no wrong",
    "yes/no resolved", "none said", "none precision", "none recall",
)  # fmt: skip
Rows = dict[str, dict[str, Any]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/benchmark"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not (options.folder / "labels_dev.jsonl").is_file():
        print(f"{options.folder}: no labelled questions there, nothing to measure")
        return
    result = Bench(options.folder).run()
    print(json.dumps(result) if options.json else _as_text(result))


class Bench:
    """One run over the labels of a folder; the searcher remembers every question it has compared."""

    def __init__(self, folder: Path) -> None:
        self.scorer = _scorer(folder / "score.py")
        self.labels = read_labels(folder / "labels_dev.jsonl")
        self.traps = read_labels(folder / "traps_dev.jsonl")
        self.raw: Rows = {name: _raw(folder / f"{name}.jsonl") for name in ("labels_dev", "traps_dev")}
        self.searcher = open_searcher(bundled_base(), cache=load_settings().cache, threads=2)
        self.start = shipped_policy()
        self.read = examples(self.searcher, self.labels, self.start)
        self.probes = examples(self.searcher, read_probes(PROBES), self.start)
        self.policies = {source: self._without(source) for source in sorted({label.source for label in self.labels})}

    def _without(self, source: str) -> MatchingPolicy:
        train = [example for example in self.read if example.label.source != source]
        return fit(train, self.start, self.probes)

    def run(self) -> dict[str, Any]:
        """Return every table."""
        held_out = self.decided_held_out()
        return {
            "schema_version": 1,
            "held out": self.scored(held_out),
            "intervals": self.intervals(held_out),
            "by source": self.by_source(held_out),
            "settled precision at recall": self.curve(held_out),
            "shipped policy": self.scored(self.decided(self.labels, self.start)),
            "traps, shipped policy": self.scored(self.decided(self.traps, self.start), "traps_dev"),
            "baselines": {name: self.scored(rank(self)) for name, rank in BASELINES.items()},
            "accepted answers": self.memory_effect(),
        }

    def decided(
        self, labels: Sequence[Label], policy: MatchingPolicy, memory: Sequence[Phrasing] = ()
    ) -> dict[str, dict[str, Any]]:
        """Return the scorer's rows for the whole decision path."""
        decider = Decider(self.searcher, policy, memory)
        asked = [Asked(label.id, label.question, label.section) for label in labels]
        return {each.key: as_row(each) for each in decider.decide(asked, NO_CLEARANCE, AS_OF)}

    def decided_held_out(self, memory: Callable[[str], Sequence[Phrasing]] = lambda _: ()) -> dict[str, dict[str, Any]]:
        """Return the rows of every source, decided by the policy that has not seen it."""
        rows: dict[str, dict[str, Any]] = {}
        for source, policy in self.policies.items():
            mine = [label for label in self.labels if label.source == source]
            rows |= self.decided(mine, policy, memory(source))
        return rows

    def scored(self, rows: Rows, name: str = "labels_dev") -> dict[str, Any]:
        """Return the figures of the benchmark's own scorer."""
        figures: dict[str, Any] = self.scorer.score(self.raw[name], rows)
        return {key: figures[key] for key in SHOWN}

    def by_source(self, rows: Rows) -> dict[str, Any]:
        """Return the same figures per questionnaire."""
        found = {}
        for source in self.policies:
            mine = {key: label for key, label in self.raw["labels_dev"].items() if label["source"] == source}
            figures = self.scorer.score(mine, rows)
            found[source] = {"questions": len(mine), **{key: figures[key] for key in SHOWN}}
        return found

    def intervals(self, rows: Rows) -> dict[str, list[float]]:
        """Return the 95 % bootstrap interval of every ratio."""
        labels = self.raw["labels_dev"]
        names, random = list(labels), np.random.default_rng(7)
        drawn: dict[str, list[float]] = {key: [] for key in SHOWN}
        for _ in range(SAMPLES):
            chosen = random.integers(0, len(names), len(names))
            some = {f"{place}": labels[names[k]] for place, k in enumerate(chosen)}
            figures = self.scorer.score(some, {f"{place}": rows[names[k]] for place, k in enumerate(chosen)})
            for key in SHOWN:
                if isinstance(figures[key], float):
                    drawn[key].append(figures[key])
        return {key: [float(p) for p in np.percentile(values, [2.5, 97.5])] for key, values in drawn.items() if values}

    def curve(self, rows: Rows) -> dict[str, float | None]:
        """Return precision (fully settles) at every tenth of recall, by the part ``settles`` of what no guard stops."""
        full = sum(label.coverage == "full" for label in self.labels)
        ranked = sorted((row["settles"], self._is_full(key, row)) for key, row in rows.items() if row["unguarded"])[
            ::-1
        ]
        found: dict[str, float | None] = {f"{tenth / 10:.1f}": None for tenth in range(1, 10)}
        good = 0
        for count, (_, right) in enumerate(ranked, 1):
            good += right
            for tenth in range(1, 10):
                if found[f"{tenth / 10:.1f}"] is None and good >= tenth / 10 * full:
                    found[f"{tenth / 10:.1f}"] = good / count
        return found

    def _is_full(self, key: str, row: dict[str, Any]) -> bool:
        label = self.raw["labels_dev"][key]
        return bool(label["coverage"] == "full" and self.scorer.is_right(row["candidates"][0], label))

    def memory_effect(self) -> dict[str, Any]:
        """Return the figures with 0, 100 and 300 accepted answers of other questionnaires in the memory."""
        return {str(count): self.scored(self.decided_held_out(self._remembered(count))) for count in MEMORIES}

    def _remembered(self, count: int) -> Callable[[str], Sequence[Phrasing]]:
        def of_others(source: str) -> Sequence[Phrasing]:
            others = [label for label in self.labels if label.source != source and label.expected]
            order = np.random.default_rng(11).permutation(len(others))[:count]
            return [Phrasing(others[k].question, others[k].expected[0], Verdict.ACCEPTED) for k in order]

        return of_others


def as_row(proposal: Proposal) -> dict[str, Any]:
    """Return what the scorer reads of a proposal, and what the curve needs."""
    best = proposal.best
    parts = {part.name: part.value for part in best.parts} if best else {}
    return {
        "id": proposal.key,
        "recommendation": str(proposal.recommendation),
        "confidence": proposal.confidence,
        "yes_no": str(proposal.yes_no) if proposal.yes_no else None,
        "candidates": [{"statement": c.statement, "components": list(c.components)} for c in proposal.candidates],
        "settles": parts.get("settles", 0.0),
        "unguarded": all(str(reason.code) in {"covered", "exact", "low_confidence"} for reason in proposal.reasons),
    }


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path}: the benchmark's scorer is not there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _raw(path: Path) -> Rows:
    records = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {record["id"]: record for record in records}


def _ranked(bench: Bench, score: Callable[[Label, Retrieval], np.ndarray]) -> Rows:
    base: KnowledgeBase = bench.searcher.index.base
    rows: Rows = {}
    for label, found in zip(bench.labels, _retrieved(bench.searcher, bench.labels), strict=True):
        values = score(label, found)
        order = np.argsort(-values, kind="stable")[:5]
        candidates = [
            {"statement": base.statements[k].id, "components": list(base.statements[k].components)} for k in order
        ]
        rows[label.id] = {
            "id": label.id, "recommendation": "suggested", "confidence": float(values[order[0]]), "yes_no": None,
            "candidates": candidates,
        }  # fmt: skip
    return rows


def _retrieved(searcher: Searcher, labels: Sequence[Label]) -> list[Retrieval]:
    return searcher.retrieve([label.question for label in labels])


def _fuzzy(bench: Bench) -> Rows:
    from rapidfuzz import fuzz, process
    from rapidfuzz.utils import default_process

    statements = bench.searcher.index.base.statements

    def score(label: Label, _: Retrieval) -> np.ndarray:
        return np.array(
            [
                process.extractOne(
                    label.question,
                    [statement.title, *(form.ask for form in statement.questions)],
                    scorer=fuzz.token_set_ratio,
                    processor=default_process,
                )[1]
                for statement in statements
            ]
        )

    return _ranked(bench, score)


def _meaning(_: Label, found: Retrieval) -> np.ndarray:
    return np.maximum(np.maximum(found.question, found.partly), found.alias)


def _fused(label: Label, found: Retrieval) -> np.ndarray:
    """Reciprocal ranks of meaning and words (Cormack et al. 2009, k = 60)."""
    ranks = [np.argsort(np.argsort(-values, kind="stable")) for values in (_meaning(label, found), found.lexical)]
    return np.asarray(sum(1.0 / (60 + rank) for rank in ranks))


BASELINES: dict[str, Callable[[Bench], Rows]] = {
    "rapidfuzz": _fuzzy,
    "BM25": lambda bench: _ranked(bench, lambda _, found: found.lexical),
    "MiniLM": lambda bench: _ranked(bench, _meaning),
    "rank fusion": lambda bench: _ranked(bench, _fused),
}


def _as_text(result: dict[str, Any]) -> str:
    lines = ["| figure | held out | 95 % interval | shipped policy | traps (shipped) |", "|---|---|---|---|---|"]
    for key in SHOWN:
        low, high = result["intervals"].get(key, (None, None))
        interval = f"{low:.3f}–{high:.3f}" if low is not None else ""
        cells = [_cell(result[of][key]) for of in ("held out", "shipped policy", "traps, shipped policy")]
        lines.append(f"| {key} | {cells[0]} | {interval} | {cells[1]} | {cells[2]} |")
    lines += ["", "| alone | recall@1 | recall@3 | auroc |", "|---|---|---|---|"]
    for name, figures in result["baselines"].items():
        lines.append(
            f"| {name} | " + " | ".join(_cell(figures[key]) for key in ("recall@1", "recall@3", "auroc")) + " |"
        )
    shown = (
        "questions",
        "recall@1",
        "recall@3",
        "auroc",
        "settled",
        "settled precision (fully settles)",
        "none recall",
    )
    lines += ["", "| source | " + " | ".join(shown) + " |", "|---" * (len(shown) + 1) + "|"]
    for source, figures in result["by source"].items():
        lines.append(f"| {source} | " + " | ".join(_cell(figures[key]) for key in shown) + " |")
    lines += ["", "precision (fully settles) at recall: " + ", ".join(
        f"{recall}: {_cell(value)}" for recall, value in result["settled precision at recall"].items()
    )]  # fmt: skip
    lines += [
        "",
        "| accepted answers of other questionnaires | recall@1 | recall@3 | auroc | settled recall |",
        "|---" * 5 + "|",
    ]
    for count, figures in result["accepted answers"].items():
        keys = ("recall@1", "recall@3", "auroc", "settled recall (of fully covered)")
        lines.append(f"| {count} | " + " | ".join(_cell(figures[key]) for key in keys) + " |")
    return "\n".join(lines)


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "" if value is None else str(value)


if __name__ == "__main__":
    main()
