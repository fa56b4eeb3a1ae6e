"""Whole documents written through the child process, and what became of them, for tests."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
from lxml import etree

from answers.proposal import Noted
from answers.questionnaire import WordAddress
from exporters.answers_file import GivenAnswer, slot_writes
from exporters.certificate import Certificate
from exporters.formats import WORD
from exporters.publishing import SlotWrite, WritePolicy
from exporters.word.markup import W
from exporters.word.unchanged import remove
from knowledge.disclosure import CellValue
from tests.exporters.releasing import DAY

CONTENT = "word/document.xml"


def saved(folder: Path, data: bytes, name: str = "asked.docx") -> Path:
    """Write a document and return its path."""
    path = folder / name
    path.write_bytes(data)
    return path


def place(at: str, value: CellValue, control: int | None = None, fields: tuple[int, ...] = ()) -> SlotWrite:
    """Return a released value for a place."""
    (write,) = slot_writes([GivenAnswer(WordAddress(at, control, fields), value)], DAY, WordAddress)
    return write


def commented(
    at: str, value: CellValue, note: str, control: int | None = None, fields: tuple[int, ...] = ()
) -> SlotWrite:
    """Return a value that stands bare with its flag in a comment, and flagged where it cannot."""
    bare = place(at, value, control, fields).released
    flagged = bare.flagged("[CONFIDENTIAL]") if isinstance(value, str) else bare
    return SlotWrite(WordAddress(at, control, fields), flagged, Noted(place(at, note).released, bare))


def noticed(
    at: str, note: str, *, in_text: bool = True, control: int | None = None, fields: tuple[int, ...] = ()
) -> SlotWrite:
    """Return a notice that stands in a comment, its place left as it is."""
    said = place(at, note).released
    return SlotWrite(WordAddress(at, control, fields), said, Noted(said, None, in_text))


def target_of(source: Path) -> Path:
    """Return where :func:`fill` writes."""
    return source.with_name("out.docx")


def fill(source: Path, *writes: SlotWrite, **policy: Any) -> Certificate:
    """Write ``out.docx`` beside the source and return its certificate."""
    return WORD.write(source, target_of(source), writes, policy=WritePolicy(as_of=DAY, overwrite=True, **policy))


def parts_of(path: Path) -> dict[str, bytes]:
    """Return the members of a document."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a document with those members in place of its own, or behind them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (members | parts).items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def texts(path: Path) -> list[str]:
    """Return what python-docx reads: paragraphs of the body, then cells."""
    opened = docx.Document(str(path))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in opened.paragraphs] + cells


def resolved(path: Path, *, accept: bool) -> list[str]:
    """Return the texts after all tracked changes are accepted or rejected, by the rules of 17.13.5."""
    kept, gone = ("ins", "del") if accept else ("del", "ins")
    root = etree.fromstring(parts_of(path)[CONTENT])
    for paragraph in list(root.iter(f"{W}p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None:
            _join(paragraph)
    for mark, _ in _marks(root, gone):
        remove(mark)
    for mark, around in _marks(root, kept):
        for child in list(mark):
            mark.addprevious(child)
        around.remove(mark)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"
    made = saved(path.parent, replaced(path.read_bytes(), {CONTENT: etree.tostring(root)}), "resolved.docx")
    return texts(made)


def _marks(root: etree._Element, name: str) -> list[tuple[etree._Element, etree._Element]]:
    """Return the insertions or deletions of runs, each with what it stands in."""
    found = ((mark, mark.getparent()) for mark in root.iter(W + name))
    return [(mark, around) for mark, around in found if around is not None and around.tag != f"{W}rPr"]


def _join(paragraph: etree._Element) -> None:
    """Let a paragraph whose mark goes run on into the next one, whose mark stays; the last of a cell stays alone."""
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        return
    own = [child for child in paragraph if child.tag != f"{W}pPr"]
    at = 0 if following.find(f"{W}pPr") is None else 1
    for number, child in enumerate(own):
        following.insert(at + number, child)
    remove(paragraph)
