from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.composites import assemble
from knowledge.loading import load_knowledge_base
from knowledge.statement import Answers, Disclosure, Party, ProductScope, Settles, Statement
from tests.knowledge.conftest import WriteBase
from tests.knowledge.examples import STATEMENT

COMPOSITE = Statement("both", "Both", "", Answers("", ""), components=("lamp-light", "lamp-oil"))
OTHER = replace(
    STATEMENT,
    id="lamp-oil",
    claim="Lamps burn oil.",
    answers=Answers("No. Lamps burn oil.", "Lamps burn oil. Lamps in the tower are lit daily."),
    settles=Settles(documented=True),
)


def test_wording_is_the_components_with_each_sentence_once() -> None:
    both = assemble(COMPOSITE, (STATEMENT, OTHER))
    assert both.claim == both.answers.short == "Lamps in the tower are lit daily. Lamps burn oil."
    assert both.answers.full == "Lamps in the tower are lit daily. Lamps burn oil."


@pytest.mark.parametrize("level", list(Disclosure))
def test_the_strictest_component_decides_the_disclosure(level: Disclosure) -> None:
    assert assemble(COMPOSITE, (STATEMENT, replace(OTHER, disclosure=level))).disclosure is level


def test_the_earliest_review_date_counts() -> None:
    early = replace(OTHER, review_by=date(2026, 7, 1))
    assert assemble(replace(COMPOSITE, review_by=date(2028, 1, 1)), (STATEMENT, early)).review_by == date(2026, 7, 1)


def test_a_single_facet_holds_only_where_all_components_state_it() -> None:
    settles = assemble(COMPOSITE, (STATEMENT, OTHER)).settles
    assert (settles.documented, settles.frequency, settles.scope) == (None, None, ("tower",))
    agreed = replace(OTHER, settles=Settles(frequency="daily", party=Party.OWN))
    assert assemble(COMPOSITE, (STATEMENT, agreed)).settles.frequency == "daily"


def test_a_composite_holds_where_all_of_its_components_hold() -> None:
    here = replace(STATEMENT, scope=ProductScope(products=("tower", "pier")))
    there = replace(OTHER, scope=ProductScope(products=("pier",)))
    elsewhere = replace(OTHER, scope=ProductScope(products=("harbour",)))
    assert assemble(COMPOSITE, (here, OTHER)).scope.products == ("tower", "pier")
    assert assemble(COMPOSITE, (here, there)).scope.products == ("pier",)
    assert not {"tower", "pier", "harbour", ""} & set(assemble(COMPOSITE, (here, elsewhere)).scope.products)
    assert assemble(COMPOSITE, (here, elsewhere)).scope.products


def test_composites_of_composites_load_whatever_their_order(write_base: WriteBase) -> None:
    text = "- {id: all-of-it, title: All, components: [pair, c]}\n- {id: pair, title: Pair, components: [a, b]}\n"
    text += "".join(
        f"- {{id: {name}, title: {name}, claim: {name.upper()} holds., answers: {{short: S., full: F.}}}}\n"
        for name in "abc"
    )
    base = load_knowledge_base(write_base(kb=text))
    assert base.statements[0].claim == "A holds. B holds. C holds."
