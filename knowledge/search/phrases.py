"""What of a knowledge base a question is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.statement import KnowledgeBase, Statement, YesNo


class PhraseKind(StrEnum):
    """Which part of a statement or document a phrase is."""

    QUESTION = "question"
    ALIAS = "alias"
    ANSWER = "answer"
    PARTLY = "partly_answers"
    DOES_NOT_ANSWER = "does_not_answer"
    DOCUMENT = "document"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with the place of its owner: in the base's ``documents`` or ``gaps`` for those, else ``statements``."""

    owner: int
    kind: PhraseKind
    text: str
    yes_no: YesNo | None = None


def phrases_of(base: KnowledgeBase) -> tuple[Phrase, ...]:
    """Return every phrase, owners ascending within a kind; a title counts as an alias."""
    found = [phrase for owner, statement in enumerate(base.statements) for phrase in _of_statement(owner, statement)]
    for owner, document in enumerate(base.documents):
        names = dict.fromkeys((document.title, *document.aliases))
        found += [Phrase(owner, PhraseKind.DOCUMENT, name) for name in names]
    for owner, gap in enumerate(base.gaps):
        texts = dict.fromkeys((gap.title, *gap.aliases, *gap.questions))
        found += [Phrase(owner, PhraseKind.GAP, text) for text in texts]
    return tuple(phrase for phrase in found if phrase.text.strip())


def _of_statement(owner: int, statement: Statement) -> Iterator[Phrase]:
    for question in statement.questions:
        yield Phrase(owner, PhraseKind.QUESTION, question.ask, question.yes_no)
    for alias in dict.fromkeys((statement.title, *statement.aliases)):
        yield Phrase(owner, PhraseKind.ALIAS, alias)
    for text in dict.fromkeys((statement.claim, statement.answers.short, statement.answers.full)):
        yield Phrase(owner, PhraseKind.ANSWER, text)
    for text in statement.partly_answers:
        yield Phrase(owner, PhraseKind.PARTLY, text)
    for text in statement.does_not_answer:
        yield Phrase(owner, PhraseKind.DOES_NOT_ANSWER, text)
