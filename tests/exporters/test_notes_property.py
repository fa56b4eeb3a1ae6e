"""Over random books with and without notes: exactly the wanted notes are added, and nothing else changes."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.ooxml.comparing import compare_message
from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import unescape
from exporters.ooxml.package import Package
from exporters.ooxml.references import parse_cell
from exporters.ooxml.writing import write_message
from tests.exporters.noted_books import BUTTON, KINDS, LINKS, box, comments, drawing
from tests.exporters.odd_books import HEAD, MAIN, PACKAGE_RELS, RELS, parts_of, save

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
CELLS = [f"{column}{row}" for column in "ABC" for row in range(1, 5)]
BEHIND = [
    "<mergeCells/>",
    "<hyperlinks/>",
    '<pageSetup orientation="portrait"/>',
    "<headerFooter/>",
    "<ignoredErrors/>",
]
FURTHER = ["<oleObjects/>", "<webPublishItems/>", '<tableParts count="0"/>', "<extLst/>"]
Parts = dict[str, str | bytes]


@st.composite
def sheet_parts(draw: st.DrawFn, number: int) -> tuple[str, Parts, set[str]]:
    """Draw a worksheet, the parts that it leads to, and the cells that have a note."""
    prefix = draw(st.sampled_from(["", "x:"]))
    noted = set(draw(st.lists(st.sampled_from(CELLS), max_size=4))) if draw(st.booleans()) else set()
    controls = draw(st.booleans())
    p, bound = prefix, f":{prefix[:-1]}" if prefix else ""
    legacy = f'<{p}legacyDrawing r:id="rId2"/>' if noted or controls else ""
    chosen = [draw(st.booleans()) for _ in (*BEHIND, *FURTHER)]
    around = [one.replace("<", f"<{p}") for one, kept in zip((*BEHIND, *FURTHER), chosen, strict=True) if kept]
    split = sum(chosen[: len(BEHIND)])
    xml = (
        f'{HEAD}<{p}worksheet xmlns{bound}="{MAIN}" xmlns:r="{RELS}"><{p}sheetData><{p}row r="2"><{p}c r="B2">'
        f"<{p}v>7</{p}v></{p}c></{p}row></{p}sheetData>{''.join(around[:split])}{legacy}{''.join(around[split:])}"
        f"</{p}worksheet>"
    )
    return xml, _parts(number, sorted(noted), controls=controls, prefix=draw(st.sampled_from(["", "m:"]))), noted


def _parts(number: int, noted: list[str], *, controls: bool, prefix: str) -> Parts:
    if not (noted or controls):
        return {}
    places = (parse_cell(cell) or (1, 1) for cell in noted)
    boxes = "".join(box(number * 1024 + 2 + at, row - 1, col - 1) for at, (row, col) in enumerate(places))
    kinds = {1: "comments", 2: "vmlDrawing"} if noted else {2: "vmlDrawing"}
    listed = "".join(
        f'<Relationship Id="rId{key}" Type="{RELS}/{kind}" Target="{LINKS[kind].replace("1", str(number))}"/>'
        for key, kind in kinds.items()
    )
    parts: Parts = {
        f"xl/drawings/vmlDrawing{number}.vml": drawing((BUTTON if controls else "") + boxes, data=str(number)),
        f"xl/worksheets/_rels/sheet{number}.xml.rels": f'<Relationships xmlns="{PACKAGE_RELS}">'
        f"{listed}</Relationships>",
    }
    if noted:
        parts[f"xl/comments{number}.xml"] = comments(*noted, prefix=prefix)
    return parts


@st.composite
def books(draw: st.DrawFn) -> tuple[Parts, list[set[str]]]:
    """Draw the members of a workbook of one to three sheets, and the noted cells of each."""
    drawn = [draw(sheet_parts(number)) for number in range(1, draw(st.integers(1, 3)) + 1)]
    more = {name: content for _, parts, _ in drawn for name, content in parts.items()}
    parts = parts_of({f"S{number}": xml for number, (xml, _, _) in enumerate(drawn, start=1)}, more=more)
    types = f'<Default Extension="vml" ContentType="{KINDS}.vmlDrawing"/>' if draw(st.booleans()) else ""
    types += "".join(
        f'<Override PartName="/{name}" ContentType="{KINDS}.spreadsheetml.comments+xml"/>'
        for name in more
        if name.startswith("xl/comments")
    )
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace("</Types>", f"{types}</Types>")
    return parts, [noted for _, _, noted in drawn]


def seen(path: Path) -> list[dict[str, str]]:
    """Return the notes of each sheet as openpyxl reads them, ``_xHHHH_`` decoded."""
    return [
        {cell.coordinate: unescape(cell.comment.text) for row in one.iter_rows() for cell in row if cell.comment}
        for one in openpyxl.load_workbook(path).worksheets
    ]


@settings(max_examples=80, deadline=None)
@given(drawn=books(), data=st.data())
def test_exactly_the_wanted_notes_are_added(drawn: tuple[Parts, list[set[str]]], data: st.DataObject) -> None:
    parts, noted = drawn
    places = st.tuples(st.integers(0, len(noted) - 1), st.sampled_from([cell for cell in CELLS if cell != "B2"]))
    wanted = data.draw(st.dictionaries(places, st.tuples(TEXT, st.booleans()), max_size=6))
    with TemporaryDirectory() as folder:
        source, target = save(Path(folder) / "a.xlsx", parts), Path(folder) / "b.xlsx"
        request = {"path": str(source), "temporary": str(target), "existing": "keep", "allow_signed": False}
        asked = [(f"S{at + 1}", cell, text, bare) for (at, cell), (text, bare) in wanted.items()]
        writes = [[sheet, cell, "plain", "[FLAG] Yes", False] for sheet, cell, _, _ in asked]
        notes = [[sheet, cell, text, "plain", "Yes" if bare else None, True] for sheet, cell, text, bare in asked]
        report = write_message({**request, "writes": writes, "notes": notes, "withheld": []}, Limits())
        free = {key: told for key, told in wanted.items() if key[1] not in noted[key[0]]}
        assert sorted(report["notes"]) == sorted(f"S{at + 1}!{cell}" for at, cell in free)
        assert len(report["notes_refused"]) == len(wanted) - len(free)
        expected = [{cell: f"Ask Ann on {cell}" for cell in cells} for cells in noted]
        for (at, cell), (text, _) in free.items():
            expected[at][cell] = text.replace("\r\n", "\n").replace("\r", "\n")
        assert seen(target) == expected
        found = compare_message(source, target, Limits())
        assert found["others"] == []
        assert sorted(found["notes"]) == sorted(report["notes"])
        before, after = Package.open(source), Package.open(target)
        kept = [one for one in before.members if one.name not in {name for name, _, _ in report["changed"]}]
        assert all(before.packed(one) == after.packed(after.find(one.name) or one) for one in kept)
