"""A new version of a questionnaire finds its profile by itself; another questionnaire does not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from exporters.ooxml.workbook import Sheet, Workbook
from exporters.xlsx import scan_workbook
from knowledge.errors import InputRejected
from segq.intake import Reading, read_workbook
from segq.intake.profile_matching import ProfileChoice, best_match, read_laid_out
from segq.intake.profile_text import profile_text
from tests.segq.intake.books import BOLD, book, choices, sheet

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.xlsx"))
REAL = sorted((Path(__file__).parents[4] / "shared" / "questionnaires" / "files").glob("*.xlsx"))
HEADERS = ("Ref", "Question", "Response", "Comments")
ACCESS = (
    "Do you remove the accounts of people who leave within a day?",
    "Is every administrator known by name to the head of operations?",
    "Are shared mailboxes listed and looked at twice a year?",
    "Who may hand out a new badge for the machine room?",
    "Do you keep a record of each visit to the archive?",
    "Is remote work allowed from countries outside the union?",
)
STORAGE = (
    "Are paper files locked away when the office is empty?",
    "How long do you keep the invoices of former customers?",
    "Is a copy of the ledger stored in a second town?",
    "Do you try to restore a copy at least once each quarter?",
    "Which rooms hold tapes, and who holds the keys to them?",
    "Do you shred disks before they are given to a dealer?",
)
OTHER = (
    "Does your kitchen separate nuts from other ingredients?",
    "Are fridges measured and written down every morning?",
    "Do drivers wear gloves while they unload fish?",
    "Has the water of the well been tested in a laboratory?",
    "Is there a plan for the recall of a spoiled batch?",
    "Are cleaning agents stored apart from what is eaten?",
)


def asked(
    texts: Sequence[str], *, name: str, headers: Sequence[str] = HEADERS, prefix: str = "AC-", top: int = 0
) -> Sheet:
    at = {header: index for index, header in enumerate(headers)}
    rows: list[list[object]] = [["Supplier review"], *[[] for _ in range(top)]]
    rows.append(list(headers))
    for number, text in enumerate(texts, 1):
        row: list[object] = [None] * len(headers)
        row[at["Ref"]], row[at["Question"]] = f"{prefix}{number:02}", text
        rows.append(row)
    start = len(rows) - len(texts) + 1
    letter = "ABCDEFG"[next(index for header, index in at.items() if header.startswith("Res"))]
    rule = choices(f"{letter}{start}:{letter}{len(rows)}", ["Yes", "No"])
    return sheet(rows, name=name, rules=[rule], styles={f"A{start - 1}:{'ABCDEFG'[len(headers) - 1]}{start - 1}": BOLD})


THIS_YEAR = book(
    sheet([["How to fill this in"], ["Answer all."]], name="Read me"),
    asked(ACCESS, name="1 Access"),
    asked(STORAGE, name="2 Storage", prefix="ST-"),
)
NEXT_YEAR = book(
    sheet([["How to fill this in"], ["Answer all, please."]], name="Read me"),
    asked(
        [*ACCESS[:2], "Are shared mailboxes listed and reviewed each year?", ACCESS[4], "Are guests met at the door?"],
        name="1 Access",
        headers=("Ref", "Area", "Question", "Comments", "Response 2027"),
        top=3,
    ),
    asked([*STORAGE[1:], "Do you number every tape?"], name="2 Storage", prefix="ST-"),
    asked(OTHER[:3], name="3 Canteen", prefix="CA-"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Hold the profile of this year's version, in which a person has made the comments evidence."""
    save(THIS_YEAR, tmp_path / "acme.yaml", ("role: comment", "role: evidence"))
    return tmp_path


def save(workbook: Workbook, path: Path, *changes: tuple[str, str]) -> None:
    text = profile_text(read_workbook(workbook, "asked.xlsx"))
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def roles(reading: Reading, of: str) -> dict[str, str]:
    found = [question for question in reading.questionnaire.questions if str(question.address).startswith(of)]
    return {str(slot.address).split("!")[1]: str(slot.role) for question in found for slot in question.slots}


def test_the_same_file_finds_its_profile(folder: Path) -> None:
    reading = read_laid_out(THIS_YEAR, "asked.xlsx", ProfileChoice(folder=folder))
    assert str(reading.profile) == "layout profile acme.yaml, matched 1.00"
    assert roles(reading, "1 Access!B3") == {"C3": "answer", "D3": "evidence"}


def test_next_years_version_finds_it_with_rows_columns_and_sheets_changed(folder: Path) -> None:
    reading = read_laid_out(NEXT_YEAR, "asked-2027.xlsx", ProfileChoice(folder=folder))
    assert reading.profile is not None
    assert reading.profile.matched is not None
    assert 0.8 <= reading.profile.matched < 1.0
    assert roles(reading, "1 Access!C6") == {"D6": "evidence", "E6": "answer"}
    assert len(roles(reading, "1 Access")) == 10
    assert len(roles(reading, "2 Storage")) == 12
    assert roles(reading, "3 Canteen!B3") == {"C3": "answer", "D3": "comment"}


