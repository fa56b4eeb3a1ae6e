"""What stands in the way of signing a questionnaire off and of releasing it, and which of it a person may override."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from answers.contents import ContentsPolicy
from answers.proposal import Blank, LeftBlank
from answers.questionnaire import QuestionKind
from answers.review.consistency import inconsistencies
from answers.review.contents import decided_outcomes
from answers.review.decision import Act, Decision
from answers.review.lines import Line
from answers.review.staleness import proposal_stale
from answers.review.states import QuestionnaireRecord, State
from answers.review.told_before import contradictions
from knowledge.accounts import Account, clearance_of
from knowledge.disclosure import Clearance
from knowledge.errors import PolicyRefused
from knowledge.statement import Disclosure

if TYPE_CHECKING:
    from answers.review.session import ReviewSession


class Obstacle(StrEnum):
    """What stands in the way."""

    UNDECIDED = "undecided"
    PROPOSAL_CHANGED = "proposal changed, not looked at since"
    WITH_EXPERT = "with an expert"
    FLAGGED = "flagged"
    STALE = "out of date"
    NO_LEVEL = "internal until its disclosure is set"
    UNWRITTEN = "the file cannot take the answer"
    INCONSISTENT = "contradicts another answer"
    CONTRADICTION = "contradicts what the account was told"
    NOT_SIGNED_OFF = "not signed off"
    NO_NDA = "no NDA on record"

    @property
    def overridable(self) -> bool:
        """Whether a person may go on in spite of it, on record: what is open then stays blank in the file."""
        return self not in (Obstacle.FLAGGED, Obstacle.STALE, Obstacle.NOT_SIGNED_OFF)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One obstacle at one question; ``key`` is empty where it is about the whole questionnaire."""

    obstacle: Obstacle
    key: str
    text: str

    @property
    def overridable(self) -> bool:
        """Whether a person may go on in spite of it."""
        return self.obstacle.overridable


_WITH_EVERYTHING = Clearance(Disclosure.NDA, "to see what fits")
_DOES_NOT_FIT = (Blank.TOO_LONG, Blank.NO_LEGAL_OPTION, Blank.NO_VALUE, Blank.NO_CONTEXT)


def sign_off_hindrances(session: ReviewSession) -> tuple[Hindrance, ...]:
    """Return everything that stands in the way of signing off: question by question, then between answers."""
    own = [hindrance for line in session.lines for hindrance in _of_line(session, line)]
    between = [Hindrance(Obstacle.INCONSISTENT, found.keys[-1], found.text) for found in inconsistencies(session.lines)]
    return (*own, *between, *_contradictions(session))


def sign_off(
    session: ReviewSession, override: Collection[Obstacle] = frozenset(), why: str = ""
) -> QuestionnaireRecord:
    """Sign the questionnaire off as the session's reviewer; what others did meanwhile is looked at first.

    Raises PolicyRefused where an obstacle is left that is not overridden, or may not be. What was overridden, and
    ``why``, is recorded with the state.
    """
    session.refresh()
    found = sign_off_hindrances(session)
    check_hindrances(session.store.record().name, found, override, "signed off")
    return session.store.change_state(session.reviewer, State.SIGNED_OFF, override_record(found, why))


def release_hindrances(session: ReviewSession, account: Account | None, *, nda_only: bool) -> tuple[Hindrance, ...]:
    """Return what stands in the way of a release to the account on the session's day.

    ``nda_only`` is the workspace's policy that completed questionnaires as a whole go out under an NDA only.
    """
    found = []
    record = session.store.record()
    if record.state not in (State.SIGNED_OFF, State.RELEASED):
        found.append(Hindrance(Obstacle.NOT_SIGNED_OFF, "", f"{record.name} is {record.state}, not signed off."))
    clearance = clearance_of(account, session.as_of)
    if nda_only and not clearance.covers(Disclosure.NDA):
        told = f"Completed questionnaires go out under an NDA only, and there is none: {clearance.basis}."
        found.append(Hindrance(Obstacle.NO_NDA, "", told))
    stale = [hindrance for line in session.lines for hindrance in _stale(session, line)]
    return (*found, *stale, *_contradictions(session))


