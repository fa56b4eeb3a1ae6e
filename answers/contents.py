"""What goes into each slot of a question: the table *What goes into the slots* as pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from answers.approved_wording import document_wording, led_by, needs_context, statement_wording
from answers.marks import heads, marked_otherwise, tick_slots
from answers.placing import all_blank, no_option, shaped_outcome, text_outcome, text_place, together, withheld_outcomes
from answers.proposal import Blank, BlockKind, LeftBlank, Proposal, Recommendation, SlotOutcome
from answers.questionnaire import Existing, Question, QuestionKind, Slot, SlotKind, SlotRole
from answers.respondent_facts import Facts, fact_outcomes
from answers.vocabulary import Unchosen, choose, ownership_option, polarity
from knowledge.disclosure import NO_CLEARANCE, CellValue, Clearance, ReleasedText, Withheld, release
from knowledge.statement import KnowledgeBase, Statement

SUGGESTION_MARK = "[SUGGESTION – review before use]"


class Flag(StrEnum):
    """Where it stands that an answer is confidential or withheld: in the cell's text, or in a note on the cell."""

    TEXT = "text"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ContentsPolicy:
    """Choices of the person who fills: suggestions into text slots, existing answers, flags, the reader, the date."""

    as_of: date
    clearance: Clearance = NO_CLEARANCE
    suggested: bool = False
    existing: Existing = Existing.KEEP
    flag: Flag = Flag.TEXT
    facts: Facts = field(default_factory=dict)
    """What the workspace knows about the respondent, by name."""

    @property
    def as_note(self) -> bool:
        """Whether flags go into notes."""
        return self.flag is Flag.NOTE


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what was decided about it."""

    question: Question
    proposal: Proposal
    statement: Statement
    base: KnowledgeBase
    policy: ContentsPolicy

    def released(self, content: str) -> ReleasedText | Withheld:
        """Return a wording of the statement through the gate."""
        return release(statement_wording(self.statement, self.base, content), self.policy.clearance, self.policy.as_of)


def slot_outcomes(
    question: Question, proposal: Proposal, base: KnowledgeBase, policy: ContentsPolicy
) -> tuple[SlotOutcome, ...]:
    """Return one outcome per slot, in slot order; those that carry the answer are written together or not at all."""
    best = proposal.best
    statement = base.statement(best.statement) if best else None
    if question.kind is QuestionKind.RESPONDENT_FACT:
        return fact_outcomes(question, policy.facts, policy.clearance, policy.as_of, policy.existing)
    hindrance = _not_for_a_statement(question, proposal)
    if statement is None or hindrance is not None:
        why = hindrance or LeftBlank(question.address, Blank.NOT_SETTLED, _first_reason(proposal))
        return tuple(LeftBlank(slot.address, why.why, why.text) for slot in question.slots)
    outcomes = together(question, _planned(Case(question, proposal, statement, base, policy)))
    return tuple(_kept(slot, outcome, question, policy) for slot, outcome in zip(question.slots, outcomes, strict=True))


def _not_for_a_statement(question: Question, proposal: Proposal) -> LeftBlank | None:
    if question.kind is QuestionKind.INSTRUCTION:
        return LeftBlank(question.address, Blank.NOT_OURS, "an instruction, not a question")
    if proposal.recommendation is Recommendation.NONE:
        return LeftBlank(question.address, Blank.NOT_SETTLED, _first_reason(proposal))
    return None


def _planned(case: Case) -> list[SlotOutcome]:
    if case.proposal.blocks:
        return _blocked(case)
    if case.proposal.recommendation is Recommendation.SETTLED:
        return [_settled(case, slot) for slot in case.question.slots]
    if case.policy.suggested:
        return _suggestion(case)
    return all_blank(case.question, Blank.NOT_SETTLED, _first_reason(case.proposal))


def _blocked(case: Case) -> list[SlotOutcome]:
    gated = [block for block in case.proposal.blocks if block.kind is BlockKind.DISCLOSURE]
    others = [block for block in case.proposal.blocks if block.kind is not BlockKind.DISCLOSURE]
    if others or not gated or case.proposal.recommendation is not Recommendation.SETTLED:
        return all_blank(case.question, Blank.BLOCKED, " ".join(block.text for block in case.proposal.blocks))
    withheld = case.released("")
    notice = withheld.notice if isinstance(withheld, Withheld) else None
    return withheld_outcomes(case.question, notice, gated[0].text, case.policy.as_note)


def _suggestion(case: Case) -> list[SlotOutcome]:
    """Put the marked suggestion into one text slot; choices, numbers and dates stay untouched."""
    outcomes = all_blank(case.question, Blank.NOT_SETTLED, _first_reason(case.proposal))
    place = text_place(case.question)
    if place is not None:
        slot = case.question.slots[place]
        marked = [(text, SUGGESTION_MARK) for text in (case.statement.answers.full, case.statement.answers.short)]
        outcomes[place] = _write_text(case, slot, marked, suggestion=True)
    return outcomes


def _settled(case: Case, slot: Slot) -> SlotOutcome:
    handlers = {
        SlotRole.ANSWER: _settled_answer,
        SlotRole.COMMENT: _settled_comment,
        SlotRole.EVIDENCE: settled_evidence,
        SlotRole.OWNERSHIP: settled_ownership,
    }
    handler = handlers.get(slot.role)
    return handler(case, slot) if handler else LeftBlank(slot.address, Blank.NOT_OURS, "not part of the answer")


def _settled_answer(case: Case, slot: Slot) -> SlotOutcome:
    if slot.kind is SlotKind.CHOICE:
        return _settled_choice(case, slot)
    if slot.kind in (SlotKind.NUMBER, SlotKind.DATE):
        return settled_number(case, slot)
    return _write_text(case, slot, [(text, "") for text in approved_texts(case)])


def _settled_choice(case: Case, slot: Slot) -> SlotOutcome:
    if (ticks := tick_slots(case.question)) and slot in ticks:
        return _settled_mark(case, slot, ticks)
    rivals = [other for other in case.question.slots if other.role is SlotRole.ANSWER and other.kind is SlotKind.CHOICE]
    if len(rivals) > 1:
        return LeftBlank(
            slot.address, Blank.NO_LEGAL_OPTION, "several ratings are asked for; none of them is a plain yes or no"
        )
    answer = case.proposal.yes_no
    if answer is None:
        return no_option(slot, "the statement says neither yes nor no")
    chosen = choose(answer, slot.options, polarity(case.question.text))
    if isinstance(chosen, Unchosen):
        return no_option(slot, chosen.text)
    return _gate(case, slot, case.released(chosen.text), chosen.value)


def _settled_mark(case: Case, slot: Slot, ticks: tuple[Slot, ...]) -> SlotOutcome:
    """Mark the one column whose header means the answer; the others stay as they are."""
    answer = case.proposal.yes_no
    if answer is None:
        return LeftBlank(slot.address, Blank.NO_LEGAL_OPTION, "the statement says neither yes nor no")
    chosen = choose(answer, tuple(heads(tick) for tick in ticks), polarity(case.question.text))
    if isinstance(chosen, Unchosen):
        return LeftBlank(slot.address, Blank.NO_LEGAL_OPTION, f"{chosen.text}, in the columns' headers")
    place = next(tick for tick in ticks if heads(tick) == chosen)
    if (other := marked_otherwise(ticks, place)) is not None:
        return LeftBlank(slot.address, Blank.NO_LEGAL_OPTION, f"{other.address} is marked already")
    if slot is not place:
        return LeftBlank(slot.address, Blank.NOT_OURS, f"the mark stands under “{chosen.text}”")
    return _gate(case, slot, case.released(chosen.text), slot.options[0].value)


def settled_number(case: Case, slot: Slot) -> SlotOutcome:
    """Write a stated value only where it is the statement's only one and the question or its column names the unit."""
    asked = f"{case.question.text} {slot.header}".lower()
    values = [value for value in case.statement.settles.values if isinstance(value.value, (int, float)) and value.unit]
    fitting = [value for value in values if value.unit and value.unit.rstrip("s").lower() in asked]
    if slot.kind is SlotKind.DATE or len(fitting) != 1:
        return LeftBlank(
            slot.address, Blank.NO_VALUE, f"{case.statement.id} states no single {slot.kind} of the unit asked for"
        )
    number = float(fitting[0].value)
    value = int(number) if number.is_integer() else number
    return _gate(case, slot, case.released(str(value)), value)


