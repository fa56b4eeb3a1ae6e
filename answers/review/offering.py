"""What accepting a candidate would write: its approved wording and the legal option that means it."""

from __future__ import annotations

from dataclasses import dataclass

from answers.approved_wording import led_by, needs_context, statement_wording
from answers.marks import heads, tick_slots
from answers.proposal import Candidate
from answers.questionnaire import Option, Question, QuestionKind, Slot, SlotKind, SlotRole
from answers.review.decision import Act, Decision
from answers.vocabulary import Unchosen, choose, polarity
from knowledge.statement import KnowledgeBase, Statement, YesNo


@dataclass(frozen=True, slots=True)
class Offer:
    """A decision ready to be taken, and what a person must still settle first."""

    decision: Decision
    wants_option: bool = False
    """The question has legal options and none of them is plainly what the statement says: the reviewer picks one."""
    why: str = ""
    """Why no option could be chosen."""


def offered(question: Question, candidate: Candidate, base: KnowledgeBase) -> Offer | None:
    """Return what accepting the candidate would decide; ``None`` where its statement is no longer in the base."""
    statement = base.statement(candidate.statement)
    if statement is None:
        return None
    text = _wording(question, statement, candidate.yes_no)
    wording = statement_wording(statement, base, text)
    option, why = _option(question, candidate.yes_no)
    decision = Decision(
        act=Act.ACCEPT,
        text=text,
        option=option,
        yes_no=candidate.yes_no,
        statement=statement.id,
        statement_sha256=statement.sha256,
        approved_text=text,
        disclosure=wording.disclosure,
        basis=wording.basis,
    )
    return Offer(decision, wants_option=bool(legal_options(question)) and option is None, why=why)


def legal_options(question: Question) -> tuple[Option, ...]:
    """Return the choices of the question's answer: a list's entries, or the headings of columns to mark."""
    ticks = tick_slots(question)
    if ticks:
        return tuple(heads(tick) for tick in ticks)
    choices = answer_choices(question)
    return choices[0].options if len(choices) == 1 else ()


def answer_choices(question: Question) -> tuple[Slot, ...]:
    """Return the slots of the question whose answer is a choice."""
    return tuple(slot for slot in question.slots if slot.role is SlotRole.ANSWER and slot.kind is SlotKind.CHOICE)


def _option(question: Question, answer: YesNo | None) -> tuple[str | None, str]:
    options = legal_options(question)
    if not options:
        return None, ""
    if answer is None:
        return None, "The statement says neither yes nor no."
    chosen = choose(answer, options, polarity(question.text))
    return (None, chosen.text) if isinstance(chosen, Unchosen) else (chosen.text, "")


def _wording(question: Question, statement: Statement, answer: YesNo | None) -> str:
    """Return the wording that the table of slot contents prefers for this question."""
    if answer is None or question.kind is QuestionKind.DESCRIBE:
        return statement.answers.full
    short = led_by(statement.answers.short, answer)
    if needs_context(statement, answer) and statement.context:
        return f"{short} {statement.context}"
    return short
