"""The words of a question, cleaned of what asks nothing: numbering, examples, boilerplate."""

from __future__ import annotations

import re
import unicodedata

_NUMBERING = re.compile(
    r"^\s*(?:(?i:question|q|no|nr|item)\s*[.:#-]?\s*)?(?:[A-Z]{1,6}[-.])?"
    r"\(?\d{1,3}(?:[.\-]\d{1,3}|[.\-][a-zA-Z])*\s*[.):–-]?\s+"
    r"(?!(?i:minutes?|hours?|days?|business|working|weeks?|months?|years?|percent|or|and|to|x)\b)(?=\S)"
)
_BULLET = re.compile(r"^\s*(?:[-*•▪‣]|\(?[a-z][.)]|[ivx]+[.)])\s+", re.IGNORECASE)
_EXAMPLE_IN_BRACKETS = re.compile(
    r"\s*[(\[]\s*(?:for example|for instance|e\.?\s?g\.?|such as|i\.?\s?e\.?|including|incl\.|examples?)\b"
    r"[^()\[\]]*[)\]]",
    re.IGNORECASE,
)
_EXAMPLE_TAIL = re.compile(
    r"\s*,?\s*(?:\be\.\s?g\.|\be\.?g\.?,|\bfor example\b|\bfor instance\b)[^?.;]*(?=[?.;]|$)", re.IGNORECASE
)
_FOLLOW_UP_TAIL = re.compile(
    r"(?<=[?.;])\s*(?:if\s+(?:so|yes|no|not|applicable|any|available|other)\b|"
    r"please\s+(?:describe|explain|elaborate|specify|provide details|comment)|"
    r"(?:specify|explain|describe|provide details)\b[^?]*\b(?:comments?|notes?|below|answer)\b)[^?]*\??\s*$",
    re.IGNORECASE,
)
_WHETHER_VERBS = "state|indicate|specify|confirm|tell us|let us know|advise|clarify"
_PLEASE = re.compile(
    rf"^\s*(?:(?:please|kindly)\s+|(?:could|can|would)\s+you\s+(?:please\s+|kindly\s+)?(?=(?:{_WHETHER_VERBS})\b))?"
    rf"(?:(?:{_WHETHER_VERBS})\s+(?:whether|if|that)\s+)?",
    re.IGNORECASE,
)
WHETHER = re.compile(rf"\b(?:{_WHETHER_VERBS})\s+(?:whether|if|that)\b", re.IGNORECASE)
"""A request that wants a yes or no without asking for one."""
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u200b": ""})
_MANAGED = (
    "established|defined|documented|approved|communicated|applied|implemented|evaluated|maintained|reviewed|enforced|"
    "developed|disseminated|adopted|updated|formalized|formalised|followed"
)
_BOILERPLATE_VERBS = re.compile(rf"\b(?:{_MANAGED})(?:\s*,?\s*(?:and\s+|or\s+|&\s+)?(?:{_MANAGED}))+\b", re.IGNORECASE)
_PAPERS = (
    r"policies|processes|procedures|practices|controls|technical measures|(?:supporting )?business processes|measures|"
    r"standards|guidelines"
)
_BOILERPLATE_NOUNS = re.compile(
    rf"\b(?:{_PAPERS})(?:\s*(?:,|/|\band\b|\bor\b|&)+\s*(?:and\s+)?(?:{_PAPERS}))+", re.IGNORECASE
)
_CUSTOMER_WORDS = re.compile(
    r"\b(?:institution(?:al)?|tenant|client|csc|university|school|agency)(?:'s|s'|s)?\b", re.IGNORECASE
)
_CUSTOMER_NAMED = re.compile(
    r"(?<=[a-z,] )(?!(?:Customer|Personal|Site|Account|Production|European|Cloudflare|Google|Amazon|Microsoft|Azure)\b)"
    r"(?:[A-Z][a-z]+|[A-Z]{2,6}(?='s))(?:'s)?(?= (?:data|information|systems?|environment|users?|network)\b)"
)
"""A capitalised name before *data* or *systems*: the customer speaks of itself."""
_SENTENCE_END = re.compile(r"(?<=[?])\s+(?=\S)|(?<=[.;])\s+(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*", re.UNICODE)


def plain(text: str) -> str:
    """Return the text on one line, Unicode-normalised, with plain quotes, dashes and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


def asked(text: str) -> str:
    """Return what is asked: no numbering, no examples (they are not required), no request to elaborate."""
    result = plain(text)
    result = _BULLET.sub("", _NUMBERING.sub("", result, count=1), count=1)
    result = _EXAMPLE_IN_BRACKETS.sub("", result)
    result = _EXAMPLE_TAIL.sub("", result)
    result = _FOLLOW_UP_TAIL.sub("", result)
    result = _PLEASE.sub("", result)
    return result.strip() or plain(text)


def searchable(asked_text: str) -> str:
    """Return what is asked in the words to search with: management boilerplate and the customer's own name made plain.

    *Are policies and procedures for X established, documented, approved, communicated and maintained?* is near to
    every other question of its kind; what it asks about is X. What the boilerplate demands is read elsewhere.
    """
    text = _BOILERPLATE_VERBS.sub(" in place ", asked_text)
    text = _CUSTOMER_NAMED.sub("customer", _BOILERPLATE_NOUNS.sub("procedures", text))
    return " ".join(_CUSTOMER_WORDS.sub("customer", text).split()) or asked_text


def fingerprint(text: str) -> str:
    """Return the lower-case words of what is asked: equal for questions that differ in form only."""
    return " ".join(words(asked(text)))


def words(text: str) -> tuple[str, ...]:
    """Return the lower-case words of the text, punctuation dropped."""
    return tuple(match.lower() for match in _WORD.findall(plain(text)))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a plain text; a question mark always ends one."""
    return tuple(part.strip() for part in _SENTENCE_END.split(plain(text)) if part.strip())
