"""The archetypes of real questionnaires as self-made sheets, each with its questions and places."""

from __future__ import annotations

from dataclasses import dataclass, field

from exporters.ooxml.workbook import Sheet, TableRange
from tests.segq.intake.books import BOLD, FILLED, UNLOCKED, area, choices, sheet

YES_NO = ("Yes", "No", "N/A")
ASKED = (
    "Do you review firewall rules with the network team?",
    "Is a password manager provided to all members of staff?",
    "Are visitors escorted while they are in the office?",
    "Describe how laptops are wiped before they are handed on.",
    "Is there a list of all software that runs on servers?",
    "Do developers get training in secure coding every year?",
)
ID_ROWS = [[f"NET-{n:02}", text] for n, text in enumerate(ASKED, start=1)]


def each(col: str, first: int, **roles: str) -> dict[str, dict[str, str]]:
    """Return the places expected for the six questions in ``col`` from row ``first`` on."""
    return {
        f"{col}{row}": {f"{letter}{row}": role for letter, role in roles.items()} for row in range(first, first + 6)
    }


@dataclass(frozen=True)
class Case:
    name: str
    sheets: tuple[Sheet, ...]
    expected: dict[str, dict[str, str]] = field(default_factory=dict)


CASES = [
    Case(
        "flat, blank, without validations or styles",
        (sheet([["Ref", "Question", "Response", "Comments"], *ID_ROWS]),),
        each("B", 2, C="answer", D="comment"),
    ),
    Case(
        "yes/no list with a comment beside it, banner above the header",
        (
            sheet(
                [["Supplier security review"], [], ["#", "Question", "Answer", "Remarks"], *ID_ROWS],
                rules=[choices("C4:C9", YES_NO)],
                styles={"A3:D3": BOLD},
                merges=["A1:D1"],
            ),
        ),
        each("B", 4, C="answer", D="comment"),
    ),
    Case(
        "answer, ownership, description, and a customer's column on a protected sheet",
        (
            sheet(
                [
                    [
                        "ID",
                        "Question",
                        "Provider Answer",
                        "Control Ownership",
                        "Implementation Description",
                        "Reviewer",
                    ],
                    *ID_ROWS,
                ],
                rules=[choices("C2:C7", YES_NO), choices("D2:D7", ["Provider-owned", "Customer-owned", "Shared"])],
                styles={"A1:F1": BOLD, "C2:F7": UNLOCKED},
                protected=True,
            ),
        ),
        each("B", 2, C="answer", D="ownership", E="comment"),
    ),
    Case(
        "sections each with their own repeated header, guidance and analyst columns",
        (
            sheet(
                [
                    ["General", None, "Vendor Answers", "Additional Information", "Guidance", "Analyst Notes"],
                    *[[*row, None, None, "Say how.", None] for row in ID_ROWS[:3]],
                    ["Premises", None, "Vendor Answers", "Additional Information", "Guidance", "Analyst Notes"],
                    *[[*row, None, None, "Say where.", None] for row in ID_ROWS[3:]],
                ],
                rules=[choices("C2:C3,C6:C8", YES_NO, extended=True)],
                styles={"A1:F1": BOLD, "A5:F5": BOLD},
            ),
        ),
        {f"B{r}": {f"C{r}": "answer", f"D{r}": "comment"} for r in (2, 3, 4, 6, 7, 8)},
    ),
    Case(
        "section rows between the questions, no ids",
        (
            sheet(
                [
                    ["Question", "Your response"],
                    ["Network"],
                    *[[text] for text in ASKED[:3]],
                    ["People and premises"],
                    *[[text] for text in ASKED[3:]],
                ],
                styles={"A1:B1": BOLD, "A2:B2": BOLD, "A6:B6": BOLD},
            ),
        ),
        {f"A{r}": {f"B{r}": "answer"} for r in (3, 4, 5, 7, 8, 9)},
    ),
    Case(
        "answer cells merged over several columns, question merged too",
        (
            sheet(
                [["No.", "Question", None, None, "Answer"], *[[n, t] for n, t in enumerate(ASKED, start=1)]],
                merges=[*[f"B{r}:D{r}" for r in range(1, 8)], *[f"E{r}:H{r}" for r in range(1, 8)]],
                styles={"A1:H1": BOLD},
            ),
        ),
        each("B", 2, E="answer"),
    ),
    Case(
        "two header rows, the answers grouped under a merged heading",
        (
            sheet(
                [
                    ["Id", "Requirement", "Assessment", None, "For the customer"],
                    [None, None, "Answer", "Evidence", "Reviewer rating"],
                    *ID_ROWS,
                ],
                merges=["A1:A2", "B1:B2", "C1:D1"],
                styles={"A1:E2": BOLD},
                rules=[choices("C3:C8", YES_NO), choices("E3:E8", ["High", "Medium", "Low"])],
            ),
        ),
        each("B", 3, C="answer", D="evidence"),
    ),
    Case(
        "two ratings and a comment, weight and formula columns left alone",
        (
            sheet(
                [
                    ["Ref", "Control", "Weight", "Documentation score", "Practice score", "Total", "Comments"],
                    *[[*row, 2, 1, 1, 4] for row in ID_ROWS],
                ],
                rules=[choices("D2:E7", [1, 2, 3, 4, 5])],
                formulas=["F2:F7"],
                styles={"A1:G1": BOLD},
            ),
        ),
        each("B", 2, D="answer", E="answer", G="comment"),
    ),
    Case(
        "answered already",
        (
            sheet(
                [
                    ["Question", "Answer", "Comment"],
                    *[
                        [t, a, c]
                        for t, a, c in zip(
                            ASKED, ["Yes", "No", "Yes"] * 2, ["As a rule."] * 3 + [None] * 3, strict=True
                        )
                    ],
                ]
            ),
        ),
        each("A", 2, B="answer", C="comment"),
    ),
    Case(
        "French",
        (
            sheet(
                [
                    ["N°", "Thème", "Question", "Réponse du fournisseur", "Commentaires", "Pièces justificatives"],
                    ["1.1", "Réseau", "Les règles du pare-feu sont-elles revues chaque année ?"],
                    ["1.2", "Réseau", "Disposez-vous d'un schéma du réseau à jour ?"],
                    ["2.1", "Personnel", "Décrivez la formation donnée aux nouveaux arrivants."],
                    ["2.2", "Personnel", "Les visiteurs sont-ils accompagnés dans les locaux ?"],
                    ["2.3", "Personnel", "Existe-t-il une charte signée par les salariés ?"],
                    ["3.1", "Locaux", "Les locaux sont-ils fermés par badge ?"],
                ],
                rules=[choices("D2:D7", ["Oui", "Non", "Partiel"])],
            ),
        ),
        each("C", 2, D="answer", E="comment", F="evidence"),
    ),
    Case(
        "Chinese, without a list",
        (
            sheet(
                [
                    ["序号", "类别", "问题", "回答", "备注"],
                    [1, "网络", "贵公司是否定期检查防火墙规则？"],
                    [2, "网络", "是否有最新的网络拓扑图？"],
                    [3, "人员", "请描述新员工的安全培训。"],
                    [4, "人员", "来访者在办公区是否有人陪同？"],
                    [5, "人员", "员工是否签署保密协议？"],
                    [6, "场所", "办公场所是否使用门禁卡？"],
                ]
            ),
        ),
        each("C", 2, D="answer", E="comment"),
    ),
    Case(
        "Japanese",
        (
            sheet(
                [
                    ["項番", "質問", "回答", "補足"],
                    [1, "ファイアウォールの規則を定期的に見直していますか。"],
                    [2, "最新のネットワーク図がありますか。"],
                    [3, "新入社員への教育内容を記載してください。"],
                    [4, "来訪者には社員が同行していますか。"],
                    [5, "社員は誓約書に署名していますか。"],
                    [6, "入退室はカードで管理されていますか。"],
                ],
                rules=[choices("C2:C7", ["はい", "いいえ", "該当なし"])],
            ),
        ),
        each("B", 2, C="answer", D="comment"),
    ),
    Case(
        "headers of a language that is not known: the open columns decide",
        (
            sheet(
                [
                    ["Nr", "Küsimus", "Vastus", "Märkus"],
                    *[[n, f"Kas {text[0].lower()}{text[1:]}"] for n, text in enumerate(ASKED, start=1)],
                ]
            ),
        ),
        each("B", 2, C="answer", D="comment"),
    ),
    Case(
        "no header at all, a list beside every question",
        (sheet([[text] for text in ASKED], rules=[choices("B1:B6", YES_NO)]),),
        each("A", 1, B="answer"),
    ),
    Case(
        "two tables with other columns on one sheet",
        (
            sheet(
                [
                    ["Id", "Question", "Answer", "Comment"],
                    *ID_ROWS[:3],
                    [],
                    ["Nr", "Area", "Requirement", "Vendor response"],
                    *[[n, "Office", text] for n, text in enumerate(ASKED[3:], start=1)],
                ],
                styles={"A1:D1": BOLD, "A6:D6": BOLD},
            ),
        ),
        {f"B{r}": {f"C{r}": "answer", f"D{r}": "comment"} for r in (2, 3, 4)}
        | {f"C{r}": {f"D{r}": "answer"} for r in (7, 8, 9)},
    ),
    Case(
        "the answer stands left of the question",
        (
            sheet(
                [["No", "Yes/No", "Question", "Details"], *[[n, None, t] for n, t in enumerate(ASKED, start=1)]],
                rules=[choices("B2:B7", ("Yes", "No"))],
            ),
        ),
        each("C", 2, B="answer", D="comment"),
    ),
    Case(
        "a type column and a printed mark are no slots; no answer column, so one is appended",
        (
            sheet(
                [
                    ["Question ID", "Question Text", "Question Type", "Mandatory"],
                    *[[*row, "Yes, No", "x" if n % 2 else None] for n, row in enumerate(ID_ROWS)],
                ]
            ),
        ),
        each("B", 2, E="answer"),
    ),
    Case(
        "an excel table whose filter hides nothing",
        (
            sheet(
                [["Title of the sheet"], [], ["Nr", "Control statement", "Compliance", "Explanation"], *ID_ROWS],
                rules=[choices("C4:C9", ["Compliant", "Partly compliant", "Not compliant"])],
                tables=[TableRange("Controls", area("A3:D9"))],
            ),
        ),
        each("B", 4, C="answer", D="comment"),
    ),
    Case(
        "uniform defaults, and guidance rows under each question",
        (
            sheet(
                [
                    ["Id", "Question", "Rating", "Notes"],
                    *[
                        row
                        for id_, text in ID_ROWS
                        for row in ([id_, text, "Select…"], [None, "Look at the last twelve months and all sites."])
                    ],
                ],
                rules=[choices(f"C{r}", ["Select…", "Weak", "Fair", "Strong"]) for r in range(2, 14, 2)],
                styles={"A1:D1": BOLD, **{f"B{r}:D{r}": FILLED for r in range(3, 14, 2)}},
            ),
        ),
        {f"B{r}": {f"C{r}": "answer", f"D{r}": "comment"} for r in range(2, 14, 2)},
    ),
]
