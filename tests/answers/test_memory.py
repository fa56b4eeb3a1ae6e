from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import answers
from answers.decide import Asked, Decider
from answers.memory import Phrasing, PhrasingMemory, Verdict
from answers.policy import Linear, MatchingPolicy, policy_from
from answers.proposal import Candidate, Proposal, ReasonCode, Recommendation
from knowledge.disclosure import NO_CLEARANCE
from knowledge.statement import Answers, AskedForm, KnowledgeBase, Settles, Statement, YesNo
from tests import builders
from tests.answers.small_search import POLICY, searcher

ACCEPTED, REJECTED = Verdict.ACCEPTED, Verdict.REJECTED
SUGGESTED, SETTLED = Recommendation.SUGGESTED, Recommendation.SETTLED


def saying(name: str, claim: str, ask: str) -> Statement:
    return builders.statement(
        id=name,
        title=name,
        claim=claim,
        answers=Answers(claim, claim),
        questions=(AskedForm(ask, YesNo.YES),),
        settles=Settles(),
    )


BACKUPS = saying("backups", "Backups are encrypted.", "Are backups encrypted?")
DOGS = saying("dogs", "Dogs are welcome.", "Are dogs welcome?")
SEARCH = searcher(KnowledgeBase("small", (BACKUPS, DOGS), ()))
ODD = "Do pooches roam premises?"
"""Shares no word with any statement."""
NEAR = "Are your backups encrypted in storage?"


def decided(text: str, remembered: Sequence[Phrasing] = (), policy: MatchingPolicy = POLICY) -> Proposal:
    (proposal,) = Decider(SEARCH, policy, remembered).decide([Asked("q", text)], NO_CLEARANCE, builders.AS_OF)
    return proposal


def candidate(proposal: Proposal, statement: str) -> Candidate:
    return next(each for each in proposal.candidates if each.statement == statement)


def parts(proposal: Proposal, statement: str) -> dict[str, float]:
    return {part.name: part.value for part in candidate(proposal, statement).parts}


def accepted(text: str, statement: str = "dogs") -> Phrasing:
    return Phrasing(text, statement, ACCEPTED)


def rejected(text: str, statement: str = "dogs") -> Phrasing:
    return Phrasing(text, statement, REJECTED)


def test_an_accepted_phrasing_speaks_for_its_statement_alone() -> None:
    before, after = decided(ODD), decided(ODD, [accepted(ODD)])
    assert (parts(before, "dogs")["memory"], parts(before, "dogs")["partly"]) == (0.0, 0.0)
    assert (parts(after, "dogs")["memory"], parts(after, "dogs")["partly"]) == (1.0, 1.0)
    assert parts(after, "backups") == parts(before, "backups") | {"lead": parts(after, "backups")["lead"]}


def test_an_accepted_phrasing_lifts_its_statement_where_the_policy_weighs_it() -> None:
    weighing = replace(POLICY, rank=replace(POLICY.rank, weights=(*POLICY.rank.weights, ("partly", 1.0))))
    assert [each.statement for each in decided(ODD, policy=weighing).candidates] == ["backups", "dogs"]
    assert [each.statement for each in decided(ODD, [accepted(ODD)], weighing).candidates] == ["dogs", "backups"]


def test_a_phrasing_near_an_accepted_one_counts_by_its_nearness() -> None:
    found = parts(decided("Do pooches roam gardens?", [accepted(ODD)]), "dogs")
    assert 0.0 < found["memory"] < 1.0
    assert found["partly"] == found["memory"]


def test_the_nearest_of_several_accepted_phrasings_counts() -> None:
    found = decided(ODD, [accepted("Who invented marmalade?"), accepted(ODD), accepted("Is marmalade orange?")])
    assert parts(found, "dogs")["memory"] == 1.0


def test_a_rejected_phrasing_counts_as_a_question_that_is_not_answered() -> None:
    before, after = decided(NEAR), decided(NEAR, [rejected(NEAR, "backups")])
    assert (before.recommendation, parts(before, "backups")["does_not_answer"]) == (SETTLED, 0.0)
    assert parts(after, "backups")["does_not_answer"] == 1.0
    assert parts(after, "backups")["memory"] == 0.0
    assert parts(after, "dogs")["does_not_answer"] == 0.0
    assert (after.recommendation, after.yes_no) == (SUGGESTED, None)
    assert ReasonCode.DOES_NOT_ANSWER in [reason.code for reason in after.reasons]


def test_a_question_approved_word_for_word_stays_settled_though_it_was_rejected() -> None:
    exact = "Are backups encrypted?"
    assert decided(exact, [rejected(exact, "backups")]).recommendation is SETTLED


