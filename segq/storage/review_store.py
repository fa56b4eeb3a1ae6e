"""One questionnaire's review over the tables: what a call returns is on disk, and no other writer is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select

from answers.proposal import Proposal, Recommendation
from answers.questionnaire import Question
from answers.review.decision import UNTOUCHED, Standing
from answers.review.lines import Line, Opened
from answers.review.log import Conflict, Entry, NewEntry
from answers.review.states import QuestionnaireRecord, State
from answers.review.store import Note, Told
from knowledge.errors import InputRejected
from segq.storage.audit import Change, Kind
from segq.storage.changing import change_state
from segq.storage.database import Database
from segq.storage.encoding import as_plain, encodable, from_json
from segq.storage.ledger import told_before
from segq.storage.logged import Logged, deciders, entries_of, entry_numbered, logged, standing_row
from segq.storage.questionnaires import one_record
from segq.storage.tables import contents, notes, questions, standings

Values = dict[str, Any]

_HASHES = dict[str, str]
_FEW = 200
"""So many questions are looked up by name; for more, all are read."""
_RECOMMENDATIONS = {int(each): each for each in Recommendation}


class StoredReview:
    """The :class:`answers.review.store.ReviewStore` of one questionnaire."""

    def __init__(self, database: Database, questionnaire: int, clock: Callable[[], datetime]) -> None:
        self._database, self._id, self._clock = database, questionnaire, clock

    def record(self) -> QuestionnaireRecord:
        """Return the questionnaire as it stands now."""
        with self._database.reading() as connection:
            return one_record(connection, self._id)

    def lines(self) -> Sequence[Line]:
        """Return its questions in file order; no proposal is read."""
        stands = and_(standings.c.questionnaire == questions.c.questionnaire, standings.c.question == questions.c.key)
        found = (
            select(*_LISTED)
            .join(standings, stands, isouter=True)
            .where(questions.c.questionnaire == self._id)
            .order_by(questions.c.position)
        )
        with self._database.reading() as connection:
            return tuple(_line(row) for row in connection.execute(found))

    def opened(self, key: str) -> Opened:
        """Return one question with slots and proposal; raises InputRejected for a key that there is not."""
        same = and_(contents.c.questionnaire == questions.c.questionnaire, contents.c.position == questions.c.position)
        found = select(contents).join(questions, same).where(questions.c.questionnaire == self._id)
        with self._database.reading() as connection:
            row = connection.execute(found.where(questions.c.key == key)).first()
        if row is None:
            raise _unknown(key)
        return Opened(
            from_json(row.question, Question), from_json(row.proposal, Proposal), from_json(row.rests_on, _HASHES)
        )

    def entries(self, after: int = 0) -> Sequence[Entry]:
        """Return the log entries with a number above ``after``, oldest first."""
        with self._database.reading() as connection:
            return entries_of(connection, self._id, after)

    def append(self, by: str, entries: Sequence[NewEntry]) -> Sequence[Entry]:
        """Append all entries or none; raises Conflict where a question's version is not the expected one.

        It brings a signed-off or released questionnaire back into review, whatever the writer believed it to be.
        """
        if not entries:
            return ()
        with self._database.writing() as connection:
            change = Change(connection, encodable(by), self._clock())
            _check(connection, self._id, entries)
            change_state(change, self._id, State.IN_REVIEW, "a decision was taken")
            first = change.head.number + 1
            decided = deciders(connection, self._id, by, entries)
            rows = [logged(entry, first, who) for entry, who in zip(entries, decided, strict=True)]
            numbers = change.record_all(Kind.DECISION, [as_plain(row, Logged) for row in rows], self._id)
            kept = [
                Entry(number, first, entry.question, by, change.at, entry.after, entry.step, entry.reverses)
                for number, entry in zip(numbers, entries, strict=True)
            ]
            _stand(connection, self._id, [standing_row(self._id, *each) for each in zip(kept, decided, strict=True)])
        return tuple(kept)

    def notes(self, key: str) -> Sequence[Note]:
        """Return the notes of a question, oldest first."""
        mine = (notes.c.questionnaire == self._id, notes.c.question == key)
        with self._database.reading() as connection:
            rows = connection.execute(select(notes).where(*mine).order_by(notes.c.id)).all()
        return tuple(Note(row.question, row.by, row.at, row.text) for row in rows)

    def add_note(self, by: str, key: str, text: str) -> Note:
        """Add a note; raises InputRejected for an empty one and for a key that there is not."""
        if not text.strip():
            raise InputRejected(f"{key}: the note is empty.", "Write something.")
        with self._database.writing() as connection:
            change = Change(connection, encodable(by), self._clock())
            if key not in _versions(connection, self._id, [key]):
                raise _unknown(key)
            note = Note(key, by, change.at, encodable(text.strip()))
            kept = {"questionnaire": self._id, "question": key, "by": by, "at": note.at, "text": note.text}
            connection.execute(insert(notes).values(kept))
            change.record(Kind.NOTE, {"question": key, "text": note.text}, self._id)
        return note

    def told(self) -> Sequence[Told]:
        """Return what the questionnaire's account was told before, newest first; nothing without an account."""
        with self._database.reading() as connection:
            return told_before(connection, self._id)

    def change_state(self, by: str, then: State, why: str = "") -> QuestionnaireRecord:
        """Change the questionnaire's state; raises PolicyRefused where the step is not allowed."""
        with self._database.writing() as connection:
            change_state(Change(connection, encodable(by), self._clock()), self._id, then, why)
            return one_record(connection, self._id)


