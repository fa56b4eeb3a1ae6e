"""Everything a reviewer wants to know of one question, the most telling first, as one text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from answers.proposal import Candidate, Recommendation
from answers.questionnaire import Question, Slot, SlotRole
from answers.review.decision import Act, Decision
from answers.review.lines import Line, Opened
from answers.review.log import Entry, Step
from answers.review.offering import Offer, legal_options
from answers.review.store import Note
from answers.review.told_before import Earlier
from knowledge.disclosure import NO_CLEARANCE, Clearance
from knowledge.statement import Disclosure, KnowledgeBase, Statement
from segq.statement_view import DISCLOSED, approved_how, review_day
from segq.tui.differences import Change, differences
from segq.tui.plain_text import one_line, visible
from segq.tui.wording import local_time, status_of

MUTED, STRONG, LABEL, WARNING, GOOD = "$text-muted", "bold", "bold $text-accent", "bold $text-warning", "$text-success"
Piece = tuple[str, str]
"""A text and its style."""
_VERDICT = {
    Recommendation.SETTLED: "SETTLED",
    Recommendation.SUGGESTED: "SUGGESTED",
    Recommendation.NONE: "NO ANSWER",
}
_TOLD_SHOWN, _HISTORY_SHOWN = 3, 6


@dataclass(frozen=True, slots=True)
class Shown:
    """One opened question with what stands around it."""

    line: Line
    opened: Opened
    base: KnowledgeBase
    as_of: date
    chosen: int = 0
    """Place of the candidate that accept and edit take."""
    offer: Offer | None = None
    """What accepting it would write."""
    parent: Line | None = None
    earlier: Sequence[Earlier] = ()
    """What the account was told before."""
    notes: Sequence[Note] = ()
    history: Sequence[Entry] = ()
    stale: str = ""
    """Why the decision no longer stands."""
    warnings: Sequence[str] = ()
    """What does not fit other answers, or what the account was told."""
    alike: int = 0
    """How many other questions are identical."""
    clearance: Clearance = NO_CLEARANCE


def detail_content(shown: Shown) -> Content:
    """Return the text of the detail pane."""
    pieces: list[Piece] = []
    for part in (_question, _decision, _verdict, _candidates, _asked_how, _told, _notes, _parts, _history):
        pieces += part(shown)
    return Content.assemble(*pieces)


def _question(shown: Shown) -> Iterator[Piece]:
    question, line = shown.opened.question, shown.line
    place = " · ".join(filter(None, (line.id, question.section, str(question.kind), question.key)))
    yield f"{one_line(place)}\n", MUTED
    yield from emphasised(visible(question.text), _matched(shown))
    yield "\n", ""
    if shown.alike:
        yield f"{shown.alike} identical question{'s' if shown.alike > 1 else ''} in this questionnaire\n", MUTED


def _matched(shown: Shown) -> tuple[str, ...]:
    best = _candidate(shown)
    return best.covered if best else ()


def _candidate(shown: Shown) -> Candidate | None:
    candidates = shown.opened.proposal.candidates
    return candidates[shown.chosen] if shown.chosen < len(candidates) else None


def emphasised(text: str, words: Sequence[str]) -> Iterator[Piece]:
    """Yield the text with the given words in it underlined, wherever they stand as whole words."""
    found = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word.strip())
    if not found:
        yield text, STRONG
        return
    for place, piece in enumerate(re.split(rf"(?<!\w)({found})(?!\w)", text, flags=re.IGNORECASE)):
        if piece:
            yield piece, f"{STRONG} underline" if place % 2 else STRONG


def _decision(shown: Shown) -> Iterator[Piece]:
    decision = shown.line.standing.decision
    if shown.line.standing.flagged:
        yield "⚑ flagged for a second look\n", WARNING
    if shown.stale:
        yield f"! stale: {one_line(shown.stale)} Decide again, or accept what stands now.\n", WARNING
    for warning in shown.warnings:
        yield f"! {one_line(warning)}\n", WARNING
    if decision is None:
        return
    status = status_of(shown.line)
    yield f"{status.glyph} {status.word}", f"bold {GOOD}"
    yield f" by {one_line(shown.line.decided_by)}", MUTED
    option = f" → {one_line(decision.option)}" if decision.option else ""
    yield f"{option}{_about(decision)}\n", ""
    yield from edit_pieces(decision)


def _about(decision: Decision) -> str:
    """Return whom was asked, why it was skipped, and how far the answer may go."""
    told = [f"asked {decision.expert}" if decision.act is Act.ASK_EXPERT else ""]
    told += [decision.reason if decision.act in {Act.SKIP, Act.ASK_EXPERT} else ""]
    told += [DISCLOSED[decision.disclosure] if decision.answers else ""]
    told += [f"from {decision.statement}" if decision.statement else ""]
    return "".join(f" · {one_line(each)}" for each in told if each)


def edit_pieces(decision: Decision) -> Iterator[Piece]:
    """Yield the answer's text, an edit of an approved wording with its changes marked."""
    if not decision.text:
        return
    if decision.act is Act.EDIT and decision.approved_text:
        yield from diff_pieces(decision.approved_text, decision.text)
    else:
        yield f"  {visible(decision.text)}", ""
    yield "\n", ""


