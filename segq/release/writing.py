"""From a reviewed questionnaire to the file for the customer: a draft, or a release that enters the ledger."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from answers.questionnaire import Existing
from answers.review.session import ReviewSession
from answers.review.signing import Hindrance, Obstacle, release_hindrances
from answers.review.states import State
from answers.review.store import Told
from exporters.certificate import Certificate
from exporters.formats import format_of
from exporters.password import FileAccess
from exporters.publishing import WritePolicy
from knowledge.errors import InputRejected, PolicyRefused
from knowledge.statement import Disclosure
from segq.files import publish_bytes
from segq.importing import original_on_disk
from segq.release.plan import ExportedQuestion, ExportPlan, ExportWish, told_text
from segq.storage.records import Release
from segq.storage.workspace import Workspace

DRAFT = ".draft"
_RELEASABLE = (State.SIGNED_OFF, State.RELEASED)
_TOLD = 5
"""So many hindrances are named in a message."""


class HoldKind(StrEnum):
    """What may hold a release back until a person overrides it, on record."""

    NDA = "nda"
    """Completed questionnaires are for accounts under NDA, and there is none."""
    CONTRADICTION = "contradiction"
    """The account was told something else before."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One reason why a release is held back."""

    kind: HoldKind
    text: str


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """The bytes of a filled copy with the proof that the writer made of them."""

    data: bytes
    certificate: Certificate


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written."""

    target: Path
    plan: ExportPlan
    certificate: str
    """JSON text."""
    encrypted: bool = False
    """Whether it is closed with the original's password."""
    release: Release | None = None
    """Its entry in the ledger; ``None`` for a draft."""


def is_releasable(plan: ExportPlan) -> bool:
    """Whether the questionnaire is signed off, or was released before and not touched since."""
    return plan.record.state in _RELEASABLE


_HOLDS = {Obstacle.NO_NDA: HoldKind.NDA, Obstacle.CONTRADICTION: HoldKind.CONTRADICTION}


def hindrances_of_release(session: ReviewSession, plan: ExportPlan) -> tuple[Hindrance, ...]:
    """Return what stands in the way of a release to the plan's account, by the policy of the session's base."""
    nda_only = session.base.completed_questionnaires is not Disclosure.PUBLIC
    return release_hindrances(session, plan.account, nda_only=nda_only)


def holds_in(found: Sequence[Hindrance]) -> tuple[Hold, ...]:
    """Return those hindrances that only hold a release back."""
    return tuple(Hold(_HOLDS[each.obstacle], each.text) for each in found if each.obstacle in _HOLDS)


def overridden(name: str, holds: Sequence[Hold], reasons: Mapping[HoldKind, str]) -> tuple[str, ...]:
    """Return what the ledger says of the overrides; raises PolicyRefused for a hold without a reason against it."""
    left = [hold for hold in holds if not reasons.get(hold.kind, "").strip()]
    if left:
        told = " ".join(hold.text for hold in left[:_TOLD])
        more = f" And {len(left) - _TOLD} more." if len(left) > _TOLD else ""
        wanted = " ".join(f'--override {kind}="WHY"' for kind in dict.fromkeys(hold.kind for hold in left))
        raise PolicyRefused(
            f"{name} is not released. {told}{more}", f"If it must go out all the same, say why, on record: {wanted}."
        )
    return tuple(f"{hold.kind}: {hold.text} Overridden: {reasons[hold.kind].strip()}" for hold in holds)


def release_overrides(session: ReviewSession, plan: ExportPlan, reasons: Mapping[HoldKind, str]) -> tuple[str, ...]:
    """Return what the ledger says of the overrides of a release by this session's reviewer.

    Raises PolicyRefused where something stands in the way that nobody may override, or that nobody gave a reason for.
    """
    found = hindrances_of_release(session, plan)
    fixed = [each for each in found if not each.overridable]
    if fixed:
        raise PolicyRefused(
            f"{plan.record.name} is not released. {fixed[0].text}",
            "Settle it in the review, sign off again, then export.",
        )
    return overridden(plan.record.name, holds_in(found), reasons)


def usual_name(original: Path, *, draft: bool) -> str:
    """Return the name of the result where nobody asks for another."""
    middle = DRAFT if draft else ".answered"
    return original.name if draft and DRAFT in original.suffixes else f"{original.stem}{middle}{original.suffix}"


def target_name(plan: ExportPlan, output: Path | None, *, draft: bool) -> Path:
    """Return where to write: a draft has ``.draft`` in its name, whatever was asked for; a release has not."""
    original = Path(plan.arrived.name)
    usual = usual_name(original, draft=draft)
    path = output or Path(usual)
    if path.is_dir():
        path = path / usual
    if path.suffix.lower() != original.suffix.lower():
        raise InputRejected(
            f"{path}: the result is of the same format as {original.name}.", f"Give it the ending {original.suffix}."
        )
    if draft:
        return path.with_name(usual_name(path, draft=True))
    if DRAFT in path.suffixes:
        raise InputRejected(f"{path}: a release is no draft.", "Give it another name, or --force-draft for a draft.")
    return path


