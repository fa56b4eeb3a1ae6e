"""Every threshold and weight of deciding, in one frozen object."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatchingPolicy:
    """Weights of the score parts, the logistic that makes a confidence of the score, and the thresholds on it.

    Provenance of the figures: docs/decisions/0004-deciding.md. Nothing here is learned from a customer's text.
    """

    question_weight: float = 0.50
    alias_weight: float = 0.20
    answer_weight: float = 0.20
    lexical_weight: float = 0.35
    coverage_weight: float = 0.05
    composite_handicap: float = 0.05
    slope: float = 10.3
    coverage_slope: float = 1.9
    does_not_answer_slope: float = 7.4
    offset: float = 7.4
    settle_at: float = 0.60
    suggest_at: float = 0.12
    runner_up_gap: float = 0.03
    form_at: float = 0.55
    """A canonical question farther away than this says nothing about yes or no, or about the sort of answer."""
    preselected: int = 12
    """Statements whose coverage is read per question."""
    document_at: float = 0.55
    candidates: int = 5


DEFAULT_POLICY = MatchingPolicy()
