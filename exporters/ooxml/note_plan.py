"""Which flags stand in a cell's note and which in its text: every hindrance is found before a byte changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from exporters.ooxml.book import Book
from exporters.ooxml.element_spans import spans_of
from exporters.ooxml.limits import MAX_CELL_TEXT
from exporters.ooxml.markup import RELATIONSHIPS, is_true
from exporters.ooxml.new_column import NewColumn
from exporters.ooxml.note_parts import NoteHome, noted_parts
from exporters.ooxml.note_shapes import boxed_places, highest_block
from exporters.ooxml.notes import notes_of, notes_part, threaded_places
from exporters.ooxml.references import parse_cell
from exporters.ooxml.relationships import relationships
from exporters.ooxml.sheet_content import SheetContent, place_of
from exporters.ooxml.write_plan import REPLACE, SheetRules, Write, WritePlan
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected

_LOCKED = "objects on the sheet are locked"
_THREAD, _NOTE, _BOX = "the cell has a comment already", "the cell has a note already", "the cell has a note's box"
_NEW_COLUMN = "the column is new and a notice alone would not show it"
_NEW_COLUMN = "a note alone would not show its new column"
_REPLACED = "it replaces what stands in the cell"
Key = tuple[str, int]
"""Sheet name and place."""


@dataclass(frozen=True, slots=True)
class NoteWish:
    """A flag that goes into a cell's note if it can: then ``bare`` is what the cell holds, ``None`` for nothing new."""

    sheet: str
    cell: str
    text: str
    bare: CellValue | None
    in_text: bool
    """Whether the cell's text may carry it instead; otherwise the cell stays as it is."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What the sheets of a workbook share: who points at a part, and the first free block of shape numbers."""

    owners: Mapping[str, frozenset[str]]
    block: int


@dataclass(slots=True)
class NotePlan:
    """The notes that will stand, by sheet and place, and the flags that will not, with the reason."""

    existing: str
    """What happens to answers that stand there: ``keep``, ``replace`` or ``refuse``."""
    placed: dict[str, dict[int, str]] = field(default_factory=dict)
    refused: list[tuple[Key, str, str]] = field(default_factory=list)
    """(place, address, why)."""
    alone: set[Key] = field(default_factory=set)
    homes: dict[str, NoteHome] = field(default_factory=dict)
    around: Neighbours | None = None

    def put(self, key: Key, text: str) -> None:
        """Plan a note."""
        self.placed.setdefault(key[0], {})[key[1]] = text

    def settle(self, plan: WritePlan) -> None:
        """Drop notes and refusals of cells that are not written after all."""
        written = {(sheet, place) for sheet, places in plan.patches.items() for place in places} | self.alone
        kept = {
            sheet: {place: text for place, text in texts.items() if (sheet, place) in written}
            for sheet, texts in self.placed.items()
        }
        self.placed = {sheet: texts for sheet, texts in kept.items() if texts}
        self.refused = [one for one in self.refused if one[0] in written]


def wish_of(message: Sequence[Any]) -> NoteWish:
    """Return the wish that came as JSON."""
    sheet, cell, said, kind, value, in_text = message
    text = said.replace("\r\n", "\n").replace("\r", "\n")
    return NoteWish(sheet, cell, text, date.fromisoformat(value) if kind == "date" else value, in_text)


def plan_notes(
    book: Book, writes: Sequence[Write], wishes: Iterable[NoteWish], existing: str, columns: Sequence[NewColumn] = ()
) -> tuple[list[Write], NotePlan]:
    """Return the writes as they are with notes, and the notes; wishes for cells that nobody writes are passed over.

    A notice for one of the ``columns`` to append goes into its text: that column is there for what stands in it.
    """
    plan, wanted = NotePlan(existing), {(wish.sheet, wish.cell): wish for wish in wishes}
    hindrances: dict[str, str | None] = {}
    rules: dict[str, SheetRules] = {}
    taken: list[Write] = []
    for write in writes:
        wish, content, at = wanted.get((write.sheet, write.cell)), book.sheet(write.sheet), parse_cell(write.cell)
        if wish is None or content is None or at is None:
            taken.append(write)
            continue
        if content.name not in hindrances:
            hindrances[content.name] = _survey(book, content, plan)
            rules[content.name] = SheetRules(book, content)
        why = hindrances[content.name] or _taken(plan.homes[content.name], place_of(*at), wish)
        if wish.bare is None and any((one.sheet, one.col) == (content.name, at[1]) for one in columns):
            why = why or _NEW_COLUMN
        taken += _decided(rules[content.name], write, wish, why, plan)
    return taken, plan


