"""What holds for every document, however odd."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.word.document import Paragraph, Protection, Table
from segq.intake.word.flow import addresses
from segq.intake.word.reading import read_document
from tests.segq.intake.word.kit import C, Ctl, Fld, P, T, document

_TEXTS = st.sampled_from(
    [
        "",
        "",
        "Where is data stored?",
        "Answer:",
        "Answer: In Cork.",
        "If yes, explain: ____",
        "☐ Yes ☐ No",
        "☐ ISO 27001",
        "Name:",
        "________",
        "a) own staff:",
        "1.2",
        "Comments",
        "Yes / No",
        "For office use only",
        "[insert date]",
        "The supplier shall keep logs.",
        "Signature: ____",
        "Question",
        "\u2002\u2002",
    ]
)
_PIECES = st.one_of(
    _TEXTS,
    st.builds(Ctl, kind=st.sampled_from(["text", "drop-down", "check box", "date"]), locked=st.booleans()),
    st.builds(Fld, kind=st.sampled_from(["text", "check box", "drop-down"]), enabled=st.booleans()),
)
_PARAGRAPHS = st.builds(
    lambda pieces, bold, heading, listed: P(*pieces, bold=bold, heading=heading, listed=listed),
    st.lists(_PIECES, min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from([0, 0, 0, 2]),
    st.booleans(),
)
_CELLS = st.builds(
    lambda content, span, merged, bold: C(content, span, "", bold, merged),
    st.one_of(_TEXTS, st.lists(_PARAGRAPHS, min_size=1, max_size=3)),
    st.sampled_from([1, 1, 2]),
    st.sampled_from(["", "", "restart", "continue"]),
    st.booleans(),
)
_TABLES = st.builds(lambda rows: T(*rows), st.lists(st.lists(_CELLS, min_size=1, max_size=4), min_size=1, max_size=5))
_PARTS = st.lists(st.one_of(_PARAGRAPHS, _TABLES), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(_PARTS, st.sampled_from([Protection.NONE, Protection.FORMS]))
def test_places_exist_may_be_filled_and_questions_are_told_apart(parts: list[object], protection: Protection) -> None:
    made = document(*parts, protection=protection)
    questionnaire = read_document(made, "questionnaire.docx").questionnaire
    known = set(addresses(made.blocks))
    keys = [question.key for question in questionnaire.questions]
    assert len(set(keys)) == len(keys)
    for question in questionnaire.questions:
        assert question.address.at in known  # type: ignore[union-attr]
        assert question.slots
        for slot in question.slots:
            address = slot.address
            assert address.at in known  # type: ignore[union-attr]
            control, fields = address.control, address.fields  # type: ignore[union-attr]
            assert control is None or not made.controls[control].locked
            assert all(made.fields[number].enabled for number in fields)
            boxes = any(one.kind == "check box" for one in made.controls)
            assert protection is Protection.NONE or control is not None or fields or boxes


@settings(max_examples=80, deadline=None)
@given(_PARTS)
def test_a_cell_that_continues_a_merge_is_never_a_place(parts: list[object]) -> None:
    made = document(*parts)
    closed = {
        cell.address for table in made.tables() for row in table.rows for cell in row.cells if cell.merged == "continue"
    }
    questionnaire = read_document(made, "questionnaire.docx").questionnaire
    assert not closed & {slot.address.at for q in questionnaire.questions for slot in q.slots}  # type: ignore[union-attr]


def test_reading_is_the_same_every_time() -> None:
    made = document(P("Where is it?"), P("Answer: ____"), T(["Who pays?", ""], ["Who asks?", ""]))
    assert read_document(made, "a.docx") == read_document(made, "a.docx")
    assert all(isinstance(block, Paragraph | Table) for block in made.blocks)


def test_a_value_that_stands_in_a_cell_is_no_place_where_only_forms_may_be_filled() -> None:
    rows = T(["Where is data stored?"], ["Answer: In Cork."], ["Who runs the service?"], [P(Ctl())])
    asked = read_document(document(rows, protection=Protection.FORMS), "questionnaire.docx").questionnaire.questions
    assert [slot.address.control for one in asked for slot in one.slots] == [0]  # type: ignore[union-attr]
