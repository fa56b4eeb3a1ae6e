from __future__ import annotations

from dataclasses import replace

import pytest

from answers.proposal import Recommendation
from answers.review.decision import Act
from answers.review.order import Order, next_undecided, ordered
from tests.answers.review.memory_store import decided, standing
from tests.answers.review.test_filters import PLAIN

NONE, SUGGESTED, SETTLED = Recommendation.NONE, Recommendation.SUGGESTED, Recommendation.SETTLED
LINES = [
    replace(PLAIN, key=key, position=place, recommendation=recommendation, confidence=confidence, blocked=blocked)
    for place, (key, recommendation, confidence, blocked) in enumerate(
        [
            ("settled", SETTLED, 0.8, False),
            ("likely", SUGGESTED, 0.7, False),
            ("none", NONE, 0.3, False),
            ("expired", SETTLED, 0.9, True),
            ("unlikely", SUGGESTED, 0.4, True),
            ("gap", NONE, 0.1, False),
            ("sure", SETTLED, 0.7, False),
        ]
    )
]


def keys(order: Order) -> list[str]:
    return [line.key for line in ordered(LINES[::-1], order)]


def test_the_worst_come_first_and_equals_in_file_order() -> None:
    assert keys(Order.WORST_FIRST) == ["none", "gap", "unlikely", "likely", "expired", "settled", "sure"]


def test_file_order_is_the_files() -> None:
    assert keys(Order.FILE) == [line.key for line in LINES]


def test_a_decision_moves_no_line() -> None:
    taken = [standing(line, decided()) if line.key == "none" else line for line in LINES]
    assert [line.key for line in ordered(taken, Order.WORST_FIRST)] == keys(Order.WORST_FIRST)


A, B, C = (replace(PLAIN, key=key) for key in "ABC")
DONE = decided()


@pytest.mark.parametrize(
    ("lines", "start", "expected"),
    [
        ([A, B, C], "A", "B"),
        ([A, standing(B, DONE), C], "A", "C"),
        ([A, standing(B, DONE), standing(C, decided(Act.ASK_EXPERT))], "B", "A"),
        ([A, B, C], None, "A"),
        ([A, B, C], "gone", "A"),
        ([standing(A, DONE), B], "B", "B"),
        ([standing(A, DONE)], "A", None),
        ([], None, None),
    ],
)
def test_the_next_undecided_is_behind_the_key_or_from_the_top_again(
    lines: list[object], start: str | None, expected: str | None
) -> None:
    assert next_undecided(lines, start) == expected  # type: ignore[arg-type]
