from __future__ import annotations

import pytest

from answers.quantities import durations, frequencies, versions, windows


@pytest.mark.parametrize(
    ("stated", "asked", "met"),
    [
        ("daily", "at least weekly", True),
        ("daily", "every hour", False),
        ("daily", "regularly", True),
        ("periodically", "annually", False),
        ("periodically", "on a regular basis", True),
        ("quarterly", "every three months", True),
        ("annually", "quarterly", False),
        ("on an ongoing basis", "annually", True),
    ],
)
def test_a_frequency_is_met_by_one_at_least_as_often(stated: str, asked: str, met: bool) -> None:
    assert any(have.satisfies(want) for have in frequencies(stated) for want in frequencies(asked)) is met


@pytest.mark.parametrize(
    ("stated", "asked", "met"),
    [
        ("within 24 hours", "within 72 hours", True),
        ("within 3 days", "within 72 hours", True),
        ("within 72 hours", "within 24 hours", False),
        ("30 days", "at least 90 days", False),
        ("90 days", "at least 3 months", True),
        ("at least 90 days", "30 days", False),
        ("30 days", "30-day", True),
        ("at least 30 days", "within 30 days", False),
    ],
)
def test_durations_are_compared_with_their_units(stated: str, asked: str, met: bool) -> None:
    assert any(have.satisfies(want) for have in durations(stated) for want in durations(asked)) is met


@pytest.mark.parametrize(
    ("stated", "asked", "met"),
    [
        ("AES-256", "AES-256", True),
        ("AES-256", "AES 128 or above", True),
        ("AES-256", "AES-512", False),
        ("TLS 1.2 or higher", "TLS 1.2 or higher", True),
        ("TLS 1.2 or higher", "TLS 1.3 only", False),
        ("TLS 1.2 or higher", "TLS 1.3", False),
        ("TLS 1.2 or higher", "TLS version 1.2", True),
    ],
)
def test_or_higher_never_proves_one_exact_version(stated: str, asked: str, met: bool) -> None:
    assert any(have.satisfies(want) for have in versions(stated) for want in versions(asked)) is met


def test_a_look_back_window_is_no_duration_demanded() -> None:
    text = "Have you had an outage in the past 12 months?"
    assert durations(text) == ()
    assert windows(text) == ("past 12 months",)
