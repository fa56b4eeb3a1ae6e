"""Recognising added notes in anybody's filled copy: what came with them must be just what adding them brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from exporters.ooxml.book import Book
from exporters.ooxml.note_parts import noted_parts
from exporters.ooxml.note_plan import Neighbours, neighbours, note_home
from exporters.ooxml.notes import Note, notes_of
from exporters.ooxml.references import cell_name
from exporters.ooxml.sheet_content import row_and_col
from knowledge.errors import InputRejected


@dataclass(slots=True)
class NoteChanges:
    """Where notes were added, what became of those that were there, and the parts as adding alone would leave them."""

    added: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    expected: dict[str, bytes] = field(default_factory=dict)
    """By member name; a part of the filled file that equals its expected content differs by notes only."""


def note_changes(before: Book, after: Book) -> NoteChanges:
    """Return what happened to the notes of the sheets that both files have."""
    changes, texts = NoteChanges(), dict[str, dict[int, str]]()
    for entry in before.entries:
        old, new = _notes(before, entry.name), _notes(after, entry.name)
        if after.entry(entry.name) is None or old == new:
            continue
        added = {place: note.text for place, note in sorted(new.items()) if place not in old}
        texts[entry.name] = added
        changes.added += [_address(entry.name, place) for place in added]
        changes.differing += _differing(entry.name, old, new)
    changes.expected = _expected(before, {sheet: found for sheet, found in texts.items() if found})
    return changes


def _notes(book: Book, sheet: str) -> dict[int, Note]:
    """Return the sheet's notes, none where they cannot be read: then their part differs as a whole."""
    entry = book.entry(sheet)
    try:
        return {} if entry is None else notes_of(book.container.package, entry.part)
    except InputRejected:
        return {}


def _differing(sheet: str, old: dict[int, Note], new: dict[int, Note]) -> Iterator[str]:
    for place, note in old.items():
        if new.get(place) != note:
            yield f"{_address(sheet, place)}: the note {'differs' if place in new else 'is gone'}"


def _address(sheet: str, place: int) -> str:
    return f"{sheet}!{cell_name(*row_and_col(place))}"


def _expected(before: Book, texts: dict[str, dict[int, str]]) -> dict[str, bytes]:
    try:
        contents = [before.sheet(sheet) for sheet in texts]
        around = neighbours(before) if texts else Neighbours({}, 1)
        homes = [note_home(before, content, around) for content in contents if content is not None]
        return noted_parts(before, homes, texts, {})
    except InputRejected:
        return {}
