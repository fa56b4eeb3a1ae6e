"""Which fact about the respondent a short label asks for: an owner and a field, in some seventeen languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from answers.respondent_facts import FactName
from segq.intake import fact_words as spoken

_LONGEST = 90
_WORDS = 10
"""So many words a label has at most, in scripts with blanks."""
_BRACKETED = 4
"""Words in brackets that a label may hold besides."""
_ASKING = 2
"""Words fewer that a label put as a question has."""
_MOST_WORDS = 4
_LONGEST_WORD = 8
"""Words, and characters of scripts without blanks, that one phrase has at most."""


class Owner(StrEnum):
    """Whose fact a label speaks of."""

    NOBODY = ""
    COMPANY = "company"
    CONTACT = "contact"
    PREPARER = "preparer"
    SECURITY = "security"
    SIGNER = "signer"


class Field(StrEnum):
    """What a label asks of its owner, where the owner decides which fact that is."""

    NOTHING = ""
    NAME = "name"
    TITLE = "title"
    EMAIL = "email"
    PHONE = "phone"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Label:
    """A label as read; ``sure`` where it can mean nothing else, ``field`` where nobody is named as its owner."""

    fact: FactName
    sure: bool
    field: Field = Field.NOTHING
    bare: bool = False
    """Only an owner is named, as by a title above its fields."""


_OWNERS = {
    Owner.SECURITY: spoken.SECURITY,
    Owner.SIGNER: spoken.SIGNER,
    Owner.PREPARER: spoken.PREPARER,
    Owner.CONTACT: spoken.CONTACT,
    Owner.COMPANY: spoken.COMPANY,
}
_OWNED: dict[tuple[Owner, Field], FactName] = {
    (Owner.COMPANY, Field.NOTHING): FactName.COMPANY_NAME,
    (Owner.COMPANY, Field.NAME): FactName.COMPANY_NAME,
    (Owner.COMPANY, Field.EMAIL): FactName.COMPANY_EMAIL,
    (Owner.COMPANY, Field.PHONE): FactName.COMPANY_PHONE,
    (Owner.CONTACT, Field.NOTHING): FactName.CONTACT_NAME,
    (Owner.CONTACT, Field.NAME): FactName.CONTACT_NAME,
    (Owner.CONTACT, Field.TITLE): FactName.CONTACT_TITLE,
    (Owner.CONTACT, Field.EMAIL): FactName.CONTACT_EMAIL,
    (Owner.CONTACT, Field.PHONE): FactName.CONTACT_PHONE,
    (Owner.PREPARER, Field.NOTHING): FactName.PREPARED_BY,
    (Owner.PREPARER, Field.NAME): FactName.PREPARED_BY,
    (Owner.PREPARER, Field.TITLE): FactName.PREPARED_BY_TITLE,
    (Owner.SECURITY, Field.NOTHING): FactName.SECURITY_CONTACT,
    (Owner.SECURITY, Field.NAME): FactName.SECURITY_CONTACT,
    (Owner.SECURITY, Field.EMAIL): FactName.SECURITY_EMAIL,
    (Owner.SIGNER, Field.NOTHING): FactName.SIGNATORY,
    (Owner.SIGNER, Field.NAME): FactName.SIGNATORY,
    (Owner.SIGNER, Field.TITLE): FactName.SIGNATORY,
    (Owner.SIGNER, Field.DATE): FactName.SIGNATURE_DATE,
    (Owner.NOBODY, Field.EMAIL): FactName.CONTACT_EMAIL,
    (Owner.NOBODY, Field.PHONE): FactName.CONTACT_PHONE,
    (Owner.NOBODY, Field.TITLE): FactName.CONTACT_TITLE,
    (Owner.NOBODY, Field.NAME): FactName.UNCLEAR,
    (Owner.NOBODY, Field.DATE): FactName.UNCLEAR,
}
_PLAIN_FACTS = frozenset(
    (
        FactName.ADDRESS,
        FactName.CITY,
        FactName.POSTAL_CODE,
        FactName.COUNTRY,
        FactName.HEADQUARTERS,
        FactName.WEBSITE,
        FactName.PRODUCT_NAME,
        FactName.EMPLOYEES,
        FactName.FOUNDED,
    )
)
"""Facts whose labels may as well be about something else, unless they name the company."""


def _plain(text: str) -> str:
    """Return the label in lower case without brackets, hyphens and end marks."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("i̇", "i")
    folded = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>", " ", folded)
    folded = re.sub(r"(?<=\w)[-‐–](?=\w)", "", folded.replace("d-u-n-s", "duns"))
    folded = re.sub(r"(?<=\w)'s\b", "", folded.replace('דוא"ל', "דואל")).replace("'", "' ")
    folded = re.sub(r"[.:*?!,;_#\s¿¡…\"“”]+", " ", folded)
    return re.sub(r"^\(?(?:\d+|[a-z])\)? (?=\D)", "", folded.strip()).strip()


