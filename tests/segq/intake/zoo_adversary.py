"""Layouts written against the recogniser after it was built: mixed, sparse, misleading; every text is made up."""

from __future__ import annotations

from tests.segq.intake.zoo import YN, A, C, E, F, N, O, Q, Row, S, Tab, Zoo, head, pick, title

_TICK = S(options=("X",), listed=False)


def each(texts: str, first: int = 1) -> list[tuple[int, str]]:
    """Return the texts, numbered."""
    return list(enumerate(texts.split("|"), first))


_CHECKS = each(
    "Inputs are checked on the server|Errors tell nothing about the inside|"
    "Sessions end after a while|Keys are never stored in code|"
    "Files that are sent in are scanned"
)
_ASKED = each(
    "Do you test backups?|Who may restore data?|Is the restore logged?|"
    "How long does a restore take?|Are copies kept elsewhere?"
)
_DUTIES = each(
    "The supplier must keep a list of assets.|"
    "Access must be removed when people leave.|Changes must be approved.|"
    "Logs must be kept for a year.|Incidents must be reported within a day."
)

ADVERSARY = [
    Zoo(
        "test checklist: levels marked by the publisher, status list with pass and fail, no question words",
        (
            Tab(
                "Checks",
                [
                    title("Application checks", "A:H"),
                    head("ID", "Platform", "Description", "L1", "L2", "Status", "Tested by", "Notes"),
                    *[
                        [
                            f"APP-{n}",
                            "web",
                            Q(t),
                            "✓",
                            "✓" if n % 2 else None,
                            pick("Pass", "Fail", "N/A"),
                            S("other", optional=True),
                            C,
                        ]
                        for n, t in _CHECKS
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "checklist in sections with a header in each and the section in the header's first cell",
        (
            Tab(
                "Checks",
                [
                    row
                    for name in ("Login", "Data", "Network")
                    for row in (
                        head(name, "Test name", "Objective", "Status", "Notes"),
                        *[
                            Row(
                                [
                                    f"{name[:2].upper()}-{n}",
                                    t,
                                    Q(f"Find out whether {t[0].lower()}{t[1:]} in all parts."),
                                    pick("Not started", "Pass", "Issues", value="Not started"),
                                    C,
                                ]
                            )
                            for n, t in _CHECKS[:3]
                        ],
                    )
                ],
            ),
        ),
    ),
    Zoo(
        "practice with objectives a, b, c below it; each objective is to be assessed",
        (
            Tab(
                "Assessment",
                [
                    head("Practice", "Objective", "Text", "Met / Not Met / N/A", "Comments"),
                    *[
                        row
                        for n, t in _DUTIES[:3]
                        for row in (
                            Row([f"AC.{n}", None, t], bold=True, fill="FFE7E6E6"),
                            *[
                                Row(
                                    [
                                        None,
                                        f"AC.{n}[{x}]",
                                        Q(f"Determine if {w} of part {n} are identified."),
                                        pick("Met", "Not Met", "N/A"),
                                        C,
                                    ]
                                )
                                for x, w in (("a", "users"), ("b", "devices"), ("c", "processes"))
                            ],
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "supplier requirements with suggested evidence beside them and one response list",
        (
            Tab(
                "DPR",
                [
                    ["Supplier programme"],
                    head(
                        "#",
                        "Supplier data protection requirements",
                        "Suggested evidence of compliance",
                        "Response",
                        "Supplier comments",
                        "Internal assessor comments",
                    ),
                    title("Section A: Management", "A:F"),
                    *[
                        [
                            n,
                            Q(t),
                            "A signed document, or a screenshot that shows the setting.",
                            pick("Compliant", "Does not apply", "Local legal conflict"),
                            C,
                            N(),
                        ]
                        for n, t in _DUTIES
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "automotive style: maturity left of the question, must and should requirements, description and reference",
        (
            Tab(
                "ISA",
                [
                    Row(["Information security assessment"], bold=True),
                    [],
                    head(
                        "No.",
                        "Maturity level",
                        "Control question",
                        "Objective",
                        "Requirements (must)",
                        "Requirements (should)",
                        "Description of the implementation",
                        "Reference documentation",
                        "Findings / recommendation (auditor)",
                    ),
                    Row(["1", None, "Rules and organisation"], bold=True, fill="FFBDD7EE"),
                    *[
                        [
                            f"1.{n}.1",
                            pick("0", "1", "2", "3", "4", "5", "na"),
                            Q(f"To what extent is it ensured that {t[0].lower()}{t[1:]}?"),
                            "People know what to do and do it.",
                            "+ A rule exists.\n+ It is approved.",
                            "+ It is reviewed.",
                            C,
                            E,
                            N(),
                        ]
                        for n, t in _CHECKS
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "certification scheme: question number, question, guidance, answer type, answer",
        (
            Tab(
                "Scheme",
                [
                    head("Question number", "Question", "Guidance", "Answer type", "Answer"),
                    *[
                        [
                            f"A2.{n}",
                            Q(t),
                            "Only say what is true on the day.",
                            ("Yes/No", "Notes")[n % 2],
                            S(options=("Yes", "No"), listed=False) if n % 2 == 0 else A,
                        ]
                        for n, t in _ASKED
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "service level checklist in Japanese with type, item, content, unit and answer",
        (
            Tab(
                "チェックリスト",
                [
                    head("No.", "種別", "サービスレベル項目", "規定内容", "測定単位", "回答", "備考"),
                    *[
                        [n, "可用性" if n == 1 else None, Q(s), Q(t, also=True), u, A, C]
                        for n, (s, t, u) in enumerate(
                            (
                                ("サービス時間", "サービスを提供する時間帯", "時間帯"),
                                ("計画停止の通知", "定期的な保守停止に関する事前連絡の有無", "有無"),
                                ("稼働率", "サービスを利用できる確率", "%"),
                                ("障害の通知", "障害が発生した際の連絡方法の有無", "有無"),
                            ),
                            1,
                        )
                    ],
                ],
                merges=("B2:B5",),
            ),
        ),
    ),
    Zoo(
        "questions in a table of plain texts, answer column named by the vendor's role only",
        (Tab("Sheet1", [["Sr", "Details", "Supplier", "Buyer"], *[[n, Q(t), A, N()] for n, t in _ASKED]]),),
    ),
    Zoo(
        "answer column named by an invitation",
        (
            Tab(
                "Sheet1",
                [
                    ["No", "We would like to know", "Please complete", "Anything else you wish to add"],
                    *[[n, Q(t), A, C] for n, t in _ASKED],
                ],
            ),
        ),
    ),
    Zoo(
        "requirement text bold, everything bold, borders only",
        (
            Tab(
                "Req",
                [
                    Row(["Id", "Requirement", "Meets (Y/N)", "Comment"], bold=True),
                    *[
                        Row([f"R{n}", Q(t), S(options=("Y", "N"), listed=False, kind="choice"), C], bold=True)
                        for n, t in _DUTIES
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "lists of the same choices in the question's own section column and answers",
        (
            Tab(
                "Req",
                [
                    head("Ref", "Applies to", "Requirement", "Compliant", "Evidence location"),
                    *[
                        [f"R{n}", N("Cloud", ("Cloud", "On-premises")), Q(t), pick("Yes", "No", "Partial"), E]
                        for n, t in _DUTIES
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "two answer lists of different parties: vendor self rating and customer validation",
        (
            Tab(
                "Rate",
                [
                    head(
                        "Ref",
                        "Statement",
                        "Vendor self-rating",
                        "Vendor comment",
                        "Customer validation",
                        "Customer comment",
                    ),
                    *[[f"R{n}", Q(t), pick("1", "2", "3"), C, N(None, ("1", "2", "3")), N()] for n, t in _DUTIES],
                ],
            ),
        ),
    ),
    Zoo(
        "question rows with a follow-up row of an own below each, indented",
        (
            Tab(
                "Q",
                [
                    head("#", "Question", "Response"),
                    *[row for n, t in _ASKED for row in ([n, Q(t), A], [None, Q("If yes, please give details."), A])],
                ],
            ),
        ),
    ),
    Zoo(
        "many sections of one or two questions, ids with letters",
        (
            Tab(
                "Q",
                [
                    head("Ref", "Question", "Answer", "Comment"),
                    *[
                        row
                        for s in "ABCDEF"
                        for row in (
                            title(f"{s}. Topic {s}", "A:D"),
                            [f"{s}1", Q(f"Is topic {s} covered by a rule?"), A, C],
                            [f"{s}2", Q(f"Is the rule on topic {s} reviewed?"), A, C],
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "answers of several services side by side",
        (
            Tab(
                "Services",
                [
                    head("Ref", "Question", "Service A", "Service B", "Service C", "Remarks"),
                    *[[f"S{n}", Q(t), *[pick("Yes", "No")] * 3, C] for n, t in _ASKED],
                ],
            ),
        ),
    ),
    Zoo(
        "a data sheet that fills the vendor's details, then two tables one below the other with other columns",
        (
            Tab(
                "Form",
                [
                    title("Vendor details", "A:D"),
                    [Q("Company", debatable=True), S(optional=True)],
                    [Q("Contact", debatable=True), S(optional=True)],
                    [],
                    head("Ref", "Question", "Yes/No", "Detail"),
                    *[[f"1.{n}", Q(t), pick("Yes", "No"), C] for n, t in _ASKED[:3]],
                    [],
                    head("Document", "Provided?", "File name"),
                    *[
                        [Q(t), pick("Yes", "No"), E]
                        for t in ("Security policy", "Certificate of insurance", "Report of the last audit")
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "documents asked for: list of documents with a tick and a date",
        (
            Tab(
                "Documents",
                [
                    ["Please provide the following documents"],
                    head("No", "Document requested", "Attached (Y/N)", "Comments"),
                    *[
                        [n, Q(t), S(options=("Y", "N"), listed=False), C]
                        for n, t in each(
                            "Penetration test summary|Business continuity plan|Privacy notice|Organisation chart"
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "likert scale of five columns under one heading",
        (
            Tab(
                "Survey",
                [
                    head("Statement", "Agreement", None, None, None, None, merge=("B:F",)),
                    head(None, "Strongly agree", "Agree", "Neutral", "Disagree", "Strongly disagree"),
                    *[
                        [Q(t), *[_TICK] * 5]
                        for t in (
                            "Our rules are easy to find",
                            "Our staff follow the rules",
                            "Our managers set an example",
                            "We learn from mistakes",
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "ticks for implementation: implemented, planned, not implemented, and a remark",
        (
            Tab(
                "Controls",
                [
                    head("Control", "Description", "Implemented", "Planned", "Not implemented", "Remark"),
                    *[[f"C-{n}", Q(t), _TICK, _TICK, _TICK, C] for n, t in _CHECKS],
                ],
            ),
        ),
    ),
    Zoo(
        "tender in French: exigence, réponse par code, commentaires, note de l'acheteur",
        (
            Tab(
                "CCTP",
                [
                    ["Cadre de réponse technique"],
                    head("N°", "Exigence", "Réponse (O/N/P)", "Commentaires du soumissionnaire", "Note de l'acheteur"),
                    *[
                        [f"{n}.1", Q(t), S(options=("O", "N", "P"), listed=False), C, N()]
                        for n, t in each(
                            "La solution doit conserver les journaux pendant un an.|"
                            "La solution doit chiffrer les échanges.|"
                            "Le titulaire doit former les utilisateurs.|"
                            "Le titulaire doit fournir un plan de reprise."
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "German tender: criterion with points, fulfilled or not, description by the bidder, points given by the buyer",
        (
            Tab(
                "Kriterien",
                [
                    head(
                        "Nr.",
                        "Art",
                        "Kriterium",
                        "Max. Punkte",
                        "Erfüllt (ja/nein)",
                        "Beschreibung des Bieters",
                        "Erreichte Punkte",
                    ),
                    *[
                        [f"K{n}", "B", Q(t), 10, S(options=("ja", "nein"), listed=False), C, N()]
                        for n, t in each(
                            "Die Software bietet eine Suche über alle Felder.|"
                            "Die Software kann Berichte als Datei ausgeben.|"
                            "Der Bieter nennt einen festen Ansprechpartner.|"
                            "Der Support ist werktags erreichbar."
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "Spanish self-assessment by levels with a list of percents",
        (
            Tab(
                "Autoevaluación",
                [
                    head("Control", "Descripción", "Nivel de cumplimiento", "Justificación", "Plan de acción"),
                    *[
                        [f"op.{n}", Q(t), pick("0%", "50%", "100%"), C, S("other", optional=True)]
                        for n, t in each(
                            "Existe una política aprobada por la dirección|"
                            "Los roles están asignados|Se realiza un análisis de riesgos anual|"
                            "El personal recibe formación"
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "Portuguese privacy form: question and sim, não, em andamento as ticks",
        (
            Tab(
                "LGPD",
                [
                    head("Nº", "Pergunta", "Sim", "Não", "Em andamento", "Observações"),
                    *[
                        [n, Q(t), _TICK, _TICK, _TICK, C]
                        for n, t in each(
                            "A empresa possui encarregado de dados?|"
                            "Há registro das operações de tratamento?|"
                            "Os titulares podem pedir a exclusão?|"
                            "Os contratos tratam de dados pessoais?"
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "Chinese grading protection: layer, control point, requirement, result, description, filled in by the unit",
        (
            Tab(
                "自查表",
                [
                    ["网络安全自查表"],
                    head("层面", "控制点", "要求项", "检查结果", "情况说明"),
                    *[
                        ["安全管理" if n == 1 else None, f"控制点{n}", Q(t), pick("符合", "部分符合", "不符合"), C]
                        for n, t in each(
                            "应制定安全管理制度。|应设立安全管理岗位。|应对人员进行安全培训。|应对外部人员访问进行登记。"
                        )
                    ],
                ],
                merges=("A3:A6",),
            ),
        ),
    ),
    Zoo(
        "Korean: number, item, question, yes or no, remark",
        (
            Tab(
                "점검표",
                [
                    head("번호", "분류", "점검 항목", "답변", "비고"),
                    *[
                        [n, "접근", Q(t), pick("예", "아니오", "해당없음"), C]
                        for n, t in each(
                            "접근 권한을 정기적으로 검토합니까?|퇴사자의 계정을 즉시 삭제합니까?|"
                            "중요 데이터를 암호화합니까?|백업을 매일 수행합니까?"
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "register of questions asked and answers given during a tender is no questionnaire for the vendor's column",
        (
            Tab(
                "Q",
                [
                    head(
                        "Id",
                        "Control requirement",
                        "Implementation guidance",
                        "Implemented (Y/N/Partial)",
                        "Owner",
                        "Target date",
                        "Notes",
                    ),
                    *[
                        [
                            f"G{n}",
                            Q(t),
                            "Write it down and tell everybody about it.",
                            S(options=("Y", "N", "Partial"), listed=False),
                            O,
                            S("other", optional=True),
                            C,
                        ]
                        for n, t in _DUTIES
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "question text spread over two merged rows and the id above it",
        (
            Tab(
                "Q",
                [
                    head("Question", None, "Answer"),
                    *[row for n, t in _ASKED for row in ([f"Q{n}", Q(t), A], [None, None, None])],
                ],
                merges=tuple(f"{c}{r}:{c}{r + 1}" for r in range(2, 12, 2) for c in "ABC"),
            ),
        ),
    ),
    Zoo(
        "header only above the answers",
        (Tab("Q", [[None, None, "Answer", "Comment"], *[[n, Q(t), A, C] for n, t in _ASKED]]),),
    ),
    Zoo(
        "leading empty columns and a narrow spacer between question and answer",
        (
            Tab(
                "Q",
                [
                    [],
                    [None, None, "Ref", "Question", None, "Answer", None, "Comment"],
                    *[[None, None, n, Q(t), None, A, None, C] for n, t in _ASKED],
                ],
            ),
        ),
    ),
    Zoo(
        "summary block under the questions, with labels that equal the options",
        (
            Tab(
                "Q",
                [
                    title("Framework A", "A:F"),
                    head("Control ID", "Requirement", "Weight", "Status", "Evidence / notes", "Gap action"),
                    *[
                        [
                            f"A.{n}",
                            Q(t),
                            3,
                            pick("Compliant", "Partial", "Non-compliant"),
                            S("evidence"),
                            S("other", optional=True),
                        ]
                        for n, t in _DUTIES
                    ],
                    [],
                    ["SUMMARY"],
                    ["Compliant", F(0)],
                    ["Partial", F(0)],
                    ["Non-compliant", F(0)],
                    ["Score", F(0)],
                ],
            ),
        ),
    ),
    Zoo(
        "questionnaire beside an instruction tab, a scoring tab with lists and a lookup tab in sight",
        (
            Tab(
                "Start",
                [
                    ["Welcome"],
                    ["Please answer all questions in the tab named Form."],
                    ["How do I save the file? Use the save button of your program."],
                    ["What if I do not know the answer? Ask your security team."],
                ],
            ),
            Tab("Form", [head("ID", "Question", "Answer", "Comment"), *[[f"F{n}", Q(t), YN, C] for n, t in _ASKED]]),
            Tab(
                "Scoring",
                [
                    head("ID", "Question", "Weight", "Reviewer score", "Reviewer comment"),
                    *[[f"F{n}", F(t), 2, N(None, ("0", "1", "2")), N()] for n, t in _ASKED],
                ],
            ),
            Tab("Lists", [["Answers", "Scores"], ["Yes", 2], ["No", 0], ["N/A", 1]]),
        ),
    ),
    Zoo(
        "answers given by another vendor last year stand in a column beside the open one",
        (
            Tab(
                "Q",
                [
                    head("ID", "Question", "Previous answer (2024)", "Answer 2025", "Comment"),
                    *[[f"F{n}", Q(t), "As stated in the report of last year.", A, C] for n, t in _ASKED],
                ],
            ),
        ),
    ),
    Zoo(
        "risks asked of the vendor: question, likelihood and impact left to the customer",
        (
            Tab(
                "Q",
                [
                    head("ID", "Question", "Vendor answer", "Likelihood", "Impact", "Residual risk"),
                    *[[f"F{n}", Q(t), A, N(), N(), N()] for n, t in _ASKED],
                ],
            ),
        ),
    ),
    Zoo(
        "short labels in a fact table under headers field and value",
        (
            Tab(
                "Profile",
                [
                    head("Field", "Value"),
                    *[
                        [Q(t), A]
                        for t in (
                            "Legal name",
                            "Registered address",
                            "Year of foundation",
                            "Number of staff",
                            "Hosting provider",
                            "Data centre location",
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "steps of a procedure with owner and status",
        (
            Tab(
                "Procedure",
                [
                    head("Step", "Task", "Owner", "Due date", "Status"),
                    *[
                        [
                            n,
                            f"Send form {n} to the vendor and wait for the answer.",
                            None,
                            None,
                            N(None, ("Open", "Done")),
                        ]
                        for n in range(1, 6)
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "timeline and agenda",
        (
            Tab(
                "Plan",
                [
                    head("Date", "Time", "Topic", "Speaker", "Notes"),
                    *[["2025-05-01", "10:00", f"Part {n} of the project", "Ann", None] for n in range(1, 4)],
                ],
            ),
        ),
    ),
    Zoo(
        "test cases of a tester",
        (
            Tab(
                "Tests",
                [
                    head("Test case", "Steps", "Expected result", "Actual result", "Tester"),
                    *[
                        [f"TC-{n}", f"Open page {n} and enter a name.", "The page shows the name.", None, None]
                        for n in range(1, 7)
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "mapping of controls with blanks to the right",
        (
            Tab(
                "Mapping",
                [
                    head("Control ID", "Control name", "Description", "ISO", "NIST", "PCI"),
                    *[
                        [
                            f"M-{n}",
                            f"Thing {n}",
                            f"Thing {n} is protected against loss and theft.",
                            f"A.{n}",
                            None,
                            None,
                        ]
                        for n in range(1, 9)
                    ],
                ],
            ),
        ),
    ),
]
