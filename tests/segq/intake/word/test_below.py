"""Places below questions in running text: answers under headings of one kind, lone blanks, lines under labels."""

from __future__ import annotations

from pathlib import Path

from exporters.word.scan import scan_here
from segq.intake.word.reading import read_document
from tests.segq.intake.word.kit import H, P, T, answered, found, head
from tests.word_files import docx, paragraph

_HEADING = (
    '<w:style w:type="paragraph" w:styleId="H{0}"><w:name w:val="heading {0}"/>'
    '<w:pPr><w:outlineLvl w:val="{1}"/></w:pPr></w:style>'
)


def _heading(text: str, level: int) -> str:
    return paragraph(text, f'<w:pStyle w:val="H{level}"/>')


def test_texts_under_headings_are_answers_where_headings_of_that_level_have_blanks(tmp_path: Path) -> None:
    blank = ("Who drives the van?", "How is ice stored?", "When was the van last washed?")
    body = [_heading("Why do we ask these questions?", 1), paragraph("Guests expect cold ice.")]
    for text in blank:
        body += [_heading(text, 2), paragraph()]
    body += [_heading("Which roads do you use?", 2), paragraph("Mostly the coast road.")]
    body += [_heading("What happens next?", 1), paragraph("We read it within a week.")]
    styles = "".join(_HEADING.format(level, level - 1) for level in (1, 2))
    (tmp_path / "a.docx").write_bytes(docx("".join(body), styles=styles))
    questions = read_document(scan_here(tmp_path / "a.docx"), "a.docx").questionnaire.questions
    assert [str(one.address) for one in questions] == [f"paragraph {n}" for n in (2, 4, 6, 8)]
    assert questions[-1].slots[0].existing == "Mostly the coast road."


_TABLE = T(head("No.", "Question", "Answer"), *([str(n), "Who cooks soup?", ""] for n in range(1, 13)), header=True)


def test_a_lone_question_above_a_blank_is_asked_where_it_speaks_to_the_reader() -> None:
    assert "paragraph 0" in found(P("Is there anything else you would like to say?"), P(), _TABLE)
    assert "paragraph 0" in found(P("Describe the planned changes."), P(), _TABLE)


def test_a_lone_question_above_several_blanks_is_asked() -> None:
    assert "paragraph 0" in found(P("How long is soup kept warm?"), P(), P(), _TABLE)


def test_a_lone_question_with_a_space_below_is_not_asked() -> None:
    assert "paragraph 0" not in found(P("What is soup?"), P(), _TABLE)


def test_a_label_above_a_line_is_asked_by_the_label() -> None:
    lines = (P("Who cooks soup?"), P("Cook (name and address):"), P("________"))
    asked = found(P("Who weighs bread?"), P("Answer: ____"), P("Who times tea?"), P("Answer: ____"), *lines)
    assert asked["paragraph 5"] == ["paragraph 6"]
    assert "paragraph 4" not in asked


def test_an_item_that_tells_before_it_asks_is_asked() -> None:
    told = P("Your menu names two cooks. Which one makes our soup?", listed=True)
    others = [P("Who weighs bread?", listed=True), P(), P("Do you time the tea?", listed=True), P()]
    assert found(H("Questionnaire", 1), told, P(), *others) == answered(
        {"paragraph 1": "paragraph 2", "paragraph 3": "paragraph 4", "paragraph 5": "paragraph 6"}
    )


def test_a_prompt_for_a_number_in_brackets_is_a_place() -> None:
    assert found(P("Largest pot (litres): [number of litres]"), P("Who cooks? {{cook}}"))["paragraph 0"]
