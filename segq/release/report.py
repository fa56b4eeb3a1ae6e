"""The report beside an exported file, and its JSON: what was answered, what is blank and why, what was overridden."""

from __future__ import annotations

from collections.abc import Iterator

from segq.files import write_beside
from segq.release.plan import ExportedQuestion
from segq.release.writing import Exported

_SHOWN = 160
"""Characters of a question or reason that the tables show."""


def export_record(exported: Exported) -> dict[str, object]:
    """Return an export as one JSON object; it stays inside: it names who decided what."""
    plan, release = exported.plan, exported.release
    return {
        "questionnaire": plan.record.id,
        "file": plan.arrived.name,
        "sha256": plan.arrived.sha256,
        "account": plan.record.account,
        "clearance": str(plan.clearance.level),
        "basis": plan.clearance.basis,
        "written": str(exported.target),
        "draft": release is None,
        "release": release.id if release else None,
        "overrides": list(release.overrides) if release else [],
        **plan.counted(),
        "items": [_item(each) for each in plan.questions],
    }


def export_markdown(exported: Exported) -> str:
    """Return the report for a person."""
    return "\n".join(_lines(exported)) + "\n"


def write_papers(exported: Exported) -> None:
    """Write certificate and report beside the file, the report only where the file itself is not encrypted."""
    write_beside(exported.target, ".certificate.json", exported.certificate)
    if not exported.encrypted:
        write_beside(exported.target, ".report.md", export_markdown(exported))


def export_line(exported: Exported) -> str:
    """Return the export as one line."""
    counted, plan = exported.plan.counted(), exported.plan
    what = f"release {exported.release.id}" if exported.release else "draft"
    return (
        f"{what}: {counted['answered']} of {counted['questions']} questions answered, {counted['confidential']} "
        f"confidential, {counted['withheld']} withheld; cleared for {plan.clearance.level} ({plan.clearance.basis})"
        f" → {exported.target}"
    )


def _lines(exported: Exported) -> Iterator[str]:
    plan, release = exported.plan, exported.release
    counted = plan.counted()
    yield f"# {'Release' if release else 'Draft'} of {plan.arrived.name}"
    yield ""
    yield f"For {plan.record.account or 'no account'}; cleared for {plan.clearance.level}: {plan.clearance.basis}."
    if release:
        yield f"Signed off by {plan.record.signed_off_by}; release {release.id} by {release.by}."
        yield from (f"- {each}" for each in release.overrides)
    yield ""
    yield (
        f"{counted['answered']} of {counted['questions']} questions answered, {counted['blank']} blank, "
        f"{counted['confidential']} confidential, {counted['withheld']} withheld."
    )
    for column in plan.columns:
        yield from ("", f"The file has no column for answers: “{column.header}” is appended at {column.at}.")
    yield from _table("Withheld", [each for each in plan.questions if each.withheld])
    yield from _table("Confidential", [each for each in plan.questions if each.confidential])
    yield from _table("Blank", [each for each in plan.questions if not each.answer and not each.withheld])
    yield from _table("Answered", [each for each in plan.questions if each.answer and not each.confidential])


def _table(title: str, questions: list[ExportedQuestion]) -> Iterator[str]:
    if not questions:
        return
    yield from (
        "",
        f"## {title} ({len(questions)})",
        "",
        "| place | question | decision | why blank |",
        "|---|---|---|---|",
    )
    for each in questions:
        cells = (_cell(_named(each)), _decided(each), _cell(each.why_blank))
        yield f"| {each.question.key} | {' | '.join(cells)} |"


def _named(each: ExportedQuestion) -> str:
    return f"{each.question.id} {each.question.text}" if each.question.id else each.question.text


def _decided(each: ExportedQuestion) -> str:
    decision = each.decision
    return f"{decision.act} by {each.line.decided_by}" if decision else ""


def _item(each: ExportedQuestion) -> dict[str, object]:
    decision = each.decision
    return {
        "at": each.question.key,
        "id": each.question.id,
        "decision": str(decision.act) if decision else None,
        "by": each.line.decided_by or None,
        "answered": bool(each.answer),
        "confidential": each.confidential,
        "withheld": each.withheld,
        "why_blank": each.why_blank or None,
    }


def _cell(text: str) -> str:
    line = " ".join(text.split()).replace("|", "\\|")
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
