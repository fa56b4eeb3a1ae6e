"""What the owner writes into the knowledge base to grant a request, as a piece of YAML without the customer's wording.

Empty texts are for the owner to fill: the base does not load with them, so none is left by mistake.
"""

from __future__ import annotations

import json

from rapidfuzz import fuzz

from knowledge.statement import KnowledgeBase, Statement
from segq.storage.records import Request, RequestKind

REWORD = "Say the customer's question in your own words: theirs stays in this workspace."


def yaml_for(request: Request, base: KnowledgeBase) -> str:
    """Return the YAML that grants the request; empty where nothing is written, or its statement is gone."""
    statement = base.statement(request.statement) if request.statement else None
    if request.kind in {RequestKind.MISSING, RequestKind.STATEMENT}:
        return _new_statement(request.text if request.kind is RequestKind.STATEMENT else "")
    if statement is None:
        return ""
    if request.kind is RequestKind.REVISION:
        return _revision(statement, request.text)
    return _not_answered(statement) if request.kind is RequestKind.DOES_NOT_ANSWER else ""


def _new_statement(words: str) -> str:
    said = _text(words)
    return f"""\
- id: ""            # lower case, hyphens
  title: ""
  claim: {said}
  answers:
    short: {said}
    full: {said}
  questions:        # {REWORD}
    - {{ask: ""}}      # add yes_no: "yes" or "no" where the claim answers so
  disclosure: internal
  source: {{document: "", section: "", quote: ""}}
  owner: ""
"""


def _revision(statement: Statement, words: str) -> str:
    name = revised_answer(statement, words)
    return f"""\
- id: {statement.id}   # the rest stays; claim and quote must still carry the words
  answers:
    {name}: {_text(words)}
# The approval ends with this change: the owner approves it anew.
"""


def revised_answer(statement: Statement, words: str) -> str:
    """Return which of the answers the words are nearer to, ``short`` or ``full``."""
    answers = statement.answers
    return "full" if fuzz.ratio(words, answers.full) > fuzz.ratio(words, answers.short) else "short"


def _not_answered(statement: Statement) -> str:
    return f"""\
- id: {statement.id}   # the rest stays
  does_not_answer:
    - ""   # {REWORD}
"""


def _text(words: str) -> str:
    """Return the words as a YAML scalar: every JSON string is one."""
    return json.dumps(" ".join(words.split()), ensure_ascii=False)