@pytest.mark.parametrize(
    ("verdicts", "memory", "does_not_answer"),
    [
        ((ACCEPTED, REJECTED), 0.0, 1.0),
        ((REJECTED, ACCEPTED), 1.0, 0.0),
        ((ACCEPTED, REJECTED, ACCEPTED), 1.0, 0.0),
    ],
)
def test_the_last_verdict_on_a_pair_counts(
    verdicts: tuple[Verdict, ...], memory: float, does_not_answer: float
) -> None:
    found = parts(decided(ODD, [Phrasing(ODD, "dogs", verdict) for verdict in verdicts]), "dogs")
    assert (found["memory"], found["does_not_answer"]) == (memory, does_not_answer)


def test_a_verdict_on_another_statement_leaves_the_first_one_standing() -> None:
    found = decided(ODD, [accepted(ODD, "dogs"), rejected(ODD, "backups")])
    assert parts(found, "dogs")["memory"] == 1.0
    assert parts(found, "backups")["does_not_answer"] == 1.0


def test_a_heading_is_remembered_under_its_section() -> None:
    remembered = [
        Phrasing("Frequency", "dogs", ACCEPTED, section="Walks"),
        Phrasing("Frequency", "dogs", REJECTED, section="Audits"),
    ]
    memory = PhrasingMemory(remembered, SEARCH)
    walks, audits = (found.vector for found in SEARCH.retrieve(["Walks: Frequency", "Audits: Frequency"]))
    assert (memory.nearest("dogs", ACCEPTED, walks), memory.nearest("dogs", REJECTED, audits)) == (1.0, 1.0)
    assert memory.nearest("dogs", ACCEPTED, audits) < 1.0


def test_a_verdict_on_a_statement_that_is_gone_changes_nothing() -> None:
    assert decided(NEAR, [accepted(NEAR, "gone"), rejected(NEAR, "gone")]) == decided(NEAR)


QUESTIONS = [
    ODD,
    NEAR,
    "Are backups encrypted?",
    "Are dogs not welcome?",
    "Are backups on laptops encrypted?",
    "Is there a policy that dogs are welcome?",
    "Will you encrypt backups?",
    "Are dogs welcome on all premises daily?",
    "Backup encryption",
]


@pytest.mark.parametrize("statement", ["backups", "dogs"])
@pytest.mark.parametrize("text", QUESTIONS)
def test_memory_never_settles_what_was_not_settled(text: str, statement: str) -> None:
    before, after = decided(text), decided(text, [accepted(text, statement)])
    assert after.recommendation is not SETTLED or before.recommendation is SETTLED
    assert after.yes_no in (before.yes_no, None)


@pytest.mark.parametrize("text", QUESTIONS)
def test_memory_leaves_the_probability_to_settle_as_it_was(text: str) -> None:
    before, after = decided(text), decided(text, [accepted(text)])
    assert {name: parts(after, name)["settles"] for name in ("dogs", "backups")} == {
        name: parts(before, name)["settles"] for name in ("dogs", "backups")
    }


SHIPPED = policy_from(json.loads(Path(answers.__file__).with_name("policy.json").read_text(encoding="utf-8")))


def test_memory_has_no_weight_of_its_own_in_settling() -> None:
    weights = dict(SHIPPED.settles.weights)
    assert "memory" not in weights
    assert weights.get("partly", 0.0) <= 0.0
    assert weights.get("does_not_answer", 0.0) <= 0.0


ALIKE = searcher(builders.base(*(saying(name, "Cats are fed.", "Are cats fed?") for name in ("one", "two"))))


def test_memory_does_not_settle_between_statements_that_come_out_alike() -> None:
    weighing = replace(POLICY, rank=Linear(0.0, (("question", 1.0), ("partly", 1.0))))
    text = "Are your cats fed indoors or so?"
    asked = [Asked("q", text)]
    (before,) = Decider(ALIKE, weighing).decide(asked, NO_CLEARANCE, builders.AS_OF)
    (after,) = Decider(ALIKE, weighing, [accepted(text, "two")]).decide(asked, NO_CLEARANCE, builders.AS_OF)
    assert (before.recommendation, before.reasons[0].code) == (SUGGESTED, ReasonCode.RUNNER_UP)
    assert after.best == candidate(after, "two")
    assert after.recommendation is SUGGESTED


def test_a_rejected_statement_is_not_settled_for_the_question_it_was_rejected_for() -> None:
    text = "Are your cats fed?"
    (before,) = Decider(ALIKE, SHIPPED).decide([Asked("q", text)], NO_CLEARANCE, builders.AS_OF)
    (after,) = Decider(ALIKE, SHIPPED, [rejected(text, "two")]).decide([Asked("q", text)], NO_CLEARANCE, builders.AS_OF)
    assert before.recommendation is SUGGESTED
    assert (after.best == candidate(after, "two"), after.recommendation) != (True, SETTLED)
