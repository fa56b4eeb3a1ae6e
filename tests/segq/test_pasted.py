from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import InputRejected
from segq.importing import read_pasted
from segq.pasted import PastedQuestion, pasted_csv, pasted_questions


def texts(pasted: str) -> list[str]:
    return [each.text for each in pasted_questions(pasted)]


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        ("Are backups encrypted?\nDo you test restores?\n", ["Are backups encrypted?", "Do you test restores?"]),
        ("Are backups\nencrypted?\n\nDo you test\nrestores?", ["Are backups encrypted?", "Do you test restores?"]),
        ("Are backups encrypted?\r\n\r\nDo you test restores?", ["Are backups encrypted?", "Do you test restores?"]),
        ("- Are backups encrypted?\n• Do you test restores?", ["Are backups encrypted?", "Do you test restores?"]),
        ("Retention period\nData centre regions", ["Retention period", "Data centre regions"]),
        ("One?\nTwo?\n\nThree, which is\nlonger?", ["One?", "Two?", "Three, which is longer?"]),
    ],
)  # fmt: skip
def test_lines_or_paragraphs_are_questions(pasted: str, found: list[str]) -> None:
    assert texts(pasted) == found


def test_a_number_in_front_is_the_questions_id_and_a_heading_its_section() -> None:
    pasted = "# Storage\n1.1 Are backups encrypted?\n1.2) Do you test\nrestores?\n\n## People\nQ7: Who is trained?"
    assert pasted_questions(pasted) == (
        PastedQuestion("Are backups encrypted?", "1.1", "Storage"),
        PastedQuestion("Do you test restores?", "1.2", "Storage"),
        PastedQuestion("Who is trained?", "Q7", "People"),
    )


def test_a_short_line_between_complete_numbered_questions_heads_the_next() -> None:
    pasted = "Storage\n1. Are backups encrypted?\nIf so, how?\nPeople\n2. Who is trained?"
    assert pasted_questions(pasted) == (
        PastedQuestion("Are backups encrypted? If so, how?", "1", "Storage"),
        PastedQuestion("Who is trained?", "2", "People"),
    )


def test_nothing_to_answer_is_refused() -> None:
    for pasted in ("", " \n\n", "# Only a heading"):
        with pytest.raises(InputRejected, match="no questions"):
            pasted_questions(pasted)


def test_the_kept_file_runs_no_formula_that_was_pasted() -> None:
    rows = list(csv.reader(io.StringIO(pasted_csv(pasted_questions('=HYPERLINK("x")')).decode("utf-8-sig"))))
    assert rows == [["ID", "Section", "Question", "Answer"], ["", "", '\'=HYPERLINK("x")', ""]]


def test_every_pasted_question_is_read_with_a_place_for_its_answer() -> None:
    read = read_pasted(
        "1.1 Are backups encrypted? (max. 200 characters)\n1.2 Region\n1.3 何を保存しますか", "portal.csv"
    )
    assert [(each.id, each.section) for each in read.questions] == [("1.1", ""), ("1.2", ""), ("1.3", "")]
    assert [str(each.slots[0].address) for each in read.questions] == ["portal!D2", "portal!D3", "portal!D4"]
    assert read.questions[0].slots[0].max_chars == 200


_LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(_LINE, min_size=1, max_size=6))
def test_no_word_of_a_pasted_text_is_lost(lines: list[str]) -> None:
    try:
        found = pasted_questions("\n".join(lines))
    except InputRejected:
        return
    kept = "".join(f"{each.id}{each.section}{each.text}" for each in found)
    letters = [letter for line in lines for letter in line if letter.isalnum()]
    headings = sum(line.lstrip().startswith("#") for line in lines)
    assert headings or [letter for letter in kept if letter.isalnum()] == letters or any(each.section for each in found)
