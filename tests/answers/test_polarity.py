from __future__ import annotations

import pytest

from answers.polarity import negations, same_polarity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Are keys kept in plain text?", "Are keys never held in cleartext?"),
        ("Are keys ever held in cleartext?", "Are keys inaccessible in cleartext?"),
        ("Is the feature optional?", "Is the feature on without asking?"),
        ("Is the platform unable to rotate keys?", "Can keys be rotated?"),
        ("Are you unwilling to pay for reports?", "Do you pay for reports?"),
        ("Is it impossible to rotate keys?", "Can keys be rotated?"),
        ("May keys be sent absent a contract?", "May keys be sent?"),
        ("Is it done weekly rather than daily?", "Is it done regularly?"),
        ("Are shared keys prohibited?", "Do you not use shared keys?"),
        ("Are staff without production access screened?", "Do staff get access without screening?"),
        ("Is review mandatory, urgent or not?", "Are changes made without review?"),
        ("Is a second factor needed outside production?", "Is a second factor needed in production?"),
    ],
)
def test_words_of_different_sorts_do_not_stand_for_each_other(one: str, other: str) -> None:
    assert not same_polarity(one, other)
    assert not same_polarity(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Are keys stored unencrypted?", "Are keys stored without encryption?"),
        ("Are keys in plain text?", "Are keys held in cleartext?"),
        ("Are shared keys forbidden?", "Are shared keys prohibited?"),
        ("Is it not the case that keys are unencrypted?", "Are keys encrypted?"),
        ("Are keys rotated without exception?", "Are keys rotated?"),
    ],
)
def test_words_of_one_sort_do(one: str, other: str) -> None:
    assert same_polarity(one, other)


def test_negations_count_every_sort() -> None:
    assert [negations(text) for text in ("Are keys shared?", "Are keys not shared?", "Are banned keys refused?")] == [
        0,
        1,
        2,
    ]
