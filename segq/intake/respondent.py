"""What a file asks about the respondent: label-and-value blocks beside the tables, and rows of tables that do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from answers.questionnaire import CellAddress, Question, QuestionKind, Slot, SlotKind, SlotRole
from answers.respondent_facts import FactName
from exporters.ooxml.references import cell_name, parse_cell
from segq.intake import fact_words
from segq.intake.defaults import Defaults
from segq.intake.drafts import Draft
from segq.intake.fact_labels import Field, Label, label_of
from segq.intake.grid import MAX_COLUMNS, Grid
from segq.intake.headers import Hint, header_hints
from segq.intake.label_blocks import questions_beside
from segq.intake.language import detect
from segq.intake.slots import cell_slot
from segq.intake.wording import is_placeholder, options_are_yes_no

_APART = 3
"""Rows without a label that a block may hold between two of its labels."""
_TELLING = 3
"""Plain facts that together can only be about a company."""
_REACH = 2
"""Columns right of a label in which its value may stand."""
_ROWS = 1_000
"""Rows that are looked at from the top of a sheet, and as many from its bottom."""
_OURS = re.compile(fact_words.OURS, re.IGNORECASE)
_PEOPLE = re.compile(fact_words.PEOPLE, re.IGNORECASE)
_THEIRS = re.compile(fact_words.THEIRS, re.IGNORECASE)
_SIGNING = frozenset((FactName.SIGNATURE, FactName.SIGNATORY, FactName.SIGNATURE_DATE, FactName.CERTIFICATION))
_COMPANY = frozenset((FactName.COMPANY_NAME, FactName.LEGAL_NAME))
_PERSON = frozenset((FactName.CONTACT_NAME, FactName.CONTACT_EMAIL, FactName.CONTACT_PHONE))


@dataclass(frozen=True, slots=True)
class _Hit:
    """A label with a blank place for its value."""

    row: int
    col: int
    place: int
    """Column of the value."""
    text: str
    label: Label


def respondent_blocks(grid: Grid, drafts: Sequence[Draft], taken: set[tuple[str, str]]) -> list[Question]:
    """Return what the blocks of a visible sheet ask, in file order; their cells are added to ``taken``."""
    if not grid.visible or _is_theirs(grid.name):
        return []
    busy = _busy(drafts)
    found: list[tuple[tuple[int, int], Question]] = []
    for block in _blocks(list(_hits(grid, busy, taken))):
        asked = list(_block_questions(grid, block))
        found += [((hit.row, hit.col), question) for hit, question in asked]
        known = {(hit.row, hit.col): hit.place for hit in block} if asked else {}
        found += questions_beside(grid, known, asked[0][1].section, busy) if asked else []
    read: dict[str, Question] = {}
    for _, question in sorted(found, key=lambda each: each[0]):
        cells = {(grid.name, slot.address.cell) for slot in question.slots if isinstance(slot.address, CellAddress)}
        if not cells & taken:
            taken |= cells
            read[question.key] = question
    return list(read.values())


def _is_ours(title: str) -> bool:
    """Whether a title says that what follows is about the respondent."""
    return bool(_OURS.search(title)) and not _is_theirs(title)


def _is_theirs(title: str) -> bool:
    """Whether a title says that what follows is the sender's or a reviewer's own."""
    return bool(_THEIRS.search(title)) or Hint.ANALYST in header_hints(title)


def _busy(drafts: Sequence[Draft]) -> frozenset[int]:
    """Return the rows of accepted tables, from the header to the last question."""
    rows: set[int] = set()
    for draft in drafts:
        if draft.verdict.accepted and draft.rows:
            ends = [row for asked in draft.rows for row in (asked.row, *asked.answer_rows[-1:])]
            rows.update(range(min(*draft.table.header_rows, *ends), max(ends) + 1))
    return frozenset(rows)


def _hits(grid: Grid, busy: frozenset[int], taken: set[tuple[str, str]]) -> Iterator[_Hit]:
    numbers = (
        grid.row_numbers if len(grid.row_numbers) <= 2 * _ROWS else grid.row_numbers[:_ROWS] + grid.row_numbers[-_ROWS:]
    )
    for row in numbers:
        if row in busy or grid.hidden_row(row):
            continue
        labels = {col: label for col in grid.rows[row] if (label := _label(grid, row, col)) is not None}
        for col, label in labels.items():
            place = None if _in_header(grid, row, col, labels) else _place(grid, row, col, labels)
            if place is not None and (grid.name, cell_name(row, place)) not in taken:
                yield _Hit(row, col, place, " ".join(grid.text(row, col).split()), label)


def _label(grid: Grid, row: int, col: int) -> Label | None:
    cell = grid.cell(row, col)
    if cell is None or cell.formula or not isinstance(cell.value, str) or grid.hidden_col(col):
        return None
    return label_of(grid.text(row, col))


def _in_header(grid: Grid, row: int, col: int, labels: Mapping[int, Label]) -> bool:
    """Whether the label stands in a row of column names: right beside another, no place in between."""
    cols = [each for each in grid.rows[row] if each <= MAX_COLUMNS]
    beside = [(left, right) for left, right in pairwise(cols) if col in (left, right)]
    return any(left in labels and right in labels and right == left + grid.span(row, left) for left, right in beside)


def _place(grid: Grid, row: int, col: int, labels: Mapping[int, Label]) -> int | None:
    """Return the column of the blank value right of a label; ``None`` where something stands there already."""
    first = col + grid.span(row, col)
    wide = grid.span(row, col) > _REACH
    blank: list[int] = []
    for place in range(first, min(first + _REACH, MAX_COLUMNS + 1)):
        text = grid.text(row, place)
        if place in labels or (text and not is_placeholder(text)):
            return None if place not in labels else next(iter(blank), None)
        if grid.writable(row, place) and (not wide or _made(grid, row, place)):
            blank.append(place)
    return next((place for place in blank if _made(grid, row, place)), next(iter(blank), None))


def _made(grid: Grid, row: int, col: int) -> bool:
    """Whether the cell is made for writing: merged, coloured, under a rule, or unlocked among locked ones."""
    rule = grid.validation(row, col) is not None
    return rule or grid.span(row, col) > 1 or grid.style(row, col).fill is not None or grid.sheet.protected


def _blocks(hits: Sequence[_Hit]) -> Iterator[list[_Hit]]:
    """Group labels that stand near each other; a group counts where its labels cannot mean anything else."""
    block: list[_Hit] = []
    for hit in hits:
        if block and hit.row > block[-1].row + _APART:
            yield from _counting(block)
            block = []
        block.append(hit)
    yield from _counting(block)


def _counting(block: list[_Hit]) -> Iterator[list[_Hit]]:
    plain = {hit.label.fact for hit in block if hit.label.field is Field.NOTHING}
    if any(hit.label.sure for hit in block) or len(plain) >= _TELLING:
        yield block


def _block_questions(grid: Grid, block: Sequence[_Hit]) -> Iterator[tuple[_Hit, Question]]:
    title = _title(grid, block[0])
    if _heads(block):
        title, block = block[0].text, block[1:]
    if _is_theirs(title):
        return
    labels = [hit.label for hit in block]
    for place, hit in enumerate(block):
        signing = any(other.label.fact in _SIGNING and abs(other.row - hit.row) <= _APART for other in block)
        fact = _fact(hit.label, labels[:place] + labels[place + 1 :], title, signing=signing)
        if fact is not None:
            yield hit, _question(grid, hit, fact, title or grid.name)


def _heads(block: Sequence[_Hit]) -> bool:
    """Whether the first label is the block's title: an owner without a colon, above fields that are the owner's."""
    first, *rest = block
    below = [hit for hit in rest if hit.col == first.col]
    if not first.label.bare or first.text.rstrip().endswith((":", "：")) or not below:
        return False
    own = _COMPANY if first.label.fact is FactName.COMPANY_NAME else _PERSON
    return any(hit.label.fact in own or hit.label.field is Field.NAME for hit in below)


def _title(grid: Grid, first: _Hit) -> str:
    """Return the text above the block's first label: what the block is called."""
    above = [row for row in grid.row_numbers if first.row - _APART <= row < first.row]
    texts = [grid.text(row, col) for row in reversed(above) for col in grid.rows[row] if col <= first.col]
    return next((" ".join(text.split()) for text in texts if label_of(text) is None and len(text) <= 120), "")


