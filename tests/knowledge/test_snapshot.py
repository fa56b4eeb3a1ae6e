from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import KnowledgeError
from knowledge.snapshot import FORMAT, dump, load
from knowledge.statement import (
    Answers,
    Approval,
    AskedForm,
    Document,
    Fact,
    Gap,
    KnowledgeBase,
    ProductScope,
    SettledValue,
    Settles,
    Source,
    Statement,
)
from tests.knowledge.examples import STATEMENT, base_of

_TEXT = st.text(max_size=6)
_TEXTS = st.lists(_TEXT, max_size=2).map(tuple)
_VALUE = st.one_of(_TEXT, st.integers(-9, 9), st.floats(allow_nan=False))
_REFERENCES = st.lists(st.tuples(_TEXT, _TEXTS), max_size=2).map(tuple)


def _statements() -> st.SearchStrategy[Statement]:
    return st.builds(
        Statement,
        answers=st.builds(Answers, _TEXT, _TEXT),
        questions=st.lists(st.builds(AskedForm), max_size=2).map(tuple),
        aliases=_TEXTS,
        partly_answers=_TEXTS,
        does_not_answer=_TEXTS,
        settles=st.builds(
            Settles,
            scope=_TEXTS,
            population=_TEXTS,
            algorithm=_TEXTS,
            values=st.lists(st.builds(SettledValue, value=_VALUE), max_size=2).map(tuple),
        ),
        facts=st.lists(st.builds(Fact, value=st.one_of(_VALUE, st.dates())), max_size=2).map(tuple),
        scope=st.builds(ProductScope, _TEXTS, _TEXTS),
        source=st.none() | st.builds(Source),
        approval=st.none() | st.builds(Approval),
        review_by=st.none() | st.dates(),
        references=_REFERENCES,
        components=_TEXTS,
    )


def _documents() -> st.SearchStrategy[Document]:
    return st.builds(
        Document,
        aliases=_TEXTS,
        period=st.none() | st.tuples(st.dates(), st.dates()),
        source=st.none() | st.builds(Source),
        references=_REFERENCES,
    )


@given(
    st.builds(
        KnowledgeBase,
        statements=st.lists(_statements(), max_size=2).map(tuple),
        documents=st.lists(_documents(), max_size=2).map(tuple),
        gaps=st.lists(st.builds(Gap, _TEXT, _TEXT, _TEXTS, _TEXTS), max_size=2).map(tuple),
    )
)
def test_any_base_survives_json(base: KnowledgeBase) -> None:
    assert load(json.loads(json.dumps(dump(base)))) == base


def test_the_bundled_base_survives_json(segmetrics: KnowledgeBase) -> None:
    assert load(json.loads(json.dumps(dump(segmetrics)))) == segmetrics


def test_gaps_and_questions_answered_in_part_survive_json() -> None:
    gap = Gap("gap-oil", "Oil", ("Is there oil?", "Oil supply"), ("lamp oil",))
    base = replace(base_of(replace(STATEMENT, partly_answers=("Are lamps lit and cleaned?",))), gaps=(gap,))
    found = load(json.loads(json.dumps(dump(base))))
    assert found.gaps == (gap,)
    assert found.statements[0].partly_answers == ("Are lamps lit and cleaned?",)


def _without(key: str) -> dict[str, Any]:
    snapshot: dict[str, Any] = json.loads(json.dumps(dump(base_of(STATEMENT))))
    del snapshot["base"]["statements"][0][key]
    return snapshot


def _without_gaps() -> dict[str, Any]:
    snapshot: dict[str, Any] = json.loads(json.dumps(dump(base_of(STATEMENT))))
    del snapshot["base"]["gaps"]
    return snapshot


@pytest.mark.parametrize(
    "snapshot",
    [
        {},
        {"format": 0, "base": {}},
        {"format": FORMAT - 1, "base": {}},
        {"format": FORMAT, "base": []},
        _without("claim"),
        _without("disclosure"),
        _without("partly_answers"),
        _without_gaps(),
        {"format": FORMAT, "base": {"name": "x", "statements": [{"unknown": 1}], "documents": [], "gaps": []}},
    ],
)
def test_a_damaged_or_older_snapshot_is_refused(snapshot: dict[str, Any]) -> None:
    with pytest.raises(KnowledgeError, match=r"snapshot .*[Rr]ebuild"):
        load(snapshot)


def test_a_date_stays_a_date_and_never_becomes_a_text() -> None:
    fact = Fact("last_lit", date(2026, 5, 30), date(2026, 5, 30), 30)
    statement = Statement("a", "A", "c", Answers("s", "f"), facts=(fact,))
    assert load(json.loads(json.dumps(dump(base_of(statement))))).statements[0].facts == (fact,)


def test_loading_a_snapshot_needs_neither_pydantic_nor_yaml() -> None:
    code = "import sys, knowledge.snapshot, knowledge.approval; print({'pydantic', 'ruamel.yaml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
