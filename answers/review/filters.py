"""Which questions a list shows: terms such as ``is:open``, ``section:access`` and ``-is:gated``, and free text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from answers.proposal import Recommendation
from answers.question_text import plain
from answers.review.decision import Act
from answers.review.lines import Line
from knowledge.errors import InputRejected


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at the list, and what only the whole session knows."""

    reviewer: str = ""
    stale: Collection[str] = frozenset()
    """Keys of the questions whose decision is stale."""


_Test = Callable[[Line, Viewer], bool]


def is_open(line: Line) -> bool:
    """Whether the question still needs something: no decision yet, or an expert's reply."""
    return line.standing.decision is None or not line.standing.decision.is_done


def _act(act: Act) -> _Test:
    return lambda line, _: line.standing.decision is not None and line.standing.decision.act is act


def _recommended(recommendation: Recommendation) -> _Test:
    return lambda line, _: line.recommendation is recommendation


STATES: dict[str, _Test] = {
    "open": lambda line, _: is_open(line),
    "decided": lambda line, _: not is_open(line),
    "settled": _recommended(Recommendation.SETTLED),
    "suggested": _recommended(Recommendation.SUGGESTED),
    "none": _recommended(Recommendation.NONE),
    "flagged": lambda line, _: line.standing.flagged,
    "sme": _act(Act.ASK_EXPERT),
    "expert": _act(Act.ASK_EXPERT),
    "accepted": _act(Act.ACCEPT),
    "option": _act(Act.CHOOSE),
    "mine": lambda line, viewer: bool(viewer.reviewer) and line.standing.assigned == viewer.reviewer,
    "stale": lambda line, viewer: line.key in viewer.stale,
    "gated": lambda line, _: line.gated,
    "blocked": lambda line, _: line.blocked,
    "edited": _act(Act.EDIT),
    "skipped": _act(Act.SKIP),
    "n/a": _act(Act.NOT_APPLICABLE),
}
"""What may stand behind ``is:``."""
_FIELDS: dict[str, Callable[[Line], str]] = {"section": lambda line: line.section, "id": lambda line: line.id}
_TERM = re.compile(r"""(?P<no>-?)(?:(?P<field>is|section|id):)?(?:"(?P<quoted>[^"]*)"?|(?P<word>\S*))""", re.IGNORECASE)


def filtered(lines: Sequence[Line], query: str, viewer: Viewer | None = None) -> tuple[Line, ...]:
    """Return the lines that every term of the query holds for; raises InputRejected for an unknown ``is:``."""
    tests = _tests(query)
    seen_by = viewer or Viewer()
    return tuple(line for line in lines if all(test(line, seen_by) is wanted for test, wanted in tests))


def _tests(query: str) -> list[tuple[_Test, bool]]:
    """Return each term as a test, and whether it is to hold; a term without a value is still being typed."""
    found = []
    for term in _TERM.finditer(query):
        value = term["quoted"] if term["quoted"] is not None else term["word"]
        if value:
            found.append((_test((term["field"] or "").lower(), value), not term["no"]))
    return found


def _test(field: str, value: str) -> _Test:
    if field == "is":
        return STATES[_state(value.lower())]
    wanted = _folded(value)
    if field:
        return lambda line, _: wanted in _folded(_FIELDS[field](line))
    return lambda line, _: (
        wanted in _folded(line.text)
        or any(wanted in _folded(part) for part in (line.id, line.section, line.statement or ""))
    )


def _state(word: str) -> str:
    """Return the state meant, of which a beginning is enough where only one begins so."""
    meant = [word] if word in STATES else [state for state in STATES if state.startswith(word)]
    if len(meant) != 1:
        raise InputRejected(f"is:{word} is no filter.", f"There are: {', '.join(f'is:{state}' for state in STATES)}.")
    return meant[0]


@lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    return plain(text).casefold()
