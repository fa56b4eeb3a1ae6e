"""Fitting the weights of deciding to labelled questions: order, rightness and completeness, each readable numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from answers.decide import Asked, read_question
from answers.guards import Situation, caps
from answers.matching import Matcher, Scored
from answers.policy import Linear, MatchingPolicy
from answers.proposal import ReasonCode, Recommendation
from knowledge.search.retrieval import Searcher
from scripts.labelled import Label, is_right

RANK = (
    "question", "partly", "alias", "answer", "lexical", "does_not_answer", "support", "form", "composite", "neighbours",
    "topic",
)  # fmt: skip
_AROUND = tuple(f"{of}{what}" for of in ("neighbours", "topic") for what in ("", "_near", "_answered", "_gap"))
RIGHT = (
    "question", "partly", "alias", "answer", "lexical", "fuzzy", "does_not_answer", "gap", "support", "form", "facets",
    "unsaid", "predicate", "unstated", "misplaced", "document", "promise", "lead", "composite", *_AROUND,
)  # fmt: skip
SETTLES = (*RIGHT, "breadth", "neighbours_full", "topic_full")
_PRIOR = {"question": 5.0, "partly": 3.0, "alias": 2.0, "answer": 2.0, "lexical": 3.5}
PRECISION, ABSTENTION = 0.93, 0.954
"""What the thresholds are chosen for, on sources that the fit has not seen."""
_COST = 0.05
"""Inverse strength of the shrinkage of the logistics."""
_LEARNED_CAP = frozenset({ReasonCode.LOW_CONFIDENCE})


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled question with every candidate that was read, and whether each is right."""

    label: Label
    candidates: tuple[Scored, ...]
    right: tuple[bool, ...]
    situation: Situation

    @property
    def answered(self) -> bool:
        """Whether a right candidate is among them."""
        return any(self.right)


def examples(searcher: Searcher, labels: Sequence[Label], policy: MatchingPolicy) -> list[Example]:
    """Read every labelled question as a whole and return its candidates with all parts."""
    wide = replace(policy, candidates=policy.preselected)
    matcher = Matcher(searcher.index, wide)
    asked = [Asked(label.id, label.question, label.section) for label in labels]
    read = [read_question(each)[0] for each in asked]
    found = []
    for label, understood, retrieval in zip(
        labels, read, searcher.retrieve([each.asked for each in read]), strict=True
    ):
        ranked = matcher.rank(understood, retrieval)
        right = tuple(is_right(s.statement.id, s.statement.components, label) for s in ranked)
        situation = Situation(understood, ranked, policy, "en", understood.kind)
        found.append(Example(label, ranked, right, situation))
    return found


def fit(
    train: Sequence[Example],
    start: MatchingPolicy,
    probes: Sequence[Example] = (),
    *,
    precision: float = PRECISION,
    abstention: float = ABSTENTION,
) -> MatchingPolicy:
    """Return the policy fitted to these examples: its thresholds reach the stated precisions on held-out folds.

    Moreover nothing is settled of the self-written ``probes`` that must not be.
    """
    rank = fit_rank(train)
    ordered = [reordered(example, rank) for example in train]
    policy = replace(start, rank=rank, right=fit_right(ordered), settles=fit_settles(ordered))
    settle, right = _held_out(ordered)
    return replace(
        policy,
        settle_at=max(_settle_threshold(ordered, settle, policy, precision), _probe_floor(probes, policy)),
        suggest_at=_suggest_threshold(ordered, right, abstention),
    )


def fit_rank(train: Sequence[Example], strength: float = 1.0) -> Linear:
    """Return the weights that put most probability on right candidates (conditional logit, drawn to a prior)."""
    usable = [example for example in train if example.answered]
    tables = [np.array([[s.parts[name] for name in RANK] for s in example.candidates]) for example in usable]
    goals = [np.array(example.right) for example in usable]
    prior = np.array([_PRIOR.get(name, 0.0) for name in RANK])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = strength * float(np.sum((weights - prior) ** 2)), 2 * strength * (weights - prior)
        for table, goal in zip(tables, goals, strict=True):
            share = _softmax(table @ weights)
            good = share[goal].sum()
            total -= float(np.log(good + 1e-12))
            slope = slope - table.T @ (np.where(goal, share / good, 0.0) - share)
        return total, slope

    found = minimize(loss, prior, jac=True, method="L-BFGS-B").x
    return Linear(0.0, tuple((name, round(float(weight), 3)) for name, weight in zip(RANK, found, strict=True)))


def _softmax(values: np.ndarray) -> np.ndarray:
    powers = np.exp(values - values.max())
    return np.asarray(powers / powers.sum())


