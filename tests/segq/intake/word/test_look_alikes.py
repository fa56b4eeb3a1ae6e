"""More documents that only look like questionnaires."""

from __future__ import annotations

from tests.segq.intake.word.kit import H, P, T, found, head


def test_nothing_is_asked_by_a_glossary() -> None:
    assert (
        found(
            H("Glossary", 1),
            T(
                head("Term", "Definition"),
                ["Asset", "Anything of value."],
                ["Threat", "A cause of harm."],
                ["Risk", ""],
            ),
        )
        == {}
    )


def test_nothing_is_asked_by_a_raci() -> None:
    assert (
        found(
            H("Roles", 1),
            T(
                head("Task", "Responsible", "Accountable", "Comment"),
                ["Review access", "CISO", "CIO", ""],
                ["Test backups", "Ops", "CIO", ""],
                header=True,
            ),
        )
        == {}
    )


def test_nothing_is_asked_by_a_timesheet() -> None:
    assert (
        found(
            H("Plan", 1),
            T(head("Week", "Task", "Hours", "Notes"), ["1", "Design", "8", ""], ["2", "Build", "16", ""], header=True),
        )
        == {}
    )


def test_nothing_is_asked_by_a_procedure() -> None:
    assert (
        found(
            H("Procedure", 1),
            P("1. Open the console.", listed=True),
            P("2. Is the lamp red? Then call the desk.", listed=True),
            P("3. Describe the fault in the ticket.", listed=True),
            P(),
            P("4. Close the ticket.", listed=True),
            P(),
        )
        == {}
    )


def test_nothing_is_asked_by_a_audit_report() -> None:
    assert (
        found(
            H("Audit report", 1),
            T(
                head("Finding", "Evidence", "Rating", "Recommendation"),
                ["Passwords are short.", "Screenshots", "High", "Lengthen them."],
                ["Are logs kept? No.", "Interview", "Medium", "Keep logs."],
                header=True,
            ),
        )
        == {}
    )


def test_nothing_is_asked_by_a_sow() -> None:
    assert (
        found(
            H("Statement of work", 1),
            T(["Client", "Acme"], ["Supplier", "Bolt"], ["Start date", ""], ["End date", ""]),
            P("The supplier shall deliver the software."),
            P("Signature: ______"),
            P("Name: ______"),
            P("Date: ______"),
        )
        == {}
    )


def test_nothing_is_asked_by_a_release_form_table_sign() -> None:
    assert (
        found(
            H("Non-disclosure agreement", 1),
            P("The parties agree as follows."),
            T(["Signed:", ""], ["Name:", ""], ["Title:", ""], ["Date:", ""]),
        )
        == {}
    )


def test_nothing_is_asked_by_a_lesson_plan() -> None:
    assert (
        found(
            H("Training notes", 1),
            H("What is phishing?"),
            P("Phishing is a message that deceives."),
            H("How do I report it?"),
            P("Use the button."),
            H("Who can help?"),
            P("The desk."),
        )
        == {}
    )


def test_nothing_is_asked_by_a_standard_with_requirements_table() -> None:
    assert (
        found(
            H("Security standard", 1),
            T(
                head("ID", "Requirement", "Applies to", "Notes"),
                ["R1", "Passwords shall be long.", "All", ""],
                ["R2", "Logs shall be kept.", "Servers", ""],
                ["R3", "Disks must be encrypted.", "Laptops", ""],
                header=True,
            ),
        )
        == {}
    )


def test_nothing_is_asked_by_a_change_log_blanks() -> None:
    assert (
        found(
            H("Design", 1),
            P("The system shall scale."),
            T(
                head("Version", "Date", "Author", "Changes"),
                ["1.0", "May", "Kim", "First"],
                ["", "", "", ""],
                ["", "", "", ""],
            ),
            T(head("Name", "Role", "Signature"), ["Kim", "Lead", ""], ["Lee", "CIO", ""]),
        )
        == {}
    )


def test_nothing_is_asked_by_a_letter_template_braces() -> None:
    assert (
        found(
            P("Dear {{name}},"),
            P("Thank you for your order of {{date}}. We will ship it to {{address}} soon."),
            P("Kind regards,"),
            P("{{sender}}"),
        )
        == {}
    )


def test_nothing_is_asked_by_a_contract_table_parties() -> None:
    assert (
        found(
            H("Agreement", 1),
            T(["Provider", "__________"], ["Customer", "__________"], ["Effective date", "__________"]),
            P("1. The Provider shall perform the services."),
            P("2. The Customer shall pay."),
        )
        == {}
    )


def test_nothing_is_asked_by_a_interview_guide() -> None:
    assert (
        found(
            H("Meeting notes", 1),
            P("Q: Why did the server fail?"),
            P("A: The disk was full."),
            P("Q: What do we change?"),
            P("A: We add an alarm."),
        )
        == {}
    )
