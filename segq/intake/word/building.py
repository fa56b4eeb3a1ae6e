"""From what was found to questions and slots, each place given out once unless several questions share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from answers.questionnaire import Option, Question, QuestionKind, Slot, SlotKind, SlotRole, WordAddress
from segq.intake.followups import condition
from segq.intake.language import detect, dominant
from segq.intake.limits import UNLIMITED, limits_of_text
from segq.intake.word.candidates import Asked, Place
from segq.intake.word.phrases import names_date, names_number
from segq.intake.wording import options_are_yes_no


def built(asked: Sequence[Asked]) -> list[Question]:
    """Return the questions in the order given, with unique addresses."""
    language = dominant(one.text for one in asked[:100])
    addresses = _addresses(asked)
    by_place = {one.at: str(address) for one, address in zip(asked, addresses, strict=True)}
    return [
        _question(one, address, by_place, language)
        for one, address in zip(asked, addresses, strict=True)
        if address is not None
    ]


def _addresses(asked: Sequence[Asked]) -> list[WordAddress | None]:
    """Return the address of each question; where one stands for several, control and fields tell them apart."""
    taken: set[WordAddress] = set()
    result: list[WordAddress | None] = []
    for one in asked:
        address = WordAddress(one.at)
        if address in taken and one.places:
            first = one.places[0]
            address = WordAddress(one.at, first.control, first.fields)
        result.append(None if address in taken else address)
        taken.add(address)
    return result


def _question(one: Asked, address: WordAddress, by_place: Mapping[str, str], language: str) -> Question:
    slots = _with_an_answer([_slot(place, one) for place in _once(one.places)])
    return Question(
        address=address,
        text=one.text,
        id=one.id.strip().rstrip(":)") if one.id else None,
        section=one.section,
        guidance=one.guidance,
        parent=by_place.get(one.stem) or None,
        condition=condition(one.text),
        kind=_kind(slots),
        language=detect(one.text, default=language),
        slots=slots,
    )


def _with_an_answer(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return the slots; where all were taken for remarks, the one with choices, else the first, is the answer's."""
    if not slots or any(slot.role is SlotRole.ANSWER for slot in slots):
        return tuple(slots)
    main = next((slot for slot in slots if slot.kind is SlotKind.CHOICE), slots[0])
    return tuple(replace(slot, role=SlotRole.ANSWER) if slot is main else slot for slot in slots)


def _once(places: Sequence[Place]) -> list[Place]:
    return list({place.key: place for place in reversed(places)}.values())[::-1]


def _slot(place: Place, one: Asked) -> Slot:
    bounds = UNLIMITED
    if place.kind is SlotKind.TEXT:
        bounds = limits_of_text(one.text).with_(limits_of_text(one.guidance)).with_(limits_of_text(place.header))
    kind = place.kind
    if kind is SlotKind.TEXT and place.existing is None and place.role is SlotRole.ANSWER and names_date(one.text):
        kind = SlotKind.DATE
    if kind is SlotKind.TEXT and place.fields and names_number(one.text):
        kind = SlotKind.NUMBER
    return Slot(
        address=WordAddress(place.at, place.control, place.fields),
        kind=kind,
        role=place.role,
        options=tuple(Option(text, text) for text in place.options),
        max_chars=place.max_chars or bounds.max_chars,
        min_chars=bounds.min_chars,
        max_words=bounds.max_words,
        existing=place.existing,
        header=place.header.rstrip(" :："),
    )


def _kind(slots: Sequence[Slot]) -> QuestionKind:
    main = next((slot for slot in slots if slot.role is SlotRole.ANSWER), None)
    if main is None:
        return QuestionKind.DESCRIBE
    ticks = [slot.header for slot in slots if slot.options == main.options and len(main.options) == 1]
    texts = ticks or [option.text for option in main.options]
    if texts and options_are_yes_no(texts):
        return QuestionKind.YES_NO
    return QuestionKind.VALUE if main.kind in (SlotKind.NUMBER, SlotKind.DATE) else QuestionKind.DESCRIBE


def with_parents(before: Sequence[Question], after: Sequence[Question]) -> list[Question]:
    """Return the questions with the parents of ``after``, stems of ``before`` kept."""
    return [
        replace(new, parent=old.parent) if old.parent and not new.parent else new
        for old, new in zip(before, after, strict=True)
    ]
