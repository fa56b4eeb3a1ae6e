"""Which language a text is written in, from its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_STOPWORDS = {
    "en": "the of and to is are in for your you do does with that have has by on or what how any be as",
    "fr": "le la les des du et une est sont vous votre vos dans pour avec par sur que qui aux ou ce il au",
    "de": "der die das und ist sind sie ihre ihr für mit von werden wird ein eine auf im den nicht oder zu bei",
    "es": "el la los las de y es son en para con su sus por una se del que o al está tiene existe",
    "pt": "o os as de e é são em para com sua seu por uma do da no na que ou dos das não há possui",
    "it": "il lo gli di e è sono in per con vostro una del della che le i o nel dei alla viene non",
    "nl": "de het en is zijn een van voor met uw u op in dat die worden wordt of bij niet er aan",
    "sv": "och är för med av en ett som att ni er det den på har inte till eller",
    "da": "og er for med af en et som at der det den på har ikke til eller jeres",
    "pl": "i jest są w na z do dla oraz czy się nie jak przez lub państwa",
}
_SPEAKS: dict[str, list[str]] = {}
"""Languages of every stopword."""
for _language, _listed in _STOPWORDS.items():
    for _stopword in _listed.split():
        _SPEAKS.setdefault(_stopword, []).append(_language)
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]{3}")),
    ("el", re.compile(r"[\u0370-\u03ff]{3}")),
    ("ar", re.compile(r"[\u0600-\u06ff]{3}")),
    ("he", re.compile(r"[\u0590-\u05ff]{3}")),
)
_MARKS = {"fr": "êùœ", "de": "äöüß", "es": "ñ¿¡", "pt": "ãõ", "sv": "å", "pl": "łąęśż", "it": "ìò"}
_MARKED = {mark: language for language, marks in _MARKS.items() for mark in marks}
_ENOUGH = 300
"""Characters that are looked at; longer texts tell no more."""


@lru_cache(maxsize=50_000)
def detect(text: str, default: str = "en") -> str:
    """Return the ISO 639-1 code of the text, ``default`` where it is too short to tell."""
    for language, script in () if text.isascii() else _SCRIPTS:
        if script.search(text):
            return language
    counts = _votes(text)
    if not counts:
        return default
    best = max(counts, key=counts.__getitem__)
    score = counts[best]
    if score >= 2 and list(counts.values()).count(score) == 1:
        return best
    return default if default in counts or score < 2 else best


def dominant(texts: Iterable[str]) -> str:
    """Return the language of most of the texts, ``en`` where none tells."""
    votes = Counter(language for text in texts if (language := detect(text, default="")))
    return votes.most_common(1)[0][0] if votes else "en"


def _votes(text: str) -> dict[str, int]:
    """Count stopwords and typical letters by language over the beginning of the text."""
    head = text[:_ENOUGH]
    counts: dict[str, int] = {}
    for word in _WORD.findall(head.casefold()):
        for language in _SPEAKS.get(word, ()):
            counts[language] = counts.get(language, 0) + 1
    for mark, language in () if head.isascii() else _MARKED.items():
        if mark in head:
            counts[language] = counts.get(language, 0) + head.count(mark)
    return counts
