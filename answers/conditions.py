"""Which answer of its parent a follow-up waits for, read from the condition in the file's own words."""

from __future__ import annotations

import re

from knowledge.statement import YesNo

_YES = re.compile(
    r"\b(?:yes|so|true|oui|ja|sí|sim|sì|tak|afirmativ\w*|affirm\w*|positiv\w*|es así|così|да|положительн\w*|ναι)\b"
    r"|はい|該当する|ある(?:の|場)|そうの|如果?是|若是|如果?有|若有|选是|選是|回答.?是|예|그렇|있는|نعم|כן",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:no|not|false|none|otherwise|non|nein|nicht|não|nee|niet|nej|ikke|inte|nie|negativ\w*|négativ\w*|contrari[oa]"
    r"|sinon|andernfalls|нет|отрицательн\w*|όχι)\b"
    r"|いいえ|如果?否|若否|如果?无|选否|選否|回答.?否|아니|(?<!\w)لا(?!\w)|(?<!\w)לא(?!\w)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?:no|nr|n[°º])\.?\s*(?=\d)", re.IGNORECASE)
"""*No. 7* is a number."""
_ALWAYS = re.compile(
    r"applicab|n/?a\b|zutreffend|van toepassing|tillämplig|relevant|applicable|procede|dotyczy|适用|vorhanden|partial"
    r"|not sure|unsure|unknown",
    re.IGNORECASE,
)
"""Conditions that no yes or no of the parent decides."""
_SKIPPED = re.compile(
    r"\b(?:skip|omit|do not (?:answer|complete)|leave (?:this |it )?blank|not required|überspring\w*|entfällt|ignorez"
    r"|ne (?:pas )?répond\w*|passez|omita|salte|pule|ignore|saltare|overslaan|hoppa över|spring over|pomiń"
    r"|пропуст\w*)\b"
    r"|跳过|回答不要|건너뛰",
    re.IGNORECASE,
)
_OPPOSITE = {YesNo.YES: YesNo.NO, YesNo.NO: YesNo.YES}


def awaited(condition: str) -> YesNo | None:
    """Return the parent's answer under which the follow-up is asked; ``None`` where the words do not say so."""
    said = _NUMBER.sub("", condition)
    if _ALWAYS.search(said):
        return None
    plain = _SKIPPED.sub(" ", said)
    yes, no = bool(_YES.search(plain)), bool(_NO.search(plain))
    if yes is no:
        return None
    answer = YesNo.YES if yes else YesNo.NO
    return _OPPOSITE[answer] if _SKIPPED.search(said) else answer
