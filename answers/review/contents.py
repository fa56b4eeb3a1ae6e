"""What a reviewer's decision puts into each slot of its question, through the same gate as everything that leaves.

A person decided: their answer replaces one that stands in the file already, and may be English under a question in
another language. What was decided on a statement that no longer stands is held back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from answers.approved_wording import Wording, statement_wording
from answers.contents import (
    Case,
    ContentsPolicy,
    approved_texts,
    settled_evidence,
    settled_number,
    settled_ownership,
)
from answers.marks import heads, marked_otherwise, tick_slots
from answers.placing import all_blank, no_option, shaped_outcome, text_outcome, together, withheld_outcomes
from answers.proposal import Blank, LeftBlank, Proposal, Recommendation, SlotOutcome
from answers.questionnaire import Question, QuestionKind, Slot, SlotKind, SlotRole
from answers.respondent_facts import fact_outcomes
from answers.review.decision import Act, Decision
from answers.review.offering import answer_choices, legal_options
from answers.review.picking import not_applicable_option
from answers.review.staleness import stale
from knowledge.disclosure import CellValue, ReleasedText, Withheld, release
from knowledge.statement import KnowledgeBase, Statement, strictest

_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_SAYS_SO = re.compile(r"\s*(?:not applicable|n/?a|does not apply|out of scope)\b", re.IGNORECASE)
_UNDECIDED = {
    Act.ASK_EXPERT: (Blank.WITH_EXPERT, "an expert has been asked and has not replied"),
    Act.SKIP: (Blank.ON_PURPOSE, "a reviewer left it blank on purpose"),
}
"""Neither names the expert nor gives the reason: both are written for colleagues."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A decision that answers its question, with what a slot may need of it."""

    question: Question
    decision: Decision
    base: KnowledgeBase
    policy: ContentsPolicy
    option: str | None
    case: Case | None
    """The statement's own say, where the decision rests on a statement of the base and does not deny it."""

    def released(self, content: str) -> ReleasedText | Withheld:
        """Return the content through the gate, as far as the decision and everything that it rests on may go."""
        return release(_wording(self.decision, self.base, content), self.policy.clearance, self.policy.as_of)

    def text_slot_among(self, *roles: SlotRole) -> Slot | None:
        """Return the first slot of these roles that takes text."""
        return next((s for s in self.question.slots if s.role in roles and s.kind is SlotKind.TEXT), None)


def decided_outcomes(
    question: Question,
    decision: Decision | None,
    base: KnowledgeBase,
    policy: ContentsPolicy,
    document: str | None = None,
) -> tuple[SlotOutcome, ...]:
    """Return one outcome per slot, in slot order; those that carry the answer are written together or not at all.

    ``document`` is the id of the one that the proposal for an evidence request names. ``policy.existing`` does not
    matter: what is decided replaces, what is not keeps.
    """
    if decision is None or not decision.answers:
        return _unanswered(question, decision, policy)
    if why := _held_back(question, decision, base, policy.as_of):
        return tuple(LeftBlank(slot.address, why.why, why.text) for slot in question.slots)
    answer = _answer(question, decision, base, policy, document)
    gate = answer.released("")
    if isinstance(gate, Withheld):
        return tuple(withheld_outcomes(question, gate.notice, gate.reason, policy.as_note))
    return tuple(together(question, [_outcome(answer, slot) for slot in question.slots]))


def _unanswered(question: Question, decision: Decision | None, policy: ContentsPolicy) -> tuple[SlotOutcome, ...]:
    if decision is None and question.kind is QuestionKind.RESPONDENT_FACT:
        return fact_outcomes(question, policy.facts, policy.clearance, policy.as_of, policy.existing)
    answered = next((slot for slot in question.slots if slot.existing is not None), None)
    if decision is not None:
        why, text = _UNDECIDED[decision.act]
    elif question.kind is QuestionKind.INSTRUCTION:
        why, text = Blank.NOT_OURS, "an instruction, not a question"
    elif answered is not None:
        why, text = Blank.ANSWERED, f"{answered.address} already holds an answer"
    else:
        why, text = Blank.UNDECIDED, "no reviewer has decided on it"
    return tuple(all_blank(question, why, text))


def _held_back(question: Question, decision: Decision, base: KnowledgeBase, as_of: date) -> LeftBlank | None:
    if outdated := stale(decision, base, as_of):
        return LeftBlank(question.address, Blank.STALE, outdated)
    if question.kind is QuestionKind.RESPONDENT_FACT and decision.act is Act.ACCEPT:
        return LeftBlank(question.address, Blank.NOT_OURS, "a fact about the respondent is no statement's to give")
    return None


