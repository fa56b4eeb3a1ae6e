"""Sheets that look like questionnaires and ask nothing; every text is made up."""

from __future__ import annotations

from tests.segq.intake.zoo import F, N, Row, Tab, Zoo, head, title

NOTHING_ASKED = [
    Zoo(
        "instructions with numbered sentences",
        (
            Tab(
                "Read me",
                [
                    ["How to use this workbook"],
                    [1, "Open the tab that fits your service."],
                    [2, "Select an answer for every row of the tab."],
                    [3, "Describe exceptions in the comment column."],
                    [4, "Should you have questions, write to the address on the cover."],
                    [5, "Provide the file to your contact by the end of the month."],
                ],
            ),
        ),
    ),
    Zoo(
        "risk register with lists",
        (
            Tab(
                "Risks",
                [
                    head(
                        "Risk ID",
                        "Risk description",
                        "Cause",
                        "Likelihood",
                        "Impact",
                        "Rating",
                        "Response",
                        "Owner",
                        "Status",
                    ),
                    *[
                        [
                            f"R-{n}",
                            f"Supplier number {n} could fail to deliver in time.",
                            "Lack of staff",
                            N(None, ("1", "2", "3")),
                            N(None, ("1", "2", "3")),
                            F(0),
                            N(None, ("Accept", "Reduce")),
                            N(),
                            N(None, ("Open", "Closed")),
                        ]
                        for n in range(1, 8)
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "control catalogue",
        (
            Tab(
                "Catalogue",
                [
                    head("Control ID", "Control name", "Control text", "Discussion", "Related controls"),
                    *[
                        [
                            f"CX-{n}",
                            f"Name {n}",
                            f"The organisation sets rules for thing {n} and reviews them.",
                            "Rules help people to act alike. " * 5,
                            "CX-1, CX-2",
                        ]
                        for n in range(1, 15)
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "glossary",
        (
            Tab(
                "Terms",
                [
                    head("Term", "Definition"),
                    *[
                        [f"Term {n}", f"This means the thing that is described at length in chapter {n}."]
                        for n in range(10)
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "price list",
        (
            Tab(
                "Prices",
                [
                    head("Item", "Description", "Unit", "Price", "Discount"),
                    *[[f"P{n}", f"Service of kind {n} for one month", "month", N(100 + n), N()] for n in range(8)],
                ],
            ),
        ),
    ),
    Zoo(
        "change log",
        (
            Tab(
                "History",
                [
                    head("Version", "Date", "Author", "Change"),
                    *[
                        [f"1.{n}", "2025-01-01", "Ann", f"Chapter {n} was reworded so that it is easier to read."]
                        for n in range(7)
                    ],
                    [None, None, None, None],
                ],
            ),
        ),
    ),
    Zoo(
        "dashboard",
        (
            Tab(
                "Dashboard",
                [
                    title("Overview", "A:D"),
                    head("Domain", "Answered", "Open", "Score"),
                    *[[f"Domain {n}", F(0), F(3), F(0)] for n in range(8)],
                ],
            ),
        ),
    ),
    Zoo(
        "contact list",
        (
            Tab(
                "Contacts",
                [
                    head("Name", "Role", "E-mail", "Phone"),
                    *[[f"Person {n}", "Manager", f"p{n}@example.test", "555"] for n in range(6)],
                ],
            ),
        ),
    ),
    Zoo(
        "asset inventory with blanks",
        (
            Tab(
                "Assets",
                [
                    head("Asset ID", "Asset name", "Type", "Owner", "Location", "Notes"),
                    *[
                        [f"AS-{n}", f"Server for the service {n} of the office", "Server", "IT", None, None]
                        for n in range(9)
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "action plan",
        (
            Tab(
                "Actions",
                [
                    head("No", "Action", "Responsible", "Due date", "Status", "Comment"),
                    *[
                        [
                            n,
                            f"Agree with team {n} on the new rule and publish it.",
                            None,
                            None,
                            N(None, ("Open", "Done")),
                            None,
                        ]
                        for n in range(1, 7)
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "frequently asked questions with their answers",
        (
            Tab(
                "FAQ",
                [
                    ["Frequently asked questions"],
                    *[
                        row
                        for n in range(1, 6)
                        for row in (
                            Row([f"{n}. How do I fill in tab {n}?"], bold=True),
                            [f"Open tab {n} and choose a value from the list in each row."],
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "mapping of two standards",
        (
            Tab(
                "Mapping",
                [
                    head("Control", "Title", "Standard A", "Standard B"),
                    *[[f"C{n}", f"Rules for thing {n}", f"A.{n}", f"{n}.1"] for n in range(1, 12)],
                ],
            ),
        ),
    ),
    Zoo(
        "invoice form with formulas",
        (
            Tab(
                "Invoice",
                [
                    ["Invoice"],
                    ["To:", None],
                    ["Date:", None],
                    head("Description", "Hours", "Rate", "Amount"),
                    *[[f"Work on part {n} of the house", 2, 50, F(100)] for n in range(5)],
                    ["Total", None, None, F(500)],
                ],
            ),
        ),
    ),
    Zoo(
        "legend of ratings",
        (
            Tab(
                "Legend",
                [
                    head("Level", "Name", "Description"),
                    *[
                        [n, f"Level {n}", f"At this level the practice is done in way {n} by all teams."]
                        for n in range(6)
                    ],
                ],
            ),
        ),
    ),
]
