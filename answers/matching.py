"""From raw similarities to ranked candidates: a score is a set of named parts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from answers.coverage import Coverage, Stated, beyond, cover, singles_out, stated_by
from answers.policy import MatchingPolicy
from answers.proposal import Candidate, Part
from answers.question_text import fingerprint
from answers.understanding import Understanding, asks_alike
from knowledge.search.index import Index
from knowledge.search.phrases import Phrase, PhraseKind
from knowledge.search.retrieval import Retrieval, Scores
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
    narrower: tuple[str, ...]
    """What narrows the nearest approved question but not the one asked; empty where the asked one is no broader."""
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
        self._composites = [place for place, statement in enumerate(index.base.statements) if statement.is_composite]
        self._asked: dict[int, list[int]] = defaultdict(list)
        for number, phrase in enumerate(index.phrases):
            if phrase.kind is PhraseKind.QUESTION:
                self._asked[phrase.owner].append(number)

    def rank(self, understood: Understanding, retrieval: Retrieval) -> tuple[Scored, ...]:
        """Return the best statements first, at most ``policy.candidates`` of them."""
        exact = self._exact.get(fingerprint(understood.asked), {})
        near = self._similarity(retrieval)
        order = sorted(
            range(len(near)), key=lambda place: (self._base.statements[place].id not in exact, -near[place], place)
        )
        scored = [
            self._scored(understood, retrieval, place, float(near[place]), exact)
            for place in order[: self._policy.preselected]
        ]
        scored.sort(key=lambda each: (not each.exact, -each.score))
        return tuple(scored[: self._policy.candidates])

    def _similarity(self, retrieval: Retrieval) -> Scores:
        """Return the weighted similarity per statement; what it does not answer has no say in the order."""
        policy = self._policy
        similar: Scores = (
            policy.question_weight * retrieval.question
            + policy.alias_weight * retrieval.alias
            + policy.answer_weight * retrieval.answer
            + policy.lexical_weight * retrieval.lexical
        )
        similar[self._composites] -= policy.composite_handicap
        return similar

    def _scored(
        self,
        understood: Understanding,
        retrieval: Retrieval,
        place: int,
        similarity: float,
        exact: Mapping[str, AskedForm],
    ) -> Scored:
        statement = self._base.statements[place]
        form = exact.get(statement.id)
        coverage = cover(understood.asked, self._stated_by(statement))
        answered, narrower = ([form], ()) if form else self._approved(understood, retrieval, place)
        against = float(retrieval.does_not_answer[place]) - float(
            max(retrieval.question[place], retrieval.alias[place])
        )
        return Scored(
            statement=statement,
            parts=_parts(retrieval, place, coverage, form is not None),
            score=similarity + self._policy.coverage_weight * coverage.share,
            confidence=1.0 if form else self._confidence(similarity, coverage, against),
            coverage=coverage,
            exact=form is not None,
            phrase=answered[0].ask if answered else "",
            narrower=narrower,
            yes_no=_agreed(answered),
        )

    def _approved(
        self, understood: Understanding, retrieval: Retrieval, place: int
    ) -> tuple[list[AskedForm], tuple[str, ...]]:
        """Return the approved questions no narrower than this one, else the nearest and its narrowing."""
        near = self._nearest_forms(understood, retrieval, place)
        fitting = [form for _, form in near if self._same_breadth(understood, form, place)]
        if not fitting:
            return [form for _, form in near[:1]], beyond(understood.asked, near[0][1].ask) if near else ()
        return fitting, ()

    def _same_breadth(self, understood: Understanding, form: AskedForm, place: int) -> bool:
        """Whether the question asks no more than the approved one; a closed one must not single anything out either."""
        if beyond(understood.asked, form.ask):
            return False
        stated = self._stated_by(self._base.statements[place])
        return not understood.closed or not singles_out(understood.asked, form.ask, stated)

    def _nearest_forms(
        self, understood: Understanding, retrieval: Retrieval, place: int
    ) -> list[tuple[float, AskedForm]]:
        """Return the approved questions that ask in the same way and are near enough, nearest first.

        The same way: of the same polarity, and closed or open (*who*, *how often*…) like the question itself.
        """
        near = [
            (float(retrieval.phrase[number]), AskedForm(phrase.text, phrase.yes_no))
            for number, phrase in ((number, self._phrases[number]) for number in self._asked[place])
            if _answers_alike(phrase, understood)
        ]
        return sorted((each for each in near if each[0] >= self._policy.form_at), key=lambda each: -each[0])

    def _confidence(self, similarity: float, coverage: Coverage, against: float) -> float:
        """Map similarity, covered share and nearness to what is not answered to 0–1 by the policy's logistic."""
        policy = self._policy
        weight = (
            policy.slope * similarity
            + policy.coverage_slope * coverage.share
            - policy.does_not_answer_slope * max(0.0, against)
            - policy.offset
        )
        return 1.0 / (1.0 + math.exp(-weight))

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


def _answers_alike(form: Phrase, understood: Understanding) -> bool:
    """Whether an approved question asks for the same sort of answer: a yes or no, or the same open one."""
    return (form.yes_no is not None) is understood.closed and asks_alike(form.text, understood)


def _agreed(forms: list[AskedForm]) -> YesNo | None:
    """Return the yes or no on which the nearest approved questions agree; ``None`` where they do not."""
    said = {form.yes_no for form in forms}
    return said.pop() if len(said) == 1 else None
