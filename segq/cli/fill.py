"""``segq fill``: draft files, or write given answers, and prove what changed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from answers.contents import ContentsPolicy, Flag
from answers.decide import asked_from
from answers.questionnaire import Existing
from exporters.answers_file import read_answers, slot_writes
from exporters.formats import ENDINGS, WORD, format_of
from exporters.password import FileAccess, read_password
from exporters.publishing import REVISION_AUTHOR, WritePolicy
from knowledge.errors import InputRejected, SegqError
from knowledge.statement import KnowledgeBase
from segq.cli.failures import exit_code, line
from segq.cli.options import (
    account_option,
    json_option,
    knowledge_options,
    password_option,
    profile_option,
    workspace_option,
)
from segq.cli.workspaces import cleared_for
from segq.drafting import Draft, Plan, plan_file, write_draft
from segq.drafting_report import note_record, report_markdown, report_record
from segq.engine import Engine
from segq.explanation import explanation_lines
from segq.facts import load_facts
from segq.files import write_beside
from segq.intake.any_format import read_scanned
from segq.intake.profile_matching import ProfileChoice
from segq.settings import Settings, facts_file, load_settings

_OPEN_LEFT = 1
_DRAFT = ".draft"
_LONGEST_AUTHOR = 255


@dataclass(frozen=True, slots=True)
class _Job:
    """What the options of one run ask for."""

    settings: Settings
    policy: ContentsPolicy
    layouts: ProfileChoice
    access: FileAccess
    output: Path | None
    dry_run: bool
    as_json: bool
    explain: bool
    several: bool


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Where to write; beside the original if not given.",
)
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="A.jsonl",
    help="Write exactly these values and decide nothing.",
)
@click.option("--suggested", is_flag=True, help="Also put suggestions, marked as such, into text and comment slots.")
@click.option(
    "--existing",
    type=click.Choice([str(each) for each in Existing]),
    default="keep",
    help="What to do with cells or places that hold an answer.",
)
@click.option(
    "--flag",
    type=click.Choice([str(each) for each in Flag]),
    default="text",
    help="Where it stands that an answer is under NDA: in its text, or in a note (Word: a comment) beside it.",
)
@click.option("--tracked", is_flag=True, help="Write answers into Word documents as tracked insertions.")
@click.option("--author", metavar="NAME", help="Whose the tracked insertions are; segq if not given.")
@click.option("--dry-run", is_flag=True, help="Write nothing; report what would happen.")
@click.option("--strict", is_flag=True, help="Exit code 1 if any question is left open.")
@click.option("--explain", is_flag=True, help="Print how each question was read and decided.")
@password_option
@click.option("--plain", is_flag=True, help="Leave the result of an encrypted workbook without encryption.")
@click.option("--allow-signed", is_flag=True, help="Fill digitally signed workbooks, which breaks their signature.")
@profile_option
@click.option(
    "--facts",
    type=click.Path(path_type=Path),
    metavar="F.yaml",
    help="Facts about the respondent (company, contact…); facts.yaml beside the settings if not given.",
)
@account_option
@workspace_option
@json_option
@knowledge_options
def command(
    paths: tuple[Path, ...],
    output: Path | None,
    answers: Path | None,
    suggested: bool,
    existing: str,
    flag: str,
    tracked: bool,
    author: str | None,
    dry_run: bool,
    strict: bool,
    explain: bool,
    password_file: Path | None,
    plain: bool,
    allow_signed: bool,
    profile: Path | None,
    facts: Path | None,
    account: str | None,
    workspace: str | None,
    as_json: bool,
    kb: Path | None,
    as_of: str | None,
) -> int:
    """Draft answers into the XLSX, DOCX, CSV or TSV files, or folders of them, at PATHS.

    Settled answers go into their cells, everything else stays blank and is listed with a reason in the report;
    the draft, its certificate and its report are written together.

    \b
    Examples:
      segq fill questionnaire.xlsx
      segq fill incoming/ -o drafts/ --suggested
      segq fill questionnaire.xlsx --answers answers.jsonl -o filled.xlsx
    """
    if answers is not None and profile is not None:
        raise click.UsageError("--answers names its cells itself: leave --profile away.")
    if answers is not None and flag != Flag.TEXT:
        raise click.UsageError("--answers writes its values as they are, without flags: leave --flag away.")
    tracked_by = _tracked_by(author, tracked=tracked)
    if answers is not None and account is not None:
        raise click.UsageError("--answers writes its values as they are, for whomever: leave --account away.")
    settings = load_settings(kb, as_of, workspace)
    files = list(_files(paths))
    if tracked_by is not None:
        _tell_untracked(files)
    password = read_password(password_file) if password_file else None
    access = FileAccess(password, plain, allow_signed, overwrite=True, tracked_by=tracked_by)
    if answers is not None:
        return _write_given(files, answers, output, WritePolicy(settings.as_of, existing=Existing(existing)), access)
    known = load_facts(facts, settings.facts or facts_file(), settings.as_of)
    policy = ContentsPolicy(
        as_of=settings.as_of,
        clearance=cleared_for(account, settings),
        suggested=suggested,
        existing=Existing(existing),
        facts=known,
        flag=Flag(flag),
    )
    layouts = ProfileChoice(profile, settings.profiles)
    job = _Job(settings, policy, layouts, access, output, dry_run, as_json, explain, several=len(files) > 1)
    return _draft_all(files, job, strict=strict)


def _draft_all(files: Sequence[Path], job: _Job, *, strict: bool) -> int:
    engine = Engine(job.settings)
    worst, open_left = 0, 0
    for number, source in enumerate(files, 1):
        started = time.monotonic()
        try:
            plan, draft = _draft_one(source, engine, job)
        except SegqError as error:
            click.echo(f"segq: {line(error)}", err=True)
            worst = max(worst, exit_code(error))
            continue
        open_left += plan.counted()["open"]
        _tell(plan, draft, job, engine.base)
        if job.several:
            click.echo(f"[{number}/{len(files)}] {source.name}: {time.monotonic() - started:.1f} s", err=True)
    return worst or (_OPEN_LEFT if strict and open_left else 0)


def _draft_one(source: Path, engine: Engine, job: _Job) -> tuple[Plan, Draft | None]:
    plan = plan_file(source, engine, job.policy, job.layouts, job.access)
    if job.dry_run:
        return plan, None
    target = _target(source, job.output, job.several)
    draft = write_draft(plan, target, engine.base, job.policy, job.access)
    write_beside(target, ".certificate.json", draft.certificate.to_json())
    if draft.certificate.encrypted:
        click.echo(f"{source}: is encrypted, so its report is not written in the clear; use --json.", err=True)
    else:
        write_beside(target, ".report.md", report_markdown(plan, draft.certificate))
    return plan, draft


def _tell(plan: Plan, draft: Draft | None, job: _Job, base: KnowledgeBase) -> None:
    if job.as_json:
        written = {"written": str(draft.target) if draft else None, "profile": _profile_record(plan)}
        notes = note_record(draft.certificate if draft else None)
        click.echo(json.dumps({**report_record(plan), **notes, **written}, ensure_ascii=False))
        return
    if plan.profile is not None:
        click.echo(f"{plan.source}: {plan.profile}", err=True)
    counted = plan.counted()
    where = f" → {draft.target}" if draft else " (dry run: nothing written)"
    click.echo(
        f"{plan.source}: {counted['questions']} questions, {counted['answered']} answered, "
        f"{counted['suggested']} suggested, {counted['none']} without an answer, {counted['gated']} under NDA{where}"
    )
    if job.explain:
        for drafted in plan.questions:
            click.echo(f"  {drafted.question.key}  {drafted.proposal.recommendation}  {drafted.question.text}")
            for told in explanation_lines(asked_from(drafted.question), drafted.proposal, base):
                click.echo(f"  {told}")


def _profile_record(plan: Plan) -> dict[str, object] | None:
    return {"name": plan.profile.name, "matched": plan.profile.matched} if plan.profile else None


def _write_given(
    files: Sequence[Path], answers: Path, output: Path | None, policy: WritePolicy, access: FileAccess
) -> int:
    """Write the values of an answers file into one questionnaire: the pure writer."""
    if len(files) != 1 or output is None:
        raise click.UsageError("--answers takes one FILE and an output: segq fill FILE --answers A.jsonl -o OUT.")
    target = output / f"{files[0].stem}.filled{files[0].suffix}" if output.is_dir() else output
    policy = replace(policy, password=access.password, plain=access.plain, allow_signed=access.allow_signed)
    policy = replace(policy, tracked_by=access.tracked_by)
    found = format_of(files[0])
    writes = slot_writes(read_answers(answers), policy.as_of, found.addresses)
    if found is WORD:
        read = read_scanned(found.read(files[0], access.password), files[0].name, ProfileChoice())
        policy = replace(policy, asked_here=read.questionnaire.asked_here())
    certificate = found.write(files[0], target, writes, policy=policy)
    write_beside(target, ".certificate.json", certificate.to_json())
    click.echo(certificate.render(), nl=False)
    return 0


def _tracked_by(author: str | None, *, tracked: bool) -> str | None:
    """Return whose the tracked insertions are, ``None`` without tracking."""
    if not tracked:
        if author is not None:
            raise click.UsageError("--author names who tracks changes: give --tracked too.")
        return None
    name = REVISION_AUTHOR if author is None else " ".join(author.split())
    if not name or len(name) > _LONGEST_AUTHOR or not name.isprintable():
        raise click.UsageError(f"--author takes a name of 1 to {_LONGEST_AUTHOR} printable characters.")
    return name


def _tell_untracked(files: Sequence[Path]) -> None:
    """Say which files know no tracked changes; raises UsageError where none of them does."""
    others = [file for file in files if format_of(file) is not WORD]
    if len(others) == len(files):
        raise click.UsageError("--tracked is for Word documents (DOCX, DOCM), and none of the files is one.")
    for file in others:
        click.echo(f"{file}: --tracked is for Word documents; its answers are written plainly.", err=True)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files named and the questionnaires of the folders named, drafts left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(each for each in path.iterdir() if _is_questionnaire(each))
        if not found:
            raise InputRejected(
                f"{path}: no questionnaires (XLSX, XLSM, DOCX, CSV, TSV) in this folder.",
                "Name a file, or a folder that holds some.",
            )
        yield from found


def _is_questionnaire(path: Path) -> bool:
    """Whether a file of a folder is meant: no draft, and not what Office keeps beside a file that is open."""
    hidden = path.name.startswith(("~$", "."))
    return path.suffix.lower() in ENDINGS and _DRAFT not in path.suffixes and not hidden


def _target(source: Path, output: Path | None, several: bool) -> Path:
    name = f"{source.stem}{_DRAFT}{source.suffix}"
    if output is None:
        return source.with_name(name)
    if several or output.is_dir() or not output.suffix:
        output.mkdir(parents=True, exist_ok=True)
        return output / name
    return output
