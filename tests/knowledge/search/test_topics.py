from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.search import topics as topics_module
from knowledge.search.index import Index
from knowledge.search.phrases import Phrase, PhraseKind
from knowledge.search.retrieval import open_searcher
from knowledge.search.topics import KIND_OF, TopicKind, Topics, classes_of, restore_topics, train_topics
from tests.knowledge.search.small_base import STATEMENTS, reader, write_base

OWNERS, EACH, WIDTH = 12, 5, 32


@dataclass(frozen=True)
class Cloud:
    """Phrases of twelve statements, and unit rows scattered around a direction for each."""

    phrases: tuple[Phrase, ...]
    vectors: NDArray[np.float32]

    def train(self) -> Topics:
        topics = train_topics(self.phrases, self.vectors, np.arange(len(self.phrases)))
        assert topics is not None
        return topics


def cloud(seed: int = 7, owners: int = OWNERS) -> Cloud:
    chosen = np.random.default_rng(seed)
    phrases = [
        Phrase(owner, PhraseKind.QUESTION, f"{owner}-{number}") for owner in range(owners) for number in range(5)
    ]
    centres = chosen.normal(size=(owners, WIDTH)).repeat(EACH, axis=0)
    rows = centres + 0.6 * chosen.normal(size=(owners * EACH, WIDTH))
    return Cloud(tuple(phrases), (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("topics")
    return open_searcher(write_base(folder / "base"), cache=None, reader=reader()).index


def likeliest(topics: Topics, vectors: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Return kind and owner of the likeliest class of each row."""
    places = topics.probabilities(vectors).argmax(axis=1)
    return [(int(topics.kinds[place]), int(topics.owners[place])) for place in places]


def of(phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    return [(int(KIND_OF[phrase.kind]), phrase.owner) for phrase in phrases]


def test_two_trainings_give_equal_weights() -> None:
    some = cloud()
    assert np.array_equal(some.train().weights, some.train().weights)


def test_other_phrases_give_other_weights() -> None:
    assert not np.array_equal(cloud(7).train().weights, cloud(8).train().weights)


def test_probabilities_of_a_question_add_up_to_1() -> None:
    shares = cloud().train().probabilities(cloud(9).vectors)
    assert shares.shape == (OWNERS * EACH, OWNERS)
    assert (shares >= 0).all()
    assert shares.sum(axis=1) == pytest.approx(np.ones(OWNERS * EACH), abs=1e-5)


def test_phrases_that_it_has_not_seen_are_put_to_their_owner() -> None:
    some = cloud()
    seen = np.arange(len(some.phrases)) % EACH != 0
    kept = [phrase for phrase, known in zip(some.phrases, seen, strict=True) if known]
    topics = train_topics(kept, some.vectors, np.flatnonzero(seen))
    assert topics is not None
    unseen = [phrase for phrase, known in zip(some.phrases, seen, strict=True) if not known]
    hits = np.array(likeliest(topics, some.vectors[~seen])) == np.array(of(unseen))
    assert hits.all(axis=1).mean() >= 0.9


def test_most_phrases_of_a_base_are_likeliest_of_their_own_class(index: Index) -> None:
    assert index.topics is not None
    phrases = [(number, phrase) for number, phrase in enumerate(index.phrases) if phrase.kind in KIND_OF]
    found = likeliest(index.topics, index.vectors[index.rows[[number for number, _ in phrases]]])
    own = of([phrase for _, phrase in phrases])
    assert sum(one == other for one, other in zip(found, own, strict=True)) >= 0.9 * len(own)


def test_what_is_settled_answered_in_part_and_not_answered_are_classes_apart(index: Index) -> None:
    assert index.topics is not None
    classes = set(zip(index.topics.kinds.tolist(), index.topics.owners.tolist(), strict=True))
    full = {(TopicKind.FULL, owner) for owner in range(len(STATEMENTS))}
    near = {(TopicKind.NEAR, 0), (TopicKind.NEAR, 1)}
    assert classes == full | near | {(TopicKind.PARTLY, 1), (TopicKind.GAP, 0)}


def test_names_of_documents_have_no_class(index: Index) -> None:
    of_phrase, _, _ = classes_of(index.phrases)
    without = {phrase.kind for phrase, number in zip(index.phrases, of_phrase, strict=True) if number < 0}
    assert without == {PhraseKind.DOCUMENT}


@pytest.mark.parametrize("owners", [0, 1])
def test_there_is_no_classifier_where_nothing_is_to_tell_apart(owners: int) -> None:
    some = cloud(owners=owners)
    assert train_topics(some.phrases, some.vectors, np.arange(len(some.phrases))) is None


def test_documents_alone_make_no_classifier() -> None:
    some = cloud(owners=2)
    phrases = [Phrase(phrase.owner, PhraseKind.DOCUMENT, phrase.text) for phrase in some.phrases]
    assert train_topics(phrases, some.vectors, np.arange(len(phrases))) is None


def test_there_is_no_classifier_of_too_many_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    some = cloud()
    monkeypatch.setattr(topics_module, "MOST_CLASSES", OWNERS)
    assert train_topics(some.phrases, some.vectors, np.arange(len(some.phrases))) is not None
    monkeypatch.setattr(topics_module, "MOST_CLASSES", OWNERS - 1)
    assert train_topics(some.phrases, some.vectors, np.arange(len(some.phrases))) is None


def test_a_base_of_a_single_statement_and_a_gap_can_be_searched(tmp_path: Path) -> None:
    bare = {**STATEMENTS[2], "title": "Dogs", "claim": "Dogs are welcome."}
    (found,) = open_searcher(write_base(tmp_path / "base", [bare]), cache=None, reader=reader()).retrieve(["Dogs?"])
    assert found.topics.full[0] > found.topics.gap


def test_stored_weights_give_the_same_classifier() -> None:
    some = cloud()
    trained = some.train()
    stored = restore_topics(some.phrases, trained.weights)
    assert stored is not None
    assert np.array_equal(stored.probabilities(some.vectors), trained.probabilities(some.vectors))


def test_stored_weights_of_another_base_are_refused() -> None:
    with pytest.raises(ValueError, match="other classes"):
        restore_topics(cloud(owners=OWNERS - 1).phrases, cloud().train().weights)


def test_no_stored_weights_are_no_classifier() -> None:
    assert restore_topics(cloud().phrases, np.empty((0, 0), dtype=np.float32)) is None
