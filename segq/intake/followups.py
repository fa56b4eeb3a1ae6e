"""Which question a follow-up hangs on, and when it applies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answers.questionnaire import Question
from segq.intake.wording import split_id

_CONDITION = re.compile(
    r"^\W{0,2}?(?P<when>"
    r"if (?:yes|no|not|so|applicable|available|any|other|partial\w*|the answer"
    r"|you answered|answered|n/?a|marked)\b[^,:;?.]{0,60}"
    r"|(?:where|when) applicable|si (?:oui|non|la réponse)[^,:;?.]{0,40}|le cas échéant|dans l['’]affirmative"
    r"|(?:falls|wenn|sofern) (?:ja|nein|zutreffend|nicht|vorhanden)[^,:;?.]{0,40}"
    r"|en caso (?:afirmativo|negativo|de)[^,:;?.]{0,40}|si (?:la respuesta|es así|procede)[^,:;?.]{0,40}"
    r"|em caso (?:afirmativo|negativo)|caso (?:sim|positivo|afirmativo|negativo|não)"
    r"|se (?:sim|não|aplicável|sì|no|applicabile|così)\b"
    r"|in caso (?:affermativo|negativo)|(?:zo|indien) (?:ja|nee|van toepassing)|om (?:ja|nej)"
    r"|如果?(?:是|有|否|适用|回答)[^，,：:。]{0,20}|若(?:是|有|否|适用)?[^，,：:。]{0,20}|(?:「?はい」?|「?いいえ」?|該当する|ある)の?場合"
    r")",
    re.IGNORECASE,
)


def condition(text: str) -> str:
    """Return the clause that says when the question applies, ``""`` where it always does."""
    _, body = split_id(text)
    found = _CONDITION.match(body.strip())
    return found["when"].strip() if found else ""


def linked(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return the questions of one table with parent and condition of each follow-up set."""
    by_id = {question.id: question for question in questions if question.id}
    result: list[Question] = []
    leader: Question | None = None
    for question in questions:
        when = condition(question.text)
        parent = by_id.get(_parent_id(question.id) or "")
        if parent is None and when and leader is not None and leader.section == question.section:
            parent = leader
        if parent is not None and parent.key == question.key:
            parent = None
        result.append(replace(question, parent=parent.key if parent else None, condition=when))
        if not when:
            leader = question
    return tuple(result)


def _parent_id(own: str | None) -> str | None:
    """Return ``1.2`` for ``1.2.a``, ``1.2a`` and ``1.2(a)``: lettered parts belong to their number."""
    found = re.match(r"^(.*\d)[.\-]?\(?[a-z]\)?$", own or "", re.IGNORECASE)
    return found[1] if found else None
