from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from tests.segq.cli.conftest import Segq

FACTS = """
disclosure: public
facts:
  company_name: Larch Ledger GmbH
  contact_phone: {value: "+43 1 555 0199", disclosure: internal}
  date_completed: as-of
"""


@pytest.fixture
def questionnaire(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Cover"
    for label in ("Vendor name:", "Contact phone:", "VAT number:", "Date completed:", "Signature:"):
        cover.append([label])
    sheet = book.create_sheet("Security")
    sheet.append(["ID", "Question", "Answer", "Comments"])
    for number, text in enumerate(("Are backups encrypted?", "Are laptops encrypted?", "Are doors locked?"), 1):
        sheet.append([f"S-{number}", text, None, None])
    choices = DataValidation(type="list", formula1='"Yes,No"')
    choices.add("C2:C4")
    sheet.add_data_validation(choices)
    path = tmp_path / "asked.xlsx"
    book.save(path)
    return path


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return path


def cover_of(path: Path) -> list[object]:
    return [
        row[1].value if len(row) > 1 else None for row in openpyxl.load_workbook(path)["Cover"].iter_rows(max_col=2)
    ]


def test_facts_fill_their_places_and_a_signature_is_left_to_a_person(
    ledger: Segq, questionnaire: Path, facts: Path
) -> None:
    ran = ledger("fill", questionnaire, "--facts", facts)
    assert ran.code == 0, ran.err
    assert cover_of(questionnaire.with_name("asked.draft.xlsx")) == [
        "Larch Ledger GmbH",
        None,
        None,
        "2026-11-01",
        None,
    ]
    report = questionnaire.with_name("asked.draft.report.md").read_text(encoding="utf-8")
    assert "for a person: a signature is given by a person" in report
    assert "no such fact is on record: the facts file holds no vat_id" in report
    assert "withheld: contact_phone is internal in the facts file" in report


def test_an_internal_fact_is_in_no_byte_of_the_output(ledger: Segq, questionnaire: Path, facts: Path) -> None:
    ran = ledger("fill", questionnaire, "--facts", facts, "--explain")
    parts = [path.read_bytes() for path in questionnaire.parent.glob("asked.draft.*")]
    with zipfile.ZipFile(questionnaire.with_name("asked.draft.xlsx")) as archive:
        parts += [archive.read(name) for name in archive.namelist()]
    assert b"555 0199" not in b"".join(parts) + ran.out.encode() + ran.err.encode()


def test_without_a_facts_file_nothing_about_the_respondent_is_written(ledger: Segq, questionnaire: Path) -> None:
    assert ledger("fill", questionnaire).code == 0
    assert cover_of(questionnaire.with_name("asked.draft.xlsx")) == [None] * 5


def test_a_facts_file_that_cannot_be_read_stops_before_anything_is_written(
    ledger: Segq, questionnaire: Path, facts: Path
) -> None:
    facts.write_text("facts: {signature: Mara Holm}", encoding="utf-8")
    ran = ledger("fill", questionnaire, "--facts", facts)
    assert ran.code == 3
    assert "never filled" in ran.err
    assert not questionnaire.with_name("asked.draft.xlsx").exists()
