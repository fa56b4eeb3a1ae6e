"""Writes hundreds of cells into every workbook of a folder and lets four readers check what came out.

Usage: python scripts/roundtrip_real.py FOLDER [--slots FOLDER] [--cells 300] [--no-office]

``--slots`` holds NAME.jsonl with one {"sheet", "cell"} a line, as ``segq inspect --json`` tells vendor slots; a file
with fewer than ``--cells`` of them, or none, gets pseudo-random unlocked cells without formulas instead.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from answers.questionnaire import CellAddress, Existing
from exporters.answers_file import GivenAnswer, slot_writes
from exporters.certificate import Certificate
from exporters.ooxml.markup import unescape
from exporters.ooxml.package import Package
from exporters.ooxml.references import cell_name, parse_cell
from exporters.ooxml.scan import scan_here
from exporters.ooxml.workbook import Cell, CellStyle, Sheet, Workbook
from exporters.verify import verify
from exporters.xlsx import WritePolicy, scan_workbook, write_xlsx
from knowledge.disclosure import CellValue
from knowledge.errors import SegqError

TEXTS = (
    "Yes, reviewed by the control owner.",
    "=1+1",
    "  leading and trailing  ",
    "first line\nsecond line",
    "quotes \" and ' and <angle> & ampersand",
    "literal _x0041_ escape",
    "naïve café 日本語 😀",
    "#N/A",
    "2026-03-12",
)
Readings = dict[CellAddress, object]


@dataclass
class Outcome:
    """One file's row in the table."""

    name: str
    certificate: Certificate
    seconds: float
    openpyxl_seconds: float | None
    problems: list[str] = field(default_factory=list)


def values_for(
    workbook: Workbook, slots: list[CellAddress] | None, count: int, seed: str
) -> dict[CellAddress, CellValue]:
    """Return what to write: the given slots, or pseudo-random writable cells; each with a legal value."""
    random_source = random.Random(seed)  # noqa: S311 - reproducible, not secret
    cells = list(writable_cells(workbook))
    if slots is not None and len(slots) >= count:
        wanted = set(slots)
        chosen = [(sheet, at) for sheet, at in cells if CellAddress(sheet.name, cell_name(*at)) in wanted]
    else:
        chosen = random_source.sample(cells, min(count, len(cells)))
    found = {}
    for sheet, at in chosen:
        value = legal_value(sheet, at, random_source)
        standing = sheet.cells[at].value
        if value is not None and value != standing:
            found[CellAddress(sheet.name, cell_name(*at))] = value
    return found


def writable_cells(workbook: Workbook) -> Iterator[tuple[Sheet, tuple[int, int]]]:
    """Yield cells without formula or lock, outside covered merges and table headings."""
    for sheet in workbook.sheets:
        covered = {
            (row, col)
            for area in sheet.merges
            if (area.last_row - area.first_row + 1) * (area.last_col - area.first_col + 1) < 100_000
            for row in range(area.first_row, area.last_row + 1)
            for col in range(area.first_col, area.last_col + 1)
            if (row, col) != (area.first_row, area.first_col)
        }
        headings = [table.area for table in sheet.tables if table.name]
        for at, cell in sheet.cells.items():
            heading = any(area.contains(*at) and at[0] == area.first_row for area in headings)
            if not heading and at not in covered and may_be_written(workbook, sheet, at, cell):
                yield sheet, at


def may_be_written(workbook: Workbook, sheet: Sheet, at: tuple[int, int], cell: Cell) -> bool:
    """Whether the cell holds no formula and is not locked."""
    style = workbook.styles[cell.style] if cell.style < len(workbook.styles) else CellStyle()
    locked = sheet.protected and style.locked and not any(area.contains(*at) for area in sheet.editable_ranges)
    return not cell.formula and not locked