def diff_pieces(before: str, after: str) -> Iterator[Piece]:
    """Yield two texts as one, what was taken out and put in marked by signs and style."""
    styles = {Change.SAME: "", Change.TAKEN_OUT: "$text-error strike", Change.PUT_IN: "$text-success bold"}
    yield "  ", ""
    for piece in differences(visible(before), visible(after)):
        yield piece.marked(), styles[piece.change]


def _verdict(shown: Shown) -> Iterator[Piece]:
    proposal = shown.opened.proposal
    yield f"\n{_VERDICT[proposal.recommendation]}", LABEL
    yield f" {proposal.confidence:.2f}" if proposal.candidates else "", ""
    yield f" → {proposal.yes_no}" if proposal.yes_no else "", ""
    yield "\n", ""
    for block in proposal.blocks:
        yield f"▲ {block.kind}: {one_line(block.text)}\n", WARNING
    for reason in proposal.reasons:
        yield f"- {one_line(reason.text)}\n", ""
    document = shown.base.document(proposal.document or "")
    if document:
        yield f"document: {one_line(document.title)}: {one_line(document.obtain)}\n", ""
    if not proposal.candidates:
        yield "Press K to look through the knowledge base, e to write an answer, s to ask an expert.\n", MUTED


def _candidates(shown: Shown) -> Iterator[Piece]:
    for place, candidate in enumerate(shown.opened.proposal.candidates):
        statement = shown.base.statement(candidate.statement)
        chosen = place == shown.chosen
        yield f"{'▸' if chosen else ' '}{place + 1} ", LABEL if chosen else MUTED
        yield f"{candidate.statement}", STRONG if chosen else ""
        yield from _candidate_head(candidate, statement, shown)
        if chosen:
            yield from _candidate_body(candidate, statement, shown)


def _candidate_head(candidate: Candidate, statement: Statement | None, shown: Shown) -> Iterator[Piece]:
    yield f" → {candidate.yes_no}" if candidate.yes_no else "", ""
    yield f"  {candidate.confidence:.2f}", MUTED
    if statement is None:
        yield "  no longer in the knowledge base\n" if shown.base.statements else "\n", WARNING
        return
    yield f"  {one_line(statement.title)}", ""
    yield from badge(statement.disclosure, shown.clearance)
    yield "\n", ""


def badge(level: Disclosure, clearance: Clearance) -> Iterator[Piece]:
    """Yield how far a text may go, and whether this account gets it."""
    if level is Disclosure.PUBLIC:
        yield "  public", MUTED
        return
    withheld = "" if clearance.covers(level) else ", withheld"
    yield f"  [{DISCLOSED[level]}{withheld}]", WARNING


def _candidate_body(candidate: Candidate, statement: Statement | None, shown: Shown) -> Iterator[Piece]:
    if shown.offer is not None:
        option = shown.offer.decision.option
        yield f"   writes {one_line(option)}: " if option else "   ", STRONG
        yield f"{visible(shown.offer.decision.text)}\n", ""
    if shown.offer is not None and shown.offer.wants_option:
        yield f"   ▲ pick an option with o: {one_line(shown.offer.why)}\n", WARNING
    if candidate.covered:
        yield f"   covers: {one_line(', '.join(candidate.covered))}\n", GOOD
    if candidate.missing:
        yield f"   not stated: {one_line(', '.join(candidate.missing))}\n", WARNING
    if statement is not None:
        yield f"   {_whence(statement, shown.base)}\n", MUTED