@pytest.mark.parametrize(
    "other",
    [
        book(asked(OTHER, name="1 Access"), asked(OTHER[::-1], name="2 Storage", prefix="ST-")),
        book(asked(OTHER, name="Sheet1")),
        book(sheet([["Nr", "Topic", "Yes/No", "Why"], *[[n, text] for n, text in enumerate(ACCESS + STORAGE)]])),
    ],
    ids=["same sheets and headers, other questions", "same headers", "same questions, another layout"],
)
def test_another_questionnaire_does_not(folder: Path, other: Workbook) -> None:
    assert best_match(other, folder).profile is None
    plain = read_workbook(other, "other.xlsx")
    assert read_laid_out(other, "other.xlsx", ProfileChoice(folder=folder)) == plain


def test_a_profile_without_wording_needs_the_very_same_structure(folder: Path) -> None:
    path = folder / "acme.yaml"
    path.write_text(path.read_text(encoding="utf-8").split("# How the questions")[0], encoding="utf-8")
    assert best_match(THIS_YEAR, folder).profile is not None
    assert best_match(book(asked(ACCESS, name="Sheet1")), folder).profile is None


def test_the_profile_that_is_most_alike_is_taken(folder: Path) -> None:
    save(NEXT_YEAR, folder / "a-next.yaml")
    for workbook, name in ((THIS_YEAR, "acme.yaml"), (NEXT_YEAR, "a-next.yaml")):
        match = best_match(workbook, folder)
        assert match.profile is not None
        assert match.profile.name == name


def test_a_broken_profile_in_the_folder_is_a_doubt_and_stops_nothing(folder: Path) -> None:
    (folder / "a-broken.yaml").write_text("profile: 1\nsheet: x\n", encoding="utf-8")
    (folder / "notes.txt").write_text("not a profile", encoding="utf-8")
    reading = read_laid_out(THIS_YEAR, "asked.xlsx", ProfileChoice(folder=folder))
    assert reading.profile is not None
    told = [doubt.text for doubt in reading.questionnaire.doubts if doubt.place == str(folder)]
    assert len(told) == 1
    assert "a-broken.yaml:2: sheet: there is no such key." in told[0]


def test_a_matched_profile_that_does_not_fit_is_left_away_with_a_doubt(folder: Path) -> None:
    changed = book(
        *THIS_YEAR.sheets[:1],
        asked(ACCESS, name="1 Access", headers=("Ref", "Question", "Result wanted here", "Comments")),
        *THIS_YEAR.sheets[2:],
    )
    reading = read_laid_out(changed, "asked.xlsx", ProfileChoice(folder=folder))
    assert reading.profile is None
    assert len(reading.questionnaire.questions) == 12
    (doubt, *_) = reading.questionnaire.doubts
    assert doubt.place.startswith("layout profile acme.yaml, matched 0.9")
    assert "column C “Response” (answer): no column has this header" in doubt.text


def test_a_named_profile_wins_over_the_folder_and_must_fit(folder: Path, tmp_path: Path) -> None:
    named = tmp_path / "named" / "mine.yaml"
    named.parent.mkdir()
    save(THIS_YEAR, named, ("role: comment", "role: other"))
    reading = read_laid_out(THIS_YEAR, "asked.xlsx", ProfileChoice(named, folder))
    assert str(reading.profile) == "layout profile mine.yaml"
    assert roles(reading, "1 Access!B3") == {"C3": "answer", "D3": "other"}
    with pytest.raises(InputRejected, match=r"mine\.yaml does not fit"):
        read_laid_out(book(asked(OTHER, name="Sheet1")), "other.xlsx", ProfileChoice(named, folder))


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    reading = read_laid_out(THIS_YEAR, "asked.xlsx", ProfileChoice(folder=tmp_path / "none"))
    assert reading == read_workbook(THIS_YEAR, "asked.xlsx")


@pytest.mark.parametrize(
    "files",
    [
        EXAMPLES,
        pytest.param(REAL, marks=[pytest.mark.real, pytest.mark.skipif(not REAL, reason="../shared is not there")]),
    ],
    ids=["examples", "real"],
)
def test_every_file_finds_its_own_profile_and_no_other(files: list[Path], tmp_path: Path) -> None:
    books: dict[str, Workbook] = {}
    for path in files:
        try:
            books[path.stem] = scan_workbook(path)
        except InputRejected:
            continue
    asking = {}
    for name, workbook in books.items():
        reading = read_workbook(workbook, name)
        if reading.questionnaire.questions:
            (tmp_path / f"{name}.yaml").write_text(profile_text(reading), encoding="utf-8")
            asking[name] = workbook
    found = {
        name: match.profile.name if (match := best_match(each, tmp_path)).profile else None
        for name, each in books.items()
    }
    assert found == {name: f"{name}.yaml" if name in asking else None for name in books}
