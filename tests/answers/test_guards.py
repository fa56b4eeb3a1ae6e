from __future__ import annotations

from dataclasses import replace

import pytest

from answers import guards
from answers.coverage import Coverage, Demand
from answers.demands import DemandKind
from answers.forms import AnsweredForm
from answers.guards import GUARDS, Guard, Situation, caps
from answers.matching import Scored
from answers.proposal import ReasonCode, Recommendation
from answers.questionnaire import QuestionKind
from answers.understanding import understand
from knowledge.statement import YesNo
from tests import builders
from tests.answers.small_search import POLICY

NONE, SUGGESTED = Recommendation.NONE, Recommendation.SUGGESTED
PARTS = {"question": 0.9, "alias": 0.4, "does_not_answer": 0.3, "rejected": 0.0, "lead": 1.0}
FORM = AnsweredForm("Are backups encrypted?", 0.9, YesNo.YES)
BEST = Scored(
    statement=builders.statement(),
    parts=PARTS,
    order=1.0,
    right=0.9,
    settles=0.9,
    coverage=Coverage(()),
    unstated_parts=(),
    exact=False,
    form=FORM,
    sort="",
)
SECOND = replace(BEST, statement=builders.statement(id="other"), order=0.5)


def best(**changes: object) -> Scored:
    return replace(BEST, **changes)  # type: ignore[arg-type]


def parts(**changes: float) -> Scored:
    return best(parts=PARTS | changes)


def unmet(kind: DemandKind, text: str, refuted: bool = False) -> Scored:
    return best(coverage=Coverage((Demand(kind, text, 1.0, met=False, refuted=refuted),)))


def asking(
    text: str = "Are backups encrypted?",
    first: Scored = BEST,
    *,
    kind: QuestionKind | None = None,
    second: Scored | None = SECOND,
    language: str = "en",
    gap: str = "",
) -> Situation:
    understood = understand(text)
    ranked = (first, second) if second else (first,)
    return Situation(understood, ranked, POLICY, language, kind or understood.kind, gap)


POLICY_UNMET = unmet(DemandKind.ARTEFACT, "policy")
VERSION = "Are backups encrypted with AES-512?"
FAR = best(right=POLICY.suggest_at - 0.001)
IN_DAYS = "Are backups deleted within 30 days?"


@pytest.mark.parametrize(
    ("guard", "situation", "code", "at_most", "said"),
    [
        (guards.guard_kind, asking("Company name:"), ReasonCode.RESPONDENT, NONE, "respondent"),
        (guards.guard_kind, asking("Please complete every tab."), ReasonCode.INSTRUCTION, NONE, "instruction"),
        (guards.guard_kind, asking(kind=QuestionKind.INSTRUCTION), ReasonCode.INSTRUCTION, NONE, "instruction"),
        (guards.guard_match, asking(first=FAR), ReasonCode.NO_MATCH, NONE, "near enough"),
        (guards.guard_match, asking(first=FAR, gap="Insurance"), ReasonCode.GAP, NONE, "“Insurance”"),
        (
            guards.guard_does_not_answer,
            asking(first=parts(does_not_answer=0.901)),
            ReasonCode.DOES_NOT_ANSWER,
            SUGGESTED,
            "bk-enc",
        ),
        (guards.guard_facets, asking(first=POLICY_UNMET), ReasonCode.FACET_MISSING, SUGGESTED, "“policy”"),
        (guards.guard_polarity, asking(first=best(form=None)), ReasonCode.POLARITY, SUGGESTED, "yes or no"),
        (
            guards.guard_polarity,
            asking("Will you encrypt backups?", best(form=replace(FORM, yes_no=None))),
            ReasonCode.POLARITY,
            SUGGESTED,
            "yes or no",
        ),
        (
            guards.guard_sort_of_answer,
            asking("How often are backups made?", best(form=None, sort="how often")),
            ReasonCode.FACET_MISSING,
            SUGGESTED,
            "“how often”",
        ),
        (guards.guard_reference, asking("Are they encrypted?"), ReasonCode.FOLLOW_UP, SUGGESTED, "another question"),
        (guards.guard_reference, asking("If so, are backups kept?"), ReasonCode.FOLLOW_UP, SUGGESTED, "another"),
        (guards.guard_value, asking(IN_DAYS), ReasonCode.VALUE, SUGGESTED, "“within 30 days”"),
        (guards.guard_value, asking(IN_DAYS, best(form=None)), ReasonCode.VALUE, SUGGESTED, "“within 30 days”"),
        (
            guards.guard_value,
            asking(IN_DAYS, best(form=replace(FORM, text="Are backups deleted after 30 days?"))),
            ReasonCode.VALUE,
            SUGGESTED,
            "“within 30 days”",
        ),
        (guards.guard_commitment, asking("Will you encrypt backups?"), ReasonCode.COMMITMENT, SUGGESTED, "promise"),
        (guards.guard_evidence, asking("Please attach a report."), ReasonCode.EVIDENCE, SUGGESTED, "document"),
        (guards.guard_fragment, asking("Backup encryption"), ReasonCode.FRAGMENT, SUGGESTED, "subject"),
        (guards.guard_runner_up, asking(first=parts(lead=0.019)), ReasonCode.RUNNER_UP, SUGGESTED, "other"),
        (guards.guard_confidence, asking(first=best(settles=0.59)), ReasonCode.LOW_CONFIDENCE, SUGGESTED, "(0.59)"),
        (
            guards.guard_confidence,
            asking(first=replace(POLICY_UNMET, settles=0.2)),
            ReasonCode.LOW_CONFIDENCE,
            SUGGESTED,
            "“policy” is not in its words",
        ),
        (guards.guard_language, asking(language="de"), ReasonCode.LANGUAGE, SUGGESTED, "(de)"),
    ],
)
def test_a_guard_speaks_of_its_danger(
    guard: Guard, situation: Situation, code: ReasonCode, at_most: Recommendation, said: str
) -> None:
    cap = guard(situation)
    assert cap is not None
    assert (cap.reason.code, cap.at_most) == (code, at_most)
    assert said in cap.reason.text