def legal_value(sheet: Sheet, at: tuple[int, int], random_source: random.Random) -> CellValue | None:
    """Return an option, a text or a number that the cell's validations allow; ``None`` where that needs a person."""
    covering = [one for one in sheet.validations if any(area.contains(*at) for area in one.ranges)]
    for validation in covering:
        if validation.kind == "list" and validation.options:
            return random_source.choice(validation.options).value
        if validation.kind not in ("list", "none"):
            return None
    numbers: list[CellValue] = [random_source.randint(-5, 10_000), round(random_source.random(), 6), True]
    return random_source.choice([*TEXTS, *numbers])


def write_file(source: Path, target: Path, values: dict[CellAddress, CellValue]) -> tuple[Certificate, float]:
    """Write through the public writer and return its certificate and the seconds it took."""
    today = date(2026, 1, 1)
    writes = slot_writes([GivenAnswer(address, value) for address, value in values.items()], today)
    policy = WritePolicy(as_of=today, existing=Existing.REPLACE, overwrite=True)
    started = time.perf_counter()
    certificate = write_xlsx(source, target, writes, policy=policy)
    return certificate, time.perf_counter() - started


def changed_members(source: Path, target: Path, certificate: Certificate) -> Iterator[str]:
    """Yield members with other compressed bytes that the certificate does not name."""
    before, after = Package.open(source), Package.open(target)
    told = {change.name for change in certificate.changed}
    for old, new in zip(before.members, after.members, strict=True):
        if old.name != new.name or (old.name not in told and before.packed(old) != after.packed(new)):
            yield f"member {old.name} changed"


def lost_features(source: Path, target: Path, values: dict[CellAddress, CellValue]) -> Iterator[str]:
    """Yield what a fresh scan of both files finds to differ besides the written cells."""
    before, after = scan_here(source), scan_here(target)
    for old, new in zip(before.sheets, after.sheets, strict=True):
        written = {parse_cell(address.cell) for address in values if address.sheet == old.name}
        for at in old.cells.keys() | new.cells.keys():
            if at not in written and old.cells.get(at) != new.cells.get(at):
                yield f"{old.name}!{cell_name(*at)} changed"
        if [one.ranges for one in old.validations] != [one.ranges for one in new.validations]:
            yield f"{old.name}: dropdowns changed"
        if (old.merges, old.conditional_ranges, old.protected) != (new.merges, new.conditional_ranges, new.protected):
            yield f"{old.name}: merges, conditional formats or protection changed"
    comparison = verify(source, target)
    yield from comparison.others
    yield from (f"lost {loss.what}" for loss in comparison.losses)


def by_openpyxl(path: Path, wanted: set[CellAddress]) -> Readings:
    """Return what openpyxl reads in those cells."""
    workbook = openpyxl.load_workbook(path, data_only=True)
    return {address: workbook[address.sheet][address.cell].value for address in wanted}


