"""Forms that are no plain tables: labels and values, answers below, matrices, cards, many merges; texts made up."""

from __future__ import annotations

from tests.segq.intake.zoo import YN, A, C, E, N, Q, Row, S, Tab, Zoo, head, pick, title

_TICK = S(options=("X",), listed=False)

FORMS = [
    Zoo(
        "two columns without any header, blanks to the right",
        (
            Tab(
                "Sheet1",
                [
                    [Q(t), A]
                    for t in (
                        "What is the name of the product that you offer?",
                        "Where is our data stored?",
                        "Who can see our data?",
                        "Do you encrypt our data?",
                        "How long do you keep backups?",
                        "When was the last test of your network?",
                    )
                ],
            ),
        ),
    ),
    Zoo(
        "question above, merged coloured answer below, numbered headings",
        (
            Tab(
                "Form",
                [
                    title("Vendor information form", "A:D"),
                    title("Section 1 - Service", "A:D"),
                    [Q("1.1 Please describe the service that you provide to us.")],
                    [A],
                    [Q("1.2 Which of our sites will you visit?")],
                    [A],
                    title("Section 2 - Data", "A:D"),
                    [Q("2.1 Which personal data will you hold?")],
                    [A],
                    [Q("2.2 How will you return it at the end?")],
                    [A],
                ],
                merges=tuple(f"A{r}:D{r}" for r in (3, 4, 5, 6, 8, 9, 10, 11)),
                filled=("A4:D4", "A6:D6", "A9:D9", "A11:D11"),
            ),
        ),
    ),
    Zoo(
        "question above, plain box below without colour, merged over all columns",
        (
            Tab(
                "Form",
                [
                    ["Supplier statement"],
                    [],
                    *[
                        row
                        for t in (
                            "How do you select your own suppliers?",
                            "How do you check them each year?",
                            "What do you do if one of them fails?",
                            "Who decides on new suppliers?",
                        )
                        for row in ([Q(t)], [A])
                    ],
                ],
                merges=tuple(f"A{r}:F{r}" for r in range(3, 11)),
            ),
        ),
    ),
    Zoo(
        "label and value pairs, unlocked values on a protected form, two pairs a row",
        (
            Tab(
                "Vendor profile",
                [
                    title("Vendor profile", "A:D"),
                    [Q("Legal name:"), A, Q("Trading name:"), A],
                    [Q("Street address:"), A, Q("Country:"), A],
                    [Q("Contact person:"), A, Q("E-mail address:"), A],
                    [Q("Number of employees:"), A, Q("Year founded:"), A],
                ],
                protected=True,
            ),
        ),
    ),
    Zoo(
        "cover with labels above a table of questions",
        (
            Tab(
                "Assessment",
                [
                    title("Third party assessment", "A:E"),
                    [Q("Company name:", debatable=True), S(optional=True)],
                    [Q("Completed by:", debatable=True), S(optional=True)],
                    [Q("Date:", debatable=True), S(optional=True)],
                    [],
                    head("#", "Question", "Response", "Comments"),
                    *[
                        [n, Q(t), YN, C]
                        for n, t in enumerate(
                            (
                                "Is staff trained in handling data?",
                                "Is paper shredded?",
                                "Are desks cleared at night?",
                                "Are visitors signed in?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "matrix: how good each service is, one X in a row of grades",
        (
            Tab(
                "Matrix",
                [
                    ["Mark one box in each row."],
                    head("Capability", "Fully met", "Partly met", "Not met", "Remarks"),
                    *[
                        [Q(t), _TICK, _TICK, _TICK, C]
                        for t in (
                            "Search over all documents",
                            "Export to open formats",
                            "Single sign-on",
                            "Roles and rights",
                            "Audit trail",
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "matrix: one question over several rows and columns of answers",
        (
            Tab(
                "Data",
                [
                    head("Nr", "Question", "Data type", "Stored?", "Encrypted?", "Notes"),
                    *[
                        row
                        for n, t in enumerate(
                            ("Which data do you hold about our staff?", "Which data do you hold about our clients?"), 1
                        )
                        for row in (
                            [n, Q(t), "Names", pick("Yes", "No"), pick("Yes", "No"), C],
                            [None, None, "Addresses", pick("Yes", "No"), pick("Yes", "No"), C],
                            [None, None, "Payments", pick("Yes", "No"), pick("Yes", "No"), C],
                        )
                    ],
                ],
                merges=("A2:A4", "B2:B4", "A5:A7", "B5:B7"),
            ),
        ),
    ),
    Zoo(
        "everything merged: question over three columns, answer over two, two rows each",
        (
            Tab(
                "Check",
                [
                    Row(["No", "Question", None, None, "Answer", None, "Comment"], bold=True, merge=("B:D", "E:F")),
                    *[
                        row
                        for n, t in enumerate(
                            (
                                "Is there a guard at the gate?",
                                "Are doors locked at night?",
                                "Are cameras in use?",
                                "Are keys kept in a safe?",
                            ),
                            1,
                        )
                        for row in ([n, Q(t), None, None, A, None, C], [])
                    ],
                ],
                merges=tuple(
                    m
                    for r in (2, 4, 6, 8)
                    for m in (f"A{r}:A{r + 1}", f"B{r}:D{r + 1}", f"E{r}:F{r + 1}", f"G{r}:G{r + 1}")
                ),
            ),
        ),
    ),
    Zoo(
        "very wide: answers far right of the question behind a dozen mappings",
        (
            Tab(
                "Controls",
                [
                    head("Id", "Control question", *[f"Map {n}" for n in range(1, 15)], "In place?", "Explanation"),
                    *[
                        [f"W-{n}", Q(t), *[f"{n}.{m}" for m in range(1, 15)], pick("Yes", "No", "Planned"), C]
                        for n, t in enumerate(
                            (
                                "Are changes approved before they are made?",
                                "Are changes tested?",
                                "Can changes be undone?",
                                "Are changes told to users?",
                                "Is there a calendar of changes?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "header row 24 below a long preface, blank column A",
        (
            Tab(
                "Due diligence",
                [
                    [None, "Due diligence questionnaire"],
                    [],
                    *[
                        [
                            None,
                            f"Paragraph {n}: this form helps us to understand how you protect what we give you.",
                        ]
                        for n in range(1, 20)
                    ],
                    [],
                    [],
                    Row([None, "Ref", "Area", "Question", "Response", "Supporting document"], bold=True),
                    *[
                        [None, f"{n}.0", "Office", Q(t), A, E]
                        for n, t in enumerate(
                            (
                                "Who owns the building?",
                                "Is there a plan for fire?",
                                "Is power backed up?",
                                "Are spare parts kept on site?",
                                "Is the site insured?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "answers left of the question, in a narrow list column",
        (
            Tab(
                "List",
                [
                    head("OK?", "Ref", "Check", "Remark"),
                    *[
                        [pick("Y", "N"), f"L{n}", Q(t), C]
                        for n, t in enumerate(
                            (
                                "Racks are locked and labelled.",
                                "Cables are tidy and marked.",
                                "Spare disks are kept in a safe.",
                                "Doors close by themselves.",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "options printed as prose beside the question",
        (
            Tab(
                "RFI",
                [
                    ["Question", "Answer format", "Answer", "Remarks"],
                    *[
                        [Q(t), "Answer: Yes / No / Partial", S(options=("Yes", "No", "Partial"), listed=False), C]
                        for t in (
                            "Does the product keep a history of changes?",
                            "Does the product warn of expired keys?",
                            "Does the product run without a connection?",
                            "Does the product support roles?",
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "options printed in the answer's header",
        (
            Tab(
                "Form",
                [
                    head("No.", "Question", "Answer (Yes / No / Not applicable)", "Explanation"),
                    *[
                        [n, Q(t), S(options=("Yes", "No", "Not applicable"), listed=False), C]
                        for n, t in enumerate(
                            (
                                "Is there a duty roster?",
                                "Is there a deputy for each role?",
                                "Are shifts handed over in writing?",
                                "Is there a log of calls?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "options in a legend above the table",
        (
            Tab(
                "Form",
                [
                    title("Readiness check", "A:D"),
                    ["Allowed answers:", "Yes, No, Planned"],
                    [],
                    head("No.", "Question", "Answer", "Explanation"),
                    *[
                        [n, Q(t), S(options=("Yes", "No", "Planned"), listed=False), C]
                        for n, t in enumerate(
                            (
                                "Is there a list of contacts?",
                                "Is the list printed?",
                                "Is the list checked each month?",
                                "Do all teams know it?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "scores 0 to 5 explained in a legend sheet, no list in the cells",
        (
            Tab(
                "Legend",
                [
                    head("Score", "Meaning"),
                    [0, "Nothing is done"],
                    [1, "Some of it is done now and then"],
                    [2, "It is done as a habit"],
                    [3, "It is written down and done"],
                ],
            ),
            Tab(
                "Scores",
                [
                    head("Ref", "Practice", "Score (0-3)", "Comment"),
                    *[
                        [f"P{n}", Q(t), S(kind="text"), C]
                        for n, t in enumerate(
                            (
                                "Backups are tried out by restoring them.",
                                "Old accounts are found and closed.",
                                "Logs are read by somebody.",
                                "New systems are reviewed.",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "id fused into the question, no id column, sections as capitals",
        (
            Tab(
                "Q",
                [
                    Row(["Question", "Answer", "Comment"], bold=True),
                    ["ACCESS CONTROL"],
                    [Q("AC-1 Do you give each user an own account?"), YN, C],
                    [Q("AC-2 Do you review the accounts?"), YN, C],
                    [Q("AC-3 Do you lock idle sessions?"), YN, C],
                    ["OPERATIONS"],
                    [Q("OP-1 Do you test patches?"), YN, C],
                    [Q("OP-2 Do you plan capacity?"), YN, C],
                ],
            ),
        ),
    ),
    Zoo(
        "ids restart on each tab, other columns on each tab",
        (
            Tab(
                "Privacy",
                [
                    head("Q#", "Question", "Yes/No", "Details"),
                    *[
                        [f"Q{n}", Q(t), pick("Yes", "No"), C]
                        for n, t in enumerate(
                            ("Do you sell data?", "Do you share data with partners?", "Do you name a privacy officer?"),
                            1,
                        )
                    ],
                ],
            ),
            Tab(
                "Hosting",
                [
                    head("Q#", "Topic", "Question", "Your answer"),
                    *[
                        [f"Q{n}", "Site", Q(t), A]
                        for n, t in enumerate(
                            ("In which country is the data centre?", "Who runs it?", "Which standard does it meet?"), 1
                        )
                    ],
                ],
            ),
            Tab(
                "Legal",
                [
                    head("Requirement", "Comply (Y/N)", "Deviation"),
                    *[
                        [Q(t), pick("Y", "N"), C]
                        for t in (
                            "The supplier shall keep all data secret.",
                            "The supplier shall name all subcontractors.",
                            "The supplier shall accept audits.",
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "hidden rows, a hidden column and a hidden sheet are left out",
        (
            Tab(
                "Q",
                [
                    head("Id", "Question", "Internal", "Answer", "Comment"),
                    *[
                        [f"H{n}", Q(t), N(), YN, C]
                        for n, t in enumerate(
                            (
                                "Is there a lock on each rack?",
                                "Is there an alarm?",
                                "Is the alarm tested?",
                                "Is there a spare key?",
                                "Is the key logged?",
                            ),
                            1,
                        )
                    ],
                ],
                hidden_cols="C",
                hidden_rows=(4,),
            ),
            Tab(
                "Old",
                [
                    head("Id", "Question", "Answer"),
                    *[[f"O{n}", Q(f"Is old thing {n} still in use?"), A] for n in range(4)],
                ],
                state="hidden",
            ),
        ),
    ),
    Zoo(
        "already answered, with yes and no typed in and remarks on some",
        (
            Tab(
                "Answered",
                [
                    head("Ref", "Question", "Answer", "Remarks", "Date reviewed"),
                    *[
                        [
                            f"{n}.1",
                            Q(t),
                            S(value=("Yes", "No", "Yes")[n % 3]),
                            S("comment", value="See the handbook." if n % 2 else None),
                            "2024-05-01",
                        ]
                        for n, t in enumerate(
                            (
                                "Is the door locked?",
                                "Is the window shut?",
                                "Is the light off?",
                                "Is the heater off?",
                                "Is the alarm on?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "a prompt tells to leave a column blank, on an unprotected sheet",
        (
            Tab(
                "Q",
                [
                    head("Nr", "Question", "Answer", "Comment", "Column1", "Column2"),
                    *[
                        [n, Q(t), YN, C, N(), N()]
                        for n, t in enumerate(
                            (
                                "Is mail filtered?",
                                "Are links checked?",
                                "Are files scanned?",
                                "Are users warned?",
                                "Is spam reported?",
                            ),
                            1,
                        )
                    ],
                ],
                prompts=(
                    ("E2:E6", "For internal use. Leave this blank."),
                    ("F2:F6", "Do not fill in: completed by the review team."),
                ),
            ),
        ),
    ),
    Zoo(
        "a broken list and a whole-column list",
        (
            Tab(
                "Q",
                [
                    head("Nr", "Question", "Status", "Comment"),
                    *[
                        [n, Q(t), A, C]
                        for n, t in enumerate(
                            (
                                "Is code reviewed?",
                                "Is code scanned?",
                                "Are secrets kept out of code?",
                                "Is code signed?",
                            ),
                            1,
                        )
                    ],
                ],
                rules=(("C2:C5", "#REF!"),),
            ),
        ),
    ),
    Zoo(
        "two header rows, answers of the vendor and of its subcontractor",
        (
            Tab(
                "Q",
                [
                    head("Nr", "Question", "Vendor", None, "Customer evaluation", None, merge=("C:D", "E:F")),
                    head(None, None, "Answer", "Explanation", "Score", "Remark"),
                    *[
                        [n, Q(t), pick("Yes", "No"), C, N(), N()]
                        for n, t in enumerate(
                            (
                                "Is the plan tested?",
                                "Is the plan known?",
                                "Is the plan printed?",
                                "Is the plan current?",
                            ),
                            1,
                        )
                    ],
                ],
                merges=("A1:A2", "B1:B2"),
            ),
        ),
    ),
    Zoo(
        "question cards: number, text and answer each on a row of their own with labels",
        (
            Tab(
                "Cards",
                [
                    row
                    for n, t in enumerate(
                        (
                            "How are keys made?",
                            "How are keys stored?",
                            "How are keys changed?",
                            "How are keys destroyed?",
                        ),
                        1,
                    )
                    for row in (Row([f"Question {n}", Q(t)], bold=False), ["Answer", A], ["Evidence", E], [])
                ],
            ),
        ),
    ),
]
