"""Self-written probes of the SegMetrics base: polarity, breadth, party, scope, values, promises, joined questions."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest

from answers.decide import Asked
from answers.proposal import Proposal, Recommendation
from knowledge.disclosure import NO_CLEARANCE
from segq.engine import Engine
from segq.settings import load_settings

PROBES = Path(__file__).resolve().parents[1] / "data" / "probes.jsonl"


class Probe(TypedDict, total=False):
    question: str
    section: str
    may_settle: bool
    yes_no: str | None


@pytest.fixture(scope="module")
def decided(segq_home: Path) -> list[tuple[Probe, Proposal]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEGQ_HOME", str(segq_home))
        engine = Engine(load_settings(as_of="2026-11-01"), threads=2)
    probes: list[Probe] = [json.loads(line) for line in PROBES.read_text(encoding="utf-8").splitlines()]
    asked = [Asked(str(number), each["question"], each.get("section", "")) for number, each in enumerate(probes)]
    return list(zip(probes, engine.decider.decide(asked, NO_CLEARANCE, date(2026, 11, 1)), strict=True))


def settled(decided: list[tuple[Probe, Proposal]]) -> list[tuple[Probe, Proposal]]:
    return [(probe, proposal) for probe, proposal in decided if proposal.recommendation is Recommendation.SETTLED]


def test_nothing_is_settled_of_which_a_part_is_not_stated(decided: list[tuple[Probe, Proposal]]) -> None:
    assert [probe["question"] for probe, _ in settled(decided) if not probe["may_settle"]] == []


def test_no_yes_or_no_is_wrong(decided: list[tuple[Probe, Proposal]]) -> None:
    said = [(probe, str(proposal.yes_no)) for probe, proposal in settled(decided) if proposal.yes_no]
    assert [(probe["question"], answer) for probe, answer in said if answer != probe["yes_no"]] == []


def test_plain_questions_are_still_settled(decided: list[tuple[Probe, Proposal]]) -> None:
    assert len(settled(decided)) >= 85


def test_what_is_not_settled_says_neither_yes_nor_no(decided: list[tuple[Probe, Proposal]]) -> None:
    rest = [proposal for _, proposal in decided if proposal.recommendation is not Recommendation.SETTLED]
    assert all(proposal.yes_no is None and proposal.reasons for proposal in rest)


def test_confidences_and_parts_are_between_0_and_1(decided: list[tuple[Probe, Proposal]]) -> None:
    for _, proposal in decided:
        values = [proposal.confidence, *(part.value for each in proposal.candidates for part in each.parts)]
        assert all(0 <= value <= 1 for value in values)
