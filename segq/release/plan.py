"""What exporting a reviewed questionnaire would write, for whom: decisions become slot contents, nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from answers.contents import ContentsPolicy, Flag
from answers.placing import CONFIDENTIAL_MARK
from answers.proposal import Blank, LeftBlank, SlotOutcome, Written
from answers.questionnaire import Question, Questionnaire, Slot, SlotKind
from answers.respondent_facts import Facts
from answers.review.contents import decided_outcomes
from answers.review.decision import Decision
from answers.review.lines import Line
from answers.review.states import QuestionnaireRecord
from exporters.ooxml.new_column import NewColumn
from exporters.publishing import SlotWrite
from knowledge.accounts import Account, clearance_of
from knowledge.disclosure import Clearance
from knowledge.statement import Disclosure, KnowledgeBase
from segq.drafting import withheld_texts
from segq.new_columns import NewColumns
from segq.storage.records import Arrived
from segq.storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What the person who exports may choose; the clearance is none of it, and can only be lowered."""

    as_of: date
    at_most: Disclosure = Disclosure.NDA
    flag: Flag = Flag.TEXT
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportedQuestion:
    """One question, where it stands, and what happens to each of its slots."""

    question: Question
    line: Line
    outcomes: tuple[SlotOutcome, ...]

    @property
    def decision(self) -> Decision | None:
        """What was decided last."""
        return self.line.standing.decision

    @property
    def answer(self) -> tuple[Written, ...]:
        """What is written as the answer; a notice is none."""
        return tuple(each for each in self.outcomes if isinstance(each, Written) and not each.notice)

    @property
    def withheld(self) -> bool:
        """Whether there is an answer that this reader may not see."""
        notice = any(isinstance(each, Written) and each.notice for each in self.outcomes)
        return notice or any(isinstance(each, LeftBlank) and each.why is Blank.WITHHELD for each in self.outcomes)

    @property
    def confidential(self) -> bool:
        """Whether what is written is under NDA."""
        return any(each.released.confidential for each in self.answer)

    @property
    def why_blank(self) -> str:
        """Why nothing is written, in words; empty where something is."""
        blanks = [each for each in self.outcomes if isinstance(each, LeftBlank)]
        if self.answer or not blanks:
            return "" if self.answer else "no slot to write into"
        texts = [f"{each.why}: {each.text}" if each.text else str(each.why) for each in blanks]
        return " ".join(dict.fromkeys(texts))


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What one export would write, and for whom it is cleared."""

    record: QuestionnaireRecord
    arrived: Arrived
    account: Account | None
    clearance: Clearance
    questions: tuple[ExportedQuestion, ...]
    columns: tuple[NewColumn, ...]
    withheld: tuple[str, ...] = field(repr=False)
    """Texts that must not stand anywhere in the result."""

    @property
    def writes(self) -> tuple[SlotWrite, ...]:
        """The released contents in slot order."""
        return tuple(
            SlotWrite(outcome.address, outcome.released, outcome.noted)
            for each in self.questions
            for outcome in each.outcomes
            if isinstance(outcome, Written)
        )

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire as it was read."""
        asked = tuple(each.question for each in self.questions)
        return Questionnaire(self.arrived.name, self.arrived.sha256, asked, self.arrived.doubts)

    def counted(self) -> dict[str, int]:
        """Return the figures of the disclosure summary."""
        return {
            "questions": len(self.questions),
            "answered": sum(bool(each.answer) for each in self.questions),
            "blank": sum(not each.answer for each in self.questions),
            "confidential": sum(each.confidential for each in self.questions),
            "withheld": sum(each.withheld for each in self.questions),
            "cells": len(self.writes),
        }


def plan_export(workspace: Workspace, id: int, base: KnowledgeBase, wish: ExportWish) -> ExportPlan:  # noqa: A002 - the workspace's own word
    """Return what an export would write; raises InputRejected for an unknown questionnaire."""
    record, arrived = workspace.questionnaire(id), workspace.arrived(id)
    account = workspace.account(record.account) if record.account else None
    clearance = clearance_of(account, wish.as_of, wish.at_most)
    policy = ContentsPolicy(wish.as_of, clearance, flag=wish.flag, facts=wish.facts)
    lines = {line.key: line for line in workspace.review(id).lines()}
    wanted = NewColumns(arrived.columns)
    questions = []
    for each in arrived.questions:
        line = lines[each.question.key]
        document = each.proposal.document
        found = decided_outcomes(each.question, line.standing.decision, base, policy, document)
        outcomes = wanted.outcomes(found, each.question.slots)
        questions.append(ExportedQuestion(each.question, line, outcomes))
    columns = wanted.used(outcome for each in questions for outcome in each.outcomes)
    hidden = (*withheld_texts(base, policy), *_withheld_decisions(questions, clearance))
    return ExportPlan(record, arrived, account, clearance, tuple(questions), columns, hidden)


def _withheld_decisions(questions: Sequence[ExportedQuestion], clearance: Clearance) -> Iterator[str]:
    """Yield the answers of reviewers and experts that this reader may not see."""
    for each in questions:
        decision = each.decision
        if decision is not None and decision.text and not clearance.covers(decision.disclosure):
            yield decision.text


def told_text(each: ExportedQuestion) -> str:
    """Return the text that the answer puts into the file, without the mark of a confidential one."""
    slots: dict[str, Slot] = {str(slot.address): slot for slot in each.question.slots}
    texts = [one for one in each.answer if slots[str(one.address)].kind is SlotKind.TEXT]
    shown = [str((one.noted.bare or one.released).content if one.noted else one.released.content) for one in texts]
    return shown[0].removeprefix(f"{CONFIDENTIAL_MARK} ") if shown else ""
