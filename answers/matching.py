"""From raw similarities to ranked candidates: a score is a set of named parts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from answers.coverage import Coverage, Stated, cover, stated_by
from answers.policy import MatchingPolicy
from answers.proposal import Candidate, Part
from answers.question_text import fingerprint
from answers.understanding import Understanding, negations
from knowledge.search.index import Index
from knowledge.search.phrases import Phrase, PhraseKind
from knowledge.search.retrieval import Retrieval
from knowledge.statement import AskedForm, KnowledgeBase, Statement, YesNo


@dataclass(frozen=True, slots=True)
class Scored:
    """A statement with its score against one question, before any guard has spoken."""

    statement: Statement
    parts: tuple[Part, ...]
    score: float
    confidence: float
    coverage: Coverage
    exact: bool
    phrase: str
    yes_no: YesNo | None

    def part(self, name: str) -> float:
        """Return the value of a named part, 0–1."""
        return next(part.value for part in self.parts if part.name == name)

    def as_candidate(self) -> Candidate:
        """Return what is shown of it."""
        return Candidate(
            statement=self.statement.id,
            confidence=self.confidence,
            parts=self.parts,
            covered=self.coverage.covered,
            missing=self.coverage.missing,
            components=self.statement.components,
            yes_no=self.yes_no,
            phrase=self.phrase,
        )


class Matcher:
    """Ranks the statements of one compiled index against questions; keeps what it prepared of each statement."""

    def __init__(self, index: Index, policy: MatchingPolicy) -> None:
        self._base: KnowledgeBase = index.base
        self._policy = policy
        self._stated: dict[str, Stated] = {}
        self._exact = _exact_forms(index.base)
        self._phrases = index.phrases
        self._asked: dict[int, list[int]] = defaultdict(list)
        for number, phrase in enumerate(index.phrases):
            if phrase.kind is PhraseKind.QUESTION:
                self._asked[phrase.owner].append(number)

    def rank(self, understood: Understanding, retrieval: Retrieval) -> tuple[Scored, ...]:
        """Return the best statements first, at most ``policy.candidates`` of them."""
        exact = self._exact.get(fingerprint(understood.asked), {})
        scores = {place: self._score(retrieval, place) for place in range(len(self._base.statements))}
        order = sorted(scores, key=lambda place: (self._base.statements[place].id not in exact, -scores[place], place))
        return tuple(
            self._scored(understood, retrieval, place, scores[place], exact)
            for place in order[: self._policy.candidates]
        )

    def _score(self, retrieval: Retrieval, place: int) -> float:
        policy = self._policy
        score = (
            policy.question_weight * max(float(retrieval.question[place]), float(retrieval.alias[place]))
            + policy.alias_weight * float(retrieval.alias[place])
            + policy.answer_weight * float(retrieval.answer[place])
            + policy.lexical_weight * float(retrieval.lexical[place])
            + policy.fuzzy_weight * float(retrieval.fuzzy[place])
            - policy.does_not_answer_weight * float(retrieval.does_not_answer[place])
        )
        handicap = policy.composite_handicap if self._base.statements[place].is_composite else 0.0
        return score - handicap

    def _scored(
        self,
        understood: Understanding,
        retrieval: Retrieval,
        place: int,
        score: float,
        exact: Mapping[str, AskedForm],
    ) -> Scored:
        statement = self._base.statements[place]
        form = exact.get(statement.id)
        coverage = cover(understood.asked, self._stated_by(statement))
        parts = _parts(retrieval, place, coverage, form is not None)
        nearest = form or self._nearest_form(understood, retrieval, place)
        return Scored(
            statement=statement,
            parts=parts,
            score=score,
            confidence=1.0 if form else self._confidence(score, coverage),
            coverage=coverage,
            exact=form is not None,
            phrase=nearest.ask if nearest else "",
            yes_no=nearest.yes_no if nearest else None,
        )

    def _nearest_form(self, understood: Understanding, retrieval: Retrieval, place: int) -> AskedForm | None:
        """Return the nearest canonical question of the question's own polarity: its approved yes or no applies."""
        fitting = [number for number in self._asked[place] if _same_polarity(self._phrases[number], understood)]
        if not fitting:
            return None
        nearest = self._phrases[max(fitting, key=lambda number: float(retrieval.phrase[number]))]
        return AskedForm(nearest.text, nearest.yes_no)

    def _confidence(self, score: float, coverage: Coverage) -> float:
        """Map score and covered share to 0–1 with the fixed logistic of the policy."""
        policy = self._policy
        return 1.0 / (1.0 + math.exp(-(policy.slope * score + policy.coverage_slope * coverage.share - policy.offset)))

    def _stated_by(self, statement: Statement) -> Stated:
        if statement.id not in self._stated:
            self._stated[statement.id] = stated_by(statement, self._base)
        return self._stated[statement.id]


def _exact_forms(base: KnowledgeBase) -> dict[str, dict[str, AskedForm]]:
    """Return the canonical questions by fingerprint, each with the statements that settle it."""
    forms: dict[str, dict[str, AskedForm]] = {}
    for statement in base.statements:
        for form in statement.questions:
            forms.setdefault(fingerprint(form.ask), {})[statement.id] = form
    return forms


def _parts(retrieval: Retrieval, place: int, coverage: Coverage, exact: bool) -> tuple[Part, ...]:
    similar = {
        "question": retrieval.question,
        "alias": retrieval.alias,
        "answer": retrieval.answer,
        "lexical": retrieval.lexical,
        "fuzzy": retrieval.fuzzy,
        "does_not_answer": retrieval.does_not_answer,
    }
    raw = tuple(Part(name, round(float(values[place]), 4)) for name, values in similar.items())
    return (*raw, Part("facets", round(coverage.share, 4)), Part("exact", float(exact)))


def _same_polarity(form: Phrase, understood: Understanding) -> bool:
    return negations(form.text) % 2 == understood.negations % 2
