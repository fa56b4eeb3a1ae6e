from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.question_text import WHETHER, asked, fingerprint, plain, searchable, sentences


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


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Are logs established, documented, approved and maintained?", "Are logs in place ?"),
        ("Is a plan defined and communicated?", "Is a plan in place ?"),
        ("Are policies and procedures for logs kept?", "Are procedures for logs kept?"),
        ("Do policies, processes and technical measures cover logs?", "Do procedures cover logs?"),
        ("Are logs documented?", "Are logs documented?"),
        ("Is there a policy for logs?", "Is there a policy for logs?"),
    ],
)
def test_management_boilerplate_is_not_searched_for(text: str, searched: str) -> None:
    assert searchable(text) == searched


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Is the institution's database backed up?", "Is the customer database backed up?"),
        ("Does the University own its records?", "Does the customer own its records?"),
        ("Are a tenant's records kept apart?", "Are a customer records kept apart?"),
        ("Are institutional records kept?", "Are customer records kept?"),
    ],
)
def test_what_the_customer_calls_itself_is_searched_for_as_the_customer(text: str, searched: str) -> None:
    assert searchable(text) == searched


def test_what_is_all_boilerplate_is_still_searched_for() -> None:
    assert searchable("  ") == "  "
    assert searchable("policies and procedures") == "procedures"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Do you back up Marzipan data daily?", "Do you back up customer data daily?"),
        ("Are Marzipan's systems kept apart?", "Are customer systems kept apart?"),
        ("Are MZP's systems kept apart?", "Are customer systems kept apart?"),
        ("Who sees Marzipan information?", "Who sees customer information?"),
        ("Do you store Personal data?", "Do you store Personal data?"),
        ("Are Cloudflare systems used?", "Are Cloudflare systems used?"),
        ("Do you use Marzipan daily?", "Do you use Marzipan daily?"),
        ("Marzipan data is backed up", "Marzipan data is backed up"),
    ],
)
def test_a_customer_that_names_itself_asks_about_the_customer(written: str, expected: str) -> None:
    assert searchable(asked(written)) == expected
    assert asked(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "Is Employee data encrypted?",
        "Is Cardholder data encrypted?",
        "Are copies used in the Development environment?",
        "Are Mobile users logged off?",
    ],
)
def test_a_capitalised_sort_of_data_or_system_is_not_the_customer(written: str) -> None:
    assert asked(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "Within 72 hours of an outage, do you tell customers?",
        "Over 90 days of logs are kept?",
        "TLS 1.2 or higher in transit?",
        "AES 256 encryption at rest?",
        "SOC 2 attested?",
    ],
)
def test_a_quantity_at_the_start_is_no_numbering(written: str) -> None:
    assert asked(written) == written


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Please confirm that backups are encrypted.", "backups are encrypted."),
        ("Please indicate if backups are encrypted", "backups are encrypted"),
        ("Could you please confirm whether backups are encrypted?", "backups are encrypted?"),
        ("Kindly state whether backups are encrypted", "backups are encrypted"),
        ("Please list the backups", "list the backups"),
        ("Could you restore backups?", "Could you restore backups?"),
    ],
)
def test_a_request_to_confirm_asks_what_it_wants_confirmed(written: str, expected: str) -> None:
    assert asked(written) == expected


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("Please confirm whether it is so", True),
        ("State if it is so", True),
        ("Let us know that it is so", True),
        ("Confirm the place", False),
        ("Describe whether it is so", False),
    ],
)
def test_a_request_to_say_whether_is_recognised(text: str, wants: bool) -> None:
    assert bool(WHETHER.search(text)) is wants


@given(st.text())
def test_searching_never_fails_and_a_text_never_becomes_empty(text: str) -> None:
    assert bool(searchable(text)) is bool(text)
