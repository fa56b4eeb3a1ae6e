"""The guards: each looks at one danger and can only lower a recommendation, with a sentence that says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from answers.matching import REJECTED_AT, Scored
from answers.policy import MatchingPolicy
from answers.proposal import Reason, ReasonCode, Recommendation
from answers.quantities import durations
from answers.questionnaire import QuestionKind
from answers.understanding import Understanding
from knowledge.statement import YesNo


@dataclass(frozen=True, slots=True)
class Situation:
    """What a guard may look at: the question as read, the candidates best first, and the policy."""

    understood: Understanding
    ranked: tuple[Scored, ...]
    policy: MatchingPolicy
    language: str
    kind: QuestionKind
    gap: str = ""
    """Title of the known gap that the question is near to; empty where it is near to none."""

    @property
    def best(self) -> Scored:
        """The first candidate."""
        return self.ranked[0]

    @property
    def refuting(self) -> bool:
        """Whether a value that the statement refutes makes a plain no: what is approved as it stands is a yes."""
        return self.closed and self.best.yes_no is YesNo.YES and not self.understood.negated

    @property
    def closed(self) -> bool:
        """Whether a yes or no is wanted."""
        return self.kind in (QuestionKind.YES_NO, QuestionKind.COMMITMENT)


@dataclass(frozen=True, slots=True)
class Cap:
    """The highest recommendation that a guard allows, and why."""

    at_most: Recommendation
    reason: Reason


Guard = Callable[[Situation], Cap | None]

_SAME_QUESTION = 0.95
"""Nearness to an approved question from which another word for the same part is a paraphrase."""


def guard_kind(situation: Situation) -> Cap | None:
    """Facts about the respondent and instructions are never answered from statements."""
    if situation.kind is QuestionKind.RESPONDENT_FACT:
        return _none(ReasonCode.RESPONDENT, "This asks for a fact about the respondent, not about a control.")
    if situation.kind is QuestionKind.INSTRUCTION:
        return _none(ReasonCode.INSTRUCTION, "This is an instruction, not a question.")
    return None


def guard_match(situation: Situation) -> Cap | None:
    """What is far from every statement is not even suggested."""
    if situation.best.right >= situation.policy.suggest_at:
        return None
    if situation.gap:
        return _none(ReasonCode.GAP, f"The knowledge base has no approved statement on “{situation.gap}”.")
    return _none(ReasonCode.NO_MATCH, "No approved statement comes near enough to this question.")


def guard_does_not_answer(situation: Situation) -> Cap | None:
    """A question nearer to what the owner said the statement does not answer than to what it does."""
    best = situation.best
    if best.exact or best.parts["does_not_answer"] <= max(best.parts["question"], best.parts["alias"]):
        return None
    return _suggested(
        ReasonCode.DOES_NOT_ANSWER,
        f"The owner of {best.statement.id} named a question like this as one that it does not answer.",
    )


def guard_rejected(situation: Situation) -> Cap | None:
    """What a reviewer has rejected for this very question is not settled for it."""
    if situation.best.exact or situation.best.parts["rejected"] < REJECTED_AT:
        return None
    return _suggested(
        ReasonCode.REJECTED, f"A reviewer has rejected {situation.best.statement.id} for a question like this."
    )


def guard_facets(situation: Situation) -> Cap | None:
    """What no paraphrase excuses (a quantity, *all*, a policy by name, another party or place) must be stated."""
    best = situation.best
    denies = situation.refuting
    unmet = [] if best.exact else [demand for demand in best.coverage.hard if not (demand.refuted and denies)]
    if not unmet:
        return None
    named = ", ".join(f"“{demand.text}”" for demand in unmet[:6])
    return _suggested(ReasonCode.FACET_MISSING, f"{best.statement.id} does not state {named}.")


def guard_joined(situation: Situation) -> Cap | None:
    """A question that joins several things with *and* is settled only where the statement speaks of each."""
    best = situation.best
    if best.exact or not best.unstated_parts or (best.form and best.form.similarity >= _SAME_QUESTION):
        return None
    named = ", ".join(f"“{part}”" for part in best.unstated_parts[:3])
    return _suggested(ReasonCode.FACET_MISSING, f"{best.statement.id} says too little of {named}.")


def guard_polarity(situation: Situation) -> Cap | None:
    """A closed question needs a canonical question of the same polarity, whose yes or no was approved."""
    if not situation.closed or situation.best.yes_no is not None:
        return None
    return _suggested(
        ReasonCode.POLARITY, f"Whether {situation.best.statement.id} means yes or no here is not approved."
    )


def guard_sort_of_answer(situation: Situation) -> Cap | None:
    """What is settled needs an approved question that asks for the same sort of answer (*who*, *how often*…)."""
    best = situation.best
    if best.exact or best.form is not None:
        return None
    return _suggested(
        ReasonCode.FACET_MISSING, f"No approved question of {best.statement.id} asks for “{best.sort or 'this'}”."
    )


def guard_reference(situation: Situation) -> Cap | None:
    """A question about *they* or *it* depends on one that is not here."""
    if situation.best.exact or not situation.understood.refers_back:
        return None
    return _suggested(ReasonCode.FOLLOW_UP, "This refers to something that another question names.")


def guard_value(situation: Situation) -> Cap | None:
    """A closed question about a duration is answered only by an approved question about that very duration."""
    asked = durations(situation.understood.bare)
    if situation.kind is not QuestionKind.YES_NO or situation.best.exact or not asked:
        return None
    form = situation.best.form
    approved = {(duration.days, duration.comparison) for duration in durations(form.text if form else "")}
    if all((duration.days, duration.comparison) in approved for duration in asked):
        return None
    return _suggested(
        ReasonCode.VALUE, f"Whether “{asked[0].text}” holds is not approved in {situation.best.statement.id}."
    )


def guard_commitment(situation: Situation) -> Cap | None:
    """A promise is given only where the owner of the statement allows it."""
    if not situation.understood.commitment or situation.best.statement.commits:
        return None
    return _suggested(ReasonCode.COMMITMENT, "This asks for a promise; somebody who may give it must decide.")


def guard_evidence(situation: Situation) -> Cap | None:
    """A request for a document is not answered by prose."""
    if not situation.understood.evidence:
        return None
    return _suggested(ReasonCode.EVIDENCE, "This asks for a document; a statement alone does not answer it.")


def guard_fragment(situation: Situation) -> Cap | None:
    """A bare heading says too little to be sure what is asked."""
    if not situation.understood.fragment or situation.best.exact:
        return None
    return _suggested(ReasonCode.FRAGMENT, "This names a subject without asking anything about it.")


def guard_runner_up(situation: Situation) -> Cap | None:
    """Two statements that come out alike compete."""
    if situation.best.exact or len(situation.ranked) < 2:
        return None
    first, second = situation.ranked[:2]
    if first.parts["lead"] >= situation.policy.runner_up_gap or first.statement.id in second.statement.components:
        return None
    return _suggested(ReasonCode.RUNNER_UP, f"{second.statement.id} comes out nearly as well as {first.statement.id}.")


def guard_confidence(situation: Situation) -> Cap | None:
    """What does not surely state everything asked is not settled."""
    best = situation.best
    if best.settles >= situation.policy.settle_at:
        return None
    missing = [f"“{text}”" for text in best.coverage.missing[:4]]
    said = f": {', '.join(missing)} is not in its words" if missing else ""
    return _suggested(
        ReasonCode.LOW_CONFIDENCE,
        f"It is not sure enough that {best.statement.id} answers all of this ({best.settles:.2f}){said}.",
    )


def guard_language(situation: Situation) -> Cap | None:
    """The base is English: its text is offered, never written, under a question in another language."""
    if situation.language == "en":
        return None
    return _suggested(ReasonCode.LANGUAGE, f"The question is in another language ({situation.language}).")


GUARDS: tuple[Guard, ...] = (
    guard_kind,
    guard_match,
    guard_does_not_answer,
    guard_rejected,
    guard_facets,
    guard_joined,
    guard_polarity,
    guard_sort_of_answer,
    guard_reference,
    guard_value,
    guard_commitment,
    guard_evidence,
    guard_fragment,
    guard_runner_up,
    guard_confidence,
    guard_language,
)


def caps(situation: Situation) -> tuple[Cap, ...]:
    """Return what every guard that spoke said, the lowest cap first, in the order of :data:`GUARDS` otherwise."""
    spoken = [cap for guard in GUARDS if (cap := guard(situation)) is not None]
    return tuple(sorted(spoken, key=lambda cap: cap.at_most))


def _none(code: ReasonCode, text: str) -> Cap:
    return Cap(Recommendation.NONE, Reason(code, text))


def _suggested(code: ReasonCode, text: str) -> Cap:
    return Cap(Recommendation.SUGGESTED, Reason(code, text))
