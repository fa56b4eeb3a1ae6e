"""Places below: a prompt above an open row, labels above places, a card's row named as its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.questionnaire import SlotRole
from segq.intake.word.candidates import Made, Place
from segq.intake.word.cells import CellReading, State
from segq.intake.word.form_state import FormState
from segq.intake.word.header import RowReading
from segq.intake.word.open_cells import kind_of, places_of, tick_places
from segq.intake.word.phrases import demands, signs
from segq.intake.wording import looks_like_id


@dataclass(slots=True)
class BelowReader(FormState):
    """Looks from a row at the rows below it."""

    def _answers_card(self, asker: CellReading, row: RowReading) -> bool:
        """Take a row of open cells below an id and a question: the cell below the question, else the first."""
        if not row.seen or any(not cell.open or cell.named is not None for cell in row.seen):
            return False
        ticks = tick_places(row.seen)
        below = [cell for cell in row.seen if cell.cell.column == asker.cell.column] or list(row.seen[:1])
        self._to_card(ticks or places_of(below[0], asker.text))
        return True

    def _named_row(self, place: int, cell: CellReading) -> None:
        """Take a row that is named as a part of the answer: the row below it where it is open, else the cell itself."""
        if self._card is None:
            self._to_row_above(cell, cell.places)
            return
        below = self._below(place)
        if below is not None and below.open and below.named is None:
            places = below.places or (Place(below.at, Made.CELL),)
        elif below is not None and self._stands(cell, below):
            places = (Place(below.at, Made.STANDING, existing=below.text),)
        else:
            self._to_card(cell.places)
            return
        self._done.add(self.rows[place + 1].number)
        self._to_card(tuple(replace(each, role=cell.named or each.role) for each in places))

    def _below(self, place: int) -> CellReading | None:
        return self.rows[place + 1].single if place + 1 < len(self.rows) else None

    def _stands(self, label: CellReading, below: CellReading) -> bool:
        """Whether the row below a label is its value."""
        plain = below.state is State.TEXT and below.named is None and not (below.own or below.asks)
        apart = (label.bold and not below.bold) or len(below.text) > 60 or label.asks
        return plain and apart and not below.aside

    def _value_below(self, place: int, cell: CellReading) -> bool:
        """Take the text below a label as the value that stands there."""
        below = self._below(place)
        if not (cell.colon or cell.asks) or below is None or not self._stands(cell, below):
            return False
        self._done.add(self.rows[place + 1].number)
        standing = Place(below.at, Made.STANDING, existing=below.text, header=cell.text)
        self._add((self._asked(cell, (standing,)),), "label above value")
        return True

    def _look_below(self, place: int, cell: CellReading) -> bool:
        """Take the open row below a prompt as its place; small print may stand between."""
        guidance: list[CellReading] = []
        for row in self.rows[place + 1 : place + 3]:
            below = row.single
            if below is None or below.named is not None:
                return False
            if below.open:
                return self._prompts(cell, guidance, below, row.number)
            told = below.aside or (cell.bold and not below.bold) or not below.asks
            if below.state is not State.TEXT or not told or below.text.endswith("?") or below.bold or not cell.asks:
                return False
            guidance.append(below)
        return False

    def _prompts(self, cell: CellReading, guidance: Sequence[CellReading], below: CellReading, row: int) -> bool:
        if below.state is State.BLANK and not self._may_prompt(cell, guidance):
            return False
        self._done |= {row, *(each for each in range(row - len(guidance), row))}
        places = below.places or (Place(below.at, Made.CELL),)
        made = tuple(replace(each, kind=kind_of(cell.text, each)) for each in places)
        asked = replace(self._asked(cell, made), guidance="\n".join(each.text for each in guidance))
        self._add((asked,), "prompt above an open row")
        return True

    def _may_prompt(self, cell: CellReading, guidance: Sequence[CellReading]) -> bool:
        if cell.asks or demands(cell.text):
            return True
        alternating = sum(row.single is not None and row.single.state is State.BLANK for row in self.rows)
        return not guidance and (len(self.rows) == 2 or 0.35 * len(self.rows) <= alternating <= 0.6 * len(self.rows))

    def _names_below(self, place: int, row: RowReading) -> bool:
        """Take a row of labels above a row of places, each place by the label over its column."""
        below = self.rows[place + 1] if place + 1 < len(self.rows) else None
        names = [cell for cell in row.seen if cell.state is not State.BLANK]
        if self._theirs or below is None or below.single is not None or not all(_is_name(cell) for cell in names):
            return False
        made = sum(cell.state is State.PLACE for cell in below.seen)
        blank = sum(cell.state is State.BLANK for cell in below.seen)
        named = all(cell.colon or cell.asks for cell in names)
        whole = made + blank == len(below.seen) and len(names) == len(row.seen)
        if not names or not (made >= 2 or (whole and (made or named))):
            return False
        self._done.add(below.number)
        for cell in names:
            end = cell.cell.column + cell.cell.span
            under = [each for each in below.seen if each.open and cell.cell.column <= each.cell.column < end]
            places = tuple(p for each in under for p in places_of(each, cell.text)) if under else ()
            if places and not signs(cell.text):
                rest = tuple(replace(each, role=SlotRole.OTHER) for each in places[1:])
                self._add((self._asked(cell, (places[0], *rest)),), "labels above places")
        return True


def _is_name(cell: CellReading) -> bool:
    return cell.state is State.TEXT and bool(cell.text) and not looks_like_id(cell.text)
