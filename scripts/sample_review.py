"""A workspace with a self-made questionnaire of any length, for measuring and picturing the review."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from answers.proposal import Block, BlockKind, Candidate, Part, Proposal, Reason, ReasonCode, Recommendation
from answers.questionnaire import CellAddress, Option, Question, QuestionKind, Slot, SlotKind, SlotRole
from knowledge.accounts import Account, NdaBasis, NdaRecord
from knowledge.statement import AskedForm, Disclosure, KnowledgeBase, Statement, YesNo
from segq.storage.records import Arrived, Arriving
from segq.storage.workspace import Clock, Workspace, now, open_workspace

AS_OF = date(2026, 11, 25)
OPTIONS = tuple(Option(text, text) for text in ("Yes", "No", "Partly", "N/A"))
_UNKNOWN = (
    "Do you run a red team exercise against the {} every quarter?",
    "Who signs off residual risk for the {}?",
    "Describe how the {} is protected from insider threats.",
    "Is there a documented exit plan for the {}?",
)
_OVER = ("billing module", "analytics service", "mobile application", "reporting engine", "public API", "support desk")
_MIX = (2, 2, 2, 1, 2, 0, 2, 1, 3, 2, 1, 2)
"""Recommendations in turn, 3 for a settled one that is blocked."""


def sample_workspace(
    location: Path, base: KnowledgeBase, count: int, name: str = "vendor-review.xlsx", clock: Clock = now
) -> Workspace:
    """Return a new workspace with one account under NDA and one questionnaire of ``count`` questions."""
    workspace = open_workspace(location, create=True, clock=clock)
    nda = NdaRecord(NdaBasis.NDA, date(2026, 3, 2), parties=("Acme Ltd",), evidence="contracts/acme-nda.pdf")
    workspace.add_account("ana", Account("Acme", ("acme.example",), (nda,)))
    workspace.add_questionnaire("ana", sample_questionnaire(base, count, name))
    return workspace


def sample_questionnaire(base: KnowledgeBase, count: int, name: str = "vendor-review.xlsx") -> Arrived:
    """Return a questionnaire of ``count`` questions with proposals, as if it had been read from a file."""
    data = f"{name} {count}".encode()
    questions = tuple(_arriving(place, asked, base) for place, asked in enumerate(islice(_asked(base), count)))
    return Arrived(
        name=name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        account="Acme",
        due=date(2026, 11, 27),
        questions=questions,
        asked_as_of=AS_OF,
    )


def _asked(base: KnowledgeBase) -> Iterator[tuple[Statement, AskedForm, int]]:
    """Yield statements with one of their questions and a round, without end."""
    forms = [(statement, form) for statement in base.statements for form in statement.questions]
    step, place = 37, 0
    while True:
        statement, form = forms[place * step % len(forms)]
        yield statement, form, place // len(forms)
        place += 1


def _arriving(place: int, asked: tuple[Statement, AskedForm, int], base: KnowledgeBase) -> Arriving:
    statement, form, again = asked
    kind = _MIX[place % len(_MIX)]
    where = _OVER[(place // 5) % len(_OVER)]
    text = _UNKNOWN[place % len(_UNKNOWN)].format(where) if kind == 0 else form.ask
    text = f"{text} (for the {where})" if again and kind else text
    question = _question(place, text, statement, closed=form.yes_no is not None)
    candidates = _candidates(place, kind, statement, form, base)
    proposal = Proposal(
        key=question.key,
        recommendation=Recommendation(min(kind, 2)),
        confidence=candidates[0].confidence if candidates else 0.2,
        candidates=candidates,
        yes_no=form.yes_no if candidates else None,
        blocks=(Block(BlockKind.EXPIRED, f"{statement.id} was to be reviewed by 2026-10-01."),) if kind == 3 else (),
        reasons=(_reason(kind),),
    )
    rests_on = {statement.id: statement.sha256} if candidates else {}
    gated = bool(candidates) and statement.disclosure is not Disclosure.PUBLIC
    return Arriving(question, proposal, rests_on, gated)


def _candidates(
    place: int, kind: int, statement: Statement, form: AskedForm, base: KnowledgeBase
) -> tuple[Candidate, ...]:
    """Return the statement that was asked for, with two others behind it; none for a question nobody answers."""
    if kind == 0:
        return ()
    best = Candidate(
        statement=statement.id,
        confidence=0.97 - place % 7 / 50 - 0.3 * (kind == 1),
        parts=_parts(place),
        covered=tuple(statement.aliases[:2]),
        missing=("quarterly", "tested") if kind == 1 else (),
        yes_no=form.yes_no,
        phrase=form.ask,
    )
    size = len(base.statements)
    others = [_other(base.statements[(place * 13 + offset * 29) % size], offset, place) for offset in (1, 2)]
    return (best, *others)


def _question(place: int, text: str, statement: Statement, *, closed: bool) -> Question:
    row = place + 3
    answer = Slot(CellAddress("Controls", f"D{row}"), SlotKind.CHOICE, SlotRole.ANSWER, OPTIONS)
    long = Slot(CellAddress("Controls", f"D{row}"), SlotKind.TEXT, SlotRole.ANSWER, max_chars=600)
    comment = Slot(CellAddress("Controls", f"E{row}"), SlotKind.TEXT, SlotRole.COMMENT, max_chars=400)
    return Question(
        CellAddress("Controls", f"C{row}"),
        text,
        id=f"{place // 25 + 1}.{place % 25 + 1}",
        section=statement.source.section if statement.source else "General",
        guidance="Answer for the production service." if place % 6 == 0 else "",
        kind=QuestionKind.YES_NO if closed else QuestionKind.DESCRIBE,
        slots=(answer, comment) if closed else (long,),
    )


def _parts(place: int) -> tuple[Part, ...]:
    names = ("question", "lexical", "fuzzy", "support", "facets", "lead")
    return tuple(Part(name, round(0.95 - (place * 7 + number * 13) % 40 / 100, 3)) for number, name in enumerate(names))


def _other(statement: Statement, offset: int, place: int) -> Candidate:
    answer = YesNo.YES if statement.questions and statement.questions[0].yes_no else None
    return Candidate(
        statement.id, 0.55 - offset * 0.08, _parts(place + offset), tuple(statement.aliases[:1]), yes_no=answer
    )


def _reason(kind: int) -> Reason:
    return {
        0: Reason(ReasonCode.NO_MATCH, "No approved statement is about this."),
        1: Reason(ReasonCode.FACET_MISSING, "Asked, and not stated: quarterly, tested."),
    }.get(kind, Reason(ReasonCode.EXACT, "The question is an approved one, word for word."))
