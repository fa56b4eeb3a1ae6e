"""Which columns of a table the vendor fills in, and with what: answer, comment, evidence, ownership.

A reviewer's, hidden, locked or computed column can never become one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from segq.intake.columns import Column
from segq.intake.evidence import Clue, ColumnReading, Role, may_be_slot, sure, total
from segq.intake.headers import Hint, header_hints, leading_hint
from segq.intake.stated_options import header_choices
from segq.intake.ticks import tick_columns
from segq.intake.unclear import told_apart
from segq.intake.wording import (
    is_placeholder,
    listed_options,
    options_are_ownership,
    options_are_severity,
    options_are_yes_no,
)

ANSWER_THRESHOLD = 2.0


def slot_columns(columns: Mapping[int, Column], question: Column) -> dict[int, ColumnReading]:
    """Return the columns that the vendor fills in."""
    candidates = {c: column for c, column in columns.items() if column is not question and may_be_slot(column)}
    answered = any(_is_answered(column) for column in candidates.values())
    found = _ticks(candidates)
    for col, column in sorted((c, column) for c, column in candidates.items() if c not in found):
        reading = _slot(column, question, answered, _nth_open(candidates, question, col))
        if reading is not None:
            found[col] = reading
    if not any(reading.role in (Role.ANSWER, Role.TICK) for reading in found.values()):
        found |= _given_in_prose(candidates, question, found)
    found = _reconciled(_promoted(found))
    if any(r.role is Role.TICK for r in found.values()):
        found = {c: replace(r, role=Role.COMMENT) if r.role is Role.ANSWER else r for c, r in found.items()}
        return told_apart(found)
    apart = told_apart(found)
    return apart | _beside_answer(candidates, apart)


def _beside_answer(candidates: Mapping[int, Column], found: Mapping[int, ColumnReading]) -> dict[int, ColumnReading]:
    """Take the empty named column right of the answer as its comment, where nothing says what it is."""
    answers = [col for col, reading in found.items() if reading.role is Role.ANSWER]
    column = candidates.get(max(answers) + 1) if answers else None
    if column is None or column.col in found or any(r.role is Role.COMMENT for r in found.values()):
        return {}
    if column.filled > 0.05 or column.choices > 0.15 or not column.header or header_hints(column.header):
        return {}
    clue = Clue(Role.COMMENT, 1.0, "an empty named column right of the answer")
    return {column.col: ColumnReading(column, Role.COMMENT, 0.5, (clue,))}


def _ticks(candidates: Mapping[int, Column]) -> dict[int, ColumnReading]:
    """Recognise neighbouring empty columns headed ``Yes``, ``No``, ``N/A``: one of them is to be marked."""
    clue = Clue(Role.TICK, 3.0, "empty columns headed by choices stand side by side")
    return {c.col: ColumnReading(c, Role.TICK, 0.7, (clue,)) for c in tick_columns(candidates.values())}


def _promoted(found: dict[int, ColumnReading]) -> dict[int, ColumnReading]:
    """Where nothing else takes the answer, an empty comment column does; filled columns are then no slots at all."""
    if any(reading.role in (Role.ANSWER, Role.TICK) for reading in found.values()):
        return found
    kept = {c: r for c, r in found.items() if r.column.open > 0.5 or r.column.choices > 0.15 or not r.role.is_slot}
    offering = [r for r in kept.values() if r.role.is_slot and header_choices(r.column.header)]
    comments = [r for r in kept.values() if r.role is Role.COMMENT]
    if offering or comments:
        first = min(offering or comments, key=lambda r: r.column.col)
        kept[first.column.col] = replace(first, role=Role.ANSWER, confidence=0.5)
    return kept


def _given_in_prose(
    candidates: Mapping[int, Column], question: Column, found: Mapping[int, ColumnReading]
) -> dict[int, ColumnReading]:
    """Recognise answers given already as prose right beside the question, whatever the header calls them."""
    column = candidates.get(question.col + 1)
    if column is None or column.col in found or column.filled < 0.5 or column.sentences < 0.5:
        return {}
    owners = [c for c in candidates.values() if c.col > column.col and Hint.OWNERSHIP in header_hints(c.header)]
    clues = [Clue(Role.ANSWER, 1.0, "prose right beside the question")]
    if column.distinct > 0.7 and column.mean_length > 1.5 * question.mean_length:
        clues.append(Clue(Role.ANSWER, 1.0, "longer than the question, and different every time"))
    if owners and owners[0].filled > 0.5 and owners[0].distinct < 0.3:
        clues.append(Clue(Role.ANSWER, 1.5, f"“{owners[0].header}” beside it says who is responsible"))
    if question.asking > 0.6:
        clues.append(Clue(Role.ANSWER, 0.5, "questions are asked"))
    hints = header_hints(column.header)
    for hint, weight in ((Hint.GUIDANCE, -1.0), (Hint.REFERENCE, -1.0), (Hint.QUESTION, -1.5), (Hint.TYPE, -4.0)):
        if hint in hints:
            clues.append(Clue(Role.ANSWER, weight * hints[hint], f"header “{column.header}” speaks of {hint}"))
    if total(clues) < ANSWER_THRESHOLD:
        return {}
    given = {column.col: ColumnReading(column, Role.ANSWER, 0.5, tuple(clues))}
    clue = (Clue(Role.OWNERSHIP, 2.0, "beside an answer given already"),)
    return given | {c.col: ColumnReading(c, Role.OWNERSHIP, 0.6, clue) for c in owners[:1]}


def _is_answered(column: Column) -> bool:
    """Whether the column looks like answers given already."""
    coded = column.ids > 0.6 and column.yes_no < 0.3
    return column.filled > 0.3 and leading_hint(column.header) is Hint.ANSWER and not coded and column.uniform is None


def _nth_open(candidates: Mapping[int, Column], question: Column, col: int) -> int:
    """How many places to fill in lie between the question and this column."""
    return sum(
        question.col < c < col and (column.open > 0.4 or column.choices > 0.3) for c, column in candidates.items()
    )


def _slot(column: Column, question: Column, answered: bool, nth: int) -> ColumnReading | None:
    hints = header_hints(column.header)
    if Hint.ANALYST in hints and hints[Hint.ANALYST] >= 0.35:
        return ColumnReading(column, Role.ANALYST, 0.9, (Clue(Role.ANALYST, 3.0, f"header “{column.header}”"),))
    if column.filled > 0.05 and not _fillable_though_filled(column, answered):
        return None
    weighed = [answer_clues(column, question, nth), *_companions(column, question, answered)]
    weighed = [clues for clues in weighed if clues]
    best = max(weighed, key=total)
    if total(best) < ANSWER_THRESHOLD:
        return None
    others = [total(clues) for clues in weighed if clues is not best]
    gap = total(best) - max([ANSWER_THRESHOLD - 1, *others])
    return ColumnReading(column, best[0].role, sure(gap), tuple(best))


def _fillable_though_filled(column: Column, answered: bool) -> bool:
    """Filled columns are places to write only where choices, a default or an answer's header say so."""
    if column.choices > 0.15 or column.unlocked or (column.uniform is not None and is_placeholder(column.uniform)):
        return True
    hint = leading_hint(column.header)
    coded = column.ids > 0.6 and column.yes_no < 0.3
    if hint is Hint.ANSWER:
        return not coded and not listed_options(column.uniform or "")
    if column.yes_no > 0.8 and column.distinct < 0.5:
        return hint is Hint.STATUS
    partly = column.filled < 0.5
    return (answered or partly) and hint in (Hint.COMMENT, Hint.EVIDENCE, Hint.OWNERSHIP)


