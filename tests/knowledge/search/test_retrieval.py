from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from knowledge.search.retrieval import Searcher, open_searcher
from tests.knowledge.search.small_base import reader, write_base

ENCRYPTION, BACKUPS, BARE = range(3)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder = tmp_path_factory.mktemp("search")
    return open_searcher(write_base(folder / "base"), cache=folder / "cache", reader=reader())


def test_a_paraphrase_finds_its_statement_by_question(searcher: Searcher) -> None:
    (found,) = searcher.retrieve(["Do you encrypt client information that you hold?"])
    assert found.question.argmax() == ENCRYPTION
    assert searcher.index.phrases[found.nearest_question[ENCRYPTION]].text == "Is stored customer data encrypted?"


def test_the_canonical_question_itself_scores_1(searcher: Searcher) -> None:
    (found,) = searcher.retrieve(["How long are backups kept?"])
    assert found.question[BACKUPS] == pytest.approx(1, abs=1e-4)
    assert found.fuzzy[BACKUPS] == 1


def test_what_a_statement_does_not_answer_is_scored_apart(searcher: Searcher) -> None:
    (found,) = searcher.retrieve(["Are employee laptops encrypted?"])
    assert found.does_not_answer.argmax() == ENCRYPTION
    assert found.does_not_answer[ENCRYPTION] > found.question[ENCRYPTION]
    nearest = searcher.index.phrases[found.nearest_does_not_answer[ENCRYPTION]]
    assert nearest.text == "Are staff laptops encrypted?"


def test_a_statement_without_questions_scores_0_there(searcher: Searcher) -> None:
    (found,) = searcher.retrieve(["Are dogs allowed in the office?"])
    assert (found.question[BARE], found.nearest_question[BARE]) == (0, -1)
    assert found.answer.argmax() == BARE


def test_documents_are_found_by_their_names(searcher: Searcher) -> None:
    (asked, other) = searcher.retrieve(["Please attach your latest pentest report", "Are dogs allowed?"])
    assert asked.document.shape == (1,)
    assert asked.document[0] > 0.5 > other.document[0]


def test_all_parts_lie_between_0_and_1(searcher: Searcher) -> None:
    for found in searcher.retrieve(["", "🦊", "Is stored customer data encrypted?", "no " * 400]):
        for field in fields(found):
            values = getattr(found, field.name)
            if values.dtype == np.float32:
                assert ((values >= 0) & (values <= 1)).all(), field.name


def test_a_question_scores_the_same_alone_and_among_others(searcher: Searcher) -> None:
    asked = [f"Is system number {number} backed up?" for number in range(70)]
    together = searcher.retrieve(asked)
    alone = Searcher(searcher.index, searcher._embedder).retrieve([asked[41]])[0]
    assert together[41].question == pytest.approx(alone.question, abs=2e-5)
    assert (together[41].nearest_question == alone.nearest_question).all()


def test_repeated_questions_share_one_retrieval_and_order_is_kept(searcher: Searcher) -> None:
    first, second, third = searcher.retrieve(["backups?", "encryption?", "backups?"])
    assert first is third
    assert first is not second


def test_no_questions_give_no_retrievals(searcher: Searcher) -> None:
    assert searcher.retrieve([]) == []


def test_a_base_without_statements_can_be_searched(tmp_path: Path) -> None:
    searcher = open_searcher(write_base(tmp_path / "base", []), cache=None, reader=reader())
    (found,) = searcher.retrieve(["anything"])
    assert found.question.shape == found.lexical.shape == (0,)
