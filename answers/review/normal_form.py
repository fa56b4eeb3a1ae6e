"""When two questions are the same question: equal normal forms, with what a fragment or a follow-up refers to."""

from __future__ import annotations

from collections.abc import Sequence

from answers.question_text import fingerprint, plain
from answers.questionnaire import Question
from answers.understanding import understand

_JOINT = " / "


def normal_forms(questions: Sequence[Question]) -> tuple[str, ...]:
    """Return the normal form of each question, in file order.

    A fragment (*Retention period*) is the same only in a section of the same name, a follow-up only after the same
    question; *if so, how?* without a known parent follows the question before it.
    """
    forms: dict[str, str] = {}
    before = ""
    for question in questions:
        forms[question.key] = before = _form(question, forms, before)
    return tuple(forms[question.key] for question in questions)


def _form(question: Question, forms: dict[str, str], before: str) -> str:
    read = understand(question.text, question.section)
    own = fingerprint(read.asked if read.fragment else read.bare) or plain(question.text).casefold()
    if question.parent is not None:
        return _JOINT.join((forms.get(question.parent, question.parent), fingerprint(question.condition), own))
    return f"{before}{_JOINT}{own}" if read.refers_back else own