def reordered(example: Example, rank: Linear) -> Example:
    """Return the example with its candidates in the order of these weights, and leads to match."""
    sums = [rank.value(scored.parts) for scored in example.candidates]
    order = sorted(range(len(sums)), key=lambda place: (not example.candidates[place].exact, -sums[place]))
    leads = [max(0.0, min(1.0, sums[a] - sums[b])) for a, b in pairwise(order)] + [1.0]
    candidates = tuple(
        replace(example.candidates[place], order=sums[place], parts={**example.candidates[place].parts, "lead": lead})
        for place, lead in zip(order, leads, strict=True)
    )
    return replace(
        example,
        candidates=candidates,
        right=tuple(example.right[place] for place in order),
        situation=replace(example.situation, ranked=candidates),
    )


def fit_right(train: Sequence[Example]) -> Linear:
    """Return the logistic that the first candidate is right."""
    return _logistic(RIGHT, train, [example.right[0] for example in train])


def fit_settles(train: Sequence[Example]) -> Linear:
    """Return the logistic that the first candidate is right and states everything asked."""
    return _logistic(SETTLES, train, [is_full(example) for example in train])


def is_full(example: Example) -> bool:
    """Whether the first candidate settles the question by its label."""
    return example.right[0] and example.label.coverage == "full"


def _logistic(names: Sequence[str], train: Sequence[Example], goals: Sequence[bool], cost: float = _COST) -> Linear:
    """Fit on parts of unit spread, so that all are shrunk alike, and return the weights of the parts as they are."""
    table = _table(names, train)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    model = LogisticRegression(C=cost, max_iter=5000)
    model.fit((table - middle) / spread, goals)
    weights = model.coef_[0] / spread
    offset = float(model.intercept_[0] - weights @ middle)
    named = zip(names, weights, strict=True)
    return Linear(round(offset, 3), tuple((name, round(float(weight), 3)) for name, weight in named))


def _table(names: Sequence[str], some: Sequence[Example]) -> np.ndarray:
    return np.array([[example.candidates[0].parts[name] for name in names] for example in some])


def _held_out(ordered: Sequence[Example]) -> tuple[list[float], list[float]]:
    """Return both probabilities of each example from logistics that have not seen its source."""
    settle, right = [0.0] * len(ordered), [0.0] * len(ordered)
    for source in sorted({example.label.source for example in ordered}):
        others = [example for example in ordered if example.label.source != source]
        settles, rights = fit_settles(others), fit_right(others)
        for place, example in enumerate(ordered):
            if example.label.source == source:
                settle[place] = settles.probability(example.candidates[0].parts)
                right[place] = rights.probability(example.candidates[0].parts)
    return settle, right


def _settle_threshold(
    ordered: Sequence[Example], settle: Sequence[float], policy: MatchingPolicy, precision: float
) -> float:
    """Return the lowest threshold at which what no other guard stops reaches the precision."""
    free = [place for place, example in enumerate(ordered) if unguarded(example, policy)]
    ranked = sorted(free, key=lambda place: -settle[place])
    best, good = 1.0, 0
    for count, place in enumerate(ranked, 1):
        good += is_full(ordered[place])
        if good / count >= precision and count >= 10:
            best = settle[place]
    return round(best - 1e-4, 4)


def _probe_floor(probes: Sequence[Example], policy: MatchingPolicy) -> float:
    """Return a threshold above every probe that no guard stops and that must not be settled as it would be."""
    ordered = [reordered(probe, policy.rank) for probe in probes]
    free = [probe for probe in ordered if unguarded(probe, policy) and not probe.candidates[0].exact]
    wrong = [policy.settles.probability(probe.candidates[0].parts) for probe in free if not _may_settle(probe)]
    return round(max(wrong, default=0.0) + 1e-3, 4)


def _may_settle(probe: Example) -> bool:
    closed = probe.situation.closed
    said = str(probe.candidates[0].yes_no) if probe.candidates[0].yes_no else None
    return probe.label.coverage == "full" and (not closed or said == probe.label.yes_no)


def unguarded(example: Example, policy: MatchingPolicy) -> bool:
    """Whether no guard but the learned one keeps the question from being settled."""
    situation = replace(example.situation, policy=policy)
    if len(situation.understood.parts) > 1:
        return False
    spoken = caps(situation)
    return all(cap.reason.code in _LEARNED_CAP or cap.at_most is Recommendation.NONE for cap in spoken)


def _suggest_threshold(ordered: Sequence[Example], right: Sequence[float], abstention: float) -> float:
    """Return the highest threshold below which the stated share truly has no answer."""
    ranked = sorted(range(len(ordered)), key=lambda place: right[place])
    best, good = 0.0, 0
    for count, place in enumerate(ranked, 1):
        good += ordered[place].label.coverage == "none"
        if good / count >= abstention and count >= 20:
            best = right[place]
    return round(best + 1e-4, 4)
