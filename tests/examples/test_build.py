from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from examples.build import built
from knowledge.approval import standing
from knowledge.loading import load_knowledge_base

EXAMPLES = Path(__file__).parents[2] / "examples"
BOOKS = ("flat.xlsx", "protected.xlsx")


@pytest.fixture(scope="module")
def generated() -> dict[str, bytes]:
    return built()


@pytest.mark.parametrize(
    "name",
    [*BOOKS, "export.csv", *(f"expected/{name}.slots.jsonl" for name in ("export", "flat", "protected"))],
    ids=lambda name: Path(name).name,
)
def test_the_generator_reproduces_the_committed_file_byte_for_byte(name: str, generated: dict[str, bytes]) -> None:
    committed = (EXAMPLES / name).read_bytes()
    assert unpacked(name, generated[name]) == unpacked(name, committed), "run `python examples/build.py`"


def test_building_twice_gives_the_same_bytes(generated: dict[str, bytes]) -> None:
    assert built() == generated


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.filterwarnings("ignore:Data Validation extension:UserWarning")
@pytest.mark.filterwarnings("ignore:Conditional Formatting extension:UserWarning")
def test_every_formula_has_a_cached_value(name: str) -> None:
    formulas, values = load_workbook(EXAMPLES / name), load_workbook(EXAMPLES / name, data_only=True)
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert values[sheet.title][cell.coordinate].value is not None, f"{sheet.title}!{cell.coordinate}"


def test_the_protected_example_holds_what_it_is_there_to_show() -> None:
    with zipfile.ZipFile(EXAMPLES / "protected.xlsx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    tabs = [parts[f"xl/worksheets/sheet{number}.xml"] for number in (2, 3, 4)]
    assert all("x14:dataValidation " in tab and "x14:cfRule" in tab and "<conditionalFormatting" in tab for tab in tabs)
    assert all("sheetProtection" in tab and "<mergeCell " in tab for tab in tabs)
    assert 'state="hidden"' in parts["xl/workbook.xml"]
    assert "ResponseScale" in parts["xl/workbook.xml"]
    assert "fullCalcOnLoad" not in parts["xl/workbook.xml"].replace('fullCalcOnLoad="0"', "")
    assert "COUNTIF" in parts["xl/worksheets/sheet5.xml"]
    assert any(name.startswith("xl/charts/") for name in parts)


def test_the_fictional_base_stands_as_it_was_approved() -> None:
    base = load_knowledge_base(EXAMPLES / "fictional-base")
    approved = [statement.approval.on for statement in base.statements if statement.approval]
    assert len(approved) == len(base.statements)
    assert [lapse for statement in base.statements for lapse in standing(statement, base, max(approved))] == []


def unpacked(name: str, content: bytes) -> object:
    """Inflate a book, so that another build of zlib may pack the same bytes differently."""
    if not name.endswith(".xlsx"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(each.filename, each.date_time, archive.read(each)) for each in archive.infolist()]
