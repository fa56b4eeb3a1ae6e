from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.approval import standing
from knowledge.errors import KnowledgeError
from knowledge.loading import load_knowledge_base
from knowledge.stamping import stamp, stamp_base
from knowledge.statement import Approval, ApprovalKind
from tests.knowledge.conftest import WriteBase

DAY = date(2026, 5, 26)
APPROVAL = Approval(ApprovalKind.PERSON, "ana@tower.example", DAY, "f" * 64)
WRITTEN = f"approval: {{kind: person, by: ana@tower.example, on: 2026-05-26, sha256: {'f' * 64}}}"
OLD = f"approval: {{kind: person, by: bo, on: 2020-01-01, sha256: {'0' * 64}}}"
BLOCK = f"approval:\n    kind: person\n    by: bo\n    on: 2020-01-01\n    sha256: {'0' * 64}"
BASE = """\
# Our lamps.
statements:
  - id: lamp   # the big one
    title: Lamp
    claim: >-
      Lamps are
      lit.
    answers:
      short: Lit.
      full: |
        Lamps are lit.

  - {id: oil, title: Oil, claim: Oil burns., answers: {short: Burns., full: Oil burns.}}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"- id: a\n  {OLD}\n  title: x\n", f"- id: a\n  {WRITTEN}\n  title: x\n"),
        ("- id: a\n  title: x # why\n\n# next\n", f"- id: a\n  title: x # why\n  {WRITTEN}\n\n# next\n"),
        ("- id: a\n  title: |\n    x\n- id: b\n", f"- id: a\n  title: |\n    x\n  {WRITTEN}\n- id: b\n"),
        (
            "- id: a\n  aliases:\n    - x\n    - y\n- id: b\n",
            f"- id: a\n  aliases:\n    - x\n    - y\n  {WRITTEN}\n- id: b\n",
        ),
        ("- {id: a, title: x}\n", f"- {{id: a, title: x, {WRITTEN}}}\n"),
        ("- id: b\n  title: x\n", "- id: b\n  title: x\n"),
        ("statements:\n- id: a\n  title: x", f"statements:\n- id: a\n  title: x\n  {WRITTEN}"),
        ("documents: []\n", "documents: []\n"),
    ],
)
def test_only_the_approval_of_the_named_entry_changes(text: str, expected: str) -> None:
    assert stamp(text, {"a": APPROVAL}) == expected


def test_an_approval_written_as_a_block_is_replaced_too(tmp_path: Path) -> None:
    stamped = stamp(f"- id: a\n  {BLOCK}\n  title: x\n  claim: c\n  answers: {{short: s, full: f}}\n", {"a": APPROVAL})
    (tmp_path / "kb.yaml").write_text(stamped)
    assert load_knowledge_base(tmp_path).statements[0].approval == APPROVAL


def test_a_stamped_base_is_in_good_standing_and_keeps_every_other_line(write_base: WriteBase) -> None:
    root = write_base(kb=BASE)
    assert stamp_base(root, ApprovalKind.PERSON, "ana@tower.example", DAY) == ("lamp", "oil")
    base = load_knowledge_base(root)
    assert [standing(statement, base, DAY) for statement in base.statements] == [(), ()]
    kept = [line for line in (root / "kb.yaml").read_text().splitlines() if not line.startswith("    approval: ")]
    assert kept[:-1] == BASE.splitlines()[:-1]


def test_stamping_again_changes_nothing(write_base: WriteBase) -> None:
    root = write_base(kb=BASE)
    stamp_base(root, ApprovalKind.PERSON, "ana", DAY)
    before = (root / "kb.yaml").read_bytes()
    assert stamp_base(root, ApprovalKind.PERSON, "bo", date(2027, 1, 1)) == ()
    assert (root / "kb.yaml").read_bytes() == before
    assert [path.name for path in root.iterdir()] == ["kb.yaml"]


def test_only_the_asked_statements_are_approved(write_base: WriteBase) -> None:
    root = write_base(kb=BASE)
    assert stamp_base(root, ApprovalKind.PERSON, "ana", DAY, ["oil"]) == ("oil",)
    assert [s.approval is not None for s in load_knowledge_base(root).statements] == [False, True]


@pytest.mark.parametrize(("by", "only"), [("ana, bo}", ()), ("ana", ["nothing"])])
def test_nonsense_is_refused(write_base: WriteBase, by: str, only: list[str]) -> None:
    root = write_base(kb=BASE)
    with pytest.raises(KnowledgeError):
        stamp_base(root, ApprovalKind.PERSON, by, DAY, only)
    assert (root / "kb.yaml").read_text() == BASE
