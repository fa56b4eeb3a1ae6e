from __future__ import annotations

import pytest

from answers.glossary import concepts, groups
from knowledge.stems import terms


def test_no_form_belongs_to_two_groups() -> None:
    owners: dict[str, set[str]] = {}
    for token, forms in groups().items():
        for form in forms:
            for stem in terms(form):
                owners.setdefault(stem, set()).add(token)
    assert {stem: tokens for stem, tokens in owners.items() if len(tokens) > 1} == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("employees", "our staff"),
        ("multi-factor authentication", "2FA"),
        ("deprovisioned", "revoked"),
        ("in a timely manner", "promptly"),
        ("programme", "program"),
    ],
)
def test_forms_that_stand_for_each_other_are_one_concept(first: str, second: str) -> None:
    assert [concept.token for concept in concepts(first)] == [concept.token for concept in concepts(second)]


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("subprocessors", "third parties"),
        ("promptly", "immediately"),
        ("employees", "contractors"),
        ("privileged accounts", "accounts"),
        ("promptly", "at all times"),
        ("procedures", "plan"),
    ],
)
def test_a_narrower_word_never_stands_for_a_wider_one(narrow: str, wide: str) -> None:
    assert [concept.token for concept in concepts(narrow)] != [concept.token for concept in concepts(wide)]


def test_standard_is_not_read_as_a_non_disclosure_agreement() -> None:
    assert "nda" not in {concept.token for concept in concepts("industry standard encryption")}
