"""Questions to experts and their replies: what comes back is checked row by row, and all or nothing is taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from answers.review.decision import Act
from knowledge.statement import Disclosure
from tests.segq.cli.desk import EXAMPLES, Desk

SHEET = "Security questionnaire"
CHOICE, WORDS = f"{SHEET}!B17", f"{SHEET}!B33"
"""A5 has a list of choices and a comment, C5 takes words alone."""


@pytest.fixture
def asked(desk: Desk) -> Desk:
    assert desk.run("import", EXAMPLES / "flat.xlsx").code == 0
    with desk.session() as session:
        session.ask_expert(CHOICE, "Dana", "Since when?")
        session.ask_expert(WORDS, "Ravi")
    return desk


def fill(path: Path, change: Callable[[Any, dict[str, int]], None]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    columns = {str(cell.value): at for at, cell in enumerate(sheet[3], 1)}
    change(sheet, columns)
    book.save(path)


def set_cells(row: int, **values: str) -> Callable[[Any, dict[str, int]], None]:
    def change(sheet: Any, columns: dict[str, int]) -> None:
        for name, value in values.items():
            sheet.cell(row, columns[name.replace("_", " ")]).value = value

    return change


def test_a_workbook_goes_out_with_its_choices_and_comes_back_as_answers(asked: Desk, tmp_path: Path) -> None:
    sent = asked.json("sme", "send", 1)
    path = tmp_path / "flat.sme.xlsx"
    assert (sent["written"], sent["experts"], sent["questions"]) == (path.name, ["Dana", "Ravi"], [CHOICE, WORDS])
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert '"Yes,No,NA"' in lists.values()
    fill(path, set_cells(4, Your_choice="Yes", Your_answer="Since May.", May_be_shown_to="nda", Your_name="Dana R."))
    received = asked.json("sme", "receive", 1, path)
    assert (received["answered"], received["empty"], received["late"]) == ([CHOICE], [WORDS], [])
    with asked.session() as session:
        decision = session.line(CHOICE).standing.decision
    assert decision is not None
    assert (decision.act, decision.option, decision.text) == (Act.EXPERT_ANSWER, "Yes", "Since May.")
    assert (decision.disclosure, decision.expert) == (Disclosure.NDA, "Dana R.")


def test_a_reply_that_says_nothing_of_it_is_internal_and_does_not_leave(asked: Desk, tmp_path: Path) -> None:
    asked.json("sme", "send", 1)
    fill(tmp_path / "flat.sme.xlsx", set_cells(5, Your_answer="Every night, onto the marmalade shelf of the vault."))
    asked.json("sme", "receive", 1, tmp_path / "flat.sme.xlsx")
    with asked.session() as session:
        decision = session.line(WORDS).standing.decision
    assert decision is not None
    assert decision.disclosure is Disclosure.INTERNAL
    assert asked.json("export", 1)["answered"] == 0
    assert b"marmalade" not in (tmp_path / "flat.draft.certificate.json").read_bytes()


def test_a_markdown_file_comes_back_with_lines_kept(asked: Desk, tmp_path: Path) -> None:
    path = tmp_path / "ravi.md"
    assert asked.json("sme", "send", 1, "-o", path, "--expert", "ravi")["questions"] == [WORDS]
    text = path.read_text("utf-8")
    answered = text.replace("**Answer:**\n", "**Answer:**\n\nNightly.\n\n- full on Sundays\n", 1)
    path.write_text(answered.replace("public):** ", "public):** public", 1), encoding="utf-8")
    asked.json("sme", "receive", 1, path)
    with asked.session() as session:
        decision = session.line(WORDS).standing.decision
    assert decision is not None
    assert decision.text == "Nightly.\n\n- full on Sundays"
    assert (decision.disclosure, decision.expert) == (Disclosure.PUBLIC, "Ravi")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"Question": "Do you carry any insurance?"}, "not the one that was sent"),
        ({"Check": "0" * 16}, "not the one that was sent"),
        ({"Place": f"{SHEET}!B99"}, "no question at"),
        ({"Place": WORDS}, "a second time"),
        ({"Place": ""}, "without the place of its question"),
        ({"Your choice": "Perhaps"}, "no legal choice"),
        ({"May be shown to": "everybody"}, "not who may read an answer"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_by_its_place_and_nothing_is_taken(
    asked: Desk, tmp_path: Path, changed: dict[str, str], told: str
) -> None:
    asked.json("sme", "send", 1)
    path = tmp_path / "flat.sme.xlsx"
    fill(path, set_cells(5, Your_answer="Every night."))
    fill(path, set_cells(4, **{"Your_answer": "Since May.", **changed}))
    ran = asked.run("sme", "receive", 1, path)
    assert (ran.code, told in ran.err, "flat.sme.xlsx" in ran.err) == (3, True, True), ran.err
    with asked.session() as session:
        acts = {key: session.line(key).standing.decision for key in (CHOICE, WORDS)}
    assert {key: decision.act for key, decision in acts.items() if decision} == dict.fromkeys(acts, Act.ASK_EXPERT)


def test_a_reply_to_what_was_decided_meanwhile_is_left_away_and_told(asked: Desk, tmp_path: Path) -> None:
    asked.json("sme", "send", 1)
    fill(tmp_path / "flat.sme.xlsx", set_cells(4, Your_choice="Yes"))
    with asked.session(reviewer="bo") as session:
        session.choose(CHOICE, "No")
    ran = asked.run("sme", "receive", 1, tmp_path / "flat.sme.xlsx", "--json")
    assert json.loads(ran.out)["late"] == [CHOICE]
    with asked.session() as session:
        decision = session.line(CHOICE).standing.decision
    assert decision is not None
    assert decision.option == "No"


def test_columns_that_were_moved_are_found_by_their_headings(asked: Desk, tmp_path: Path) -> None:
    asked.json("sme", "send", 1)
    path = tmp_path / "flat.sme.xlsx"
    fill(path, set_cells(4, Your_choice="yes"))
    fill(path, lambda sheet, _: sheet.insert_cols(1))
    assert asked.json("sme", "receive", 1, path)["answered"] == [CHOICE]


def test_a_file_for_an_expert_is_never_written_over_one_that_is_there(asked: Desk, tmp_path: Path) -> None:
    asked.json("sme", "send", 1)
    fill(tmp_path / "flat.sme.xlsx", set_cells(4, Your_choice="Yes"))
    assert asked.run("sme", "send", 1).code == 3
    assert asked.json("sme", "receive", 1, tmp_path / "flat.sme.xlsx")["answered"] == [CHOICE]


def test_another_file_and_the_file_of_another_questionnaire_are_refused(asked: Desk, tmp_path: Path) -> None:
    assert asked.run("sme", "receive", 1, EXAMPLES / "flat.xlsx").code == 3
    (tmp_path / "other.md").write_text("# nothing of ours", encoding="utf-8")
    assert asked.run("sme", "receive", 1, tmp_path / "other.md").code == 3
    asked.json("sme", "send", 1)
    assert asked.run("import", EXAMPLES / "assessment.docx").code == 0
    assert "no question at" in asked.run("sme", "receive", 2, tmp_path / "flat.sme.xlsx").err


def test_nothing_is_sent_where_nobody_is_asked(asked: Desk) -> None:
    ran = asked.run("sme", "send", 1, "--expert", "Nobody")
    assert (ran.code, "Nobody has none" in ran.err) == (3, True)
    assert asked.run("sme", "send", 1, "-o", "dana.pdf").code == 3
