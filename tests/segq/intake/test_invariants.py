"""What holds for any workbook: no exception, no unsafe slot, no address twice; and quickly enough."""

from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers.questionnaire import CellAddress
from exporters.ooxml.references import cell_name
from exporters.ooxml.workbook import Cell, CellRange, CellStyle, Sheet, SheetState, TableRange, Validation, Workbook
from knowledge.disclosure import CellValue
from segq.intake import read_workbook
from segq.intake.grid import Grid
from segq.intake.report import human_lines, json_lines
from tests.segq.intake.archetypes import CASES
from tests.segq.intake.books import STYLES, choices
from tests.segq.intake.uncommon import UNCOMMON

_WORDS = "Question Answer Response Comments Evidence Guidance Id # Status Section Yes No N/A 1.1 AC-01 Select… X"
_TEXTS = (
    "Is there a plan for this?|Describe how access is given and taken.|Reviewer notes|Total score|If yes, describe.|"
    "问题|回答|| |Network|The plan shall be reviewed.|是否加密？|[name]|https://example.test"
)
_SNIPPETS = (*_WORDS.split(), *_TEXTS.split("|"))
_VALUES: st.SearchStrategy[CellValue | None] = st.one_of(
    st.sampled_from(_SNIPPETS),
    st.integers(-5, 5),
    st.floats(allow_nan=True),
    st.booleans(),
    st.text(max_size=12),
    st.none(),
)
_CELLS = st.builds(Cell, _VALUES, st.integers(0, 7), st.booleans(), st.booleans())
_ROW, _COL = st.integers(1, 14), st.integers(1, 8)
_ENDLESS = st.sampled_from(
    [CellRange(1, 1, 1048576, 16384), CellRange(2, 3, 1048576, 3), CellRange(1, 14, 1048576, 16384)]
)


@st.composite
def _ranges(draw: st.DrawFn) -> CellRange:
    rows, cols = sorted([draw(_ROW), draw(_ROW)]), sorted([draw(_COL), draw(_COL)])
    return CellRange(rows[0], cols[0], rows[1], cols[1])


_AREAS = st.one_of(_ranges(), _ENDLESS)
_RULES = st.builds(
    lambda base, areas, kind, broken: Validation(
        kind, tuple(areas), None if broken else base.options, formula1="1", formula2="x", broken=broken
    ),
    st.just(choices("A1:A1", ["Yes", "No"])),
    st.lists(_AREAS, min_size=1, max_size=3),
    st.sampled_from(["list", "whole", "date", "textLength", "custom", "none"]),
    st.booleans(),
)
_STYLES = st.lists(st.builds(CellStyle, st.booleans(), st.just("General"), st.booleans(), st.booleans()), max_size=6)


@st.composite
def _sheets(draw: st.DrawFn, name: str = "S") -> Sheet:
    return Sheet(
        name=name,
        state=draw(st.sampled_from(SheetState)),
        protected=draw(st.booleans()),
        cells=draw(st.dictionaries(st.tuples(_ROW, _COL), _CELLS, max_size=60)),
        merges=tuple(draw(st.lists(_AREAS, max_size=3))),
        validations=tuple(draw(st.lists(_RULES, max_size=4))),
        hidden_rows=frozenset(draw(st.sets(_ROW, max_size=2))),
        hidden_cols=tuple(draw(st.lists(st.just((3, 3)), max_size=1))),
        tables=tuple(draw(st.lists(st.builds(TableRange, st.just("T"), _ranges()), max_size=1))),
    )


@st.composite
def _altered(draw: st.DrawFn) -> Sheet:
    """An archetype with some cells, merges, rules and locks changed at random."""
    made = draw(st.sampled_from([*CASES, *UNCOMMON])).sheets[0]
    return replace(
        made,
        cells={**made.cells, **draw(st.dictionaries(st.tuples(_ROW, _COL), _CELLS, max_size=12))},
        protected=draw(st.booleans()) and made.protected,
        merges=(*made.merges, *draw(st.lists(_AREAS, max_size=1))),
        validations=(*made.validations, *draw(st.lists(_RULES, max_size=2))),
        hidden_rows=frozenset(draw(st.sets(_ROW, max_size=1))),
    )


_BOOKS = st.builds(
    lambda sheets, styles: Workbook(tuple(sheets), (*STYLES, *styles)), st.tuples(_sheets("S"), _altered()), _STYLES
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_BOOKS)
def test_any_workbook_is_read_without_unsafe_slots(workbook: Workbook) -> None:
    reading = read_workbook(workbook, "any.xlsx")
    asked = {str(question.address) for question in reading.questionnaire.questions}
    given_out = [slot.address for question in reading.questionnaire.questions for slot in question.slots]
    assert len(set(given_out)) == len(given_out)
    assert len(asked) == len(reading.questionnaire.questions)
    for address in given_out:
        assert isinstance(address, CellAddress)
        assert str(address) not in asked
        sheet = workbook.sheet(address.sheet)
        assert sheet is not None
        _assert_writable(Grid(workbook, sheet), address.cell)
    assert len(list(json_lines(reading))) == len(reading.questionnaire.questions)
    assert list(human_lines(reading))


def _assert_writable(grid: Grid, cell: str) -> None:
    row, col = next((r, c) for r in range(1, 80) for c in range(1, 140) if cell_name(r, c) == cell)
    assert grid.visible
    assert grid.writable(row, col)


def test_a_workbook_without_sheets_has_no_questions() -> None:
    assert read_workbook(Workbook((), ()), "empty.xlsx").questionnaire.questions == ()


def test_a_large_sheet_is_read_in_about_a_second() -> None:
    text = "Is item number {} of the long list of controls in place at every site?"
    cells = {(1, col): Cell(head) for col, head in enumerate(("Id", "Question", "Answer", "Comment", "Guidance"), 1)}
    for row in range(2, 5002):
        cells |= {
            (row, 1): Cell(f"Q-{row}"),
            (row, 2): Cell(text.format(row)),
            (row, 5): Cell("Say where and since when."),
        }
    cells |= {(row, col): Cell(None, 0) for row in range(2, 5002) for col in range(6, 30)}
    everywhere = Validation("none", (CellRange(1, 14, 1048576, 16384),))
    rule = choices("C2:C5001", ["Yes", "No"])
    workbook = Workbook(
        (Sheet("Long", SheetState.VISIBLE, False, cells, validations=(everywhere, rule)),), (CellStyle(),)
    )
    started = time.process_time()
    reading = read_workbook(workbook, "long.xlsx")
    assert len(reading.questionnaire.questions) == 5000
    assert time.process_time() - started < 6.0
