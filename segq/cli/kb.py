"""``segq kb``: lint, list and show the statements of a knowledge base."""

from __future__ import annotations

import json
from pathlib import Path

import click

from exporters.json_schema import SCHEMA_VERSION
from knowledge.errors import InputRejected
from knowledge.lint import Severity, lint
from knowledge.loading import load_knowledge_base
from knowledge.snapshot import plain
from knowledge.statement import KnowledgeBase, Statement
from segq.cli.options import json_option, knowledge_options
from segq.settings import load_settings


@click.group()
def command() -> None:
    """Lint, list and show the statements of the knowledge base."""


@command.command("lint")
@json_option
@knowledge_options
def lint_command(as_json: bool, kb: Path | None, as_of: str | None) -> int:
    """Report what a careful owner would mend; exit code 1 if anything is an error."""
    settings = load_settings(kb, as_of)
    findings = lint(load_knowledge_base(settings.knowledge_base), settings.as_of)
    for finding in findings:
        if as_json:
            record = {
                "severity": str(finding.severity),
                "statement": finding.statement,
                "message": finding.message,
                "hint": finding.hint,
            }
            click.echo(json.dumps({"schema_version": SCHEMA_VERSION, **record}, ensure_ascii=False))
        else:
            click.echo(f"{finding.severity}  {finding.statement}: {finding.message} {finding.hint}".rstrip())
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    click.echo(f"{errors} errors, {len(findings) - errors} warnings", err=True)
    return 1 if errors else 0


@command.command("list")
@click.option("--search", "needle", default="", metavar="TEXT", help="Only statements with TEXT in id, title or claim.")
@json_option
@knowledge_options
def list_command(needle: str, as_json: bool, kb: Path | None, as_of: str | None) -> int:
    """List the statements: id, disclosure, review date, title."""
    base = load_knowledge_base(load_settings(kb, as_of).knowledge_base)
    for statement in base.statements:
        if needle.lower() in f"{statement.id} {statement.title} {statement.claim}".lower():
            click.echo(_listed(statement, as_json))
    return 0


@command.command("show")
@click.argument("statement_id", metavar="ID")
@json_option
@knowledge_options
def show_command(statement_id: str, as_json: bool, kb: Path | None, as_of: str | None) -> int:
    """Show one statement whole: claim, answers, questions, what it does not answer, source and approval."""
    base = load_knowledge_base(load_settings(kb, as_of).knowledge_base)
    statement = _found(base, statement_id)
    if as_json:
        click.echo(json.dumps({"schema_version": SCHEMA_VERSION, "statement": plain(statement)}, ensure_ascii=False))
    else:
        click.echo("\n".join(_shown(statement)))
    return 0


def _found(base: KnowledgeBase, statement_id: str) -> Statement:
    from difflib import get_close_matches

    statement = base.statement(statement_id)
    if statement is None:
        close = get_close_matches(statement_id, [each.id for each in base.statements], 3)
        hint = f"Did you mean {', '.join(close)}?" if close else "`segq kb list` shows them all."
        raise InputRejected(f"{statement_id}: no such statement.", hint)
    return statement


def _listed(statement: Statement, as_json: bool) -> str:
    review = statement.review_by.isoformat() if statement.review_by else "-"
    if as_json:
        record = {
            "id": statement.id,
            "title": statement.title,
            "disclosure": str(statement.disclosure),
            "review_by": review,
        }
        return json.dumps({"schema_version": SCHEMA_VERSION, **record}, ensure_ascii=False)
    return f"{statement.id:20} {statement.disclosure!s:8} {review:10} {statement.title}"


def _shown(statement: Statement) -> list[str]:
    lines = [f"{statement.id}: {statement.title}", f"claim: {statement.claim}"]
    lines += [f"short: {statement.answers.short}", f"full: {statement.answers.full}"]
    lines += [f"asked as: {form.ask}{f'  → {form.yes_no}' if form.yes_no else ''}" for form in statement.questions]
    lines += [f"does not answer: {text}" for text in statement.does_not_answer]
    lines += [f"also called: {', '.join(statement.aliases)}"] if statement.aliases else []
    lines += [f"made of: {', '.join(statement.components)}"] if statement.components else []
    lines += [f"context: {statement.context}"] if statement.context else []
    lines.append(f"disclosure: {statement.disclosure}, owner {statement.owner}, review by {statement.review_by}")
    if statement.source:
        lines.append(f"source: {statement.source.document}, {statement.source.section}: “{statement.source.quote}”")
    approval = statement.approval
    lines.append(f"approval: {approval.kind} by {approval.by} on {approval.on}" if approval else "approval: none")
    return lines
