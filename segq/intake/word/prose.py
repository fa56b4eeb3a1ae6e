"""Questions in running text: a paragraph asks, and a blank, a line, boxes, a label or a small table follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from answers.questionnaire import SlotRole
from segq.intake.word.candidates import Asked, Made, Place
from segq.intake.word.lines import Line, LineKind
from segq.intake.word.phrases import (
    closes_asking,
    demands,
    is_colon_label,
    is_instruction,
    is_short_label,
    is_theirs,
    signs,
)
from segq.intake.word.prose_lines import (
    asks_something,
    box_text,
    gathered_boxes,
    is_fact,
    is_lettered_line,
    is_rule,
    only_instructs,
    signature_lines,
)
from segq.intake.word.prose_state import ProseState

_FARTHEST = 6
"""Lines of guidance that may stand between a question and its place."""


_STEPS: dict[LineKind, str] = {
    LineKind.HEADING: "_heading",
    LineKind.BLANK: "_blank",
    LineKind.ANSWER: "_answer",
    LineKind.PLACE: "_bare_place",
    LineKind.BOX: "_box",
    LineKind.LABELLED: "_labelled",
    LineKind.TEXT: "_text",
    LineKind.TABLE: "_table",
}
"""How each kind of line is taken."""


@dataclass(slots=True)
class ProseReader(ProseState):
    """Goes through the lines once; what it found is in ``asked``, what asked in vain in ``unplaced``."""

    def read(self) -> list[Asked]:
        """Return the questions in order."""
        signed = set(signature_lines(self.lines))
        for place, line in enumerate(self.lines):
            if line.at not in self._used and line.at not in signed:
                self._take(place, line)
        self._drop_pending()
        return self.asked

    def _take(self, place: int, line: Line) -> None:
        step = _STEPS.get(line.kind)
        if step is not None:
            getattr(self, step)(place, line)

    def _heading(self, _place: int, line: Line) -> None:
        level = line.paragraph.heading if line.paragraph is not None else 1
        self._drop_pending()
        self._stem = None
        self._theirs = is_theirs(line.text)
        if line.asks:
            self._pending = line
        else:
            self.sections.enter(level, line.text)
        self._nearest = line

    def _text(self, place: int, line: Line) -> None:
        if self._labels_in_a_row(place, line):
            self._drop_pending()
            self._labelled_question(line, line.text, (Place(line.at, Made.RULE, header=line.text),))
            return
        self._theirs = not line.asks and (self._theirs or is_theirs(line.text))
        part = self._stem is not None and is_lettered_line(line)
        asks = (line.asks and not self._explains(line)) or self._asks_at_its_end(place, line)
        if asks or part or self._answered_below(place, line):
            stem = self._pending or self._stem
            opens = stem is not None and stem.text.rstrip().endswith((":", "："))
            self._drop_pending(keep=opens and part)
            self._pending, self._between = line, []
            if not part:
                self._stem = line if line.text.rstrip().endswith((":", "：")) else None
        elif self._pending is not None and len(self._between) < _FARTHEST:
            self._between.append(line)
            if closes_asking(line.text) and not line.aside and not self._pending.asks:
                self._pending = line
        else:
            self._drop_pending()
        if not is_instruction(line.text):
            self._nearest = line

    def _asks_at_its_end(self, place: int, line: Line) -> bool:
        """Whether an item of a list tells something, asks in its last sentence, and has a place right below."""
        below = self._next(place, blanks=True)
        placed = below is not None and below.kind in (LineKind.BLANK, LineKind.PLACE, LineKind.ANSWER)
        return placed and self._pending is None and any(line.look) and not line.aside and closes_asking(line.text)

    def _explains(self, line: Line) -> bool:
        """Whether a request below a question is only guidance to it: it looks different, and puts no question."""
        if self._pending is None or self._pending.text.endswith((":", "：")) or line.text.endswith(("?", "？")):
            return False
        return (line.aside and not self._pending.aside) or (any(self._pending.look) and not any(line.look))

    def _labels_in_a_row(self, place: int, line: Line) -> bool:
        """Whether a short label with a colon and nothing behind it stands among its like."""
        if not is_colon_label(line.text):
            return False
        near = [*self.lines[max(place - 1, 0) : place], *self.lines[place + 1 : place + 2]]
        alike = [each for each in near if each.kind is LineKind.TEXT and is_colon_label(each.text)]
        following = self.lines[place + 1 : place + 2]
        ends = not following or following[0] in alike or following[0].kind in (LineKind.HEADING, LineKind.BLANK)
        usual = not (self.in_cell or self.fillable.forms_only or line.asks)
        alone = is_fact(line) and (not following or following[0].kind is LineKind.HEADING)
        return usual and ends and (bool(alike) or alone) and not signs(line.text)

    def _answered_below(self, place: int, line: Line) -> bool:
        """Whether what follows makes the line a question that does not sound like one."""
        return self._label_with_blank(place, line) or self._above_answer_table(place, line)

    def _above_answer_table(self, place: int, line: Line) -> bool:
        """Whether a small table for an answer follows, as it does below other lines too: a demand to comment on."""
        following = self._next(place)
        if following is None or following.kind is not LineKind.TABLE or not following.places or line.aside:
            return False
        return self._answer_tables() > 1 and len(line.text.split()) > 1 and not is_instruction(line.text)

    def _label_with_blank(self, place: int, line: Line) -> bool:
        """Whether a short label with a colon stands right above a blank, or among its like without any."""
        if not is_colon_label(line.text) or self.fillable.forms_only or signs(line.text):
            return False
        following = self._next(place, blanks=True)
        return following is not None and (following.kind is LineKind.BLANK or is_rule(following))

    def _blank(self, place: int, line: Line) -> None:
        if self._pending is None or self.fillable.forms_only:
            return
        following = self._next(place)
        if following is not None and self._takes_place(following):
            return
        plain_heading = self._pending.kind is LineKind.HEADING and not self._between
        if plain_heading and following is not None and following.kind is LineKind.TEXT and not following.asks:
            return
        blanks = takewhile(lambda each: each.kind is LineKind.BLANK, self._from(place))
        self._place(self._pending, (Place(line.at, Made.BLANK, room=sum(1 for _ in blanks)),))

    def _takes_place(self, line: Line) -> bool:
        """Whether the line is a surer place for the pending question than a blank one above it."""
        if line.kind is LineKind.TABLE:
            return bool(line.places)
        if line.kind is LineKind.LABELLED:
            return bool(line.inline and line.inline.boxes and not line.asks) and bool(line.condition)
        return line.kind in (LineKind.ANSWER, LineKind.PLACE, LineKind.BOX)

    def _answer(self, place: int, line: Line) -> None:
        places = [replace(each, role=line.role) for each in line.places]
        following = self._next(place, blanks=True)
        if not line.standing and len(places) == 1 and places[0].made is Made.LABEL and following is not None:
            stands = following.kind is LineKind.TEXT and not following.asks and not is_colon_label(following.text)
            if stands and following.look == (False, False, False) and not self.in_cell:
                places = [replace(places[0], existing=following.text)]
                self._used.add(following.at)
        if self._pending is not None:
            self._place(self._pending, tuple(places))
        elif self.asked and line.role is not SlotRole.ANSWER:
            self._add_to_last(tuple(places))
        elif self._nearest is not None and self._is_free(self._nearest):
            self._place(self._nearest, tuple(places))
        elif self.in_cell and not self.asked:
            self._found(Asked("", "", tuple(places), 0.0))

    def _bare_place(self, place: int, line: Line) -> None:
        units = line.inline.units if line.inline is not None else ()
        given = line.places or tuple(unit.place for unit in units)
        places = tuple(each for each in given if each.control is None or each.control not in self._controls)
        if not places:
            return
        own = [each for each in places if each.made in (Made.CONTROL, Made.FIELD)]
        if self._pending is not None:
            self._place(self._pending, self._with_comments(places))
        elif (own or self.in_cell) and self._names(self._nearest, place, line):
            self._place_nearest(places)
        elif own or self.in_cell:
            self._own(line, own or list(places))
        elif self._nearest is not None and self._is_free(self._nearest) and _may_head(self._nearest, places[0]):
            self._place_nearest(places)

    def _names(self, nearest: Line | None, place: int, line: Line) -> bool:
        """Whether the last text is a label for a place that bears none: right above it, or in the same cell."""
        if nearest is None or not self._is_free(nearest) or (nearest.kind is LineKind.HEADING and not self.in_cell):
            return False
        titled = line.inline is not None and any(unit.place.header for unit in line.inline.units)
        if titled and not (nearest.asks or is_colon_label(nearest.text)):
            return False
        above = self.lines[max(place - 1, 0)]
        return self.in_cell or (above is nearest and (is_short_label(nearest.text) or is_colon_label(nearest.text)))

    def _place_nearest(self, places: tuple[Place, ...]) -> None:
        if self._nearest is not None:
            self._place(self._nearest, self._with_comments(places))

    def _box(self, place: int, line: Line) -> None:
        """Gather paragraphs of one box each into the choice of the question above, else take each for itself."""
        asker = self._pending or (self._nearest if self._heads_boxes(self._nearest) else None)
        many = asker is not None or self.in_cell
        group = list(takewhile(lambda each: each.kind is LineKind.BOX, self._from(place))) if many else [line]
        if asker is None and len(group) == 1:
            label = box_text(line)
            unit = line.inline.units[0] if line.inline is not None else None
            if unit is not None:
                self._found(Asked(line.at, label, (unit.place,), 1.0, section=self.sections.title))
            return
        self._used.update(each.at for each in group)
        gathered = gathered_boxes(group, self.fillable)
        if asker is not None:
            self._place(asker, (gathered,))
        else:
            self._found(Asked("", "", (gathered,), 0.0))

    def _heads_boxes(self, line: Line | None) -> bool:
        """Whether the last text may head a list of boxes: it ends like a label, and has no place yet."""
        ends = line is not None and (line.text.rstrip().endswith((":", "：", ")")) or self.in_cell)
        return bool(ends) and self._is_free(line)

    def _labelled(self, _place: int, line: Line) -> None:
        units = line.inline.units if line.inline is not None else ()
        self._theirs = self._theirs or is_theirs(line.text)
        if line.condition and self.asked and self._continues():
            self._add_to_last(tuple(replace(unit.place, role=SlotRole.COMMENT) for unit in units))
            return
        if self._pending is not None and only_instructs(line):
            self._place(self._pending, self._with_comments([unit.place for unit in units]))
            return
        if self._pending is None and only_instructs(line) and self._is_duty(self._nearest):
            self._place_nearest(tuple(unit.place for unit in units))
            return
        stem = self._pending if self._pending is not None and self._pending.text.endswith((":", "：")) else None
        self._drop_pending(keep=stem is not None)
        self._stem = stem or self._stem
        self._own_units(line, units)
        self._nearest = line

    def _is_duty(self, line: Line | None) -> bool:
        """Whether the last text demands something and has no place yet."""
        return line is not None and self._is_free(line) and demands(line.text) and line.kind is LineKind.TEXT

    def _table(self, _place: int, line: Line) -> None:
        self.by_table[line.at] = self.sections.title
        asker = self._pending if self._pending is not None else None
        free = line.places and line.places[0].made is not Made.STANDING
        if free and asker is None and self._nearest is not None and self._is_free(self._nearest):
            asker = self._nearest if asks_something(self._nearest) else None
        if line.places and asker is not None:
            self._place(asker, line.places)
            return
        self._drop_pending()
        self._nearest = None


def _may_head(line: Line, place: Place) -> bool:
    """Whether the last text may be what a place below it belongs to, which bears no label."""
    heads = line.kind is LineKind.HEADING or asks_something(line)
    return place.made is Made.BOXES or (place.made is Made.PLACEHOLDER and heads and not line.text.endswith(","))
