from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from knowledge.disclosure import Clearance, ReleasedText, Withheld, release
from knowledge.statement import Disclosure

AS_OF = date(2026, 11, 1)
TEXT = "The vault code is kept in a drawer."


@dataclass(frozen=True)
class Item:
    disclosure: Disclosure
    content: str = TEXT
    basis: tuple[str, ...] = ("vault",)
    contact: str = "security@example.test"


@pytest.mark.parametrize(
    ("disclosure", "level", "leaves", "confidential"),
    [
        (Disclosure.PUBLIC, Disclosure.PUBLIC, True, False),
        (Disclosure.PUBLIC, Disclosure.NDA, True, False),
        (Disclosure.NDA, Disclosure.PUBLIC, False, False),
        (Disclosure.NDA, Disclosure.NDA, True, True),
        (Disclosure.INTERNAL, Disclosure.PUBLIC, False, False),
        (Disclosure.INTERNAL, Disclosure.NDA, False, False),
        (Disclosure.INTERNAL, Disclosure.INTERNAL, False, False),
    ],
)
def test_what_leaves_is_decided_by_disclosure_and_clearance_alone(
    disclosure: Disclosure, level: Disclosure, leaves: bool, confidential: bool
) -> None:
    result = release(Item(disclosure), Clearance(level, "test"), AS_OF)
    assert isinstance(result, ReleasedText) is leaves
    if isinstance(result, ReleasedText):
        assert result.content == TEXT
        assert result.confidential is confidential
    else:
        assert "vault" not in result.reason
        assert TEXT not in repr(result)


def test_an_internal_item_does_not_even_leave_a_notice() -> None:
    result = release(Item(Disclosure.INTERNAL), Clearance(), AS_OF)
    assert isinstance(result, Withheld)
    assert result.notice is None


def test_nobody_makes_a_released_text_without_the_gate() -> None:
    with pytest.raises(TypeError, match="release"):
        ReleasedText(content=TEXT, confidential=False, basis=())


def test_what_is_derived_from_a_released_text_stays_as_confidential() -> None:
    released = release(Item(Disclosure.NDA), Clearance(Disclosure.NDA, "NDA"), AS_OF)
    assert isinstance(released, ReleasedText)
    assert released.as_choice("Yes").confidential
    assert released.flagged("[X]").content == f"[X] {TEXT}"
