"""Approve statements of a knowledge base as they stand: stamp who, when and the hash into its YAML."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from knowledge.loading import bundled_base
from knowledge.stamping import stamp_base
from knowledge.statement import ApprovalKind


def main() -> None:
    """Stamp and print the ids whose approval changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", help="statements to approve; without any, all that were changed")
    parser.add_argument("--kb", type=Path, default=bundled_base())
    parser.add_argument("--kind", type=ApprovalKind, choices=list(ApprovalKind), default=ApprovalKind.PUBLISHED_SOURCE)
    parser.add_argument("--by", required=True, help="address of a person, or id of the published document")
    parser.add_argument("--on", type=date.fromisoformat, required=True, help="YYYY-MM-DD")
    given = parser.parse_args()
    for name in stamp_base(given.kb, given.kind, given.by, given.on, given.ids):
        print(name)


if __name__ == "__main__":
    main()