def _answer(
    question: Question, decision: Decision, base: KnowledgeBase, policy: ContentsPolicy, document: str | None
) -> _Answer:
    statement = base.statement(decision.statement) if decision.statement else None
    own_word = decision.act is Act.CHOOSE and not decision.text
    option = decision.option
    if decision.act is Act.NOT_APPLICABLE and option is None:
        option = not_applicable_option(legal_options(question))
    case = None if statement is None or own_word else _case(question, decision, statement, base, policy, document)
    return _Answer(question, decision, base, policy, option, case)


def _case(  # noqa: PLR0913, PLR0917 - what the statement's own say depends on
    question: Question,
    decision: Decision,
    statement: Statement,
    base: KnowledgeBase,
    policy: ContentsPolicy,
    document: str | None,
) -> Case:
    settled = Proposal(question.key, Recommendation.SETTLED, 1.0, yes_no=decision.yes_no, document=document)
    return Case(question, settled, statement, base, policy)


def _wording(decision: Decision, base: KnowledgeBase, content: CellValue) -> Wording:
    """Return the content with the strictest level of the decision and of the statements that it rests on, as of now."""
    named = (decision.statement, *decision.basis)
    known = [statement for name in named if name and (statement := base.statement(name)) is not None]
    levels = tuple(statement_wording(statement, base, "").disclosure for statement in known)
    return Wording(content, strictest((decision.disclosure, *levels)), decision.basis, base.contact)


def _outcome(answer: _Answer, slot: Slot) -> SlotOutcome:
    if slot.role is SlotRole.ANSWER:
        return _main(answer, slot)
    if slot.role is SlotRole.COMMENT:
        return _comment(answer, slot)
    if slot.role is SlotRole.EVIDENCE:
        return _evidence(answer, slot)
    if slot.role is SlotRole.OWNERSHIP and answer.case is not None:
        return settled_ownership(answer.case, slot)
    return LeftBlank(slot.address, Blank.NOT_OURS, "not part of the answer")


def _main(answer: _Answer, slot: Slot) -> SlotOutcome:
    if slot.kind is SlotKind.CHOICE:
        return _choice(answer, slot)
    if slot.kind is SlotKind.TEXT:
        return _text(answer, slot)
    return _value(answer, slot)


def _choice(answer: _Answer, slot: Slot) -> SlotOutcome:
    ticks = tick_slots(answer.question)
    if not ticks and len(answer_choices(answer.question)) > 1:
        return LeftBlank(slot.address, Blank.NO_LEGAL_OPTION, "several choices are asked for, and one was decided")
    if answer.option is None:
        return _no_choice(answer, slot)
    if slot in ticks:
        return _mark(answer, slot, ticks, answer.option)
    chosen = next((option for option in slot.options if option.text == answer.option), None)
    if chosen is None:
        return no_option(slot, "what was picked is not among the legal options")
    return shaped_outcome(slot, answer.released(chosen.text), answer.policy.as_note, chosen.value)


def _no_choice(answer: _Answer, slot: Slot) -> LeftBlank:
    """Say why no option is written; what does not apply says so in its comment, where no option does."""
    if answer.decision.act is Act.NOT_APPLICABLE and answer.text_slot_among(SlotRole.ANSWER, SlotRole.COMMENT):
        return LeftBlank(slot.address, Blank.NOT_OURS, "no one option says that it does not apply; the text does")
    return no_option(slot, "no option was picked")


def _mark(answer: _Answer, slot: Slot, ticks: tuple[Slot, ...], option: str) -> SlotOutcome:
    """Mark the column under the picked heading; the others stay as they are."""
    place = next((tick for tick in ticks if heads(tick).text == option), None)
    if place is None:
        return LeftBlank(slot.address, Blank.NO_LEGAL_OPTION, "what was picked heads no column")
    if (other := marked_otherwise(ticks, place)) is not None:
        told = f"{other.address} is marked already, and a mark cannot be taken away"
        return LeftBlank(slot.address, Blank.NO_LEGAL_OPTION, told)
    if slot is not place:
        return LeftBlank(slot.address, Blank.NOT_OURS, "the mark stands in another column")
    return shaped_outcome(slot, answer.released(option), answer.policy.as_note, slot.options[0].value)


