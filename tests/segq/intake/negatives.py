"""Sheets that look like questionnaires and ask the vendor nothing."""

from __future__ import annotations

from exporters.ooxml.workbook import SheetState
from tests.segq.intake.archetypes import ID_ROWS, Case
from tests.segq.intake.books import BOLD, choices, sheet

NEGATIVES = [
    Case(
        "a catalogue of controls",
        (
            sheet(
                [
                    ["Control", "Name", "Text", "Discussion"],
                    *[
                        [
                            f"AB-{n}",
                            f"Topic {n}",
                            f"Protect the thing number {n} against loss and change.",
                            "It matters. " * 9,
                        ]
                        for n in range(1, 30)
                    ],
                ]
            ),
        ),
    ),
    Case(
        "instructions in one column",
        (
            sheet(
                [
                    ["How to fill in this workbook"],
                    ["Complete every tab before you send the file back."],
                    ["Who should answer? The person who knows the system best."],
                    ["Select a value from the list in the answer column."],
                    ["Questions? Write to the address on the first page."],
                ]
            ),
        ),
    ),
    Case(
        "a glossary",
        (
            sheet(
                [
                    ["Term", "Definition"],
                    *[
                        [f"Word {n}", f"The meaning of the word is explained here at length, number {n}."]
                        for n in range(12)
                    ],
                ]
            ),
        ),
    ),
    Case(
        "a risk register with lists",
        (
            sheet(
                [
                    ["Risk ID", "Risk description", "Likelihood", "Impact", "Owner", "Mitigation", "Status"],
                    *[[f"R-{n}", f"Loss of supplier number {n} in the next year."] for n in range(1, 8)],
                ],
                rules=[choices("C2:D8", ["High", "Medium", "Low"]), choices("G2:G8", ["Open", "Closed"])],
            ),
        ),
    ),
    Case(
        "an empty action log",
        (
            sheet(
                [["Action", "Control", "Owner", "Priority", "Due date", "Status"]],
                rules=[choices("F2:F50", ["Open", "Closed"])],
            ),
        ),
    ),
    Case(
        "a change log",
        (
            sheet(
                [
                    ["Version", "Date", "Description of change"],
                    *[[f"1.{n}", "2025-01-01", f"Reworded the part about chapter {n} for clarity."] for n in range(8)],
                ]
            ),
        ),
    ),
    Case(
        "a dashboard of formulas",
        (
            sheet(
                [["Area", "Score", "Answered"], *[[f"Chapter {n}", 0, 0] for n in range(9)]],
                formulas=["B2:C10"],
                styles={"A1:C1": BOLD},
            ),
        ),
    ),
    Case(
        "a locked list of questions",
        (sheet([["ID", "Question", "In scope"], *[[*row, "Yes"] for row in ID_ROWS]], protected=True),),
    ),
    Case(
        "a hidden sheet",
        (sheet([["ID", "Question", "Answer"], *ID_ROWS], state=SheetState.HIDDEN),),
    ),
    Case("a lookup sheet", (sheet([["Values", "Owner"], ["Yes", "Us"], ["No", "You"], ["N/A", "Both"]]),)),
]
