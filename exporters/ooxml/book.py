"""A workbook's parts as the child process reads them: sheets on demand, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import MAIN, RELATIONSHIPS, is_true, parse_tree, unescape, whole_number
from exporters.ooxml.package import DAMAGED
from exporters.ooxml.preflight import Container
from exporters.ooxml.references import parse_range
from exporters.ooxml.relationships import Relationship, relationships, small_part
from exporters.ooxml.shared_strings import read_shared_strings
from exporters.ooxml.sheet_content import SheetContent
from exporters.ooxml.sheet_stream import SheetStream, Surroundings
from exporters.ooxml.styles import read_styles
from exporters.ooxml.workbook import CellStyle, TableRange
from knowledge.errors import InputRejected


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet as the workbook lists it."""

    name: str
    state: str
    part: str


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name and what it stands for; ``sheet`` is the 0-based position where it is local."""

    name: str
    refers_to: str
    sheet: int | None = None


@dataclass
class Book:
    """The parts of one checked workbook; raises InputRejected wherever a part cannot be read."""

    container: Container
    limits: Limits = field(default_factory=Limits)
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sheets: dict[str, SheetContent] = {}
        self.entries, self.sheet_order = self._list_sheets()

    @cached_property
    def root(self) -> etree._Element:
        """The root of the workbook part."""
        return parse_tree(small_part(self.container.package, self.container.main), self.container.main)

    @cached_property
    def _relations(self) -> tuple[Relationship, ...]:
        return relationships(self.container.package, self.container.main)

    def _list_sheets(self) -> tuple[tuple[SheetEntry, ...], tuple[str, ...]]:
        """Return the worksheets, and the names of all sheets, chart sheets too, by position."""
        by_id = {relation.id: relation for relation in self._relations}
        listed = self.root.findall(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")
        if len(listed) != len(self.root.findall(".//{*}sheets//{*}sheet")):
            odd = "The workbook lists its sheets in a way that programs read differently."
            raise InputRejected(odd, "Open it in Excel and save it anew.")
        if len(listed) > self.limits.sheets:
            raise InputRejected(f"The workbook has {len(listed):,} sheets; {self.limits.sheets} are read at most.", "")
        entries: list[SheetEntry] = []
        order: list[str] = []
        taken: set[str] = set()
        for node in listed:
            name = unescape(node.get("name", ""))
            order.append(name)
            relation = by_id.get(node.get(f"{{{RELATIONSHIPS}}}id", ""))
            if relation is None or relation.external or self.container.package.find(relation.target) is None:
                raise InputRejected(f"The content of sheet {name} is missing from the archive.", DAMAGED)
            if name.lower() in taken or f"/{relation.target.lower()}" in taken:
                raise InputRejected(f"The workbook lists sheet {name} twice.", "Open it in Excel and save it anew.")
            taken |= {name.lower(), f"/{relation.target.lower()}"}
            if relation.kind.endswith("/worksheet"):
                entries.append(SheetEntry(name, node.get("state", "visible"), relation.target))
            else:
                self.warnings.append(f"{name}: is a {relation.kind.rpartition('/')[2]}, not a worksheet; passed over.")
        if not entries:
            raise InputRejected("The workbook has no worksheet.", "Check that it is the questionnaire that was meant.")
        return tuple(entries), tuple(order)

    @cached_property
    def date1904(self) -> bool:
        """Whether dates count from 1904 (18.2.28)."""
        properties = self.root.find(f"{{{MAIN}}}workbookPr")
        return properties is not None and is_true(properties.get("date1904"))

    @cached_property
    def names(self) -> tuple[DefinedName, ...]:
        """The defined names (18.2.5), local ones with their sheet."""
        nodes = self.root.findall(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName")
        return tuple(
            DefinedName(node.get("name", ""), node.text or "", whole_number(node.get("localSheetId"))) for node in nodes
        )

    @cached_property
    def styles(self) -> tuple[CellStyle, ...]:
        """The cell formats by index."""
        part = self._related("styles")
        if part is None:
            return (CellStyle(),)
        return read_styles(small_part(self.container.package, part), part, self.limits)

    @cached_property
    def strings(self) -> Sequence[str]:
        """The shared texts by index."""
        part = self._related("sharedStrings")
        return read_shared_strings(self.container.package.read(part), part, self.limits) if part else []

    @cached_property
    def _around(self) -> Surroundings:
        limits = self.limits
        budget = limits.cells, limits.text_chars, limits.odd_cells
        return Surroundings(self.strings, self.styles, self.date1904, limits, *budget)

    def opened_again(self, container: Container) -> Book:
        """Return a copy of this workbook with its own budget; strings and formats of the same bytes are taken over."""
        again = Book(container, self.limits)
        if all(self._holds_as(again, kind) for kind in ("sharedStrings", "styles")):
            again.strings, again.styles = self.strings, self.styles
        return again

    def _holds_as(self, other: Book, kind: str) -> bool:
        """Whether a part of that kind is missing from both, or the same bytes in both."""
        own, its = self._related(kind), other._related(kind)
        if own is None or its is None:
            return own is its
        return self.container.package.read(own) == other.container.package.read(its)

    def _related(self, kind: str) -> str | None:
        targets = (one.target for one in self._relations if one.kind.endswith(f"/{kind}"))
        return next((target for target in targets if self.container.package.find(target)), None)

    def entry(self, name: str) -> SheetEntry | None:
        """Return the worksheet of that name; names are compared without case, as Excel does."""
        exact = next((one for one in self.entries if one.name == name), None)
        return exact or next((one for one in self.entries if one.name.lower() == name.lower()), None)

    def sheet(self, name: str) -> SheetContent | None:
        """Return the worksheet's content, read at the first call."""
        entry = self.entry(name)
        if entry is None:
            return None
        if entry.name not in self._sheets:
            self._sheets[entry.name] = self.read_sheet(entry, self.container.package.read(entry.part))
        return self._sheets[entry.name]

    def read_sheet(self, entry: SheetEntry, data: bytes) -> SheetContent:
        """Return what those bytes hold as that worksheet, tables included."""
        content = SheetContent(entry.name, entry.part, entry.state)
        SheetStream(content, self._around).read(data)
        if len(content.formulas) > self.limits.formulas:
            raise InputRejected(f"Sheet {entry.name} has more than {self.limits.formulas:,} formulas.", "")
        content.tables.extend(self._tables(content))
        return content

    def _tables(self, content: SheetContent) -> list[TableRange]:
        found = []
        if content.filter_area is not None:
            found.append(TableRange("", content.filter_area))
        if not content.table_ids:
            return found
        wanted = set(content.table_ids)
        for relation in relationships(self.container.package, content.part):
            if relation.id in wanted and self.container.package.find(relation.target):
                found.extend(self._table(relation.target))
        return found

    def _table(self, part: str) -> list[TableRange]:
        root = parse_tree(small_part(self.container.package, part), part)
        area = parse_range(root.get("ref", ""))
        if area is None:
            return []
        columns = root.findall(f"{{{MAIN}}}tableColumns/{{{MAIN}}}tableColumn")
        name = root.get("displayName") or root.get("name") or ""
        return [TableRange(name, area, tuple(unescape(column.get("name", "")) for column in columns))]
