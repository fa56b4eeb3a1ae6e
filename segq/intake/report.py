"""What ``segq inspect`` shows: one JSON object per question, or the evidence in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from answers.questionnaire import Address, CellAddress, Question, Slot, SlotKind
from exporters.json_schema import SCHEMA_VERSION
from exporters.ooxml.references import column_letters
from segq.intake.evidence import ColumnReading, Role
from segq.intake.reading import Reading, SheetReading, TableReading
from segq.intake.word.reading import PlaceReading, WordReading

Json = dict[str, object]


def json_lines(reading: Reading | WordReading) -> Iterator[Json]:
    """Yield one object per question, in file order."""
    for question in reading.questionnaire.questions:
        yield question_json(question)


def question_json(question: Question) -> Json:
    """Return a question as ``segq inspect --json`` prints it; addresses and option texts are the file's own."""
    line: Json = {"schema_version": SCHEMA_VERSION}
    if isinstance(question.address, CellAddress):
        line |= {"sheet": question.address.sheet, "q": question.address.cell}
    else:
        line |= {"q": question.address.at}
    return line | {
        "id": question.id,
        "text": question.text,
        "section": question.section,
        "guidance": question.guidance,
        "parent": question.parent,
        "condition": question.condition,
        "kind": str(question.kind),
        **({"fact": question.fact} if question.fact else {}),
        "language": question.language,
        "slots": [slot_json(slot) for slot in question.slots],
    }


def _where(at: Address) -> Json:
    if isinstance(at, CellAddress):
        return {"cell": at.cell}
    line: Json = {"at": at.at}
    if at.control is not None:
        line["control"] = at.control
    if at.fields:
        line["fields"] = list(at.fields)
    return line


def slot_json(slot: Slot) -> Json:
    """Return a slot; ``options`` is null where anything may be written."""
    where = _where(slot.address)
    options = [option.text for option in slot.options] if slot.kind is SlotKind.CHOICE else None
    line = where | {"kind": str(slot.kind), "role": str(slot.role), "options": options, "header": slot.header}
    bounds = {"max_chars": slot.max_chars, "min_chars": slot.min_chars, "max_words": slot.max_words}
    line |= {name: bound for name, bound in bounds.items() if bound is not None}
    line |= {"existing": _plain(slot.existing), "prefilled": _plain(slot.prefilled)}
    if slot.appended:
        line["new"] = True
    return line


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def human_lines(reading: Reading | WordReading, *, evidence: bool = True) -> Iterator[str]:
    """Yield the reading sheet by sheet, or place by place: what each was taken for, evidence and doubts."""
    total = len(reading.questionnaire.questions)
    if isinstance(reading, Reading):
        yield f"{reading.questionnaire.name}: {total} questions in {len(reading.sheets)} sheets"
        for sheet in reading.sheets:
            yield from _sheet_lines(sheet, evidence=evidence)
    else:
        yield f"{reading.questionnaire.name}: {total} questions"
        for place in reading.places:
            yield from _place_lines(place, evidence=evidence)
    for doubt in reading.questionnaire.doubts:
        yield f"doubt: {doubt.place}: {doubt.text}"


def _place_lines(place: PlaceReading, *, evidence: bool) -> Iterator[str]:
    count = f"{place.questions} questions" if place.questions else "no questions"
    yield f"  {place.address}: {place.taken_for}, {count} (confidence {place.confidence:.2f})"
    if evidence and place.reason:
        yield f"          {place.reason}"


def _sheet_lines(sheet: SheetReading, *, evidence: bool) -> Iterator[str]:
    yield f"sheet “{sheet.name}”" + (f": {sheet.note}" if sheet.note else "")
    for table in sheet.tables:
        yield from _table_lines(table, evidence=evidence)


def _table_lines(table: TableReading, *, evidence: bool) -> Iterator[str]:
    area = table.area
    where = f"{column_letters(area.first_col)}{area.first_row}:{column_letters(area.last_col)}{area.last_row}"
    header = f", header in row {table.header_rows[0]}" if table.header_rows else ", no header"
    verdict = table.verdict
    kept = f"{table.questions} questions" if verdict.accepted else "no questions"
    yield f"  table {where}{header}: {kept} ({verdict.reason}; confidence {verdict.confidence:.2f})"
    for reading in table.columns if verdict.accepted else ():
        yield from _column_lines(reading, evidence=evidence)


def _column_lines(reading: ColumnReading, *, evidence: bool) -> Iterator[str]:
    column = reading.column
    header = f"“{' '.join(column.header.split())}”" if column.header else "without a header"
    yield f"    {column_letters(column.col):>3} {header}: {reading.role} ({reading.confidence:.2f})"
    if evidence and reading.role is not Role.REFERENCE:
        for clue in reading.clues:
            yield f"          {clue.weight:+.1f} {clue.text}"
