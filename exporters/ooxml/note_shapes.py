"""The box of each note in a sheet's legacy drawing (VML; ECMA-376 Part 4, 19.4): spliced, as it is often no clean XML.

Excel shows a note only where that drawing has a shape whose ClientData names the note's row and column (19.4.2.20).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import count, islice

from exporters.ooxml.limits import MAX_COL, MAX_ROW
from exporters.ooxml.markup import decoded_head, refuse_doctype, refuse_encoding
from exporters.ooxml.sheet_content import place_of, row_and_col
from exporters.ooxml.sheet_layout import START_TAG
from knowledge.errors import InputRejected

_URN = "urn:schemas-microsoft-com:"
_NAMESPACES = {"v": f"{_URN}vml", "o": f"{_URN}office:office", "x": f"{_URN}office:excel"}
_DECLARED = "".join(f' xmlns:{prefix}="{urn}"' for prefix, urn in _NAMESPACES.items())
_BLOCK = 1024
"""Shape numbers come in blocks, which ``idmap`` reserves for a drawing (Part 4, 19.2.2.16)."""
_WIDE, _HIGH = 3, 4
"""Columns and rows that a box covers."""
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"{declared}>'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202"{declared} style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:180pt;height:60pt;z-index:{number};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_NUMBER = re.compile(rb"_x0000_s(\d{1,9})(?!\d)")
_HAS_TYPE = re.compile(rb"""\sid\s*=\s*["']_x0000_t202["']""")
_IDMAP = re.compile(rb"""<(?:[\w.-]+:)?idmap\s[^>]*?\bdata\s*=\s*(["'])([\d,\s]*)\1""")
_ONE_SHAPE = re.compile(rb"<((?:[\w.-]+:)?shape)(?:\s[^>]*)?(?<!/)>.*?</\1\s*>", re.DOTALL)
_ONE_TYPE = re.compile(rb"""<((?:[\w.-]+:)?shapetype)\s[^>]*\bid\s*=\s*["']_x0000_t202["'].*?</\1\s*>""", re.DOTALL)
_IS_NOTE = re.compile(rb"""\bObjectType\s*=\s*["']Note["']""")
_ROW, _COLUMN = (re.compile(rb"<(?:[\w.-]+:)?" + name + rb"\s*>\s*(\d{1,7})\s*<") for name in (b"Row", b"Column"))


def new_shapes(places: Iterable[int], block: int) -> bytes:
    """Return a whole legacy drawing with a box for each place; ``block`` is one that no other drawing uses."""
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
    boxes = "".join(_boxes(places, count(block * _BLOCK + 1), ""))
    return f"<xml{_DECLARED}>{layout}{_TYPE.format(declared='')}{boxes}</xml>".encode("ascii")


def with_shapes(data: bytes, part: str, places: Iterable[int], block: int) -> bytes:
    """Return the legacy drawing with a box for each place before its end; raises InputRejected where it has none.

    Its own blocks of shape numbers are filled up first, then ``block``, which no drawing uses, and those behind it.
    """
    root, close = _root_and_close(data, part)
    declared = "" if _binds_usual_prefixes(root) else _DECLARED
    wanted = list(places)
    numbers, blocks = _numbers(data, len(wanted), block)
    kind = "" if _HAS_TYPE.search(data) else _TYPE.format(declared=declared)
    boxes = kind + "".join(_boxes(wanted, iter(numbers), declared))
    return _with_blocks(data[:close], blocks) + boxes.encode("ascii") + data[close:]


def _root_and_close(data: bytes, part: str) -> tuple[bytes, int]:
    """Return the root's start tag and where its end tag starts."""
    refuse_encoding(data, part)
    refuse_doctype(data, part)
    prolog = _PROLOG.match(data)
    root = START_TAG.match(data, prolog.end() if prolog else 0)
    name = root[0][1:].split(None, 1)[0].rstrip(b">") if root else b""
    close = data.rfind(b"</" + name)
    if decoded_head(data) is not data or root is None or root[0].endswith(b"/>") or close < root.end():
        raise InputRejected(f"{part} cannot be followed.", "Save the file anew in Excel.")
    return root[0], close


def _binds_usual_prefixes(root: bytes) -> bool:
    said = (rb"\sxmlns:" + p.encode("ascii") + rb"""\s*=\s*["']""" + u.encode("ascii") for p, u in _NAMESPACES.items())
    return all(re.search(pattern + rb"""["']""", root) for pattern in said)


def _numbers(data: bytes, wanted: int, block: int) -> tuple[list[int], list[int]]:
    """Return free shape numbers, and the blocks that must be reserved for them anew."""
    used, own = _used(data), _blocks(data)
    found = [number for number in _inside(own) if number not in used][:wanted]
    missing = wanted - len(found)
    fresh = range(block, block - (-missing // (_BLOCK - 1)))
    return [*found, *islice(_inside(fresh), missing)], list(fresh) if own else []


def _inside(blocks: Iterable[int]) -> Iterator[int]:
    return (block * _BLOCK + step for block in blocks for step in range(1, _BLOCK))


def _used(data: bytes) -> set[int]:
    return {int(number) for number in _NUMBER.findall(data)}


def _blocks(data: bytes) -> list[int]:
    match = _IDMAP.search(data)
    return [int(number) for number in re.findall(rb"\d{1,6}", match[2])] if match else []


def highest_block(drawing: bytes) -> int:
    """Return the highest block that a legacy drawing reserves or uses, 0 for none."""
    return max((0, *_blocks(drawing), *(number // _BLOCK for number in _used(drawing))))


def _with_blocks(data: bytes, blocks: list[int]) -> bytes:
    match = _IDMAP.search(data) if blocks else None
    if match is None:
        return data
    said = ",".join(map(str, blocks)).encode("ascii")
    return data[: match.end(2)] + b"," + said + data[match.end(2) :]


def _boxes(places: Iterable[int], numbers: Iterator[int], declared: str) -> Iterator[str]:
    for place in sorted(places):
        row, col = row_and_col(place)
        said = {"row": row - 1, "column": col - 1, "anchor": _anchor(row, col), "declared": declared}
        yield _SHAPE.format(number=next(numbers), **said)


def _anchor(row: int, col: int) -> str:
    """Return where the box stands (19.4.2.3), right of the cell or, at the sheet's edge, left of it and higher up."""
    left = col if col + _WIDE < MAX_COL else max(0, col - 2 - _WIDE)
    top = max(0, min(row - 1, MAX_ROW - 1 - _HIGH))
    return f"{left}, 15, {top}, 2, {left + _WIDE}, 15, {top + _HIGH}, 2"


def boxed_places(data: bytes) -> list[int]:
    """Return the place of every note's box, in file order."""
    return [place for shape in _ONE_SHAPE.finditer(data) if (place := _place(shape[0])) is not None]


def _place(shape: bytes) -> int | None:
    row, col = _ROW.search(shape), _COLUMN.search(shape)
    if not _IS_NOTE.search(shape) or row is None or col is None:
        return None
    return place_of(int(row[1]) + 1, int(col[1]) + 1)


def differs_beyond(before: bytes, after: bytes, places: Collection[int]) -> bool:
    """Whether a legacy drawing differs in more than boxes for those places, their shape type and reserved numbers."""
    bare = _ONE_SHAPE.sub(lambda shape: b"" if _place(shape[0]) in places else shape[0], after)
    if not _HAS_TYPE.search(before):
        bare = _ONE_TYPE.sub(b"", bare)
    own = _blocks(before)
    return _blocks(bare)[: len(own)] != own or _IDMAP.sub(b"", before) != _IDMAP.sub(b"", bare)
