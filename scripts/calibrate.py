"""Fit the weights and thresholds of deciding to labelled questions and write them to ``answers/policy.json``.

Usage: calibrate.py LABELS.jsonl [--dry-run]. The labels stay where they are: only a few numbers come out of them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import answers
from answers.policy import Linear, MatchingPolicy
from knowledge.loading import bundled_base, source_digest
from knowledge.search.retrieval import open_searcher
from scripts.calibration import ABSTENTION, PRECISION, Example, examples, fit
from scripts.labelled import read_labels, read_probes
from segq.engine import shipped_policy

TARGET = Path(answers.__file__).with_name("policy.json")
PROBES = Path(__file__).resolve().parent.parent / "tests" / "data" / "probes.jsonl"
"""Self-written questions that the fit must not settle wrongly."""


def main() -> None:
    """Fit to all labels and write the policy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="print the policy instead of writing it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        searcher = open_searcher(bundled_base(), cache=Path(cache), threads=2)
        start = shipped_policy()
        read = examples(searcher, read_labels(options.labels), start)
        probes = examples(searcher, read_probes(PROBES), start)
    policy = fit(read, start, probes)
    text = json.dumps(record(policy, read, options.labels), indent=2) + "\n"
    if options.dry_run:
        print(text, end="")
    else:
        TARGET.write_text(text, encoding="utf-8")


def record(policy: MatchingPolicy, read: list[Example], labels: Path) -> dict[str, object]:
    """Return what ``answers/policy.json`` holds."""
    return {
        "provenance": {
            "made_by": "scripts/calibrate.py",
            "on": datetime.now(UTC).date().isoformat(),
            "labels": labels.name,
            "labels_sha256": hashlib.sha256(labels.read_bytes()).hexdigest(),
            "questions": len(read),
            "sources": sorted({example.label.source for example in read}),
            "knowledge_base_sha256": source_digest(bundled_base()),
            "settle_at": f"precision {PRECISION:g} among labels whose source the fit had not seen",
            "suggest_at": f"{ABSTENTION:g} of what stays below truly has no answer, likewise",
        },
        "rank": _plain(policy.rank),
        "right": _plain(policy.right),
        "settles": _plain(policy.settles),
        "thresholds": {"settle_at": policy.settle_at, "suggest_at": policy.suggest_at},
    }


def _plain(linear: Linear) -> dict[str, object]:
    return {"offset": linear.offset, "weights": dict(linear.weights)}


if __name__ == "__main__":
    main()