def answer_clues(column: Column, question: Column, nth: int) -> list[Clue]:
    """Return what speaks for and against the column taking the answers; ``nth`` open columns stand before it."""
    texts = column.option_texts
    weights = [
        (column.choices > 0.15, *_choice_weight(texts)),
        (column.unlocked, 1.5, "unlocked on a protected sheet"),
        (column.yes_no > 0.6 and column.filled > 0.3, 1.5, "holds yes and no"),
        (column.open > 0.5, 0.6, "blank or at its default"),
        (column.filled_in_colour and not question.filled_in_colour, 0.5, "blank cells are coloured"),
        (bool(column.header) and column.open > 0.5, 0.5, "a named column left open"),
        (column.elsewhere >= 2 and column.choices <= 0.15, -2.0, "filled in rows that are no questions"),
        (column.choices <= 0.15 and bool(header_choices(column.header)), 2.0, "its header offers choices"),
        (_beside_bare_questions(column, question), 0.6, "blank right beside questions, and nothing has a header"),
        (column.col < question.col, -0.8, "left of the question"),
        (column.col > question.col and nth == 0, 1.0, "first open column right of the question"),
        (column.col > question.col and nth > 0, max(1.0 - 0.5 * nth, -0.5), "right of the question"),
    ]
    clues = [Clue(Role.ANSWER, weight, text) for applies, weight, text in weights if applies and weight]
    for hint, strength in header_hints(column.header).items():
        if hint in _ANSWER_HEADERS:
            weight = round(_ANSWER_HEADERS[hint] * strength, 2)
            clues.append(Clue(Role.ANSWER, weight, f"header “{column.header}” speaks of {hint}"))
    return clues


