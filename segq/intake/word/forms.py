"""Tables without a header: labels with a cell beside or below them, cards, cells with a label of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.questionnaire import SlotKind, SlotRole
from segq.intake.fact_labels import label_of
from segq.intake.word.candidates import Block, Made, Place
from segq.intake.word.cells import CellReading, State
from segq.intake.word.forms_below import BelowReader
from segq.intake.word.header import RowReading
from segq.intake.word.open_cells import places_of, tick_places
from segq.intake.word.phrases import demands, is_short_label, is_theirs, names_date, names_owner, signs
from segq.intake.word.unasked import is_example
from segq.intake.wording import is_sentence, looks_like_id, words

_SIGNED = 8
"""Rows that a block of signatures has at most."""


@dataclass(slots=True)
class FormReader(BelowReader):
    """Goes through the rows of a table once."""

    def read(self) -> Block:
        """Return the questions of the table."""
        self._title = self.section
        self._colons = self._mostly_labels()
        self._filled = self._holds_pairs()
        if self._is_signed():
            return Block(self.address, "block for signatures", "its labels ask for signature, name, date", 0.8)
        for place, row in enumerate(self.rows):
            if row.number in self._done or row.row.deleted:
                continue
            asker, self._card_cell = self._card_cell, None
            if asker is not None and self._answers_card(asker, row):
                continue
            if row.single is not None:
                self._single(place, row.single)
            elif not self._names_below(place, row):
                self._several(row)
        return self._block()

    def _block(self) -> Block:
        taken_for = " and ".join(sorted(self.ways)) or ("customer’s own block" if self._theirs else "no questions")
        weak = self._is_filled()
        confidence = 0.5 if weak else min(0.95, 0.6 + 0.05 * len(self.found))
        return Block(
            self.address, taken_for, f"{len(self.rows)} rows without a header", confidence, tuple(self.found), weak
        )

    def _is_filled(self) -> bool:
        """Whether most places hold a value already and nothing asks: a form filled in, or a report."""
        standing = [one for one in self.found if all(place.made is Made.STANDING for place in one.places)]
        asked = any(one.weight >= 0.9 for one in self.found)
        return bool(standing) and len(standing) >= 0.5 * len(self.found) and not asked

    def _mostly_labels(self) -> bool:
        """Whether most texts that fill a row alone are labels with a place of their own."""
        alone = [row.single for row in self.rows if row.single is not None and row.single.text]
        own = sum(bool(cell.own) for cell in alone)
        return own >= 2 and own >= 0.5 * len(alone)

    def _holds_pairs(self) -> bool:
        """Whether short labels stand left of texts in nearly all rows, as in a form filled in."""
        pairs = [row.seen for row in self.rows if row.single is None]
        named = [cells for cells in pairs if len(cells) in (2, 4) and not cells[1].own]
        labels = [cells for cells in named if cells[0].asks or is_short_label(cells[0].text)]
        different = len({cells[0].text for cells in labels}) == len(labels)
        return len(labels) >= max(2, 0.8 * len(pairs)) and different

    def _is_signed(self) -> bool:
        labels = [cell.text for row in self.rows for cell in row.seen if cell.text and not cell.open]
        signed = any(signs(text) for text in labels)
        known = sum(signs(text) or label_of(text) is not None or names_date(text) for text in labels)
        return signed and len(self.rows) <= _SIGNED and known >= 0.5 * len(labels)

    def _single(self, place: int, cell: CellReading) -> None:
        if cell.named is not None:
            self._named_row(place, cell)
            return
        if cell.open or cell.state is State.CLOSED:
            return
        if is_theirs(cell.text):
            self._theirs, self._title = True, cell.text
            return
        if self._theirs and not cell.bold:
            return
        if cell.state is not State.LABELLED and (self._look_below(place, cell) or self._value_below(place, cell)):
            return
        if cell.own:
            self._add(cell.own, "label and value in one cell")
        elif self._colons and self._like_labels(cell):
            self._add(
                (self._asked(cell, (Place(cell.at, Made.CELL, header=cell.text),)),), "label and value in one cell"
            )
        else:
            self._title, self._theirs = cell.text, False
            self._card = self._asked(cell, ()) if cell.asks or (cell.bold and is_sentence(cell.text)) else None
            self._card_cell = cell if cell.asks else None

    def _like_labels(self, cell: CellReading) -> bool:
        first = self.rows[0].single
        peers = [row.single for row in self.rows if row.single is not None and row.single.own]
        plain = not cell.bold and any(peer.cell.fill == cell.cell.fill for peer in peers)
        return plain and cell is not first and is_short_label(cell.text)

    def _several(self, row: RowReading) -> None:
        cells = list(row.seen)
        if cells and is_example(row, cells[0].cell.column):
            return
        if self._theirs or (is_theirs(cells[0].text if cells else "") and all(c.open for c in cells[1:])):
            return
        place, paired = 0, False
        while place < len(cells):
            taken = self._pair(cells, place)
            paired = paired or taken > 1
            place += max(taken, 1)
        if not paired:
            self._keep_card(cells)

    def _keep_card(self, cells: Sequence[CellReading]) -> None:
        """Remember a row of texts, an id and a question, for the rows of parts below it."""
        texts = [cell for cell in cells if cell.state is State.TEXT and cell.text and not cell.own]
        if not texts or len(texts) < len([cell for cell in cells if not cell.open]):
            return
        asking = next((cell for cell in texts if cell.asks or demands(cell.text)), None)
        main = asking or max(texts, key=lambda cell: len(cell.text))
        id_ = next((cell.text for cell in texts if cell is not main and looks_like_id(cell.text)), None)
        asked = self._asked(main, ())
        self._card = replace(asked, id=id_ or asked.id)
        told = id_ is not None and len(words(main.text)) >= 3
        self._card_cell = main if asking is not None or told else None

    def _pair(self, cells: Sequence[CellReading], place: int) -> int:
        """Take what begins at a cell and return how many cells that was; 0 for nothing."""
        cell = cells[place]
        following = cells[place + 1] if place + 1 < len(cells) else None
        part = cell.named is not None or names_owner(cell.text)
        if part and following is not None and following.open and following.named is None:
            return self._beside(cells, place)
        if cell.named is not None and cell.places and self._card is not None:
            self._to_card(cell.places)
            return 1
        if cell.open or cell.state in (State.CLOSED, State.NESTED) or not cell.text:
            return 0
        return self._text(cells, place, cell, following)

    def _text(self, cells: Sequence[CellReading], place: int, cell: CellReading, following: CellReading | None) -> int:
        if cell.state is State.LABELLED:
            self._add(cell.own, "label and value in one cell")
            return 1
        if following is not None and (taken := self._with_next(cells, place, cell, following)):
            return taken
        if cell.own:
            self._add(cell.own, "label and value in one cell")
            return 1
        return 0

    def _with_next(self, cells: Sequence[CellReading], place: int, cell: CellReading, following: CellReading) -> int:
        """Take a text together with the cell right of it."""
        if looks_like_id(cell.text) and following.state in (State.TEXT, State.LABELLED):
            return 0 if cell.own else 1
        if following.open:
            return self._beside(cells, place)
        if following.state is State.NESTED and following.at in self.answers:
            self._add((self._asked(cell, self.answers[following.at]),), "question left, small table right")
            return 2
        if following.own and not following.asks and not cell.colon:
            self._add(tuple(replace(one, stem=cell.at) for one in following.own), "parts of an answer in one cell")
            return 2
        told = following.state is State.TEXT and not (following.own or following.colon)
        if told and self._filled and place % 2 == 0:
            return self._standing(cell, following)
        return 0

    def _beside(self, cells: Sequence[CellReading], place: int) -> int:
        cell, count = cells[place], 1
        while place + count < len(cells) and cells[place + count].open:
            count += 1
        beside = cells[place + 1 : place + count]
        places = [*(tick_places(beside) or places_of(beside[0], cell.text))]
        for each in beside[1:]:
            if each.state is State.PLACE and all(place.at != each.at for place in places):
                places += [replace(place, role=SlotRole.COMMENT) for place in each.places]
        role = cell.named or (SlotRole.OWNERSHIP if names_owner(cell.text) else None)
        if role is not None and self._card is not None:
            self._to_card(tuple(replace(each, role=role) for each in places))
        elif cell.named is not None and self._to_row_above(cell, tuple(places)):
            return count
        elif not signs(cell.text):
            self._add((self._asked(cell, tuple(places)),), "label left, place right")
        return count

    def _standing(self, cell: CellReading, following: CellReading) -> int:
        place = Place(following.at, Made.STANDING, existing=following.text, header=cell.text)
        kind = SlotKind.DATE if names_date(cell.text) else SlotKind.TEXT
        self._add((self._asked(cell, (replace(place, kind=kind),)),), "label left, value right")
        return 2
