"""Columns headed by choices side by side, of which one is to be marked in each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from answers.option_forms import Meaning
from answers.questionnaire import Option
from answers.vocabulary import Vocabulary, meaning, vocabulary
from segq.intake.choice_words import LONGEST_CHOICE, choice_of, heads_a_choice, is_between
from segq.intake.columns import Column
from segq.intake.headers import Hint, leading_hint

_GRADED = (Vocabulary.MATURITY, Vocabulary.FREQUENCY, Vocabulary.GRADE)


def tick_columns(candidates: Iterable[Column]) -> list[Column]:
    """Return the open neighbours whose headers together form one scale, such as ``Yes``, ``No``, ``N/A``."""
    open_ones = [column for column in sorted(candidates, key=lambda c: c.col) if _may_be_marked(column)]
    return [column for run in _runs(open_ones) if _is_scale(run) for column in run]


def _may_be_marked(column: Column) -> bool:
    """Whether the column is left open, and a list offers a mark at most."""
    marks_only = all(len(text) <= 1 for text in column.option_texts)
    return column.open > 0.5 and (column.choices <= 0.15 or marks_only)


def _runs(columns: Sequence[Column]) -> list[list[Column]]:
    """Split into neighbours headed by choices; under one merged heading other short words count as choices too."""
    runs: list[list[Column]] = [[]]
    for column in columns:
        if runs[-1] and not (column.col == runs[-1][-1].col + 1 and _goes_on(runs[-1][-1].header, column.header)):
            runs.append([])
        if runs[-1] or heads_a_choice(column.header):
            runs[-1].append(column)
    return runs


def _goes_on(before: str, header: str) -> bool:
    grouped = before.rpartition(" / ")[0] == header.rpartition(" / ")[0] != ""
    named = leading_hint(choice_of(header)) not in (None, Hint.STATUS, Hint.TYPE)
    return heads_a_choice(header) or (grouped and not named and len(choice_of(header)) <= LONGEST_CHOICE)


def _is_scale(run: Sequence[Column]) -> bool:
    choices = [choice_of(column.header) for column in run]
    if len(choices) < 2 or len({choice.casefold() for choice in choices}) < len(choices):
        return False
    said = {meaning(choice) for choice in choices} - {Meaning.UNKNOWN}
    between = sum(is_between(choice) for choice in choices)
    return len(said) >= 2 or between >= 2 or vocabulary(tuple(Option(choice, choice) for choice in choices)) in _GRADED
