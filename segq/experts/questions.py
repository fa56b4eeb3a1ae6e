"""What an expert is asked, and what they replied: values, whichever file carries them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from answers.questionnaire import Question
from answers.review.decision import Act, Decision
from answers.review.offering import legal_options

NOT_SAID = ""
"""What stands in a reply for something that the expert left open."""


@dataclass(frozen=True, slots=True)
class ExpertQuestion:
    """One question as it goes out."""

    key: str
    check: str
    """Ties the row to the questionnaire, the question's wording and its options: a changed question is refused."""
    id: str
    section: str
    text: str
    remark: str
    """What the reviewer wants to know."""
    expert: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """One row as it came back, nothing of it checked."""

    place: str
    """Where it stands in the file, for messages."""
    key: str
    check: str
    question: str
    """The question as the file has it now."""
    option: str = NOT_SAID
    text: str = NOT_SAID
    disclosure: str = NOT_SAID
    expert: str = NOT_SAID

    @property
    def says_something(self) -> bool:
        """Whether there is an answer in it."""
        return bool(self.option.strip() or self.text.strip())


def expert_question(questionnaire_sha256: str, question: Question, decision: Decision) -> ExpertQuestion:
    """Return the question as it goes to the expert whom the decision names."""
    options = tuple(option.text for option in legal_options(question))
    return ExpertQuestion(
        key=question.key,
        check=check_of(questionnaire_sha256, question),
        id=question.id or "",
        section=question.section,
        text=question.text,
        remark=decision.reason,
        expert=decision.expert,
        options=options,
    )


def awaited(decision: Decision | None) -> bool:
    """Whether an expert has the question."""
    return decision is not None and decision.act is Act.ASK_EXPERT


def check_of(questionnaire_sha256: str, question: Question) -> str:
    """Return 16 hexadecimal digits over everything that the answer depends on."""
    options = [option.text for option in legal_options(question)]
    asked = [questionnaire_sha256, question.key, one_line(question.text), one_line(question.section), options]
    return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()[:16]


def one_line(text: str) -> str:
    """Return the text as questions are compared: however a program broke its lines."""
    return " ".join(text.split())


def experts_of(questions: Iterable[ExpertQuestion]) -> tuple[str, ...]:
    """Return who is asked, each once, in order."""
    return tuple(dict.fromkeys(each.expert for each in questions))
