from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.embeddings import Embedder
from knowledge.search import retrieval
from knowledge.search.phrases import PhraseKind
from knowledge.search.retrieval import Retrieval, Searcher, nearest, open_searcher
from knowledge.search.shares import ELSEWHERE, SHARPNESS, Shares
from tests.knowledge.search.small_base import reader, write_base

ENCRYPTION, BACKUPS, BARE = range(3)
OF_STATEMENTS = ("question", "partly", "alias", "answer", "does_not_answer", "lexical")
PARTS = (*OF_STATEMENTS, "document", "gap")
SHARES = ("neighbours", "topics")
ASKED = ["Is stored customer data encrypted?", "How long are backups kept?", "Are dogs allowed?", "Any insurance?"]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder = tmp_path_factory.mktemp("search")
    return open_searcher(write_base(folder / "base"), cache=folder / "cache", reader=reader())


class Listening:
    """Passes texts on to the real embedder, and notes every call."""

    model_id = "listening"

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.calls: list[list[str]] = []

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls.append(list(texts))
        return self._embedder.embed(texts)


@pytest.fixture
def listening(searcher: Searcher) -> Listening:
    return Listening(searcher._embedder)


def many_statements(count: int) -> list[dict[str, Any]]:
    """Return statements that differ in one word of many, so that their scores are close and still differ."""
    row = "access backup change data email firewall gateway host incident key laptop mobile network office"
    words = row.split()
    return [
        {
            "id": f"s{number}",
            "title": f"{words[number % 14]} {words[number // 14 % 14]} {number}",
            "claim": f"The {words[number % 14]} of unit {number} is reviewed with the {words[number // 3 % 14]}.",
            "questions": [[f"Is the {words[number // 14 % 14]} of unit {number} reviewed?", "yes"]],
            "aliases": [f"{words[number // 5 % 14]} review"],
            "does_not_answer": [],
        }
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder = tmp_path_factory.mktemp("many")
    return open_searcher(write_base(folder / "base", many_statements(400)), cache=None, reader=reader())


def test_a_small_base_is_retrieved_in_full(searcher: Searcher) -> None:
    for found in searcher.retrieve(ASKED):
        assert found.places.tolist() == [ENCRYPTION, BACKUPS, BARE]
        assert {getattr(found, name).shape for name in OF_STATEMENTS} == {(3,)}


def test_a_paraphrase_finds_its_statement_by_question(searcher: Searcher) -> None:
    (found,) = searcher.retrieve(["Do you encrypt client information that you hold?"])
    assert found.question.argmax() == ENCRYPTION


def test_the_canonical_question_itself_scores_1(searcher: Searcher) -> None:
    (found,) = searcher.retrieve(["How long are backups kept?"])
    assert found.question[BACKUPS] == pytest.approx(1, abs=1e-4)


def test_what_a_statement_does_not_answer_is_scored_apart(searcher: Searcher) -> None:
    (found,) = searcher.retrieve(["Are employee laptops encrypted?"])
    assert found.does_not_answer.argmax() == ENCRYPTION
    assert found.does_not_answer[ENCRYPTION] > found.question[ENCRYPTION]


def test_what_a_statement_answers_in_part_is_scored_apart(searcher: Searcher) -> None:
    (found,) = searcher.retrieve(["Are backups kept for one month, and tested each quarter?"])
    assert found.partly.argmax() == BACKUPS
    assert found.partly[BACKUPS] > found.question[BACKUPS]
    assert found.partly[[ENCRYPTION, BARE]].tolist() == [0, 0]


def test_a_statement_without_questions_scores_0_there(searcher: Searcher) -> None:
    (found,) = searcher.retrieve(["Are dogs allowed in the office?"])
    assert found.question[BARE] == found.does_not_answer[BARE] == 0
    assert found.answer.argmax() == BARE


def test_documents_are_found_by_their_names(searcher: Searcher) -> None:
    (asked, other) = searcher.retrieve(["Please attach your latest pentest report", "Are dogs allowed?"])
    assert asked.document.shape == (1,)
    assert asked.document[0] > 0.5 > other.document[0]


def test_known_gaps_are_found_by_title_and_question(searcher: Searcher) -> None:
    (asked, other) = searcher.retrieve(["Is there an insurance policy for cyber incidents?", "Are dogs allowed?"])
    assert asked.gap.shape == (1,)
    assert asked.gap[0] > 0.5 > other.gap[0]


def test_a_part_is_the_largest_of_the_single_cosines(searcher: Searcher) -> None:
    (found,) = searcher.retrieve(["Does anybody store customer data unencrypted?"])
    numbers = [
        number
        for number, phrase in enumerate(searcher.index.phrases)
        if (phrase.kind, phrase.owner) == (PhraseKind.QUESTION, ENCRYPTION)
    ]
    assert len(numbers) == 2
    cosines = searcher.index.cosines(found.vector, numbers)
    assert cosines.max() == pytest.approx(found.question[ENCRYPTION], abs=2e-5)
    assert cosines.min() < found.question[ENCRYPTION]


def test_all_parts_lie_between_0_and_1(searcher: Searcher) -> None:
    for found in searcher.retrieve(["", "🦊", "Is stored customer data encrypted?", "no " * 400]):
        for name in PARTS:
            values = getattr(found, name)
            assert values.dtype == np.float32
            assert ((values >= 0) & (values <= 1)).all(), name


def test_a_question_scores_the_same_alone_and_among_others(searcher: Searcher) -> None:
    asked = [f"Is system number {number} backed up?" for number in range(70)]
    together = searcher.retrieve(asked)
    alone = Searcher(searcher.index, searcher._embedder).retrieve([asked[41]])[0]
    for name in PARTS:
        assert getattr(together[41], name) == pytest.approx(getattr(alone, name), abs=2e-5), name


def test_one_and_two_threads_give_the_same_parts(tmp_path: Path) -> None:
    asked = [f"Is control {number} tested {'and documented ' * (number % 9)}?" for number in range(150)]
    root = write_base(tmp_path / "base")
    one, two = (
        open_searcher(root, cache=tmp_path / "cache", threads=threads, reader=reader()).retrieve(asked)
        for threads in (1, 2)
    )
    for single, double in zip(one, two, strict=True):
        for name in (*PARTS, "vector"):
            assert np.abs(getattr(single, name) - getattr(double, name)).max() <= 1e-5, name
        for name in SHARES:
            assert_same_shares(getattr(single, name), getattr(double, name))


def test_repeated_questions_share_one_retrieval_and_order_is_kept(searcher: Searcher) -> None:
    first, second, third = searcher.retrieve(["backups?", "encryption?", "backups?"])
    assert first is third
    assert first is not second


def test_a_repeated_question_is_neither_embedded_nor_compared_again(
    searcher: Searcher, listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Searcher(searcher.index, listening)
    (first, *_) = again.retrieve(["Are dogs allowed?", "Any insurance?", "Are dogs allowed?"])
    monkeypatch.setattr(retrieval._Segments, "compare", lambda *_: pytest.fail("compared"))
    assert again.retrieve(["Any insurance?", "Are dogs allowed?"])[1] is first
    assert listening.calls == [["Are dogs allowed?", "Any insurance?"]]


def test_the_oldest_retrievals_give_way_and_every_question_is_still_answered(
    searcher: Searcher, listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieval, "_KEPT", 2)
    small = Searcher(searcher.index, listening)
    assert len(small.retrieve(ASKED)) == len(ASKED)
    small.retrieve(ASKED[-2:])
    assert len(listening.calls) == 1
    small.retrieve(ASKED[:1])
    assert listening.calls[1] == ASKED[:1]


def test_no_questions_give_no_retrievals_and_load_no_model(searcher: Searcher, listening: Listening) -> None:
    assert Searcher(searcher.index, listening).retrieve([]) == []
    assert listening.calls == []


def test_a_base_without_statements_can_be_searched(tmp_path: Path) -> None:
    searcher = open_searcher(write_base(tmp_path / "base", []), cache=None, reader=reader())
    (found,) = searcher.retrieve(["anything"])
    assert {getattr(found, name).shape for name in OF_STATEMENTS} == {(0,)}
    assert (found.places.shape, found.document.shape, found.gap.shape) == ((0,), (1,), (1,))


def test_kinds_without_a_single_phrase_score_nothing(searcher: Searcher) -> None:
    bare = replace(searcher.index.base.statements[BARE], title=" ", claim="Dogs.")
    base = replace(searcher.index.base, statements=(bare,), documents=(), gaps=())
    index = searcher.index
    (number,) = (number for number, phrase in enumerate(index.phrases) if phrase.text == "Office dogs")
    phrase = replace(index.phrases[number], owner=0)
    only = replace(index, base=base, phrases=(phrase,), rows=index.rows[[number]], topics=None)
    (found,) = Searcher(only, searcher._embedder).retrieve(["Office dogs"])
    assert found.alias.tolist() == pytest.approx([1], abs=1e-4)
    assert found.question.tolist() == found.partly.tolist() == found.answer.tolist() == [0]
    assert (found.document.shape, found.gap.shape) == ((0,), (0,))
    mass = math.exp(SHARPNESS)
    assert found.neighbours.full.tolist() == pytest.approx([mass / (mass + ELSEWHERE)], abs=1e-4)
    assert (found.neighbours.near.tolist(), found.neighbours.gap) == ([0], 0)


def test_an_index_without_any_phrase_can_be_searched(searcher: Searcher) -> None:
    index = searcher.index
    base = replace(index.base, statements=(), documents=(), gaps=())
    lexicon = replace(index.lexicon, size=0, terms={})
    none = replace(index, base=base, phrases=(), rows=index.rows[:0], lexicon=lexicon, topics=None)
    (found,) = Searcher(none, searcher._embedder).retrieve(["anything"])
    assert {getattr(found, name).shape for name in PARTS} == {(0,)}
    assert found.neighbours.full.shape == (0,)
    assert (found.neighbours.answered, found.neighbours.gap) == (0, 0)


def test_a_large_base_gives_the_nearest_statements_with_unchanged_parts(many: Searcher) -> None:
    asked = ["Is the firewall of unit 77 reviewed?", "Who reviews the laptop?", "Is the gateway host changed by email?"]
    for near, full in zip(chosen(many, asked), many.retrieve(asked), strict=True):
        assert 0 < len(near.places) < len(full.places) == 400
        assert (np.diff(near.places) > 0).all()
        for name in OF_STATEMENTS:
            assert np.array_equal(getattr(near, name), getattr(full, name)[near.places]), name
        for shares, whole in ((near.neighbours, full.neighbours), (near.topics, full.topics)):
            assert np.array_equal(shares.full, whole.full[near.places])
            assert (shares.answered, shares.gap) == (whole.answered, whole.gap)
        assert np.array_equal(near.document, full.document)
        assert np.array_equal(near.vector, full.vector)


@pytest.mark.parametrize("weights", [(0.5, 0.2, 0.2, 0.35), (1, 0, 0, 0), (0, 1, 0, 1), (0.1, 0.1, 0.7, 0.1)])
def test_what_is_left_out_of_a_large_base_is_not_among_the_best(
    many: Searcher, weights: tuple[float, float, float, float]
) -> None:
    asked = [f"Is the {word} of unit {number} reviewed with the host?" for number, word in enumerate(["key", "office"])]
    for near, full in zip(chosen(many, asked), many.retrieve(asked), strict=True):
        assert best(near, weights) == best(full, weights)


def chosen(many: Searcher, asked: list[str]) -> list[Retrieval]:
    return Searcher(many.index, many._embedder, large=100).retrieve(asked)


def assert_same_shares(one: Shares, other: Shares) -> None:
    for field in fields(one):
        assert getattr(one, field.name) == pytest.approx(getattr(other, field.name), abs=2e-5), field.name


def best(found: Retrieval, weights: tuple[float, ...]) -> list[int]:
    parts = (found.question, found.alias, found.answer, found.lexical)
    score = np.asarray(weights) @ np.stack(parts)
    return [int(place) for place in found.places[np.lexsort((found.places, -score))][:5]]


def test_each_part_alone_brings_its_largest_into_the_nearest() -> None:
    chosen = np.random.default_rng(3)
    parts = [chosen.random(3_000, dtype=np.float32) for _ in range(5)]
    places = nearest(parts[1:], parts[0])
    assert {int(part.argmax()) for part in parts} <= set(places.tolist())
    assert len(places) < 400


def test_chunks_of_phrases_change_nothing(many: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = many.retrieve(["Is the mobile network monitored?"])[0]
    for size in (1, 7, 100):
        monkeypatch.setattr(retrieval, "_PHRASES_AT_ONCE", size)
        (found,) = Searcher(many.index, many._embedder).retrieve(["Is the mobile network monitored?"])
        parts = [field.name for field in fields(found) if field.name not in SHARES]
        for name in parts:
            assert getattr(found, name) == pytest.approx(getattr(whole, name), abs=2e-5), name
        for name in SHARES:
            assert_same_shares(getattr(found, name), getattr(whole, name))
