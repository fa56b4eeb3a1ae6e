"""Sending what experts are asked as a file, and taking their replies in: all rows or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answers.questionnaire import Question
from answers.review.decision import Act, Decision
from answers.review.offering import legal_options
from answers.review.session import ReviewSession
from exporters.ooxml.limits import MAX_CELL_TEXT
from knowledge.errors import InputRejected
from knowledge.statement import Disclosure
from segq.experts.markdown import markdown_text, read_markdown
from segq.experts.questions import ExpertQuestion, Reply, awaited, check_of, expert_question, one_line
from segq.experts.workbook import read_workbook_replies, workbook_bytes

_MARKDOWN, _WORKBOOK = (".md", ".markdown"), (".xlsx",)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of the rows of an expert's file."""

    answered: tuple[str, ...]
    """Keys of the questions that got their answer."""
    empty: tuple[str, ...]
    """Still with the expert: nothing was written."""
    late: tuple[str, ...]
    """Decided otherwise meanwhile; the reply was left away."""


def questions_for(session: ReviewSession, expert: str = "") -> tuple[ExpertQuestion, ...]:
    """Return what waits for experts, or for the one named, in file order."""
    sha256 = session.store.record().sha256
    found = []
    for line in session.lines:
        decision = line.standing.decision
        if decision is not None and awaited(decision) and expert.casefold() in ("", decision.expert.casefold()):
            found.append(expert_question(sha256, session.opened(line.key).question, decision))
    return tuple(found)


def expert_file(questionnaire: str, questions: Sequence[ExpertQuestion], target: Path) -> bytes:
    """Return the bytes of the file, in the format that the target's ending names; raises InputRejected for others."""
    if target.suffix.lower() in _MARKDOWN:
        return markdown_text(questionnaire, questions).encode()
    if target.suffix.lower() not in _WORKBOOK:
        raise InputRejected(f"{target}: experts get an .xlsx or .md file.", "Give -o a name with one of these endings.")
    for question in questions:
        if max(len(question.text), len(question.remark)) * 2 > MAX_CELL_TEXT:
            raise InputRejected(f"{question.key}: the question is too long for a cell.", "Send a .md file instead.")
    return workbook_bytes(questionnaire, questions)


def read_replies(path: Path) -> tuple[Reply, ...]:
    """Return the rows of an expert's file as they stand there; raises InputRejected where it cannot be read."""
    found = read_markdown(path) if path.suffix.lower() in _MARKDOWN else read_workbook_replies(path)
    if not found:
        raise InputRejected(f"{path}: no questions of ours in it.", "Send back the file that `segq sme send` wrote.")
    return found


def receive(session: ReviewSession, replies: Sequence[Reply]) -> Received:
    """Record the replies as one batch; raises InputRejected naming the row, and then nothing is recorded.

    A question that was changed, in the file or in the workspace, and one that the questionnaire does not have are
    refused: the reply would answer something else.
    """
    _refuse_doubles(replies)
    decisions, empty, late = [], [], []
    for reply in replies:
        question = _question_of(session, reply)
        standing = session.line(reply.key).standing.decision
        if not reply.says_something:
            empty.append(reply.key)
        elif standing is None or not awaited(standing):
            late.append(reply.key)
        else:
            decisions.append((reply.key, _decision(reply, question, standing)))
    if decisions:
        session.decide_many(decisions)
    return Received(tuple(key for key, _ in decisions), tuple(empty), tuple(late))


def _refuse_doubles(replies: Sequence[Reply]) -> None:
    first: dict[str, Reply] = {}
    for reply in replies:
        if reply.key in first:
            raise InputRejected(
                f"{reply.place}: {reply.key} stands here a second time, after {first[reply.key].place}.",
                "Keep one row for each question.",
            )
        first[reply.key] = reply


def _question_of(session: ReviewSession, reply: Reply) -> Question:
    if reply.key not in {line.key for line in session.lines}:
        raise InputRejected(
            f"{reply.place}: this questionnaire has no question at {reply.key}.",
            "Check that the file belongs to it: `segq list`.",
        )
    question = session.opened(reply.key).question
    sha256 = session.store.record().sha256
    if one_line(reply.question) != one_line(question.text) or reply.check != check_of(sha256, question):
        raise InputRejected(
            f"{reply.place}: the question is not the one that was sent.",
            "Put back its wording and check, or send it anew with `segq sme send`.",
        )
    return question


def _decision(reply: Reply, question: Question, asked: Decision) -> Decision:
    return Decision(
        Act.EXPERT_ANSWER,
        text=reply.text.strip(),
        option=_legal(reply, question),
        disclosure=_disclosure(reply),
        reason=asked.reason,
        expert=reply.expert.strip() or asked.expert,
    )


def _legal(reply: Reply, question: Question) -> str | None:
    wanted = reply.option.strip()
    if not wanted:
        return None
    legal = [option.text for option in legal_options(question)]
    if not legal:
        raise InputRejected(f"{reply.place}: {question.key} has no choices.", "Write the answer as a text.")
    found = [text for text in legal if text == wanted] or [text for text in legal if _alike(text) == _alike(wanted)]
    if len(found) != 1:
        raise InputRejected(f"{reply.place}: {wanted!r} is no legal choice.", f"Legal are: {', '.join(legal)}.")
    return found[0]


def _alike(text: str) -> str:
    return one_line(text).casefold()


def _disclosure(reply: Reply) -> Disclosure:
    said = reply.disclosure.strip().casefold()
    if not said:
        return Disclosure.INTERNAL
    try:
        return Disclosure(said)
    except ValueError:
        raise InputRejected(
            f"{reply.place}: {reply.disclosure.strip()!r} is not who may read an answer.",
            "Write internal, nda or public, or nothing for internal.",
        ) from None
