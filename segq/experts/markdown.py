"""The expert's file as Markdown: readable in any editor, with a mark per question that ties the reply to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from knowledge.errors import InputRejected
from segq.experts.questions import ExpertQuestion, Reply, one_line

_LARGEST = 4_000_000
"""Bytes of a file that is read."""
_BEGIN = re.compile(r"^<!-- segq (?P<key>\S+) (?P<check>[0-9a-f]{16}) -->\s*$")
_END = "<!-- end -->"
_CHOICE, _SHOWN, _NAME, _ANSWER = (
    "**Choice:**",
    "**May be shown to (internal, nda, public):**",
    "**Your name:**",
    "**Answer:**",
)


def markdown_text(questionnaire: str, questions: Sequence[ExpertQuestion]) -> str:
    """Return the file's text."""
    lines = [
        f"# Questions from {one_line(questionnaire)}",
        "",
        "Write behind the bold words and leave the rest as it is. What you leave empty stays open.",
        "An answer is internal unless you write `nda` or `public`: who may read it outside the company.",
        "",
    ]
    for question in questions:
        lines += _block(question)
    return "\n".join(lines)


def read_markdown(path: Path) -> tuple[Reply, ...]:
    """Return the replies of such a file; raises InputRejected naming the file and line."""
    return tuple(_replies(path.name, _text_of(path).splitlines()))


def _block(question: ExpertQuestion) -> Iterator[str]:
    yield f"## {' · '.join(filter(None, map(one_line, (question.id or question.key, question.section))))}"
    yield f"<!-- segq {quote(question.key, safe='!')} {question.check} -->"
    yield ""
    yield from (f"> {line}".rstrip() for line in question.text.splitlines() or [""])
    yield ""
    if question.remark:
        yield from (f"Wanted: {one_line(question.remark)}", "")
    if question.options:
        yield from (f"Choices: {' | '.join(map(one_line, question.options))}", "", f"{_CHOICE} ", "")
    yield from (f"{_SHOWN} ", "", f"{_NAME} {one_line(question.expert)}", "", _ANSWER, "", "", "", _END, "")


def _replies(name: str, lines: Sequence[str]) -> Iterator[Reply]:
    number = 0
    while number < len(lines):
        begun = _BEGIN.match(lines[number].strip())
        if begun is None:
            number += 1
            continue
        end = next((at for at in range(number + 1, len(lines)) if lines[at].strip() == _END), None)
        if end is None or any(_BEGIN.match(line.strip()) for line in lines[number + 1 : end]):
            raise InputRejected(
                f"{name}, line {number + 1}: the line {_END} behind this question's answer is gone.",
                "Put it back below the answer.",
            )
        yield _reply(f"{name}, line {number + 1}", unquote(begun["key"]), begun["check"], lines[number + 1 : end])
        number = end + 1


def _reply(place: str, key: str, check: str, lines: Sequence[str]) -> Reply:
    at = next((number for number, line in enumerate(lines) if line.strip().startswith(_ANSWER)), None)
    if at is None:
        raise InputRejected(f"{place}: the word {_ANSWER} is gone.", "Put it back above the answer.")
    asked = [line.strip()[1:].strip() for line in lines[:at] if line.strip().startswith(">")]
    answer = [lines[at].strip()[len(_ANSWER) :], *lines[at + 1 :]]
    return Reply(
        place=place,
        key=key,
        check=check,
        question="\n".join(asked),
        option=_behind(_CHOICE, lines[:at]),
        text="\n".join(line.rstrip() for line in answer).strip(),
        disclosure=_behind(_SHOWN, lines[:at]),
        expert=_behind(_NAME, lines[:at]),
    )


def _behind(word: str, lines: Sequence[str]) -> str:
    found = next((line.strip() for line in lines if line.strip().startswith(word)), word)
    return found[len(word) :].strip()


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise InputRejected(f"{path}: cannot be read ({error.strerror}).", "Check the path.") from None
    if len(data) > _LARGEST:
        raise InputRejected(f"{path}: has more than {_LARGEST:,} bytes.", "Send back the file that segq wrote.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputRejected(f"{path}: not UTF-8 text.", "Save it as UTF-8.") from None
