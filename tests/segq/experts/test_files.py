from __future__ import annotations

import tempfile
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from segq.experts.exchange import expert_file, read_replies
from segq.experts.questions import ExpertQuestion, one_line

_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=80)


@st.composite
def expert_questions(draw: st.DrawFn) -> list[ExpertQuestion]:
    made = []
    for number in range(draw(st.integers(1, 4))):
        text, section, remark = (draw(_TEXT) for _ in range(3))
        options = tuple(draw(st.lists(_TEXT.filter(str.strip), max_size=3)))
        made.append(
            ExpertQuestion(
                f"A sheet!B{number}", f"{number:016x}", draw(_TEXT), section, text or "?", remark, "Dana", options
            )
        )
    return made


@settings(max_examples=40, deadline=None)
@given(expert_questions())
def test_every_question_comes_back_from_markdown_unanswered_and_as_it_went_out(asked: list[ExpertQuestion]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "for-dana.md"
        path.write_bytes(expert_file("odd\n<!-- end -->.xlsx", asked, path))
        replies = read_replies(path)
    assert [(each.key, each.check) for each in replies] == [(each.key, each.check) for each in asked]
    assert [one_line(each.question) for each in replies] == [one_line(each.text) for each in asked]
    assert not any(each.says_something for each in replies)


@settings(max_examples=12, deadline=None)
@given(expert_questions())
def test_every_question_comes_back_from_a_workbook_that_others_open_too(asked: list[ExpertQuestion]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "for-dana.xlsx"
        path.write_bytes(expert_file("odd & <name>.xlsx", asked, path))
        assert openpyxl.load_workbook(path).sheetnames == ["Questions"]
        replies = read_replies(path)
    assert [(each.key, each.check) for each in replies] == [(each.key, each.check) for each in asked]
    assert [one_line(each.question) for each in replies] == [one_line(each.text) for each in asked]
    assert not any(each.says_something for each in replies)


def test_the_same_questions_give_the_same_bytes() -> None:
    asked = [ExpertQuestion("S!B2", "0" * 16, "1", "S", "How?", "", "Dana", ("Yes", "No"))]
    path = Path("x.xlsx")
    assert expert_file("a.xlsx", asked, path) == expert_file("a.xlsx", asked, path)
