"""Facts about the respondent: which there are, which of them only a person may give, and what goes into their slots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from answers.proposal import Blank, LeftBlank, SlotOutcome, Written
from answers.questionnaire import Existing, Question, Slot, SlotKind, SlotRole
from knowledge.disclosure import CellValue, Clearance, Releasable, ReleasedText, Withheld, release
from knowledge.statement import Disclosure


class FactName(StrEnum):
    """What a form asks about the company that answers, or about the person who answers for it."""

    COMPANY_NAME = "company_name"
    LEGAL_NAME = "legal_name"
    PARENT_COMPANY = "parent_company"
    PRODUCT_NAME = "product_name"
    ADDRESS = "address"
    CITY = "city"
    POSTAL_CODE = "postal_code"
    COUNTRY = "country"
    HEADQUARTERS = "headquarters"
    WEBSITE = "website"
    COMPANY_EMAIL = "company_email"
    COMPANY_PHONE = "company_phone"
    CONTACT_NAME = "contact_name"
    CONTACT_TITLE = "contact_title"
    CONTACT_EMAIL = "contact_email"
    CONTACT_PHONE = "contact_phone"
    SECURITY_CONTACT = "security_contact"
    SECURITY_EMAIL = "security_email"
    PREPARED_BY = "prepared_by"
    PREPARED_BY_TITLE = "prepared_by_title"
    DATE_COMPLETED = "date_completed"
    DUNS = "duns"
    VAT_ID = "vat_id"
    TAX_ID = "tax_id"
    REGISTRATION_NUMBER = "registration_number"
    EMPLOYEES = "employees"
    FOUNDED = "founded"
    SIGNATURE = "signature"
    SIGNATORY = "signatory"
    SIGNATURE_DATE = "signature_date"
    CERTIFICATION = "certification"
    UNCLEAR = "unclear"


FOR_A_PERSON = {
    FactName.SIGNATURE: "a signature is given by a person",
    FactName.SIGNATORY: "who signs puts the name there",
    FactName.SIGNATURE_DATE: "the day of a signature is given by who signs",
    FactName.CERTIFICATION: "a person certifies, never a program",
    FactName.UNCLEAR: "it is not clear whose or which one is meant",
}
"""Facts that are never filled, each with its reason."""


@dataclass(frozen=True, slots=True)
class RespondentFact:
    """A fact of the workspace, as :func:`knowledge.disclosure.release` takes it."""

    name: FactName
    content: CellValue
    disclosure: Disclosure = Disclosure.INTERNAL
    contact: str = ""

    @property
    def basis(self) -> tuple[str, ...]:
        """What it rests on: the workspace's own record of that name."""
        return (f"fact:{self.name}",)


Facts = Mapping[str, Releasable]
"""The facts that a workspace holds, by name."""


@dataclass(frozen=True, slots=True)
class _Filling:
    """One question about the respondent, with what may be written and for whom."""

    question: Question
    facts: Facts
    clearance: Clearance
    as_of: date
    existing: Existing


def fact_outcomes(
    question: Question, facts: Facts, clearance: Clearance, as_of: date, existing: Existing
) -> tuple[SlotOutcome, ...]:
    """Return one outcome per slot: the fact goes into the first answer slot, every other stays as it is."""
    filling = _Filling(question, facts, clearance, as_of, existing)
    first = next((slot for slot in question.slots if slot.role is SlotRole.ANSWER), None)
    return tuple(
        _outcome(filling, slot)
        if slot is first
        else LeftBlank(slot.address, Blank.NOT_OURS, "the fact stands in the answer")
        for slot in question.slots
    )


def _outcome(filling: _Filling, slot: Slot) -> SlotOutcome:
    name = filling.question.fact
    if name in FOR_A_PERSON:
        return LeftBlank(slot.address, Blank.FOR_A_PERSON, FOR_A_PERSON[FactName(name)])
    if not name:
        told = "filled from facts about the respondent, never from statements"
        return LeftBlank(slot.address, Blank.NOT_OURS, told)
    fact = filling.facts.get(name)
    if fact is None:
        return LeftBlank(slot.address, Blank.NO_FACT, f"the facts file holds no {name}")
    if slot.existing is not None and filling.existing is Existing.KEEP:
        return LeftBlank(slot.address, Blank.ANSWERED, f"{slot.address} already holds an answer")
    released = release(fact, filling.clearance, filling.as_of)
    if isinstance(released, Withheld):
        return LeftBlank(slot.address, Blank.WITHHELD, f"{name} is {released.disclosure} in the facts file")
    return _shaped(slot, released, name)


def _shaped(slot: Slot, released: ReleasedText, name: str) -> SlotOutcome:
    """Give the fact the slot's own type; a choice only where the fact is one of the legal options, word for word."""
    content = released.content
    if slot.kind is SlotKind.CHOICE:
        same = [option for option in slot.options if option.text.casefold() == _text(content).casefold()]
        if len(same) != 1:
            return LeftBlank(slot.address, Blank.NO_LEGAL_OPTION, f"no option is the {name} of the facts file")
        return Written(slot.address, released.as_choice(same[0].value))
    if slot.kind is SlotKind.DATE and not isinstance(content, date):
        return LeftBlank(slot.address, Blank.NO_VALUE, f"{name} is no date")
    if slot.kind is SlotKind.NUMBER and (isinstance(content, bool) or not isinstance(content, int | float)):
        return LeftBlank(slot.address, Blank.NO_VALUE, f"{name} is no number")
    if slot.kind is SlotKind.TEXT and not slot.takes(_text(content)):
        return LeftBlank(slot.address, Blank.TOO_LONG, f"{name} does not fit")
    return Written(slot.address, released)


def _text(content: CellValue) -> str:
    return content.isoformat() if isinstance(content, date) else str(content)
