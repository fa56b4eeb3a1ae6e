"""Searching in any case finds what ignoring case finds, whatever the alphabet."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segq.intake.caseless import Caseless
from segq.intake.headers import _PATTERNS
from segq.intake.instructions import _THE_FILE
from segq.intake.wording import _DUTY

USED = [*_PATTERNS.values(), _THE_FILE, _DUTY]
KEPT = re.compile(r"\\.|[^\W\d_]")


@pytest.mark.parametrize("text", ["Shall we?", "SHALL", "ÉTAT DES LIEUX", "état", "Straſſe", "nothing"])
def test_a_text_is_found_in_any_case(text: str) -> None:
    pattern = r"\bshall\b|état|strasse"
    assert Caseless(pattern).search(text) is bool(re.search(pattern, text, re.IGNORECASE))


@pytest.mark.parametrize("used", USED, ids=lambda used: used.pattern[:30])
def test_every_pattern_is_written_in_lower_case(used: Caseless) -> None:
    letters = "".join(found for found in KEPT.findall(used.pattern) if not found.startswith("\\"))
    assert letters == letters.lower()
    assert not {"ı", "ſ", "\u212a"} & set(letters)


@given(st.sampled_from(USED), st.text(st.sampled_from("aeİıſ éß№ #shal mut SHALMUTID nro.")))
def test_lowering_changes_nothing_that_is_found(used: Caseless, text: str) -> None:
    assert used.search(text) is bool(re.search(used.pattern, text, re.IGNORECASE))
