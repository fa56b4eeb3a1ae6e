"""Answers of several paragraphs in the body: verify takes their paragraphs for the answer's, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.formats import compare_files
from exporters.word.aligning import moved_paragraphs
from exporters.word.document import Document, Paragraph
from tests.exporters.word.written_documents import CONTENT, fill, parts_of, place, replaced, saved, target_of
from tests.word_files import docx, paragraph, table

BODY = "".join(
    (
        paragraph("Who approves new suppliers?"),
        paragraph(),
        table(("a", "b")),
        paragraph("Who tests?"),
        paragraph(),
        paragraph(),
        paragraph("What is kept?"),
        paragraph("Answer:"),
    )
)
LONG = (
    place("paragraph 1", "The board.\n\nAnd the owner."),
    place("paragraph 3", "Two people.\n\nAnd a dog.\n\nAnd a cat."),
    place("paragraph 6", "Logs.\n\nFor a year."),
)


@pytest.mark.parametrize("author", [None, "segq"])
def test_long_answers_are_contents_of_places(tmp_path: Path, author: str | None) -> None:
    source = saved(tmp_path, docx(BODY))
    fill(source, *LONG, tracked_by=author)
    found = compare_files(source, target_of(source))
    assert found.only_slots_changed, found.others
    changed = {one.at: " ".join(str(one.after).split()) for one in found.cells}
    assert changed == {
        "paragraph 1": "The board. And the owner.",
        "paragraph 3": "Two people. And a dog. And a cat.",
        "paragraph 6": "Answer: Logs. For a year.",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("And the owner.</w:t></w:r>", "And the owner.</w:t></w:r><w:r><w:drawing/></w:r>"),
        ('<w:p><w:r><w:t xml:space="preserve">What is', '<w:p/><w:p><w:r><w:t xml:space="preserve">What is'),
        ("What is kept?", "What was kept?\u200b</w:t></w:r></w:p><w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>"),
    ],
)  # fmt: skip
def test_paragraphs_that_hold_more_or_stand_behind_unchanged_ones_are_differences(
    tmp_path: Path, old: str, new: str
) -> None:
    source = saved(tmp_path, docx(BODY))
    fill(source, *LONG)
    content = parts_of(target_of(source))[CONTENT].decode()
    assert old in content
    made = replaced(target_of(source).read_bytes(), {CONTENT: content.replace(old, new, 1).encode()})
    assert not compare_files(source, saved(tmp_path, made, "changed.docx")).only_slots_changed


def body(texts: list[str]) -> Document:
    return Document("", tuple(Paragraph(f"paragraph {number}", text) for number, text in enumerate(texts)))


@given(st.lists(st.tuples(st.sampled_from(["", "Answer:"]), st.integers(0, 3)), max_size=8))
def test_a_proposal_accounts_for_every_new_paragraph(asked: list[tuple[str, int]]) -> None:
    old = [one for text, _ in asked for one in ("What?", text)]
    new = [
        one for text, more in asked for one in ("What?", *([text + "!", *["more"] * (more - 1)] if more else [text]))
    ]
    moved = moved_paragraphs(body(old), body(new))
    assert moved is not None
    places = [one.number + k for one in moved.values() for k in range(one.added + 1)]
    assert places == list(range(len(new)))
