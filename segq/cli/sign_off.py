"""``segq sign-off``: a person answers for what leaves, or sees what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segq.cli.failures import POLICY_REFUSED
from segq.cli.options import by_option, id_argument, json_option, knowledge_options, workspace_option
from segq.cli.overrides import obstacle_name, override_option, sign_off_reasons
from segq.cli.workspaces import opened, print_record
from segq.settings import load_settings, reviewer_name

if TYPE_CHECKING:
    from answers.review.signing import Hindrance

_SHOWN = 20


@click.command()
@id_argument
@click.option("--leave-blank", is_flag=True, help="Leave blank what is undecided or with an expert, on record.")
@override_option
@json_option
@workspace_option
@by_option
@knowledge_options
def command(
    questionnaire: int,
    leave_blank: bool,
    override: tuple[str, ...],
    as_json: bool,
    workspace: str | None,
    by: str | None,
    kb: Path | None,
    as_of: str | None,
) -> int:
    """Sign questionnaire ID off under your name, or list what hinders it (exit code 4).

    \b
    Examples:
      segq sign-off 3
      segq sign-off 3 --leave-blank --override contradiction="We changed providers in June"
    """
    from answers.review.signing import Obstacle, sign_off, sign_off_hindrances
    from segq.reviewing import session_of

    reasons = sign_off_reasons(override)
    if leave_blank:
        blank = (Obstacle.UNDECIDED, Obstacle.PROPOSAL_CHANGED, Obstacle.WITH_EXPERT)
        reasons = {**dict.fromkeys(blank, "left blank"), **reasons}
    settings = load_settings(kb, as_of, workspace)
    with opened(settings.workspace) as place:
        session = session_of(place, questionnaire, reviewer_name(by), settings)
        left = [each for each in sign_off_hindrances(session) if each.obstacle not in reasons or not each.overridable]
        if left:
            _tell_left(session.store.record().name, left, as_json=as_json)
            return POLICY_REFUSED
        why = "; ".join(f"{obstacle}: {reason}" for obstacle, reason in reasons.items())
        record = sign_off(session, frozenset(reasons), why)
    if as_json:
        print_record(
            {"questionnaire": record.id, "state": str(record.state), "by": record.signed_off_by, "hindrances": []}
        )
    else:
        click.echo(f"{record.name}: signed off by {record.signed_off_by}. Release it with: segq export {record.id}")
    return 0


def _tell_left(name: str, left: Sequence[Hindrance], *, as_json: bool) -> None:
    if as_json:
        print_record({"file": name, "hindrances": [hindrance_record(each) for each in left]})
        return
    click.echo(f"segq: {name} is not signed off; {len(left)} hindrances:", err=True)
    for each in left[:_SHOWN]:
        way = f"--override {obstacle_name(each.obstacle)}" if each.overridable else "must be settled"
        click.echo(f"  {each.text}  [{way}]", err=True)
    if len(left) > _SHOWN:
        click.echo(f"  … and {len(left) - _SHOWN} more: segq sign-off --json", err=True)


def hindrance_record(hindrance: Hindrance) -> dict[str, object]:
    """Return a hindrance as a JSON object."""
    return {
        "at": hindrance.key or None,
        "kind": obstacle_name(hindrance.obstacle),
        "text": hindrance.text,
        "overridable": hindrance.overridable,
    }
