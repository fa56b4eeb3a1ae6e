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


@pytest.mark.parametrize(
    ("stated", "asked", "refuted"),
    [
        ("TLS 1.2 or higher", "TLS 1.1", True),
        ("TLS 1.2 or higher", "TLS 1.2", False),
        ("TLS 1.2 or higher", "TLS 1.3", False),
        ("TLS 1.2 or higher", "TLS 1.3 only", True),
        ("TLS 1.2 or higher", "TLS 1.2 only", False),
        ("TLS 1.2 or higher", "TLS 1.3 or higher", False),
        ("TLS 1.2 or higher", "SSL 3", False),
        ("TLS 1.2", "TLS 1.3 or higher", True),
        ("TLS 1.3 only", "TLS 1.4 or higher", False),
        ("AES-256", "AES-512", True),
        ("AES-256", "AES-256", False),
        ("AES-256", "AES-128", False),
        ("AES-256", "RSA-4096", False),
    ],
)
def test_a_version_refutes_what_it_rules_out(stated: str, asked: str, refuted: bool) -> None:
    ((have,), (want,)) = versions(stated), versions(asked)
    assert have.refutes(want) is refuted


@pytest.mark.parametrize("stated", ["TLS 1.2", "TLS 1.2 or higher", "TLS 1.2 only", "AES-256", "AES-256 or higher"])
@pytest.mark.parametrize(
    "asked",
    [
        f"{name}{tail}"
        for name in ("TLS 1.1", "TLS 1.2", "TLS 1.3", "AES-128", "AES-512")
        for tail in ("", " or higher", " only")
    ],
)
def test_no_version_both_meets_and_refutes_a_demand(stated: str, asked: str) -> None:
    ((have,), (want,)) = versions(stated), versions(asked)
    assert not (have.satisfies(want) and have.refutes(want))


@pytest.mark.parametrize("text", ["within 30 m\u0131nutes", "within f\u0131ve days"])
def test_a_duration_in_letters_of_another_alphabet_does_not_crash(text: str) -> None:
    durations(text)
