"""From a scanned document to its questions: the one entry point of recognition in Word, :func:`read_document`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answers.questionnaire import Doubt, Question, Questionnaire
from exporters.word.document import Document, Paragraph, Protection
from knowledge.uncollected import uncollected
from segq.intake.followups import linked
from segq.intake.respondent import with_facts
from segq.intake.word.building import built, with_parents
from segq.intake.word.candidates import Asked, Block, Made, Place
from segq.intake.word.flow import addresses, read_blocks
from segq.intake.word.marks import fillable_of
from segq.intake.word.phrases import presents_itself
from segq.intake.word.standing import standing_answers, told_apart
from segq.intake.word.verdict import judged, unplaced_doubts

_TOP = 12
"""Blocks from the top in which a document says what it is."""


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """A table, or the paragraphs under a heading, with what it was taken for and why."""

    address: str
    taken_for: str
    reason: str
    confidence: float
    questions: int


@dataclass(frozen=True, slots=True)
class WordReading:
    """What was understood of a document: the questionnaire, and the evidence for a person to check."""

    questionnaire: Questionnaire
    places: tuple[PlaceReading, ...]


def read_document(document: Document, name: str) -> WordReading:
    """Return the questions, slots and doubts of a scanned document; never raises on odd content."""
    if document.protection in (Protection.READ_ONLY, Protection.COMMENTS):
        doubt = Doubt("document", f"it is protected ({document.protection}): nothing in it may be filled in")
        return WordReading(Questionnaire(name, document.sha256, (), (doubt,)), ())
    with uncollected():
        return _read(document, name)


def _read(document: Document, name: str) -> WordReading:
    presented = presents_itself([name, *_top(document)])
    flow = read_blocks(document.blocks, fillable_of(document))
    blocks = told_apart(flow.blocks)
    prose = [one for block in blocks for one in block.asked]
    if more := standing_answers(flow, prose, presented=presented):
        blocks.append(more)
    if document.protection is Protection.FORMS:
        blocks = [_form_places_only(block) for block in blocks]
    blocks, doubts = judged(blocks, presented=presented)
    doubts += unplaced_doubts(flow, questions_found=any(block.asked for block in blocks))
    order = {address: place for place, address in enumerate(addresses(document.blocks))}
    blocks.sort(key=lambda block: order.get(block.address, 0))
    questions = _questions(blocks, order)
    places = tuple(_reading(block) for block in blocks)
    return WordReading(Questionnaire(name, document.sha256, tuple(questions), tuple(doubts)), places)


def _form_places_only(block: Block) -> Block:
    """Return a block of a document that only lets its forms be filled in: text in cells and lines is out of reach."""
    asked = [replace(one, places=tuple(filter(_in_a_form, one.places))) for one in block.asked]
    return replace(block, asked=tuple(one for one in asked if one.places))


def _in_a_form(place: Place) -> bool:
    return place.control is not None or bool(place.fields) or place.made is Made.BOXES


def _top(document: Document) -> Iterator[str]:
    for block in document.blocks[:_TOP]:
        if isinstance(block, Paragraph):
            yield block.text
        elif block.rows:
            yield from (cell.text for cell in block.rows[0].cells)


def _questions(blocks: Sequence[Block], order: dict[str, int]) -> list[Question]:
    asked: list[Asked] = [one for block in blocks for one in block.asked if one.places]
    asked.sort(key=lambda one: order.get(one.at, 0))
    found = built(asked)
    return with_facts(with_parents(found, linked([replace(one) for one in found])))


def _reading(block: Block) -> PlaceReading:
    return PlaceReading(block.address, block.taken_for, block.reason, block.confidence, len(block.asked))
