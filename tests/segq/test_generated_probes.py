"""Every statement, asked about a little differently than approved: no wrong yes or no, nothing settled in excess."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from answers.decide import Asked
from answers.proposal import Proposal, Recommendation
from knowledge.disclosure import NO_CLEARANCE
from knowledge.statement import KnowledgeBase, YesNo
from segq.engine import Engine
from segq.settings import load_settings
from tests.segq.probe_generator import JOINED, OPERATORS, WRONG_VALUE, Probe, generate

AS_OF = "2026-11-01"
DRESSED_FLOOR = 0.77
"""Share of approved questions in other dress that must still be settled, so that silence does not pass."""
Decided = list[tuple[Probe, Proposal]]


@pytest.fixture(scope="module")
def engine(segq_home: Path) -> Engine:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEGQ_HOME", str(segq_home))
        return Engine(load_settings(as_of=AS_OF), threads=2)


@pytest.fixture(scope="module")
def base(engine: Engine) -> KnowledgeBase:
    return engine.base


@pytest.fixture(scope="module")
def decided(engine: Engine) -> Decided:
    probes = generate(engine.base)
    asked = [Asked(str(number), probe.question) for number, probe in enumerate(probes)]
    proposals = engine.decider.decide(asked, NO_CLEARANCE, date.fromisoformat(AS_OF))
    return list(zip(probes, proposals, strict=True))


def is_settled(proposal: Proposal) -> bool:
    return proposal.recommendation is Recommendation.SETTLED


def reported(wrong: Decided) -> list[str]:
    """Return what to read in a failure: operator, question, who settled it and with what."""
    return sorted(
        f"{probe.operator}: {probe.question} -> {proposal.candidates[0].statement} {proposal.yes_no}"
        for probe, proposal in wrong
    )


def test_nothing_is_settled_of_which_a_facet_is_missing(decided: Decided) -> None:
    assert reported([each for each in decided if is_settled(each[1]) and not each[0].may_settle]) == []


def test_no_yes_or_no_differs_from_the_constructed_one(decided: Decided) -> None:
    said = [each for each in decided if each[0].may_settle and each[1].yes_no is not None]
    assert reported([(probe, proposal) for probe, proposal in said if proposal.yes_no is not probe.yes_no]) == []


def test_what_is_not_settled_says_neither_yes_nor_no(decided: Decided) -> None:
    assert reported([each for each in decided if not is_settled(each[1]) and each[1].yes_no is not None]) == []


def test_every_statement_and_every_operator_is_probed_a_thousand_times_in_all(
    base: KnowledgeBase, decided: Decided
) -> None:
    probes = [probe for probe, _ in decided]
    assert len(probes) >= 1_000
    assert {probe.operator for probe in probes} == {*OPERATORS, JOINED, WRONG_VALUE}
    assert {probe.statement for probe in probes} == {statement.id for statement in base.statements}


def test_most_probes_may_not_be_settled_and_both_answers_occur(decided: Decided) -> None:
    expected = Counter((probe.may_settle, probe.yes_no) for probe, _ in decided)
    assert expected[False, None] >= 800
    assert min(expected[True, YesNo.YES], expected[True, YesNo.NO]) >= 150


def test_no_question_is_probed_twice(decided: Decided) -> None:
    assert max(Counter(probe.question for probe, _ in decided).values()) == 1


def test_approved_questions_in_other_dress_are_still_settled(decided: Decided) -> None:
    dressed = [proposal for probe, proposal in decided if probe.operator == "dressed"]
    assert sum(map(is_settled, dressed)) >= DRESSED_FLOOR * len(dressed)


def test_probes_are_the_same_each_time(base: KnowledgeBase) -> None:
    assert generate(base) == generate(base)
