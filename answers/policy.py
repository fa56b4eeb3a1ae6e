"""Every threshold and weight of deciding, in one frozen object; the learned ones come as readable JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Linear:
    """A weighted sum of named parts; as a logistic it is a probability."""

    offset: float
    weights: tuple[tuple[str, float], ...]

    def value(self, parts: Mapping[str, float]) -> float:
        """Return the sum; a part that is not among ``parts`` counts as 0."""
        return self.offset + sum(weight * parts.get(name, 0.0) for name, weight in self.weights)

    def probability(self, parts: Mapping[str, float]) -> float:
        """Return the logistic of the sum, in 0–1."""
        return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, self.value(parts)))))


@dataclass(frozen=True, slots=True)
class MatchingPolicy:
    """How parts become an order, a confidence and a recommendation.

    Provenance of the figures: ``provenance`` in ``answers/policy.json``, made by ``scripts/calibrate.py``.
    """

    rank: Linear
    """Order of the candidates."""
    right: Linear
    """Logistic: the first candidate is the right statement. The confidence that is shown."""
    settles: Linear
    """Logistic: it moreover states everything that is asked."""
    settle_at: float
    """Least probability of ``settles`` for *settled*."""
    suggest_at: float
    """Least probability of ``right`` for *suggested*."""
    runner_up_gap: float = 0.02
    """Two statements whose order scores differ by less compete."""
    form_at: float = 0.5
    """An approved question farther away than this says nothing about yes or no, or about the sort of answer."""
    denied_form_at: float = 0.8
    """The same for a question that denies in so many words."""
    form_band: float = 0.03
    """The say of an approved question in yes or no falls to a third with this much less cosine than the nearest."""
    form_agreement: float = 0.75
    """Least share of the say that must agree with the nearest."""
    preselected: int = 12
    """Statements whose coverage is read per question."""
    preselection: Linear = Linear(
        0.0, (("question", 0.4), ("partly", 0.25), ("alias", 0.2), ("answer", 0.2), ("lexical", 0.35))
    )
    """Order in which statements are preselected, before their texts are read."""
    document_at: float = 0.55
    gap_at: float = 0.55
    """A known gap nearer than this is named as what the question is about."""
    candidates: int = 5


def policy_from(record: Mapping[str, Any]) -> MatchingPolicy:
    """Return the policy that a JSON record holds; anything missing or of another shape is a ``KnowledgeError``."""
    try:
        return MatchingPolicy(
            rank=_linear(record["rank"]),
            right=_linear(record["right"]),
            settles=_linear(record["settles"]),
            settle_at=_finite(record["thresholds"]["settle_at"]),
            suggest_at=_finite(record["thresholds"]["suggest_at"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(
            f"The matching policy is damaged ({error!r}).", "Reinstall segq, or run scripts/calibrate.py."
        ) from error


def _linear(record: Mapping[str, Any]) -> Linear:
    return Linear(
        _finite(record["offset"]), tuple((str(name), _finite(value)) for name, value in record["weights"].items())
    )


def _finite(value: object) -> float:
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        raise ValueError(f"{value} is no finite number")
    return number
