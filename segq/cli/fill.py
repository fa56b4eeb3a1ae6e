"""``segq fill``: draft files, or write given answers, and prove what changed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from answers.contents import ContentsPolicy
from answers.decide import asked_from
from answers.questionnaire import Existing
from exporters.answers_file import read_answers, slot_writes
from exporters.xlsx import WritePolicy, write_xlsx
from knowledge.errors import InputRejected, SegqError
from knowledge.statement import KnowledgeBase
from segq.cli.failures import exit_code, line
from segq.cli.options import json_option, knowledge_options
from segq.drafting import Draft, Plan, plan_file, write_draft
from segq.drafting_report import report_markdown, report_record
from segq.engine import Engine
from segq.explanation import explanation_lines
from segq.files import write_beside
from segq.settings import Settings, load_settings

_OPEN_LEFT = 1
_SUFFIXES = (".xlsx", ".xlsm")
_DRAFT = ".draft"


@dataclass(frozen=True, slots=True)
class _Job:
    """What the options of one run ask for."""

    settings: Settings
    policy: ContentsPolicy
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
    help="What to do with cells that hold an answer.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; report what would happen.")
@click.option("--strict", is_flag=True, help="Exit code 1 if any question is left open.")
@click.option("--explain", is_flag=True, help="Print how each question was read and decided.")
@json_option
@knowledge_options
def command(
    paths: tuple[Path, ...],
    output: Path | None,
    answers: Path | None,
    suggested: bool,
    existing: str,
    dry_run: bool,
    strict: bool,
    explain: bool,
    as_json: bool,
    kb: Path | None,
    as_of: str | None,
) -> int:
    """Draft answers into the XLSX files or folders at PATHS.

    Settled answers go into their cells, everything else stays blank and is listed with a reason in the report;
    NAME.draft.xlsx, its certificate and its report are written together.

    \b
    Examples:
      segq fill questionnaire.xlsx
      segq fill incoming/ -o drafts/ --suggested
      segq fill questionnaire.xlsx --answers answers.jsonl -o filled.xlsx
    """
    settings = load_settings(kb, as_of)
    files = list(_files(paths))
    if answers is not None:
        return _write_given(files, answers, output, Existing(existing), settings)
    policy = ContentsPolicy(as_of=settings.as_of, suggested=suggested, existing=Existing(existing))
    job = _Job(settings, policy, output, dry_run, as_json, explain, several=len(files) > 1)
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
    plan = plan_file(source, engine, job.policy)
    if job.dry_run:
        return plan, None
    target = _target(source, job.output, job.several)
    draft = write_draft(plan, target, engine.base, job.policy, overwrite=True)
    write_beside(target, ".certificate.json", draft.certificate.to_json())
    write_beside(target, ".report.md", report_markdown(plan))
    return plan, draft


def _tell(plan: Plan, draft: Draft | None, job: _Job, base: KnowledgeBase) -> None:
    if job.as_json:
        written = {"written": str(draft.target) if draft else None}
        click.echo(json.dumps({**report_record(plan), **written}, ensure_ascii=False))
        return
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


def _write_given(
    files: Sequence[Path], answers: Path, output: Path | None, existing: Existing, settings: Settings
) -> int:
    """Write the values of an answers file into one questionnaire: the pure writer."""
    if len(files) != 1 or output is None:
        raise click.UsageError("--answers takes one FILE and an output: segq fill FILE --answers A.jsonl -o OUT.")
    target = output / f"{files[0].stem}.filled{files[0].suffix}" if output.is_dir() else output
    policy = WritePolicy(as_of=settings.as_of, existing=existing)
    certificate = write_xlsx(files[0], target, slot_writes(read_answers(answers), settings.as_of), policy=policy)
    write_beside(target, ".certificate.json", certificate.to_json())
    click.echo(certificate.render(), nl=False)
    return 0


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files named and the questionnaires of the folders named, drafts left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(
            each for each in path.iterdir() if each.suffix.lower() in _SUFFIXES and _DRAFT not in each.suffixes
        )
        if not found:
            raise InputRejected(
                f"{path}: no XLSX or XLSM files in this folder.", "Name a file, or a folder that holds some."
            )
        yield from found


def _target(source: Path, output: Path | None, several: bool) -> Path:
    name = f"{source.stem}{_DRAFT}{source.suffix}"
    if output is None:
        return source.with_name(name)
    if several or output.is_dir() or not output.suffix:
        output.mkdir(parents=True, exist_ok=True)
        return output / name
    return output
