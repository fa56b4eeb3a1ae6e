"""Whether a text in Latin letters could be one language's: how legacy encodings are told apart on few letters."""

from __future__ import annotations

LATIN = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "mac_roman")
"""Encodings of Latin letters, the most common first."""
_ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "éèêëàâäçîïôöùûüœæ",  # French, and what English and Dutch borrow
        "äöüßé",  # German
        "áéíóúñüª\u00baç",  # Spanish, Catalan
        "áâãàçéêíóôõúª\u00ba",  # Portuguese
        "àèéìíîòóùúª\u00ba",  # Italian
        "åäöéü",  # Swedish, Finnish
        "æøåéèêòóôü",  # Danish, Norwegian
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýžäľĺŕô",  # Czech, Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîşţ",  # Romanian
        "čćđšž",  # Croatian, Slovene
        "çğıöşüâîû",  # Turkish
        "āčēģīķļņšūž",  # Latvian
        "ąčęėįšųūž",  # Lithuanian
        "õäöüšž",  # Estonian
    )
)
_TURKISH_CAPITAL = "\u0130"
_SIGNS = frozenset("’‘“”„–—…•™®©°£€«»·×§½¼¾±¿¡\u00a0")
_BEHIND = frozenset("’‘“”–—…™®©°»·×§\u00a0")
"""Signs that may follow a letter or digit; the others stand before one or alone."""


def reads_as_latin(text: str) -> bool:
    """Whether the letters beyond ASCII are of one language, and they and all signs stand where they belong."""
    special = [(before, one) for before, one in zip(" " + text, text, strict=False) if not one.isascii()]
    letters = {one for _, one in special if one.isalpha()} - {_TURKISH_CAPITAL}
    return any(letters <= alphabet for alphabet in _ALPHABETS) and all(_fits(before, one) for before, one in special)


def _fits(before: str, one: str) -> bool:
    """Whether the character may follow the other: no capital behind a small letter, no opening sign behind a word."""
    if one.isalpha():
        return not (one.isupper() and before.islower())
    return one in _SIGNS and (one in _BEHIND or not before.isalnum())
