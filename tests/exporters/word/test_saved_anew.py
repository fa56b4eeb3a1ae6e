"""A filled document that a program saved anew is compared by what it says, not by its bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.formats import compare_files
from tests.word_files import body_xml, cell, docx, paragraph, table

ASKS = paragraph("Intake") + table(("Who approves access?", cell(paragraph())))
ANSWERED = ASKS.replace("<w:p></w:p>", paragraph("The board"))


@pytest.mark.parametrize(
    ("body", "only_slots"),
    [
        (ANSWERED, True),
        (ANSWERED.replace("<w:tblPr/>", "<w:tblPr   ></w:tblPr>"), True),
        (ANSWERED.replace("<w:tblPr/>", "<w:tblPr><w:jc/></w:tblPr>"), False),
        (ANSWERED.replace('<w:tcW w:w="3000" w:type="dxa"/>', '<w:tcW w:w="3001" w:type="dxa"/>'), False),
        (ANSWERED.replace('w:w="3000" w:type="dxa"', "w:type='dxa' w:w='3000'"), True),
    ],
)
def test_only_what_the_bytes_mean_counts(body: str, tmp_path: Path, *, only_slots: bool) -> None:
    old, new = tmp_path / "old.docx", tmp_path / "new.docx"
    old.write_bytes(docx(ASKS))
    new.write_bytes(docx(body))
    assert body_xml(body) != body_xml(ASKS)
    found = compare_files(old, new)
    assert found.only_slots_changed is only_slots
    assert [(one.at, one.after) for one in found.cells] == [("table 0 row 0 col 1", "The board")]
