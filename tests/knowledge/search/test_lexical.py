from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.lexical import lexicon_of
from knowledge.statement import KnowledgeBase
from knowledge.stems import stem, terms
from tests.knowledge.search.small_base import DOCUMENTS, STATEMENTS, restore

BASE = restore({"statements": STATEMENTS, "documents": DOCUMENTS})


@pytest.mark.parametrize(
    "family",
    [
        "encrypt encrypts encrypted encrypting encryption",
        "backup backups",
        "policy policies",
        "employee employees",
        "store stores stored storing",
        "log logs logged logging",
        "vulnerability vulnerabilities",
        "certified certification certifications",
        "organize organized organization organisations",
        "test tests tested testing",
        "process processes",
        "audit audits audited auditing",
    ],
)
def test_inflections_of_a_word_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("access", "accent"), ("policy", "police"), ("rest", "restore"), ("tls", "tl"), ("class", "clash")],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_terms_drop_stop_words_and_keep_standards_and_versions() -> None:
    assert terms("Do you use TLS 1.2, AES-256 and 2FA?") == ("tls", "1.2", "aes", "256", "2fa")


def test_terms_ignore_case_accents_and_possessives() -> None:
    assert terms("RÉSUMÉ Café's") == terms("resume cafe")


def test_a_single_digit_is_no_term_but_an_ideograph_is_kept() -> None:
    assert terms("SOC 2") == ("soc",)
    assert terms("鍵") == ("鍵",)


@given(st.text())
def test_scores_stay_between_0_and_1_for_any_text(text: str) -> None:
    scores = lexicon_of(BASE).score(text)
    assert scores.shape == (3,)
    assert ((scores >= 0) & (scores <= 1)).all()


def test_the_statement_that_shares_the_words_scores_highest() -> None:
    scores = lexicon_of(BASE).score("For how many days do you keep backups of databases?")
    assert scores.argmax() == 1


def test_words_that_no_statement_uses_lower_the_share_explained() -> None:
    lexicon = lexicon_of(BASE)
    assert lexicon.score("nightly backups quantum teleportation").max() < lexicon.score("nightly backups").max()


def test_an_empty_base_and_an_empty_question_score_nothing() -> None:
    assert lexicon_of(KnowledgeBase("empty", (), ())).score("anything").shape == (0,)
    assert lexicon_of(BASE).score("").max() == 0