def _decided(rules: SheetRules, write: Write, wish: NoteWish, why: str | None, plan: NotePlan) -> list[Write]:
    """Return the write that remains, and put its note or the refusal into the plan."""
    content, at = rules.content, parse_cell(write.cell) or (0, 0)
    key, address = (content.name, place_of(*at)), f"{content.name}!{write.cell}"
    standing = rules.standing(*at) is not None and not write.prefilled
    if why is None and wish.bare is None and standing and plan.existing == REPLACE:
        why = _REPLACED
    if why is not None:
        plan.refused.append((key, address, f"{why}; {_instead(write, wish)}"))
        if not wish.in_text:
            plan.alone.add(key)
        return [write] if wish.in_text else []
    plan.put(key, wish.text)
    if wish.bare is not None:
        return [replace(write, value=wish.bare)]
    if standing:
        return [write]
    rules.check_cell(*at, address)
    plan.alone.add(key)
    return []


def _instead(write: Write, wish: NoteWish) -> str:
    if not wish.in_text:
        return "nothing is written"
    return "the cell carries no flag" if write.value == wish.bare else "the flag stands in its text"


def _survey(book: Book, content: SheetContent, plan: NotePlan) -> str | None:
    """Learn how the sheet keeps its notes; return what hinders any note on it."""
    try:
        plan.around = plan.around or neighbours(book)
        home = note_home(book, content, plan.around)
        plan.homes[content.name] = home
        if home.locked:
            return _LOCKED
        noted_parts(book, [home], {home.sheet: {place_of(1, 1): "x"}}, {})
    except InputRejected as error:
        return error.message.rstrip(".")
    return None


def neighbours(book: Book) -> Neighbours:
    """Return what a new note must not collide with; raises InputRejected where a sheet's parts cannot be told."""
    package, owners = book.container.package, dict[str, frozenset[str]]()
    for entry in book.entries:
        for relation in relationships(package, entry.part):
            key = relation.target.lower()
            owners[key] = owners.get(key, frozenset()) | {entry.part}
    drawings = (member.name for member in package.members if member.name.lower().endswith(".vml"))
    return Neighbours(owners, max((highest_block(package.read(name)) for name in drawings), default=0) + 1)


def note_home(book: Book, content: SheetContent, around: Neighbours) -> NoteHome:
    """Return how a sheet keeps its notes; raises InputRejected where that cannot be told or is another sheet's too."""
    package = book.container.package
    spans = spans_of(package.read(content.part), content.part, ("legacyDrawing",), ("sheetProtection",))
    said = {span.path[0]: span.attributes for span in spans}
    shapes = _shapes_part(book, content.part, said.get("legacyDrawing"))
    notes = notes_part(package, content.part)
    for part in (notes, shapes):
        if part is not None and len(around.owners.get(part.lower(), ())) > 1:
            raise InputRejected(f"Another sheet has the same {part}.", "Save the file anew in Excel.")
    return NoteHome(
        sheet=content.name,
        part=content.part,
        notes=notes,
        shapes=shapes,
        locked=is_true(said.get("sheetProtection", {}).get("objects")),
        noted=frozenset(notes_of(package, content.part)),
        threaded=frozenset(threaded_places(package, content.part)),
        boxed=frozenset(boxed_places(package.read(shapes)) if shapes else ()),
        block=around.block,
    )


def _shapes_part(book: Book, sheet: str, legacy: Mapping[str, str] | None) -> str | None:
    if legacy is None:
        return None
    package, wanted = book.container.package, legacy.get(f"{RELATIONSHIPS} id")
    target = next((one.target for one in relationships(package, sheet) if one.id == wanted), None)
    if target is None or package.find(target) is None:
        raise InputRejected("The sheet's legacy drawing is missing.", "Save the file anew in Excel.")
    return target


def _taken(home: NoteHome, place: int, wish: NoteWish) -> str | None:
    """Return why the cell takes no note: somebody else's is never altered."""
    if place in home.threaded:
        return _THREAD
    if place in home.noted:
        return _NOTE
    if place in home.boxed:
        return _BOX
    return "the note is too long" if len(wish.text) > MAX_CELL_TEXT else None
