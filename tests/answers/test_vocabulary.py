from __future__ import annotations

import pytest

from answers.questionnaire import Option
from answers.vocabulary import Meaning, is_closed, meaning, option_for, ownership_option
from knowledge.statement import Party, YesNo


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(text, text) for text in texts)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Yes", Meaning.YES),
        ("Y", Meaning.YES),
        ("oui", Meaning.YES),
        ("はい", Meaning.YES),
        ("Not Implemented", Meaning.NO),
        ("non", Meaning.NO),
        ("N/A", Meaning.NOT_APPLICABLE),
        ("Partially implemented", Meaning.PARTIAL),
        ("3", Meaning.UNKNOWN),
        ("Yes, for the most critical systems", Meaning.UNKNOWN),
    ],
)
def test_an_option_means_what_the_whole_of_it_says(text: str, means: Meaning) -> None:
    assert meaning(text) is means


@pytest.mark.parametrize(
    ("answer", "legal", "chosen"),
    [
        (YesNo.YES, ("Yes", "No", "NA"), "Yes"),
        (YesNo.NO, ("Yes", "No", "NA"), "No"),
        (YesNo.YES, ("Implemented", "Partially implemented", "Not implemented"), "Implemented"),
        (YesNo.PARTIAL, ("Yes", "No"), None),
        (YesNo.YES, ("0", "1", "2", "3"), None),
        (YesNo.YES, ("Yes", "yes", "No"), None),
        (YesNo.YES, ("Yes, basic", "Yes, most", "No"), None),
    ],
)
def test_only_the_one_option_that_means_the_answer_is_chosen(
    answer: YesNo, legal: tuple[str, ...], chosen: str | None
) -> None:
    option = option_for(answer, options(*legal))
    assert (option.text if option else None) == chosen


def test_a_scale_is_not_a_closed_question() -> None:
    assert is_closed(options("Yes", "No"))
    assert not is_closed(options("0", "1", "2", "3", "4", "5"))


@pytest.mark.parametrize(
    ("party", "chosen"),
    [
        (Party.OWN, "Vendor-owned"),
        (Party.PROVIDER, "3rd-party outsourced"),
        (Party.CUSTOMER, "Client-owned"),
        (Party.SHARED, "Shared vendor and client"),
    ],
)
def test_ownership_is_mapped_only_to_the_option_that_names_that_party(party: Party, chosen: str) -> None:
    legal = options(
        "Vendor-owned",
        "Client-owned",
        "3rd-party outsourced",
        "Shared vendor and client",
        "Shared vendor and 3rd-party",
    )
    option = ownership_option(party, legal)
    assert option is not None
    assert option.text == chosen
