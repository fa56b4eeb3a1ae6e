"""What the reader of running text knows: the question that waits for its place, the last one, the headings above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from answers.questionnaire import SlotKind, SlotRole
from segq.intake.word.candidates import Asked, Made, Place, Sections
from segq.intake.word.inline import Unit, clean
from segq.intake.word.lines import Line, LineKind
from segq.intake.word.marks import Fillable
from segq.intake.word.phrases import demands, signs
from segq.intake.wording import split_id

WEIGHTS = {
    Made.CONTROL: 1.5, Made.FIELD: 1.5, Made.BOXES: 1.3, Made.PLACEHOLDER: 1.2, Made.LABEL: 1.2, Made.RULE: 0.9,
    Made.CELL: 1.0, Made.BLANK: 0.7, Made.STANDING: 0.4,
}  # fmt: skip
"""How much a question speaks for a questionnaire, by how its place shows."""


@dataclass(slots=True)
class ProseState:
    """What the lines passed so far say about the next one."""

    fillable: Fillable
    lines: Sequence[Line]
    in_cell: bool = False
    sections: Sections = field(default_factory=Sections)
    asked: list[Asked] = field(default_factory=list)
    unplaced: list[tuple[Line, list[Line], str]] = field(default_factory=list)
    by_table: dict[str, str] = field(default_factory=dict)
    """The heading above each table."""
    _pending: Line | None = None
    _nearest: Line | None = None
    """The last text or heading, for a place that cannot be missed."""
    _between: list[Line] = field(default_factory=list)
    _stem: Line | None = None
    _theirs: bool = False
    _used: set[str] = field(default_factory=set)
    _placed: set[str] = field(default_factory=set)
    """Addresses of the questions found."""
    _controls: set[int] = field(default_factory=set)
    """Controls given out: one of several paragraphs is one place."""
    _tables: int | None = None

    def _next(self, place: int, *, blanks: bool = False) -> Line | None:
        skipped = (LineKind.SKIPPED,) if blanks else (LineKind.SKIPPED, LineKind.BLANK)
        for number in range(place + 1, len(self.lines)):
            if self.lines[number].kind not in skipped:
                return self.lines[number]
        return None

    def _from(self, place: int) -> Iterator[Line]:
        """Yield the lines from a place on."""
        return (self.lines[number] for number in range(place, len(self.lines)))

    def _answer_tables(self) -> int:
        """Return how many of the lines are tables that take an answer."""
        if self._tables is None:
            self._tables = sum(each.kind is LineKind.TABLE and bool(each.places) for each in self.lines)
        return self._tables

    def _with_comments(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """Return the places of one question: what follows a choice explains it."""
        first, *rest = places
        return (first, *(replace(each, role=SlotRole.COMMENT) for each in rest))

    def _is_free(self, line: Line | None) -> bool:
        return line is not None and line.at not in self._placed

    def _continues(self) -> bool:
        return self.asked[-1].section == self.sections.title and self._pending is None

    def _continues_at(self, line: Line) -> bool:
        return self.asked[-1].section == self.sections.title and self._pending is line

    def _add_to_last(self, places: tuple[Place, ...]) -> None:
        last = self.asked[-1]
        self.asked[-1] = replace(last, places=(*last.places, *places))

    def _place(self, line: Line, places: tuple[Place, ...]) -> None:
        """Give the pending question its places."""
        if line.condition and line.text.endswith((":", "：")) and self.asked and self._continues_at(line):
            self._add_to_last(tuple(replace(each, role=SlotRole.COMMENT) for each in places))
            self._pending, self._between = None, []
            return
        id_, text = split_id(line.text)
        guidance = "\n".join(each.text for each in self._between if each is not line)
        drafted = line.kind is LineKind.HEADING and places[0].made is not Made.PLACEHOLDER
        known = line.asks or demands(line.text) or drafted
        weight = WEIGHTS[places[0].made] * (1.0 if known else 0.45)
        weight *= 0.5 if places[0].existing and places[0].made is Made.LABEL else 1.0
        stem = self._stem.at if self._stem is not None and self._stem is not line else ""
        section = self.sections.title
        if not self._theirs:
            told = tuple((each.at, each.text) for each in self._between if each is not line and not each.aside)
            self._found(Asked(line.at, clean(text), places, weight, id_, section, guidance, stem, told))
        self._pending, self._between = None, []

    def _found(self, one: Asked) -> None:
        if not self._theirs:
            self.asked.append(one)
            self._placed.add(one.at)
            self._controls |= {place.control for place in one.places if place.control is not None}

    def _drop_pending(self, *, keep: bool = False) -> None:
        if self._pending is not None and not keep:
            self.unplaced.append((self._pending, self._between, self.sections.title))
        if keep:
            self._stem = self._pending or self._stem
        self._pending, self._between = None, []

    def _own(self, line: Line, places: Sequence[Place]) -> None:
        """Take a control or field without a label as asked by the paragraph itself."""
        for each in places:
            shown = clean(line.paragraph.text) if line.paragraph is not None else ""
            text = each.header or shown or "(no label)"
            self._found(Asked(line.at, text, (each,), WEIGHTS[each.made], section=self.sections.title))

    def _own_units(self, line: Line, units: Sequence[Unit]) -> None:
        """Add the questions that stand in one paragraph with their places."""
        first, *rest = units
        label = first.label or line.text
        if signs(label) and first.place.made in (Made.RULE, Made.PLACEHOLDER):
            return
        if first.place.kind is SlotKind.CHOICE and rest and not any(unit.place.options for unit in rest):
            self._labelled_question(
                line, label, (first.place, *(replace(u.place, role=SlotRole.COMMENT) for u in rest))
            )
            return
        drawn = all(not (unit.place.control is not None or unit.place.fields) for unit in units)
        for unit in units if not drawn else units[:1]:
            self._labelled_question(line, unit.label or line.text, (unit.place,))

    def _labelled_question(self, line: Line, label: str, places: tuple[Place, ...]) -> None:
        id_, text = split_id(label)
        weight = WEIGHTS[places[0].made] * (1.0 if line.asks or places[0].made.explicit else 0.7)
        text = clean(text).rstrip(" :：") or label
        stem = self._stem.at if self._stem is not None else ""
        self._found(Asked(line.at, text, places, weight, id_, self.sections.title, stem=stem))
