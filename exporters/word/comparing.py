"""What differs between two documents: texts place by place, and whether anything else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import parse_tree
from exporters.ooxml.package_comparing import compare_members
from exporters.ooxml.preflight import Container
from exporters.word.document import Cell, Document, Paragraph, Table
from exporters.word.markup import W14, W
from exporters.word.places import Places
from exporters.word.preflight import open_document
from exporters.word.scan import read_container
from exporters.word.unchanged import digest_without
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
    others += [f"{name}: the part is new" for name in members["added"]]
    others += [f"{name}: the part differs" for name in members["changed"] if name.lower() != before.main.lower()]
    if before.encrypted and not after.encrypted:
        others.append("the file: the original is encrypted with a password, the filled one is not")
    if before.signed and members["changed"]:
        others.append("the digital signature: it does not cover what changed")
    old, new = read_container(before, limits), read_container(after, limits)
    others += list(_structure(old, new))
    cells = list(_changed(old, new))
    if not _same_besides(before, after, [at for at, *_ in cells]):
        others.append("the document: something besides texts differs (formats, structure or marks)")
    return {
        **members,
        "sha256": [before.sha256, after.sha256],
        "cells": cells[:MAX_LISTED],
        "cells_total": len(cells),
        "others": others[:MAX_LISTED],
        "others_total": len(others),
        "lost": list(_losses(before, after)),
    }


def _opened(path: Path, name: str, limits: Limits, password: str | None) -> Container:
    try:
        return open_document(path, limits, password)
    except SegqError as error:
        raise InputRejected(f"{name}: {error.message}", error.hint) from error


def _structure(old: Document, new: Document) -> Iterator[str]:
    """Yield where paragraphs, tables, rows or cells became more or fewer."""
    counts = [Counter(type(block).__name__.lower() for block in one.blocks) for one in (old, new)]
    for what in ("paragraph", "table"):
        if counts[0][what] != counts[1][what]:
            yield f"the document: has {counts[1][what]} {what}s, had {counts[0][what]}"
    for was, now in zip(old.tables(), new.tables(), strict=False):
        if [len(row.cells) for row in was.rows] != [len(row.cells) for row in now.rows]:
            yield f"{was.address}: its rows or cells became more or fewer"


def _changed(old: Document, new: Document) -> Iterator[list[str | None]]:
    """Yield address, text before and text after."""
    before, after = dict(_texts(old.blocks)), dict(_texts(new.blocks))
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


def _same_besides(before: Container, after: Container, changed: list[str | None]) -> bool:
    """Whether all the rest is the same in canonical form; not asked where places are no longer the same ones."""
    digests = []
    for container in (before, after):
        root = parse_tree(container.package.read(container.main), container.main)
        places = Places(root)
        try:
            digests.append(digest_without(root, [places.element(at) for at in changed if at]))
        except InputRejected:
            return False
    return digests[0] == digests[1]


def _losses(before: Container, after: Container) -> Iterator[list[Any]]:
    tallies = [_tally(one) for one in (before, after)]
    for what in sorted(tallies[0]):
        if tallies[1][what] < tallies[0][what]:
            yield [what, tallies[0][what], tallies[1][what]]


def _tally(container: Container) -> Counter[str]:
    root = parse_tree(container.package.read(container.main), container.main)
    return Counter(_COUNTED[element.tag] for element in root.iter(*_COUNTED))
