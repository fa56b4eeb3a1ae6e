"""Mutations of workbooks at three levels: bytes of a part, elements and attributes of its XML, the zip around it."""

from __future__ import annotations

import copy
import io
import struct
import zipfile
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from lxml import etree

from scripts.fuzz_seeds import Parts
from tests.exporters.odd_books import MAIN, MC, X14

if TYPE_CHECKING:
    from typing_extensions import Buffer

_TOKENS = [
    b'"',
    b"<",
    b">",
    b"&",
    b"\x00",
    b"/>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&#0;",
    b"&amp;",
    b"9" * 30,
    b"-1",
    b"<c/>",
    b"<row/>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b' r="A1"',
    b"<f>A1</f>",
    b"&#xD800;",
    b"<?pi?>",
    b"\r\n",
]
_VALUES = [
    "",
    "0",
    "-1",
    "1",
    "2",
    "7",
    "16384",
    "16385",
    "1048576",
    "1048577",
    "99999999999",
    "9" * 5000,
    "1e308",
    "1e999",
    "NaN",
    "INF",
    "1_0",
    "²",
    "٣",
    " 3 ",
    "+4",
    "0x10",
    "A1",
    "XFD1048576",
    "XFE1",
    "a1",
    "$A$1",
    "A1:B2",
    "A:A",
    "1:1",
    "B2:A1",
    "A1 B2 C3",
    "#REF!",
    "true",
    "on",
    "s",
    "str",
    "inlineStr",
    "b",
    "e",
    "d",
    "n",
    "list",
    "shared",
    "array",
    "rId1",
    "rId99",
    "../..",
    "2026-03-12",
    "2026-13-99",
    "'Lists'!$A$1",
    "loop",
    "_x0041_",
    "_xD800_",
    "\u2028x",
    "é😀",
    "https://example.org/x",
    "Yes,No",
    '"Yes,No"',
    "INDIRECT(A1)",
    "x" * 300,
    "00000000000000000000005",
    "1.5",
    ".",
    "1.",
]
_NAMESPACES = [MAIN, MC, X14, "", "urn:z", "http://purl.oclc.org/ooxml/spreadsheetml/main"]
_TAGS = [
    "c",
    "row",
    "v",
    "f",
    "is",
    "t",
    "sheetData",
    "mergeCell",
    "dataValidation",
    "extLst",
    "rPh",
    "AlternateContent",
    "Choice",
    "Fallback",
    "sheet",
    "si",
    "xf",
    "col",
    "sheetProtection",
    "customSheetViews",
    "definedName",
    "formula1",
]


def mutate_bytes(parts: Parts, rng: Random) -> None:
    """Flip, cut, double or insert bytes in one part."""
    name = rng.choice(list(parts))
    data = bytearray(parts[name])
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(data) + 1), rng.choice((1, 1, 2, 8, 40, 400))
        kind = rng.randrange(5)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:
            data[at:at] = data[at : at + length]
        elif kind == 3:
            data[at:at] = rng.choice(_TOKENS)
        else:
            data[at : at + 1] = rng.choice(_TOKENS)
    parts[name] = bytes(data)


def mutate_tree(parts: Parts, rng: Random) -> None:
    """Drop, double, move, rename or renumber elements and attributes of one part."""
    name = rng.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    try:
        root = etree.fromstring(parts[name])
    except etree.XMLSyntaxError:
        return
    for _ in range(rng.randint(1, 4)):
        nodes = list(root.iter("*"))
        rng.choice(_TREE)(rng.choice(nodes), rng, nodes)
    standalone = rng.random() < 0.5
    encoding = rng.choice(("UTF-8", "UTF-8", "UTF-8", "UTF-8", "utf-16", "iso-8859-1", "windows-1252", "us-ascii"))
    try:
        text = etree.tostring(root, xml_declaration=True, encoding=encoding, standalone=standalone)
        parts[name] = text if isinstance(text, bytes) else text.encode()
    except (ValueError, LookupError):
        return


def _drop(node: etree._Element, _rng: Random, _nodes: list[etree._Element]) -> None:
    if (parent := node.getparent()) is not None:
        parent.remove(node)


def _double(node: etree._Element, rng: Random, nodes: list[etree._Element]) -> None:
    parent = node.getparent()
    target = rng.choice(nodes) if rng.random() < 0.2 else parent
    if target is not None:
        target.insert(rng.randrange(len(target) + 1), copy.deepcopy(node))


def _move(node: etree._Element, rng: Random, _nodes: list[etree._Element]) -> None:
    if (parent := node.getparent()) is not None:
        parent.remove(node)
        parent.insert(rng.randrange(len(parent) + 1), node)


