"""``segq export``: a reviewed questionnaire as a file, a draft or a release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from answers.contents import Flag
from exporters.password import FileAccess, read_password
from knowledge.statement import Disclosure
from segq.cli.options import (
    by_option,
    id_argument,
    json_option,
    knowledge_options,
    password_option,
    workspace_option,
)
from segq.cli.overrides import override_option, release_reasons
from segq.cli.workspaces import opened, print_record
from segq.settings import Settings, load_settings, reviewer_name

if TYPE_CHECKING:
    from segq.release.plan import ExportWish
    from segq.release.writing import Exported, HoldKind
    from segq.storage.workspace import Workspace


@click.command()
@id_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Where to write; NAME.draft or NAME.answered in this folder if not given.",
)
@click.option("--force-draft", is_flag=True, help="Write a draft although the questionnaire is signed off.")
@click.option(
    "--at-most",
    type=click.Choice([str(Disclosure.PUBLIC), str(Disclosure.NDA)]),
    default=str(Disclosure.NDA),
    help="Lower what the account may see; it is never raised.",
)
@click.option(
    "--flag",
    type=click.Choice([str(each) for each in Flag]),
    default=str(Flag.TEXT),
    help="Where it stands that an answer is under NDA: in the cell's text, or in a note beside it.",
)
@override_option
@click.option(
    "--facts",
    type=click.Path(path_type=Path),
    metavar="F.yaml",
    help="Facts about the respondent; facts.yaml beside the settings if not given.",
)
@password_option
@click.option("--plain", is_flag=True, help="Leave the result of an encrypted file without encryption.")
@click.option("--allow-signed", is_flag=True, help="Fill a digitally signed file, which breaks its signature.")
@json_option
@workspace_option
@by_option
@knowledge_options
def command(
    questionnaire: int,
    output: Path | None,
    force_draft: bool,
    at_most: str,
    flag: str,
    override: tuple[str, ...],
    facts: Path | None,
    password_file: Path | None,
    plain: bool,
    allow_signed: bool,
    as_json: bool,
    workspace: str | None,
    by: str | None,
    kb: Path | None,
    as_of: str | None,
) -> int:
    """Write questionnaire ID into the customer's own file, with certificate and report.

    Signed off, it is a release: it enters the ledger, and the clearance follows from the account's NDA record on the
    day. Anything else is a draft, with .draft in its name.

    \b
    Examples:
      segq export 3
      segq export 3 -o outgoing/
      segq export 3 --override nda="The CISO agreed on 2 December, ticket 4711"
    """
    from segq.facts import load_facts
    from segq.release.plan import ExportWish
    from segq.settings import facts_file

    settings = load_settings(kb, as_of, workspace)
    reasons = release_reasons(override)
    access = FileAccess(read_password(password_file) if password_file else None, plain, allow_signed)
    known = load_facts(facts, settings.facts or facts_file(), settings.as_of)
    wish = ExportWish(settings.as_of, Disclosure(at_most), Flag(flag), known)
    with opened(settings.workspace) as place:
        exported = _exported(
            place, questionnaire, output, settings, wish, access, reasons, reviewer_name(by), draft=force_draft
        )
    _write_beside(exported)
    _tell(exported, as_json=as_json)
    return 0


def _exported(
    place: Workspace,
    questionnaire: int,
    output: Path | None,
    settings: Settings,
    wish: ExportWish,
    access: FileAccess,
    reasons: dict[HoldKind, str],
    by: str,
    *,
    draft: bool,
) -> Exported:
    from knowledge.loading import load_knowledge_base
    from segq.release.plan import plan_export
    from segq.release.writing import is_releasable, release_overrides, target_name, write_draft_export, write_release
    from segq.reviewing import session_of

    base = load_knowledge_base(settings.knowledge_base)
    plan = plan_export(place, questionnaire, base, wish)
    draft = draft or not is_releasable(plan)
    target = target_name(plan, output, draft=draft)
    if draft:
        return write_draft_export(plan, target, wish, access)
    session = session_of(place, questionnaire, by, settings, base)
    overrides = release_overrides(session, plan, reasons)
    return write_release(place, plan, target, wish, access, by, overrides)


def _write_beside(exported: Exported) -> None:
    from segq.release.report import write_papers

    write_papers(exported)
    if exported.encrypted:
        click.echo(f"{exported.target}: is encrypted, so its report is not written in the clear; use --json.", err=True)


def _tell(exported: Exported, *, as_json: bool) -> None:
    from segq.release.report import export_line, export_record

    if as_json:
        print_record(export_record(exported))
    else:
        click.echo(export_line(exported))
    if exported.release is None and exported.plan.record.state not in ("signed off", "released"):
        click.echo(
            f"It is {exported.plan.record.state}: a draft. To release it: segq sign-off {exported.plan.record.id}",
            err=True,
        )
