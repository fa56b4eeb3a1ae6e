"""From an incoming file to its draft: read, decide, fill the slots, write, prove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answers.contents import ContentsPolicy, slot_outcomes
from answers.decide import asked_from
from answers.proposal import BlockKind, Proposal, Recommendation, SlotOutcome, Written
from answers.questionnaire import Address, Question, Questionnaire, Slot
from answers.redaction import shown_to
from exporters.certificate import Certificate
from exporters.formats import format_of
from exporters.ooxml.new_column import NewColumn
from exporters.password import FileAccess
from exporters.publishing import SlotWrite, WritePolicy
from knowledge.statement import Disclosure, KnowledgeBase, Statement
from segq.asked_file import read_asked
from segq.engine import Engine
from segq.intake.profile_matching import ProfileChoice
from segq.intake.profiles import ProfileUse
from segq.new_columns import NewColumns
from segq.proposal_view import released_answer


@dataclass(frozen=True, slots=True)
class DraftedQuestion:
    """One question with what was decided and what happened to each of its slots."""

    question: Question
    proposal: Proposal
    outcomes: tuple[SlotOutcome, ...]
    proposed: str | None
    """The approved text behind the proposal, as far as this reader may see it."""

    @property
    def answered(self) -> bool:
        """Whether a settled answer was written."""
        return any(
            isinstance(outcome, Written) and not (outcome.suggestion or outcome.notice) for outcome in self.outcomes
        )

    @property
    def gated(self) -> bool:
        """Whether what settles it is confidential, written or withheld."""
        withheld = any(block.kind is BlockKind.DISCLOSURE for block in self.proposal.blocks)
        confidential = any(isinstance(outcome, Written) and outcome.released.confidential for outcome in self.outcomes)
        return confidential or (withheld and self.proposal.recommendation is Recommendation.SETTLED)


@dataclass(frozen=True, slots=True)
class Plan:
    """What filling one file would do; nothing is written yet."""

    source: Path
    questionnaire: Questionnaire
    questions: tuple[DraftedQuestion, ...]
    profile: ProfileUse | None = None
    """The layout profile that the file was read by."""
    columns: tuple[NewColumn, ...] = ()
    """Columns that the file lacks and that take some of the answers."""

    @property
    def writes(self) -> tuple[SlotWrite, ...]:
        """The released contents in slot order."""
        return tuple(
            SlotWrite(outcome.address, outcome.released, outcome.noted)
            for drafted in self.questions
            for outcome in drafted.outcomes
            if isinstance(outcome, Written)
        )

    def counted(self) -> dict[str, int]:
        """Return the figures of the report."""
        recommended = Counter(str(drafted.proposal.recommendation) for drafted in self.questions)
        return {
            "questions": len(self.questions),
            "answered": sum(drafted.answered for drafted in self.questions),
            "open": sum(not drafted.answered for drafted in self.questions),
            "settled": recommended[str(Recommendation.SETTLED)],
            "suggested": recommended[str(Recommendation.SUGGESTED)],
            "none": recommended[str(Recommendation.NONE)],
            "gated": sum(drafted.gated for drafted in self.questions),
            "cells": len(self.writes),
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """A written draft with its proof."""

    plan: Plan
    target: Path
    certificate: Certificate


def plan_file(
    source: Path,
    engine: Engine,
    policy: ContentsPolicy,
    layouts: ProfileChoice | None = None,
    access: FileAccess | None = None,
) -> Plan:
    """Read a questionnaire and decide what would go into each slot; a file without questions is rejected."""
    asked = read_asked(source, layouts or ProfileChoice(), access.password if access else None)
    questionnaire = asked.questionnaire
    proposals = engine.decider.decide(
        [asked_from(question) for question in questionnaire.questions], policy.clearance, policy.as_of
    )
    drafted = tuple(
        _drafted(question, proposal, engine.base, policy, asked.columns)
        for question, proposal in zip(questionnaire.questions, proposals, strict=True)
    )
    columns = asked.columns.used(outcome for one in drafted for outcome in one.outcomes)
    return Plan(source, questionnaire, drafted, asked.profile, columns)


def _drafted(
    question: Question, proposal: Proposal, base: KnowledgeBase, policy: ContentsPolicy, wanted: NewColumns
) -> DraftedQuestion:
    shown = shown_to(proposal, base, policy.clearance)
    return DraftedQuestion(
        question=question,
        proposal=shown,
        outcomes=wanted.outcomes(slot_outcomes(question, proposal, base, policy), question.slots),
        proposed=released_answer(shown, base, policy.clearance, policy.as_of),
    )


def write_draft(
    plan: Plan,
    target: Path,
    base: KnowledgeBase,
    policy: ContentsPolicy,
    access: FileAccess | None = None,
) -> Draft:
    """Write the planned contents beside the original; the writer checks, certifies and only then renames."""
    allowed = access or FileAccess()
    certificate = format_of(plan.source).write(
        plan.source,
        target,
        plan.writes,
        policy=WritePolicy(
            as_of=policy.as_of,
            clearance=str(policy.clearance.level),
            existing=policy.existing,
            prefilled=frozenset(_defaults(plan)),
            asked_here=plan.questionnaire.asked_here(),
            withheld=tuple(withheld_texts(base, policy)),
            overwrite=allowed.overwrite,
            allow_signed=allowed.allow_signed,
            password=allowed.password,
            plain=allowed.plain,
            tracked_by=allowed.tracked_by,
            columns=plan.columns,
        ),
    )
    return Draft(plan, target, certificate)


def withheld_texts(base: KnowledgeBase, policy: ContentsPolicy) -> list[str]:
    """Return every wording that must not stand anywhere in what this reader receives."""
    hidden = [statement for statement in base.statements if not policy.clearance.covers(statement.disclosure)]
    texts = [text for statement in hidden for text in _wordings(statement)]
    texts += [document.title for document in base.documents if document.disclosure is Disclosure.INTERNAL]
    return texts


def _wordings(statement: Statement) -> tuple[str, ...]:
    context = (statement.context,) if statement.context else ()
    return (statement.claim, statement.answers.short, statement.answers.full, *context)


def _slots(plan: Plan) -> Sequence[Slot]:
    return [slot for drafted in plan.questions for slot in drafted.question.slots]


def _defaults(plan: Plan) -> list[Address]:
    return [slot.address for slot in _slots(plan) if slot.prefilled is not None]
