"""Sign-off and export in one place: what stands in the way, what a reader would see, and the file that comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from answers.review.session import ReviewSession
from answers.review.signing import (
    Hindrance,
    Obstacle,
    check_hindrances,
    sign_off,
    sign_off_hindrances,
)
from answers.review.states import QuestionnaireRecord
from exporters.password import FileAccess
from knowledge.errors import PolicyRefused
from knowledge.statement import Disclosure, KnowledgeBase
from segq.release.plan import ExportedQuestion, ExportPlan, ExportWish, plan_export
from segq.release.report import write_papers
from segq.release.writing import (
    Exported,
    Hold,
    HoldKind,
    hindrances_of_release,
    holds_in,
    is_releasable,
    release_overrides,
    target_name,
    usual_name,
    write_draft_export,
    write_release,
)
from segq.settings import Settings, facts_file
from segq.storage.workspace import Workspace


class Mode(StrEnum):
    """What is to be done."""

    RELEASE = "sign off and release"
    SIGN_OFF = "sign off only"
    DRAFT = "draft"


class Fate(StrEnum):
    """What becomes of an answer on its way out."""

    PUBLIC = "public"
    CONFIDENTIAL = "under NDA, flagged as confidential"
    WITHHELD = "withheld: under NDA only"
    INTERNAL = "internal: never leaves"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a questionnaire stands on its way out."""

    plan: ExportPlan
    hindrances: tuple[Hindrance, ...]
    """What stands in the way of signing off, or, once signed off, of releasing what was signed off."""
    holds: tuple[Hold, ...]
    """What else holds a release to this account back."""

    @property
    def signed_off(self) -> bool:
        """Whether it is signed off and nothing was decided since."""
        return is_releasable(self.plan)

    @property
    def fates(self) -> Counter[Fate]:
        """How many answers go which way."""
        return Counter(fate_of(each) for each in self.plan.questions)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person at the desk wants."""

    mode: Mode
    target: Path
    override: bool = False
    """Go on in spite of everything that may be overridden, on record."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ExportDesk:
    """One questionnaire on its way out; every method may take seconds, so call it in a thread."""

    workspace: Workspace
    questionnaire: int
    reviewer: str
    base: KnowledgeBase
    wish: ExportWish
    access: FileAccess = field(default_factory=FileAccess)

    def look(self) -> Overview:
        """Return where it stands now."""
        return self._look(self._session())

    def target(self, mode: Mode, folder: Path) -> Path:
        """Return the usual name of the result in the folder."""
        record = self.workspace.questionnaire(self.questionnaire)
        return folder / usual_name(Path(record.name), draft=mode is Mode.DRAFT)

    def export(self, choice: Choice) -> Exported | QuestionnaireRecord:
        """Do what was chosen; raises PolicyRefused where something stands in the way, and then has changed nothing.

        Signing off alone gives the questionnaire as it stands then. A file that cannot be written is InputRejected;
        a questionnaire signed off for it stays signed off.
        """
        session = self._session()
        seen = self._look(session)
        if choice.mode is Mode.DRAFT:
            target = target_name(seen.plan, choice.target, draft=True)
            return self._with_papers(write_draft_export(seen.plan, target, self.wish, self.access))
        self._check(seen, choice)
        if choice.mode is Mode.SIGN_OFF:
            return self._signed(session, seen, choice)
        target = target_name(seen.plan, choice.target, draft=False)
        self._signed(session, seen, choice)
        plan = plan_export(self.workspace, self.questionnaire, self.base, self.wish)
        reasons = dict.fromkeys(HoldKind, choice.why) if choice.override else {}
        overrides = release_overrides(session, plan, reasons)
        released = write_release(self.workspace, plan, target, self.wish, self.access, self.reviewer, overrides)
        return self._with_papers(released)

    @staticmethod
    def _with_papers(exported: Exported) -> Exported:
        write_papers(exported)
        return exported

    def _session(self) -> ReviewSession:
        return ReviewSession(
            self.workspace.review(self.questionnaire), self.reviewer, self.base, self.wish.as_of
        )  # fmt: skip

    def _look(self, session: ReviewSession) -> Overview:
        plan = plan_export(self.workspace, self.questionnaire, self.base, self.wish)
        releasing = hindrances_of_release(session, plan)
        stale = tuple(each for each in releasing if each.obstacle is Obstacle.STALE)
        hindrances = stale if is_releasable(plan) else sign_off_hindrances(session)
        told = {each.text for each in hindrances}
        holds = tuple(hold for hold in holds_in(releasing) if hold.text not in told)
        return Overview(plan, hindrances, holds)

    def _check(self, seen: Overview, choice: Choice) -> None:
        """Refuse what may not be, before anything is changed."""
        name = seen.plan.arrived.name
        if choice.override and not choice.why.strip() and (seen.hindrances or seen.holds):
            raise PolicyRefused(f"{name}: an override needs a reason.", "Say why it goes out all the same.")
        override = _overridden_obstacles(seen.hindrances) if choice.override else frozenset[Obstacle]()
        check_hindrances(name, seen.hindrances, override, "signed off")
        if choice.mode is Mode.RELEASE and seen.holds and not choice.override:
            told = " ".join(hold.text for hold in seen.holds)
            raise PolicyRefused(f"{name} is not released. {told}", "Override it with a reason, or write a draft.")

    def _signed(self, session: ReviewSession, seen: Overview, choice: Choice) -> QuestionnaireRecord:
        if seen.signed_off:
            return seen.plan.record
        override = _overridden_obstacles(seen.hindrances) if choice.override else frozenset[Obstacle]()
        return sign_off(session, override, choice.why if override else "")


def fate_of(each: ExportedQuestion) -> Fate:
    """Return what becomes of a question's answer."""
    if each.answer:
        return Fate.CONFIDENTIAL if each.confidential else Fate.PUBLIC
    if not each.withheld:
        return Fate.BLANK
    decision = each.decision
    is_internal = decision is not None and decision.disclosure is Disclosure.INTERNAL
    return Fate.INTERNAL if is_internal else Fate.WITHHELD


def counted(hindrances: Sequence[Hindrance]) -> tuple[tuple[Obstacle, int, bool], ...]:
    """Return each obstacle, how often it stands in the way, and whether it may be overridden."""
    counts = Counter(each.obstacle for each in hindrances)
    return tuple((obstacle, count, obstacle.overridable) for obstacle, count in counts.items())


def _overridden_obstacles(hindrances: Sequence[Hindrance]) -> frozenset[Obstacle]:
    return frozenset(each.obstacle for each in hindrances if each.overridable)


def desk_for(
    workspace: Workspace, questionnaire: int, reviewer: str, base: KnowledgeBase, settings: Settings
) -> ExportDesk:
    """Return the desk of a run, with the facts about the respondent; raises InputRejected where they do not load."""
    from segq.facts import load_facts  # reads YAML, which takes longer than the first paint

    facts = load_facts(None, settings.facts or facts_file(), settings.as_of)
    return ExportDesk(workspace, questionnaire, reviewer, base, ExportWish(settings.as_of, facts=facts))


Opening = Callable[[], ExportDesk]
"""Makes a desk; in a thread, as the knowledge base may have to be loaded first."""
