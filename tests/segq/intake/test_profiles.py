"""Layout profiles: what is saved reads back the same, and a corrected one wins over detection and is never unsafe."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from answers.questionnaire import CellAddress, SlotKind
from exporters.ooxml.workbook import SheetState, Workbook
from exporters.xlsx import scan_workbook
from knowledge.errors import InputRejected
from segq.intake import Reading, read_workbook
from segq.intake.grid import Grid
from segq.intake.profile_schema import load_profile
from segq.intake.profile_text import profile_text
from segq.intake.report import human_lines
from tests.segq.intake.archetypes import ASKED, CASES, ID_ROWS, YES_NO, Case
from tests.segq.intake.books import BOLD, PLAIN, UNLOCKED, book, choices, sheet
from tests.segq.intake.negatives import NEGATIVES
from tests.segq.intake.test_invariants import _BOOKS, _assert_writable
from tests.segq.intake.uncommon import UNCOMMON

Rows = Sequence[Sequence[object]]
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.xlsx"))
REAL = sorted((Path(__file__).parents[4] / "shared" / "questionnaires" / "files").glob("*.xlsx"))


def read_by(text: str, workbook: Workbook, name: str = "asked.xlsx") -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.yaml"
        path.write_text(text, encoding="utf-8")
        return read_workbook(workbook, name, load_profile(path))


def places(reading: Reading) -> dict[str, dict[str, str]]:
    return {cell(q): {cell(slot): str(slot.role) for slot in q.slots} for q in reading.questionnaire.questions}


def cell(of: object) -> str:
    address = getattr(of, "address", None)
    assert isinstance(address, CellAddress)
    return address.cell


def doubts(reading: Reading) -> str:
    return "\n".join(f"{doubt.place}: {doubt.text}" for doubt in reading.questionnaire.doubts)


def assert_reads_back(workbook: Workbook, name: str) -> None:
    found = read_workbook(workbook, name)
    again = read_by(profile_text(found), workbook, name)
    assert again.questionnaire.questions == found.questionnaire.questions


@pytest.mark.parametrize("case", [*CASES, *UNCOMMON], ids=lambda case: case.name)
def test_a_saved_profile_gives_the_same_questions_and_slots(case: Case) -> None:
    assert_reads_back(book(*case.sheets), "asked.xlsx")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_saved_profile_of_every_example_gives_the_same(path: Path) -> None:
    assert_reads_back(scan_workbook(path), path.name)


@pytest.mark.real
@pytest.mark.skipif(not REAL, reason="../shared is not there")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_saved_profile_of_real_files_gives_the_same(path: Path) -> None:
    try:
        workbook = scan_workbook(path)
    except InputRejected:
        pytest.skip("refused as a file")
    if not read_workbook(workbook, path.name).questionnaire.questions:
        pytest.skip("asks nothing")
    assert_reads_back(workbook, path.name)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(_BOOKS)
def test_a_saved_profile_of_any_workbook_gives_the_same(workbook: Workbook) -> None:
    assume(read_workbook(workbook, "any.xlsx").questionnaire.questions)
    assert_reads_back(workbook, "any.xlsx")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(_BOOKS, _BOOKS)
def test_any_profile_on_any_workbook_opens_no_unsafe_cell(described: Workbook, workbook: Workbook) -> None:
    found = read_workbook(described, "described.xlsx")
    assume(found.questionnaire.questions)
    try:
        reading = read_by(profile_text(found).replace("role: reference", "role: other"), workbook)
    except InputRejected:
        return
    asked = {question.address for question in reading.questionnaire.questions}
    given_out = [slot.address for question in reading.questionnaire.questions for slot in question.slots]
    assert len(set(given_out)) == len(given_out)
    assert len(asked) == len(reading.questionnaire.questions)
    for address in given_out:
        assert isinstance(address, CellAddress)
        assert address not in asked
        made = workbook.sheet(address.sheet)
        assert made is not None
        _assert_writable(Grid(workbook, made), address.cell)


@pytest.mark.parametrize("case", NEGATIVES, ids=lambda case: case.name)
def test_where_nothing_is_asked_the_profile_only_offers_comments(case: Case) -> None:
    with pytest.raises(InputRejected, match="sheets"):
        read_by(profile_text(read_workbook(book(*case.sheets), "asked.xlsx")), book(*case.sheets))


def test_an_offered_table_is_read_once_its_comment_marks_are_taken_away() -> None:
    workbook = book(*next(case for case in NEGATIVES if case.name == "a catalogue of controls").sheets)
    text = profile_text(read_workbook(workbook, "asked.xlsx"))
    lines = [line.removeprefix("# ") if line.startswith("#   ") else line for line in text.splitlines()]
    reading = read_by("\n".join(lines).replace('ignore:\n  - "Sheet1"', "ignore: []"), workbook)
    assert len(reading.questionnaire.questions) == 29
    assert all(slot.appended for question in reading.questionnaire.questions for slot in question.slots)


def test_a_profile_says_what_detection_would_not_guess() -> None:
    rows: Rows = [["Nr", "Topic", "Left", "Right"], *[[n, text] for n, text in enumerate(ASKED, 1)]]
    text = """
