"""A Word questionnaire that is mainly tables: the vendor's details, questions by section, prompts above blanks."""

from __future__ import annotations

from collections.abc import Sequence

from examples.word_paper import Paper, TruePlace

_WIDTHS = (1.6, 8.4, 6.0)
_DETAILS = ("Company name", "Product or service", "Completed by", "Date")
_SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Access to our information",
        (
            ("1.1", "Is multi-factor authentication required for your staff to reach production systems?"),
            ("1.2", "Can our users sign in through our own SAML identity provider?"),
            ("1.3", "Do your staff use any shared accounts?"),
            ("1.4", "Does the application keep audit logs of administrative events?"),
        ),
    ),
    (
        "Protection of our information",
        (
            ("2.1", "Is our data encrypted at rest in your production databases?"),
            ("2.2", "How often are backups taken, and how long are they kept?"),
            ("2.3", "Is production data masked before it is used for testing?"),
            ("2.4", "In which country is our data stored?"),
        ),
    ),
    (
        "Running the service",
        (
            ("3.1", "Does a web application firewall protect the application?"),
            ("3.2", "Are changes to production systems subject to code review?"),
            ("3.3", "Will you notify us within 72 hours of any breach that affects our data?"),
        ),
    ),
)
_PROMPTS = (
    "Describe how you respond to security incidents.",
    "Explain how subprocessors are chosen and reviewed.",
)


def tables_paper() -> Paper:
    """Return the finished questionnaire with its truth."""
    paper = Paper()
    paper.line("Northwind Harbour Bank", "Title")
    paper.line("Assessment of suppliers that hold our information")
    paper.line("Please answer every question in the right-hand column. Leave a field blank where you are not sure.")
    paper.line("Your details", "Heading 1")
    _details(paper)
    paper.line("Questions", "Heading 1")
    _questions(paper)
    paper.line("In your own words", "Heading 1")
    for prompt in _PROMPTS:
        address = paper.table(((prompt,), ("",)), (16.0,))
        paper.asks(f"{address} row 0 col 0", prompt, TruePlace(f"{address} row 1 col 0", "text"))
        paper.line()
    paper.line("Thank you. We shall come back to you within ten working days.")
    return paper


def _details(paper: Paper) -> None:
    address = paper.table(tuple((label, "") for label in _DETAILS), (5.0, 11.0))
    for row, label in enumerate(_DETAILS):
        kind = "date" if label == "Date" else "text"
        paper.asks(f"{address} row {row} col 0", label, TruePlace(f"{address} row {row} col 1", kind))
    paper.line()


def _questions(paper: Paper) -> None:
    rows: list[Sequence[str]] = [("No.", "Question", "Your response")]
    titles = []
    for title, asked in _SECTIONS:
        titles.append(len(rows))
        rows.append((title, "", ""))
        rows.extend((number, text, "") for number, text in asked)
    address = paper.table(rows, _WIDTHS)
    for row in titles:
        paper.title_row(row)
    for row, cells in enumerate(rows):
        if row and row not in titles:
            paper.asks(f"{address} row {row} col 1", cells[1], TruePlace(f"{address} row {row} col 2", "text"))
    paper.line()
