"""Over random sheets with odd XML: the splice changes its slots and nothing else."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.ooxml.book import Book
from exporters.ooxml.cell_xml import content_of
from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import escape, unescape
from exporters.ooxml.package import Package
from exporters.ooxml.preflight import open_workbook
from exporters.ooxml.references import cell_name, parse_cell
from exporters.ooxml.sheet_content import SheetContent, place_of
from exporters.ooxml.splice import splice
from tests.exporters.odd_books import HEAD, MAIN, parts_of, save

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
VALUES = st.one_of(TEXT, st.integers(-(10**9), 10**9), st.booleans(), st.floats(allow_nan=False, allow_infinity=False))
INNER = st.sampled_from(["", "<{p}v>7</{p}v>", "<{p}f>A1</{p}f><{p}v>2</{p}v>", "<!-- c --><{p}v>3</{p}v>", "\n"])


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """Draw a worksheet: prefixes, missing addresses, blanks, comments, self-closing and out-of-range hints."""
    prefix = draw(st.sampled_from(["", "x:", "ns0:"]))
    declared = f' xmlns:{prefix[:-1]}="{MAIN}"' if prefix else f' xmlns="{MAIN}"'
    rows, number = "", 0
    for gap in draw(st.lists(st.integers(1, 3), max_size=5)):
        number += gap
        address = f' r="{number}"' if gap > 1 or draw(st.booleans()) else ""
        hint = draw(st.sampled_from(["", ' spans="1:2"', ' ht="20" customHeight="1"', ' s="1" customFormat="1"']))
        cells = draw(row_cells(prefix, number))
        rows += f"<{prefix}row{address}{hint}>{cells}</{prefix}row>" if cells else f"<{prefix}row{address}{hint}/>"
        rows += draw(st.sampled_from(["", "\n  ", "<!-- row -->"]))
    columns = f'<{prefix}cols><{prefix}col min="2" max="3" style="4"/></{prefix}cols>'
    return (
        f"{HEAD}<{prefix}worksheet{declared}>{columns}<{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>"
    )


@st.composite
def row_cells(draw: st.DrawFn, prefix: str, row: int) -> str:
    """Draw the cells of one row, in column order."""
    xml, col = "", 0
    for gap in draw(st.lists(st.integers(1, 3), max_size=4)):
        col += gap
        address = f' r="{cell_name(row, col)}"' if gap > 1 or draw(st.booleans()) else ""
        style = draw(st.sampled_from(["", ' s="1"', " s='3'"]))
        inner = draw(INNER).replace("{p}", prefix)
        xml += f"<{prefix}c{address}{style}>{inner}</{prefix}c>" if inner else f"<{prefix}c{address}{style} />"
    return xml


def cells(content: SheetContent) -> dict[int, tuple[object, ...]]:
    columns = enumerate(zip(content.places, content.styles, content.values, strict=True))
    return {place: (style, value, content.formulas.get(index)) for index, (place, style, value) in columns}


@settings(max_examples=120, deadline=None)
@given(xml=sheets(), data=st.data())
def test_the_splice_touches_only_its_slots(xml: str, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = save(Path(folder) / "a.xlsx", parts_of({"S": xml}))
        book = Book(open_workbook(path, Limits()), Limits())
        before = book.sheet("S")
        assert before is not None
        formulas = {before.places[index] for index in before.formulas}
        slots = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(lambda at: place_of(*at))
        wanted = data.draw(st.dictionaries(slots.filter(lambda place: place not in formulas), VALUES, max_size=6))
        patches = {place: content_of(value, "S", as_serial=False, date1904=False) for place, value in wanted.items()}
        package = book.container.package
        changed = splice(package.read("xl/worksheets/sheet1.xml"), before, patches)
        result = Package(package.rewritten({"xl/worksheets/sheet1.xml": changed}))
        after = Book(open_workbook(save_bytes(path, result.data), Limits()), Limits()).sheet("S")
        assert after is not None
        old, new = cells(before), cells(after)
        assert {place: new[place][1] for place in patches} == {place: one.value for place, one in patches.items()}
        assert {p: c for p, c in new.items() if p not in patches} == {p: c for p, c in old.items() if p not in patches}
        assert after.places == sorted(after.places)
        for one, other in zip(package.members, result.members, strict=True):
            assert one.name == "xl/worksheets/sheet1.xml" or package.packed(one) == result.packed(other)


def save_bytes(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@given(text=TEXT)
def test_escapes_come_back_as_the_text_they_stood_for(text: str) -> None:
    assert unescape(escape(text)) == text


@given(row=st.integers(1, 1_048_576), col=st.integers(1, 16_384))
def test_addresses_come_back(row: int, col: int) -> None:
    assert parse_cell(cell_name(row, col)) == (row, col)
