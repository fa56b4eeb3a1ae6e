"""The decision about each question: recommendation, blocks and reasons as separate values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from answers.blocks import blocks_for
from answers.compounds import combined
from answers.conditions import awaited
from answers.guards import Cap, Situation, caps
from answers.matching import Matcher, Scored
from answers.memory import Phrasing, PhrasingMemory, Settling
from answers.policy import MatchingPolicy
from answers.proposal import Block, BlockKind, Proposal, Reason, ReasonCode, Recommendation
from answers.questionnaire import Question, QuestionKind
from answers.understanding import Understanding, understand
from answers.vocabulary import is_closed
from knowledge.disclosure import Clearance
from knowledge.search.index import Index
from knowledge.search.retrieval import Retrieval
from knowledge.statement import KnowledgeBase, YesNo


class Searching(Protocol):
    """What deciding needs from search: the compiled index and raw similarities for many texts at once."""

    @property
    def index(self) -> Index:
        """The compiled knowledge base."""

    def retrieve(self, texts: Sequence[str]) -> list[Retrieval]:
        """Return the similarities of each text to every statement and document."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to decide on, with what its surroundings say about it."""

    key: str
    text: str
    section: str = ""
    closed: bool = False
    language: str = "en"
    parent: str | None = None
    condition: str = ""
    """When a follow-up applies, in the file's words: *If yes*."""
    id: str | None = None
    kind: QuestionKind | None = None
    """Set where the reader of the file knows better than the words."""


def asked_from(question: Question) -> Asked:
    """Return the question of a file as one to decide on."""
    told = question.kind if question.kind in (QuestionKind.RESPONDENT_FACT, QuestionKind.INSTRUCTION) else None
    return Asked(
        key=question.key,
        text=question.text,
        section=question.section,
        closed=any(is_closed(slot.options) for slot in question.slots),
        language=question.language,
        parent=question.parent,
        condition=question.condition,
        id=question.id,
        kind=told,
    )


class Decider:
    """Decides on questions against one compiled knowledge base."""

    def __init__(
        self,
        search: Searching,
        policy: MatchingPolicy,
        remembered: Sequence[Phrasing] = (),
        settling: Sequence[Settling] = (),
    ) -> None:
        self._search = search
        self._policy = policy
        self._base: KnowledgeBase = search.index.base
        self._matcher = Matcher(search.index, policy, settling=settling)
        self._remembering = self._recalling(remembered, settling) if remembered else None

    def decide(self, questions: Sequence[Asked], clearance: Clearance, as_of: date) -> tuple[Proposal, ...]:
        """Return one proposal per question, in order; a follow-up is settled only together with its parent."""
        read = [read_question(question) for question in questions]
        found = iter(self._search.retrieve([each.asked for reading in read for each in reading]))
        proposals = []
        for question, (whole, *parts) in zip(questions, read, strict=True):
            proposal = self._decide(question, whole, next(found), clearance, as_of)
            if parts:
                each = [self._decide(question, part, next(found), clearance, as_of) for part in parts]
                proposal = combined(proposal, [part.bare for part in parts], each)
            proposals.append(proposal)
        return _with_parents(questions, proposals)

    def _recalling(self, remembered: Sequence[Phrasing], settling: Sequence[Settling]) -> Matcher:
        return Matcher(self._search.index, self._policy, PhrasingMemory(remembered, self._search), settling)

    def _decide(
        self, question: Asked, understood: Understanding, retrieval: Retrieval, clearance: Clearance, as_of: date
    ) -> Proposal:
        proposal = self._decide_by(self._matcher, question, understood, retrieval, clearance, as_of)
        if self._remembering is None:
            return proposal
        remembering = self._decide_by(self._remembering, question, understood, retrieval, clearance, as_of)
        return _no_further(remembering, proposal)

    def _decide_by(  # noqa: PLR0913, PLR0917 - what is decided on, for whom and when
        self,
        matcher: Matcher,
        question: Asked,
        understood: Understanding,
        retrieval: Retrieval,
        clearance: Clearance,
        as_of: date,
    ) -> Proposal:
        ranked = matcher.rank(understood, retrieval)
        document = self._document(understood, retrieval)
        if not ranked:
            reason = Reason(ReasonCode.NO_MATCH, "The knowledge base holds no statement.")
            return Proposal(question.key, Recommendation.NONE, 0.0, reasons=(reason,), document=document)
        kind = question.kind or understood.kind
        situation = Situation(understood, ranked, self._policy, question.language, kind, self._gap(retrieval))
        spoken = caps(situation)
        recommendation = min((cap.at_most for cap in spoken), default=Recommendation.SETTLED)
        best = ranked[0]
        return Proposal(
            key=question.key,
            recommendation=recommendation,
            confidence=round(best.right, 6),
            candidates=tuple(scored.as_candidate() for scored in ranked),
            yes_no=_yes_no(situation, recommendation),
            blocks=(*blocks_for(best.statement, self._base, clearance, as_of), *_promise(situation, best)),
            reasons=tuple(cap.reason for cap in spoken if _bears_on(cap, recommendation)) or (_settling(best),),
            document=document,
        )

    def _document(self, understood: Understanding, retrieval: Retrieval) -> str | None:
        """Return the document that comes nearest to a request for evidence."""
        if not understood.evidence or not len(retrieval.document):
            return None
        place = int(retrieval.document.argmax())
        return self._base.documents[place].id if retrieval.document[place] >= self._policy.document_at else None

    def _gap(self, retrieval: Retrieval) -> str:
        """Return the title of the known gap that comes nearest."""
        if not len(retrieval.gap):
            return ""
        place = int(retrieval.gap.argmax())
        return self._base.gaps[place].title if retrieval.gap[place] >= self._policy.gap_at else ""


