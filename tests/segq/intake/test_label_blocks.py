"""Labels beside cells made for writing are asked where the block is the respondent's, and only there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from answers.questionnaire import CellAddress
from segq.intake import read_workbook
from tests.segq.intake.zoo import A, N, Q, Row, Tab, Zoo, head, pick
from tests.segq.intake.zoo_score import score

Rows = list[Row | Sequence[object]]
_ROWS = [
    [f"Q{n}", Q(t), pick("Yes", "No")]
    for n, t in enumerate(("Are doors locked?", "Are keys counted?", "Is the yard lit?"), 1)
]
_TABLE: Rows = [head("No", "Question", "Answer"), *_ROWS]


def _asked(rows: Rows, tmp_path: Path, filled: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the places by the cell that asks for them."""
    workbook = Zoo("labels", (Tab("Form", rows, filled=filled),)).scanned(tmp_path)
    questions = read_workbook(workbook, "labels.xlsx").questionnaire.questions
    addresses = [(q.address, slot.address) for q in questions for slot in q.slots]
    return {a.cell: b.cell for a, b in addresses if isinstance(a, CellAddress) and isinstance(b, CellAddress)}


def _block(*labels: str) -> Rows:
    return [Row([None, label, None], merge=("C:D",)) for label in labels]


def test_labels_around_those_of_the_company_are_asked_too(tmp_path: Path) -> None:
    asked = _asked([*_block("Fleet size", "Vendor name", "Depots"), [], *_TABLE], tmp_path)
    assert (asked["B1"], asked["B2"], asked["B3"]) == ("C1", "C2", "C3")


def test_labels_behind_an_empty_row_are_another_block(tmp_path: Path) -> None:
    asked = _asked([*_block("Vendor name"), [], *_block("Fleet size"), [], *_TABLE], tmp_path)
    assert "B1" in asked
    assert "B3" not in asked


def test_a_block_in_which_the_customer_rates_holds_no_more_than_the_facts(tmp_path: Path) -> None:
    asked = _asked([*_block("Vendor name", "Fleet size", "Overall risk rating"), [], *_TABLE], tmp_path)
    assert "B1" in asked
    assert not {"B2", "B3"} & asked.keys()


def test_a_block_that_names_the_client_is_asked_up_to_that_name(tmp_path: Path) -> None:
    asked = _asked([*_block("Depots", "Vendor name", "Client company name"), [], *_TABLE], tmp_path)
    assert {"B1", "B2"} <= asked.keys()
    assert "B3" not in asked


def test_three_plain_facts_together_are_about_the_company(tmp_path: Path) -> None:
    three = _block("Website", "Number of employees", "Country")
    assert {"B1", "B2", "B3"} <= _asked([*three, [], *_TABLE], tmp_path).keys()
    assert not {"B1", "B2"} & _asked([*three[:2], [], *_TABLE], tmp_path).keys()


def test_coloured_labels_beside_white_cells_make_a_form(tmp_path: Path) -> None:
    labels = ["Company name", "Fleet size", "E-mail address", "Depots"]
    rows: Rows = [["Please fill in what is white.", None], *[[label, None] for label in labels]]
    assert set(_asked(rows, tmp_path, filled=("A2:A5",))) == {"A2", "A3", "A4", "A5"}


def test_a_pledge_over_the_whole_form_has_no_place_behind_its_right_edge(tmp_path: Path) -> None:
    pledge = "I certify that the information provided is true and complete."
    rows: Rows = [*_TABLE, [], Row([pledge], merge=("A:C",))]
    assert not {"A6"} & _asked(rows, tmp_path).keys()


def test_a_hint_that_begins_with_a_condition_is_no_follow_up_where_no_cell_is_made_for_it(tmp_path: Path) -> None:
    rows: Rows = []
    for n, (label, hint) in enumerate(
        (
            ("Which records are kept?", "Name the systems."),
            ("Who may read them?", "List the roles."),
            ("Have those concerned been heard?", "If not, explain why this was left out."),
            ("How long are they kept?", "State months or years."),
        ),
        1,
    ):
        rows += [[n, Q(label), A], [None, hint, N()]]
    zoo = Zoo("hints", (Tab("Assessment", rows, filled=("C1:C1", "C3:C3", "C5:C5", "C7:C7")),))
    measured = score(zoo, read_workbook(zoo.scanned(tmp_path), "hints.xlsx"))
    assert (measured.questions, measured.answers, measured.forbidden) == (1, 1, 0)
