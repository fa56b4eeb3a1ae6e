"""Answers of one questionnaire that do not fit together: warnings for a reviewer, each with its questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from answers.antonyms import opposed
from answers.approved_wording import lead_of
from answers.option_forms import Meaning
from answers.polarity import same_polarity
from answers.review.decision import Decision
from answers.review.lines import Line
from answers.review.picking import answer_of, said_by
from knowledge.statement import YesNo

_WORDS = {YesNo.YES: "yes", YesNo.NO: "no", YesNo.PARTIAL: "partly"}


class Clash(StrEnum):
    """What does not fit."""

    SAME_QUESTION = "one question, two answers"
    SAME_STATEMENT = "one statement, yes and no"
    AGAINST_STATEMENT = "the option against the statement"
    TEXT_AND_OPTION = "the text against the option"


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """One warning; ``keys`` in file order."""

    clash: Clash
    keys: tuple[str, ...]
    text: str


def inconsistencies(lines: Sequence[Line]) -> tuple[Inconsistency, ...]:
    """Return every warning about the answers as they stand, those within one answer first."""
    answered = [(line, decision) for line in lines if (decision := line.standing.decision) and decision.answers]
    within = [found for line, decision in answered for found in _within(line, decision)]
    return (*within, *_same_question(answered), *_same_statement(answered))


_Answered = Sequence[tuple[Line, Decision]]


def _within(line: Line, decision: Decision) -> Iterator[Inconsistency]:
    """Yield what is odd about one answer; what neither is nor says yes or no fits everything."""
    said = said_by(decision.option) if decision.option else Meaning.UNKNOWN
    if said is Meaning.UNKNOWN:
        return
    lead = lead_of(decision.text)
    if lead is not None and said is not Meaning(lead.value):
        told = f"{line.id}: the text opens with {_WORDS[lead]}, the option is “{decision.option}”."
        yield Inconsistency(Clash.TEXT_AND_OPTION, (line.key,), told)
    elif decision.yes_no is not None and decision.statement and said is not Meaning(decision.yes_no.value):
        told = f"{line.id}: {decision.statement} says {_WORDS[decision.yes_no]}, the option is “{decision.option}”."
        yield Inconsistency(Clash.AGAINST_STATEMENT, (line.key,), told)


def _same_question(answered: _Answered) -> Iterator[Inconsistency]:
    for group in _grouped((line.normalised, (line, decision)) for line, decision in answered):
        for (first, one), (second, other) in _differing(group):
            told = f"{first.id} and {second.id} ask the same; one is answered {one}, the other {other}."
            yield Inconsistency(Clash.SAME_QUESTION, (first.key, second.key), told)


def _same_statement(answered: _Answered) -> Iterator[Inconsistency]:
    """Yield one statement's yes and no to questions put the same way, where its owner did not approve both."""
    stated = [(decision.statement or "", (line, decision)) for line, decision in answered if decision.text]
    for group in _grouped(stated):
        said = {line.key: answer_of(decision) for line, decision in group}
        yes, no = ([each for each in group if said[each[0].key] is one] for one in (Meaning.YES, Meaning.NO))
        for (first, one), (second, other) in product(yes, no):
            approved = _as_approved(one) and _as_approved(other)
            if not approved and first.normalised != second.normalised and _put_alike(first.text, second.text):
                keys = tuple(line.key for line in sorted((first, second), key=lambda line: line.position))
                told = f"{one.statement} answers {first.id} with yes, {second.id} with no."
                yield Inconsistency(Clash.SAME_STATEMENT, keys, told)


def _put_alike(one: str, other: str) -> bool:
    return same_polarity(one, other) and not opposed(one, other)


def _as_approved(decision: Decision) -> bool:
    return decision.yes_no is not None and answer_of(decision) is Meaning(decision.yes_no.value)


def _differing(group: _Answered) -> Iterator[tuple[tuple[Line, Meaning], tuple[Line, Meaning]]]:
    """Yield the first answer of a group with each later one that says something else."""
    said = [(line, answer_of(decision)) for line, decision in group]
    known = [(line, answer) for line, answer in said if answer is not Meaning.UNKNOWN]
    for later in known[1:]:
        if later[1] is not known[0][1]:
            yield known[0], later


def _grouped(pairs: Iterable[tuple[str, tuple[Line, Decision]]]) -> Iterator[_Answered]:
    groups: dict[str, list[tuple[Line, Decision]]] = defaultdict(list)
    for key, answered in pairs:
        groups[key].append(answered)
    return (group for key, group in groups.items() if key and len(group) > 1)
