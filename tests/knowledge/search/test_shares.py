from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.search import shares as shares_module
from knowledge.search.phrases import PhraseKind
from knowledge.search.retrieval import Searcher, open_searcher
from knowledge.search.shares import ELSEWHERE, Shares, neighbour_shares, topic_shares
from knowledge.search.topics import TopicKind, Topics
from tests.knowledge.search.small_base import reader, write_base

ENCRYPTION, BACKUPS, BARE = range(3)
SHARES = ("neighbours", "topics")
ASKED = [
    "Is stored customer data encrypted?",
    "Are backups kept for a month and tested every quarter?",
    "Are staff laptops encrypted?",
    "Do you hold a cyber insurance policy?",
    "Are dogs allowed?",
    "",
    "🦊",
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder = tmp_path_factory.mktemp("shares")
    return open_searcher(write_base(folder / "base"), cache=None, reader=reader())


def of(searcher: Searcher, text: str, name: str) -> Shares:
    (found,) = searcher.retrieve([text])
    shares: Shares = getattr(found, name)
    return shares


def total(shares: Shares) -> float:
    return float(shares.full.sum() + shares.partly.sum() + shares.near.sum()) + shares.gap


@pytest.mark.parametrize("name", SHARES)
@pytest.mark.parametrize("text", ASKED)
def test_shares_lie_between_0_and_1_and_the_answered_ones_are_summed(searcher: Searcher, text: str, name: str) -> None:
    shares = of(searcher, text, name)
    assert 0 < total(shares) <= 1 + 1e-4
    assert shares.answered == pytest.approx(float(shares.full.sum() + shares.partly.sum()), abs=1e-4)
    for values in (shares.full, shares.partly, shares.near):
        assert values.shape == (3,)
        assert ((values >= 0) & (values <= 1)).all()


@pytest.mark.parametrize("text", ASKED)
def test_shares_by_the_classifier_add_up_to_1(searcher: Searcher, text: str) -> None:
    assert total(of(searcher, text, "topics")) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("text", ASKED)
def test_shares_of_the_neighbours_add_up_to_1_but_for_what_is_elsewhere(
    searcher: Searcher, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares_module, "ELSEWHERE", 0.0)
    alone = Searcher(searcher.index, searcher._embedder)
    assert total(of(alone, text, "neighbours")) == pytest.approx(1, abs=1e-4)
    assert total(of(searcher, text, "neighbours")) < 1


def test_a_question_far_from_every_phrase_is_mostly_elsewhere(searcher: Searcher) -> None:
    assert total(of(searcher, "🦊", "neighbours")) < 0.5 < total(of(searcher, ASKED[0], "neighbours"))


@pytest.mark.parametrize("name", SHARES)
@pytest.mark.parametrize(
    ("text", "largest"),
    [
        ("Is stored customer data encrypted?", ("full", ENCRYPTION)),
        ("How long are backups kept?", ("full", BACKUPS)),
        ("Office dogs", ("full", BARE)),
        ("Are backups kept for a month and tested every quarter?", ("partly", BACKUPS)),
        ("Are staff laptops encrypted?", ("near", ENCRYPTION)),
        ("Are backups kept offline?", ("near", BACKUPS)),
        ("Do you hold a cyber insurance policy?", ("gap", 0)),
    ],
)
def test_the_owner_of_the_nearest_phrase_has_the_largest_share(
    searcher: Searcher, text: str, largest: tuple[str, int], name: str
) -> None:
    shares = of(searcher, text, name)
    parts = {
        (kind, owner): float(share)
        for kind in ("full", "partly", "near")
        for owner, share in enumerate(getattr(shares, kind))
    }
    parts["gap", 0] = shares.gap
    assert max(parts, key=lambda part: parts[part]) == largest


@pytest.mark.parametrize("name", SHARES)
def test_shares_at_some_places_keep_the_sums_over_all(searcher: Searcher, name: str) -> None:
    whole = of(searcher, "Is stored customer data encrypted?", name)
    some = whole.at(np.array([ENCRYPTION, BARE]))
    for kind in ("full", "partly", "near"):
        assert getattr(some, kind).tolist() == getattr(whole, kind)[[ENCRYPTION, BARE]].tolist()
    assert (some.answered, some.gap) == (whole.answered, whole.gap)


def test_shares_at_all_places_are_the_shares_themselves(searcher: Searcher) -> None:
    whole = of(searcher, "Are dogs allowed?", "neighbours")
    assert whole.at(np.arange(3)) is whole


Owned = Mapping[PhraseKind, Sequence[float]]
LARGE_MASS = np.float32(1_000_000 * ELSEWHERE)


def shared(mass: Owned, counts: Owned) -> Shares:
    """Return the shares of one question in a base of two statements and one gap, far above what is elsewhere."""
    width = {kind: 1 if kind in {PhraseKind.DOCUMENT, PhraseKind.GAP} else 2 for kind in PhraseKind}
    masses = {kind: np.array([mass.get(kind, [0] * width[kind])], dtype=np.float32) * LARGE_MASS for kind in PhraseKind}
    numbers: dict[PhraseKind, NDArray[np.intp]] = {
        kind: np.array(counts.get(kind, [0] * width[kind]), dtype=np.intp) for kind in PhraseKind
    }
    (found,) = neighbour_shares(masses, numbers)
    return found


def test_many_phrases_count_for_more_than_one_but_not_by_their_number() -> None:
    shares = shared({PhraseKind.QUESTION: [4, 1]}, {PhraseKind.QUESTION: [4, 1]})
    assert shares.full.tolist() == pytest.approx([2 / 3, 1 / 3], abs=1e-4)


def test_questions_names_and_answers_of_a_statement_are_counted_together() -> None:
    mass: Owned = {PhraseKind.QUESTION: [3, 1], PhraseKind.ALIAS: [2, 0], PhraseKind.ANSWER: [1, 0]}
    counts: Owned = {PhraseKind.QUESTION: [1, 1], PhraseKind.ALIAS: [2, 0], PhraseKind.ANSWER: [1, 0]}
    assert shared(mass, counts).full.tolist() == pytest.approx([3 / 4, 1 / 4], abs=1e-4)
    both = shared({PhraseKind.ANSWER: [0, 1], PhraseKind.GAP: [3]}, {PhraseKind.ANSWER: [0, 1], PhraseKind.GAP: [1]})
    assert both.full.tolist() == pytest.approx([0, 0.25], abs=1e-4)
    assert [both.answered, both.gap] == pytest.approx([0.25, 0.75], abs=1e-4)


def test_names_of_documents_have_no_share() -> None:
    counts: Owned = {PhraseKind.DOCUMENT: [1], PhraseKind.DOES_NOT_ANSWER: [0, 1]}
    shares = shared({PhraseKind.DOCUMENT: [9], PhraseKind.DOES_NOT_ANSWER: [0, 1]}, counts)
    assert shares.near.tolist() == pytest.approx([0, 1], abs=1e-4)
    assert (shares.answered, shares.gap) == (0, 0)


def test_where_there_is_no_phrase_all_shares_are_0() -> None:
    shares = shared({}, {})
    assert total(shares) == shares.answered == 0


def test_classes_are_put_to_their_owners_and_those_without_a_class_get_0() -> None:
    kinds = np.array([TopicKind.FULL, TopicKind.NEAR, TopicKind.GAP, TopicKind.GAP], dtype=np.int8)
    weights = np.array([[0, np.log(4)], [0, np.log(3)], [0, np.log(2)], [0, 0]], dtype=np.float32)
    topics = Topics(kinds, np.array([2, 1, 0, 1]), weights)
    (shares,) = topic_shares(topics, np.ones((1, 1), dtype=np.float32), 3)
    assert shares.full.tolist() == pytest.approx([0, 0, 0.4], abs=1e-4)
    assert shares.near.tolist() == pytest.approx([0, 0.3, 0], abs=1e-4)
    assert shares.partly.tolist() == [0, 0, 0]
    assert [shares.answered, shares.gap] == pytest.approx([0.4, 0.3], abs=1e-4)


def test_without_a_classifier_the_neighbours_stand_for_the_topics(searcher: Searcher) -> None:
    bare = Searcher(replace(searcher.index, topics=None), searcher._embedder)
    (found,) = bare.retrieve(["Are dogs allowed?"])
    assert found.topics is found.neighbours
    (with_topics,) = searcher.retrieve(["Are dogs allowed?"])
    assert not np.array_equal(with_topics.topics.full, with_topics.neighbours.full)
