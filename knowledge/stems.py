"""The telling words of a text, without inflection: what questions and statements are compared by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W\d_]+)?")
_STOP_WORDS = """
    a about also an and any are as at be been being both but by can company could describe detail did do does
    either else explain following for from had has have having here how i if in indicate into is it its itself
    list may me might must my no of off on or organisation organization our ours please provide shall she should
    so specify such supplier than that the their theirs them then there these they this those to us use used
    uses using vendor was we were what when where which while who whom whose will with within would yes you your
    yours
"""
_STOP = frozenset(_STOP_WORDS.split())


def terms(text: str) -> tuple[str, ...]:
    """Return the stems of the telling words in order: lower case, no accents, no stop words."""
    words = (match.group().replace("’", "'").removesuffix("'s") for match in _WORD.finditer(_plain(text)))
    return tuple(stem(word) for word in words if word not in _STOP and (len(word) > 1 or not word.isascii()))


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


_ENDINGS: tuple[tuple[str, str], ...] = (
    ("izations", "iz"),
    ("isations", "iz"),
    ("ifications", "ifi"),
    ("ification", "ifi"),
    ("ization", "iz"),
    ("isation", "iz"),
    ("izing", "iz"),
    ("ising", "iz"),
    ("ized", "iz"),
    ("ised", "iz"),
    ("ize", "iz"),
    ("ations", ""),
    ("ation", ""),
    ("ments", ""),
    ("ment", ""),
    ("ities", ""),
    ("ity", ""),
    ("ions", ""),
    ("ion", ""),
    ("ings", ""),
    ("ing", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ees", ""),
    ("ee", ""),
    ("ers", ""),
    ("ed", ""),
    ("er", ""),
    ("ly", ""),
    ("sses", "ss"),
    ("es", ""),
    ("s", ""),
)
_SHORTEST_STEM = 4


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a word without its inflection; rough, and the same for both sides of a comparison."""
    if len(word) <= _SHORTEST_STEM - 1 or word[-1].isdigit():
        return word
    if len(word) == _SHORTEST_STEM or word.endswith("ss"):
        return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    for ending, instead in _ENDINGS:
        kept = len(word) - len(ending)
        if word.endswith(ending) and kept + len(instead) >= _SHORTEST_STEM:
            return _without_final(word[:kept] + instead)
    return _without_final(word)


def _without_final(word: str) -> str:
    """Drop a doubled consonant and a silent e (``logged``, ``store``), and turn y into i (``policy``)."""
    if len(word) >= _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "aeiouls":
        return word[:-1]
    if len(word) > _SHORTEST_STEM and word[-1] in "ey":
        return word[:-1] + ("i" if word[-1] == "y" else "")
    return word