def _whence(statement: Statement, base: KnowledgeBase) -> str:
    source = statement.source
    document = base.document(source.document) if source else None
    named = f"{document.title if document else source.document}, {source.section} · " if source else ""
    made_of = f"made of {', '.join(statement.components)} · " if statement.components else ""
    return one_line(f"{named}{made_of}{approved_how(statement)} · review by {review_day(statement)}")


def _asked_how(shown: Shown) -> Iterator[Piece]:
    question = shown.opened.question
    rows = (
        ("guidance", question.guidance),
        ("follow-up", _follow_up(question, shown.parent)),
        ("options", " | ".join(option.text for option in legal_options(question))),
        ("there now", "; ".join(f"{slot.role}: {slot.existing}" for slot in question.slots if slot.existing)),
        ("limits", "; ".join(filter(None, map(_limits, question.slots)))),
        ("also asked", ", ".join(sorted({str(slot.role) for slot in question.slots} - {SlotRole.ANSWER.value}))),
    )
    yield "\n", ""
    for name, text in rows:
        if text:
            yield f"{name}: ", LABEL
            yield f"{one_line(text)}\n", ""


def _follow_up(question: Question, parent: Line | None) -> str:
    if parent is None:
        return question.condition
    status = status_of(parent)
    option = parent.standing.decision.option if parent.standing.decision else None
    answered = f"{status.word}{f' {option}' if option else ''}"
    return f"{question.condition or 'follows'} {parent.id} “{parent.text}” ({answered})"


def _limits(slot: Slot) -> str:
    found = [f"at most {slot.max_chars} characters"] if slot.max_chars else []
    found += [f"at most {slot.max_words} words"] if slot.max_words else []
    return f"{slot.role} {', '.join(found)}" if found else ""


def _told(shown: Shown) -> Iterator[Piece]:
    if not shown.earlier:
        return
    yield "\ntold this account before\n", LABEL
    for earlier in shown.earlier[:_TOLD_SHOWN]:
        told = earlier.told
        option = f" → {one_line(told.option)}" if told.option else ""
        yield f"  {told.on:%Y-%m-%d} in {one_line(told.questionnaire)}{option}  ({earlier.likeness})\n", ""
        if earlier.difference:
            yield f"  ! {one_line(earlier.difference)}\n", WARNING
        yield from _told_text(told.text, shown)
    if len(shown.earlier) > _TOLD_SHOWN:
        yield f"  and {len(shown.earlier) - _TOLD_SHOWN} more\n", MUTED


def _told_text(text: str, shown: Shown) -> Iterator[Piece]:
    """Yield what was told, with what would be said otherwise now."""
    decision = shown.line.standing.decision
    now = decision.text if decision else shown.offer.decision.text if shown.offer else ""
    if text and now and text != now:
        yield from diff_pieces(text, now)
        yield "  (then → now)\n", MUTED
    elif text:
        yield f"  {visible(text)}\n", MUTED


def _notes(shown: Shown) -> Iterator[Piece]:
    if shown.notes:
        yield "\nnotes\n", LABEL
    for note in shown.notes:
        yield f"  {local_time(note.at)} {one_line(note.by)}: ", MUTED
        yield f"{visible(note.text)}\n", ""


def _parts(shown: Shown) -> Iterator[Piece]:
    candidate = _candidate(shown)
    parts = [part for part in candidate.parts if part.value] if candidate else []
    if candidate and parts:
        yield f"\nparts of {candidate.statement}, each 0–1: ", LABEL
        yield " · ".join(f"{part.name} {part.value:.2f}" for part in parts) + "\n", MUTED


def _history(shown: Shown) -> Iterator[Piece]:
    if not shown.history:
        return
    yield "\nhistory\n", LABEL
    for entry in reversed(shown.history[-_HISTORY_SHOWN:]):
        decision = entry.after.decision
        did = str(decision.act) if decision else "cleared"
        how = "" if entry.step is Step.DECIDED else f" ({entry.step})"
        option = f" → {one_line(decision.option)}" if decision and decision.option else ""
        yield f"  {local_time(entry.at)} {one_line(entry.by)}: {did}{option}{how}\n", MUTED
