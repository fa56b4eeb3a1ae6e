from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.statement import Answers, AskedForm, KnowledgeBase
from segq.engine import Engine
from segq.knowledge_search import ENOUGH_MEANING, Hit, KnowledgeSearch, Meaning, WordSearch, folded, merged, words_of
from tests import builders

BACKUPS = builders.statement()
KEYS = builders.statement(
    id="key-rotation",
    title="Key rotation",
    claim="Ledger keys are rotated every quarter.",
    answers=Answers("Yes. Keys are rotated every quarter.", "Ledger keys are rotated every quarter by the vault."),
    questions=(AskedForm("Are keys rotated?"),),
    aliases=("rekeying", "Schlüsselwechsel"),
    does_not_answer=("Do laptops have keys?",),
)
DOGS = builders.statement(
    id="dogs",
    title="Guard dogs",
    claim="Dogs guard the yard.",
    answers=Answers("Yes. Dogs guard the yard.", "Dogs guard the yard at night."),
    questions=(AskedForm("Do dogs guard the yard?"),),
)
BASE = KnowledgeBase("small", (BACKUPS, KEYS, DOGS), ())
SEARCH = WordSearch(BASE)


def ids(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.statement.id for hit in hits]


def test_an_empty_search_shows_the_whole_base_in_file_order() -> None:
    assert ids(SEARCH.search("  ")) == ["bk-enc", "key-rotation", "dogs"]


@pytest.mark.parametrize(
    "typed",
    ["rot", "rotation", "rotatoin", "KEY ROT", "rekeying", "schlusselw", "key-ro", "are keys rotated"],
)
def test_a_statement_is_found_from_a_beginning_a_misspelling_an_alias_or_without_accents(typed: str) -> None:
    assert ids(SEARCH.search(typed))[0] == "key-rotation"


def test_a_statement_whose_id_begins_with_what_is_typed_comes_first() -> None:
    named = replace(DOGS, id="back-yard", title="Yard")
    search = WordSearch(KnowledgeBase("small", (BACKUPS, named), ()))
    assert ids(search.search("back y"))[0] == "back-yard"
    assert ids(search.search("backups")) == ["bk-enc"]


def test_a_question_that_a_statement_does_not_answer_does_not_find_it() -> None:
    assert "key-rotation" not in ids(SEARCH.search("laptops"))


def test_words_that_nothing_has_find_nothing() -> None:
    assert SEARCH.search("zeppelin") == ()


def test_a_word_of_the_title_counts_more_than_one_of_the_answer() -> None:
    in_answer = replace(DOGS, id="aaa", answers=Answers("Yes.", "A rotation of dogs guards the yard."))
    search = WordSearch(KnowledgeBase("small", (in_answer, KEYS), ()))
    assert ids(search.search("rotation")) == ["key-rotation", "aaa"]


def test_what_only_meaning_finds_stands_beside_what_words_find_ordered_by_both_parts() -> None:
    by_words = SEARCH.search("keys")
    near = {"dogs": 0.8, "key-rotation": 0.1, "bk-enc": ENOUGH_MEANING - 0.01}
    found = merged(BASE, by_words, near)
    assert ids(found) == ["key-rotation", "dogs"]
    assert found[0].words > 0
    assert (found[0].meaning, found[1].words, found[1].meaning) == (0.1, 0.0, 0.8)


def test_a_single_letter_is_no_word_yet_but_a_digit_is() -> None:
    assert words_of("a soc 2") == ("soc", "2")


def test_letters_in_another_shape_are_the_same_letters() -> None:
    assert folded("Ⓚé℡") == "ketel"


@given(st.text(max_size=60))
def test_any_text_can_be_searched_for_and_every_hit_has_parts_between_0_and_1(text: str) -> None:
    hits = SEARCH.search(text)
    assert all(0 <= hit.words <= 1 for hit in hits)
    assert len(set(ids(hits))) == len(hits)


def fake_engine(places: list[int], *parts: list[float]) -> Engine:
    question, alias, answer, partly = parts
    found = SimpleNamespace(places=places, question=question, alias=alias, answer=answer, partly=partly)
    return cast("Engine", SimpleNamespace(base=BASE, searcher=SimpleNamespace(retrieve=lambda _: [found])))


def test_meaning_is_the_largest_of_the_parts_and_opens_the_engine_once() -> None:
    opened: list[bool] = []

    def engine() -> Engine:
        opened.append(True)
        return fake_engine([0, 2], [0.1, 0.2], [0.3, 0.1], [0.2, 0.9], [0.0, 0.0])

    meaning = Meaning(engine)
    ready = [meaning.ready]
    assert meaning.near("a") == {"bk-enc": 0.3, "dogs": 0.9}
    meaning.near("b")
    assert [*ready, meaning.ready] == [False, True]
    assert len(opened) == 1


def test_both_ways_together_ask_for_meaning_only_where_there_are_words() -> None:
    search = KnowledgeSearch(BASE, Meaning(lambda: fake_engine([2], [0.9], [0.0], [0.0], [0.0])))
    ready = [(search.words_ready, search.meaning.ready)]
    assert ids(search.by_both("")) == ["bk-enc", "key-rotation", "dogs"]
    ready.append((search.words_ready, search.meaning.ready))
    assert ids(search.by_both("hounds")) == ["dogs"]
    assert [*ready, (search.words_ready, search.meaning.ready)] == [(False, False), (True, False), (True, True)]


@pytest.mark.slow
def test_meaning_of_the_bundled_base_finds_what_no_word_says(
    segq_home: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from segq.settings import load_settings

    monkeypatch.setenv("SEGQ_HOME", str(segq_home))
    engine = Engine(load_settings())
    text = "worker leaves the firm"
    near = Meaning(lambda: engine).near(text)
    assert max(near, key=lambda name: near[name]) == "access-revoke"
    assert WordSearch(engine.base).search(text) == ()
