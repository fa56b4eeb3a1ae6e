"""Words that turn a question around, by sort: only words of one sort stand for each other.

*Are passwords inaccessible in cleartext?* and *Are cleartext passwords stored?* both hold two such words; what was
approved for the one says nothing of the other. A closed question is therefore answered by an approved one only where
each sort occurs in both: denials an equal number of times, even or odd, the others at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

from answers.question_text import plain
from knowledge.stems import terms

_PROTECTED = (
    "encrypted|protected|secured?|authenticated|authori[sz]ed|restricted|hashed|patched|reviewed|monitored|tested|managed|"
    "documented|approved|supported|logged|used|changed|able|willing|available|aware"
)
_SORTS: dict[str, str] = {
    "denial": (
        r"not|no|never|none|nor|neither|without(?! (?:an? |any )?exceptions?)|cannot|\w+n't|"
        r"fail(?:s|ed|ing)? to|neglect(?:s|ed)? to|omit(?:s|ted)?|out of (?=\w)(?!scope|date|band|office)|"
        rf"un(?:{_PROTECTED})|incapable|impossible|ineligible|inaccessible|inadmissible|insecure\w*|"
        r"lack\w*|absence|absent|free of|missing|single points? of failure"
    ),
    "rarity": r"seldom|rarely|hardly|infrequent\w*|less (?:often|frequent\w*)|skip\w*|bypass\w*|circumvent\w*",
    "cleartext": r"(?:plain|clear)[ -]?text|unhashed",
    "prohibition": (
        r"avoid\w*|prohibit\w*|forbid\w*|forbidden|prevent\w*|disallow\w*|block(?:ed|s|ing)?|ban(?:ned|s)?|exclud\w+|"
        r"refrain\w*"
    ),
    "refusal": r"refus\w+|reject\w*|deny|denied|declin\w+",
    "off": r"opt(?:ed|ing)?[ -]?out|(?:turn|switch)(?:ed|ing)? off|disabl\w+|deactivat\w+",
    "choice": r"optional(?:ly)?|voluntar(?:y|ily)",
    "outside": r"outside(?: of)?|beyond|off-premises?",
    "replacement": r"instead of|rather than|as opposed to|in place of|in lieu of",
}
_PATTERNS = {sort: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for sort, words in _SORTS.items()}
_DENIAL = "denial"
_LACK = re.compile(r"\b(?:without|lack(?:s|ing)?|absent|in the absence of)\s+((?:[\w'-]+\s*){1,2})", re.IGNORECASE)
_OR_NOT = "or not"


@lru_cache(maxsize=16_384)
def _counts(text: str) -> dict[str, int]:
    bare = plain(text)
    return {sort: found for sort, pattern in _PATTERNS.items() if (found := len(pattern.findall(bare)))}


def negations(text: str) -> int:
    """Return how many words turn the question around; two of them cancel out."""
    return sum(_counts(text).values())


def same_polarity(one: str, other: str) -> bool:
    """Whether two closed questions are turned around by the same sorts of words."""
    mine, theirs = _counts(one), _counts(other)
    alike = mine.keys() - {_DENIAL} == theirs.keys() - {_DENIAL}
    return alike and mine.get(_DENIAL, 0) % 2 == theirs.get(_DENIAL, 0) % 2 and _same_lack(one, other)


def _same_lack(one: str, other: str) -> bool:
    """Whether *without* and the like take away the same thing: *without access* is not *without checks*."""
    mine, theirs = _lacked(one), _lacked(other)
    return not mine or not theirs or bool(mine & theirs)


@lru_cache(maxsize=16_384)
def _lacked(text: str) -> frozenset[str]:
    """Return the stems of the few words behind *without*, *lacking* or a closing *or not*."""
    bare = plain(text)
    stems = {stem for match in _LACK.finditer(bare) for stem in terms(match[1])}
    return frozenset(stems | ({_OR_NOT} if re.search(r"\bor not\b", bare, re.IGNORECASE) else set()))
