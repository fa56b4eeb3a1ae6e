"""Which part every column of a table plays, decided on named evidence that a person can read.

The question column comes first: everything else is judged by where it stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from segq.intake.columns import Column
from segq.intake.evidence import Clue, ColumnReading, Role, is_plain_place, may_be_slot, sure, total
from segq.intake.headers import Hint, header_hints, leading_hint
from segq.intake.places import slot_columns

QUESTION_THRESHOLD = 2.2


def assign(columns: Mapping[int, Column]) -> dict[int, ColumnReading]:
    """Return the role of every column; without a question column all of them are references."""
    question = _question(columns)
    if question is None:
        return {c: ColumnReading(column, Role.REFERENCE, 0.5) for c, column in columns.items()}
    readings = {question.column.col: question}
    readings |= slot_columns(columns, question.column)
    for col, column in columns.items():
        if col not in readings:
            readings[col] = _described(column, question.column)
    _keep_one(readings, Role.ID)
    return readings


def _question(columns: Mapping[int, Column]) -> ColumnReading | None:
    scored = [(question_clues(column, columns), column) for column in columns.values()]
    scored = [(clues, column) for clues, column in scored if total(clues) >= QUESTION_THRESHOLD]
    if not scored:
        return None
    scored.sort(key=lambda pair: total(pair[0]), reverse=True)
    clues, best = scored[0]
    gap = total(clues) - total(scored[1][0]) if len(scored) > 1 else 2.0
    return ColumnReading(best, Role.QUESTION, sure(total(clues) - QUESTION_THRESHOLD + min(gap, 2.0)), tuple(clues))


def question_clues(column: Column, columns: Mapping[int, Column]) -> list[Clue]:
    """Return what speaks for and against the column holding the questions."""
    clues: list[Clue] = []

    def add(weight: float, text: str) -> None:
        if abs(weight) >= 0.05:
            clues.append(Clue(Role.QUESTION, round(weight, 2), text))

    if column.filled < 0.15 or column.hidden:
        return []
    add(2.5 * column.asking, f"{column.asking:.0%} of the texts ask something")
    add(1.5 * column.requesting, f"{column.requesting:.0%} command or state a duty")
    add(1.2 * column.sentences, f"{column.sentences:.0%} are sentences")
    add(min(column.mean_length, 100) / 100, f"{column.mean_length:.0f} characters on average")
    add(1.5 * column.filled - 0.5, f"{column.filled:.0%} of the rows have a text")
    add(1.5 * column.distinct - 1.0, f"{column.distinct:.0%} of the texts differ")
    add(-4.0 * max(column.ids, column.numbers), "ids or numbers")
    add(-3.0 * column.yes_no, "yes/no texts")
    add(-1.0 if column.mean_length > 350 else 0.0, "very long texts")
    if column.choices > 0.3 and column.writable > 0.3:
        add(-4.0, "choices are offered in it")
    if column.unlocked and column.writable > 0.6 and any(not c.unlocked for c in columns.values()):
        add(-4.0, "unlocked on a protected sheet")
    _question_header(column, add_to=clues)
    rightward = [other for other in columns.values() if other.col > column.col and may_be_slot(other)]
    if not rightward:
        add(-0.4, "nothing to its right can be filled in")
    elif any(is_plain_place(other) for other in rightward) and column.distinct > 0.8 and column.mean_length > 6:
        add(1.5, "a place to answer stands to its right")
    return clues


def _question_header(column: Column, add_to: list[Clue]) -> None:
    for hint, strength in header_hints(column.header).items():
        if hint is Hint.QUESTION:
            add_to.append(Clue(Role.QUESTION, round(2.2 * strength, 2), f"header “{column.header}”"))
        elif hint in (Hint.ANSWER, Hint.EVIDENCE, Hint.GUIDANCE, Hint.ANALYST, Hint.TYPE, Hint.REGISTER):
            add_to.append(Clue(Role.QUESTION, round(-1.8 * strength, 2), f"header “{column.header}” speaks of {hint}"))
        elif hint in (Hint.ID, Hint.SECTION, Hint.REFERENCE, Hint.DATE, Hint.COMMENT):
            doubted = 0.4 if hint is Hint.SECTION and column.distinct > 0.9 else 1.0
            add_to.append(
                Clue(Role.QUESTION, round(-doubted * strength, 2), f"header “{column.header}” speaks of {hint}")
            )


def _described(column: Column, question: Column) -> ColumnReading:
    """Return the role of a column that nobody fills in."""
    hints = header_hints(column.header)
    lead = leading_hint(column.header)
    if column.ids > 0.6 and column.distinct > 0.6 and column.filled > 0.3:
        weight = 2.0 + (Hint.ID in hints) - 0.3 * abs(question.col - column.col) * 0.2 - (column.col > question.col)
        return ColumnReading(column, Role.ID, sure(weight), (Clue(Role.ID, weight, f"{column.ids:.0%} are ids"),))
    if lead in (Hint.ANALYST, Hint.WEIGHT, Hint.REGISTER):
        return ColumnReading(column, Role.ANALYST, 0.7, (Clue(Role.ANALYST, 1.5, f"header “{column.header}”"),))
    if column.filled > 0.05 and (lead is Hint.GUIDANCE or (column.sentences > 0.6 and column.distinct > 0.6)):
        text = f"header “{column.header}”" if lead is Hint.GUIDANCE else "sentences beside the question"
        return ColumnReading(column, Role.GUIDANCE, 0.7, (Clue(Role.GUIDANCE, 1.5, text),))
    named = lead is Hint.SECTION and column.filled > 0.02 and (column.grouped or column.distinct > 0.9)
    repeated = column.grouped and column.mean_length > 3 and column.col < question.col
    if named or (repeated and column.numbers < 0.5 and column.yes_no < 0.3):
        clue = Clue(Role.SECTION, 1.5, f"header “{column.header}”" if named else "few texts, each in one run of rows")
        return ColumnReading(column, Role.SECTION, 0.7, (clue,))
    return ColumnReading(column, Role.REFERENCE, 0.5)


def _keep_one(readings: dict[int, ColumnReading], role: Role) -> None:
    """Keep the strongest column of a role; the others become references."""
    of_role = [r for r in readings.values() if r.role is role]
    for reading in sorted(of_role, key=lambda r: total(r.clues), reverse=True)[1:]:
        readings[reading.column.col] = replace(reading, role=Role.REFERENCE)
