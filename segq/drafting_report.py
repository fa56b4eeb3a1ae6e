"""The report beside a draft: what was answered, what stays open and why, what is gated."""

from __future__ import annotations

from collections.abc import Iterator

from answers.proposal import LeftBlank, Written
from exporters.certificate import Certificate
from exporters.json_schema import SCHEMA_VERSION
from segq.drafting import DraftedQuestion, Plan

_SHOWN = 160
"""Characters of a question or reason that the tables show."""


def report_record(plan: Plan) -> dict[str, object]:
    """Return the report as one JSON object; it stays inside: reasons name statements."""
    return {
        "schema_version": SCHEMA_VERSION,
        "file": plan.source.name,
        "sha256": plan.questionnaire.sha256,
        **plan.counted(),
        "items": [_item(drafted) for drafted in plan.questions],
        "columns": [{"at": column.at, "header": column.header} for column in plan.columns],
        "doubts": [{"place": doubt.place, "text": doubt.text} for doubt in plan.questionnaire.doubts],
    }


def report_markdown(plan: Plan, certificate: Certificate | None = None) -> str:
    """Return the report for a person, with the notes that ``certificate`` tells of."""
    return "\n".join((*_lines(plan), *_note_lines(certificate))) + "\n"


def note_record(certificate: Certificate | None) -> dict[str, object]:
    """Return which cells got a note, and which flags could not stand in one; empty while nothing is written."""
    refused = certificate.notes_refused if certificate else ()
    return {
        "notes": list(certificate.notes) if certificate else [],
        "notes_refused": [{"at": slot.at, "why": slot.why} for slot in refused],
    }


def _note_lines(certificate: Certificate | None) -> Iterator[str]:
    if certificate is None or not (certificate.notes or certificate.notes_refused):
        return
    nouns = certificate.nouns
    yield from ("", f"## {nouns.note.capitalize()}s ({len(certificate.notes)})", "")
    yield from (f"- {at}: the flag stands in a {nouns.note} on the {nouns.one}" for at in certificate.notes)
    yield from (f"- {slot.at}: no {nouns.note}, as {slot.why}" for slot in certificate.notes_refused)


def _lines(plan: Plan) -> Iterator[str]:
    counted = plan.counted()
    yield f"# Draft of {plan.source.name}"
    yield ""
    yield (
        f"{counted['answered']} of {counted['questions']} questions answered, {counted['open']} open, "
        f"{counted['gated']} under NDA. This is a draft: a person signs off before it is released."
    )
    for column in plan.columns:
        yield from ("", f"The file has no column for answers: “{column.header}” is appended at {column.at}.")
    yield from _table("Under NDA", [drafted for drafted in plan.questions if drafted.gated])
    yield from _table("Open", [drafted for drafted in plan.questions if not drafted.answered])
    yield from _table("Answered", [drafted for drafted in plan.questions if drafted.answered])
    if plan.questionnaire.doubts:
        yield from ("", "## Doubts about the layout", "")
        yield from (f"- {doubt.place}: {doubt.text}" for doubt in plan.questionnaire.doubts)


def _table(title: str, questions: list[DraftedQuestion]) -> Iterator[str]:
    if not questions:
        return
    yield from (
        "",
        f"## {title} ({len(questions)})",
        "",
        "| place | question | what | why | proposed |",
        "|---|---|---|---|---|",
    )
    for drafted in questions:
        told = (
            _cell(_named(drafted)),
            _happened(drafted),
            _cell(_why(drafted)),
            _cell(drafted.proposed or "", whole=True),
        )
        yield f"| {drafted.question.key} | {' | '.join(told)} |"


def _named(drafted: DraftedQuestion) -> str:
    prefix = f"{drafted.question.id} " if drafted.question.id else ""
    return f"{prefix}{drafted.question.text}"


def _happened(drafted: DraftedQuestion) -> str:
    written = [outcome for outcome in drafted.outcomes if isinstance(outcome, Written)]
    if any(outcome.notice for outcome in written):
        return "notice written"
    if any(outcome.suggestion for outcome in written):
        return "suggestion written"
    return "written" if written else str(drafted.proposal.recommendation)


def _why(drafted: DraftedQuestion) -> str:
    if drafted.answered:
        return " ".join(reason.text for reason in drafted.proposal.reasons[:1])
    blank = [outcome for outcome in drafted.outcomes if isinstance(outcome, LeftBlank)]
    texts = [f"{outcome.why}: {outcome.text}" if outcome.text else str(outcome.why) for outcome in blank]
    told = " ".join(dict.fromkeys(texts))
    more = [] if drafted.gated else [reason.text for reason in drafted.proposal.reasons if reason.text not in told]
    return " ".join(filter(None, (told, *more[:1]))) or "no slot to write into"


def _item(drafted: DraftedQuestion) -> dict[str, object]:
    return {
        "at": drafted.question.key,
        "id": drafted.question.id,
        "recommendation": str(drafted.proposal.recommendation),
        "answered": drafted.answered,
        "gated": drafted.gated,
        "proposed": drafted.proposed,
        "why": _why(drafted),
        "slots": [_slot(outcome) for outcome in drafted.outcomes],
    }


def _slot(outcome: Written | LeftBlank) -> dict[str, object]:
    if isinstance(outcome, LeftBlank):
        return {"at": str(outcome.address), "blank": str(outcome.why), "text": outcome.text}
    kind = "notice" if outcome.notice else "suggestion" if outcome.suggestion else "answer"
    return {"at": str(outcome.address), "written": kind, "confidential": outcome.released.confidential}


def _cell(text: str, whole: bool = False) -> str:
    line = " ".join(text.split()).replace("|", "\\|")
    return line if whole or len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
