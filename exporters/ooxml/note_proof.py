"""Proof of the notes: the planned ones read back with their boxes, everybody else's are as they were."""

from __future__ import annotations

from collections.abc import Mapping

from exporters.ooxml.book import Book
from exporters.ooxml.element_spans import spans_of
from exporters.ooxml.markup import RELATIONSHIPS
from exporters.ooxml.note_shapes import boxed_places, differs_beyond
from exporters.ooxml.notes import AUTHOR, notes_of, threaded_places
from exporters.ooxml.package import Package
from exporters.ooxml.references import cell_name
from exporters.ooxml.relationships import relationships
from exporters.ooxml.sheet_content import row_and_col


def shapes_of(package: Package, sheet: str) -> str | None:
    """Return the part with the boxes of a worksheet part's notes, ``None`` without one that can be read."""
    spans = spans_of(package.read(sheet), sheet, ("legacyDrawing",))
    wanted = spans[0].attributes.get(f"{RELATIONSHIPS} id") if spans else None
    target = next((one.target for one in relationships(package, sheet) if one.id == wanted), None)
    return target if target is not None and package.find(target) is not None else None


def note_fault(original: Book, result: Book, placed: Mapping[str, Mapping[int, str]]) -> str | None:
    """Return what is wrong with the notes of those sheets, ``None`` where all are as planned."""
    for sheet, texts in placed.items():
        entry = original.entry(sheet)
        if entry is None:
            return f"sheet {sheet} is gone"
        old, new = original.container.package, result.container.package
        fault = _texts_fault(old, new, entry.part, texts) or _boxes_fault(old, new, entry.part, texts)
        if fault:
            return f"{sheet}: {fault}"
    return None


def _texts_fault(old: Package, new: Package, sheet: str, texts: Mapping[int, str]) -> str | None:
    before, after = notes_of(old, sheet), notes_of(new, sheet)
    if {place: note for place, note in after.items() if place not in texts} != before:
        return "a note that stood there changed"
    if threaded_places(old, sheet) != threaded_places(new, sheet):
        return "a threaded comment changed"
    for place, text in texts.items():
        note = after.get(place)
        if note is None or (note.author, note.text) != (AUTHOR, text):
            return f"the note on {cell_name(*row_and_col(place))} reads back differently"
    return None


def _boxes_fault(old: Package, new: Package, sheet: str, texts: Mapping[int, str]) -> str | None:
    before, after = shapes_of(old, sheet), shapes_of(new, sheet)
    if after is None:
        return "the notes have no boxes"
    boxes = [] if before is None else boxed_places(old.read(before))
    if boxed_places(new.read(after)) != [*boxes, *sorted(texts)]:
        return "the boxes of the notes differ"
    if before is not None and differs_beyond(old.read(before), new.read(after), texts.keys()):
        return "something besides the boxes of new notes changed"
    return None
