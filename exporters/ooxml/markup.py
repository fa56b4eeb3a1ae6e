"""Foreign XML without its dangers: no DTD, no entities, no network; and the ``_xHHHH_`` escapes of cell text."""

from __future__ import annotations

import math
import re
from xml.parsers import expat

from lxml import etree

from knowledge.errors import InputRejected

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
STRICT = "purl.oclc.org/ooxml"

_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_LONGEST_TAG = 1_000_000
_LONG_TAG = re.compile(rb"<[^<>]{%d}" % _LONGEST_TAG)
_UNICODE = ("utf-8", "utf8", "utf-16")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE = re.compile(r"[ \t\r\n]*\+?0*([0-9]{1,10})[ \t\r\n]*")
_NUMBER = re.compile(r"[ \t\r\n]*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?[ \t\r\n]*")
_MUST_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ANEW = "Open it in Office and save it anew."
_DTD = "No questionnaire needs one, and it can hide text or exhaust memory; ask for the file saved anew in Office."


def decoded_head(data: bytes) -> bytes:
    """Return the part as bytes in which ASCII can be searched: UTF-16 is turned into UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode("utf-8")
    if data[:4] in (b"<\x00?\x00", b"\x00<\x00?"):
        return data.decode("utf-16-le" if data[:1] == b"<" else "utf-16-be", "replace").encode("utf-8")
    return data


def refuse_encoding(data: bytes, part: str) -> None:
    """Raise InputRejected unless the part is UTF-8, UTF-16 or one byte a letter, in which markup looks like ASCII."""
    head = decoded_head(data[:1024]).removeprefix(b"\xef\xbb\xbf")
    match = _ENCODING.match(head)
    name = match[1].decode("ascii").lower() if match else "utf-8"
    if b"\x00" in head or head.lstrip()[:1] not in (b"<", b"") or not (name in _UNICODE or _one_byte_a_letter(name)):
        raise InputRejected(f"{part} is written in an encoding that is not read.", _ANEW)


def refuse_long_tags(data: bytes, part: str) -> None:
    """Raise InputRejected at a tag of more than a megabyte, whose attributes a parser would have to hold at once."""
    if len(data) > _LONGEST_TAG and _has_long_stretch(data) and _LONG_TAG.search(data):
        raise InputRejected(f"{part} has a tag of more than {_LONGEST_TAG:,} bytes.", "Save the file anew in Office.")


def _has_long_stretch(data: bytes) -> bool:
    """Whether half a longest tag passes without a bracket somewhere, as it does inside every tag that is too long."""
    half = _LONGEST_TAG // 2
    starts = range(0, len(data) - half + 1, half)
    return any(data.find(b"<", at, at + half) < 0 and data.find(b">", at, at + half) < 0 for at in starts)


def _one_byte_a_letter(name: str) -> bool:
    printable = bytes(range(32, 127))
    try:
        return len(bytes(range(256)).decode(name, "replace")) == 256 and printable.decode(name) == printable.decode()
    except (LookupError, ValueError):
        return False


def refuse_doctype(data: bytes, part: str) -> None:
    """Raise InputRejected where a document type stands before the root element, the only place for one."""
    head = decoded_head(data)
    match = _PROLOG.match(head)
    if head[match.end() if match else 0 :][:9].upper() == b"<!DOCTYPE":
        raise InputRejected(f"{part} declares a document type (DTD).", _DTD)


def parse_tree(data: bytes, part: str) -> etree._Element:
    """Return the root of a small part; raises InputRejected naming the part and line where it is not well formed."""
    refuse_encoding(data, part)
    refuse_long_tags(data, part)
    refuse_doctype(data, part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputRejected(f"{part} is not well-formed XML ({error.msg}).", _ANEW) from error


def streaming_parser(part: str) -> expat.XMLParserType:
    """Return an expat parser that joins namespaces with a blank and stops at any DTD.

    Expat because it tells byte positions: what the scan calls a cell is exactly what the splice replaces.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def doctype(*_: object) -> None:
        raise InputRejected(f"{part} declares a document type (DTD).", _DTD)

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    return parser


def run_parser(parser: expat.XMLParserType, data: bytes, part: str) -> None:
    """Feed the whole part; raises InputRejected naming part and line where it is not well formed."""
    refuse_encoding(data, part)
    refuse_long_tags(data, part)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        where = f"{part}, line {error.lineno}"
        raise InputRejected(f"{where}: not well-formed XML ({expat.ErrorString(error.code)}).", "") from error


def is_true(value: str | None) -> bool:
    """Read an ``xsd:boolean`` (``1`` or ``true``); absent is false."""
    return value is not None and value.strip().lower() in ("1", "true", "on")


def whole_number(text: str | None) -> int | None:
    """Read an ``xsd:unsignedInt`` of at most ten ASCII digits, blanks around it allowed; ``None`` for anything else."""
    if text and len(text) <= 10 and text.isascii() and text.isdigit():
        return int(text)
    match = _WHOLE.fullmatch(text or "")
    return int(match[1]) if match else None


def plain_number(raw: str) -> int | float | None:
    """Read an ``xsd:double``; whole ones as ``int`` (so that 1 is shown as ``1``), ``None`` for what is none."""
    if not _NUMBER.fullmatch(raw):
        return None
    number = float(raw)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def unescape(text: str) -> str:
    """Return cell text with ``_xHHHH_`` decoded (ECMA-376 Part 1, 22.9.2.19); lone surrogates become U+FFFD."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def escape(text: str) -> str:
    """Return text as it stands in a cell: what XML cannot hold, and what looks escaped, as ``_xHHHH_``."""
    return _MUST_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
