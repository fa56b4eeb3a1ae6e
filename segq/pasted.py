"""Questions pasted from a portal: found in plain text, and kept as a small CSV file whose answers are still empty."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exporters.delimited.fields import APOSTROPHE, starts_like_formula
from knowledge.errors import InputRejected
from segq.intake.evidence import Role
from segq.intake.profiles import ColumnLayout, LayoutProfile, SheetLayout, TableLayout
from segq.intake.wording import split_id

_MOST = 5_000
"""Questions taken from one text."""
_BULLET = re.compile(r"^\s*[-*•▪‣·–]\s+")
_HEADING = re.compile(r"^\s*#{1,6}\s+(?P<text>\S.*)$")
_BLANK = re.compile(r"\n\s*\n")
_HEADER = ("ID", "Section", "Question", "Answer")
_ASKS = ("?", "？", "؟", ";")
_ENDS = (*_ASKS, ".", "。", ":", "!")
_NUMBERED = 2
"""So many numbered lines make a numbered list."""
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class PastedQuestion:
    """One question of a pasted text, with the number in front of it as its id and the heading above it."""

    text: str
    id: str = ""
    section: str = ""


def pasted_questions(text: str) -> tuple[PastedQuestion, ...]:
    """Return the questions of a text: paragraphs where blank lines part them, else lines; ``# …`` is a heading.

    Raises InputRejected where there are none, or more than a questionnaire can have.
    """
    found, section = [], ""
    for piece in _pieces(text.replace("\r\n", "\n").replace("\r", "\n")):
        heading = _HEADING.match(piece)
        if heading:
            section = heading["text"].strip()
            continue
        number, asked = split_id(_BULLET.sub("", piece))
        if asked.strip():
            found.append(PastedQuestion(asked.strip(), number or "", section))
    if not found:
        raise InputRejected("stdin: no questions in it.", "Paste one question per line, or paragraphs.")
    if len(found) > _MOST:
        raise InputRejected(f"stdin: {len(found):,} questions; {_MOST:,} are taken at most.", "Split it.")
    return tuple(found)


def pasted_csv(questions: Sequence[PastedQuestion]) -> bytes:
    """Return the questions as CSV (UTF-8 with a byte order mark, all fields quoted) with an empty answer column."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_HEADER)
    writer.writerows((_harmless(each.id), _harmless(each.section), _harmless(each.text), "") for each in questions)
    return written.getvalue().encode("utf-8-sig")


def pasted_layout(sheet: str, rows: int) -> LayoutProfile:
    """Return how such a CSV is laid out, so that every row of it is read as a question."""
    roles = (Role.ID, Role.SECTION, Role.QUESTION, Role.ANSWER)
    columns = tuple(
        ColumnLayout(letter, role, header) for letter, role, header in zip("ABCD", roles, _HEADER, strict=True)
    )
    table = TableLayout(columns, header_row=1, last_row=rows + 1, ask=tuple(range(2, rows + 2)))
    return LayoutProfile("pasted", (SheetLayout(sheet, (table,), blocks=False),))


def _pieces(text: str) -> Iterator[str]:
    """Yield headings, behind a ``#``, and questions, each on one line."""
    paragraphs = [
        [line.strip() for line in part.split("\n") if line.strip()] for part in _BLANK.split(text) if part.strip()
    ]
    for lines in paragraphs:
        if sum(split_id(line)[0] is not None for line in lines) >= _NUMBERED:
            yield from _numbered(lines)
        elif len(paragraphs) == 1 or all(map(_begins_or_asks, lines)):
            yield from lines
        else:
            yield from _continued(lines)


def _begins(line: str) -> bool:
    """Whether a line is the first of a question, or a heading, whatever stands above it."""
    return split_id(line)[0] is not None or bool(_BULLET.match(line) or _HEADING.match(line))


def _begins_or_asks(line: str) -> bool:
    return _begins(line) or line.endswith(_ASKS)


def _numbered(lines: Sequence[str]) -> Iterator[str]:
    """Yield the questions of a numbered list; what stands between them continues one, or heads the next."""
    held = ""
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        heads = _begins(following) and len(line) <= _LONGEST_HEADING and not line.endswith(_ENDS)
        if _begins(line) or (heads and (not held or held.endswith(_ENDS))):
            yield from filter(None, (held,))
            held = line if _begins(line) else f"# {line}"
        elif held and not _HEADING.match(held):
            held = f"{held} {line}"
        else:
            yield from filter(None, (held,))
            held = line
    yield from filter(None, (held,))


def _continued(lines: Sequence[str]) -> Iterator[str]:
    """Yield the questions of a paragraph whose lines were broken to fit a page."""
    held = ""
    for line in lines:
        if held and not _begins(line) and not _HEADING.match(held):
            held = f"{held} {line}"
            continue
        yield from filter(None, (held,))
        held = line
    yield from filter(None, (held,))


def _harmless(text: str) -> str:
    return APOSTROPHE + text if starts_like_formula(text) else text