def _settled_comment(case: Case, slot: Slot) -> SlotOutcome:
    carriers = [other for other in case.question.slots if other.role is SlotRole.ANSWER]
    if any(other.kind is SlotKind.TEXT for other in carriers):
        return LeftBlank(slot.address, Blank.NOT_OURS, "the answer beside it says everything")
    if case.proposal.yes_no is not None:
        return _write_text(case, slot, [(text, "") for text in approved_texts(case)])
    if any(other.kind is SlotKind.CHOICE for other in carriers):
        if not case.policy.suggested:
            return LeftBlank(slot.address, Blank.NOT_SETTLED, "the choice beside it cannot be read off the statement")
        return _write_text(case, slot, [(text, SUGGESTION_MARK) for text in approved_texts(case)], suggestion=True)
    return _write_text(case, slot, [(text, "") for text in approved_texts(case)])


def settled_evidence(case: Case, slot: Slot) -> SlotOutcome:
    """Name the document that was asked for, or that the statement was taken from, and how to obtain it."""
    named = case.proposal.document or (case.statement.source.document if case.statement.source else "")
    document = case.base.document(named)
    if document is None or slot.kind is not SlotKind.TEXT:
        return LeftBlank(slot.address, Blank.NOT_OURS, "no document is on record for this statement")
    released = release(document_wording(document, case.base), case.policy.clearance, case.policy.as_of)
    return text_outcome(slot, [(released, "")], case.policy.as_note)


