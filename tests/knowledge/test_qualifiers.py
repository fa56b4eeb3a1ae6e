from __future__ import annotations

import pytest

from knowledge.qualifiers import added, dropped, dropped_by_question


@pytest.mark.parametrize(
    ("text", "quote", "names"),
    [
        ("Lamps are checked annually.", "Lamps are checked periodically.", ("annual",)),
        ("All lamps are lit.", "Lamps are lit.", ("all",)),
        ("All lamps are lit.", "Every lamp is lit.", ()),
        ("There is a written plan.", "There are documented procedures.", ("plan",)),
        ("There is a formal, tested program.", "There is a way.", ("formal", "tested", "program")),
        ("Lamps are always lit automatically.", "Lamps are lit.", ("always", "automatic")),
        ("Customers are told within 72 hours.", "Customers are told without undue delay.", ("within a time limit",)),
        ("Sessions end after inactivity.", "Session timeout", ("inactivity",)),
        ("The tower is highly available.", "The tower is redundant.", ("highly available",)),
        ("Lamps are lit.", "Lamps are lit.", ()),
    ],
)
def test_what_a_text_adds_to_its_quote(text: str, quote: str, names: tuple[str, ...]) -> None:
    assert added(text, quote) == names


@pytest.mark.parametrize(
    ("text", "quote", "names"),
    [
        (
            "Keepers undergo medical checks.",
            "Keepers undergo medical checks where permitted by law.",
            ("where permitted by law",),
        ),
        ("We do not sell lamps.", "We do not currently sell lamps.", ("currently",)),
        ("Customers are notified of storms.", "Affected Customers are notified of storms.", ("affected",)),
        ("Lamp rooms are cleaned.", "Production lamp rooms are cleaned.", ("production",)),
        ("Suppliers undergo a review.", "Suppliers undergo a review before engagement.", ("before engagement",)),
        ("Lamps are reviewed.", "Lamps are reviewed periodically and replaced promptly.", ("periodically",)),
        ("Lamps are reviewed periodically.", "Lamps are reviewed periodically and replaced promptly on failure.", ()),
        ("Boats are painted.", "Affected Customers are notified. … Boats are painted.", ()),
    ],
)
def test_what_a_text_drops_from_the_clause_that_it_repeats(text: str, quote: str, names: tuple[str, ...]) -> None:
    assert dropped(text, quote) == names


def test_a_question_keeps_the_limits_that_bind_its_yes() -> None:
    claim = "Affected Customers are notified, in production, where permitted by law."
    assert dropped_by_question("Are customers notified?", claim) == ("where permitted by law", "affected")
    assert dropped_by_question("Are affected customers notified where the law permits it?", claim) == ()
