from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.ooxml.workbook import Validation
from segq.intake.limits import Limits, limits_of_rule, limits_of_text

CHARACTERS = {
    "Comments (max 500 characters)": 500,
    "max. 500 chars": 500,
    "Limit your response to 1,000 characters.": 1000,
    "(300 characters)": 300,
    "nicht mehr als 300 Zeichen": 300,
    "500 caractères maximum": 500,
    "até 500 caracteres": 500,
    "massimo 300 caratteri": 300,
    "högst 200 tecken": 200,
    "nie więcej niż 300 znaków": 300,
    "回答は400文字以内で記載してください": 400,
    "不超过200字": 200,
    "300자 이내": 300,
    "не более 500 символов": 500,
    "The text must be 50 characters or less.": 50,
    "Do you keep logs for up to 90 days? Answer in up to 300 characters.": 300,
    "At most 500 characters. In short: max 200 characters.": 200,
}
WORDS = {
    "Describe it in no more than 250 words.": 250,
    "Limit: 250 words": 250,
    "Bitte höchstens 80 Wörter": 80,
    "300 mots maximum": 300,
    "Máximo 200 palabras": 200,
    "niet meer dan 150 woorden": 150,
}
NONE = [
    "Must passwords have at least 12 characters?",
    "Are passwords limited to 64 characters?",
    "Wird das Kennwort auf höchstens 20 Zeichen begrenzt?",
    "Does the system allow up to 20 users?",
    "In other words, at most one.",
    "Is a text of 500 characters stored?",
    "",
]


@pytest.mark.parametrize("text", CHARACTERS)
def test_prose_limits_characters(text: str) -> None:
    assert limits_of_text(text) == Limits(max_chars=CHARACTERS[text])


@pytest.mark.parametrize("text", WORDS)
def test_prose_limits_words(text: str) -> None:
    assert limits_of_text(text) == Limits(max_words=WORDS[text])


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_limit_of_the_answer_limits_nothing(text: str) -> None:
    assert limits_of_text(text) == Limits()


RULES = [
    ("between", "10", "500", Limits(500, 10)),
    ("lessThan", "100", "", Limits(99)),
    ("lessThanOrEqual", "=500", "", Limits(500)),
    ("equal", "8.0", "", Limits(8, 8)),
    ("greaterThan", "20", "", Limits(None, 21)),
    ("notBetween", "10", "20", Limits()),
    ("lessThan", "LEN(A1)", "", Limits()),
    ("between", "1", "$B$1", Limits(None, 1)),
    ("between", "A1", "500", Limits(500)),
]


@pytest.mark.parametrize(("operator", "low", "high", "expected"), RULES)
def test_a_text_length_rule_bounds_with_constants_only(operator: str, low: str, high: str, expected: Limits) -> None:
    assert limits_of_rule(Validation("textLength", (), operator=operator, formula1=low, formula2=high)) == expected


def test_a_prompt_limits_too_and_the_tighter_bound_counts() -> None:
    rule = Validation(
        "textLength", (), operator="lessThanOrEqual", formula1="500", prompt="At most 80 words, 400 chars max"
    )
    assert limits_of_rule(rule) == Limits(400, None, 80)
    assert limits_of_rule(Validation("custom", (), prompt="Max 300 characters")) == Limits(300)
    assert limits_of_rule(None) == Limits()


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm_and_no_bound_is_below_one(text: str) -> None:
    found = limits_of_text(text)
    assert all(bound is None or 0 < bound <= 32_767 for bound in (found.max_chars, found.max_words))
