"""Workbooks laid out as the well-known frameworks lay theirs out; every text is made up."""

from __future__ import annotations

from tests.segq.intake.zoo import YN, A, C, E, F, N, Q, Row, S, Tab, Zoo, head, pick, title

_COVER = Tab("Cover", [["Supplier Assurance Pack"], [], ["Version", "4.1"], ["Issued by", "Assurance Office"]])
_HOWTO = Tab(
    "Instructions",
    [
        ["Instructions for completion"],
        ["1. Read every tab before you start to fill in the form."],
        ["2. Choose an answer from the list in the answer column of each tab."],
        ["3. Who should complete this? The person who runs the service should complete it."],
        ["4. Provide further detail wherever the answer is not a plain yes."],
        ["5. Return the completed workbook to the address shown on the cover."],
    ],
)
_TICK = S(options=("X",), listed=False)

FRAMEWORKS = [
    Zoo(
        "cloud controls, older: yes, no and not applicable to be ticked under a merged heading, two header rows",
        (
            _HOWTO,
            Tab(
                "Assessment",
                [
                    title("CLOUD SELF ASSESSMENT v2.7", "A:H"),
                    head(
                        "Domain",
                        "Control ID",
                        "Question ID",
                        "Control Specification",
                        "Assessment Questions",
                        "Answers",
                        None,
                        None,
                        "Notes",
                        "Mapping A",
                        "Mapping B",
                        merge=("F:H",),
                    ),
                    head(None, None, None, None, None, "Yes", "No", "Not Applicable", None, "Clause", "Clause"),
                    [
                        "Interfaces",
                        "IF-01",
                        "IF-01.1",
                        "Interfaces shall be designed with care and tested.",
                        Q("Do you follow a published standard when you build interfaces?"),
                        _TICK,
                        _TICK,
                        _TICK,
                        C,
                        "4.1",
                        "A.1",
                    ],
                    [
                        None,
                        None,
                        "IF-01.2",
                        None,
                        Q("Do you scan your interfaces for weaknesses before release?"),
                        _TICK,
                        _TICK,
                        _TICK,
                        C,
                        "4.1",
                        "A.1",
                    ],
                    [
                        None,
                        None,
                        "IF-01.3",
                        None,
                        Q("Can tenants obtain the results of such scans?"),
                        _TICK,
                        _TICK,
                        _TICK,
                        C,
                        "4.2",
                        "A.2",
                    ],
                    [
                        "Logging",
                        "LG-02",
                        "LG-02.1",
                        "Logs shall be kept and looked at.",
                        Q("Are logs kept apart for each tenant?"),
                        _TICK,
                        _TICK,
                        _TICK,
                        C,
                        "8.1",
                        "B.2",
                    ],
                    [
                        None,
                        None,
                        "LG-02.2",
                        None,
                        Q("Is access to logs limited to named persons?"),
                        _TICK,
                        _TICK,
                        _TICK,
                        C,
                        "8.3",
                        "B.3",
                    ],
                ],
                merges=("D4:D6", "A4:A6", "B4:B6", "A7:A8", "B7:B8", "D7:D8"),
            ),
        ),
    ),
    Zoo(
        "cloud controls, newer: answer, ownership, description, tenant duties; control text merged far right",
        (
            _COVER,
            Tab(
                "CQ 4",
                [
                    title("v4.9 CONSENSUS FORM", "A:D"),
                    head(
                        "Question ID",
                        "Question",
                        "CSP Answer",
                        "SSRM Control Ownership",
                        "Implementation Description (Optional)",
                        "Tenant Responsibilities (Optional)",
                        "Control ID",
                        "Control Specification",
                    ),
                    *[
                        [
                            f"AU-0{n}.1",
                            Q(text),
                            pick("Yes", "No", "NA"),
                            pick("Provider-owned", "Tenant-owned", "Shared", role="ownership"),
                            C,
                            S("other", optional=True),
                            f"AU-0{n}",
                            "Audits shall be planned, done and followed up at least once a year.",
                        ]
                        for n, text in enumerate(
                            (
                                "Are audit rules written down, approved and kept up to date?",
                                "Are audits done by people who do not run what they audit?",
                                "Is there a plan that says what is audited when?",
                                "Are findings of audits tracked until they are closed?",
                                "Are results reported to those who can act on them?",
                            ),
                            1,
                        )
                    ],
                    ["End of Form"],
                ],
                protected=True,
            ),
        ),
    ),
    Zoo(
        "higher education, older: header per section, guidance and analyst columns, texts by formula",
        (
            _HOWTO,
            Tab(
                "Form",
                [
                    title("Community Vendor Form - Full", "A:F"),
                    ["DATE-01", "Date", None],
                    head(
                        "Company Overview",
                        None,
                        "Vendor Answers",
                        "Additional Information",
                        "Guidance",
                        "Analyst Notes",
                    ),
                    *[
                        [
                            f"COMP-0{n}",
                            F(text, asks=True),
                            pick("Yes", "No"),
                            C,
                            F("Say more where the answer is yes."),
                            N(),
                        ]
                        for n, text in enumerate(
                            (
                                "Has your company had a breach in the past five years?",
                                "Do you have a dedicated security team?",
                                "Is your company owned by another company?",
                            ),
                            1,
                        )
                    ],
                    head(
                        "Documentation", None, "Vendor Answers", "Additional Information", "Guidance", "Analyst Notes"
                    ),
                    *[
                        [f"DOCU-0{n}", F(text, asks=True), pick("Yes", "No"), C, F("Attach what you have."), N()]
                        for n, text in enumerate(
                            (
                                "Have you had an audit of your controls in the past year?",
                                "Can you share a diagram of the system?",
                                "Do you keep a register of changes to the product?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
            Tab("Values", [["Yes"], ["No"], ["N/A"]], state="hidden"),
        ),
    ),
    Zoo(
        "higher education, newer: several tabs, some with a reviewer's score, mirrored answers by formula",
        (
            Tab(
                "Organization",
                [
                    title("Organization", "A:H"),
                    ["Fill in the white cells only."],
                    head(
                        "ID",
                        "Question",
                        "Answer",
                        "Additional Information",
                        "Guidance",
                        "Reviewer Rating",
                        "Reviewer Notes",
                    ),
                    *[
                        [
                            f"ORG-0{n}",
                            Q(text),
                            YN,
                            C,
                            "If no, say what you do instead.",
                            N(None, ("Good", "Poor"), unlocked=True),
                            N(unlocked=True),
                        ]
                        for n, text in enumerate(
                            (
                                "Do you have a policy on acceptable use?",
                                "Do all staff sign the policy when they start?",
                                "Do you check the background of new staff?",
                                "Is there a person in charge of privacy?",
                            ),
                            1,
                        )
                    ],
                ],
                protected=True,
            ),
            Tab(
                "Summary",
                [
                    head("ID", "Question", "Answer", "Score"),
                    *[[f"ORG-0{n}", F("Do you have a policy on acceptable use?"), F("Yes"), F(1)] for n in range(1, 5)],
                ],
                protected=True,
            ),
        ),
    ),
    Zoo(
        "information gathering: many tabs, question number, text, response list, additional information, references",
        tuple(
            Tab(
                name,
                [
                    [name],
                    ["Respond to all the questions below."],
                    [],
                    head(
                        "Ques Num",
                        "Question/Request",
                        "Response",
                        "Additional Information",
                        "Ref A",
                        "Ref B",
                        "Scope level",
                    ),
                    [f"{letter}.", title_text],
                    [
                        f"{letter}.1",
                        Q(f"Is there a {noun} programme that has been approved by management?"),
                        YN,
                        C,
                        "5.1",
                        "PO-2",
                        "Lite",
                    ],
                    [f"{letter}.1.1", Q("Does it name an owner?"), YN, C, "5.1", "PO-2", "Core"],
                    [f"{letter}.1.2", Q("Is it reviewed at least once a year?"), YN, C, "5.2", "PO-3", "Core"],
                    [f"{letter}.2", Q(f"Is there a list of {noun} tools?"), YN, C, "5.3", "PO-3", "Lite"],
                    [
                        f"{letter}.2.1",
                        Q("Other. Please explain in the additional information column."),
                        YN,
                        C,
                        None,
                        None,
                        "Core",
                    ],
                    [f"{letter}.3", Q(f"Does the {noun} programme cover the following:"), YN, C, "5.4", "PO-7", "Core"],
                    [f"{letter}.3.1", Q("Roles and duties?"), YN, C, "5.4", "PO-7", "Core"],
                    [f"{letter}.3.2", Q("Exceptions?"), YN, C, "5.4", "PO-7", "Detail"],
                ],
            )
            for letter, name, title_text, noun in (
                ("A", "A. Risk", "Risk Management", "risk"),
                ("B", "B. Assets", "Asset Management", "asset"),
                ("C", "C. Access", "Access Control", "access"),
            )
        ),
    ),
    Zoo(
        "security alliance: question with the choice below and a box for comments, numbered in the text",
        (
            Tab(
                "Questionnaire",
                [
                    title("Vendor questionnaire", "A:C"),
                    title("1. Service Overview", "A:C"),
                    [Q("1.1 What services do you provide?"), A],
                    [Q("1.2 What data of ours will you need?"), A],
                    [Q("1.3 Which other companies take part?"), A],
                    title("2. People", "A:C"),
                    [Q("2.1 How do you check the people you hire?"), A],
                    [Q("2.2 How are staff trained?"), A],
                    [Q("2.3 What happens to accounts when a person leaves?"), A],
                ],
            ),
        ),
    ),
    Zoo(
        "framework core: function and category merged, statement with its id in front, current and target tier",
        (
            Tab(
                "Profile",
                [
                    head(
                        "Function", "Category", "Subcategory", "Current Tier", "Target Tier", "Current practice", "Gap"
                    ),
                    *[
                        [
                            ("SENSE (SE)" if n == 1 else None),
                            ("Listing (SE.LI)" if n == 1 else None),
                            Q(f"SE.LI-0{n}: {text}"),
                            pick("1", "2", "3", "4"),
                            pick("1", "2", "3", "4"),
                            C,
                            N(),
                        ]
                        for n, text in enumerate(
                            (
                                "Devices of the organisation are listed",
                                "Software and services are listed",
                                "Flows of data are drawn and kept current",
                                "Assets are ranked by how much depends on them",
                                "Roles for security are agreed with partners",
                            ),
                            1,
                        )
                    ],
                ],
                merges=("A2:A6", "B2:B6"),
            ),
        ),
    ),
    Zoo(
        "handling of controlled data: requirement with status list, partial credit, points given",
        (
            Tab(
                "Self-assessment",
                [
                    ["Company:", None],
                    ["System name:", None],
                    [],
                    head(
                        "Req. No.",
                        "Family",
                        "Security requirement",
                        "Points",
                        "Implementation status",
                        "How is it implemented?",
                        "POA&M reference",
                    ),
                    *[
                        [
                            f"3.1.{n}",
                            "Access",
                            Q(f"{text}"),
                            5,
                            pick(
                                "Implemented", "Partially implemented", "Planned", "Not implemented", "Not applicable"
                            ),
                            C,
                            S("evidence", optional=True),
                        ]
                        for n, text in enumerate(
                            (
                                "Limit access to the system to users who are permitted.",
                                "Limit what users may do to their tasks.",
                                "Control the flow of data between zones.",
                                "Separate duties of people.",
                                "Use no more rights than needed.",
                                "Lock the session after a time.",
                            ),
                            1,
                        )
                    ],
                    [None, None, "Total points", F(30)],
                ],
            ),
        ),
    ),
    Zoo(
        "safeguards: ticks of the publisher, four ratings as percents, formula columns and group rows",
        (
            Tab(
                "Safeguards",
                [
                    head(
                        "No",
                        "Safeguard",
                        "Asset type",
                        "Function",
                        "Title",
                        "G1",
                        "G2",
                        "G3",
                        "Sum",
                        "Policy defined",
                        "Control implemented",
                        "Control automated",
                        "Control reported",
                        "Risk",
                    ),
                    [1, None, None, None, "Know your devices"],
                    *[
                        [
                            1,
                            f"1.{n}",
                            "Devices",
                            "Identify",
                            Q(text),
                            "x" if n < 3 else None,
                            "x",
                            "x",
                            F(0),
                            *[pick("0", "0.25", "0.5", "0.75", "1", value=0)] * 4,
                            F(1),
                        ]
                        for n, text in enumerate(
                            (
                                "Keep a list of devices",
                                "Deal with devices that nobody permitted",
                                "Use a tool that finds devices",
                                "Use logs of the address service",
                            ),
                            1,
                        )
                    ],
                    [2, None, None, None, "Know your software"],
                    *[
                        [
                            2,
                            f"2.{n}",
                            "Software",
                            "Identify",
                            Q(text),
                            None,
                            "x",
                            "x",
                            F(0),
                            *[pick("0", "0.25", "0.5", "0.75", "1", value=0)] * 4,
                            F(1),
                        ]
                        for n, text in enumerate(
                            (
                                "Keep a list of software",
                                "Use supported software only",
                                "Deal with software that nobody permitted",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "statement of applicability: applicable, status, justification and reference to the document",
        (
            Tab(
                "SoA",
                [
                    title("Statement of Applicability", "A:G"),
                    [],
                    head(
                        "Clause",
                        "Control title",
                        "Control",
                        "Applicable?",
                        "Justification for inclusion or exclusion",
                        "Implementation status",
                        "Evidence / document",
                    ),
                    title("5 Organisational", "A:G"),
                    *[
                        [
                            f"5.{n}",
                            name,
                            Q(text),
                            pick("Yes", "No"),
                            C,
                            pick("Not started", "In progress", "Implemented"),
                            E,
                        ]
                        for n, (name, text) in enumerate(
                            (
                                ("Rules", "Rules for information security shall be set, approved and made known."),
                                ("Roles", "Roles and duties shall be given to persons."),
                                ("Duties apart", "Duties that conflict shall be kept apart."),
                                ("Management", "Management shall ask all staff to follow the rules."),
                            ),
                            1,
                        )
                    ],
                    title("6 People", "A:G"),
                    *[
                        [
                            f"6.{n}",
                            name,
                            Q(text),
                            pick("Yes", "No"),
                            C,
                            pick("Not started", "In progress", "Implemented"),
                            E,
                        ]
                        for n, (name, text) in enumerate(
                            (
                                ("Screening", "Persons shall be checked before they are hired."),
                                ("Terms", "Contracts shall state the duties of staff."),
                                ("Training", "Staff shall be trained for their tasks."),
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "maturity model: stream and level, question, list of four, criteria rows under each question, score by formula",
        (
            Tab(
                "Interview",
                [
                    ["Interview"],
                    ["Organisation", None],
                    ["Date", None],
                    [],
                    title("Governance", "A:H"),
                    head("Stream", "Level", "Id", "Questions", "Answer", "Interview Notes", "Rating", "Total"),
                    *[
                        row
                        for n, text in enumerate(
                            (
                                "Do you know what your applications are worth?",
                                "Do you have a plan that everybody can read?",
                                "Do you measure how well the plan works?",
                                "Do teams get training that fits their role?",
                            ),
                            1,
                        )
                        for row in (
                            [
                                None,
                                n,
                                f"G{n}",
                                F(text, asks=True),
                                pick("No", "Yes for some", "Yes for most", "Yes for all", value="No"),
                                C,
                                F(0),
                                F(0),
                            ],
                            Row(
                                [
                                    None,
                                    None,
                                    None,
                                    F("You look at the result at least once a year and with all teams."),
                                    None,
                                    None,
                                ],
                                fill="FFF2F2F2",
                            ),
                        )
                    ],
                ],
            ),
            Tab("Scorecard", [head("Practice", "Score"), ["Strategy", F(0)], ["Rules", F(0)], ["Training", F(0)]]),
        ),
    ),
    Zoo(
        "activities observed: tick column X for each activity, level groups",
        (
            Tab(
                "Activities",
                [
                    head("Activity", "Id", "Level", "Observed (X)", "Evidence seen", "Comment"),
                    *[
                        [Q(text), f"SM{n}.1", n, A, E, C]
                        for n, text in enumerate(
                            (
                                "Publish the process and evolve it",
                                "Educate the executives",
                                "Require sign-off before release",
                                "Grow a group of champions",
                                "Run a programme of outreach",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "payment cards: expected testing beside the requirement, one mark in five response columns",
        (
            Tab(
                "SAQ",
                [
                    head(
                        "Requirement",
                        None,
                        "Expected testing",
                        "Response (check one response for each requirement)",
                        None,
                        None,
                        None,
                        None,
                        merge=("D:H", "A:B"),
                    ),
                    head(
                        None,
                        None,
                        None,
                        "In Place",
                        "In Place with CCW",
                        "Not Applicable",
                        "Not Tested",
                        "Not in Place",
                    ),
                    *[
                        [
                            f"1.{n}.1",
                            Q(text),
                            "Examine the configuration and talk to the people in charge.",
                            *[_TICK] * 5,
                        ]
                        for n, text in enumerate(
                            (
                                "Rules for the firewall are written down and kept up to date.",
                                "Links to other networks are approved before use.",
                                "A diagram shows every link of the network.",
                                "Services that are not needed are turned off.",
                                "Defaults of the maker are changed before use.",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
]
