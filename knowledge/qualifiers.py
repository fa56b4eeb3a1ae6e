"""Words that make a claim say more or less than its source: which of them two wordings share."""

from __future__ import annotations

import re
from dataclasses import dataclass

QUOTE_JOINT = " … "
"""Joins the sentences of a quote that do not follow one another in the source."""


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word or phrase with its synonyms; ``binding`` ones may not be dropped by a yes-question either."""

    name: str
    pattern: re.Pattern[str]
    binding: bool = False

    def __contains__(self, text: str) -> bool:
        return self.pattern.search(text) is not None


def _qualifier(name: str, synonyms: str, binding: bool = False) -> Qualifier:
    return Qualifier(name, re.compile(rf"\b(?:{synonyms})", re.IGNORECASE), binding)


STRENGTHENING = (
    _qualifier("all", r"(?:all|every|each|entire|whole)\b"),
    _qualifier("always", r"(?:always|at all times|continuous(?:ly)?|ongoing|on an ongoing)\b"),
    _qualifier("never", r"never\b"),
    _qualifier("only", r"(?:only|solely|exclusively)\b"),
    _qualifier("daily", r"(?:daily|every day|nightly)\b"),
    _qualifier("hourly", r"(?:hourly|every hour)\b"),
    _qualifier("weekly", r"(?:weekly|every week)\b"),
    _qualifier("monthly", r"(?:monthly|every month)\b"),
    _qualifier("quarterly", r"(?:quarterly|every quarter)\b"),
    _qualifier("annual", r"(?:annual(?:ly)?|yearly|every year|once a year|per year|semi-?annual(?:ly)?)\b"),
    _qualifier("24/7", r"(?:24\s?[x/]\s?7|around the clock)"),
    _qualifier("within a time limit", r"within (?:\d+|one|two|three|seven|thirty)\b"),
    _qualifier("immediately", r"(?:immediate(?:ly)?|instant(?:ly)?|at once)\b"),
    _qualifier("formal", r"formal(?:ly|ised|ized)?\b"),
    _qualifier("documented", r"(?:documented|written|in writing)\b"),
    _qualifier("tested", r"(?:tested|exercised|validated|verified)\b"),
    _qualifier("approved", r"(?:approved|signed off|endorsed)\b"),
    _qualifier("automatic", r"automat\w+"),
    _qualifier("plan", r"plans?\b"),
    _qualifier("policy", r"polic(?:y|ies)\b"),
    _qualifier("program", r"program(?:me)?s?\b"),
    _qualifier("highly available", r"(?:highly available|high[- ]availability|fault[- ]toleran\w+)"),
    _qualifier("certified", r"(?:certified|accredited|audited)\b"),
    _qualifier("independent", r"independent(?:ly)?\b"),
    _qualifier("guaranteed", r"guarante\w+"),
    _qualifier("fully", r"(?:fully|completely|comprehensive(?:ly)?|end[- ]to[- ]end)\b"),
    _qualifier("inactivity", r"(?:inactiv\w+|idle)\b"),
)
"""What a wording may not add to its source."""

LIMITING = (
    _qualifier("currently", r"current(?:ly)?\b"),
    _qualifier("where permitted by law", r"permitted by law|legally permitted|law permits|permits them", binding=True),
    _qualifier("affected", r"affected\b", binding=True),
    _qualifier("production", r"production\b"),
    _qualifier("external", r"external\b"),
    _qualifier("authenticated endpoints", r"authenticated\b", binding=True),
    _qualifier("before engagement", r"before (?:engagement|engaging|it processes|they process)"),
    _qualifier("periodically", r"(?:periodic\w*|regular\w*)\b"),
    _qualifier("promptly", r"prompt\w*|timely"),
    _qualifier("without undue delay", r"without undue delay"),
    _qualifier("on a regular cadence", r"regular\w*|cadence"),
    _qualifier("rolling basis", r"rolling"),
    _qualifier("on request", r"on request"),
    _qualifier("under NDA", r"under (?:an |a )?(?:NDA|non-disclosure)"),
    _qualifier("in advance", r"in advance|advance notice"),
    _qualifier("case by case", r"case[- ]by[- ]case", binding=True),
    _qualifier("where appropriate", r"where appropriate", binding=True),
    _qualifier("where possible", r"where possible", binding=True),
    _qualifier("as needed", r"as needed"),
    _qualifier("necessary", r"necessary"),
    _qualifier("minimum", r"minimum"),
    _qualifier("routinely", r"routine\w*"),
    _qualifier("severity-affecting", r"severity-affecting|severe\b", binding=True),
    _qualifier("major-incident", r"major[- ]incident"),
    _qualifier("critical", r"critical\b"),
    _qualifier("new", r"new\b"),
    _qualifier("on hire", r"on hire"),
    _qualifier("at onboarding", r"onboarding|when they join"),
    _qualifier("opt-in", r"opt(?:s|ed)?[- ]in"),
    _qualifier("per Customer account", r"per Customer account"),
    _qualifier("formal", r"formal\b"),
    _qualifier("key providers", r"key infrastructure"),
    _qualifier("at a high level", r"high level"),
    _qualifier("edge", r"edge\b"),
    _qualifier("consistent with", r"consistent with"),
)
"""What a wording may not drop from its source."""

_CLAUSE_END = re.compile(r"[,;:—]\s+|\s+and\s+|\s+or\s+")
_WORD = re.compile(r"[a-z0-9][a-z0-9'./-]*[a-z0-9]|[a-z0-9]")
_STOP = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "do", "does", "for", "in", "is", "it", "its", "not", "of", "on",
    "or", "our", "the", "to", "us", "we", "with", "you", "your",
})  # fmt: skip
_SAME_CLAUSE = 0.6
"""Share of a clause's own words that a wording must repeat to count as repeating the clause."""


def added(text: str, quote: str) -> tuple[str, ...]:
    """Return the strengthening qualifiers that the text has and the quote lacks."""
    return tuple(qualifier.name for qualifier in STRENGTHENING if text in qualifier and quote not in qualifier)


def dropped(text: str, quote: str) -> tuple[str, ...]:
    """Return the limiting qualifiers of those clauses of the quote that the text repeats without them."""
    said = _content(text)
    lost = [
        qualifier.name
        for clause in _clauses(quote)
        for qualifier in LIMITING
        if clause in qualifier and text not in qualifier and _repeats(said, qualifier.pattern.sub(" ", clause))
    ]
    return tuple(dict.fromkeys(lost))


def dropped_by_question(ask: str, claim: str) -> tuple[str, ...]:
    """Return the binding qualifiers of the claim that a question answered by yes does not repeat."""
    return tuple(
        qualifier.name for qualifier in LIMITING if qualifier.binding and claim in qualifier and ask not in qualifier
    )


def _clauses(quote: str) -> list[str]:
    return [clause for part in quote.split(QUOTE_JOINT.strip()) for clause in _CLAUSE_END.split(part) if clause.strip()]


def _repeats(said: frozenset[str], clause: str) -> bool:
    own = _content(clause)
    return len(own) >= 2 and len(own & said) / len(own) >= _SAME_CLAUSE


def _content(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _STOP
