"""Answers as tracked insertions: accepted they are the answers, rejected the original; nothing else in the file."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from lxml import etree

from exporters.formats import compare_files
from exporters.publishing import SlotWrite
from exporters.word.markup import W
from exporters.word.runs import unused_ids
from tests.exporters.word.written_documents import (
    CONTENT,
    fill,
    parts_of,
    place,
    resolved,
    saved,
    target_of,
    texts,
)
from tests.word_files import body_xml, cell, paragraph, table
from tests.word_files import docx as document

BODY = (
    paragraph("Who approves new suppliers?")
    + paragraph()
    + paragraph("Name: ____ (registered)")
    + paragraph("Answer: the old one")
    + table(("How long are logs kept?", cell(paragraph())), ("Who tests?", cell(paragraph("Nobody"))))
)
WRITES = (
    place("paragraph 1", "The purchasing board."),
    place("paragraph 2", "Larch Ledger"),
    place("paragraph 3", "the new one"),
    place("table 0 row 0 col 1", "A year.\n\nThen they go."),
    place("table 0 row 1 col 1", "Two people\nand a dog"),
)


def tracked(folder: Path, body: str, *writes: SlotWrite, settings: str = "", author: str | None = "A. Person") -> Path:
    source = saved(folder, document(body, settings=settings))
    fill(source, *writes, tracked_by=author, existing="replace")
    return source


def test_accepted_the_document_holds_the_answers_and_rejected_it_is_the_original(tmp_path: Path) -> None:
    source = tracked(tmp_path, BODY, *WRITES)
    plain = saved(tmp_path, document(BODY), "plain.docx")
    before = texts(plain)
    accepted = resolved(target_of(source), accept=True)
    assert [one.replace("\n", " ") for one in accepted] == [
        "Who approves new suppliers?",
        "The purchasing board.",
        "Name: Larch Ledger (registered)",
        "Answer: the new one",
        "How long are logs kept?",
        "A year. Then they go.",
        "Who tests?",
        "Two people and a dog",
    ]
    assert resolved(target_of(source), accept=False) == before


def test_who_and_when_stand_at_every_mark_and_ids_are_unique(tmp_path: Path) -> None:
    source = tracked(tmp_path, BODY + '<w:p><w:ins w:id="7" w:author="x"/></w:p>', *WRITES)
    content = parts_of(target_of(source))[CONTENT].decode()
    marks = re.findall(r'<w:(?:ins|del) w:id="(\d+)" w:author="A. Person" w:date="2026-01-01T00:00:00Z"', content)
    assert len(marks) >= 8
    assert len({*marks, "7"}) == len(marks) + 1


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first = target_of(tracked(tmp_path, BODY, *WRITES)).read_bytes()
    assert target_of(tracked(tmp_path, BODY, *WRITES)).read_bytes() == first


def test_verify_takes_tracked_answers_for_contents_of_places_and_python_docx_opens_them(tmp_path: Path) -> None:
    source = tracked(tmp_path, BODY, *WRITES)
    found = compare_files(source, target_of(source))
    assert found.only_slots_changed, found.others
    assert found.changed == (CONTENT,)
    assert {one.at: one.after for one in found.cells}["paragraph 1"] == "The purchasing board."
    assert len(docx.Document(str(target_of(source))).tables) == 1


def test_a_tracked_change_anywhere_else_is_more_than_contents_of_places(tmp_path: Path) -> None:
    source = tracked(tmp_path, BODY, WRITES[0])
    inserted = '<w:ins w:id="90" w:author="x"><w:r><w:t>sly</w:t></w:r></w:ins>'
    moved = BODY.replace("<w:tbl>", f"<w:p>{inserted}</w:p><w:tbl>", 1)
    assert not compare_files(source, saved(tmp_path, document(moved), "moved.docx")).only_slots_changed


def test_a_long_answer_behind_a_label_stays_one_tracked_paragraph_so_that_rejecting_keeps_the_list(
    tmp_path: Path,
) -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    source = tracked(tmp_path, paragraph("Answer:", properties=listed), place("paragraph 0", "One.\n\nTwo."))
    content = parts_of(target_of(source))[CONTENT].decode()
    assert content.count("<w:p>") == 1
    assert listed in content
    assert resolved(target_of(source), accept=False) == ["Answer:"]


BOX = (
    '<w:sdt><w:sdtPr><w:alias w:val="Agreed"/><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
)


def test_what_word_does_not_track_is_set_and_named(tmp_path: Path) -> None:
    source = saved(tmp_path, document(f"<w:p>{BOX}</w:p>" + paragraph()))
    certificate = fill(source, place("paragraph 0", True, 0), place("paragraph 1", "Yes"), tracked_by="segq")
    assert "Set and not tracked, as Word tracks no such thing: paragraph 0 control 0" in certificate.remarks
    assert certificate.remarks[0] == "Answers are tracked insertions by segq, dated 2026-01-01T00:00:00Z (--tracked)"


def test_without_being_asked_answers_are_plain_and_switched_on_tracking_is_named(tmp_path: Path) -> None:
    source = saved(tmp_path, document(BODY, settings="<w:trackRevisions/>"))
    certificate = fill(source, WRITES[0])
    assert b"<w:ins" not in parts_of(target_of(source))[CONTENT]
    assert certificate.remarks == (
        "The document has change tracking switched on; the answers are not tracked (--tracked marks them)",
    )


def test_a_document_protected_for_tracked_changes_takes_them_unasked(tmp_path: Path) -> None:
    protected = '<w:documentProtection w:edit="trackedChanges" w:enforcement="1"/>'
    source = tracked(tmp_path, BODY, WRITES[0], settings=protected, author=None)
    assert b'w:author="segq"' in parts_of(target_of(source))[CONTENT]
    assert resolved(target_of(source), accept=False) == texts(source)
    certificate = fill(source, WRITES[0])
    assert any("the document lets only tracked changes in" in remark for remark in certificate.remarks)


def test_an_answer_over_somebodys_insertion_stands_beside_it_and_not_inside(tmp_path: Path) -> None:
    run = "<w:r><w:t>Name: ____ of record</w:t></w:r>"
    source = tracked(tmp_path, f'<w:p><w:ins w:id="4" w:author="B">{run}</w:ins></w:p>', place("paragraph 0", "Larch"))
    root = etree.fromstring(parts_of(target_of(source))[CONTENT])
    marks = [
        (one.get(f"{W}author"), one.get(f"{W}id"), "".join(map(str, one.itertext()))) for one in root.iter(f"{W}ins")
    ]
    assert marks == [("B", "6", "Name: "), ("A. Person", "5", "Larch"), ("B", "4", "____ of record")]
    assert not root.findall(f".//{W}ins/{W}ins")


@pytest.mark.parametrize(("taken", "following"), [("5", 6), ("2147483647", 1), ("99999999999999999999", 1), ("x", 1)])
def test_new_ids_fit_into_31_bits_whatever_ids_stand_there(taken: str, following: int) -> None:
    root = etree.fromstring(body_xml(f'<w:p><w:ins w:id="{taken}" w:author="x"/></w:p>'))
    assert next(unused_ids(root)) == following