def _fact(label: Label, others: Sequence[Label], title: str, *, signing: bool) -> FactName | None:
    """Return which fact is meant, with what stands around the label; ``None`` where it is no such label at all."""
    facts = {other.fact for other in others}
    if label.field is Field.NAME:
        return _whose_name(facts, title, signing=signing)
    if label.field is Field.DATE:
        return FactName.SIGNATURE_DATE if signing else FactName.DATE_COMPLETED if facts else None
    if label.field is Field.TITLE and signing:
        return FactName.SIGNATORY
    if label.field is Field.TITLE and not facts & (_PERSON | {FactName.UNCLEAR, FactName.PREPARED_BY}):
        return None
    return label.fact


def _whose_name(facts: set[FactName], title: str, *, signing: bool) -> FactName:
    if signing:
        return FactName.SIGNATORY
    if _PEOPLE.search(title) or facts & _COMPANY:
        return FactName.CONTACT_NAME
    return FactName.COMPANY_NAME if _OURS.search(title) else FactName.UNCLEAR


def _question(grid: Grid, hit: _Hit, fact: FactName, section: str) -> Question:
    slot = cell_slot(grid, hit.row, hit.place, role=SlotRole.ANSWER, header=hit.text, defaults=Defaults())
    return Question(
        address=CellAddress(grid.name, cell_name(hit.row, hit.col)),
        text=hit.text,
        section=section,
        kind=QuestionKind.RESPONDENT_FACT,
        fact=fact,
        language=detect(hit.text),
        slots=(slot,),
    )