def _beside_bare_questions(column: Column, question: Column) -> bool:
    bare = not column.header and not question.header and column.col == question.col + 1
    return bare and question.asking > 0.6 and column.blank > 0.95


_ANSWER_HEADERS = {
    Hint.ANSWER: 2.5,
    Hint.STATUS: 1.5,
    Hint.COMMENT: -1.0,
    Hint.EVIDENCE: -1.5,
    Hint.OWNERSHIP: -1.5,
    Hint.GUIDANCE: -2.5,
    Hint.TYPE: -4.0,
    Hint.WEIGHT: -3.0,
    Hint.REGISTER: -3.0,
    Hint.DATE: -1.5,
    Hint.ID: -2.0,
    Hint.REFERENCE: -1.0,
    Hint.SECTION: -1.5,
}


def _choice_weight(texts: list[str]) -> tuple[float, str]:
    shown = "/".join(texts[:4])
    if options_are_ownership(texts):
        return -2.0, f"its list says who is responsible ({shown})"
    if options_are_yes_no(texts):
        return 3.5, f"its list is a yes/no scale ({shown})"
    if options_are_severity(texts):
        return -1.0, f"its list grades risk or priority ({shown})"
    return (2.5, f"a list is offered ({shown})") if texts else (1.5, "numbers, dates or a list that cannot be read")


def _companions(column: Column, question: Column, answered: bool) -> list[list[Clue]]:
    """Weigh the column as comment, evidence and ownership."""
    hints = header_hints(column.header)
    basis = 0.6 * (column.open > 0.5) + 0.8 * column.unlocked + 0.6 * answered + 0.5 * (column.col > question.col)
    basis += 0.3 * (column.filled < 0.9) + 0.3 * bool(column.header)
    weighed = []
    for role, hint in ((Role.COMMENT, Hint.COMMENT), (Role.EVIDENCE, Hint.EVIDENCE), (Role.OWNERSHIP, Hint.OWNERSHIP)):
        clues = [Clue(role, round(basis, 2), "a column that is left open")]
        if hint in hints:
            clues.append(Clue(role, round(2.0 * hints[hint], 2), f"header “{column.header}” speaks of {hint}"))
        else:
            clues.append(Clue(role, -0.8, "its header does not say so"))
        if role is Role.OWNERSHIP and options_are_ownership(column.option_texts):
            clues.append(Clue(role, 3.5, "its list says who is responsible"))
        elif column.choices > 0.15:
            clues.append(Clue(role, -2.0, "choices are offered in it"))
        clues += [
            Clue(role, -2.0, f"header speaks of {h}") for h in (Hint.WEIGHT, Hint.TYPE, Hint.REGISTER) if h in hints
        ]
        weighed.append(clues)
    return weighed


