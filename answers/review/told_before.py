"""What an account was told before: the earlier answers to a question, what differs today, and what contradicts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from answers.antonyms import opposed
from answers.approved_wording import lead_of
from answers.option_forms import Meaning
from answers.polarity import same_polarity
from answers.quantities import durations
from answers.question_text import asked, words
from answers.review.decision import Decision
from answers.review.lines import Line
from answers.review.picking import answer_of, said_by
from answers.review.store import Told
from answers.understanding import is_fragment
from knowledge.statement import KnowledgeBase

_SAME_WORDS_AT = 92.0
"""Token-sort ratio, 0–100, from which two questions count as the same."""
_SAME_STATEMENT_AT = 75.0
"""The same for two questions that one statement answered."""
_NEAREST = 20
"""So many of the nearest questions are looked at."""
_AFTER_PARENT = "/"
"""What only the normal form of a follow-up holds."""
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


class Likeness(StrEnum):
    """Why an earlier answer is shown beside a question."""

    SAME = "same question"
    NEARLY = "nearly the same question"
    STATEMENT = "same statement, similar question"


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier answer, and what became of the statement that it rested on."""

    told: Told
    likeness: Likeness
    difference: str = ""
    """How the statement differs today; empty where it stands as it was told."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An answer that the account was told otherwise before."""

    key: str
    told: Told
    text: str


class ToldBefore:
    """What one account was told, newest first, to be asked about many questions."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = tuple(told)
        self._by_form: dict[str, list[Told]] = defaultdict(list)
        self._spelled: dict[tuple[str, ...], dict[int, str]] = defaultdict(dict)
        """By the numbers that a question names: its place, and its words sorted as ``token_sort_ratio`` does it."""
        for place, each in enumerate(self._told):
            self._by_form[each.normalised].append(each)
            if _stands_alone(each.question, each.normalised):
                self._spelled[_numbers(each.question)][place] = _sorted_words(each.question)

    def same(self, line: Line) -> tuple[Told, ...]:
        """Return the earlier answers to the same question."""
        return tuple(self._by_form.get(line.normalised, ())) if line.normalised else ()

    def nearly(self, line: Line, at_least: float = _SAME_WORDS_AT) -> tuple[tuple[Told, float], ...]:
        """Return the earlier answers to the nearest questions put the same way, with their ratio, 0–100."""
        from rapidfuzz import fuzz, process

        known = self._spelled.get(_numbers(line.text), {})
        if not known or not _stands_alone(line.text, line.normalised):
            return ()
        words_of = _sorted_words(line.text)
        found = process.extract(words_of, known, scorer=fuzz.ratio, score_cutoff=at_least, limit=_NEAREST)
        near = ((self._told[place], score) for _, score, place in sorted(found, key=lambda each: each[2]))
        return tuple((told, score) for told, score in near if self._is_another(line, told))

    def like(self, line: Line) -> tuple[tuple[Told, Likeness], ...]:
        """Return the earlier answers to the same or nearly the same question, those to the same first."""
        near = [(told, _likeness(score, line, told)) for told, score in self.nearly(line, _SAME_STATEMENT_AT)]
        kept = [(told, how) for told, how in near if how is not None]
        same = [(told, Likeness.SAME) for told in self.same(line)]
        return (*same, *sorted(kept, key=lambda pair: pair[1] is not Likeness.NEARLY))

    @staticmethod
    def _is_another(line: Line, told: Told) -> bool:
        return told.normalised != line.normalised and _put_alike(line.text, told.question)


def earlier_answers(line: Line, told: Sequence[Told] | ToldBefore, base: KnowledgeBase) -> tuple[Earlier, ...]:
    """Return what the account was told to this question before, with what differs in the statements of today."""
    before = told if isinstance(told, ToldBefore) else ToldBefore(told)
    return tuple(Earlier(each, how, _difference(each, base)) for each, how in before.like(line))


def contradictions(lines: Sequence[Line], told: Sequence[Told] | ToldBefore) -> tuple[Contradiction, ...]:
    """Return the answers that say something else than the account was last told to the same question."""
    before = told if isinstance(told, ToldBefore) else ToldBefore(told)
    found = []
    for line in lines:
        decision = line.standing.decision
        if decision is not None and decision.answers and (clash := _clash(line, decision, before)):
            found.append(clash)
    return tuple(found)


def _clash(line: Line, decision: Decision, before: ToldBefore) -> Contradiction | None:
    """Compare with the newest of the same question's earlier answers, else with the newest of nearly the same."""
    for told, how in _comparable(line, decision, before):
        said = _differs(decision, told, how)
        if said is not None:
            text = f"{line.id}: {said}, as told on {told.on:%Y-%m-%d} in {told.questionnaire}."
            return Contradiction(line.key, told, text) if said else None
    return None


def _comparable(line: Line, decision: Decision, before: ToldBefore) -> Iterator[tuple[Told, Likeness]]:
    yield from ((told, Likeness.SAME) for told in before.same(line))
    if answer_of(decision) is not Meaning.UNKNOWN:
        yield from ((told, Likeness.NEARLY) for told, _ in before.nearly(line))


def _differs(decision: Decision, told: Told, how: Likeness) -> str | None:
    """Return what is said otherwise, empty where both say the same; ``None`` where the two cannot be compared."""
    now, then = answer_of(decision), _answer_told(told)
    if Meaning.UNKNOWN not in (now, then) and now is not then:
        return f"it is answered {now} now, and was {then}"
    mine = {duration.days for duration in durations(decision.text)}
    theirs = {duration.days for duration in durations(told.text)}
    if how is Likeness.SAME and mine and theirs and not mine & theirs:
        return "it states another time span now than before"
    return None if Meaning.UNKNOWN in (now, then) else ""


def _answer_told(told: Told) -> Meaning:
    if told.option:
        return said_by(told.option)
    lead = lead_of(told.text)
    return Meaning(lead.value) if lead else Meaning.UNKNOWN


def _difference(told: Told, base: KnowledgeBase) -> str:
    if told.statement is None:
        return ""
    today = base.statement(told.statement)
    if today is None:
        return f"{told.statement} is no longer in the knowledge base."
    if today.sha256 == told.statement_sha256:
        return ""
    return f"{told.statement} has been changed since; today it says: {today.answers.short}"


def _likeness(score: float, line: Line, told: Told) -> Likeness | None:
    if score >= _SAME_WORDS_AT:
        return Likeness.NEARLY
    decision = line.standing.decision
    mine = {line.statement, decision.statement if decision else None} - {None}
    return Likeness.STATEMENT if told.statement in mine else None


def _stands_alone(text: str, normalised: str) -> bool:
    """Whether the words alone say what is asked; a heading needs its section and a follow-up its parent."""
    bare = asked(text)
    return _AFTER_PARENT not in normalised and not is_fragment(bare)


def _put_alike(one: str, other: str) -> bool:
    return same_polarity(one, other) and not opposed(one, other)


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(text))


def _sorted_words(text: str) -> str:
    return " ".join(sorted(words(text)))
