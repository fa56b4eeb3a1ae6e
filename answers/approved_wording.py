"""The approved wordings of a statement or document as releasable content, chosen to fit a slot."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.approval import members
from knowledge.disclosure import CellValue
from knowledge.statement import Disclosure, Document, KnowledgeBase, Statement, YesNo, strictest

_LEAD = re.compile(r"^(?P<word>yes|no|partly|partially)\b[.,:;–-]?\s*", re.IGNORECASE)
_LEAD_WORDS = {YesNo.YES: "Yes", YesNo.NO: "No", YesNo.PARTIAL: "Partly"}


@dataclass(frozen=True, slots=True)
class Wording:
    """Content taken from approved sources, with the strictest disclosure of what it rests on."""

    content: CellValue
    disclosure: Disclosure
    basis: tuple[str, ...]
    contact: str = ""


def lead_of(text: str) -> YesNo | None:
    """Return the yes or no that an approved wording opens with."""
    match = _LEAD.match(text)
    if match is None:
        return None
    return {"yes": YesNo.YES, "no": YesNo.NO}.get(match["word"].lower(), YesNo.PARTIAL)


def led_by(text: str, answer: YesNo) -> str:
    """Return the wording opening with ``answer``: one fact answers a question and its opposite."""
    rest = _LEAD.sub("", text, count=1)
    return f"{_LEAD_WORDS[answer]}. {rest[:1].upper()}{rest[1:]}"


def needs_context(statement: Statement, answer: YesNo | None) -> bool:
    """Whether the answer is an honest no or partly, rather than a good fact asked the other way round."""
    return answer in (YesNo.NO, YesNo.PARTIAL) and lead_of(statement.answers.short) is not YesNo.YES


def statement_wording(statement: Statement, base: KnowledgeBase, content: CellValue) -> Wording:
    """Return the content as resting on the statement and, for a composite, on all of its components."""
    return Wording(
        content=content,
        disclosure=strictest(tuple(member.disclosure for member in members(statement, base))),
        basis=(statement.id, *statement.components),
        contact=base.contact,
    )


def document_wording(document: Document, base: KnowledgeBase) -> Wording:
    """Return the name of a document and how to obtain it: no secret unless the document is internal."""
    place = f" {document.url}" if document.url and document.url not in document.obtain else ""
    disclosure = Disclosure.INTERNAL if document.disclosure is Disclosure.INTERNAL else Disclosure.PUBLIC
    return Wording(f"{document.title}: {document.obtain}{place}", disclosure, (document.id,), base.contact)
