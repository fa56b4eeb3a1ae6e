"""Every threshold and weight of deciding, in one frozen object."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatchingPolicy:
    """Weights of the score parts and the thresholds on confidence (0–1) and gap.

    The weights are those of docs/decisions/0004-deciding.md; nothing is learned from customers' text.
    """

    question_weight: float = 0.50
    alias_weight: float = 0.20
    answer_weight: float = 0.20
    lexical_weight: float = 0.30
    fuzzy_weight: float = 0.05
    does_not_answer_weight: float = 0.35
    settle_at: float = 0.60
    suggest_at: float = 0.35
    runner_up_gap: float = 0.03
    candidates: int = 5
    exact_fuzzy: float = 1.0
    composite_handicap: float = 0.05
