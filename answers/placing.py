"""Released content into slots: the first text that fits, flags and notices, and all of a question's slots or none."""

from __future__ import annotations

from collections.abc import Sequence

from answers.proposal import Blank, LeftBlank, Noted, SlotOutcome, Written
from answers.questionnaire import Question, Slot, SlotKind, SlotRole
from knowledge.disclosure import CellValue, ReleasedText, Withheld

CONFIDENTIAL_MARK = "[CONFIDENTIAL – shared under NDA]"
_LISTED = 8
"""So many legal options are named in a reason."""
_FAILING = (
    *(Blank.NO_LEGAL_OPTION, Blank.NO_CONTEXT, Blank.TOO_LONG),
    *(Blank.WITHHELD, Blank.NO_VALUE),
)
_CARRYING = (SlotRole.ANSWER, SlotRole.COMMENT)


def text_outcome(
    slot: Slot, wordings: Sequence[tuple[ReleasedText | Withheld, str]], as_note: bool, *, suggestion: bool = False
) -> SlotOutcome:
    """Return the first wording that fits into the slot, behind its mark; a wording is never cut."""
    if slot.kind is not SlotKind.TEXT:
        return LeftBlank(slot.address, Blank.NO_VALUE, f"a {slot.kind} slot takes no text")
    for released, mark in wordings:
        if isinstance(released, Withheld):
            return LeftBlank(slot.address, Blank.WITHHELD, released.reason)
        bare = released.flagged(mark) if mark else released
        shown = released.flagged(CONFIDENTIAL_MARK) if released.confidential else released
        shown = shown.flagged(mark) if mark else shown
        if _fits(shown, slot):
            return Written(slot.address, shown, suggestion=suggestion, noted=_noted(bare, as_note))
    return LeftBlank(slot.address, Blank.TOO_LONG, f"no approved wording fits into {room(slot)}")


def shaped_outcome(slot: Slot, released: ReleasedText | Withheld, as_note: bool, content: CellValue) -> SlotOutcome:
    """Return the released answer in the slot, where ``content`` (an option, a number, a date) carries it."""
    if isinstance(released, Withheld):
        return LeftBlank(slot.address, Blank.WITHHELD, released.reason)
    shaped = released.as_choice(content)
    return Written(slot.address, shaped, noted=_noted(shaped, as_note))


def withheld_outcomes(question: Question, notice: ReleasedText | None, why: str, as_note: bool) -> list[SlotOutcome]:
    """Return all slots as withheld, with the notice in the one that can carry it."""
    outcomes = all_blank(question, Blank.WITHHELD, why)
    placed = _notice(question, notice, as_note) if notice else None
    if placed is not None:
        outcomes[placed[0]] = placed[1]
    return outcomes


def together(question: Question, outcomes: list[SlotOutcome]) -> list[SlotOutcome]:
    """Withdraw the whole answer where one of its carrying slots could not be filled."""
    broken = any(
        isinstance(outcome, LeftBlank) and outcome.why in _FAILING and slot.role in _CARRYING
        for slot, outcome in zip(question.slots, outcomes, strict=True)
    )
    if not broken:
        return outcomes
    return [
        LeftBlank(outcome.address, Blank.TOGETHER)
        if isinstance(outcome, Written) and not (outcome.suggestion or outcome.notice)
        else outcome
        for outcome in outcomes
    ]


def text_place(question: Question) -> int | None:
    """Return the position of the slot for a notice or suggestion: the comment, else the answer's own text."""
    for role in (SlotRole.COMMENT, SlotRole.ANSWER):
        for place, slot in enumerate(question.slots):
            if slot.role is role and slot.kind is SlotKind.TEXT:
                return place
    return None


def all_blank(question: Question, why: Blank, text: str) -> list[SlotOutcome]:
    """Return every slot as left blank for one reason."""
    return [LeftBlank(slot.address, why, text) for slot in question.slots]


def no_option(slot: Slot, why: str) -> LeftBlank:
    """Say why no legal option is chosen, and what the legal ones are."""
    legal = ", ".join(option.text for option in slot.options[:_LISTED])
    more = ", …" if len(slot.options) > _LISTED else ""
    return LeftBlank(slot.address, Blank.NO_LEGAL_OPTION, f"{why}; legal are: {legal}{more}" if legal else why)


def room(slot: Slot) -> str:
    """Say how much text a slot takes."""
    least = f"at least {slot.min_chars} and " if slot.min_chars else ""
    characters = f"{least}at most {slot.max_chars} characters" if slot.max_chars is not None else least.strip(" and")
    words = f"{slot.max_words} words" if slot.max_words is not None else ""
    return ", ".join(filter(None, (characters, words))) or "the slot"


def _notice(question: Question, notice: ReleasedText, as_note: bool) -> tuple[int, Written] | None:
    """Return which slot carries the notice: one that takes text, or the answer itself where a note can carry it."""
    place, slots = text_place(question), question.slots
    in_text = place is not None and _fits(notice, slots[place])
    if not in_text and as_note:
        place = next((at for at, slot in enumerate(slots) if slot.role is SlotRole.ANSWER), place)
    if place is None or not (in_text or as_note):
        return None
    noted = Noted(notice, None, in_text) if as_note else None
    return place, Written(slots[place].address, notice, notice=True, noted=noted)


def _noted(bare: ReleasedText, as_note: bool) -> Noted | None:
    """Return the note for confidential content, where flags go into notes."""
    return Noted(bare.confidential_notice(), bare) if bare.confidential and as_note else None


def _fits(released: ReleasedText, slot: Slot) -> bool:
    return slot.takes(str(released.content))
