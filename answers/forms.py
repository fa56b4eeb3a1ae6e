"""The approved questions of a statement that ask in the way of an incoming one, and what they answer."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from answers.antonyms import opposed
from answers.policy import MatchingPolicy
from answers.understanding import Understanding, asks_alike
from knowledge.search.index import Index
from knowledge.search.phrases import Phrase, PhraseKind
from knowledge.search.retrieval import Retrieval
from knowledge.statement import YesNo

_SUPPORTING = 3


@dataclass(frozen=True, slots=True)
class AnsweredForm:
    """An approved question with its cosine (0–1) to the one asked; ``yes_no`` where its neighbours agree on it."""

    text: str
    similarity: float
    yes_no: YesNo | None


@dataclass(frozen=True, slots=True)
class AskedSimilarities:
    """How near (0–1) one question is to what a statement is approved to answer, and to what it answers in part."""

    approved: tuple[tuple[float, Phrase], ...]
    partly: tuple[float, ...]

    @property
    def support(self) -> float:
        """Mean of the three nearest of them all; 0 where there are none."""
        nearest = sorted((*(value for value, _ in self.approved), *self.partly), reverse=True)[:_SUPPORTING]
        return sum(nearest) / len(nearest) if nearest else 0.0


class FormReader:
    """Finds the nearest approved questions of statements: same polarity, same sort of answer."""

    def __init__(self, index: Index, policy: MatchingPolicy) -> None:
        self._index = index
        self._policy = policy
        self._numbers: dict[PhraseKind, dict[int, list[int]]] = {
            PhraseKind.QUESTION: defaultdict(list),
            PhraseKind.PARTLY: defaultdict(list),
        }
        self._spelled: dict[int, list[str]] = {}
        for number, phrase in enumerate(index.phrases):
            if phrase.kind in self._numbers:
                self._numbers[phrase.kind][phrase.owner].append(number)

    def asked(self, retrieval: Retrieval, places: Sequence[int]) -> list[AskedSimilarities]:
        """Return the similarities to the questions of each of these statements, from one multiplication."""
        approved = [self._numbers[PhraseKind.QUESTION].get(place, []) for place in places]
        partly = [self._numbers[PhraseKind.PARTLY].get(place, []) for place in places]
        numbers = [number for pair in zip(approved, partly, strict=True) for some in pair for number in some]
        values = iter(self._index.cosines(retrieval.vector, numbers).tolist() if numbers else ())
        return [
            AskedSimilarities(
                approved=tuple((next(values), self._index.phrases[number]) for number in ours),
                partly=tuple(next(values) for _ in theirs),
            )
            for ours, theirs in zip(approved, partly, strict=True)
        ]

    def fuzzy(self, bare: str, place: int) -> float:
        """Return the largest token-set ratio, 0–1, of a question to the approved ones of a statement (rapidfuzz)."""
        from rapidfuzz import fuzz, process
        from rapidfuzz.utils import default_process

        if place not in self._spelled:
            numbers = self._numbers[PhraseKind.QUESTION].get(place, [])
            self._spelled[place] = [default_process(self._index.phrases[number].text) for number in numbers]
        ratios = process.cdist([default_process(bare)], self._spelled[place], scorer=fuzz.token_set_ratio)
        return float(ratios.max()) / 100.0 if ratios.size else 0.0

    def nearest(self, understood: Understanding, asked: AskedSimilarities) -> AnsweredForm | None:
        """Return the nearest form; ``None`` where none that asks alike is near enough."""
        least = self._policy.denied_form_at if understood.denied else self._policy.form_at
        near = [each for each in asked.approved if each[0] >= least and _answers_alike(each[1], understood)]
        if not near:
            return None
        near.sort(key=lambda each: -each[0])
        best, phrase = near[0]
        return AnsweredForm(phrase.text, best, phrase.yes_no if self._agreed(near) else None)

    def _agreed(self, near: Sequence[tuple[float, Phrase]]) -> bool:
        """Whether the forms about as near as the nearest answer like it; farther ones count for less."""
        best, phrase = near[0]
        votes = [(math.exp((value - best) / self._policy.form_band), form.yes_no) for value, form in near]
        agreeing = sum(weight for weight, answer in votes if answer is phrase.yes_no)
        return agreeing >= self._policy.form_agreement * sum(weight for weight, _ in votes)


def _answers_alike(form: Phrase, understood: Understanding) -> bool:
    """Whether an approved question asks for the same sort of answer: a yes or no of it, or the same open one."""
    if (form.yes_no is not None) is not understood.closed or not asks_alike(form.text, understood):
        return False
    return not (understood.closed and opposed(form.text, understood.bare))
