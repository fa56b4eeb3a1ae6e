"""The text example: what a portal's export looks like, in semicolons and Windows-1252, with short and blank rows."""

from __future__ import annotations

import csv
import io

from examples.asked import TrueQuestion, TrueSlot

SHEET = "export"
ENCODING = "cp1252"
_HEADER = ("No.", "Question", "Vendor response", "Vendor comments")
_ASKED: tuple[tuple[str, ...], ...] = (
    ("Northwind Harbour Bank – supplier security questionnaire",),
    (),
    _HEADER,
    ("Access",),
    ("1.1", "Must your staff use multi-factor authentication to reach production systems?", "", ""),
    ("1.2", "Are the access rights of your staff reviewed every quarter?", "", ""),
    ("1.3", "Do your staff share accounts?", "", ""),
    ("1.4", "Describe how the access of your staff to our data is limited; name the roles.", "", ""),
    (),
    ("Our data",),
    ("2.1", "Is our data encrypted at rest in your production databases?", "", ""),
    (
        "2.2",
        "Which minimum TLS version do you accept on external connections?",
    ),
    ("2.3", "Are the laptops of your staff encrypted?", "", ""),
    ("2.4", "How often are backups taken, and how long are they kept?\nPlease answer for production.", "", ""),
    ("2.5", "Do you train machine-learning models on customer data?", "", ""),
    (),
    ("Operations",),
    ("3.1", 'Do you run a formal "bug bounty" programme?', "", ""),
    ("3.2", "Do you scan third-party libraries for known vulnerabilities?", "", ""),
    ("3.3", "Will you notify us of a breach of our data within 72 hours?", "", ""),
    ("3.4", "Are changes to production systems subject to code review?"),
)


def export_text() -> tuple[bytes, tuple[TrueQuestion, ...]]:
    """Return the file and where its questions and slots really are."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(_ASKED)
    return out.getvalue().encode(ENCODING), tuple(_truth())


def _truth() -> list[TrueQuestion]:
    asked = [(row, fields) for row, fields in enumerate(_ASKED, 1) if len(fields) > 1 and fields is not _HEADER]
    return [
        TrueQuestion(
            SHEET,
            f"B{row}",
            fields[0],
            fields[1].replace("\n", " "),
            (TrueSlot(f"C{row}", "text", "answer"), TrueSlot(f"D{row}", "text", "comment")),
        )
        for row, fields in asked
    ]
