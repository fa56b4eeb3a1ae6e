from __future__ import annotations

import pytest

from answers.predicate import predicate


@pytest.mark.parametrize(
    ("bare", "verb"),
    [
        ("Do you test the plan?", "test"),
        ("Does your company annually review access?", "review"),
        ("Do your employees sign an agreement?", "sign"),
        ("Can customers export their records?", "export"),
        ("Have you ever suffered a breach?", "suffered"),
        ("Will you notify us?", "notify"),
        ("Is the plan tested?", "tested"),
        ("Are backups encrypted?", "encrypted"),
        ("Are all of the servers regularly patched?", "patched"),
        ("Is access to records restricted?", "restricted"),
        ("Are keys held abroad?", "held"),
    ],
)
def test_a_closed_question_hangs_on_its_main_verb(bare: str, verb: str) -> None:
    assert predicate(bare) == verb


@pytest.mark.parametrize(
    "bare",
    [
        "Do you have a plan?",
        "Do you maintain a tested plan?",
        "Do you use encryption that is validated?",
        "Are logs kept?",
        "Is MFA required?",
    ],
)
def test_a_colourless_verb_leaves_the_question_to_its_object(bare: str) -> None:
    assert predicate(bare) == ""


@pytest.mark.parametrize("bare", ["Is there a plan?", "Who tests the plan?", "Describe how logs are reviewed", ""])
def test_where_no_verb_stands_out_there_is_no_predicate(bare: str) -> None:
    assert predicate(bare) == ""


@pytest.mark.parametrize(
    ("bare", "verb"), [("Has the plan been tested?", "tested"), ("Have your employees been trained?", "trained")]
)
def test_a_passive_in_the_perfect_hangs_on_its_participle(bare: str, verb: str) -> None:
    assert predicate(bare) == verb
