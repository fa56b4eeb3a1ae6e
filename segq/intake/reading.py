"""From a scanned workbook to its questions: the one entry point of layout recognition, :func:`read_workbook`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answers.marks import heads
from answers.questionnaire import (
    CellAddress,
    Doubt,
    Question,
    QuestionKind,
    Questionnaire,
    Slot,
    SlotKind,
    SlotRole,
)
from exporters.ooxml.references import cell_name
from exporters.ooxml.workbook import CellRange, Workbook
from segq.intake.columns import content_rows
from segq.intake.doubts import hidden_doubts, table_doubts
from segq.intake.drafts import Draft, found_drafts, given_drafts, judged_together, presents_itself
from segq.intake.evidence import ColumnReading
from segq.intake.followups import linked
from segq.intake.grid import Grid
from segq.intake.language import detect, dominant
from segq.intake.profile_fit import (
    ignored_sheets,
    missing_sheets,
    offered_slots,
    refuse_if_foreign,
    sheet_layouts,
    sheets_without_blocks,
)
from segq.intake.profiles import LayoutProfile, ProfileUse
from segq.intake.respondent import with_blocks, with_facts
from segq.intake.rows import QuestionRow
from segq.intake.slots import SlotBuilder, free_column
from segq.intake.stated_options import StatedOptions
from segq.intake.verdicts import Verdict
from segq.intake.wording import options_are_yes_no


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table as understood, with the evidence behind every column."""

    sheet: str
    area: CellRange
    header_rows: tuple[int, ...]
    columns: tuple[ColumnReading, ...]
    verdict: Verdict
    questions: int
    rows: tuple[QuestionRow, ...] = ()
    """The rows that were taken for questions."""
    passed: tuple[int, ...] = ()
    """Rows with a text that were not: titles, guidance, what is left out."""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A sheet with its tables, or why nothing was read from it."""

    name: str
    tables: tuple[TableReading, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a workbook: the questionnaire, and the evidence for a person to check."""

    questionnaire: Questionnaire
    sheets: tuple[SheetReading, ...]
    profile: ProfileUse | None = None
    """The layout profile that took the place of detection."""


def read_workbook(workbook: Workbook, name: str, profile: LayoutProfile | None = None) -> Reading:
    """Return the questions, slots and doubts of a scanned workbook; never raises on odd content.

    Sheets that ``profile`` names are read as it says; ``InputRejected`` where it does not fit the file.
    """
    grids = {sheet.name: Grid(workbook, sheet) for sheet in workbook.sheets}
    drafts, doubts = _drafted(workbook, grids, name, profile)
    drafts = judged_together(drafts, presents_itself(workbook, name))
    ignored = ignored_sheets(profile, workbook) if profile else frozenset[str]()
    closed = ignored | (sheets_without_blocks(profile, workbook) if profile else frozenset())
    taken = _asked_by_profile(drafts)
    questions: list[Question] = []
    sheets: list[SheetReading] = []
    for sheet in workbook.sheets:
        tables = []
        for draft in drafts[sheet.name] if sheet.state == "visible" else []:
            found = _questions(draft, taken)
            questions += found
            doubts += table_doubts(draft, found)
            tables.append(_table_reading(draft, len(found)))
        note = "left out by the layout profile" if sheet.name in ignored else _note(sheet.state, tables)
        sheets.append(SheetReading(sheet.name, tuple(tables), note))
    read = {sheet: grid for sheet, grid in grids.items() if sheet not in closed}
    questions = with_blocks(questions, read, drafts, taken)
    questionnaire = Questionnaire(name, workbook.sha256, tuple(questions), tuple(doubts))
    return Reading(questionnaire, tuple(sheets), ProfileUse(profile.name) if profile else None)


