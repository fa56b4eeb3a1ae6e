from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.rarity import Rarity, rarity_of

TEXTS = [f"Is the gateway of unit {number + 10} reviewed?" for number in range(40)] + ["Does the gateway send alerts?"]


@pytest.fixture(scope="module")
def rarity() -> Rarity:
    return rarity_of(TEXTS)


def test_a_word_that_no_phrase_uses_is_as_rare_as_can_be(rarity: Rarity) -> None:
    assert rarity("zeppelin") == pytest.approx(1)


def test_a_word_of_every_phrase_tells_nothing(rarity: Rarity) -> None:
    assert rarity("gateway") == pytest.approx(0)


def test_the_fewer_phrases_use_a_word_the_more_it_tells(rarity: Rarity) -> None:
    assert 0 <= rarity("gateway") < rarity("reviewed") < rarity("alerts") < rarity("zeppelin") <= 1


def test_the_rarest_word_of_a_text_decides(rarity: Rarity) -> None:
    assert rarity("Is the gateway reviewed for alerts?") == rarity("alerts")


def test_inflections_count_as_the_same_word(rarity: Rarity) -> None:
    assert rarity("gateways") == rarity("gateway")
    assert rarity("alerted") == rarity("alerts")


@pytest.mark.parametrize("text", ["", "  ", "?!", "Is it the"])
def test_a_text_without_a_telling_word_tells_nothing(rarity: Rarity, text: str) -> None:
    assert rarity(text) == 0


def test_a_text_that_stands_twice_counts_once() -> None:
    assert rarity_of([*TEXTS, *TEXTS]) == rarity_of(TEXTS)


def test_a_word_used_twice_in_a_text_counts_once() -> None:
    assert rarity_of(["alert alerts alerted"]).used == {"alert": 1}


def test_nothing_is_rare_where_there_is_no_phrase() -> None:
    assert rarity_of([])("zeppelin") == 0


@given(st.lists(st.text(max_size=12), max_size=5), st.text(max_size=12))
def test_any_text_is_between_0_and_1(texts: list[str], asked: str) -> None:
    assert 0 <= rarity_of(texts)(asked) <= 1