def by_calamine(path: Path, wanted: set[CellAddress]) -> Readings:
    """Return what python-calamine reads in those cells."""
    workbook = CalamineWorkbook.from_path(str(path))
    names = {address.sheet for address in wanted}
    tables = {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    found: Readings = {}
    for address in wanted:
        row, col = parse_cell(address.cell) or (1, 1)
        table = tables[address.sheet]
        inside = row <= len(table) and col <= len(table[row - 1])
        found[address] = table[row - 1][col - 1] if inside else None
    return found


def disagreements(reader: str, read: Readings, values: dict[CellAddress, CellValue]) -> Iterator[str]:
    """Yield the cells in which a reader sees another value."""
    for address, value in values.items():
        if not agrees(read[address], value):
            yield f"{reader} reads {read[address]!r} in {address}, written was {value!r}"


def agrees(read: object, written: CellValue) -> bool:
    """Whether a reader's value is the written one.

    A date or time format turns numbers into dates and times; openpyxl leaves ``_xHHHH_`` escapes as they stand.
    """
    dated = isinstance(read, datetime | date | clock | timedelta)
    if isinstance(written, bool):
        return read is written or dated or (isinstance(read, int | float) and read == int(written))
    if isinstance(written, int | float):
        return dated or (isinstance(read, int | float) and abs(read - written) < 1e-9 * max(1.0, abs(written)))
    return read == written or (isinstance(read, str) and unescape(read) == written)


def office_copies(files: list[Path], folder: Path) -> dict[str, Path]:
    """Return LibreOffice's own copy of each file, saved from what it read."""
    profile = folder / "profile"
    command = [
        "soffice",
        f"-env:UserInstallation=file://{profile}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=900)
    return {file.name: folder / file.name for file in files if (folder / file.name).exists()}


def openpyxl_seconds(source: Path, target: Path) -> float | None:
    """Return how long openpyxl takes to load and save the file, ``None`` where it cannot."""
    started = time.perf_counter()
    try:
        openpyxl.load_workbook(source, rich_text=True, keep_vba=source.suffix == ".xlsm").save(target)
    except Exception:  # noqa: BLE001 - whatever it stumbles over, the row says so
        return None
    return time.perf_counter() - started


def run_file(
    source: Path, folder: Path, slots: Path | None, count: int
) -> tuple[Outcome, dict[CellAddress, CellValue]]:
    """Write one file and check it with everything but LibreOffice."""
    given = None
    if slots is not None and (listed := slots / f"{source.name}.jsonl").exists():
        entries = [json.loads(line) for line in listed.read_text(encoding="utf-8").splitlines()]
        given = [CellAddress(entry["sheet"], entry["cell"]) for entry in entries]
    values = values_for(scan_workbook(source), given, count, source.name)
    target = folder / source.name
    certificate, seconds = write_file(source, target, values)
    outcome = Outcome(source.name, certificate, seconds, openpyxl_seconds(source, folder / "openpyxl.bin"))
    outcome.problems += changed_members(source, target, certificate)
    outcome.problems += lost_features(source, target, values)
    outcome.problems += disagreements("openpyxl", by_openpyxl(target, set(values)), values)
    outcome.problems += disagreements("python-calamine", by_calamine(target, set(values)), values)
    return outcome, values


def print_table(outcomes: list[Outcome], refused: list[str]) -> None:
    """Print the markdown table, then refusals and problems."""
    print("| file | parts | parts changed | cells written | segq s | openpyxl load+save s | problems |")
    print("|---|---|---|---|---|---|---|")
    for one in outcomes:
        proof = one.certificate
        slow = "fails" if one.openpyxl_seconds is None else f"{one.openpyxl_seconds:.2f}"
        cells = f"{proof.parts} | {len(proof.changed)} | {len(proof.written)}"
        print(f"| {one.name} | {cells} | {one.seconds:.2f} | {slow} | {len(one.problems)} |")
    print(f"\n{len(outcomes)} files written, {sum(len(one.certificate.written) for one in outcomes)} cells.")
    for text in refused:
        print(f"Not counted: {text}")
    for one in outcomes:
        for problem in one.problems[:10]:
            print(f"PROBLEM {one.name}: {problem}")


def main() -> int:
    """Run over the folder; 1 where anything disagreed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--slots", type=Path)
    parser.add_argument("--cells", type=int, default=300)
    parser.add_argument("--no-office", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    outcomes: list[Outcome] = []
    values: dict[str, dict[CellAddress, CellValue]] = {}
    refused: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        written = Path(name) / "written"
        written.mkdir()
        for source in sorted(path for path in options.folder.iterdir() if path.suffix.lower() in (".xlsx", ".xlsm")):
            try:
                outcome, values[source.name] = run_file(source, written, options.slots, options.cells)
                if outcome.certificate.written:
                    outcomes.append(outcome)
                else:
                    refused.append(f"{source.name}: every cell is locked, a formula or a heading; nothing to write")
            except SegqError as error:
                refused.append(str(error))
        if not options.no_office and outcomes:
            office = Path(name) / "office"
            office.mkdir()
            copies = office_copies([written / one.name for one in outcomes], office)
            for one in outcomes:
                if one.name not in copies:
                    one.problems.append("LibreOffice could not open it")
                    continue
                read = by_openpyxl(copies[one.name], set(values[one.name]))
                one.problems += disagreements("LibreOffice", read, values[one.name])
    print_table(outcomes, refused)
    return int(any(one.problems for one in outcomes))


if __name__ == "__main__":
    sys.exit(main())
