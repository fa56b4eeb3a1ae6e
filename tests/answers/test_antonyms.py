from __future__ import annotations

import pytest

from answers.antonyms import opposed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Are keys stored separately from the data?", "Are keys stored together with the data?"),
        ("Are checks made before access is given?", "Are checks made after access is given?"),
        ("Is the feature enabled by default?", "Is the feature disabled by default?"),
        ("Is the list public?", "Is the list confidential?"),
        ("Is the feature mandatory for every account?", "Is it up to the account whether the feature is used?"),
        ("Do staff work with individual accounts?", "Do staff share an account?"),
        ("Is the feature switched on for everyone?", "Can the feature stay off?"),
        ("Are internal connections encrypted?", "Are external connections encrypted?"),
    ],
)
def test_a_word_and_its_opposite_turn_a_question_around(one: str, other: str) -> None:
    assert opposed(one, other)
    assert opposed(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Are keys stored separately?", "Are keys held apart?"),
        ("Are internal and external connections encrypted?", "Are external connections encrypted?"),
        ("Are backups encrypted?", "Are backups made daily?"),
    ],
)
def test_texts_without_opposites_are_not_opposed(one: str, other: str) -> None:
    assert not opposed(one, other)
