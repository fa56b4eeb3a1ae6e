"""The approved questions of a statement that ask in the way of an incoming one, and what they answer."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from answers.policy import MatchingPolicy
from answers.understanding import Understanding, asks_alike
from knowledge.search.index import Index
from knowledge.search.phrases import Phrase, PhraseKind
from knowledge.search.retrieval import Retrieval
from knowledge.statement import YesNo


@dataclass(frozen=True, slots=True)
class AnsweredForm:
    """An approved question with its cosine (0–1) to the one asked; ``yes_no`` where its neighbours agree on it."""

    text: str
    similarity: float
    yes_no: YesNo | None


class FormReader:
    """Finds the nearest approved questions of one statement: same polarity, same sort of answer."""

    def __init__(self, index: Index, policy: MatchingPolicy) -> None:
        self._index = index
        self._policy = policy
        self._approved: dict[int, list[int]] = defaultdict(list)
        for number, phrase in enumerate(index.phrases):
            if phrase.kind is PhraseKind.QUESTION:
                self._approved[phrase.owner].append(number)

    def nearest(self, understood: Understanding, retrieval: Retrieval, place: int) -> AnsweredForm | None:
        """Return the nearest form; ``None`` where none that asks alike is near enough."""
        numbers = self._approved.get(place)
        if not numbers:
            return None
        similar = self._index.cosines(retrieval.vector, numbers)
        near = [
            (float(value), phrase)
            for value, phrase in zip(similar, (self._index.phrases[number] for number in numbers), strict=True)
            if value >= (self._policy.denied_form_at if understood.denied else self._policy.form_at)
            and _answers_alike(phrase, understood)
        ]
        if not near:
            return None
        near.sort(key=lambda each: -each[0])
        best, phrase = near[0]
        return AnsweredForm(phrase.text, best, phrase.yes_no if self._agreed(near) else None)

    def _agreed(self, near: list[tuple[float, Phrase]]) -> bool:
        """Whether the forms about as near as the nearest answer like it; farther ones count for less."""
        best, phrase = near[0]
        votes = [(math.exp((value - best) / self._policy.form_band), form.yes_no) for value, form in near]
        agreeing = sum(weight for weight, answer in votes if answer is phrase.yes_no)
        return agreeing >= self._policy.form_agreement * sum(weight for weight, _ in votes)


def _answers_alike(form: Phrase, understood: Understanding) -> bool:
    """Whether an approved question asks for the same sort of answer: a yes or no, or the same open one."""
    return (form.yes_no is not None) is understood.closed and asks_alike(form.text, understood)
