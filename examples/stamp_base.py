"""Approve the fictional base as it now reads: ``python examples/stamp_base.py``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.loading import load_knowledge_base
from knowledge.stamping import stamp
from knowledge.statement import Approval, ApprovalKind

BASE = Path(__file__).resolve().parent / "fictional-base"
_BY, _ON = "owner@larkspur-ledger.example", date(2026, 6, 30)


def main() -> None:
    """Write the approval of every statement into the base's file."""
    base = load_knowledge_base(BASE)
    approvals = {each.id: Approval(ApprovalKind.PERSON, _BY, _ON, each.sha256) for each in base.statements}
    source = BASE / "statements.yaml"
    source.write_text(stamp(source.read_text(encoding="utf-8"), approvals), encoding="utf-8")
    print(f"{source.name}: {len(approvals)} statements approved")


if __name__ == "__main__":
    main()