@pytest.mark.parametrize("guard", GUARDS)
def test_no_guard_speaks_of_a_near_question_that_is_covered(guard: Guard) -> None:
    assert guard(asking()) is None


@pytest.mark.parametrize(
    ("guard", "situation"),
    [
        (guards.guard_match, asking(first=best(right=POLICY.suggest_at), gap="Insurance")),
        (guards.guard_does_not_answer, asking(first=parts(does_not_answer=0.9))),
        (guards.guard_does_not_answer, asking(first=parts(does_not_answer=0.8, question=0.1, alias=0.9))),
        (guards.guard_facets, asking(first=unmet(DemandKind.SUBJECT, "posture"))),
        (guards.guard_facets, asking(VERSION, unmet(DemandKind.QUANTITY, "AES-512", refuted=True))),
        (guards.guard_polarity, asking("How are backups encrypted?", best(form=None))),
        (guards.guard_value, asking(IN_DAYS, best(form=replace(FORM, text=IN_DAYS)))),
        (guards.guard_value, asking(IN_DAYS, best(form=replace(FORM, text="Are they gone in up to 720 hours?")))),
        (guards.guard_value, asking("How are backups deleted within 30 days?")),
        (guards.guard_commitment, asking("Will you encrypt?", best(statement=builders.statement(commits=True)))),
        (guards.guard_runner_up, asking(first=parts(lead=0.0), second=None)),
        (guards.guard_runner_up, asking(first=parts(lead=POLICY.runner_up_gap))),
        (
            guards.guard_runner_up,
            asking(first=parts(lead=0.0), second=best(statement=builders.statement(id="all", components=("bk-enc",)))),
        ),
        (guards.guard_confidence, asking(first=best(settles=POLICY.settle_at))),
    ],
)
def test_a_guard_is_silent_where_its_danger_is_absent(guard: Guard, situation: Situation) -> None:
    assert guard(situation) is None


EXACT_DESPITE = (
    (guards.guard_does_not_answer, asking(first=parts(does_not_answer=1.0))),
    (guards.guard_facets, asking(first=POLICY_UNMET)),
    (guards.guard_sort_of_answer, asking(first=best(form=None))),
    (guards.guard_reference, asking("Are they encrypted?")),
    (guards.guard_value, asking(IN_DAYS)),
    (guards.guard_fragment, asking("Backup encryption")),
    (guards.guard_runner_up, asking(first=parts(lead=0.0))),
)


@pytest.mark.parametrize(("guard", "situation"), EXACT_DESPITE)
def test_the_very_question_that_was_approved_needs_no_reading(guard: Guard, situation: Situation) -> None:
    assert guard(situation) is not None
    approved = replace(situation.best, exact=True)
    assert guard(replace(situation, ranked=(approved, *situation.ranked[1:]))) is None


@pytest.mark.parametrize(
    ("guard", "situation"),
    [
        (guards.guard_kind, asking("Company name:", best(exact=True))),
        (guards.guard_polarity, asking(first=best(exact=True, form=replace(FORM, yes_no=None)))),
        (guards.guard_commitment, asking("Will you encrypt backups?", best(exact=True))),
        (guards.guard_evidence, asking("Please attach a report.", best(exact=True))),
        (guards.guard_language, asking(language="de", first=best(exact=True))),
    ],
)
def test_even_the_very_question_is_not_settled_by_what_no_statement_may_settle(
    guard: Guard, situation: Situation
) -> None:
    assert guard(situation) is not None


def test_at_most_six_unmet_demands_are_named() -> None:
    demands = tuple(Demand(DemandKind.ARTEFACT, f"thing{number}", 1.0, met=False) for number in range(7))
    cap = guards.guard_facets(asking(first=best(coverage=Coverage(demands))))
    assert cap is not None
    assert "thing5" in cap.reason.text
    assert "thing6" not in cap.reason.text


def test_the_lowest_cap_comes_first_and_the_others_keep_their_order() -> None:
    situation = asking("Will you attach a policy?", replace(POLICY_UNMET, right=0.0), language="de")
    assert [(cap.at_most, cap.reason.code) for cap in caps(situation)] == [
        (NONE, ReasonCode.NO_MATCH),
        (SUGGESTED, ReasonCode.FACET_MISSING),
        (SUGGESTED, ReasonCode.COMMITMENT),
        (SUGGESTED, ReasonCode.EVIDENCE),
        (SUGGESTED, ReasonCode.LANGUAGE),
    ]


def test_the_lowest_cap_comes_first_whatever_the_order_of_the_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "GUARDS", (guards.guard_language, guards.guard_match))
    assert [cap.at_most for cap in caps(asking(first=FAR, language="de"))] == [NONE, SUGGESTED]


def test_nothing_is_said_of_a_question_without_danger() -> None:
    assert caps(asking()) == ()
