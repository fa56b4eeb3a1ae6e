"""From the blocks of a body or a cell to what each table and each run of paragraphs was taken for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from exporters.word.document import Cell, Paragraph, Table
from segq.intake.word.candidates import Asked, Block, Place, Sections
from segq.intake.word.cells import State, read_cell
from segq.intake.word.forms import FormReader
from segq.intake.word.headed import headed_table, is_register, read_headed
from segq.intake.word.header import Header, RowReading, continued, find_header
from segq.intake.word.lines import Line, line_of, table_line
from segq.intake.word.marks import Fillable
from segq.intake.word.open_cells import answer_places, standing_place
from segq.intake.word.phrases import is_theirs
from segq.intake.word.prose import ProseReader
from segq.intake.word.unasked import is_signed_off

_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Flow:
    """What was read of some blocks, and the lines that asked without a place."""

    blocks: tuple[Block, ...]
    lines: tuple[Line, ...] = ()
    unplaced: tuple[tuple[Line, list[Line], str], ...] = ()


def read_blocks(blocks: Sequence[Paragraph | Table], fillable: Fillable, section: str = "") -> Flow:
    """Return the tables and runs of paragraphs of a body or a cell, in its order."""
    rows = {block.address: read_rows(block, fillable) for block in blocks if isinstance(block, Table)}
    lines = [_line(block, rows, fillable) for block in blocks]
    sections = Sections({0: section} if section else {})
    reader = ProseReader(fillable, lines, sections=sections)
    asked = reader.read()
    given = {place.at.split(" row ")[0] for one in asked for place in one.places}
    found = list(_prose_blocks(asked))
    above: Header | None = None
    said = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            said = block.text.strip() or said
        elif block.address not in given:
            theirs = len(said) <= _LONGEST_TITLE and not said.endswith(".") and is_theirs(said)
            title = said if theirs else reader.by_table.get(block.address, section)
            header = find_header(rows[block.address]) or continued(above, rows[block.address])
            found += read_table(block, rows[block.address], fillable, title, header)
            above, said = header, ""
    return Flow(tuple(found), tuple(lines), tuple(reader.unplaced))


def _line(block: Paragraph | Table, rows: dict[str, list[RowReading]], fillable: Fillable) -> Line:
    if isinstance(block, Paragraph):
        return line_of(block, fillable)
    return table_line(block, answer_places(rows[block.address]) or standing_place(rows[block.address]))


def read_rows(table: Table, fillable: Fillable) -> list[RowReading]:
    """Return the rows of a table with what each cell holds."""
    return [
        RowReading(number, row, tuple(read_cell(cell, fillable) for cell in row.cells))
        for number, row in enumerate(table.rows)
    ]


def _prose_blocks(asked: Sequence[Asked]) -> Iterator[Block]:
    """Yield the questions of running text, a block for each heading above them."""
    for section, group in groupby(asked, key=lambda one: one.section):
        found = tuple(group)
        ways = sorted({str(one.places[0].made) for one in found if one.places})
        reason = f"under “{section}”" if section else ""
        yield Block(found[0].at, f"questions in running text, answered in {', '.join(ways)}", reason, 0.7, found)


def read_table(
    table: Table, rows: list[RowReading], fillable: Fillable, section: str, header: Header | None
) -> list[Block]:
    """Return what a table, and each table inside it, was taken for."""
    first = next((cell.text for row in rows for cell in row.seen if cell.text), "")
    if is_theirs(section) or (rows and rows[0].single is not None and is_theirs(first) and _is_one_block(rows)):
        return [Block(table.address, "customer’s own block", f"“{section if is_theirs(section) else first}”", 0.8)]
    if is_signed_off(rows, section):
        return [Block(table.address, "block for signatures", "its columns ask who signs and when", 0.8)]
    inner, answers = _nested(rows, fillable, section)
    if header is not None:
        headed = headed_table(table.address, header, rows, section)
        if headed is not None and (why := is_register(headed)):
            return [Block(table.address, "a register or data, no questionnaire", why, 0.8), *inner]
        if headed is not None:
            block = read_headed(replace(headed, inside=answers))
            if block.asked:
                return [block, *inner]
        own = header.row >= 0
        if own and (header.sure or _only_names(rows, header)) and not answers:
            return [Block(table.address, "columns without a question", "nothing below the names asks", 0.6), *inner]
        rows = [row for row in rows if row.number >= header.below]
    asked = [row for row in rows if not _is_shaded_title(row, rows)]
    block = FormReader(table.address, asked, section, answers).read()
    return [block, *inner]


def _is_shaded_title(row: RowReading, rows: Sequence[RowReading]) -> bool:
    """Whether a row is a bold text on a colour that runs across its blank cells, which most rows do not have."""
    fills = {reading.cell.fill for reading in row.seen}
    if len(row.seen) < 2 or len(fills) > 1 or "" in fills or any(reading.text for reading in row.seen[1:]):
        return False
    alike = sum({reading.cell.fill for reading in other.seen} == fills for other in rows)
    return row.seen[0].cell.paragraphs[0].bold and 2 * alike < len(rows)


def _is_one_block(rows: Sequence[RowReading]) -> bool:
    """Whether no later title stands in the table."""
    return not any(row.single is not None and row.single.bold for row in rows[1:])


def _only_names(rows: Sequence[RowReading], header: Header) -> bool:
    """Whether three or more columns are named and every row below has as many cells."""
    width = len(header.headings)
    below = [row for row in rows if row.number >= header.below]
    return width >= 3 and all(len(row.cells) >= width - 1 for row in below)


def _nested(
    rows: Sequence[RowReading], fillable: Fillable, section: str
) -> tuple[list[Block], dict[str, tuple[Place, ...]]]:
    """Return what stands in cells with tables, and the places of cells whose table only takes an answer."""
    found: list[Block] = []
    answers: dict[str, tuple[Place, ...]] = {}
    for row in rows:
        for number, reading in enumerate(row.seen):
            if reading.state is not State.NESTED:
                continue
            places = _only_answers(reading.cell, fillable) if number and not reading.text else ()
            if places:
                answers[reading.at] = places
                continue
            left = row.seen[number - 1].text if number and row.seen[number - 1].state is State.TEXT else ""
            title = reading.text if 0 < len(reading.text) <= 100 else left or section
            found += [replace(block) for block in read_blocks(reading.cell.blocks, fillable, title).blocks]
    return found, answers


def _only_answers(cell: Cell, fillable: Fillable) -> tuple[Place, ...]:
    tables = [block for block in cell.blocks if isinstance(block, Table)]
    return answer_places(read_rows(tables[0], fillable)) if len(tables) == 1 else ()


def addresses(blocks: Iterable[Paragraph | Table]) -> Iterator[str]:
    """Yield the addresses of paragraphs, tables and cells in document order."""
    for block in blocks:
        yield block.address
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield cell.address
                    yield from addresses(cell.blocks)
