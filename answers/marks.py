"""Columns headed by choices (``Yes``, ``No``, ``N/A``): which one of a question's takes the mark."""

from __future__ import annotations

from answers.questionnaire import Option, Question, Slot, SlotKind, SlotRole


def tick_slots(question: Question) -> tuple[Slot, ...]:
    """Return the slots that take nothing but a mark, which says what their header says; none where only one does."""
    ticks = tuple(slot for slot in question.slots if _takes_a_mark(slot))
    return ticks if len(ticks) > 1 else ()


def _takes_a_mark(slot: Slot) -> bool:
    answers = slot.role is SlotRole.ANSWER and slot.kind is SlotKind.CHOICE
    return answers and len(slot.options) == 1 and len(slot.options[0].text) == 1 and bool(slot.header)


def heads(slot: Slot) -> Option:
    """Return the choice that heads the slot, a heading over several columns left out."""
    text = slot.header.rsplit(" / ", 1)[-1].strip()
    return Option(text, text)


def marked_otherwise(ticks: tuple[Slot, ...], chosen: Slot) -> Slot | None:
    """Return a slot beside the chosen one that is marked already: its mark cannot be taken away."""
    return next((slot for slot in ticks if slot is not chosen and slot.existing not in (None, False, "")), None)