profile: 1
sheets:
  - sheet: Sheet1
    tables:
      - header_row: 1
        columns:
          A: {role: id, header: Nr}
          B: {role: question, header: Topic}
          C: {role: evidence, header: Left}
          D: {role: answer, header: Right, options: ["Yes", "No", 3]}
        skip: ["Are visitors*", 7]
"""
    reading = read_by(text, book(sheet(rows)))
    assert places(reading) == {f"B{row}": {f"C{row}": "evidence", f"D{row}": "answer"} for row in (2, 3, 5, 6)}
    answer = reading.questionnaire.questions[0].slots[1]
    assert answer.kind is SlotKind.CHOICE
    assert [(option.text, option.value) for option in answer.options] == [("Yes", "Yes"), ("No", "No"), ("3", 3)]


def test_rows_can_be_made_questions_by_text_and_number() -> None:
    rows: Rows = [
        ["Id", "Question", "Answer"],
        *ID_ROWS[:3],
        [None, "Where data is kept"],
        [None, "Staff"],
        *ID_ROWS[3:],
    ]
    workbook = book(sheet(rows, styles={"B5:B6": BOLD, "A1:C1": BOLD}))
    found = read_workbook(workbook, "asked.xlsx")
    assert "B5" not in places(found)
    text = profile_text(found).replace("ask: [] ", 'ask: ["where data is*", 6] ')
    assert places(read_by(text, workbook)).keys() == {f"B{row}" for row in range(2, 10)}


def test_blocks_about_the_respondent_are_kept_and_can_be_left_out() -> None:
    block: Rows = [["Company name:"], ["Contact person:"], ["E-mail:"], [], []]
    rows: Rows = [*block, ["Id", "Question", "Answer"], *ID_ROWS]
    workbook = book(
        sheet(rows, styles={"A6:C6": BOLD}, rules=[choices("C7:C12", YES_NO)]),
        sheet([["Your company"], ["Legal name:"], ["Contact e-mail:"]], name="You"),
    )
    found = read_workbook(workbook, "asked.xlsx")
    addresses = {str(question.address) for question in found.questionnaire.questions}
    assert addresses > {"Sheet1!A1", "Sheet1!A3", "You!A2"}
    text = profile_text(found)
    assert read_by(text, workbook).questionnaire.questions == found.questionnaire.questions
    without = read_by(text.replace("blocks: true", "blocks: false", 1), workbook)
    left = {str(question.address) for question in without.questionnaire.questions}
    assert left == {address for address in addresses if not address.startswith("Sheet1!A")}


def test_a_form_without_columns_is_kept_as_a_form_and_its_rows_can_be_skipped() -> None:
    cards = [row for n, text in enumerate(ASKED, 1) for row in ([f"{n}. {text}"], ["Answer:"], [])]
    workbook = book(sheet(cards, name="Cards"))
    found = read_workbook(workbook, "questionnaire.xlsx")
    assert len(found.questionnaire.questions) == 6
    text = profile_text(found)
    assert "answers: cells" in text
    assert read_by(text, workbook, "questionnaire.xlsx").questionnaire.questions == found.questionnaire.questions
    skipping = read_by(text.replace("skip: []", f'skip: ["{ASKED[0]}", 4]'), workbook)
    assert places(skipping).keys() == {"A7", "A10", "A13", "A16"}
    with pytest.raises(InputRejected, match="“Cards”: it holds no form of labels any more"):
        read_by(text, book(sheet([["Nothing here"]], name="Cards")))


def test_first_and_last_row_bound_the_table() -> None:
    text = profile_text(read_workbook(book(*CASES[0].sheets), "a.xlsx")).replace(
        "last_row: end", "first_row: 3\n        last_row: 5"
    )
    assert places(read_by(text, book(*CASES[0].sheets))).keys() == {"B3", "B4", "B5"}


def test_a_sheet_that_is_not_named_is_found_by_detection_and_an_ignored_one_is_left_out() -> None:
    first, second = (
        sheet([["Id", "Question", "Answer"], *ID_ROWS]),
        sheet([["Question", "Answer"], *[[t] for t in ASKED]], name="More"),
    )
    text = profile_text(read_workbook(book(first), "a.xlsx"))
    assert {str(q.address) for q in read_by(text, book(first, second)).questionnaire.questions} >= {
        "More!A2",
        "Sheet1!B2",
    }
    ignoring = text.replace("ignore: []", "ignore: [More]")
    reading = read_by(ignoring, book(first, second))
    assert {q.address.sheet for q in reading.questionnaire.questions if isinstance(q.address, CellAddress)} == {
        "Sheet1"
    }
    assert any("left out by the layout profile" in line for line in human_lines(reading))


SAVED = """
profile: 1
sheets:
  - sheet: Sheet1
    tables:
      - header_row: 1
        columns:
          A: {role: id, header: Ref}
          B: {role: question, header: Question}
          C: {role: answer, header: Response}
          D: {role: comment, header: Comments}