def _words(phrases: str) -> frozenset[str]:
    return frozenset(_plain(phrase) for phrase in phrases.split("|"))


_OWNER_OF = {word: owner for owner, phrases in reversed(_OWNERS.items()) for word in _words(phrases)}
_FIELD_OF = {
    word: field
    for field, phrases in (
        (Field.DATE, spoken.DATE),
        (Field.TITLE, spoken.TITLE),
        (Field.NAME, spoken.NAME),
        (Field.EMAIL, spoken.EMAIL),
        (Field.PHONE, spoken.PHONE),
    )
    for word in _words(phrases)
}
_FACT_OF = {word: fact for fact, phrases in spoken.WHOLE.items() for word in _words(phrases)}
_SILENT = _words(spoken.SILENT)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_JOINTS = re.compile(r"[/|・／&、]|\b(?:and|or|und|oder|et|ou|y|e|o|en|of|och|og|i|и|και)\b")
_CERTIFIES = re.compile(rf"^\W*(?:{spoken.CERTIFIES})", re.IGNORECASE)


def _ends(text: str) -> Iterator[tuple[str, str]]:
    """Yield (a beginning or an end of the text, what is left without it), longest first."""
    if _UNSPACED.search(text):
        for length in range(min(_LONGEST_WORD, len(text)), 0, -1):
            yield text[:length].strip(), text[length:].strip()
            yield text[-length:].strip(), text[:-length].strip()
        return
    words = text.split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        yield " ".join(words[:count]), " ".join(words[count:])
        yield " ".join(words[-count:]), " ".join(words[:-count])


@lru_cache(maxsize=20_000)
def label_of(text: str) -> Label | None:
    """Return what a label asks for; ``None`` for every text that is no such label."""
    if _CERTIFIES.match(text):
        return Label(FactName.CERTIFICATION, sure=True)
    most = _WORDS - _ASKING if text.endswith("?") else _WORDS + _BRACKETED
    if not 0 < len(text) <= _LONGEST or text.count(" ") >= most:
        return None
    plain = _plain(text)
    if plain.count(" ") >= _WORDS:
        return None
    if label := _read(plain, Owner.NOBODY):
        return label
    sides = [side.strip() for side in _JOINTS.split(plain) if side.strip()]
    found = [label for side in sides if (label := _read(side, Owner.NOBODY)) is not None]
    return _joint(found) if found and len(found) == len(sides) else None


def _joint(labels: list[Label]) -> Label:
    """Return the label of a cell that asks for several at once: none of them is clear, a signature stays one."""
    facts = {label.fact for label in labels}
    if len(facts) == 1:
        return max(labels, key=lambda label: label.sure)
    if facts == {FactName.COMPANY_NAME, FactName.LEGAL_NAME}:
        return next(label for label in labels if label.fact is FactName.LEGAL_NAME)
    signing = (label for label in labels if label.fact in (FactName.SIGNATURE, FactName.SIGNATORY))
    return next(signing, Label(FactName.UNCLEAR, sure=any(label.sure for label in labels)))


def _read(rest: str, owner: Owner) -> Label | None:
    """Take words off both ends until a field is left; whose it is was said by the words taken off."""
    if fact := _FACT_OF.get(rest):
        sure = owner is not Owner.NOBODY or fact not in _PLAIN_FACTS
        return _signed(Label(fact, sure), owner)
    field = Field.NOTHING if not rest else _FIELD_OF.get(rest)
    if field is not None:
        return _owned(owner, field)
    for word, left in _ends(rest):
        said = _OWNER_OF.get(word, Owner.NOBODY)
        if not said and word not in _SILENT:
            continue
        if found := _read(left, said if said and owner in (Owner.NOBODY, Owner.COMPANY) else owner):
            return found
    return None


def _owned(owner: Owner, field: Field) -> Label | None:
    fact = _OWNED.get((owner, field))
    if fact is None:
        return None
    named = bool(field) or owner not in (Owner.COMPANY, Owner.CONTACT)
    sure, unowned = bool(owner) and named, Field.NOTHING if owner else field
    return Label(fact, sure, unowned, bare=bool(owner) and field is Field.NOTHING)


def _signed(label: Label, owner: Owner) -> Label:
    """Whatever a signer is asked for is the signer's to give."""
    return Label(FactName.SIGNATORY, sure=True) if owner is Owner.SIGNER else label
