from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from knowledge.approval import LapseKind, approval_hash, standing
from knowledge.statement import (
    Answers,
    AskedForm,
    Disclosure,
    Fact,
    Party,
    ProductScope,
    SettledValue,
    Settles,
    Source,
    Statement,
    YesNo,
)
from tests.knowledge.examples import DAY, STATEMENT, approved, base_of

FACT = Fact("last_lit", 12, date(2026, 5, 1), 30)
Edit = Callable[[Statement], Statement]

MISLEADING: dict[str, Edit] = {
    "id": lambda s: replace(s, id="other"),
    "title": lambda s: replace(s, title="Other"),
    "claim": lambda s: replace(s, claim=f"{s.claim} Always."),
    "short answer": lambda s: replace(s, answers=Answers("No.", s.answers.full)),
    "full answer": lambda s: replace(s, answers=Answers(s.answers.short, "Other.")),
    "question": lambda s: replace(s, questions=(*s.questions, AskedForm("Is all lit?", YesNo.YES))),
    "yes to no": lambda s: replace(s, questions=(AskedForm(s.questions[0].ask, YesNo.NO), *s.questions[1:])),
    "yes to open": lambda s: replace(s, questions=(AskedForm(s.questions[0].ask, None), *s.questions[1:])),
    "alias": lambda s: replace(s, aliases=(*s.aliases, "lighthouse")),
    "frequency": lambda s: replace(s, settles=replace(s.settles, frequency="hourly")),
    "value": lambda s: replace(s, settles=replace(s.settles, values=(SettledValue("hours", 12, "hours"),))),
    "no facets": lambda s: replace(s, settles=Settles()),
    "context": lambda s: replace(s, context="But only there."),
    "fact": lambda s: replace(s, facts=(FACT,)),
    "commits": lambda s: replace(s, commits=True),
    "responsibility": lambda s: replace(s, responsibility=Party.PROVIDER),
    "scope": lambda s: replace(s, scope=ProductScope(products=("tower",))),
    "disclosure": lambda s: replace(s, disclosure=Disclosure.NDA),
}


@pytest.mark.parametrize("edit", MISLEADING.values(), ids=MISLEADING.keys())
def test_any_edit_that_can_mislead_breaks_the_approval(edit: Edit) -> None:
    assert approval_hash(edit(STATEMENT), {}) != approval_hash(STATEMENT, {})


def test_a_value_or_its_date_or_comparison_is_pinned() -> None:
    facts = [FACT, replace(FACT, value=13), replace(FACT, as_of=DAY), replace(FACT, max_age_days=31)]
    assert len({approval_hash(replace(STATEMENT, facts=(fact,)), {}) for fact in facts}) == 4


def test_an_edit_that_cannot_mislead_keeps_the_approval() -> None:
    edited = replace(
        STATEMENT,
        partly_answers=("Are the lamps lit and cleaned?",),
        does_not_answer=("Is the moon lit?",),
        owner="other",
        review_by=None,
        references=(("ccm", ("LOG-01",)),),
        source=Source("tower-book", "2", "…"),
        claim=STATEMENT.claim.replace(" are ", "\n  are "),
    )
    assert approval_hash(edited, {}) == approval_hash(STATEMENT, {})


def test_a_changed_component_changes_the_composite() -> None:
    composite = replace(STATEMENT, id="both", components=("a", "b"))
    assert approval_hash(composite, {"a": "1", "b": "2"}) != approval_hash(composite, {"a": "1", "b": "3"})


def test_a_fresh_approval_stands() -> None:
    statement = approved(STATEMENT)
    assert standing(statement, base_of(statement), DAY) == ()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (replace(approved(STATEMENT), approval=None), LapseKind.UNAPPROVED),
        (replace(approved(STATEMENT), sha256="other"), LapseKind.CHANGED),
        (replace(approved(STATEMENT), review_by=date(2026, 5, 31)), LapseKind.EXPIRED),
        (approved(replace(STATEMENT, facts=(FACT,))), LapseKind.STALE_FACT),
    ],
)
def test_each_lapse_is_named(statement: Statement, kind: LapseKind) -> None:
    (lapse,) = standing(statement, base_of(statement), DAY)
    assert (lapse.kind, lapse.statement) == (kind, statement.id)
    assert statement.id in lapse.text


def test_review_and_facts_hold_until_the_very_day() -> None:
    fact = replace(FACT, as_of=date(2026, 5, 2))
    statement = approved(replace(STATEMENT, review_by=DAY, facts=(fact,)))
    assert standing(statement, base_of(statement), DAY) == ()


def test_a_composite_is_never_better_than_its_weakest_part() -> None:
    weak = replace(approved(replace(STATEMENT, id="weak")), approval=None)
    inner = approved(replace(STATEMENT, id="inner", components=("weak",)), (weak,))
    outer = approved(replace(STATEMENT, id="outer", components=("inner",)), (inner,))
    lapses = standing(outer, base_of(weak, inner, outer), DAY)
    assert [(lapse.kind, lapse.statement) for lapse in lapses] == [(LapseKind.UNAPPROVED, "weak")]
