"""A typed value as the text of a field, made harmless for the spreadsheet program that will open the file.

Programs run a field that starts like a formula. Such a text gets an apostrophe in front (OWASP, *CSV Injection*;
CWE-1236; ASVS 5.0, 1.2.10), which shows as one character more. Lists written with ``- `` get it too: Excel takes them
for formulas and shows an error in their place. Signed plain numbers are left as they are: they are no formulas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporters.ooxml.cell_xml import Content

_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?%?")
APOSTROPHE = "'"


@dataclass(frozen=True, slots=True)
class FieldText:
    """What a field will say, before it is quoted."""

    text: str
    kind: str
    """``text``, ``number`` or ``boolean``."""
    neutralised: bool = False
    """An apostrophe was put in front."""


def field_text(content: Content) -> FieldText:
    """Return the value as text; numbers with a decimal point, truth values as ``TRUE`` and ``FALSE``."""
    if content.kind == "boolean":
        return FieldText("TRUE" if content.value else "FALSE", content.kind)
    if content.kind == "number":
        return FieldText(repr(content.value), content.kind)
    text = str(content.value)
    if starts_like_formula(text):
        return FieldText(APOSTROPHE + text, content.kind, neutralised=True)
    return FieldText(text, content.kind)


def starts_like_formula(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula, also behind blanks."""
    return text.lstrip(" \u00a0")[:1] in _FORMULA_STARTS and not _NUMBER.fullmatch(text.strip())
