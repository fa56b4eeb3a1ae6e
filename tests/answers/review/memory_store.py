"""A questionnaire of the workspace in memory: the same contract as the database's, for tests of the review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from answers.questionnaire import CellAddress, Question, SlotKind, SlotRole
from answers.review.decision import Act, Decision, Standing
from answers.review.lines import Line, Opened
from answers.review.log import Conflict, Entry, Log, NewEntry
from answers.review.normal_form import normal_forms
from answers.review.states import QuestionnaireRecord, State, check_step
from answers.review.store import Note, Told
from knowledge.errors import InputRejected
from knowledge.statement import Disclosure, KnowledgeBase, YesNo
from tests import builders

START = datetime(2026, 11, 1, 9, tzinfo=UTC)
Clock = Callable[[], datetime]


def ticking(seconds: float = 10.0) -> Clock:
    """Return a clock that goes on by so many seconds whenever it is read."""
    now = START

    def read() -> datetime:
        nonlocal now
        now += timedelta(seconds=seconds)
        return now

    return read


def opened(
    number: int = 1,
    text: str = "Are backups encrypted?",
    *,
    asked: Question | None = None,
    base: KnowledgeBase | None = None,
    rests_on: dict[str, str] | None = None,
    **changes: object,
) -> Opened:
    """Return a question on row ``number`` with a choice and a comment, and the proposal of ``bk-enc`` for it.

    ``changes`` go into the proposal; the hashes that it rests on are those of ``base``.
    """
    asked = asked or builders.question(
        builders.slot(SlotRole.ANSWER, SlotKind.CHOICE, "Yes", "No", "N/A", cell=f"C{number}"),
        builders.slot(SlotRole.COMMENT, cell=f"D{number}"),
        text=text,
    )
    asked = replace(asked, address=CellAddress("S", f"B{number}"), id=asked.id or str(number))
    yes = replace(builders.proposal().candidates[0], yes_no=YesNo.YES)
    made = replace(builders.proposal(), **{"key": asked.key, "candidates": (yes,), **changes})  # type: ignore[arg-type]
    known = base or builders.base()
    hashes = {each.id: each.sha256 for each in known.statements}
    return Opened(asked, made, hashes if rests_on is None else rests_on)


def line_of(one: Opened, position: int, base: KnowledgeBase, normalised: str) -> Line:
    """Return the line that a list shows of a question."""
    question, proposal = one.question, one.proposal
    best = base.statement(proposal.best.statement) if proposal.best else None
    return Line(
        key=question.key,
        position=position,
        id=question.id or question.key,
        text=question.text,
        section=question.section,
        recommendation=proposal.recommendation,
        confidence=proposal.confidence,
        blocked=bool(proposal.blocks),
        gated=best is not None and best.disclosure is not Disclosure.PUBLIC,
        statement=proposal.best.statement if proposal.best else None,
        normalised=normalised,
    )


class MemoryStore:
    """One questionnaire; several sessions may share it, as several reviewers share a database."""

    def __init__(
        self,
        questions: Sequence[Opened],
        *,
        base: KnowledgeBase | None = None,
        told: Sequence[Told] = (),
        clock: Clock | None = None,
        account: str | None = None,
        name: str = "questions.xlsx",
    ) -> None:
        known = base or builders.base()
        self._questions = {one.question.key: one for one in questions}
        forms = normal_forms([one.question for one in questions])
        self._lines = [
            line_of(one, place, known, form) for place, (one, form) in enumerate(zip(questions, forms, strict=True))
        ]
        self._entries: list[Entry] = []
        self._notes: list[Note] = []
        self._told = tuple(told)
        self._clock = clock or ticking()
        self._record = QuestionnaireRecord(1, name, "0" * 64, State.NEW, account, questions=len(questions))
        self.changes: list[tuple[str, State, str]] = []
        """Who changed the state, to what and why, oldest first."""

    def record(self) -> QuestionnaireRecord:
        """Return the questionnaire as it stands now."""
        decisions = [line.standing.decision for line in self.lines()]
        done = sum(decision is not None and decision.is_done for decision in decisions)
        waiting = sum(decision is not None and decision.act is Act.ASK_EXPERT for decision in decisions)
        return replace(self._record, decided=done, waiting=waiting)

    def lines(self) -> Sequence[Line]:
        """Return the questions in file order, as they stand."""
        log = Log(self._entries)
        return [
            replace(
                line,
                standing=log.standing(line.key),
                version=log.version(line.key),
                decided_by=log.decided_by(line.key),
            )
            for line in self._lines
        ]

    def opened(self, key: str) -> Opened:
        """Return one question with slots and proposal."""
        return self._questions[key]

    def entries(self, after: int = 0) -> Sequence[Entry]:
        """Return the log entries with a number above ``after``."""
        return [entry for entry in self._entries if entry.number > after]

    def append(self, by: str, entries: Sequence[NewEntry]) -> Sequence[Entry]:
        """Append all entries or none."""
        for new in entries:
            latest = next((each for each in reversed(self._entries) if each.question == new.question), None)
            if latest is not None and latest.number != new.expected:
                raise Conflict(new.question, latest)
            if latest is None and new.expected:
                raise InputRejected(f"{new.question}: there is no entry {new.expected}.", "Open it again.")
        if entries and self._record.state is not State.IN_REVIEW:
            self.change_state(by, State.IN_REVIEW, "a decision was taken")
        first, now = len(self._entries) + 1, self._clock()
        made = [
            Entry(first + place, first, new.question, by, now, new.after, new.step, new.reverses)
            for place, new in enumerate(entries)
        ]
        self._entries += made
        return made

    def notes(self, key: str) -> Sequence[Note]:
        """Return the notes of a question, oldest first."""
        return [note for note in self._notes if note.question == key]

    def add_note(self, by: str, key: str, text: str) -> Note:
        """Add a note."""
        note = Note(key, by, self._clock(), text)
        self._notes.append(note)
        return note

    def told(self) -> Sequence[Told]:
        """Return what the account was told before."""
        return self._told

    def change_state(self, by: str, then: State, why: str = "") -> QuestionnaireRecord:
        """Change the questionnaire's state."""
        check_step(self._record.name, self._record.state, then)
        self._record = replace(self._record, state=then)
        if then is State.SIGNED_OFF:
            self._record = replace(self._record, signed_off_by=by, signed_off_at=self._clock())
        self.changes.append((by, then, why))
        return self.record()


def decided(act: Act = Act.EDIT, text: str = "Backups are encrypted.", **changes: object) -> Decision:
    """Return a decision in public words, with the given fields changed."""
    return replace(Decision(act, text=text, disclosure=Disclosure.PUBLIC), **changes)  # type: ignore[arg-type]


def standing(line: Line, decision: Decision | None, **changes: object) -> Line:
    """Return the line as standing at that decision."""
    return replace(line, standing=replace(Standing(decision), **changes))  # type: ignore[arg-type]
