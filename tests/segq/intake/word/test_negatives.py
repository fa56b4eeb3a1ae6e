"""Documents that look like questionnaires and are none."""

from __future__ import annotations

from tests.segq.intake.word.kit import H, P, T, found, head


def test_nothing_is_asked_by_a_contract_with_blanks_in_its_sentences() -> None:
    assert (
        found(
            H("Service Agreement", 1),
            P("This agreement is made between ____________ (the Provider) and ________ (the Customer) on ____ 2026."),
            P("1. The Provider shall keep data confidential."),
            P(),
            P("2. The Provider shall notify the Customer within ____ hours of a breach."),
            P(),
            P("Signed for the Provider: ____________"),
            P("Name: ____________"),
            P("Title: ____________"),
            P("Date: ____________"),
            T(
                ["For the Provider", "For the Customer"],
                ["Signature:", "Signature:"],
                ["Name:", "Name:"],
                ["Date:", "Date:"],
            ),
        )
        == {}
    )


def test_nothing_is_asked_by_a_risk_register_with_a_response_column() -> None:
    assert (
        found(
            H("Risk register", 1),
            T(
                head("ID", "Risk", "Likelihood", "Impact", "Response", "Owner", "Status"),
                ["1", "Loss of a key supplier", "3", "4", "Dual sourcing", "Ops", ""],
                ["2", "Is the data centre flooded?", "1", "5", "Move", "IT", ""],
                ["3", "Phishing", "4", "3", "Training", "HR", ""],
                header=True,
            ),
        )
        == {}
    )


def test_nothing_is_asked_by_questions_and_answers_for_readers() -> None:
    assert (
        found(
            H("Frequently asked questions", 1),
            H("What is our return policy?"),
            P("You may return goods within 30 days."),
            P(),
            H("How do I contact support?"),
            P("Call us."),
            P(),
            H("Where are you based?"),
            P("In Cork."),
            P(),
        )
        == {}
    )


def test_nothing_is_asked_by_a_policy_with_blank_paragraphs_and_a_version_table() -> None:
    assert (
        found(
            H("Policy", 1),
            P("Staff must lock screens."),
            P(),
            P("Passwords shall be long."),
            P(),
            P("Is a visitor alone? Escort the visitor."),
            P(),
            P("Media must be wiped."),
            P(),
            T(head("Version", "Date", "Author"), ["1.0", "2025", "CISO"], ["", "", ""]),
        )
        == {}
    )


def test_nothing_is_asked_by_a_report_template_with_prompts_below_headings() -> None:
    assert (
        found(
            H("Project status report", 1),
            H("Summary"),
            P("[describe here]"),
            H("Risks"),
            P("[describe here]"),
            H("Next steps"),
            P("[insert text]"),
        )
        == {}
    )


def test_nothing_is_asked_by_questions_without_any_place() -> None:
    assert found(H("Agenda"), P("How do we improve?", listed=True), P("Who will help?", listed=True)) == {}


def test_nothing_is_asked_by_a_job_advertisement() -> None:
    assert (
        found(
            H("Security engineer", 1),
            P("You will be responsible for our cloud."),
            P(),
            P("Do you have experience with Linux? Then apply."),
            P(),
            P("Send your application to jobs@example.com."),
            P(),
            P("What we offer:"),
            P("Training", listed=True),
        )
        == {}
    )


def test_nothing_is_asked_by_results_of_a_survey() -> None:
    assert (
        found(
            H("Survey results", 1),
            T(
                head("Question", "Yes", "No"),
                ["Are you satisfied?", "80", "20"],
                ["Would you recommend us?", "90", "10"],
                header=True,
            ),
        )
        == {}
    )


def test_nothing_is_asked_by_an_audit_plan_with_a_blank_result() -> None:
    assert (
        found(
            H("Audit plan", 1),
            T(
                head("Control", "Auditor", "Date", "Result"),
                ["Access control", "Kim", "May", "pass"],
                ["Backup", "Lee", "June", ""],
                header=True,
            ),
        )
        == {}
    )


def test_nothing_is_asked_by_an_agenda_with_a_column_of_notes() -> None:
    assert (
        found(
            H("Agenda", 1),
            T(
                head("Time", "Topic", "Speaker", "Notes"),
                ["9:00", "How do we improve?", "Kim", ""],
                ["10:00", "Budget", "Lee", ""],
                header=True,
            ),
        )
        == {}
    )


def test_nothing_is_asked_by_a_letter_with_a_request() -> None:
    assert (
        found(
            P("Dear Sir or Madam,"),
            P(),
            P("Could you please send us your certificate by Friday?"),
            P(),
            P("Kind regards"),
            P(),
        )
        == {}
    )


def test_nothing_is_asked_by_a_policy_with_a_signature_block() -> None:
    assert (
        found(
            H("Policy", 1),
            P("Staff must lock screens."),
            P("Passwords shall be long."),
            P("Do not share keys."),
            H("Acknowledgement"),
            P("Name: ________"),
            P("Date: ________"),
            P("Signature: ________"),
        )
        == {}
    )