def _value(node: etree._Element, rng: Random, _nodes: list[etree._Element]) -> None:
    names = [*node.attrib, *rng.sample(["r", "s", "t", "ref", "sqref", "spans", "hidden", "ht", "min", "max", "si"], 1)]
    _safely(lambda: node.set(rng.choice(names), rng.choice(_VALUES)))


def _unset(node: etree._Element, rng: Random, _nodes: list[etree._Element]) -> None:
    if node.attrib:
        del node.attrib[rng.choice(list(node.attrib))]


def _say(node: etree._Element, rng: Random, _nodes: list[etree._Element]) -> None:
    def change() -> None:
        node.text = rng.choice(_VALUES)

    _safely(change)


def _rename(node: etree._Element, rng: Random, _nodes: list[etree._Element]) -> None:
    space = rng.choice(_NAMESPACES)
    local = rng.choice((etree.QName(node).localname, rng.choice(_TAGS)))
    node.tag = f"{{{space}}}{local}" if space else local


def _wrap(node: etree._Element, rng: Random, _nodes: list[etree._Element]) -> None:
    parent = node.getparent()
    if parent is None:
        return
    space = rng.choice(_NAMESPACES)
    wrapper = etree.Element(f"{{{space}}}{rng.choice(_TAGS)}" if space else rng.choice(_TAGS))
    parent.replace(node, wrapper)
    wrapper.append(node)


def _interrupt(node: etree._Element, rng: Random, _nodes: list[etree._Element]) -> None:
    node.insert(
        rng.randrange(len(node) + 1), rng.choice((etree.Comment(" > "), etree.ProcessingInstruction("pi", "<x")))
    )


def _safely(change: Callable[[], None]) -> None:
    try:
        change()
    except ValueError:
        return


_TREE: list[Callable[[etree._Element, Random, list[etree._Element]], None]] = [
    _drop,
    _double,
    _double,
    _move,
    _value,
    _value,
    _value,
    _unset,
    _say,
    _say,
    _rename,
    _wrap,
    _interrupt,
]


def zipped(parts: Parts, rng: Random) -> bytes:
    """Return the archive, sometimes packed oddly: stored, streamed with data descriptors, with a comment, reordered."""
    names = list(parts)
    if rng.random() < 0.1:
        rng.shuffle(names)
    method = zipfile.ZIP_STORED if rng.random() < 0.2 else zipfile.ZIP_DEFLATED
    stream: io.BytesIO | _Unseekable = _Unseekable() if rng.random() < 0.2 else io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name in names:
            archive.writestr(_renamed(name, rng), parts[name])
            if rng.random() < 0.003:
                archive.writestr(name, parts[name])
        if rng.random() < 0.1:
            archive.comment = b"PK\x05\x06" * rng.randrange(8)
    return stream.getvalue()


class _Unseekable(io.RawIOBase):
    """A pipe's likeness: zipfile then writes data descriptors."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Buffer) -> int:
        self._pieces.append(bytes(piece))
        return len(self._pieces[-1])

    def getvalue(self) -> bytes:
        return b"".join(self._pieces)


def _renamed(name: str, rng: Random) -> str:
    chance = rng.random()
    if chance < 0.003:
        return name.upper()
    return f"../{name}" if chance < 0.004 else name


def mutate_archive(data: bytes, rng: Random) -> bytes:
    """Damage the zip itself: flipped or cut bytes, or a field of a record set to an odd number."""
    kind = rng.randrange(4)
    if kind == 0:
        return data[: rng.randrange(len(data))]
    raw = bytearray(data)
    if kind == 1:
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
        return bytes(raw)
    record = rng.choice((b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"))
    places = [at for at in range(len(raw) - 4) if raw[at : at + 4] == record]
    if places:
        at = rng.choice(places) + rng.randrange(4, 46)
        struct.pack_into(
            "<H", raw, min(at, len(raw) - 2), rng.choice((0, 1, 8, 0xFFFF, 0x7FFF, 45, 0x800, rng.randrange(65536)))
        )
    return bytes(raw)


def mutated(parts: Parts, rng: Random) -> bytes:
    """Return the archive of a workbook after one to three mutations."""
    fresh = dict(parts)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        chance = rng.random()
        if chance < 0.65:
            mutate_tree(fresh, rng)
        elif chance < 0.9:
            mutate_bytes(fresh, rng)
        elif chance < 0.95:
            fresh.pop(rng.choice(list(fresh)), None)
        else:
            one, other = rng.choice(list(fresh)), rng.choice(list(fresh))
            fresh[one], fresh[other] = fresh[other], fresh[one]
    data = zipped(fresh, rng)
    return mutate_archive(data, rng) if rng.random() < 0.08 else data
