"""Whether a document is a questionnaire at all, and which of its blocks count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answers.questionnaire import Doubt
from segq.intake.fact_labels import label_of
from segq.intake.word.candidates import Asked, Block, Made
from segq.intake.word.flow import Flow
from segq.intake.word.phrases import asks, speaks_to_reader
from segq.intake.wording import asks_for_words

_ENOUGH = 1.75
_PRESENTED = 1.0
"""What a title that says so counts."""
_SURE = 0.6
_MOST_LABELS = 1.5
_SHOWN = 20
"""Doubts of one kind that are shown."""
_ENOUGH_TOLD = 1.1
_MOST_TOLD = 3
"""Answers that stand already for each place that is open; where there are more, the document reports."""


def judged(blocks: Sequence[Block], *, presented: bool) -> tuple[list[Block], list[Doubt]]:
    """Return the blocks with the questions that count, and what a person should look at."""
    firm = [block for block in blocks if not block.weak]
    weight = _strength([one for block in firm for one in block.asked]) + _PRESENTED * presented
    several = sum(len(block.asked) for block in firm)
    explicit = any(place.made.explicit for block in firm for one in block.asked for place in one.places)
    told = [one for block in blocks if block.weak for one in block.asked]
    if weight >= _ENOUGH and (several + len(told) >= 2 or explicit) and len(told) <= _MOST_TOLD * several:
        kept = _without_blanks(blocks)
        return kept, _doubts(kept)
    if presented and _is_answered(told) and sum(one.weight for one in told) >= _ENOUGH_TOLD:
        return list(blocks), _doubts(blocks)
    asked = sum(len(block.asked) for block in blocks)
    doubts = [Doubt("document", f"{asked} places look like places to answer, too few for a questionnaire; left alone")]
    return [_rejected(block) for block in blocks], doubts if asked else []


def _strength(asked: Sequence[Asked]) -> float:
    """Return how much the questions speak for a questionnaire; labels beside blanks alone never suffice."""
    sure = sum(one.weight for one in asked if one.weight >= _SURE)
    return sure + min(_MOST_LABELS, sum(one.weight for one in asked if one.weight < _SURE))


def _is_answered(asked: Sequence[Asked]) -> bool:
    """Whether texts with an answer ask for the most part, or several labels for facts about who answers."""
    labels = [label for one in asked if (label := label_of(one.text)) is not None]
    asking = sum(asks(one.text) for one in asked)
    return (len(labels) >= 3 and any(label.sure for label in labels)) or (asking >= 3 and asking >= 0.6 * len(asked))


def _rejected(block: Block) -> Block:
    return replace(block, asked=(), taken_for=f"{block.taken_for}: too little in all") if block.asked else block


def _without_blanks(blocks: Sequence[Block]) -> list[Block]:
    """Leave out lone questions above blank paragraphs where all others are answered elsewhere."""
    blanks = sum(_in_blank(one) for block in blocks for one in block.asked)
    others = sum(len(block.asked) for block in blocks) - blanks
    if not blanks or blanks >= 3 or blanks > 0.2 * others:
        return list(blocks)
    return [replace(block, asked=tuple(one for one in block.asked if not _is_lone(one))) for block in blocks]


def _is_lone(one: Asked) -> bool:
    """Whether a question above one blank paragraph speaks to nobody: a heading with a space below, perhaps."""
    roomy = any(place.room > 1 for place in one.places)
    return _in_blank(one) and not (roomy or asks_for_words(one.text) or speaks_to_reader(one.text))


def _in_blank(one: Asked) -> bool:
    return bool(one.places) and all(place.made is Made.BLANK for place in one.places)


def _doubts(blocks: Sequence[Block]) -> list[Doubt]:
    doubts = [Doubt(block.address, text) for block in blocks if block.asked for text in block.doubts]
    weak = [block for block in blocks if block.weak and block.asked]
    doubts += [Doubt(block.address, "taken as answered already, because the rest asks") for block in weak]
    return doubts


def unplaced_doubts(flow: Flow, *, questions_found: bool) -> list[Doubt]:
    """Return what asks in running text and has no place for an answer: each one, or how many in a document of them."""
    asking = [line for line, _, _ in flow.unplaced if line.text.endswith(("?", "？"))]
    if questions_found:
        return [Doubt(line.at, "it asks, and no place for an answer was found") for line in asking[:_SHOWN]]
    if len(asking) < 3:
        return []
    return [Doubt("document", f"{len(asking)} paragraphs ask, and none has a place for an answer")]