def with_facts(questions: Sequence[Question]) -> list[Question]:
    """Mark the questions of one table that ask for facts about the respondent; a plain label needs company."""
    labels = {place: label for place, question in enumerate(questions) if (label := _asked(question)) is not None}
    result = list(questions)
    for place, label in labels.items():
        section = questions[place].section
        near = [other for other in (place - 1, place + 1) if other in labels and labels[other].sure]
        backed = any(questions[other].section == section for other in near) or _is_ours(section)
        if not (label.sure or backed):
            continue
        others = [other for other in labels.values() if other is not label]
        fact = _fact(label, others, section, signing=any(other.fact in _SIGNING for other in others))
        if fact:
            result[place] = replace(questions[place], kind=QuestionKind.RESPONDENT_FACT, fact=fact)
    return result


def _asked(question: Question) -> Label | None:
    """Return what a row asks about the respondent; where a yes or no is wanted, only a signature or a pledge is."""
    label = label_of(question.text)
    closed = any(_closed(slot) for slot in question.slots)
    return label if label is None or not closed or label.fact in _SIGNING else None


def _closed(slot: Slot) -> bool:
    listed = [option.text for option in slot.options]
    return slot.role is SlotRole.ANSWER and slot.kind is SlotKind.CHOICE and options_are_yes_no(listed)


def joined(blocks: Iterable[Question], questions: Sequence[Question]) -> list[Question]:
    """Return both in file order: what stands above the first question of a table comes first."""
    first = min((_row(question) for question in questions), default=0)
    split = list(blocks)
    above = [question for question in split if _row(question) < first]
    return [*above, *questions, *(question for question in split if question not in above)]


def _row(question: Question) -> int:
    place = parse_cell(question.address.cell) if isinstance(question.address, CellAddress) else None
    return place[0] if place is not None else 0


def with_blocks(
    questions: Sequence[Question],
    grids: Mapping[str, Grid],
    drafts: Mapping[str, Sequence[Draft]],
    taken: set[tuple[str, str]],
) -> list[Question]:
    """Return the questions of a workbook with its blocks among them, by sheet; a file that asks nothing has none."""
    if not questions:
        return []
    by_sheet: dict[str, list[Question]] = {name: [] for name in grids}
    for question in questions:
        if isinstance(question.address, CellAddress):
            by_sheet.setdefault(question.address.sheet, []).append(question)
    result: list[Question] = []
    for name, asked in by_sheet.items():
        grid = grids.get(name)
        blocks = respondent_blocks(grid, drafts.get(name, ()), taken) if grid is not None else []
        result += joined(blocks, asked)
    return result