def check_hindrances(name: str, found: Sequence[Hindrance], override: Collection[Obstacle], then: str) -> None:
    """Raise PolicyRefused, naming the first ones left, where not every hindrance is overridden."""
    left = [each for each in found if each.obstacle not in override or not each.overridable]
    if not left:
        return
    counts = Counter(each.obstacle for each in left)
    told = ", ".join(f"{count} {obstacle}" for obstacle, count in counts.items())
    fixed = all(each.overridable for each in left)
    hint = "Decide on them, or override them on record." if fixed else "These cannot be overridden; settle them first."
    raise PolicyRefused(f"{name} cannot be {then}: {told}. First: {left[0].text}", hint)


def override_record(found: Sequence[Hindrance], why: str) -> str:
    """Return what goes on record of the hindrances that were overridden; empty where there were none."""
    counts = Counter(each.obstacle for each in found)
    told = "; ".join(f"{obstacle}: {_named(found, obstacle)}" for obstacle in counts)
    overridden = f"overridden: {told}" if told else ""
    return ". ".join(filter(None, (overridden, why.strip())))


def _named(found: Sequence[Hindrance], obstacle: Obstacle) -> str:
    keys = [each.key for each in found if each.obstacle is obstacle]
    return ", ".join(filter(None, keys)) or "the questionnaire"


def _of_line(session: ReviewSession, line: Line) -> Iterator[Hindrance]:
    """Yield what is open at one question."""
    decision = line.standing.decision
    if line.standing.flagged:
        yield Hindrance(Obstacle.FLAGGED, line.key, f"{line.id} is flagged for a second look.")
    if decision is None:
        yield from _undecided(session, line)
    elif decision.act is Act.ASK_EXPERT:
        yield Hindrance(Obstacle.WITH_EXPERT, line.key, f"{line.id} is with {decision.expert}.")
    elif session.stale(line.key):
        yield from _stale(session, line)
    elif decision.answers:
        yield from _answered(session, line, decision)


def _undecided(session: ReviewSession, line: Line) -> Iterator[Hindrance]:
    opened = session.opened(line.key)
    if opened.question.kind is QuestionKind.INSTRUCTION:
        return
    if change := proposal_stale(opened, session.base):
        told = f"{line.id} is undecided, and {change}"
        yield Hindrance(Obstacle.PROPOSAL_CHANGED, line.key, told)
    else:
        yield Hindrance(Obstacle.UNDECIDED, line.key, f"{line.id} is undecided.")


def _stale(session: ReviewSession, line: Line) -> Iterator[Hindrance]:
    if why := session.stale(line.key):
        yield Hindrance(Obstacle.STALE, line.key, f"{line.id}: {why}")


def _answered(session: ReviewSession, line: Line, decision: Decision) -> Iterator[Hindrance]:
    if decision.disclosure is Disclosure.INTERNAL:
        told = f"{line.id}: the answer is internal and would be withheld; set how far it may go."
        yield Hindrance(Obstacle.NO_LEVEL, line.key, told)
        return
    opened = session.opened(line.key)
    policy = ContentsPolicy(session.as_of, _WITH_EVERYTHING)
    outcomes = decided_outcomes(opened.question, decision, session.base, policy, opened.proposal.document)
    failed = [outcome for outcome in outcomes if isinstance(outcome, LeftBlank) and outcome.why in _DOES_NOT_FIT]
    if failed and len(failed) + sum(_withdrawn(outcome) for outcome in outcomes) == len(outcomes):
        yield Hindrance(Obstacle.UNWRITTEN, line.key, f"{line.id}: {failed[0].address}: {failed[0].text}.")


def _withdrawn(outcome: object) -> bool:
    return isinstance(outcome, LeftBlank) and outcome.why in (Blank.TOGETHER, Blank.NOT_OURS)


def _contradictions(session: ReviewSession) -> Iterator[Hindrance]:
    found = contradictions(session.lines, session.store.told())
    return (Hindrance(Obstacle.CONTRADICTION, each.key, each.text) for each in found)