def settled_ownership(case: Case, slot: Slot) -> SlotOutcome:
    """Pick the option that names the statement's responsible party."""
    party = case.statement.responsibility
    option = ownership_option(party, slot.options) if party else None
    if option is None:
        return LeftBlank(
            slot.address, Blank.NO_LEGAL_OPTION, "the statement names no responsible party that the options offer"
        )
    return _gate(case, slot, case.released(option.text), option.value)


def approved_texts(case: Case) -> list[str]:
    """Return the approved wordings for a text slot, preferred first; empty where an honest no lacks its context."""
    answers, answer = case.statement.answers, case.proposal.yes_no
    if answer is None or case.question.kind is QuestionKind.DESCRIBE:
        return [answers.full, answers.short]
    short = led_by(answers.short, answer)
    if not needs_context(case.statement, answer):
        return [short]
    return [f"{short} {case.statement.context}"] if case.statement.context else []


def _write_text(case: Case, slot: Slot, marked: Sequence[tuple[str, str]], suggestion: bool = False) -> SlotOutcome:
    """Write the first wording that fits, never cutting one."""
    if not marked:
        return LeftBlank(
            slot.address, Blank.NO_CONTEXT, "a no or partly is only sent with its context, and none is approved"
        )
    released = [(case.released(text), mark) for text, mark in marked]
    return text_outcome(slot, released, case.policy.as_note, suggestion=suggestion)


def _gate(case: Case, slot: Slot, released: ReleasedText | Withheld, content: CellValue) -> SlotOutcome:
    """Return the released answer in the slot, where ``content`` carries it."""
    return shaped_outcome(slot, released, case.policy.as_note, content)


def _kept(slot: Slot, outcome: SlotOutcome, question: Question, policy: ContentsPolicy) -> SlotOutcome:
    """Keep what a person already answered: one answered slot keeps the whole question as it is."""
    if policy.existing is Existing.REPLACE or isinstance(outcome, LeftBlank):
        return outcome
    answered = [other for other in question.slots if other.existing is not None]
    if policy.existing is Existing.KEEP and answered:
        return LeftBlank(slot.address, Blank.ANSWERED, f"{answered[0].address} already holds an answer")
    return outcome


def _first_reason(proposal: Proposal) -> str:
    return proposal.reasons[0].text if proposal.reasons else ""
