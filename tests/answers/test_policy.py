from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import answers
from answers.policy import Linear, policy_from
from knowledge.errors import KnowledgeError

SHIPPED: dict[str, Any] = json.loads(Path(answers.__file__).with_name("policy.json").read_text(encoding="utf-8"))

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def test_the_shipped_policy_loads_with_every_figure_of_its_file() -> None:
    policy = policy_from(SHIPPED)
    for linear, name in ((policy.rank, "rank"), (policy.right, "right"), (policy.settles, "settles")):
        assert linear.offset == SHIPPED[name]["offset"]
        assert dict(linear.weights) == SHIPPED[name]["weights"]
    assert (policy.settle_at, policy.suggest_at) == (
        SHIPPED["thresholds"]["settle_at"],
        SHIPPED["thresholds"]["suggest_at"],
    )
    assert 0.0 < policy.suggest_at < policy.settle_at < 1.0


def test_the_shipped_policy_says_where_its_figures_come_from() -> None:
    assert {"made_by", "on", "labels_sha256", "questions", "settle_at", "suggest_at"} <= set(SHIPPED["provenance"])


def without(name: str, inside: str = "") -> Callable[[dict[str, Any]], object]:
    return lambda record: (record[inside] if inside else record).pop(name)


def setting(name: str, value: object, inside: str = "") -> Callable[[dict[str, Any]], object]:
    return lambda record: (record[inside] if inside else record).update({name: value})


@pytest.mark.parametrize(
    "damage",
    [
        without("rank"),
        without("right"),
        without("settles"),
        without("thresholds"),
        without("settle_at", "thresholds"),
        without("suggest_at", "thresholds"),
        without("offset", "right"),
        without("weights", "settles"),
        setting("settle_at", "high", "thresholds"),
        setting("suggest_at", None, "thresholds"),
        setting("weights", [1.0], "rank"),
        setting("weights", {"question": "much"}, "rank"),
        setting("right", 3),
        setting("offset", [], "right"),
    ],
)
def test_a_damaged_policy_is_a_knowledge_error_that_says_what_to_do(damage: Callable[[dict[str, Any]], object]) -> None:
    record = copy.deepcopy(SHIPPED)
    damage(record)
    with pytest.raises(KnowledgeError) as raised:
        policy_from(record)
    assert "damaged" in raised.value.message
    assert "scripts/calibrate.py" in (raised.value.hint or "")


def test_a_weight_that_is_no_number_is_a_knowledge_error() -> None:
    record = copy.deepcopy(SHIPPED)
    record["settles"]["weights"]["question"] = float("nan")
    with pytest.raises(KnowledgeError):
        policy_from(record)


def test_a_sum_counts_what_is_missing_as_nothing() -> None:
    linear = Linear(0.5, (("a", 2.0), ("b", 3.0)))
    assert linear.value({"a": 1.0, "c": 9.0}) == pytest.approx(2.5)
    assert linear.value({}) == pytest.approx(0.5)


def test_the_probability_of_a_sum_of_0_is_one_half_and_grows_with_it() -> None:
    linear = Linear(-1.0, (("a", 2.0),))
    assert linear.probability({"a": 0.5}) == pytest.approx(0.5)
    assert linear.probability({"a": 0.4}) < linear.probability({"a": 0.6})


@given(offset=NUMBERS, weights=st.dictionaries(st.sampled_from("abc"), NUMBERS), part=st.floats(0, 1))
def test_a_probability_stays_between_0_and_1(offset: float, weights: dict[str, float], part: float) -> None:
    linear = Linear(offset, tuple(weights.items()))
    assert 0.0 <= linear.probability(dict.fromkeys("abc", part)) <= 1.0
