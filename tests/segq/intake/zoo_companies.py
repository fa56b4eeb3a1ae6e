"""Workbooks as companies send them: forms beside tables, merged functions, last year's answers, two lists abreast."""

from __future__ import annotations

from tests.segq.intake.zoo import YN, A, C, E, N, O, Q, Row, S, Tab, Zoo, head, pick, title

_TIER = pick(1, 2, 3, 4)
_SCALE = pick("na", 0, 1, 2, 3)
_OUTCOMES = {
    "GOVERN (GV)": ("Strategy", "The programme is led by one person", "Goals are measured and told to the board"),
    "IDENTIFY (ID)": ("Supply chain risk", "Suppliers are ranked by risk and impact", "Contracts name measures"),
    "RECOVER (RC)": ("Continuity", "Copies of data are restored each quarter", "Plans change by what was learned"),
}
_ASKED = (
    "Is the entrance to the server room logged?",
    "Are visitors met at the door?",
    "Is paper shredded before it leaves the site?",
    "Are fire doors tested each year?",
    "Is the alarm linked to a guard service?",
)
_STAFF = (
    "Are references taken up before somebody starts?",
    "Is training given in the first month?",
    "Do contracts speak of secrecy?",
    "Is access withdrawn on the last day?",
    "Do temporary workers follow the same rules?",
)


def _outcome_rows() -> tuple[list[list[object]], tuple[str, ...]]:
    rows: list[list[object]] = []
    merges: list[str] = []
    for function, (category, *texts) in _OUTCOMES.items():
        first = 4 + len(rows)
        for place, text in enumerate(texts):
            names = (function, category) if place == 0 else (None, None)
            rows.append([*names, Q(f"{text}."), _TIER, _TIER, N("=E4-D4"), C, O])
        merges += [f"A{first}:A{first + 1}", f"B{first}:B{first + 1}"]
    return rows, tuple(merges)


_ROWS, _MERGES = _outcome_rows()

COMPANIES = [
    Zoo(
        "functions and categories merged over their outcomes, whose first row looks like a header",
        (
            Tab(
                "Profile",
                [
                    title("Profile of the supplier", "A:H"),
                    Row([None, None, None, "Tier", None], bold=True, merge=("D:F",)),
                    head("Function", "Category", "Outcome", "Current", "Target", "Gap", "Notes", "Owner"),
                    *_ROWS,
                ],
                merges=_MERGES,
            ),
        ),
    ),
    Zoo(
        "two lists abreast, each under a title of its own",
        (
            Tab(
                "Site visit",
                [
                    title("Checklist for the visit", "A:I"),
                    Row(["Building", None, None, None, None, "Staff"], bold=True, merge=("A:D", "F:I")),
                    head("No", "Question", "Yes/No", "Remarks", None, "No", "Question", "Yes/No", "Remarks"),
                    *[
                        [f"B{n}", Q(one), YN, C, None, f"S{n}", Q(other), YN, C]
                        for n, (one, other) in enumerate(zip(_ASKED, _STAFF, strict=True), 1)
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "last year's response, this year's response in words, and a list that says whether it changed",
        (
            Tab(
                "Renewal",
                [
                    title("Renewal of the review", "A:F"),
                    head("Ref", "Question", "2030 response", "2031 response", "Changed?", "Reviewer comment"),
                    *[
                        [
                            f"R{n}",
                            Q(t),
                            N("Yes, as in our policy."),
                            S(value="Still true for both sites." if n < 3 else None),
                            pick("Yes", "No", role="other", value="No" if n < 3 else None),
                            N(),
                        ]
                        for n, t in enumerate(_ASKED + _STAFF, 1)
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "proposal form: merged cells beside the labels of the company, then lists with details, then a declaration",
        (
            Tab(
                "Proposal",
                [
                    title("Proposal form", "A:D"),
                    Row([]),
                    Row([None, "THE PROPOSER"], bold=True, fill="FFFCE4D6"),
                    *[
                        Row([None, Q(t), A], merge=("C:D",))
                        for t in (
                            "Name of insured",
                            "Website",
                            "Number of employees",
                            "Annual revenue",
                            "Share of revenue from web shops",
                            "Activities of the group",
                        )
                    ],
                    Row([]),
                    Row([None, "PREMISES", "Yes / No", "Details"], bold=True, fill="FFFCE4D6"),
                    *[[f"{x})", Q(t), pick("Yes", "No"), C] for x, t in zip("abcde", _ASKED, strict=True)],
                    Row([]),
                    Row([None, "DECLARATION"], bold=True, fill="FFFCE4D6", merge=("B:D",)),
                    Row([None, "I declare that all of this is true.", None, None, N()], merge=("B:D",)),
                ],
            ),
        ),
    ),
    Zoo(
        "general information with ids and merged cells above sections that repeat their header",
        (
            Tab(
                "Tool",
                [
                    title("Assessment tool", "A:E"),
                    title("General information", "A:E"),
                    *[
                        Row([f"GEN-{n:02d}", Q(t), A], merge=("C:E",))
                        for n, t in enumerate(
                            ("Vendor name", "Name of the offering", "Scope of the offering", "Vendor contact email"), 1
                        )
                    ],
                    *[
                        row
                        for name, texts in (("Premises", _ASKED), ("People", _STAFF))
                        for row in (
                            head(name, None, "Vendor answers", "Additional information", "Guidance", merge=("A:B",)),
                            *[
                                Row([f"{name[:3].upper()}-{n:02d}", Q(t), pick("Yes", "No"), C, N("=C9")])
                                for n, t in enumerate(texts, 1)
                            ],
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "codes and coloured cells on a tab about the provider, requirements on the next",
        (
            Tab(
                "Provider",
                [
                    title("Part A: the provider"),
                    Row([]),
                    *[
                        [f"A.{n:02d}", Q(t), A]
                        for n, t in enumerate(("Legal name of the provider", "Supervisor", "Services supplied"), 1)
                    ],
                ],
                filled=("C3:C5",),
            ),
            Tab(
                "Requirements",
                [
                    head("Article", "Requirement", "Compliance", "Provider comments"),
                    *[
                        [f"Art. {n}(1)", Q(t), pick("Compliant", "Partially compliant", "Not compliant"), C]
                        for n, t in enumerate(
                            (
                                "The provider must keep copies at a second place.",
                                "The provider must tell of incidents in a day.",
                                "The provider must test its plans every year.",
                                "The provider must let auditors in.",
                                "The provider must name its own suppliers.",
                                "The provider must help with an exit.",
                                "The provider must train its staff.",
                                "The provider must keep logs for a year.",
                            ),
                            20,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "german catalogue: level left of the question, description and document to its right",
        (
            Tab(
                "Katalog",
                [
                    title("Katalog der Kontrollfragen", "A:G"),
                    head(
                        "Nr.",
                        "Reifegrad",
                        "Kontrollfrage",
                        "Beschreibung der Umsetzung",
                        "Referenz Dokumentation",
                        "Anforderungen (muss)",
                        "Zielreifegrad",
                    ),
                    *[
                        [f"1.{n}", _SCALE, Q(t), C, E, N("+ Es ist beschrieben, wer was tut."), N(3)]
                        for n, t in enumerate(
                            (
                                "Inwieweit sind Zuständigkeiten geregelt?",
                                "Inwieweit wird der Zutritt überwacht?",
                                "Werden Kopien der Daten erprobt?",
                                "Wie werden Lücken gefunden und geschlossen?",
                                "Werden Dienstleister vor dem Vertrag geprüft?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
]
