"""Workbooks of buyers: tenders, banks, insurers, universities, privacy offices; every text is made up."""

from __future__ import annotations

from tests.segq.intake.zoo import YN, A, C, E, F, N, Q, S, Tab, Zoo, head, pick, title

PROCUREMENT = [
    Zoo(
        "tender: requirement, priority given, compliance code, vendor comment, weight and score of the buyer",
        (
            Tab(
                "Codes",
                [
                    head("Code", "Meaning"),
                    ["F", "Full support out of the box"],
                    ["C", "Can be configured"],
                    ["D", "Needs development"],
                    ["N", "Not supported"],
                ],
            ),
            Tab(
                "Functional",
                [
                    title("Functional requirements", "A:H"),
                    head(
                        "Req ID",
                        "Category",
                        "Requirement",
                        "Priority (M/D/O)",
                        "Compliance code",
                        "Vendor Comments",
                        "Weight",
                        "Score",
                    ),
                    *[
                        [
                            f"FR-{n:03}",
                            "Search",
                            Q(f"The system shall {t}."),
                            "M",
                            pick("F", "C", "D", "N"),
                            C,
                            N(3),
                            N(F(0).value),
                        ]
                        for n, t in enumerate(
                            (
                                "find documents by words",
                                "sort results by date",
                                "save searches of a user",
                                "show the number of hits",
                                "limit results by type",
                                "export results",
                            ),
                            1,
                        )
                    ],
                ],
            ),
            Tab(
                "Pricing",
                [
                    head("Item", "Unit", "Quantity", "Unit price", "Total"),
                    *[[f"Licence type {n}", "user", 10, None, F(0)] for n in range(1, 6)],
                ],
            ),
        ),
    ),
    Zoo(
        "bank: inherent risk given, control question, response, assessor's rating, finding and remediation",
        (
            Tab(
                "Control assessment",
                [
                    head(
                        "Control ID",
                        "Risk domain",
                        "Inherent risk",
                        "Control question",
                        "Third party response",
                        "Third party comments",
                        "Evidence provided",
                        "Assessor rating",
                        "Finding",
                        "Remediation plan",
                        "Due date",
                    ),
                    *[
                        [
                            f"TP-{n:02}",
                            "Resilience",
                            "High",
                            Q(t),
                            YN,
                            C,
                            E,
                            N(None, ("Effective", "Weak")),
                            N(),
                            N(),
                            N(),
                        ]
                        for n, t in enumerate(
                            (
                                "Is there a plan to keep the service running?",
                                "Was the plan tried out this year?",
                                "Is there a second site?",
                                "Are staff able to work from elsewhere?",
                                "Is data copied to the second site?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
            Tab(
                "Risk log",
                [
                    head("Risk ID", "Risk description", "Likelihood", "Impact", "Mitigation", "Owner", "Status"),
                    *[
                        [f"R{n}", f"The vendor may lose data of kind {n}.", None, None, None, None, None]
                        for n in range(1, 6)
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "insurer: yes or no and a number, mixed kinds of answers in one column",
        (
            Tab(
                "Application",
                [
                    title("Cyber insurance application", "A:C"),
                    head("Question", "Answer", "Further information"),
                    [Q("How many staff do you employ?"), A, C],
                    [Q("What was your turnover last year?"), A, C],
                    [Q("Do you use two factors for remote access?"), pick("Yes", "No"), C],
                    [Q("Do you keep backups apart from the network?"), pick("Yes", "No"), C],
                    [Q("When did you last restore a backup?"), A, C],
                    [Q("Have you had a claim in the past three years?"), pick("Yes", "No"), C],
                    [Q("If yes, please describe."), A, C],
                ],
            ),
        ),
    ),
    Zoo(
        "privacy: article of the law, question, answer, measure, comment of the officer",
        (
            Tab(
                "DPIA",
                [
                    head(
                        "Article",
                        "Question",
                        "Answer of the processor",
                        "Measures taken",
                        "Comment of the DPO (customer)",
                    ),
                    *[
                        [f"Art. {n + 20}", Q(t), A, C, N()]
                        for n, t in enumerate(
                            (
                                "What is the purpose of the processing?",
                                "Who are the data subjects?",
                                "Which kinds of data are processed?",
                                "Is data sent to other countries?",
                                "How long is data kept?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "no answer column: id, domain, question and its type",
        (
            Tab(
                "Questions",
                [
                    head("Ref", "Domain", "Question text", "Type"),
                    *[
                        [f"N-{n}", "Access", Q(t), "Yes, No, N/A"]
                        for n, t in enumerate(
                            (
                                "Are shared accounts forbidden?",
                                "Are guests kept off the network?",
                                "Are rights removed on leaving?",
                                "Are admins few?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
        appended=True,
    ),
    Zoo(
        "no answer column: a column headed answer holds ids of answer types",
        (
            Tab(
                "Questions",
                [
                    head("ref_id", "urn", "question", "answer", "annotation"),
                    *[
                        [f"{n}", f"q:{n}", Q(t), N(f"T{n % 2 + 1}"), "Look at the last year."]
                        for n, t in enumerate(
                            (
                                "Are shared accounts forbidden?",
                                "Are guests kept off the network?",
                                "Are rights removed on leaving?",
                                "Are admins few?",
                                "Are alerts read?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
            Tab(
                "answers",
                [
                    head("id", "question_type", "question_choices"),
                    ["T1", "unique_choice", "Yes\nNo\nN/A"],
                    ["T2", "text", None],
                ],
            ),
        ),
        appended=True,
    ),
    Zoo(
        "numeric and percent answers",
        (
            Tab(
                "Metrics",
                [
                    head("No", "Question", "Value", "Unit", "Remarks"),
                    *[
                        [n, Q(t), A, u, C]
                        for n, (t, u) in enumerate(
                            (
                                ("How many incidents did you have last year?", "count"),
                                ("What share of staff was trained?", "%"),
                                ("How long does a restore take?", "hours"),
                                ("What share of servers is patched in time?", "%"),
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "percent options",
        (
            Tab(
                "Coverage",
                [
                    head("Ref", "Control", "Coverage", "Comment"),
                    *[
                        [f"C{n}", Q(t), pick("0%", "25%", "50%", "75%", "100%"), C]
                        for n, t in enumerate(
                            (
                                "Servers run a scanner for harmful code",
                                "Laptops are encrypted",
                                "Admins use two factors",
                                "Logs are sent to one place",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "sections each a table of its own, with blank rows and repeated headers that change their last column",
        (
            Tab(
                "All",
                [
                    title("A. Governance", "A:E"),
                    head("#", "Question", "Answer", "Comment"),
                    *[
                        ["A" + str(n), Q(t), YN, C]
                        for n, t in enumerate(
                            ("Is there a board for security?", "Does it meet each quarter?", "Are minutes kept?"), 1
                        )
                    ],
                    [],
                    title("B. Network", "A:E"),
                    head("#", "Question", "Answer", "Diagram attached?"),
                    *[
                        ["B" + str(n), Q(t), YN, E]
                        for n, t in enumerate(
                            ("Is the network split?", "Is traffic watched?", "Is guest access apart?"), 1
                        )
                    ],
                    [],
                    title("C. People", "A:E"),
                    head("#", "Question", "Answer", "Comment"),
                    *[
                        ["C" + str(n), Q(t), YN, C]
                        for n, t in enumerate(
                            ("Are new staff checked?", "Are leavers handled?", "Is training given?"), 1
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "university: accessibility-like table with criteria, level of support and remarks",
        (
            Tab(
                "Report",
                [
                    title("Table 1: level A", "A:C"),
                    head("Criteria", "Conformance Level", "Remarks and Explanations"),
                    *[
                        [Q(t), S(), C]
                        for t in (
                            "1.1.1 Pictures have words beside them",
                            "1.2.1 Films have words below them",
                            "1.3.1 Structure can be read by programs",
                            "1.4.1 Colour is not the only sign",
                            "2.1.1 Keys reach everything",
                        )
                    ],
                    [],
                    title("Table 2: level AA", "A:C"),
                    head("Criteria", "Conformance Level", "Remarks and Explanations"),
                    *[
                        [Q(t), S(), C]
                        for t in (
                            "1.2.4 Live talks have words below them",
                            "1.4.3 Contrast is high enough",
                            "2.4.5 There are several ways to a page",
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "requirement statements with respond columns of the supplier and an agreed column of both",
        (
            Tab(
                "Security schedule",
                [
                    ["Schedule 7"],
                    ["The supplier completes columns D and E."],
                    head(
                        "Clause",
                        "Topic",
                        "Security requirement",
                        "Supplier response (Compliant / Non-compliant)",
                        "Supplier comments",
                        "Buyer review",
                    ),
                    *[
                        [f"7.{n}", "Access", Q(t), S(options=("Compliant", "Non-compliant"), listed=False), C, N()]
                        for n, t in enumerate(
                            (
                                "Access must be limited to named users.",
                                "Access must be logged.",
                                "Access must be removed within a day.",
                                "Access from abroad must be approved.",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "assessor columns unlocked on a protected sheet, named by one header word only",
        (
            Tab(
                "Controls",
                [
                    head("Id", "Requirement", "Maturity", "Vendor remarks", "Assessor remarks"),
                    *[
                        [f"M.{n}", Q(f"M.{n}: {t}"), pick("1", "2", "3", "4", "5"), C, N(unlocked=True)]
                        for n, t in enumerate(
                            (
                                "Devices are listed",
                                "Software is listed",
                                "Data is classed",
                                "Roles are known",
                                "Links are drawn",
                                "Rules are set",
                            ),
                            1,
                        )
                    ],
                ],
                protected=True,
            ),
        ),
    ),
    Zoo(
        "supplier's own table to be filled beside the questions: list of subprocessors",
        (
            Tab(
                "Questions",
                [
                    head("No", "Question", "Answer"),
                    *[
                        [n, Q(t), A]
                        for n, t in enumerate(
                            ("Do you use subprocessors?", "Are they bound by contract?", "Are they audited?"), 1
                        )
                    ],
                ],
            ),
            Tab("Subprocessors", [head("Name", "Country", "Service", "Data"), [], [], []]),
        ),
    ),
    Zoo(
        "pre-filled with not started everywhere, due dates and owners of the customer's project",
        (
            Tab(
                "Plan",
                [
                    head("Ref", "Control", "Status", "Notes", "Last updated"),
                    *[
                        [
                            f"K{n}",
                            Q(t),
                            pick("Not started", "In progress", "Done", value="Not started"),
                            C,
                            N(F(0).value),
                        ]
                        for n, t in enumerate(
                            (
                                "Encrypt disks of all laptops",
                                "Remove old accounts each month",
                                "Test the restore of backups",
                                "Patch servers within a week",
                                "Review rules of the firewall",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
]
