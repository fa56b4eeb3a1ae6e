from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.question_text import asked, fingerprint, plain, sentences


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1.2.3 Do you encrypt backups?", "Do you encrypt backups?"),
        ("Q12. Do you encrypt backups?", "Do you encrypt backups?"),
        ("AC-04.2 Do you encrypt backups?", "Do you encrypt backups?"),
        ("(a) Do you encrypt backups?", "Do you encrypt backups?"),
        ("Do you encrypt backups (e.g., tapes, disks)?", "Do you encrypt backups?"),
        ("Do you encrypt backups? If yes, please describe.", "Do you encrypt backups?"),
        ("Do you encrypt backups? Please explain in the comments.", "Do you encrypt backups?"),
        ("Please confirm whether you encrypt backups", "you encrypt backups"),
        ("  Do you\n encrypt\u00a0backups? ", "Do you encrypt backups?"),
        ("24/7 support", "24/7 support"),
    ],
)
def test_numbering_examples_and_requests_to_elaborate_ask_nothing(written: str, expected: str) -> None:
    assert asked(written) == expected


def test_questions_that_differ_in_form_only_share_a_fingerprint() -> None:
    assert fingerprint("3.1  Do you encrypt backups?") == fingerprint("do you encrypt BACKUPS")


def test_a_question_mark_always_ends_a_sentence() -> None:
    assert sentences("Is it encrypted? how?") == ("Is it encrypted?", "how?")


@given(st.text())
def test_cleaning_never_fails_and_never_invents_words(text: str) -> None:
    assert set(asked(text)) <= set(plain(text))