def _check(connection: Connection, questionnaire: int, entries: Sequence[NewEntry]) -> None:
    """Raise where a question is unknown or named twice, or where another has written since it was read."""
    versions = _versions(connection, questionnaire, [entry.question for entry in entries])
    for entry in entries:
        if entry.question not in versions:
            raise _unknown(entry.question)
        version = versions[entry.question]
        if entry.expected and not version:
            raise InputRejected(f"{entry.question}: there is no entry {entry.expected}.", "Open it again.")
        if version != entry.expected:
            raise Conflict(entry.question, entry_numbered(connection, questionnaire, version))
    if len({entry.question for entry in entries}) != len(entries):
        raise InputRejected("A question stands twice in what is to be decided.", "Decide each once.")


def _versions(connection: Connection, questionnaire: int, keys: Sequence[str]) -> dict[str, int]:
    """Return the version of each of these questions that there is, 0 where nothing was decided."""
    stands = and_(standings.c.questionnaire == questions.c.questionnaire, standings.c.question == questions.c.key)
    found = select(questions.c.key, standings.c.version).join(standings, stands, isouter=True)
    mine = found.where(questions.c.questionnaire == questionnaire)
    if len(keys) <= _FEW:
        mine = mine.where(questions.c.key.in_(keys))
    return {key: version or 0 for key, version in connection.execute(mine)}


def _unknown(key: str) -> InputRejected:
    return InputRejected(f"{key}: no such question in this questionnaire.", "List them with `segq status ID`.")


def _stand(connection: Connection, questionnaire: int, rows: Sequence[Values]) -> None:
    """Keep where the questions stand now."""
    gone = delete(standings).where(
        standings.c.questionnaire == questionnaire, standings.c.question == bindparam("gone")
    )
    connection.execute(gone, [{"gone": row["question"]} for row in rows])
    connection.execute(insert(standings), rows)


_LISTED = (
    *(questions.c[name] for name in ("key", "position", "id", "text", "section", "recommendation", "confidence")),
    *(questions.c[name] for name in ("blocked", "gated", "statement", "normalised")),
    *(standings.c[name] for name in ("content", "version", "by")),
)
"""The fields of a line in their order."""


def _line(row: Sequence[Any]) -> Line:
    key, position, id_, text, section, recommendation, *rest = row
    confidence, blocked, gated, statement, normalised, content, version, by = rest
    proposed = (_RECOMMENDATIONS[recommendation], confidence, blocked, gated, statement)
    standing = from_json(content, Standing) if content else UNTOUCHED
    return Line(key, position, id_, text, section, *proposed, normalised, standing, version or 0, by or "")
