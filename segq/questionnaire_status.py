"""Where a questionnaire of the workspace stands: what is open and why, what hinders its sign-off, what went out."""

from __future__ import annotations

from dataclasses import dataclass

from answers.proposal import Proposal, Recommendation
from answers.questionnaire import Doubt
from answers.review.filters import is_open
from answers.review.lines import Line
from answers.review.session import ReviewSession
from answers.review.signing import Hindrance, sign_off_hindrances
from answers.review.states import QuestionnaireRecord
from segq.storage.records import Release, Sent
from segq.storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that still needs somebody, and why it was not settled."""

    key: str
    id: str
    text: str
    recommendation: str
    why: str


@dataclass(frozen=True, slots=True)
class QuestionnaireStatus:
    """A questionnaire with everything that is left to do, and what was done with it."""

    record: QuestionnaireRecord
    open: tuple[OpenQuestion, ...]
    hindrances: tuple[Hindrance, ...]
    doubts: tuple[Doubt, ...]
    releases: tuple[Release, ...]
    sent: tuple[Sent, ...]


def status_of(workspace: Workspace, session: ReviewSession) -> QuestionnaireStatus:
    """Return where the session's questionnaire stands."""
    record = session.store.record()
    arrived = workspace.arrived(record.id)
    proposals = {each.question.key: each.proposal for each in arrived.questions}
    return QuestionnaireStatus(
        record=record,
        open=tuple(_open(line, proposals[line.key]) for line in session.lines if is_open(line)),
        hindrances=sign_off_hindrances(session),
        doubts=arrived.doubts,
        releases=tuple(workspace.releases(record.id)),
        sent=tuple(workspace.sent(record.id)),
    )


def _open(line: Line, proposal: Proposal) -> OpenQuestion:
    return OpenQuestion(line.key, line.id, line.text, str(line.recommendation), _why(line, proposal))


def _why(line: Line, proposal: Proposal) -> str:
    decision = line.standing.decision
    if decision is not None:
        return f"with {decision.expert}"
    usable = proposal.recommendation is not Recommendation.NONE
    blocks = [block.text for block in proposal.blocks if usable]
    return " ".join(blocks or [reason.text for reason in proposal.reasons[:1]])