def _drafted(
    workbook: Workbook, grids: Mapping[str, Grid], name: str, profile: LayoutProfile | None
) -> tuple[dict[str, list[Draft]], list[Doubt]]:
    """Return the tables of every sheet: as the profile gives them where it names the sheet, else as found."""
    if profile is None:
        given, ignored, doubts = {}, frozenset[str](), list[Doubt]()
    else:
        refuse_if_foreign(profile, workbook, name)
        given, ignored = sheet_layouts(profile, workbook), ignored_sheets(profile, workbook)
        doubts = missing_sheets(profile, workbook)
    drafts: dict[str, list[Draft]] = {}
    for sheet, grid in grids.items():
        if sheet in ignored:
            drafts[sheet] = []
        elif profile is not None and sheet in given:
            drafts[sheet] = given_drafts(grid, given[sheet], profile.name, name)
        else:
            drafts[sheet] = found_drafts(grid)
        doubts += hidden_doubts(grid, drafts[sheet])
    return drafts, doubts


def _asked_by_profile(drafts: dict[str, list[Draft]]) -> set[tuple[str, str]]:
    """Return the cells of questions in tables that a profile gives: none of them can be a place to answer."""
    given = [draft for of_sheet in drafts.values() for draft in of_sheet if draft.placed is not None]
    return {(draft.grid.name, cell_name(row.row, row.col)) for draft in given for row in draft.rows}


def _questions(draft: Draft, taken: set[tuple[str, str]]) -> list[Question]:
    if not draft.verdict.accepted:
        return []
    stated = StatedOptions(draft.grid, draft.readings, min(draft.table.header_rows, default=draft.table.first_row))
    builder = SlotBuilder(draft.grid, draft.readings, taken, stated)
    defaults = builder.defaults(draft.rows)
    free = free_column(draft.grid, draft.readings, draft.rows) if draft.verdict.append else None
    language = dominant(row.text for row in draft.rows[:100])
    questions = []
    for row in draft.rows:
        slots = builder.slots(row, defaults)
        if draft.placed is not None:
            slots = offered_slots(slots, draft.placed)
        if draft.verdict.append and free is not None:
            slots += builder.appended(row, free)
        if slots:
            questions.append(_built(draft, row, slots, language))
    return with_facts(linked(questions, draft.grid))


def _built(draft: Draft, row: QuestionRow, slots: tuple[Slot, ...], language: str) -> Question:
    return Question(
        address=CellAddress(draft.grid.name, cell_name(row.row, row.col)),
        text=row.text,
        id=row.id,
        section=row.section or draft.grid.name,
        guidance=row.guidance,
        kind=_kind(slots),
        language=detect(row.text, default=language),
        slots=slots,
    )


def _kind(slots: Sequence[Slot]) -> QuestionKind:
    main = next((slot for slot in slots if slot.role is SlotRole.ANSWER), None)
    if main is None:
        return QuestionKind.DESCRIBE
    if main.options and options_are_yes_no(_choices(main, slots)):
        return QuestionKind.YES_NO
    return QuestionKind.VALUE if main.kind in (SlotKind.NUMBER, SlotKind.DATE) else QuestionKind.DESCRIBE


def _choices(main: Slot, slots: Sequence[Slot]) -> list[str]:
    """Return what may be chosen: the options of the answer, or the headers of the columns that take a mark."""
    if len(main.options) > 1:
        return [option.text for option in main.options]
    return [heads(slot).text for slot in slots if slot.role is SlotRole.ANSWER and slot.options == main.options]


def _table_reading(draft: Draft, questions: int) -> TableReading:
    columns = tuple(draft.readings[col] for col in sorted(draft.readings))
    area = CellRange(draft.table.first_row, draft.table.columns[0], draft.table.last_row, draft.table.columns[-1])
    covered = {row for asked in draft.rows for row in range(asked.row, max(asked.row, *asked.answer_rows) + 1)}
    return TableReading(
        sheet=draft.grid.name,
        area=area,
        header_rows=draft.table.header_rows,
        columns=columns,
        verdict=draft.verdict,
        questions=questions,
        rows=tuple(draft.rows),
        passed=tuple(row for row in content_rows(draft.grid, draft.table) if row not in covered),
    )


def _note(state: str, tables: Sequence[TableReading]) -> str:
    if state != "visible":
        return "hidden: not read"
    if not tables:
        return "no table with a header or a column of questions"
    return ""
