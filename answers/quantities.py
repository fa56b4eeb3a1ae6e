"""Frequencies, durations and versions as quantities: compared with their units, never matched as words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from knowledge.statement import Comparison

VAGUE_FREQUENCY = -1.0
"""Days between two occurrences where the text says only *periodically* or *regularly*."""

_FREQUENCY_WORDS: tuple[tuple[str, float], ...] = (
    (r"continuous(?:ly)?|real[- ]time|ongoing|on an ongoing basis|constantly|24\s*[x/]\s*7(?:\s*[x/]\s*365)?", 0.0),
    (r"hourly|every hour", 1 / 24),
    (r"daily|every day|each day|nightly|once a day|per day|24 hours a day", 1.0),
    (r"weekly|every week|once a week|per week", 7.0),
    (r"fortnightly|bi-?weekly|every two weeks", 14.0),
    (r"monthly|every month|once a month|per month", 30.0),
    (r"quarterly|every quarter|every three months|every 3 months", 91.0),
    (r"semi-?annual(?:ly)?|bi-?annual(?:ly)?|half-?yearly|twice a year|every six months|every 6 months", 182.0),
    (r"annual(?:ly)?|yearly|every year|each year|once a year|per year|per annum|every 12 months", 365.0),
    (r"every two years|every 2 years|biennial(?:ly)?", 730.0),
    (r"periodic(?:al|ally)?|regular(?:ly)?|at planned intervals|routine(?:ly)?|recurring", VAGUE_FREQUENCY),
    (r"on a regular (?:basis|cadence)", VAGUE_FREQUENCY),
)
_FREQUENCIES = tuple((re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), days) for pattern, days in _FREQUENCY_WORDS)

_UNIT_DAYS = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "business day": 1.4,
    "working day": 1.4,
    "week": 7.0,
    "month": 30.0,
    "year": 365.0,
}
_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12,
    "thirty": 30, "ninety": 90,
}  # fmt: skip
_DURATION = re.compile(
    r"(?P<bound>within|no later than|not later than|less than|under|at most|up to|maximum(?: of)?|"
    r"at least|minimum(?: of)?|more than|over|longer than|past|last|previous|next)?\s*"
    r"(?:the\s+)?(?:past\s+|last\s+|next\s+)?"
    rf"\(?(?P<number>\d+(?:\.\d+)?|{'|'.join(_NUMBER_WORDS)})\)?[\s-]*"
    r"(?P<unit>minute|business day|working day|hour|day|week|month|year)s?\b(?P<after>\s+or\s+(?:more|longer|less))?",
    re.IGNORECASE | re.ASCII,
)
_AT_MOST = {
    "within",
    "no later than",
    "not later than",
    "less than",
    "under",
    "at most",
    "up to",
    "maximum",
    "maximum of",
}
_AT_LEAST = {"at least", "minimum", "minimum of", "more than", "over", "longer than"}
_WINDOW = {"past", "last", "previous", "next"}

_AT_LEAST_AS_OFTEN = re.compile(r"\b(?:at least|no less than|at a minimum|at minimum)\b(?!\s+\d)", re.IGNORECASE)
_WINDOWS = re.compile(
    r"\b(?:past|last|previous|next|preceding)\s+(?:\(?\w+\)?\s+){0,2}(?:day|week|month|year)s?\b", re.IGNORECASE
)

_VERSION = re.compile(
    r"\b(?P<name>TLS|SSL|AES|SHA|RSA|OAuth|SAML|FIPS)[\s-]*(?:v|version\s*)?(?P<number>\d+(?:[.-]\d+)?)"
    r"(?P<more>\s*(?:\+|or\s+(?:higher|above|later|greater|better|newer|stronger)))?"
    r"(?P<only>\s+only)?",
    re.IGNORECASE,
)


_ORDERED = frozenset({"TLS", "SSL", "AES"})
"""Names of which a larger number is the stronger one; FIPS 197 is no better than FIPS 140."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often something happens: days between two occurrences (0 = always on), or ``VAGUE_FREQUENCY``."""

    days: float
    text: str

    def satisfies(self, asked: Frequency) -> bool:
        """Whether happening this often answers a demand for the asked frequency."""
        if asked.days == VAGUE_FREQUENCY:
            return True
        return self.days != VAGUE_FREQUENCY and self.days <= asked.days


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in days with its bound, as in *within 72 hours*."""

    days: float
    comparison: Comparison
    text: str

    def satisfies(self, asked: Duration) -> bool:
        """Whether this stated duration answers the asked one."""
        if asked.comparison is Comparison.AT_MOST:
            return self.comparison is not Comparison.AT_LEAST and self.days <= asked.days
        if asked.comparison is Comparison.AT_LEAST:
            return self.comparison is not Comparison.AT_MOST and self.days >= asked.days
        return self.comparison is Comparison.EXACTLY and self.days == asked.days


class VersionBound(StrEnum):
    """How a named version is meant."""

    NAMED = "named"
    OR_HIGHER = "or higher"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Version:
    """A named technical standard with a version or key size: TLS 1.2 or higher, AES-256."""

    name: str
    number: float
    bound: VersionBound
    text: str

    def satisfies(self, asked: Version) -> bool:
        """Whether this stated version answers the asked one; *or higher* never proves one exact version."""
        if self.name != asked.name or asked.bound is VersionBound.ONLY:
            return self.name == asked.name and self.number == asked.number and self.bound is not VersionBound.OR_HIGHER
        if asked.bound is VersionBound.OR_HIGHER:
            return self.number >= asked.number
        return self.number == asked.number

    def refutes(self, asked: Version) -> bool:
        """Whether this stated version makes a plain demand for the asked one false.

        *TLS 1.2 or higher* refutes TLS 1.1 and *TLS 1.3 only*; AES-256 refutes AES-512. A smaller key than the one
        stated is not refuted: what is encrypted with AES-256 may be said to meet AES-128.
        """
        if self.name not in _ORDERED or self.name != asked.name:
            return False
        if asked.bound is VersionBound.OR_HIGHER:
            return self.bound is VersionBound.NAMED and asked.number > self.number
        if self.bound is VersionBound.OR_HIGHER:
            return asked.number < self.number or (asked.bound is VersionBound.ONLY and asked.number > self.number)
        return asked.number > self.number


@lru_cache(maxsize=4096)
def frequencies(text: str) -> tuple[Frequency, ...]:
    """Return the frequencies that the text names, most frequent first."""
    found = [Frequency(days, match.group(0)) for pattern, days in _FREQUENCIES for match in pattern.finditer(text)]
    return tuple(found)


@lru_cache(maxsize=4096)
def durations(text: str) -> tuple[Duration, ...]:
    """Return the durations demanded or stated; windows (*in the past 12 months*) are not among them."""
    found = []
    for match in _DURATION.finditer(text):
        bound = (match["bound"] or "").lower()
        if bound in _WINDOW or re.search(r"\b(?:past|last|previous|next)\b", match[0], re.IGNORECASE):
            continue
        number = _NUMBER_WORDS.get(match["number"].lower()) or float(match["number"])
        found.append(
            Duration(number * _UNIT_DAYS[match["unit"].lower()], _comparison(bound, match["after"]), match[0].strip())
        )
    return tuple(found)


@lru_cache(maxsize=4096)
def windows(text: str) -> tuple[str, ...]:
    """Return look-back and look-ahead windows such as *in the past 12 months*, as written."""
    return tuple(match[0] for match in _WINDOWS.finditer(text))


@lru_cache(maxsize=4096)
def versions(text: str) -> tuple[Version, ...]:
    """Return the named standards with their version or key size."""
    found = []
    for match in _VERSION.finditer(text):
        bound = VersionBound.OR_HIGHER if match["more"] else VersionBound.ONLY if match["only"] else VersionBound.NAMED
        found.append(Version(match["name"].upper(), float(match["number"].replace("-", ".")), bound, match[0].strip()))
    return tuple(found)


@lru_cache(maxsize=4096)
def without_quantities(text: str) -> str:
    """Return the text with every frequency, duration, window and version blanked out."""
    for pattern, _ in _FREQUENCIES:
        text = pattern.sub(" ", text)
    text = _AT_LEAST_AS_OFTEN.sub(" ", text)
    return _VERSION.sub(" ", _DURATION.sub(" ", text))


def _comparison(bound: str, after: str | None) -> Comparison:
    if bound in _AT_MOST or (after or "").strip().lower() == "or less":
        return Comparison.AT_MOST
    if bound in _AT_LEAST or after:
        return Comparison.AT_LEAST
    return Comparison.EXACTLY
