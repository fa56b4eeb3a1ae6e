"""From an incoming file, or pasted questions, to a questionnaire of the workspace with a proposal for each."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from answers.decide import Decider, asked_from
from answers.proposal import Proposal
from answers.questionnaire import Doubt, Question
from answers.review.states import QuestionnaireRecord
from exporters.formats import format_of
from exporters.ooxml.new_column import NewColumn
from exporters.ooxml.workbook import Workbook
from exporters.password import Password
from knowledge.accounts import clearance_of
from knowledge.approval import members
from knowledge.errors import InputRejected
from knowledge.loading import source_digest
from knowledge.statement import Disclosure, KnowledgeBase
from segq.asked_file import read_asked
from segq.engine import Engine
from segq.intake.profile_matching import ProfileChoice
from segq.intake.reading import read_workbook
from segq.pasted import pasted_csv, pasted_layout, pasted_questions
from segq.settings import Settings
from segq.storage.records import Arrived, Arriving
from segq.storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A questionnaire as it was read, with its bytes; nothing is decided yet."""

    name: str
    data: bytes
    sha256: str
    questions: tuple[Question, ...]
    doubts: tuple[Doubt, ...] = ()
    columns: tuple[NewColumn, ...] = ()
    """Columns that the file lacks and that can be appended for answers."""
    profile: str = ""
    """Name of the layout profile that it was read by."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A questionnaire of the workspace, and whether it was new there."""

    record: QuestionnaireRecord
    added: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known about a questionnaire beside its content."""

    by: str
    account: str | None = None
    """Name of the account, as the workspace has it."""
    due: date | None = None


def read_file(source: Path, layouts: ProfileChoice, password: Password | None = None) -> ReadFile:
    """Return the questions of a file with its bytes; raises InputRejected where it cannot be read or asks nothing."""
    found = read_asked(source, layouts, password)
    asked, data = found.questionnaire, _bytes_of(source)
    profile = found.profile.name if found.profile else ""
    sha256 = hashlib.sha256(data).hexdigest()
    if asked.sha256 not in ("", sha256):
        raise InputRejected(f"{source}: the file changed while it was read.", "Import it again.")
    return ReadFile(source.name, data, sha256, asked.questions, asked.doubts, found.columns.columns, profile)


def read_pasted(text: str, name: str) -> ReadFile:
    """Return pasted questions as a CSV file of that name; raises InputRejected where none are found."""
    pasted = pasted_questions(text)
    data = pasted_csv(pasted)
    with original_on_disk(name, data) as path:
        scanned = format_of(path).read(path)
        assert isinstance(scanned, Workbook)  # noqa: S101 - a CSV file is read as a workbook
        reading = read_workbook(scanned, name, pasted_layout(path.stem, len(pasted)))
    asked = reading.questionnaire.questions
    if len(asked) != len(pasted):
        raise InputRejected(
            f"stdin: {len(asked)} of {len(pasted)} questions could be read.", "Put each question on a line of its own."
        )
    bare = tuple(replace(each, section="" if each.section == path.stem else each.section) for each in asked)
    return ReadFile(name, data, hashlib.sha256(data).hexdigest(), bare)


def known_questionnaire(workspace: Workspace, read: ReadFile, arrival: Arrival) -> Imported | None:
    """Return the questionnaire where the same bytes came from the same account before, due when it now is."""
    same = (read.sha256, arrival.account)
    known = next((each for each in workspace.questionnaires() if (each.sha256, each.account) == same), None)
    if known is None:
        return None
    if arrival.due is not None and arrival.due != known.due:
        known = workspace.set_details(arrival.by, known.id, due=arrival.due)
    return Imported(known, added=False)


def add_file(workspace: Workspace, read: ReadFile, arrival: Arrival, engine: Engine, settings: Settings) -> Imported:
    """Put a read file into the workspace with its proposals; one that is there already is left as it is."""
    arriving = Proposing(workspace, engine, settings).arriving(read.questions, arrival.account)
    record, added = workspace.add_questionnaire(
        arrival.by,
        Arrived(
            name=read.name,
            data=read.data,
            sha256=read.sha256,
            account=arrival.account,
            due=arrival.due,
            doubts=read.doubts,
            columns=read.columns,
            profile=read.profile,
            questions=arriving,
            knowledge_base_sha256=source_digest(settings.knowledge_base),
            asked_as_of=settings.as_of,
        ),
    )
    return Imported(record, added)


def refresh_proposals(workspace: Workspace, id: int, by: str, engine: Engine, settings: Settings) -> bool:  # noqa: A002 - the workspace's own word
    """Propose anew where the knowledge base or the account's clearance is another; returns whether anything was.

    Decisions stay as they are: what they rest on is pinned in them.
    """
    arrived = workspace.arrived(id)
    proposing = Proposing(workspace, engine, settings)
    fresh = proposing.arriving([each.question for each in arrived.questions], arrived.account)
    if all(_same(before, now) for before, now in zip(arrived.questions, fresh, strict=True)):
        return False
    workspace.set_proposals(
        by,
        id,
        fresh,
        knowledge_base_sha256=source_digest(settings.knowledge_base),
        asked_as_of=settings.as_of,
    )
    return True


@dataclass(frozen=True, slots=True)
class Proposing:
    """What proposals in a workspace rest on: the base, earlier verdicts, approved phrasings, the account."""

    workspace: Workspace
    engine: Engine
    settings: Settings

    def arriving(self, questions: Sequence[Question], account: str | None) -> tuple[Arriving, ...]:
        """Return each question with its proposal for that account on the date of the run."""
        known = self.workspace.account(account) if account else None
        clearance = clearance_of(known, self.settings.as_of)
        decider = self._decider()
        proposals = decider.decide([asked_from(each) for each in questions], clearance, self.settings.as_of)
        return tuple(
            Arriving(question, proposal, rests_on(proposal, self.engine.base), is_gated(proposal, self.engine.base))
            for question, proposal in zip(questions, proposals, strict=True)
        )

    def _decider(self) -> Decider:
        return self.engine.remembering(self.workspace.phrasings(), self.workspace.settling())


def rests_on(proposal: Proposal, base: KnowledgeBase) -> dict[str, str]:
    """Return the hash of every statement that the proposal names, components of composites included."""
    named = [base.statement(candidate.statement) for candidate in proposal.candidates]
    return {part.id: part.sha256 for statement in named if statement for part in members(statement, base)}


def is_gated(proposal: Proposal, base: KnowledgeBase) -> bool:
    """Whether the best statement, or a part of it, is not public."""
    statement = base.statement(proposal.best.statement) if proposal.best else None
    return statement is not None and any(
        part.disclosure is not Disclosure.PUBLIC for part in (statement, *members(statement, base))
    )


@contextmanager
def original_on_disk(name: str, data: bytes) -> Iterator[Path]:
    """Lend the bytes as a file of that name in a folder of its own, for the formats' readers and writers."""
    with tempfile.TemporaryDirectory(prefix="segq-") as folder:
        path = Path(folder) / (Path(name).name or "questionnaire")
        path.write_bytes(data)
        yield path


def _same(before: Arriving, now: Arriving) -> bool:
    return (before.proposal, dict(before.rests_on), before.gated) == (now.proposal, dict(now.rests_on), now.gated)


def _bytes_of(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise InputRejected(f"{source}: cannot be read ({error.strerror}).", "Check the path.") from None
