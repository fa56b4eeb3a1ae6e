from __future__ import annotations

import pytest

from answers.conditions import awaited
from knowledge.statement import YesNo

YES = [
    "If yes", "If so", "If you answered Yes to question 12", "If No. 7 is yes", "Si oui", "Dans l'affirmative",
    "Falls ja", "Wenn Sie mit Ja geantwortet haben", "En caso afirmativo", "Em caso afirmativo", "Se sì", "Zo ja",
    "Om ja", "Hvis ja", "Jeśli tak", "Если да", "Αν ναι", "「はい」の場合", "如果是", "예인 경우", "אם כן",
    "Skip if the answer is no",
]  # fmt: skip
NO = [
    "If no", "If not", "Otherwise", "Si non", "Sinon", "Wenn nein", "Andernfalls",
    "En caso negativo", "Caso não",
    "Se no", "Zo nee", "Om nej", "Jeśli nie", "Если нет", "Αν όχι",
    "「いいえ」の場合", "如果否", "아니오인 경우", "אם לא",
    "If question 4 is answered Yes, skip this one",
]  # fmt: skip
NEITHER = [
    "",
    "If applicable",
    "If n/a",
    "Falls zutreffend",
    "If yes or no",
    "If any",
    "If partially",
    "If not applicable",
]


@pytest.mark.parametrize("condition", YES)
def test_a_condition_that_waits_for_a_yes(condition: str) -> None:
    assert awaited(condition) is YesNo.YES


@pytest.mark.parametrize("condition", NO)
def test_a_condition_that_waits_for_a_no(condition: str) -> None:
    assert awaited(condition) is YesNo.NO


@pytest.mark.parametrize("condition", NEITHER)
def test_a_condition_that_no_yes_or_no_decides(condition: str) -> None:
    assert awaited(condition) is None
