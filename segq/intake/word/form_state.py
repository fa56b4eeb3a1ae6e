"""What the readers of tables without a header share: the questions found, the title, the card that waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from answers.questionnaire import SlotRole
from segq.intake.fact_labels import label_of
from segq.intake.word.candidates import Asked, Made, Place
from segq.intake.word.cells import CellReading, question_of
from segq.intake.word.header import RowReading
from segq.intake.word.phrases import asks, demands


@dataclass(slots=True)
class FormState:
    """What was found in the rows passed so far."""

    address: str
    rows: Sequence[RowReading]
    section: str = ""
    answers: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    """Places of tables in cells that only take an answer, by the address of the cell around."""
    found: list[Asked] = field(default_factory=list)
    ways: set[str] = field(default_factory=set)
    _title: str = ""
    _theirs: bool = False
    _card: Asked | None = None
    _card_cell: CellReading | None = None
    """The cell of a card in the row before, while no place was found for it."""
    _done: set[int] = field(default_factory=set)
    _colons: bool = False
    _filled: bool = False

    def _to_card(self, places: tuple[Place, ...]) -> None:
        card = self._card
        if card is None:
            return
        if self.found and self.found[-1].at == card.at:
            self.found[-1] = replace(self.found[-1], places=(*self.found[-1].places, *places))
        else:
            weight = 1.2 if card.weight >= 1 else 0.9
            self._add((replace(card, places=places, weight=weight),), "cards")
            self._card = card

    def _to_row_above(self, cell: CellReading, places: tuple[Place, ...]) -> bool:
        """Add a part of the answer to the question found in the row above its name; return whether there is one."""
        last = self.found[-1] if self.found else None
        above = cell.at.rpartition(" row ")[2].split(" ")[0]
        beside = last is not None and last.at.startswith(f"{self.address} row {int(above) - 1} ")
        if last is None or not beside or cell.named is SlotRole.ANSWER or not (asks(last.text) or demands(last.text)):
            return False
        named = tuple(replace(each, role=cell.named or each.role) for each in places)
        self.found[-1] = replace(last, places=(*last.places, *named))
        return True

    def _asked(self, cell: CellReading, places: tuple[Place, ...]) -> Asked:
        id_, text = question_of(cell)
        known = cell.asks or demands(cell.text)
        label = label_of(cell.text)
        weight = 1.0 if known else 0.7 if label is not None and label.sure else 0.5 if cell.colon or label else 0.35
        if places and places[0].made.explicit:
            weight += 0.6
        elif places and places[0].made is Made.STANDING:
            weight *= 0.5
        return Asked(cell.at, text.rstrip(" :："), places, weight, id_, self._title)

    def _add(self, asked: Sequence[Asked], way: str) -> None:
        for one in asked:
            self.found.append(replace(one, section=one.section or self._title))
            self.ways.add(way)
        self._card = self._card if way == "cards" else None
