"""What saving keeps: hundreds of typed values written into every workbook by segq, beside openpyxl and LibreOffice.

Usage: python -m scripts.bench_fidelity FOLDER… [--cells 300] [--no-office]

Every vendor slot that segq finds is written, and pseudo-random unlocked cells up to ``--cells``. Three readers that
share no code with the writer (openpyxl, python-calamine, LibreOffice) must read every value back. openpyxl loads, sets
the same cells and saves; LibreOffice converts without any change. ``segq verify`` counts what each of the three lost.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
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
from segq.intake import read_workbook

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


@dataclass(frozen=True)
class Rival:
    """What another program's copy kept, of how many parts, and lost."""

    kept: int | None
    parts: int
    lost: dict[str, int]

    def told(self) -> str:
        """Return the losses as a cell of the table."""
        return ", ".join(f"{count:,} {what}" for what, count in self.lost.items()) or "nothing"


@dataclass
class Outcome:
    """One file's row in the table."""

    name: str
    certificate: Certificate
    rivals: dict[str, Rival]
    problems: list[str] = field(default_factory=list)


def values_for(workbook: Workbook, name: str, count: int) -> dict[CellAddress, CellValue]:
    """Return a legal value for every detected slot, and for pseudo-random writable cells up to ``count``."""
    random_source = random.Random(name)  # noqa: S311 - reproducible, not secret
    slots = {
        slot.address for question in read_workbook(workbook, name).questionnaire.questions for slot in question.slots
    }
    cells = [(sheet, at, CellAddress(sheet.name, cell_name(*at))) for sheet, at in writable_cells(workbook)]
    random_source.shuffle(cells)
    cells.sort(key=lambda cell: cell[2] not in slots)
    found: dict[CellAddress, CellValue] = {}
    for sheet, at, address in cells:
        if len(found) >= count and address not in slots:
            break
        value = legal_value(sheet, at, random_source)
        if value is not None and value != sheet.cells[at].value:
            found[address] = value
    return found


def writable_cells(workbook: Workbook) -> Iterator[tuple[Sheet, tuple[int, int]]]:
    """Yield cells without formula or lock, outside covered merges, table headings and what dropdowns are read from."""
    offered = {option.value for sheet in workbook.sheets for one in sheet.validations for option in one.options or ()}
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
            if (
                not heading
                and cell.value not in offered
                and at not in covered
                and may_be_written(workbook, sheet, at, cell)
            ):
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


def write_file(source: Path, target: Path, values: dict[CellAddress, CellValue]) -> Certificate:
    """Write through the public writer and return its certificate."""
    today = date(2026, 1, 1)
    writes = slot_writes([GivenAnswer(address, value) for address, value in values.items()], today)
    policy = WritePolicy(as_of=today, existing=Existing.REPLACE, overwrite=True)
    return write_xlsx(source, target, writes, policy=policy)


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
    folder.mkdir(exist_ok=True)
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


def save_by_openpyxl(source: Path, target: Path, values: dict[CellAddress, CellValue]) -> None:
    """Set the same cells and save, with every option that makes openpyxl keep more."""
    workbook = openpyxl.load_workbook(source, rich_text=True, keep_vba=source.suffix == ".xlsm")
    for address, value in values.items():
        workbook[address.sheet][address.cell].value = value
    workbook.save(target)


def rival(source: Path, target: Path) -> Rival:
    """Return what another program's copy lost; ``None`` parts where it made none."""
    if not target.exists():
        return Rival(None, 0, {})
    try:
        comparison = verify(source, target)
    except SegqError:
        return Rival(None, 0, {})
    lost = {loss.what: loss.before - loss.after for loss in comparison.losses}
    return Rival(comparison.raw_identical, comparison.parts, lost)


def by_rivals(source: Path, folder: Path, values: dict[CellAddress, CellValue], *, office: bool) -> dict[str, Rival]:
    """Return the copies of openpyxl and LibreOffice, judged."""
    target = folder / f"openpyxl-{source.name}"
    with contextlib.suppress(Exception):  # whatever it stumbles over, the row says so
        save_by_openpyxl(source, target, values)
    found = {"openpyxl": rival(source, target)}
    if office:
        copies = office_copies([source], folder / "plain")
        found["LibreOffice"] = rival(source, copies.get(source.name, target.with_name("none")))
    return found


def run_file(source: Path, folder: Path, count: int, *, office: bool) -> Outcome:
    """Write one file, check it with every reader, and put the others' copies beside it."""
    values = values_for(scan_workbook(source), source.name, count)
    target = folder / source.name
    certificate = write_file(source, target, values)
    outcome = Outcome(source.name, certificate, by_rivals(source, folder, values, office=office))
    outcome.problems += changed_members(source, target, certificate)
    outcome.problems += lost_features(source, target, values)
    outcome.problems += disagreements("openpyxl", by_openpyxl(target, set(values)), values)
    outcome.problems += disagreements("python-calamine", by_calamine(target, set(values)), values)
    if office:
        copy = office_copies([target], folder / "office").get(source.name)
        read = by_openpyxl(copy, set(values)) if copy else {}
        outcome.problems += disagreements("LibreOffice", read, values) if copy else ["LibreOffice could not open it"]
    return outcome


def print_table(outcomes: list[Outcome], refused: list[str]) -> None:
    """Print the table of segq's own copies with the others' losses, then totals, refusals and problems."""
    rivals = list(outcomes[0].rivals) if outcomes else []
    heads = " | ".join(f"{name} kept | {name} lost" for name in rivals)
    print(f"| file | cells | parts | segq changed | {heads} | problems |")
    print("|---|---|---|---|" + "---|---|" * len(rivals) + "---|")
    for one in outcomes:
        proof = one.certificate
        kept = [f"{r.kept} | {r.told()}" if r.kept is not None else "no file | -" for r in one.rivals.values()]
        row = [one.name, len(proof.written), proof.parts, len(proof.changed), *kept, len(one.problems)]
        print(f"| {' | '.join(map(str, row))} |")
    cells = sum(len(one.certificate.written) for one in outcomes)
    problems = sum(len(one.problems) for one in outcomes)
    print(f"\n{len(outcomes)} files, {cells:,} cells written by segq; problems: {problems}.")
    for name in rivals:
        lost: Counter[str] = Counter()
        for one in outcomes:
            lost.update(one.rivals[name].lost)
        print(f"Lost by {name}: " + ", ".join(f"{count:,} {what}" for what, count in lost.most_common()))
    for text in refused:
        print(f"Not counted: {text}")
    for one in outcomes:
        for problem in one.problems[:10]:
            print(f"PROBLEM {one.name}: {problem}")


def main() -> int:
    """Run over the folders; 1 where anything disagreed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--cells", type=int, default=300)
    parser.add_argument("--no-office", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    outcomes: list[Outcome] = []
    refused: list[str] = []
    office = not options.no_office and shutil.which("soffice") is not None
    for folder in filter(Path.is_dir, options.folders):
        for source in sorted(path for path in folder.iterdir() if path.suffix.lower() in (".xlsx", ".xlsm")):
            with tempfile.TemporaryDirectory() as name:
                try:
                    outcomes.append(run_file(source, Path(name), options.cells, office=office))
                except SegqError as error:
                    refused.append(str(error))
    print_table([one for one in outcomes if one.certificate.written], refused)
    return int(any(one.problems for one in outcomes))


if __name__ == "__main__":
    sys.exit(main())
