"""``segq ask``: one question, or a batch of them, against the knowledge base."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from answers.decide import Asked
from answers.redaction import shown_to
from knowledge.errors import InputRejected
from segq.cli.options import account_option, json_option, knowledge_options, workspace_option
from segq.cli.workspaces import cleared_for
from segq.engine import Engine
from segq.proposal_view import proposal_lines, proposal_record
from segq.settings import load_settings

_ONE_BY_ONE = "1"


@click.command()
@click.argument("question", required=False)
@click.option(
    "--batch",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="JSON lines with id and question (and section); - reads stdin.",
)
@click.option("--section", default="", help="The heading under which the question stands.")
@click.option(
    "--explain", is_flag=True, help="Show the parts of the score, the runner-up and what lowered the recommendation."
)
@account_option
@workspace_option
@json_option
@knowledge_options
def command(
    question: str | None,
    batch: Path | None,
    section: str,
    explain: bool,
    account: str | None,
    workspace: str | None,
    as_json: bool,
    kb: Path | None,
    as_of: str | None,
) -> int:
    """Propose the approved answer to QUESTION, or say that there is none and why.

    \b
    Examples:
      segq ask "Do you encrypt backups?"
      segq ask --batch questions.jsonl --json
      segq ask "Has your application been penetration tested?" --account acme.com
    """
    if (question is None) == (batch is None):
        raise click.UsageError("Give one QUESTION, or --batch FILE.")
    settings = load_settings(kb, as_of, workspace)
    clearance = cleared_for(account, settings)
    asked = list(_read_batch(batch)) if batch else [Asked(_ONE_BY_ONE, question or "", section)]
    engine = Engine(settings)
    for each, proposal in zip(asked, engine.decider.decide(asked, clearance, settings.as_of), strict=True):
        shown = shown_to(proposal, engine.base, clearance)
        if as_json:
            record = proposal_record(each, shown, engine.base, settings.as_of, clearance)
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            lines = proposal_lines(each, shown, engine.base, settings.as_of, clearance, explain=explain)
            click.echo("\n".join(lines))
    return 0


def _read_batch(path: Path) -> Iterator[Asked]:
    """Read ``{"id", "question", "section"?}`` lines; other keys are passed over."""
    name, text = ("stdin", sys.stdin.read()) if str(path) == "-" else (str(path), _text_of(path))
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _asked(name, number, line)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputRejected(f"{path}: {error.strerror}.", "Check the path.") from None
    except UnicodeDecodeError:
        raise InputRejected(f"{path}: not UTF-8 text.", "Save it as UTF-8 JSON lines.") from None


def _asked(name: str, number: int, line: str) -> Asked:
    hint = 'Write one {"id": "…", "question": "…"} object per line.'
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputRejected(f"{name}, line {number}: not JSON ({error.msg}).", hint) from None
    if not isinstance(record, dict) or not isinstance(record.get("question"), str):
        raise InputRejected(f"{name}, line {number}: no question in it.", hint)
    return Asked(str(record.get("id", number)), record["question"], str(record.get("section") or ""))
