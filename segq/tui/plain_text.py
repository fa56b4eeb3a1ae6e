"""Text of others on a terminal: nothing in it can move the cursor, set a colour or pass for markup."""

from __future__ import annotations

import unicodedata


def visible(text: str) -> str:
    """Return the text with every control character but line feed and tab shown as a replacement character.

    Marks that turn the direction of writing are among them, as they can make a text read as another.
    """
    return "".join(each if _is_harmless(each) else "\N{REPLACEMENT CHARACTER}" for each in text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Return the text on one line."""
    return visible(" ".join(text.split()))


def _is_harmless(character: str) -> bool:
    return character in "\n\t" or (unicodedata.category(character) not in {"Cc", "Cs"} and character not in _TURNING)


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
