"""Whether a table asks the vendor anything, or is a register, a catalogue, a glossary, a dashboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segq.intake.choice_words import heads_a_choice
from segq.intake.columns import Column
from segq.intake.evidence import ColumnReading, Role
from segq.intake.grid import Grid
from segq.intake.headers import Hint, header_hints, leading_hint
from segq.intake.instructions import are_instructions
from segq.intake.rows import QuestionRow
from segq.intake.tables import Table

_ACCEPT = 2.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the table is read as a questionnaire, and the reason in one sentence."""

    accepted: bool
    reason: str
    confidence: float = 0.5
    append: bool = False
    """It has no place to answer; one is to be appended (or would be, were the file a questionnaire)."""
    asks: bool = False
    """Its texts are mostly questions, whatever else is missing."""
    alone: bool = False
    """It counts only where no other table of the workbook takes answers."""
    doubts: tuple[str, ...] = ()


def judge(
    grid: Grid,
    table: Table,
    readings: dict[int, ColumnReading],
    rows: Sequence[QuestionRow],
    overall: Column | None,
) -> Verdict:
    """Return the verdict on a table; appending is settled later, with the whole workbook in view.

    ``overall`` is the question column over all rows of the table, so that a few questions in a long text stay few.
    """
    question = next((r.column for r in readings.values() if r.role is Role.QUESTION), None)
    question = overall if overall is not None and question is not None and overall.col == question.col else question
    if question is None:
        return Verdict(False, "no column asks or demands anything")
    asks = question.asking >= 0.5
    if not rows:
        return Verdict(False, "no row looks like a question", asks=asks)
    answers = [r for r in readings.values() if r.role in (Role.ANSWER, Role.TICK)]
    registered = _register(readings, question)
    if registered:
        return Verdict(False, registered, asks=asks)
    placed = any(_place_weight(reading.column) > 0.5 for reading in answers)
    if not placed and are_instructions(grid.name, (row.text for row in rows)):
        return Verdict(False, "instructions: the texts speak of the file itself", asks=False)
    if not answers:
        return _unanswerable(grid, table, readings, question, len(rows))
    return _weighed(answers, question, rows, asks)


def _weighed(answers: list[ColumnReading], question: Column, rows: Sequence[QuestionRow], asks: bool) -> Verdict:
    count = len(rows)
    place = max(_place_weight(reading.column) for reading in answers)
    asked = 2.0 * question.likeness + 0.5 * question.sentences + _question_header(question)
    asked += 0.6 * (place >= 2.0 and count >= 3) + 0.5 * (question.asking >= 0.6)
    asked += 0.5 * (sum(row.id is not None for row in rows) > 0.6 * count)
    if count == 1 and not (asks and place >= 1.5):
        return Verdict(False, "a single row that does not clearly ask anything", asks=asks)
    total = place + asked
    if total < _ACCEPT:
        return Verdict(False, "too little speaks for questions with a place to answer", asks=asks)
    confidence = round(min(0.99, 0.5 + (total - _ACCEPT) * 0.12), 2)
    doubts = ("the place to answer was found by its position alone",) if place <= 0.5 else ()
    return Verdict(True, "questions with a place to answer", confidence, asks=asks, doubts=doubts)


def _place_weight(column: Column) -> float:
    """Weigh the place; a column of amounts belongs to a calculation more often than to a question."""
    hint = leading_hint(column.header)
    headed = 2.0 if hint is Hint.ANSWER else 1.6 if hint is Hint.STATUS else 0.0
    if heads_a_choice(column.header):
        return 2.0
    amounts = column.numbers > 0.6 and column.filled > 0.3 and column.choices <= 0.15
    made = max(2.0 * (column.choices > 0.15), 1.5 * column.unlocked, 1.0 * column.filled_in_colour)
    return max(made, headed, 0.5) - 0.5 * amounts


def _question_header(question: Column) -> float:
    return 1.5 if header_hints(question.header).get(Hint.QUESTION, 0.0) > 0.5 else 0.0


def _register(readings: dict[int, ColumnReading], question: Column) -> str:
    """A risk log names likelihood, impact, treatment…, and asks nothing."""
    named = [r.column.header for r in readings.values() if Hint.REGISTER in header_hints(r.column.header)]
    answered = any(leading_hint(r.column.header) is Hint.ANSWER for r in readings.values())
    logged = leading_hint(question.header) is Hint.REGISTER
    enough = 4 if answered else 1 if logged else 2
    if len(named) >= enough and (question.asking if logged else question.likeness) < 0.3:
        return f"a register, not a questionnaire ({', '.join(named[:3])})"
    return ""


def _unanswerable(
    grid: Grid, table: Table, readings: dict[int, ColumnReading], question: Column, count: int
) -> Verdict:
    """Judge a table of texts that has no place to answer."""
    asks = question.asking >= 0.5
    if grid.sheet.protected:
        return Verdict(False, "protected, and no cell beside the texts is unlocked", asks=asks)
    numbered = any(reading.role is Role.ID for reading in readings.values())
    if question.asking >= 0.3 and count >= 2 and (table.header_rows or numbered):
        return Verdict(True, "questions without a place to answer", 0.6, append=True, asks=asks, doubts=_APPENDED)
    stated = question.sentences >= 0.4 and question.mean_length <= 260 and count >= 3 and bool(table.header_rows)
    if numbered and stated:
        reason = "numbered statements without a place to answer"
        return Verdict(False, reason, 0.4, append=True, asks=asks, doubts=_APPENDED)
    return Verdict(False, "a catalogue: nothing is asked and there is no place to answer", asks=asks)


_APPENDED = ("no column takes answers; one would be appended",)
