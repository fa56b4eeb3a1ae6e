"""Flags in comments: exactly those are added, with all that leads to them; everything else stays as it is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporters.certificate import Certificate
from exporters.formats import compare_files
from exporters.publishing import SlotWrite
from exporters.word.comments import unmarked
from exporters.word.markup import W
from exporters.word.unchanged import digest_without
from knowledge.errors import PolicyRefused
from tests.exporters.word.written_documents import (
    CONTENT,
    commented,
    fill,
    noticed,
    parts_of,
    place,
    replaced,
    resolved,
    saved,
    target_of,
    texts,
)
from tests.word_files import WORD, body_xml, cell, paragraph, table
from tests.word_files import docx as document

PART, LINKS, TYPES = "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
WARNING, NOTICE = "Shared under NDA, <ask> & keep", "Ask trust@example.test for it"
BODY = (
    paragraph("Who approves new suppliers?")
    + "<w:p/>"
    + paragraph("Name: ____ (registered)")
    + table(("How long are logs kept?", cell(paragraph())), ("Who tests?", cell(paragraph("Nobody"))))
)
BOX = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
)


def comments_in(path: Path) -> list[tuple[str, str]]:
    """Return author and text of every comment that python-docx sees."""
    return [(one.author, one.text) for one in docx.Document(str(path)).comments]


def about(path: Path, which: int = 0) -> str:
    """Return the text between the marks of a comment, counted from 0."""
    inside, said, root = False, "", etree.fromstring(parts_of(path)[CONTENT])
    number = [one.get(f"{W}id") for one in root.iter(f"{W}commentRangeStart")][which]
    for one in root.iter("*"):
        if one.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd") and one.get(f"{W}id") == number:
            inside = one.tag.endswith("Start")
        said += (one.text or "") if inside and one.tag == f"{W}t" else ""
    return said


def refusals(certificate: Certificate) -> dict[str, str]:
    return {slot.at: slot.why for slot in certificate.notes_refused}


def test_a_flag_goes_into_a_comment_on_the_bare_answer_and_on_nothing_else(tmp_path: Path) -> None:
    source = saved(tmp_path, document(BODY))
    certificate = fill(source, commented("paragraph 2", "Larch Ledger", WARNING))
    assert comments_in(target_of(source)) == [("segq", WARNING)]
    assert texts(target_of(source))[2] == "Name: Larch Ledger (registered)"
    assert about(target_of(source)) == "Larch Ledger"
    assert certificate.notes == ("paragraph 2",)
    assert [part.name for part in certificate.added] == [PART]
    assert {part.name for part in certificate.changed} == {CONTENT, LINKS, TYPES}


def test_a_withheld_answer_leaves_its_place_blank_and_the_notice_in_a_comment(tmp_path: Path) -> None:
    source = saved(tmp_path, document(BODY))
    certificate = fill(source, noticed("paragraph 1", NOTICE), noticed("table 0 row 0 col 1", NOTICE))
    assert comments_in(target_of(source)) == [("segq", NOTICE), ("segq", NOTICE)]
    assert texts(target_of(source)) == texts(source)
    assert (certificate.written, certificate.left) == ((), ())
    assert certificate.notes == ("paragraph 1", "table 0 row 0 col 1")


def test_other_parts_are_the_same_bytes_and_verify_accepts_just_the_comments(tmp_path: Path) -> None:
    source = saved(tmp_path, document(BODY))
    fill(
        source,
        commented("paragraph 1", "The board.\n\nAnd the owner.", WARNING),
        noticed("table 0 row 0 col 1", NOTICE),
    )
    before, after = parts_of(source), parts_of(target_of(source))
    assert {name for name in after if after[name] != before.get(name)} == {PART, CONTENT, LINKS, TYPES}
    found = compare_files(source, target_of(source))
    assert found.only_slots_changed, found.others
    assert found.notes == ("paragraph 1", "table 0 row 0 col 1")


def test_verify_counts_comments_as_what_answers_bring(tmp_path: Path) -> None:
    source = saved(tmp_path, document(BODY))
    fill(source, commented("table 0 row 0 col 1", "A year.\n\nOr two.", WARNING), noticed("paragraph 1", NOTICE))
    found = compare_files(source, target_of(source))
    assert found.only_slots_changed, found.others
    assert found.notes_total == 2
    assert "only contents of places changed, 2 comments added" in found.render()
    assert "Comment added: paragraph 1" in found.render()


STANDING = (
    f'<w:comments xmlns:w="{WORD}" xmlns:v="urn:v"><w:comment  w:id="3" w:author="Ann"><w:p><w:r><w:t>Mind</w:t></w:r>'
    '</w:p></w:comment>\n<w:comment w:id="9" w:author="Ben"><w:p/></w:comment>\n</w:comments>'
)


def with_comments(part: str = STANDING, body: str = BODY) -> bytes:
    data = document(body)
    link = '<Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
    members = {TYPES: b"", LINKS: b""}
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in members}
    over = f'<Override PartName="/{PART}" ContentType="{kind}"/></Types>'.encode()
    members[TYPES] = members[TYPES].replace(b"</Types>", over)
    ends = f'{link}Target="comments.xml"/></Relationships>'.encode()
    members[LINKS] = members[LINKS].replace(b"</Relationships>", ends)
    return replaced(data, {**members, PART: part.encode()})


def test_comments_that_stand_there_keep_every_byte_and_the_new_one_gets_a_fresh_id(tmp_path: Path) -> None:
    source = saved(tmp_path, with_comments())
    certificate = fill(source, commented("paragraph 1", "The board.", WARNING))
    before, after = parts_of(source), parts_of(target_of(source))
    assert after[PART].startswith(before[PART].removesuffix(b"</w:comments>"))
    assert b'w:id="1" w:author="segq"' in after[PART]
    assert (after[LINKS], after[TYPES]) == (before[LINKS], before[TYPES])
    assert certificate.notes_kept == 2
    assert "Comments added: paragraph 1; 2 others unchanged" in certificate.render()
    assert compare_files(source, target_of(source)).only_slots_changed


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (STANDING.replace('"9"', '"3"'), "word/comments.xml has comments without an id of their own"),
        (STANDING.replace('"9"', '"x"'), "word/comments.xml has comments without an id of their own"),
        ("<other/>", "word/comments.xml holds no comments"),
    ],
)
def test_comments_that_cannot_be_told_apart_leave_the_flag_in_the_text(tmp_path: Path, part: str, why: str) -> None:
    source = saved(tmp_path, with_comments(part))
    certificate = fill(source, commented("paragraph 1", "The board.", WARNING))
    assert refusals(certificate) == {"paragraph 1": f"{why}; the flag stands in its text"}
    assert parts_of(target_of(source))[PART] == part.encode()
    assert "[CONFIDENTIAL] The board." in texts(target_of(source))


def test_a_part_under_another_prefix_takes_a_comment(tmp_path: Path) -> None:
    source = saved(tmp_path, with_comments(f'<comments xmlns="{WORD}"/>'))
    fill(source, commented("paragraph 1", "The board.", WARNING))
    assert comments_in(target_of(source)) == [("segq", WARNING)]


def test_a_second_round_adds_no_second_comment(tmp_path: Path) -> None:
    source = saved(tmp_path, document(BODY))
    fill(source, noticed("paragraph 1", NOTICE))
    again = target_of(source).rename(tmp_path / "again.docx")
    certificate = fill(again, noticed("paragraph 1", NOTICE))
    assert certificate.left[0].why == "already holds that value"
    assert target_of(again).read_bytes() == again.read_bytes()


def test_a_place_that_holds_an_answer_gets_neither_comment_nor_notice(tmp_path: Path) -> None:
    source = saved(tmp_path, document(BODY))
    certificate = fill(source, noticed("table 0 row 1 col 1", NOTICE))
    assert [(one.at, one.why) for one in certificate.left] == [("table 0 row 1 col 1", "already answered")]
    assert PART not in parts_of(target_of(source))
    with pytest.raises(PolicyRefused, match="already holds an answer"):
        fill(source, noticed("table 0 row 1 col 1", NOTICE), existing="refuse")


def test_where_answers_are_replaced_a_notice_takes_their_place_as_text(tmp_path: Path) -> None:
    source = saved(tmp_path, document(BODY))
    certificate = fill(source, noticed("table 0 row 1 col 1", NOTICE), existing="replace")
    assert texts(target_of(source))[-1] == NOTICE
    assert refusals(certificate) == {
        "table 0 row 1 col 1": "it replaces what stands there; the flag stands in its text"
    }


def test_a_confidential_tick_carries_its_flag_in_a_comment(tmp_path: Path) -> None:
    source = saved(tmp_path, document(f"<w:p><w:r><w:t>Agreed </w:t></w:r>{BOX}</w:p>"))
    certificate = fill(source, commented("paragraph 0", True, WARNING, control=0))
    assert about(target_of(source)) == "☒"
    assert certificate.notes == ("paragraph 0 control 0",)
    assert compare_files(source, target_of(source)).only_slots_changed


def test_a_notice_at_a_choice_stands_in_a_comment_or_nowhere(tmp_path: Path) -> None:
    body = (
        f"<w:p>{BOX}</w:p>"
        + paragraph("☐ Yes ☐ No")
        + f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{paragraph()}</w:sdtContent></w:sdt>"
    )
    source = saved(tmp_path, document(body))
    certificate = fill(
        source,
        noticed("paragraph 0", NOTICE, in_text=False, control=0),
        noticed("paragraph 1", NOTICE, in_text=False),
        noticed("paragraph 2", NOTICE, in_text=False),
    )
    assert certificate.notes == ("paragraph 0 control 0", "paragraph 1")
    assert refusals(certificate) == {"paragraph 2": "its content control takes no comment; nothing is written"}
    assert (about(target_of(source)), about(target_of(source), 1)) == ("☐", "☐ Yes ☐ No")


def test_a_document_that_is_protected_for_forms_takes_no_comment(tmp_path: Path) -> None:
    forms = '<w:documentProtection w:edit="forms" w:enforcement="1"/>'
    source = saved(tmp_path, document(f"<w:p>{BOX}</w:p>", settings=forms))
    certificate = fill(source, commented("paragraph 0", True, WARNING, control=0))
    assert refusals(certificate) == {
        "paragraph 0 control 0": "the document lets only its form fields be filled; the place carries no flag"
    }


def test_a_tracked_answer_takes_a_comment_too(tmp_path: Path) -> None:
    source = saved(tmp_path, document(BODY))
    fill(source, commented("paragraph 2", "Larch Ledger", WARNING), tracked_by="segq")
    assert about(target_of(source)) == "Larch Ledger"
    assert resolved(target_of(source), accept=False) == texts(source)
    assert compare_files(source, target_of(source)).only_slots_changed


def test_a_withheld_text_in_a_comment_is_refused(tmp_path: Path) -> None:
    secret = "the vault stands below the third pillar of the hall"
    source = saved(tmp_path, document(BODY))
    with pytest.raises(PolicyRefused, match=r"word/comments\.xml would hold a text that is withheld"):
        fill(source, commented("paragraph 1", "Yes", f"Psst: {secret}"), withheld=(secret,))
    assert not target_of(source).exists()


def changed_copy(source: Path, part: str, old: str, new: str) -> Path:
    data = parts_of(target_of(source))[part].decode()
    assert old in data
    made = replaced(target_of(source).read_bytes(), {part: data.replace(old, new, 1).encode()})
    return saved(source.parent, made, "changed.docx")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (PART, "</w:comments>", "<w:p/></w:comments>"),
        (PART, '<w:t xml:space="preserve">', '<w:t xml:space="preserve" w:x="1">'),
        (LINKS, "</Relationships>", '<Relationship Id="z" Type="t" Target="styles.xml"/></Relationships>'),
        (TYPES, "</Types>", '<Default Extension="bin" ContentType="x/y"/></Types>'),
        (CONTENT, '<w:commentRangeEnd w:id="1"/>', '<w:commentRangeEnd w:id="1"/><w:proofErr w:type="gramEnd"/>'),
        (CONTENT, "<w:r><w:commentReference", "<w:r><w:rPr><w:b/></w:rPr><w:commentReference"),
        (CONTENT, '<w:r><w:commentReference w:id="1"/></w:r>', ""),
    ],
)  # fmt: skip
def test_anything_beyond_adding_the_comment_differs(tmp_path: Path, part: str, old: str, new: str) -> None:
    source = saved(tmp_path, document(BODY))
    fill(source, noticed("paragraph 1", NOTICE))
    assert compare_files(source, target_of(source)).only_slots_changed
    assert not compare_files(source, changed_copy(source, part, old, new)).only_slots_changed


def test_a_comment_of_somebody_that_differs_or_is_gone_is_named(tmp_path: Path) -> None:
    source = saved(tmp_path, with_comments())
    fill(source, noticed("paragraph 1", NOTICE))
    said = compare_files(source, changed_copy(source, PART, "Mind", "Mine")).others
    assert "comment 3: differs" in said
    gone = changed_copy(source, PART, '<w:comment w:id="9" w:author="Ben"><w:p/></w:comment>', "")
    assert "comment 9: is gone" in compare_files(source, gone).others


WRITES = st.sampled_from(["text", "note", "both"])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["paragraph 1", "paragraph 2", "table 0 row 0 col 1"]), WRITES, min_size=1))
def test_whatever_is_commented_the_rest_is_canonically_the_same(tmp_path: Path, chosen: dict[str, str]) -> None:
    source = saved(tmp_path, document(BODY))
    made: dict[str, SlotWrite] = {
        at: place(at, "We do.")
        if how == "text"
        else noticed(at, NOTICE)
        if how == "note"
        else commented(at, "We do.", WARNING)
        for at, how in chosen.items()
    }
    certificate = fill(source, *made.values())
    assert certificate.notes == tuple(at for at, how in chosen.items() if how != "text")
    assert compare_files(source, target_of(source)).only_slots_changed
    assert len(comments_in(target_of(source))) == len(certificate.notes)


def test_marks_taken_out_leave_blanks_between_tags_where_they_were() -> None:
    data = body_xml("<w:p>\n <w:pPr/>\n <w:r><w:t>a</w:t></w:r>\n</w:p>")
    marks = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    for start, end in (("<w:pPr/>", "</w:t></w:r>"), ("<w:pPr/>\n ", "</w:t></w:r>\n")):
        text = data.decode().replace(start, start + marks[0], 1).replace(end, end + marks[1], 1)
        root = etree.fromstring(text.encode())
        assert list(unmarked(root, {1})) == [1]
        assert digest_without(root, []) == digest_without(etree.fromstring(data), [])
