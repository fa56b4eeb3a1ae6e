"""From what a claim answers to the option that means it among those legal in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from answers.question_text import plain
from answers.questionnaire import Option
from knowledge.statement import Party, YesNo


class Meaning(StrEnum):
    """What an option says about a control."""

    YES = "yes"
    NO = "no"
    PARTIAL = "partial"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"


_FORMS: dict[Meaning, str] = {
    Meaning.YES: "yes|y|true|implemented|fully implemented|compliant|fully compliant|in place|met|fully met|meets|"
    "satisfied|pass|conforms|supported|oui|ja|sí|si|sim|sì|是|はい|有|tak|ano|kyllä|evet|да|예",
    Meaning.NO: "no|n|false|not implemented|non-compliant|noncompliant|not compliant|non compliant|not in place|"
    "not met|unmet|fail|not satisfied|not supported|does not conform|non|nein|não|nao|nee|否|いいえ|无|"
    "nie|ne|ei|hayır|нет|아니요",
    Meaning.PARTIAL: "partial|partially|partly|in part|partially implemented|partially compliant|partial compliance|"
    "partially met|partially in place|some|partiel|partiellement|teilweise|parcial|parcialmente|parziale|"
    "gedeeltelijk|部分|一部",
    Meaning.NOT_APPLICABLE: "na|n/a|n.a|not applicable|non applicable|s/o|sans objet|nicht zutreffend|entfällt|"
    "no aplica|não aplicável|n.v.t|不适用|該当なし",
}
_MEANINGS = {form: said for said, forms in _FORMS.items() for form in forms.split("|")}
_YES_NO_MEANINGS = {YesNo.YES: Meaning.YES, YesNo.NO: Meaning.NO, YesNo.PARTIAL: Meaning.PARTIAL}

_CUSTOMER = r"customers?|client|csc|tenant|user entity|institution"
_PROVIDER = r"3rd[- ]party|third[- ]party|outsourced|sub-?processor|infrastructure provider|sub-?service"
_OWN = r"csp|vendor|supplier|provider|service provider|own|ours?|we|internal"
_SHARED = r"shared|joint|both|hybrid"


def meaning(option: str) -> Meaning:
    """Return what the whole option says; anything longer or other is ``UNKNOWN`` and never chosen by itself."""
    text = plain(option).lower().strip(" .!*")
    return _MEANINGS.get(text, Meaning.UNKNOWN)


def is_closed(options: Iterable[Option]) -> bool:
    """Whether the options offer at least a yes and a no."""
    offered = {meaning(option.text) for option in options}
    return {Meaning.YES, Meaning.NO} <= offered


def option_for(answer: YesNo, options: tuple[Option, ...]) -> Option | None:
    """Return the one legal option that means the answer; ``None`` where none or several do."""
    wanted = _YES_NO_MEANINGS[answer]
    fitting = [option for option in options if meaning(option.text) is wanted]
    return fitting[0] if len(fitting) == 1 else None


def ownership_option(party: Party, options: tuple[Option, ...]) -> Option | None:
    """Return the one legal option that names exactly this responsible party, as in CAIQ's *3rd-party outsourced*."""
    fitting = [option for option in options if _owner(option.text) is party]
    return fitting[0] if len(fitting) == 1 else None


def _owner(text: str) -> Party | None:
    """Return whom an ownership option names; ``None`` for mixtures that say more than one party can."""
    low = plain(text).lower()
    named = {
        Party.CUSTOMER: bool(re.search(rf"\b(?:{_CUSTOMER})\b", low)),
        Party.PROVIDER: bool(re.search(rf"\b(?:{_PROVIDER})\b", low)),
    }
    own = bool(re.search(rf"\b(?:{_OWN})\b", re.sub(_PROVIDER, " ", low)))
    if re.search(rf"\b(?:{_SHARED})\b", low):
        return (
            Party.SHARED
            if (named[Party.CUSTOMER] and own and not named[Party.PROVIDER]) or not any((*named.values(), own))
            else None
        )
    parties = [party for party, present in named.items() if present] + ([Party.OWN] if own else [])
    return parties[0] if len(parties) == 1 else None
