"""The guards: each looks at one danger and can only lower a recommendation, with a sentence that says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from answers.matching import Scored
from answers.policy import MatchingPolicy
from answers.proposal import Reason, ReasonCode, Recommendation
from answers.quantities import durations
from answers.questionnaire import QuestionKind
from answers.understanding import Understanding, interrogative


@dataclass(frozen=True, slots=True)
class Situation:
    """What a guard may look at: the question as read, the candidates best first, and the policy."""

    understood: Understanding
    ranked: tuple[Scored, ...]
    policy: MatchingPolicy
    language: str
    kind: QuestionKind

    @property
    def best(self) -> Scored:
        """The first candidate."""
        return self.ranked[0]


@dataclass(frozen=True, slots=True)
class Cap:
    """The highest recommendation that a guard allows, and why."""

    at_most: Recommendation
    reason: Reason


Guard = Callable[[Situation], Cap | None]


def guard_kind(situation: Situation) -> Cap | None:
    """Facts about the respondent and instructions are never answered from statements."""
    if situation.kind is QuestionKind.RESPONDENT_FACT:
        return _none(ReasonCode.RESPONDENT, "This asks for a fact about the respondent, not about a control.")
    if situation.kind is QuestionKind.INSTRUCTION:
        return _none(ReasonCode.INSTRUCTION, "This is an instruction, not a question.")
    return None


def guard_does_not_answer(situation: Situation) -> Cap | None:
    """A question nearer to what the owner said the statement does not answer than to what it does."""
    best = situation.best
    against = best.part("does_not_answer")
    if best.exact or against <= max(best.part("question"), best.part("alias")):
        return None
    return _suggested(
        ReasonCode.DOES_NOT_ANSWER,
        f"The owner of {best.statement.id} named a question like this as one that it does not answer.",
    )


def guard_facets(situation: Situation) -> Cap | None:
    """Everything asked must be stated."""
    best = situation.best
    missing = best.coverage.missing
    if not missing or (best.exact and not _quantified(missing)):
        return None
    named = ", ".join(f"“{text}”" for text in missing[:6])
    return _suggested(ReasonCode.FACET_MISSING, f"{best.statement.id} does not state {named}.")


def guard_polarity(situation: Situation) -> Cap | None:
    """A closed question needs a canonical question of the same polarity, whose yes or no was approved."""
    closed = situation.kind in (QuestionKind.YES_NO, QuestionKind.COMMITMENT)
    if not closed or situation.best.yes_no is not None:
        return None
    return _suggested(
        ReasonCode.POLARITY, f"Whether {situation.best.statement.id} means yes or no here is not approved."
    )


def guard_sort_of_answer(situation: Situation) -> Cap | None:
    """What is settled needs an approved question that asks for the same sort of answer (*who*, *how often*…)."""
    best = situation.best
    if best.exact or best.phrase:
        return None
    sort = interrogative(situation.understood.bare) or "this"
    return _suggested(ReasonCode.FACET_MISSING, f"No approved question of {best.statement.id} asks for “{sort}”.")


def guard_breadth(situation: Situation) -> Cap | None:
    """A question broader than every approved one asks for more than was approved."""
    best = situation.best
    if best.exact or not best.narrower:
        return None
    named = ", ".join(f"“{text}”" for text in best.narrower[:4])
    return _suggested(
        ReasonCode.SCOPE, f"What {best.statement.id} is approved to answer is narrower: it names {named}."
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
    approved = {(duration.days, duration.comparison) for duration in durations(situation.best.phrase)}
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


def guard_compound(situation: Situation) -> Cap | None:
    """Several questions in one are settled only together."""
    if len(situation.understood.parts) < 2 or situation.best.exact:
        return None
    return _suggested(ReasonCode.COMPOUND, f"This asks {len(situation.understood.parts)} things at once.")


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
    if (
        first.score - second.score >= situation.policy.runner_up_gap
        or first.statement.id in second.statement.components
    ):
        return None
    return _suggested(ReasonCode.RUNNER_UP, f"{second.statement.id} comes out nearly as well as {first.statement.id}.")


def guard_confidence(situation: Situation) -> Cap | None:
    """What is not near enough is not settled; what is far is not even suggested."""
    confidence = situation.best.confidence
    if situation.best.exact or confidence >= situation.policy.settle_at:
        return None
    if confidence < situation.policy.suggest_at:
        return _none(ReasonCode.NO_MATCH, "No approved statement comes near enough to this question.")
    return _suggested(
        ReasonCode.LOW_CONFIDENCE, f"The match is not sure enough ({confidence:.2f}) to answer by itself."
    )


def guard_language(situation: Situation) -> Cap | None:
    """The base is English: its text is offered, never written, under a question in another language."""
    if situation.language == "en":
        return None
    return _suggested(ReasonCode.LANGUAGE, f"The question is in another language ({situation.language}).")


GUARDS: tuple[Guard, ...] = (
    guard_kind,
    guard_confidence,
    guard_does_not_answer,
    guard_facets,
    guard_polarity,
    guard_sort_of_answer,
    guard_breadth,
    guard_reference,
    guard_value,
    guard_commitment,
    guard_evidence,
    guard_compound,
    guard_fragment,
    guard_runner_up,
    guard_language,
)


def caps(situation: Situation) -> tuple[Cap, ...]:
    """Return what every guard that spoke said, the lowest cap first, in the order of :data:`GUARDS` otherwise."""
    spoken = [cap for guard in GUARDS if (cap := guard(situation)) is not None]
    return tuple(sorted(spoken, key=lambda cap: cap.at_most))


def _quantified(missing: tuple[str, ...]) -> bool:
    return any(character.isdigit() for text in missing for character in text)


def _none(code: ReasonCode, text: str) -> Cap:
    return Cap(Recommendation.NONE, Reason(code, text))


def _suggested(code: ReasonCode, text: str) -> Cap:
    return Cap(Recommendation.SUGGESTED, Reason(code, text))