"""


@pytest.mark.parametrize(
    ("special", "kept"),
    [
        ({"formulas": ["C2:C3"]}, {"C4", "C5", "C6", "C7"}),
        ({"protected": True, "styles": {"C5:D7": UNLOCKED}}, {"C5", "C6", "C7"}),
        ({"merges": ["C2:C4"]}, {"C2", "C5", "C6", "C7"}),
        ({"hidden_rows": [2, 3]}, {"C4", "C5", "C6", "C7"}),
        ({"hidden_cols": [(3, 3)]}, set()),
    ],
)
def test_a_profile_opens_no_cell_that_may_not_be_written(special: dict[str, object], kept: set[str]) -> None:
    made = sheet([["Ref", "Question", "Response", "Comments"], *ID_ROWS], **special)  # type: ignore[arg-type]
    workbook = book(made)
    reading = read_by(SAVED, workbook)
    cells = {cell(slot) for question in reading.questionnaire.questions for slot in question.slots}
    assert {name for name in cells if name.startswith("C")} == kept
    grid = Grid(workbook, made)
    assert all(grid.writable(int(name[1:]), ord(name[0]) - 64) for name in cells)


def test_a_hidden_sheet_stays_unread_whatever_the_profile_says() -> None:
    hidden = sheet([["Ref", "Question", "Response", "Comments"], *ID_ROWS], state=SheetState.HIDDEN)
    assert read_by(SAVED, book(hidden)).questionnaire.questions == ()


def test_two_tables_over_the_same_cells_are_refused() -> None:
    twice = SAVED + SAVED.split("tables:\n")[1]
    with pytest.raises(InputRejected, match=r"asked\.xlsx.*p\.yaml.*Sheet1"):
        read_by(twice, book(sheet([["Ref", "Question", "Response", "Comments"], *ID_ROWS])))


def test_columns_that_moved_are_found_by_their_headers() -> None:
    rows = [["Ref", "Area", "Question", "Comments", "Response"], *[[i, "Office", t] for i, t in ID_ROWS]]
    assert places(read_by(SAVED, book(sheet(rows)))) == {
        f"C{row}": {f"D{row}": "comment", f"E{row}": "answer"} for row in range(2, 8)
    }


def test_a_header_that_detection_would_not_take_is_found_by_its_texts() -> None:
    rows: Rows = [["Supplier review"], *[["Note", f"Text {n}"] for n in range(4)], []]
    rows = [*rows, ["Ref", "Question", "Response", "Comments"], *ID_ROWS]
    reading = read_by(SAVED, book(sheet(rows, styles={"A1:D13": PLAIN})))
    assert places(reading)["B8"] == {"C8": "answer", "D8": "comment"}
    assert "the header stands in row 7; the profile has it in row 1" in doubts(reading)


def test_a_reworded_header_is_taken_with_a_doubt() -> None:
    rows = [["Ref", "Question", "Your response", "Comments"], *ID_ROWS]
    reading = read_by(SAVED, book(sheet(rows)))
    assert places(reading)["B2"] == {"C2": "answer", "D2": "comment"}
    assert "Sheet1!C: “Your response” was taken for “Response” of the profile (answer)" in doubts(reading)


def test_a_missing_comment_column_is_a_doubt_and_a_missing_answer_column_is_refused() -> None:
    reading = read_by(SAVED, book(sheet([["Ref", "Question", "Response"], *ID_ROWS])))
    assert places(reading)["B2"] == {"C2": "answer"}
    assert "no column is headed “Comments” any more" in doubts(reading)
    with pytest.raises(
        InputRejected, match=r"asked\.xlsx.*p\.yaml.*“Sheet1”: column C “Response” \(answer\)"
    ) as refused:
        read_by(SAVED, book(sheet([["Ref", "Question", "Price", "Comments"], *ID_ROWS])))
    assert "segq inspect asked.xlsx" in refused.value.hint


def test_columns_that_can_no_longer_be_told_apart_are_refused() -> None:
    text = SAVED.replace(
        "          D: {role: comment, header: Comments}", "          D: {role: analyst, header: Response}"
    )
    rows = [["Ref", "Question", "Text", "Text", "Response"], *ID_ROWS]
    with pytest.raises(InputRejected, match="1 columns have this header"):
        read_by(text, book(sheet(rows)))


def test_an_unnamed_column_moves_with_its_neighbours() -> None:
    text = SAVED.replace("C: {role: answer, header: Response}", "C: {role: answer}")
    rows = [["New", "Ref", "Question", None, "Comments"], *[[None, *row] for row in ID_ROWS]]
    assert places(read_by(text, book(sheet(rows))))["C2"] == {"D2": "answer", "E2": "comment"}
    with pytest.raises(InputRejected, match="now headed “Price”"):
        read_by(text, book(sheet([["Ref", "Question", "Price", "Comments"], *ID_ROWS])))


def test_a_file_without_any_of_the_sheets_is_refused_and_a_single_missing_one_is_a_doubt() -> None:
    made = sheet([["Ref", "Question", "Response", "Comments"], *ID_ROWS], name="Other")
    with pytest.raises(
        InputRejected, match=r"p\.yaml does not fit: it names the sheets “Sheet1”, the file has “Other”"
    ):
        read_by(SAVED, book(made))
    both = SAVED + SAVED.split("sheets:\n")[1].replace("Sheet1", "Other")
    assert "Sheet1: the sheet that layout profile p.yaml describes" in doubts(read_by(both, book(made)))


def test_a_number_in_the_name_of_a_sheet_may_change() -> None:
    made = sheet([["Ref", "Question", "Response", "Comments"], *ID_ROWS], name="Review 2027")
    assert len(places(read_by(SAVED.replace("Sheet1", "Review 2026"), book(made)))) == 6


def test_a_row_that_is_named_and_not_there_is_a_doubt() -> None:
    text = SAVED + '        skip: ["No such row"]\n'
    made = sheet([["Ref", "Question", "Response", "Comments"], *ID_ROWS], rules=[choices("C2:C7", YES_NO)])
    assert "the profile names the row “No such row”, which is not there" in doubts(read_by(text, book(made)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("role: answer", "roll: answer"), r"p\.yaml:10: sheets\.1\.tables\.1\.columns\.C\.roll: there is no such key"),
        (("role: answer", "role: question"), "exactly one column with the role question"),
        (("role: answer", "role: reply"), r"p\.yaml:10: .*'answer'"),
        (("header_row: 1", "header_row: 0"), r"p\.yaml:6: .*header_row.*greater"),
        (("profile: 1", "profile: 2"), r"p\.yaml:2: profile"),
        (("          C: {role", "          c1: {role"), "pattern"),
        (("profile: 1", ""), "the key profile is missing"),
        (("role: id, header: Ref", "role: id, header: [Ref]"), r"p\.yaml:8: .*header"),
        (("header: Response", "header: Response, header: Other"), "stands here twice"),
    ],
)  # fmt: skip
def test_a_wrong_key_is_named_with_its_file_and_line(change: tuple[str, str], message: str) -> None:
    assert change[0] in SAVED
    with pytest.raises(InputRejected, match=message) as refused:
        read_by(SAVED.replace(*change), book(sheet([["Ref"]])))
    assert "docs/layout-profiles.md" in refused.value.hint


def test_odd_header_texts_survive_the_yaml() -> None:
    odd = 'Answer: "yes"\\no #1\n{x} \x7f\u2028\U0001f600'
    rows = [["- Ref", "? Question & 'more'", odd, "!note *all"], *ID_ROWS]
    assert_reads_back(book(sheet(rows, rules=[choices("C2:C7", YES_NO)])), 'odd "name": #1.xlsx')


def test_the_profile_is_short_and_says_what_was_seen() -> None:
    case = next(case for case in CASES if case.name == "section rows between the questions, no ids")
    text = profile_text(read_workbook(book(*case.sheets), "asked.xlsx"))
    assert "# A2:B9: 6 questions; no questions in rows 2, 6" in text
    assert 'B: {role: answer, header: "Your response"}' in text
    assert len(text.splitlines()) < 30
    assert not any(asked in text for asked in ASKED)
