"""How far a reading agrees with the truth of a self-made workbook."""

from __future__ import annotations

from dataclasses import dataclass, field

from answers.questionnaire import CellAddress, Slot
from segq.intake.reading import Reading
from tests.segq.intake.zoo import Asked, Zoo
from tests.segq.intake.zoo import Slot as TrueSlot

Place = tuple[str, str]


@dataclass
class Score:
    """F1 of questions and of answer places (1 where there are none), and what is wrong in words."""

    questions: float = 1.0
    answers: float = 1.0
    companions: float = 1.0
    forbidden: int = 0
    wrong: list[str] = field(default_factory=list)


def score(zoo: Zoo, reading: Reading) -> Score:
    """Compare by cell; debatable questions and optional places count neither way."""
    asked, forbidden = zoo.truth()
    found = {
        _place(question.address): tuple(s for s in question.slots if not (s.appended and zoo.appended))
        for question in reading.questionnaire.questions
    }
    result = Score()
    owners = {cell: question for question in asked for cell in question.cells}
    hits = {cell for cell in found if cell in owners}
    missed = [q for q in asked if not q.debatable and not set(q.cells) & hits]
    false = [cell for cell in found if cell not in owners]
    sure = [cell for cell in hits if not owners[cell].debatable]
    result.questions = _f1(len(sure), len(false), len(missed))
    result.wrong += [f"missed question {q.cells[0]}" for q in missed] + [f"no question {cell}" for cell in false]
    result.answers = _slots(owners, found, asked, ("answer",), result.wrong)
    result.companions = _slots(owners, found, asked, ("comment", "evidence", "ownership"), [])
    for slots in found.values():
        for slot in slots:
            if _place(slot.address) in forbidden:
                result.forbidden += 1
                result.wrong.append(f"forbidden {slot.address} ({slot.role})")
    return result


def _slots(
    owners: dict[Place, Asked],
    found: dict[Place, tuple[Slot, ...]],
    asked: list[Asked],
    roles: tuple[str, ...],
    wrong: list[str],
) -> float:
    wanted = {
        s.cell: s
        for q in asked
        if not q.debatable
        for s in q.slots
        if s.role in roles or (s.optional and s.role == "other")
    }
    right, false = set(), []
    for cell, slots in found.items():
        question = owners.get(cell)
        for slot in slots:
            if slot.role not in roles or (question is not None and question.debatable):
                continue
            place = _place(slot.address)
            own = {s.cell for s in question.slots} if question else set()
            if place in wanted and place in own:
                right.add(place)
                wrong += _details(slot, wanted[place])
            elif not any(s.cell == place and s.optional for q in asked for s in q.slots):
                false.append(f"no {slot.role} place {place}")
    missed = [cell for cell, slot in wanted.items() if not slot.optional and cell not in right]
    wrong += false + [f"missed {wanted[cell].role} place {cell}" for cell in missed]
    return _f1(len(right), len(false), len(missed))


def _details(slot: Slot, truth: TrueSlot) -> list[str]:
    kind, options = truth.kind, truth.options
    wrong = [] if str(slot.kind) == kind else [f"{slot.address} is {slot.kind}, not {kind}"]
    given = tuple(option.text for option in slot.options)
    return wrong + ([] if given == options else [f"{slot.address} offers {given}, not {options}"])


def _f1(right: int, false: int, missed: int) -> float:
    return 2 * right / (2 * right + false + missed) if right + false + missed else 1.0


def _place(address: object) -> Place:
    assert isinstance(address, CellAddress)
    return address.sheet, address.cell
