"""Questions in running text with an answer right below them that bears no label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from segq.intake.word.candidates import Asked, Block, Made, Place
from segq.intake.word.flow import Flow
from segq.intake.word.inline import clean
from segq.intake.word.lines import Line, LineKind
from segq.intake.word.phrases import speaks_to_reader
from segq.intake.wording import split_id

_FEWEST = 3


def standing_answers(flow: Flow, asked: Sequence[Asked], *, presented: bool) -> Block | None:
    """Return the questions answered already, where they look like those with a sure place, or are many."""
    by_address = {line.at: line for line in flow.lines}
    found = [
        (line, below, title) for line, below, title in flow.unplaced if below and line.asks and _apart(line, below)
    ]
    known = {at: _look(by_address[at]) for at in {one.at for one in asked} if at in by_address} if found else {}
    looks = Counter(known[one.at][:3] for one in asked if one.at in known and _sure(one))
    blank = Counter(known[one.at] for one in asked if one.at in known and _in_blank(one))
    alike = [each for each in found if looks[each[0].look] >= _FEWEST or blank[_look(each[0])] >= _FEWEST]
    if not alike and presented and len(found) >= _FEWEST and len({each[0].look for each in found}) == 1:
        alike = found if _address_somebody(found) else []
    if not alike:
        return None
    questions = tuple(_asked(*each) for each in alike)
    return Block(
        questions[0].at, "questions in running text, answered below", "they look alike", 0.5, questions, weak=True
    )


def told_apart(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with texts above blank paragraphs as answers, where nearly all questions have such a text."""
    blanks = [one for block in blocks for one in block.asked if one.places and one.places[0].made is Made.BLANK]
    told = [one for one in blanks if one.told]
    if len(told) < _FEWEST or len(told) < 0.7 * len(blanks):
        return list(blocks)
    return [_with_told(block) for block in blocks]


def _with_told(block: Block) -> Block:
    asked = tuple(_answered(one) for one in block.asked)
    weak = all(one.places[0].made is Made.STANDING for one in asked if one.places) and bool(asked)
    return replace(block, asked=asked, weak=block.weak or weak)


def _answered(one: Asked) -> Asked:
    if not one.told or one.places[0].made is not Made.BLANK:
        return one
    place = Place(one.told[0][0], Made.STANDING, existing="\n".join(text for _, text in one.told))
    return replace(one, places=(place,), guidance="", weight=0.4)


def _sure(one: Asked) -> bool:
    return any(place.made.explicit or place.made is Made.RULE for place in one.places)


def _look(line: Line) -> tuple[bool, bool, bool, int]:
    """Return the look of a line with the level of its heading."""
    return *line.look, line.paragraph.heading if line.paragraph is not None else 0


def _in_blank(one: Asked) -> bool:
    """Whether a question has nothing but a blank below, and no text in between."""
    return not one.told and bool(one.places) and one.places[0].made is Made.BLANK


def _apart(line: Line, below: Sequence[Line]) -> bool:
    """Whether question and answer differ in look."""
    return any(line.look) and below[0].kind is LineKind.TEXT and below[0].look != line.look and not below[0].aside


def _address_somebody(found: Sequence[tuple[Line, list[Line], str]]) -> bool:
    return sum(speaks_to_reader(line.text) for line, _, _ in found) >= 0.5 * len(found)


def _asked(line: Line, below: Sequence[Line], section: str) -> Asked:
    id_, text = split_id(line.text)
    place = Place(below[0].at, Made.STANDING, existing="\n".join(each.text for each in below))
    return Asked(line.at, clean(text), (place,), 0.4, id_, section)
