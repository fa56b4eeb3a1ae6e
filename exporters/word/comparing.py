"""What differs between two documents: texts place by place, and whether anything else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import parse_tree
from exporters.ooxml.package_comparing import compare_members
from exporters.ooxml.preflight import Container
from exporters.word.aligning import Moved, is_plain, moved_paragraphs
from exporters.word.comments import comment_changes, unanchored, unmarked
from exporters.word.document import Cell, Document, Paragraph, Table
from exporters.word.markup import W14, W
from exporters.word.places import Places
from exporters.word.preflight import open_document
from exporters.word.scan import main_root, read_main
from exporters.word.unchanged import Changing, Rest, digest_without, rest_of
from knowledge.errors import InputRejected, SegqError

Json = dict[str, Any]

MAX_LISTED = 1_000
"""Places that are listed one by one; the totals count all."""
_COUNTED = {
    f"{W}sdt": "content controls",
    f"{W}ffData": "form fields",
    f"{W}listItem": "choices of lists",
    f"{W14}checkbox": "check boxes",
    f"{W}drawing": "pictures and drawings",
    f"{W}pict": "pictures and drawings",
    f"{W}ins": "tracked insertions",
    f"{W}del": "tracked deletions",
    f"{W}hyperlink": "hyperlinks",
    f"{W}bookmarkStart": "bookmarks",
    f"{W}commentReference": "comments",
    f"{W}footnoteReference": "footnotes",
    f"{W}tbl": "tables",
    f"{W}sectPr": "sections",
}
Texts = dict[str, str]


def compare_documents(request: Json, limits: Limits) -> Json:
    """Return the differences as :func:`exporters.verify.comparison_of` takes them; raises InputRejected with a name."""
    password = request.get("password")
    before = _opened(Path(request["path"]), request["name"], limits, password)
    after = _opened(Path(request["other"]), request["other_name"], limits, password)
    members = compare_members(before.package, after.package)
    others = [f"{name}: the part is gone" for name in members["removed"]]
    comments = comment_changes(before.package, after.package, before.main)
    brought = {name for name, data in comments.expected.items() if _holds(after, name, data)}
    others += [f"{name}: the part is new" for name in members["added"] if name not in brought]
    kept = {*brought, *(name for name in members["changed"] if name.lower() == before.main.lower())}
    others += [f"{name}: the part differs" for name in members["changed"] if name not in kept]
    others += comments.differing
    if before.encrypted and not after.encrypted:
        others.append("the file: the original is encrypted with a password, the filled one is not")
    if before.signed and members["changed"]:
        others.append("the digital signature: it does not cover what changed")
    (old, had), (new, has) = _read(before, limits), _read(after, limits)
    moved = moved_paragraphs(old, new)
    others += list(_structure(old, new, moved))
    cells = list(_changed(old, new, moved or {}))
    same, noted = _same_besides(before, after, [str(at) for at, *_ in cells], moved or {}, comments.added)
    others += unanchored(comments.added, noted)
    if not same:
        others.append("the document: something besides texts differs (formats, structure or marks)")
    return {
        **members,
        "sha256": [before.sha256, after.sha256],
        "cells": cells[:MAX_LISTED],
        "cells_total": len(cells),
        "others": others[:MAX_LISTED],
        "others_total": len(others),
        "lost": [[what, had[what], has[what]] for what in sorted(had) if has[what] < had[what]],
        "notes": list(noted.values())[:MAX_LISTED],
        "notes_total": len(noted),
    }


def _holds(container: Container, name: str, data: bytes) -> bool:
    return container.package.find(name) is not None and container.package.read(name) == data


def _opened(path: Path, name: str, limits: Limits, password: str | None) -> Container:
    try:
        return open_document(path, limits, password)
    except SegqError as error:
        raise InputRejected(f"{name}: {error.message}", error.hint) from error


def _structure(old: Document, new: Document, moved: Mapping[int, Moved] | None) -> Iterator[str]:
    """Yield where paragraphs, tables, rows or cells became more or fewer, but for those that an answer brought."""
    counts = [Counter(type(block).__name__.lower() for block in one.blocks) for one in (old, new)]
    for what in ("paragraph", "table"):
        if counts[0][what] != counts[1][what] and (what == "table" or moved is None):
            yield f"the document: has {counts[1][what]} {what}s, had {counts[0][what]}"
    for was, now in zip(old.tables(), new.tables(), strict=False):
        if [len(row.cells) for row in was.rows] != [len(row.cells) for row in now.rows]:
            yield f"{was.address}: its rows or cells became more or fewer"


def _changed(old: Document, new: Document, moved: Mapping[int, Moved]) -> Iterator[list[str | None]]:
    """Yield address, text before and text after, with the paragraphs that a long answer brought."""
    before, after = dict(_texts(old.blocks)), dict(_texts(new.blocks))
    if any(one.added for one in moved.values()):
        shown = {at: text for at, text in after.items() if not at.startswith("paragraph ")}
        for number, one in moved.items():
            places = range(one.number, one.number + 1 + one.added)
            shown[f"paragraph {number}"] = "\n\n".join(after[f"paragraph {place}"] for place in places)
        after = shown
    for at in [*before, *(one for one in after if one not in before)]:
        if before.get(at) != after.get(at):
            yield [at, before.get(at) or None, after.get(at) or None]


def _texts(blocks: tuple[Paragraph | Table, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.address, block.text
            continue
        for row in block.rows:
            for cell in row.cells:
                yield cell.address, _text(cell)
                yield from _texts(tuple(inner for inner in cell.blocks if isinstance(inner, Table)))


def _text(cell: Cell) -> str:
    return "\n".join(paragraph.text for paragraph in cell.paragraphs)


def _same_besides(
    before: Container, after: Container, changed: list[str], moved: Mapping[int, Moved], added: Collection[int]
) -> tuple[bool, dict[int, str]]:
    """Return whether all the rest is the same in canonical form, and the places of the comments that were added.

    Their marks in the text are left out. Places that are no longer the same ones are not compared.
    """
    data = after.package.read(after.main)
    root = parse_tree(data, after.main)
    places = Places(root)
    begun = unmarked(root, added)
    noted = {number: _address_before(places.address(paragraph), moved) for number, paragraph in begun.items()}
    try:
        now = rest_of(data, root, Changing(*_elements(places, changed, moved), list(begun.values())))
        del root, places, begun
        same = now is not None and now == _rest_before(before, changed, filter(None, noted.values()))
    except InputRejected:
        same = False
    return same or _same_in_full(before, after, changed, moved, added), noted


def _rest_before(before: Container, changed: list[str], noted: Iterable[str]) -> Rest | None:
    data = before.package.read(before.main)
    root = parse_tree(data, before.main)
    places = Places(root)
    return rest_of(data, root, Changing(*_elements(places, changed, {}), [places.element(at) for at in noted]))


def _same_in_full(
    before: Container, after: Container, changed: list[str], moved: Mapping[int, Moved], added: Collection[int]
) -> bool:
    """Whether all the rest is the same though its bytes are not: a program saved the document anew."""
    digests = []
    for container, numbers in ((before, ()), (after, added)):
        root = parse_tree(container.package.read(container.main), container.main)
        unmarked(root, numbers)
        try:
            elements = _elements(Places(root), changed, moved if container is after else {})
        except InputRejected:
            return False
        digests.append(digest_without(root, *elements))
    return digests[0] == digests[1]


def _elements(
    places: Places, changed: list[str], moved: Mapping[int, Moved]
) -> tuple[list[etree._Element], list[etree._Element]]:
    """Return the changed places where they stand now, and the plain paragraphs that are new behind them."""
    found: list[etree._Element] = []
    new: list[etree._Element] = []
    for at in changed:
        kind, _, number = at.rpartition(" ")
        way = moved.get(int(number)) if kind == "paragraph" else None
        found.append(places.element(at if way is None else f"paragraph {way.number}"))
        new += [] if way is None else [places.element(f"paragraph {way.number + 1 + k}") for k in range(way.added)]
    return found, [element for element in new if is_plain(element)]


def _address_before(at: str, moved: Mapping[int, Moved]) -> str:
    """Return the address that a place of the filled document has in the original."""
    kind, _, number = at.rpartition(" ")
    held = ((n, range(one.number, one.number + 1 + one.added)) for n, one in moved.items())
    return next((f"paragraph {n}" for n, places in held if kind == "paragraph" and int(number) in places), at)


def _read(container: Container, limits: Limits) -> tuple[Document, Counter[str]]:
    """Return the document, and how many it has of what must not get lost."""
    root = main_root(container, limits)
    return read_main(container, root, limits), Counter(_COUNTED[element.tag] for element in root.iter(*_COUNTED))