def _text(answer: _Answer, slot: Slot) -> SlotOutcome:
    """Write the text that was decided; only where a statement was accepted may another approved wording stand in."""
    texts = _texts(answer)
    if not texts:
        beside = bool(legal_options(answer.question))
        why = "the option beside it says everything" if beside else "no text was decided"
        return LeftBlank(slot.address, Blank.NOT_OURS if beside else Blank.NO_VALUE, why)
    outcome = text_outcome(slot, [(answer.released(text), "") for text in texts], answer.policy.as_note)
    if answer.decision.unedited or not isinstance(outcome, LeftBlank) or outcome.why is not Blank.TOO_LONG:
        return outcome
    return LeftBlank(slot.address, Blank.TOO_LONG, outcome.text.replace("no approved wording fits", "it does not fit"))


def _texts(answer: _Answer) -> list[str]:
    decision = answer.decision
    if not decision.text:
        return []
    if decision.act is Act.NOT_APPLICABLE:
        return [_said_not_to_apply(answer)]
    if not decision.unedited or answer.case is None:
        return [decision.text]
    others = [text for text in approved_texts(answer.case) if text != decision.text]
    return [decision.text, *sorted(others, key=len, reverse=True)]


def _said_not_to_apply(answer: _Answer) -> str:
    """Return the reason, saying that the question does not apply where no option beside it does."""
    text = answer.decision.text
    told = answer.option is not None or _SAYS_SO.match(text) or answer.question.language != "en"
    return text if told else f"Not applicable: {text}"


def _comment(answer: _Answer, slot: Slot) -> SlotOutcome:
    """Write the text beside a choice or a value; beside another text it would say the same twice."""
    if answer.text_slot_among(SlotRole.ANSWER):
        return LeftBlank(slot.address, Blank.NOT_OURS, "the answer beside it says everything")
    if not answer.decision.text:
        return LeftBlank(slot.address, Blank.NOT_OURS, "the option beside it says everything")
    if _takes_value(answer) and answer.decision.act not in (Act.ACCEPT, Act.NOT_APPLICABLE):
        return LeftBlank(slot.address, Blank.NOT_OURS, "the value beside it says everything")
    if answer.text_slot_among(SlotRole.COMMENT) is not slot:
        return LeftBlank(slot.address, Blank.NOT_OURS, "the comment beside it says everything")
    return _text(answer, slot)


def _takes_value(answer: _Answer) -> bool:
    kinds = (SlotKind.NUMBER, SlotKind.DATE)
    return any(slot.role is SlotRole.ANSWER and slot.kind in kinds for slot in answer.question.slots)


def _evidence(answer: _Answer, slot: Slot) -> SlotOutcome:
    """Name the statement's document; words of a person's own go here where no other slot takes them."""
    if answer.case is not None and not answer.decision.text_is_own:
        return settled_evidence(answer.case, slot)
    own = answer.decision.text and answer.text_slot_among(SlotRole.ANSWER, SlotRole.COMMENT) is None
    if own and slot.kind is SlotKind.TEXT:
        return _text(answer, slot)
    if answer.case is not None:
        return settled_evidence(answer.case, slot)
    return LeftBlank(slot.address, Blank.NOT_OURS, "no document was decided on")


def _value(answer: _Answer, slot: Slot) -> SlotOutcome:
    """Write a number or a day: the statement's own where it was accepted, else the text where it is nothing else."""
    if answer.decision.act is Act.NOT_APPLICABLE and answer.text_slot_among(SlotRole.COMMENT):
        return LeftBlank(slot.address, Blank.NOT_OURS, "the comment says that it does not apply")
    if answer.decision.unedited and answer.case is not None:
        return settled_number(answer.case, slot)
    text = answer.decision.text
    value = number_in(text) if slot.kind is SlotKind.NUMBER else day_in(text)
    if value is None:
        wanted = "a plain number such as 30 or 99.9" if slot.kind is SlotKind.NUMBER else "a day such as 2026-11-30"
        return LeftBlank(slot.address, Blank.NO_VALUE, f"it takes {wanted}, and what was decided is none")
    return shaped_outcome(slot, answer.released(text), answer.policy.as_note, value)


def number_in(text: str) -> int | float | None:
    """Return the number that the text is; ``None`` with a unit, a thousands separator or anything else around it."""
    bare = text.strip()
    if not _NUMBER.fullmatch(bare):
        return None
    return float(bare) if "." in bare else int(bare)


def day_in(text: str) -> date | None:
    """Return the day that the text is as ``YYYY-MM-DD``; ``None`` for every other way to write one."""
    bare = text.strip()
    try:
        return date.fromisoformat(bare) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", bare) else None
    except ValueError:
        return None
