"""Rarer archetypes: ticks, answers below, merged parts, tables side by side, group labels."""

from __future__ import annotations

from tests.segq.intake.archetypes import ASKED, ID_ROWS, YES_NO, Case, each
from tests.segq.intake.books import BOLD, FILLED, choices, sheet

UNCOMMON = [
    Case(
        "a rule down the whole column covers the section rows too",
        (
            sheet(
                [
                    ["Question", "Answer", "Notes"],
                    ["Network"],
                    *[[t] for t in ASKED[:3]],
                    ["People"],
                    *[[t] for t in ASKED[3:]],
                ],
                rules=[choices("B2:B1048576", YES_NO)],
                styles={"A1:C1": BOLD, "A2:A2": BOLD, "A6:A6": BOLD},
            ),
        ),
        {f"A{r}": {f"B{r}": "answer", f"C{r}": "comment"} for r in (3, 4, 5, 7, 8, 9)},
    ),
    Case(
        "group labels above the header keep the customer's columns apart",
        (
            sheet(
                [
                    [None, None, "Vendor", None, "Customer", None],
                    ["ID", "Question", "Answer", "Comment", "Rating", "Comment"],
                    *ID_ROWS,
                ],
                merges=["C1:D1", "E1:F1"],
                styles={"A1:F2": BOLD},
                rules=[choices("C3:C8", YES_NO), choices("E3:E8", ["Good", "Bad"])],
            ),
        ),
        each("B", 3, C="answer", D="comment"),
    ),
    Case(
        "short labels under a named answer column",
        (
            sheet(
                [
                    ["About you", "Response"],
                    *[[t] for t in ("Company", "Address", "Contact", "Product", "Staff", "Site")],
                ],
                styles={"A1:B1": BOLD},
            ),
        ),
        each("A", 2, B="answer"),
    ),
    Case(
        "topics in nouns, a list whose header says nothing",
        (
            sheet(
                [
                    ["Ref", "Topic", "State", "Words"],
                    *[
                        [f"{n}.1", t]
                        for n, t in enumerate(("Firewalls", "Visitors", "Laptops", "Lists", "Courses", "Keys"))
                    ],
                ],
                rules=[choices("C2:C7", ["Fully", "Halfway", "Unstarted"])],
            ),
        ),
        each("B", 2, C="answer", D="comment"),
    ),
    Case(
        "columns headed by the choices, to be ticked",
        (sheet([["#", "Question", "Yes", "No", "N/A", "Comments"], *[[n, t] for n, t in enumerate(ASKED)]]),),
        each("B", 2, C="answer", D="answer", E="answer", F="comment"),
    ),
    Case(
        "an empty merged row below each question takes the answer",
        (
            sheet(
                [["1. About the office"], *[row for n, t in enumerate(ASKED, 1) for row in ([f"{n}. {t}"], [])]],
                merges=[f"A{r}:D{r}" for r in range(2, 14)],
                styles={f"A{r}:D{r}": FILLED for r in range(3, 14, 2)},
            ),
        ),
        {f"A{r}": {f"A{r + 1}": "answer"} for r in range(2, 13, 2)},
    ),
    Case(
        "a question merged over the rows of its parts",
        (
            sheet(
                [
                    ["#", "Question", "Part", "Answer"],
                    *[
                        row
                        for n, t in enumerate(ASKED[:3], 1)
                        for row in ([n, t, "Office"], [None, None, "Data centre"])
                    ],
                ],
                merges=[m for r in (2, 4, 6) for m in (f"A{r}:A{r + 1}", f"B{r}:B{r + 1}")],
            ),
        ),
        {f"B{r}": {f"D{r}": "answer", f"D{r + 1}": "answer"} for r in (2, 4, 6)},
    ),
    Case(
        "a column that the sender has filled from a list is given, not asked",
        (
            sheet(
                [
                    ["Id", "Level", "Requirement", "Score"],
                    *[[id_, ("Basic", "High")[n % 2], text, 1] for n, (id_, text) in enumerate(ID_ROWS)],
                ],
                rules=[choices("B2:B7", ["Basic", "High"]), choices("D2:D7", [1, 2, 3])],
            ),
        ),
        each("C", 2, D="answer"),
    ),
    Case(
        "prose beside the question with the owner next to it was given as the answer",
        (
            sheet(
                [
                    ["Ref", "Recommendation", "Provider guidance", "Responsibility"],
                    *[
                        [f"{n}.1", f"Protect thing {n}", f"We keep thing {n} in a safe and look at it daily.", "Shared"]
                        for n in range(6)
                    ],
                ]
            ),
        ),
        each("B", 2, C="answer", D="ownership"),
    ),
    Case(
        "two tables side by side",
        (
            sheet(
                [
                    ["#", "Question", "Answer", None, "#", "Question", "Answer"],
                    *[
                        [n, a, None, None, n + 3, b]
                        for n, (a, b) in enumerate(zip(ASKED[:3], ASKED[3:], strict=True), 1)
                    ],
                ]
            ),
        ),
        {f"B{r}": {f"C{r}": "answer"} for r in (2, 3, 4)} | {f"F{r}": {f"G{r}": "answer"} for r in (2, 3, 4)},
    ),
    Case(
        "a call for tenders: priority given, compliance asked, the customer's score left alone",
        (
            sheet(
                [
                    ["Req", "Requirement", "Priority", "Compliance (C/PC/NC)", "Vendor comments", "Customer score"],
                    *[[f"R{n}", f"The product shall offer function {n} to all users.", "Must"] for n in range(6)],
                ],
                rules=[choices("D2:D7", ["C", "PC", "NC"]), choices("F2:F7", [1, 2, 3])],
            ),
        ),
        each("B", 2, D="answer", E="comment"),
    ),
    Case(
        "maturity left of the question, long requirements and the description to its right",
        (
            sheet(
                [
                    [
                        "No",
                        "Maturity",
                        "Control question",
                        "Objective",
                        "Description of implementation",
                        "Reference docs",
                    ],
                    ["1", None, "Rules and roles"],
                    *[
                        [
                            f"1.{n}",
                            None,
                            f"To what extent are rules of kind {n} in place?",
                            "Rules help people to work.",
                        ]
                        for n in range(1, 7)
                    ],
                ],
                rules=[choices("B2:B8", [0, 1, 2, 3])],
                styles={"A1:G1": BOLD, "A2:G2": BOLD},
            ),
        ),
        each("C", 3, B="answer", E="comment", F="evidence"),
    ),
    Case(
        "check boxes that hold FALSE until they are ticked",
        (sheet([["Requirement", "Met?", "Details"], *[[text, False] for text in ASKED]]),),
        each("A", 2, B="answer", C="comment"),
    ),
    Case(
        "a self-assessment of statements with the id in front, scores typed in",
        (
            sheet(
                [
                    ["Function", "Category", "Subcategory", "Current score (0-5)", "Notes"],
                    *[
                        [
                            "FIND" if n == 0 else None,
                            "Assets" if n == 0 else None,
                            f"FI.AS-{n}: Devices of kind {n} are listed",
                        ]
                        for n in range(6)
                    ],
                ],
                merges=["A2:A7", "B2:B7"],
            ),
        ),
        each("C", 2, D="answer", E="comment"),
    ),
]
