"""Rows and tables among questions that take no answer: examples, a header once more, signatures, reviewers' lines."""

from __future__ import annotations

import pytest

from tests.segq.intake.word.kit import C, Ctl, H, P, T, answered, band, found, head

_NAMES = head("No.", "Question", "Answer")
_ROWS = (["1", "Who feeds the servers?", ""], ["2", "Where are the spare keys?", ""])
_ASKED = {f"table 0 row {row} col 1": f"table 0 row {row} col 2" for row in (2, 3)}


@pytest.mark.parametrize("id_", ["e.g.", "Ex.", "Example", "Example 1", "z. B.", "Bsp.", "Exemple :", "Ejemplo", "例"])
def test_a_row_numbered_as_an_example_asks_nothing(id_: str) -> None:
    rows = ([id_, "Do you water the plants?", "Yes, on Mondays"], *_ROWS)
    assert found(T(_NAMES, *rows, header=True)) == answered(_ASKED)


def test_a_text_that_begins_as_an_example_asks_nothing_where_it_is_answered() -> None:
    shown = ["0", "Example: Do you water the plants?", "☒ Yes ☐ No"]
    rows = (["1", "Do you feed the servers?", "☐ Yes ☐ No"], ["2", "Do you count the keys?", "☐ Yes ☐ No"])
    assert found(T(_NAMES, shown, *rows, header=True)) == answered(_ASKED)


def test_a_question_about_examples_is_asked() -> None:
    open_one = ["1", "Examples: name two outages that you have handled.", ""]
    asked = found(H("Questionnaire", 1), T(_NAMES, open_one, *_ROWS, header=True))
    assert asked["table 0 row 1 col 1"] == ["table 0 row 1 col 2"]


def test_ids_that_begin_like_an_example_are_ids() -> None:
    rows = (["EX-01", "Who feeds the servers?", ""], ["EX-02", "Where are the spare keys?", ""])
    assert len(found(T(_NAMES, *rows, header=True))) == 2


def test_answered_rows_below_the_title_of_an_example_ask_nothing() -> None:
    rows = (band("Example", 3), ["0", "Do you water the plants?", "Yes"], *_ROWS)
    assert list(found(T(_NAMES, *rows, header=True))) == ["table 0 row 3 col 1", "table 0 row 4 col 1"]


def test_an_example_in_a_table_without_a_header_asks_nothing() -> None:
    rows = (["e.g.", "Do you water the plants?", "Yes"], *_ROWS, ["3", "How do you count them?", ""])
    assert list(found(T(*rows))) == [f"table 0 row {row} col 1" for row in (1, 2, 3)]


def test_a_header_that_stands_once_more_asks_nothing() -> None:
    names = [C(""), *head("Statement", "Yes", "No", "Comments")]
    rows = [["1", "Lamps are switched off.", "", "", ""], ["2", "Doors are shut.", "", "", ""]]
    asked = found(H("Checklist", 1), T(names, *rows, names, ["3", "Taps are closed.", "", "", ""], header=True))
    assert list(asked) == [f"table 0 row {row} col 1" for row in (1, 2, 4)]


@pytest.mark.parametrize(
    "names",
    [
        ("Role", "Name", "Signature", "Date"),
        ("Party", "Print name", "Signature"),
        ("Rolle", "Name", "Datum", "Unterschrift"),
    ],
)
def test_a_table_of_signatures_asks_nothing(names: tuple[str, ...]) -> None:
    blank = [""] * (len(names) - 1)
    signed = T(head(*names), ["Head gardener", *blank], ["Chief cook", *blank], header=True)
    questions = T(_NAMES, ["0", "Who waters the plants?", ""], *_ROWS, header=True)
    assert {address.split(" row")[0] for address in found(questions, P("Thank you."), signed)} == {"table 0"}


def test_approvers_with_name_and_date_ask_nothing_under_a_title_that_says_so() -> None:
    signers = T(["Role", "Name", "Date"], ["Head gardener", "", ""], ["Chief cook", "", ""])
    approvers = T(head("Approver", "Name", "Date"), ["Owner", "", ""], ["Tenant", "", ""], header=True)
    questions = T(_NAMES, ["0", "Who waters the plants?", ""], *_ROWS, header=True)
    asked = found(questions, H("Approvals"), signers, P("And:"), approvers)
    assert {address.split(" row")[0] for address in asked} == {"table 0"}


def _after_questions(*lines: object) -> list[str]:
    asked = found(
        H("Questionnaire", 1),
        P("Who waters the plants?"), P("Answer: ________"), P("Where are the keys?"), P("Answer: ________"),
        *lines,
    )  # fmt: skip
    return list(asked)[2:]


@pytest.mark.parametrize("place", ["________", "{{value}}", "<value>"])
def test_name_position_and_date_beside_a_signature_are_not_asked(place: str) -> None:
    labels = ("Print name", "Position", "Signature", "Date of signature")
    assert _after_questions(H("Declaration"), *(P(f"{label}: {place}") for label in labels)) == []


def test_a_contact_above_a_signature_is_asked() -> None:
    lines = [P(f"{label} ________") for label in ("Telephone", "E-mail")]
    assert _after_questions(*lines, P("Signature: ________")) == ["paragraph 5", "paragraph 6"]


def test_lines_for_the_customers_use_are_not_asked() -> None:
    lines = ("For insurer’s use:  Clerk ________   Rate ________", "Declined: ________")
    assert _after_questions(*map(P, lines)) == []


def test_a_line_for_who_reviewed_is_not_asked() -> None:
    assert _after_questions(P("Reviewed by the account team: ________"), P("Freigegeben durch: ________")) == []


def test_a_question_with_signed_in_it_is_no_signature() -> None:
    rows = (["1", "Are guests signed in?", ""], ["2", "Where are the spare keys?", ""])
    assert len(found(T(_NAMES, *rows, header=True))) == 2


def test_a_block_to_be_filled_by_a_department_of_the_customer_is_not_asked() -> None:
    block = T(band("A rellenar por Compras", 2), ["Nota:", ""], ["Resultado:", ""])
    questions = T(_NAMES, ["0", "Who waters the plants?", ""], *_ROWS, header=True)
    assert {address.split(" row")[0] for address in found(questions, P("Fin"), block)} == {"table 0"}


def test_a_control_beside_a_signature_stays_a_place() -> None:
    assert _after_questions(P("Name: ", Ctl()), P("Signature: ________")) == ["paragraph 5"]