def write_draft_export(plan: ExportPlan, target: Path, wish: ExportWish, access: FileAccess) -> Exported:
    """Write a draft; an earlier one of the same name is replaced."""
    built = build(plan, target.name, wish, access)
    publish_bytes(target, built.data, overwrite=True)
    return Exported(target, plan, built.certificate.to_json(), built.certificate.encrypted)


def write_release(  # noqa: PLR0913, PLR0917 - where, what, for whom and by whom
    workspace: Workspace,
    plan: ExportPlan,
    target: Path,
    wish: ExportWish,
    access: FileAccess,
    by: str,
    overrides: tuple[str, ...],
) -> Exported:
    """Write the file of a signed-off questionnaire; it is in the ledger before it has its name.

    The same bytes released again are the release that is there. Raises PolicyRefused where the questionnaire is no
    longer signed off, InputRejected where the file cannot be written.
    """
    _refuse_taken(target, overwrite=access.overwrite)
    head = workspace.audit_head()
    built = build(plan, target.name, wish, access)
    release = _released_before(workspace, plan, built)
    if release is None:
        release = workspace.add_release(by, plan.record.id, _release(plan, target.name, built, wish, head, overrides))
    publish_bytes(target, built.data, overwrite=access.overwrite)
    return Exported(target, plan, release.certificate, built.certificate.encrypted, release)


def build(plan: ExportPlan, name: str, wish: ExportWish, access: FileAccess) -> BuiltFile:
    """Return the filled copy, proven by the writer, and nothing on disk of it."""
    with original_on_disk(plan.arrived.name, plan.arrived.data) as source, tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / name
        certificate = format_of(source).write(source, written, plan.writes, policy=_policy(plan, wish, access))
        data = written.read_bytes()
    if sha256(data).hexdigest() != certificate.result.sha256:
        raise InputRejected(f"{name}: the file changed while it was written.", "Export it again.")
    return BuiltFile(data, certificate)


def _policy(plan: ExportPlan, wish: ExportWish, access: FileAccess) -> WritePolicy:
    slots = [slot for each in plan.questions for slot in each.question.slots]
    return WritePolicy(
        as_of=wish.as_of,
        clearance=str(plan.clearance.level),
        existing=Existing.REPLACE,
        prefilled=frozenset(slot.address for slot in slots if slot.prefilled is not None),
        asked_here=plan.questionnaire.asked_here(),
        withheld=plan.withheld,
        allow_signed=access.allow_signed,
        password=access.password,
        plain=access.plain,
        tracked_by=access.tracked_by,
        columns=plan.columns,
    )


def _refuse_taken(target: Path, *, overwrite: bool) -> None:
    """Refuse before the ledger is written what would fail after it."""
    if not target.absolute().parent.is_dir():
        raise InputRejected(f"{target}: there is no folder {target.absolute().parent}.", "Create it or choose another.")
    if target.exists() and not overwrite:
        raise InputRejected(f"{target}: the file exists already.", "Remove it, or choose another name with -o.")


def _released_before(workspace: Workspace, plan: ExportPlan, built: BuiltFile) -> Release | None:
    """Return the newest release of a released questionnaire where it is of these very bytes."""
    if plan.record.state is not State.RELEASED:
        return None
    newest = workspace.releases(plan.record.id)[-1:]
    return next((each for each in newest if each.sha256 == built.certificate.result.sha256), None)


def _release(  # noqa: PLR0913, PLR0917 - everything that the ledger keeps
    plan: ExportPlan, name: str, built: BuiltFile, wish: ExportWish, head: str, overrides: tuple[str, ...]
) -> Release:
    return Release(
        name=name,
        sha256=built.certificate.result.sha256,
        data=built.data,
        certificate=certificate_of_release(built.certificate, head),
        clearance=str(plan.clearance.level),
        audit_head=head,
        overrides=overrides,
        answers=tuple(_told(plan, each, wish) for each in plan.questions if each.answer),
    )


def certificate_of_release(certificate: Certificate, audit_head: str) -> str:
    """Return the certificate as JSON text, with the head of the audit log as it was signed off."""
    return (
        json.dumps({**json.loads(certificate.to_json()), "audit_head": audit_head}, indent=2, ensure_ascii=False) + "\n"
    )


def _told(plan: ExportPlan, each: ExportedQuestion, wish: ExportWish) -> Told:
    decision = each.decision
    return Told(
        questionnaire=plan.arrived.name,
        on=datetime.combine(wish.as_of, time(), UTC),
        question=each.question.text,
        normalised=each.line.normalised,
        option=decision.option if decision else None,
        text=told_text(each),
        statement=decision.statement if decision else None,
        statement_sha256=decision.statement_sha256 if decision else "",
        signed_off_by=plan.record.signed_off_by,
    )