def _reconciled(found: dict[int, ColumnReading]) -> dict[int, ColumnReading]:
    """Keep several answers only where they are ratings side by side; other text answers become comments."""
    found = _without_given(found)
    answers = [r for r in found.values() if r.role is Role.ANSWER]
    keep = _kept_answers(answers)
    result = dict(found)
    for reading in answers:
        if reading.column.col not in keep:
            role = _second_role(reading, any(r.column.choices > 0.15 for r in answers), result)
            result[reading.column.col] = replace(reading, role=role, confidence=reading.confidence * 0.7)
    return _one_ownership(result)


def _kept_answers(answers: list[ColumnReading]) -> set[int]:
    """Return the columns that stay answers: every rating of like weight, or the one strongest text column."""
    chosen = [r for r in answers if r.column.choices > 0.15]
    worded = _named_before(answers, chosen)
    if worded is not None:
        return {worded.column.col}
    if chosen:
        strongest = max(total(r.clues) for r in chosen)
        return {r.column.col for r in chosen if total(r.clues) >= strongest - 2.5}
    if not answers:
        return set()
    best = max(answers, key=lambda r: total(r.clues))
    return {r.column.col for r in answers if r is best or _siblings(r.column, best.column)}


def _named_before(answers: list[ColumnReading], chosen: list[ColumnReading]) -> ColumnReading | None:
    """Return the open text column headed as the answer that stands before lists of which no header says as much."""
    texts = [r for r in answers if r not in chosen and leading_hint(r.column.header) is Hint.ANSWER]
    first = min(texts, key=lambda r: r.column.col, default=None)
    if first is None or not chosen or any(r.column.col < first.column.col or _is_rated(r.column) for r in chosen):
        return None
    return first


def _is_rated(column: Column) -> bool:
    """Whether a list is headed as an answer or rating, or has no header at all."""
    return not column.header or bool(header_hints(column.header).keys() & {Hint.ANSWER, Hint.STATUS})


def _siblings(one: Column, other: Column) -> bool:
    """Whether two columns rate the same thing twice, as ``Documentation score`` and ``Practice score`` do."""
    rated = leading_hint(one.header) is Hint.STATUS and leading_hint(other.header) is Hint.STATUS
    return rated and one.header.split()[-1].casefold() == other.header.split()[-1].casefold()


def _without_given(found: dict[int, ColumnReading]) -> dict[int, ColumnReading]:
    """Drop columns that are filled in where other answers are still open: lists the sender chose from, old answers."""
    open_ones = [r.column for r in found.values() if r.role is Role.ANSWER and r.column.open > 0.5]
    if not open_ones:
        return found
    asked = any(leading_hint(column.header) is Hint.ANSWER and column.blank > 0.5 for column in open_ones)
    return {col: r for col, r in found.items() if not _is_given(r.column, asked)}


def _is_given(column: Column, asked: bool) -> bool:
    """Whether a filled column was filled by the sender; ``asked`` where a blank column is headed as the answer."""
    headed = leading_hint(column.header) is Hint.ANSWER
    if column.choices > 0.15:
        return column.open <= 0.1 and not headed
    return asked and headed and column.filled > 0.9 and not is_placeholder(column.uniform or "")


def _second_role(reading: ColumnReading, chosen: bool, found: dict[int, ColumnReading]) -> Role:
    if reading.column.choices > 0.15:
        return Role.OTHER
    if leading_hint(reading.column.header) is Hint.STATUS and not reading.column.unlocked:
        return Role.REFERENCE
    commented = any(r.role is Role.COMMENT for r in found.values())
    return (
        Role.COMMENT if (chosen or Hint.ANSWER in header_hints(reading.column.header)) and not commented else Role.OTHER
    )


def _one_ownership(found: dict[int, ColumnReading]) -> dict[int, ColumnReading]:
    """A second column that speaks of responsibility, beside a list of owners, describes something else."""
    owners = [r for r in found.values() if r.role is Role.OWNERSHIP]
    listed = [r for r in owners if r.column.choices > 0.15]
    demoted = {r.column.col: replace(r, role=Role.OTHER) for r in owners if listed and r not in listed}
    return found | demoted