_OF_THE_QUESTION = frozenset({ReasonCode.EVIDENCE, ReasonCode.COMMITMENT})


def _bears_on(cap: Cap, recommendation: Recommendation) -> bool:
    """Whether a reason tells something: where nothing answers, what the nearest statement lacks does not matter."""
    return cap.at_most is recommendation or cap.reason.code in _OF_THE_QUESTION


def _best_id(proposal: Proposal) -> str:
    return proposal.best.statement if proposal.best else ""


def _no_further(remembering: Proposal, plain: Proposal) -> Proposal:
    """Hold what memory proposes to what is settled without it: verdicts are evidence for suggestions alone."""
    settled = remembering.recommendation is Recommendation.SETTLED
    same = _best_id(plain) == _best_id(remembering)
    if not settled or (plain.recommendation is Recommendation.SETTLED and same):
        return remembering
    reason = Reason(ReasonCode.REMEMBERED, "Only earlier verdicts speak for this; a person must decide.")
    return replace(remembering, recommendation=Recommendation.SUGGESTED, yes_no=None, reasons=(reason,))


def read_question(question: Asked) -> list[Understanding]:
    """Return the question as read, followed by its parts where it asks several things."""
    whole = understand(question.text, question.section, question.closed)
    if len(whole.parts) < 2:
        return [whole]
    return [whole, *(understand(part, whole.parts[0]) for part in whole.parts)]


def _yes_no(situation: Situation, recommendation: Recommendation) -> YesNo | None:
    """Return the approved answer to a closed question that is settled; a describing question has none."""
    if not situation.closed or recommendation is not Recommendation.SETTLED:
        return None
    return YesNo.NO if _refuted(situation.best) else situation.best.yes_no


def _promise(situation: Situation, best: Scored) -> tuple[Block, ...]:
    if not situation.understood.commitment or best.statement.commits:
        return ()
    return (Block(BlockKind.COMMITMENT, "A promise is asked for; legal must decide."),)


def _refuted(best: Scored) -> tuple[str, ...]:
    """Return the asked values that the statement says otherwise about; a question approved word for word has none."""
    return () if best.exact else tuple(demand.text for demand in best.coverage.hard if demand.refuted)


def _settling(best: Scored) -> Reason:
    if _refuted(best):
        return Reason(ReasonCode.VALUE, f"{best.statement.id} states another value than “{_refuted(best)[0]}”.")
    if best.exact:
        return Reason(ReasonCode.EXACT, f"The owner of {best.statement.id} approved this very question.")
    return Reason(ReasonCode.COVERED, f"{best.statement.id} states everything that is asked.")


_IF = re.compile(r"^\s*if\s+(?P<said>yes|so|no|not)\b", re.IGNORECASE)


def _contradicts(question: Asked, answer: YesNo) -> bool:
    """Whether a follow-up asks for the case that its parent's answer rules out."""
    begins = _IF.match(question.text)
    wanted = awaited(question.condition or (begins[0] if begins else ""))
    return wanted is not None and answer in (YesNo.YES, YesNo.NO) and answer is not wanted


def _with_parents(questions: Sequence[Asked], proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Hold every follow-up to its parent, wherever that stands; a parent that follows up is held to its own first."""
    places = {question.key: place for place, question in enumerate(questions)}
    held: dict[str, Proposal] = {}

    def hold(place: int, above: frozenset[str]) -> Proposal:
        question = questions[place]
        parent = places.get(question.parent or "")
        if parent is not None and question.parent not in held and question.parent not in above:
            held[questions[parent].key] = hold(parent, above | {question.key})
        told = "" if parent is None else questions[parent].id or ""
        return _with_parent(proposals[place], question, held, told)

    return tuple(hold(place, frozenset()) for place in range(len(questions)))


def _with_parent(proposal: Proposal, question: Asked, decided: Mapping[str, Proposal], named: str = "") -> Proposal:
    """Hold a follow-up to its parent: settled and usable only with it, not applicable where its condition is not met.

    What is written under a parent that may not be answered would give its answer away.
    """
    if not question.parent:
        return proposal
    parent = decided.get(question.parent)
    if parent is None or parent.recommendation is not Recommendation.SETTLED:
        told = "The question that this one follows up on is not settled."
    elif parent.blocks:
        told = "The question that this one follows up on may not be answered now."
    elif parent.yes_no is not None and _contradicts(question, parent.yes_no):
        told = f"Not applicable: see {named or parent.key}, which is answered {parent.yes_no}."
    else:
        return proposal
    reason = Reason(ReasonCode.FOLLOW_UP, told)
    return replace(
        proposal,
        recommendation=min(proposal.recommendation, Recommendation.SUGGESTED),
        yes_no=None,
        reasons=(reason, *proposal.reasons),
    )
