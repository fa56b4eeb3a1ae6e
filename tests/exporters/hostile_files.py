"""Hostile and odd files, all self-made and the same on every run; the script and the tests share this table.

A case is a builder and what must become of the file: a refusal whose text matches, or a workbook that opens.
"""

from __future__ import annotations

import io
import os
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from exporters.ooxml.encryption import locked_again
from exporters.ooxml.references import column_letters
from tests.exporters.odd_books import HEAD, MAIN, PACKAGE_RELS, RELS, STYLES, extended_list, parts_of, sheet

Parts = Mapping[str, str | bytes]
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
QUESTIONS = (
    '<row r="1"><c r="A1" t="str"><v>Question</v></c><c r="B1" t="str"><v>Answer</v></c></row>'
    '<row r="2"><c r="A2" t="str"><v>Is data encrypted at rest?</v></c><c r="B2"/></row>'
    '<row r="3"><c r="A3" t="str"><v>Are backups tested every year?</v></c><c r="B3"/></row>'
)
LATER = QUESTIONS[QUESTIONS.index("<row", 5) :]
"""All rows but the first."""
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{10 * ("&" + a + ";")}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
DOCTYPES = {
    "DOCTYPE": "<!DOCTYPE x>",
    "internal entity": '<!DOCTYPE x [<!ENTITY a "secret">]>',
    "external entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    "billion laughs": LAUGHS,
    "parameter entity": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/x.dtd"> %a;]>',
    "DOCTYPE behind a comment": "<!-- x --><?pi x?>\n<!DOCTYPE x>",
}
READ_PARTS = {
    "sheet": "xl/worksheets/sheet1.xml",
    "workbook": "xl/workbook.xml",
    "rels": "_rels/.rels",
    "workbook rels": "xl/_rels/workbook.xml.rels",
    "styles": "xl/styles.xml",
    "shared strings": "xl/sharedStrings.xml",
}


@dataclass(frozen=True, slots=True)
class Hostile:
    """How a file is made, and what must become of it: ``refused`` is a pattern of its message, None means it opens."""

    make: Callable[[Path], None]
    refused: str | None = None


def _zip(parts: Parts | list[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    pairs = list(parts.items()) if isinstance(parts, Mapping) else parts
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method, compresslevel=6) as archive:
        warnings.simplefilter("ignore")  # a name that is there twice is what some cases want
        for name, content in pairs:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            archive.writestr(info, content)
    return stream.getvalue()


def _parts(rows: str = QUESTIONS, *, before: str = "", after: str = "", strings: str = "") -> dict[str, str | bytes]:
    return parts_of({"Controls": sheet(rows, before=before, after=after)}, strings=strings)


def _data(content: bytes | Callable[[], bytes]) -> Callable[[Path], None]:
    return lambda path: (path.write_bytes(content() if callable(content) else content), None)[1]


def _sheet(rows: str | Callable[[], str] = QUESTIONS, *, before: str = "", after: str = "") -> Callable[[Path], None]:
    return _data(lambda: _zip(_parts(rows() if callable(rows) else rows, before=before, after=after)))


def _with(more: Parts | Callable[[], Parts]) -> Callable[[Path], None]:
    return _data(lambda: _zip({**_parts(), **(more() if callable(more) else more)}))


# --- archives ---------------------------------------------------------------------------------------------------


def _archive(members: list[tuple[str, bytes, int, int]]) -> bytes:
    """Return a zip of raw members (name, deflated bytes, checksum, declared size), whatever they claim."""
    body, directory = b"", b""
    for name, packed, crc, size in members:
        raw = name.encode()
        fields = (20, 0, 8, 0, 0x21, crc, len(packed), size, len(raw), 0)
        directory += struct.pack("<4sHHHHHHLLLHHHHHLL", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, len(body)) + raw
        body += struct.pack("<4sHHHHHLLLHH", b"PK\x03\x04", *fields) + raw + packed
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + end


def _blown_up(part: str, start: bytes, block: bytes, times: int, end: bytes, *, claim: int | None = None) -> bytes:
    """Return a workbook with one part of ``times`` equal blocks, deflated without ever building it."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = machine.compress(start) + machine.flush(zlib.Z_FULL_FLUSH)
    once = machine.compress(block) + machine.flush(zlib.Z_FULL_FLUSH)
    packed += once * times + machine.compress(end) + machine.flush()
    crc = zlib.crc32(start)
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    others = [(name, content) for name, content in _parts().items() if name != part]
    members = [(name, *_packed(content)) for name, content in others]
    size = len(start) + len(block) * times + len(end)
    return _archive([*members, (part, packed, zlib.crc32(end, crc), size if claim is None else claim)])


def _packed(content: str | bytes) -> tuple[bytes, int, int]:
    data = content.encode() if isinstance(content, str) else content
    machine = zlib.compressobj(6, zlib.DEFLATED, -15)
    return machine.compress(data) + machine.flush(), zlib.crc32(data), len(data)


_SHEET = sheet("@@").encode()
_START, _END = _SHEET[: _SHEET.index(b"@@")], _SHEET[_SHEET.index(b"@@") + 2 :]
_PART = "xl/worksheets/sheet1.xml"


def _patched(record: bytes, at: int, value: bytes, *, last: bool = True) -> bytes:
    """Return a sound archive with bytes of its last (or first) record of a kind replaced."""
    data = bytearray(_zip(_parts()))
    place = data.rindex(record) if last else data.index(record)
    data[place + at : place + at + len(value)] = value
    return bytes(data)


def _overlapping() -> bytes:
    data = bytearray(_zip([*_parts().items(), ("xl/a.bin", "x" * 90), ("xl/b.bin", "x" * 90)]))
    second = data.rindex(b"PK\x01\x02")
    first = data.rindex(b"PK\x01\x02", 0, second)
    struct.pack_into("<L", data, first + 20, 60_000)
    return bytes(data)


def _quoted_overlap() -> bytes:
    """Many entries whose data is one and the same kernel, as in the 10 TB bombs of 2019."""
    kernel = _packed(b"a" * 20_000_000)
    raw = _archive([("xl/0.bin", *kernel)])
    entry = raw[raw.index(b"PK\x01\x02") : raw.index(b"PK\x05\x06")]
    start = raw[: raw.index(b"PK\x01\x02")]
    directory = b"".join(entry.replace(b"0.bin", f"{i}.bin".encode()) for i in range(9))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, len(directory), len(start), 0)
    return start + directory + end


def _zip64(size: int, count: int | None = None) -> bytes:
    """Return an archive whose last member's size stands in a zip64 field, with zip64 end records."""
    data = _zip(_parts())
    at, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    central = bytearray(data[at:end])
    struct.pack_into("<L", central, 24, 0xFFFFFFFF)
    struct.pack_into("<H", central, 30, 12)
    name = 46 + struct.unpack_from("<H", central, 28)[0]
    central[name:name] = struct.pack("<HHQ", 1, 8, size)
    start, number = struct.unpack_from("<L", data, end + 16)[0], struct.unpack_from("<H", data, end + 8)[0]
    directory = data[start:at] + bytes(central)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, number, count or number, len(directory), start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + len(directory), 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:start] + directory + end64 + locator + last


def _honest64() -> bytes:
    return _zip64(len(str(list(_parts().values())[-1]).encode()))


def _linked() -> bytes:
    """A symbolic link to a file of the machine in the place of a sheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in _parts().items():
            info = zipfile.ZipInfo(name)
            if name == _PART:
                info.external_attr, content = 0o120777 << 16, "/etc/hostname"  # noqa: PLW2901
            archive.writestr(info, content)
    return stream.getvalue()


def _encrypted_entry() -> bytes:
    data = bytearray(_zip(_parts()))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _archives() -> dict[str, Hostile]:
    whole = _zip(_parts())
    cut = {
        f"cut off at {share} %": Hostile(_data(whole[: len(whole) * share // 100]), "cut off|no zip|end")
        for share in (5, 25, 50, 75, 90, 95, 99)
    }
    names = ("../evil.xml", "/etc/passwd", "C:/evil.xml", "xl\\evil.xml", "xl/../../x", "xl/./x", "a//b", "xl/\x01x")
    named = {f"entry named {name!r}": Hostile(_with({name: "x"}), "unsafe name") for name in names}
    return {
        **cut,
        **named,
        "a byte short": Hostile(_data(whole[:-1]), "cut off"),
        "duplicate entry": Hostile(_data(lambda: _zip([*_parts().items(), ("xl/styles.xml", STYLES)])), "twice"),
        "case collision": Hostile(_with({"XL/Workbook.xml": "<x/>"}), "also as"),
        "overlapping entries": Hostile(_data(_overlapping), "overlap|past the end|two different"),
        "one kernel, many entries": Hostile(_data(_quoted_overlap), r"overlap|two different|missing|unpacks|declares"),
        "size too small": Hostile(_data(lambda: _patched(b"PK\x01\x02", 24, b"\x05\0\0\0")), "declare|differ"),
        "size too large": Hostile(_data(lambda: _patched(b"PK\x01\x02", 24, b"\xff\xff\xff\x00")), "declare|differ"),
        "local header with another name": Hostile(_data(lambda: _patched(b"PK\x03\x04", 31, b"y")), "two different names"),
        "local header with another method": Hostile(_data(lambda: _patched(b"PK\x03\x04", 8, b"\0\0")), "two different"),
        "bad checksum": Hostile(_data(lambda: _patched(b"PK\x01\x02", 16, b"\1\2\3\4")), "declare|two different"),
        "bad bytes in a part": Hostile(_data(lambda: _patched(b"PK\x03\x04", 64, b"\xff\xff\xff\xff")), "inflate|declare"),
        "packed by method 12": Hostile(_data(lambda: _zip(_parts(), zipfile.ZIP_BZIP2)), "method 12"),
        "encrypted entry": Hostile(_data(_encrypted_entry), "encrypted inside"),
        "a disk of several": Hostile(_data(lambda: _patched(b"PK\x05\x06", 4, b"\1\0")), "one part of several"),
        "entry count too high": Hostile(_data(lambda: _patched(b"PK\x05\x06", 8, b"\x63\0\x63\0")), "declares 99 entries"),
        "zip64 that is sound": Hostile(_data(_honest64)),
        "zip64 size of 16 EB": Hostile(_data(lambda: _zip64(2**64 - 1)), "declares"),
        "zip64 with 4 billion entries": Hostile(_data(lambda: _zip64(9, 2**32)), "entries"),
        "20,000 entries": Hostile(_data(lambda: _zip([*_parts().items(), *((f"x/{i}", "") for i in range(20_000))])), "entries"),
        "symbolic link as a sheet": Hostile(_data(_linked), "not well-formed|encoding"),
        "bytes before the archive": Hostile(_data(lambda: b"MZ\x90\0" + whole), "no zip archive"),
        "bytes behind the archive": Hostile(_data(lambda: whole + b"x" * 70_000), "cut off"),
        "a second archive behind": Hostile(_data(lambda: whole + whole), "not where it says"),
        "declares 900 MB": Hostile(_data(lambda: _patched(b"PK\x01\x02", 24, struct.pack("<L", 900_000_000))), "declares"),
    }  # fmt: skip


# --- size -------------------------------------------------------------------------------------------------------


def _addressed(rows: int, cols: int) -> str:
    letters = [column_letters(col) for col in range(1, cols + 1)]
    lines = ("".join(f'<c r="{one}{row}"><v>{row}</v></c>' for one in letters) for row in range(1, rows + 1))
    return "".join(f'<row r="{row}">{line}</row>' for row, line in enumerate(lines, 1))


def _wide(rows: int, cols: int, cell: str = '<c s="1"/>') -> str:
    return f"<row>{cell * cols}</row>" * rows


def _strings(block: bytes, times: int) -> bytes:
    start, end = f'{HEAD}<sst xmlns="{MAIN}">'.encode(), b"</sst>"
    return _blown_up("xl/sharedStrings.xml", start, block, times, end)


def _noise(length: int) -> str:
    """Return characters that deflate badly, the same each time."""
    out: list[str] = []
    state = 1
    while len(out) < length:
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(chr(97 + (state >> 16) % 26))
    return "".join(out)


def _validations(number: int, formula: str, sqref: Callable[[int], str]) -> str:
    one = '<dataValidation type="list" sqref="{}"><formula1>{}</formula1></dataValidation>'
    return f"<dataValidations>{''.join(one.format(sqref(i), formula) for i in range(1, number + 1))}</dataValidations>"


def _attributes(number: int) -> str:
    return '<row r="1" ' + " ".join(f'a{i}=""' for i in range(number)) + "/>"


def _hidden_rows(number: int) -> str:
    return "".join(f'<row r="{row}" hidden="1"/>' for row in range(1, number + 1))


def _merges(number: int, area: Callable[[int], str]) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{area(i)}"/>' for i in range(1, number + 1)) + "</mergeCells>"


def _styles(number: int) -> str:
    xfs = '<xf numFmtId="9" fontId="0"/>' * number
    return f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="{number}">{xfs}</cellXfs></styleSheet>'


def _sheets(number: int) -> dict[str, str | bytes]:
    return parts_of({f"S{i}": sheet(ROW) for i in range(number)})


def _named_bomb() -> dict[str, str | bytes]:
    """Names of which each names twenty others, six deep, and a formula that asks for the first."""
    names = "".join(
        f'<definedName name="n{level}x{i}">{"+".join(f"n{level + 1}x{j}" for j in range(20))}</definedName>'
        for level in range(6)
        for i in range(20)
    ) + "".join(f'<definedName name="n6x{i}">Controls!$F$9</definedName>' for i in range(20))
    rows = f"{QUESTIONS}<row r='4'><c r='A4'><f>n0x0</f><v>1</v></c></row>"
    return parts_of({"Controls": sheet(rows)}, names=names)


def _repeated_text() -> dict[str, str | bytes]:
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 100_001))
    return _parts(cells, strings=f"<si><t>{'x' * 32_000}</t></si>")


def _sized() -> dict[str, Hostile]:
    row_block = b'<row r="1"/>' * 8192
    space = b" " * 1_048_576
    return {
        "merge over the whole sheet": Hostile(_sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        "cells at A1 and XFD1048576": Hostile(_sheet(QUESTIONS + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')),
        "row index 99999999999": Hostile(_sheet('<row r="99999999999"><c r="A99999999999"/></row>'), "row 99999999999"),
        "row index of 5,000 digits": Hostile(_sheet(f'<row r="{"9" * 5000}"/>'), "a sheet ends at"),
        "column XFE": Hostile(_sheet('<row r="1"><c r="XFE1"/></row>'), "XFE1"),
        "250 KB to 104 MB of rows": Hostile(_data(lambda: _blown_up(_PART, _START, row_block, 1100, _END)), "unpacks to|declares"),
        "1 MB to 1 GB of blanks": Hostile(_data(lambda: _blown_up(_PART, _START, space, 1000, _END)), "unpacks to|declares"),
        "1 GB of blanks in shared strings": Hostile(_data(lambda: _strings(space, 1000)), "unpacks to|declares"),
        "1 GB of blanks declared as 1 KB": Hostile(_data(lambda: _blown_up(_PART, _START, space, 1000, _END, claim=1000)), "declares"),
        "15 MB of blanks": Hostile(_data(lambda: _blown_up(_PART, _START, space, 15, _END))),
        "1.3 million empty rows of one number": Hostile(_data(lambda: _blown_up(_PART, _START, row_block, 160, _END)), "rows"),
        "a million hidden rows": Hostile(_sheet(lambda: _hidden_rows(1_000_000)), "rows, most of them empty"),
        "90,000 hidden rows": Hostile(_sheet(lambda: _hidden_rows(90_000))),
        "1.4 million cells of one address": Hostile(_sheet(lambda: '<row r="1">' + '<c r="A1"/>' * 1_400_000 + "</row>"), "more than"),
        "2.5 million unknown elements": Hostile(_sheet(ROW, after="<x/>" * 2_500_000), "elements"),
        "2.5 million elements in the strings": Hostile(_with(lambda: {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"<x/>" * 2_500_000}</sst>'}), "elements"),
        "a million styled blanks": Hostile(_sheet(lambda: _wide(1000, 1000)), "more than"),
        "190,000 styled blanks without addresses": Hostile(_sheet(lambda: _wide(190, 1000))),
        "16,384 columns": Hostile(_sheet(lambda: _wide(12, 16_384, "<c><v>1</v></c>"))),
        "190,000 numbers without addresses": Hostile(_sheet(lambda: _wide(190, 1000, "<c><v>1</v></c>"))),
        "290,000 numbers with addresses": Hostile(_sheet(lambda: _addressed(290, 1000))),
        "100,001 merges": Hostile(_sheet(ROW, after=_merges(100_001, lambda _: "A1:B2")), "merged ranges"),
        "20,000 merges": Hostile(_sheet(after=_merges(20_000, lambda i: f"D{i}:E{i}"))),
        "whole-sheet validation N1:XFD1048576": Hostile(_sheet(after=_validations(1, "$A:$A", lambda _: "N1:XFD1048576"))),
        "moving whole-sheet validation": Hostile(_sheet(after=_validations(1, "A1:A9", lambda _: "A1:XFD1048576"))),
        "25,000 validations": Hostile(_sheet(after=_validations(25_000, '"Yes,No"', lambda i: f"B{i}"))),
        "70,000 validations": Hostile(_sheet(after=_validations(70_000, '"Yes,No"', lambda i: f"B{i}")), "validations"),
        "5,000 validations that move": Hostile(_sheet(after=_validations(5_000, "C1:C3", lambda i: f"B{i}:B1000000")), "validations|lists"),
        "a sqref of 250,000 ranges": Hostile(_sheet(after=_validations(1, '"Yes,No"', lambda _: "B2 " * 250_000)), "ranges"),
        "a sqref of 100,000 ranges": Hostile(_sheet(after=_validations(1, '"Yes,No"', lambda _: "B2 " * 100_000))),
        "100,000 defined names": Hostile(_data(lambda: _zip(parts_of({"Controls": sheet(QUESTIONS)}, names="".join(f'<definedName name="n{i}">n{i + 1}</definedName>' for i in range(100_000))))), None),
        "a style table of 70,000": Hostile(_with(lambda: {"xl/styles.xml": _styles(70_000)}), "cell formats"),
        "a style table of 40 MB": Hostile(_with(lambda: {"xl/styles.xml": _styles(1_400_000)}), "read at most|unpacks|cell formats"),
        "10,000 sheets": Hostile(_data(lambda: _zip(_sheets(10_000))), "entries|sheets"),
        "1,001 sheets": Hostile(_data(lambda: _zip(_sheets(1_001))), "sheets"),
        "900 sheets": Hostile(_data(lambda: _zip(_sheets(900)))),
        "a name that names a million names": Hostile(_data(lambda: _zip(_named_bomb()))),
        "90,000 formulas": Hostile(_sheet(lambda: QUESTIONS + "".join(f'<row r="{r}"><c r="D{r}"><f>F{r}+G{r}*2</f><v>1</v></c></row>' for r in range(4, 90_000))), "formulas"),
        "39,000 formulas": Hostile(_sheet(lambda: QUESTIONS + "".join(f'<row r="{r}"><c r="D{r}"><f>F{r}+G{r}*2</f><v>1</v></c></row>' for r in range(4, 39_000)))),
        "one text shown 100,000 times": Hostile(_data(lambda: _zip(_repeated_text())), "too long|characters"),
        "a text of 2 million characters": Hostile(_sheet(f'<row r="1"><c r="A1" t="str"><v>{"x" * 2_000_000}</v></c></row>'), "too long"),
        "a text of 900,000 characters": Hostile(_sheet(lambda: f'<row r="1"><c r="A1" t="str"><v>{_noise(900_000)}</v></c></row>{LATER}')),
        "a question of 900,000 commas": Hostile(_sheet(f'{QUESTIONS}<row r="4"><c r="A4" t="str"><v>Is it so{", and so" * 100_000}?</v></c><c r="B4"/></row>')),
        "60 MB of texts": Hostile(_data(lambda: _zip(_parts(strings="".join(f"<si><t>{_noise(997)}{i}</t></si>" for i in range(60)) * 1000))), "declares|characters|unpacks|reads? at most"),
        "a million attributes": Hostile(_sheet(lambda: _attributes(1_000_000)), "a tag of more"),
        "100,000 elements deep": Hostile(_sheet(ROW, after="<x>" * 100_000 + "</x>" * 100_000), None),
        "100,000 deep in the styles": Hostile(_with({"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">' + "<x>" * 100_000 + "</x>" * 100_000 + "</styleSheet>"}), "not well-formed|deep"),
        "an attribute of 20 MB": Hostile(_with(lambda: {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}" a="{_noise(20_000) * 1000}"/>'}), "read at most|a tag of more"),
        "a formula of 8 MB": Hostile(_sheet(lambda: f'{QUESTIONS}<row r="4"><c r="A4"><f>{"(" * 4_000_000}{")" * 4_000_000}</f><v>1</v></c></row>')),
        "a formula of B2+B2 a million times": Hostile(_sheet(lambda: f'{QUESTIONS}<row r="4"><c r="A4"><f>{"D2+" * 1_000_000}1</f><v>1</v></c></row>')),
        "a file of 70 MB": Hostile(_data(lambda: whole_of(70)), "bytes"),
    }  # fmt: skip


def whole_of(megabytes: int) -> bytes:
    """Return a workbook with an incompressible attachment of that size."""
    attachment: Parts = {"xl/media/image1.png": bytes(range(256)) * 4096 * megabytes}
    return _zip({**_parts(), **attachment}, zipfile.ZIP_STORED)


# --- content ----------------------------------------------------------------------------------------------------


def _doctypes() -> dict[str, Hostile]:
    found = {
        f"{word} in {where}": Hostile(_with(_declared(part, doctype)), "document type")
        for word, doctype in DOCTYPES.items()
        for where, part in READ_PARTS.items()
    }
    comments = f'{HEAD}{LAUGHS}<comments xmlns="{MAIN}">&j;</comments>'
    return {**found, "billion laughs in comments, which nobody parses": Hostile(_with({"xl/comments1.xml": comments}))}


def _declared(part: str, doctype: str) -> Parts:
    text = str(_parts()[part])
    head, _, rest = text.partition("?>\n")
    return {part: f"{head}?>\n{doctype}{rest}"}


def _encodings() -> dict[str, Hostile]:
    plain = sheet(QUESTIONS).removeprefix(HEAD)
    named = '<?xml version="1.0" encoding="{}"?>'
    seven = named.format("UTF-7") + plain.replace("<", "+ADw-").replace(">", "+AD4-")

    def as_sheet(content: bytes) -> Callable[[Path], None]:
        return _with({_PART: content})

    umlaut = plain.replace("Question", "Frage für")
    return {
        "UTF-16 with BOM": Hostile(as_sheet((named.format("UTF-16") + plain).encode("utf-16"))),
        "UTF-16 without BOM": Hostile(as_sheet((named.format("UTF-16") + plain).encode("utf-16-le"))),
        "UTF-8 with BOM": Hostile(as_sheet(b"\xef\xbb\xbf" + sheet(QUESTIONS).encode())),
        "Latin-1": Hostile(as_sheet((named.format("ISO-8859-1") + umlaut).encode("latin-1"))),
        "Windows-1252": Hostile(as_sheet((named.format("windows-1252") + umlaut).encode("cp1252"))),
        "Latin-1 that says UTF-8": Hostile(as_sheet((named.format("UTF-8") + umlaut).encode("latin-1")), "not well-formed"),
        "UTF-7": Hostile(as_sheet(seven.encode()), "encoding"),
        "UTF-7 in styles": Hostile(_with({"xl/styles.xml": (named.format("UTF-7") + "+ADwAIQ-DOCTYPE x+AD4-").encode()}), "encoding"),
        "UTF-32": Hostile(as_sheet((named.format("UTF-32") + plain).encode("utf-32")), "encoding"),
        "EBCDIC": Hostile(as_sheet((named.format("cp500") + plain).encode("cp500")), "encoding"),
        "an encoding nobody knows": Hostile(as_sheet((named.format("klingon") + plain).encode()), "encoding"),
        "Shift-JIS": Hostile(as_sheet((named.format("Shift_JIS") + plain).encode()), "encoding"),
        "null bytes": Hostile(as_sheet(sheet(QUESTIONS).replace("Is data", "Is\0data").encode()), "not well-formed|encoding"),
        "null byte first": Hostile(as_sheet(b"\0" + sheet(QUESTIONS).encode()), "encoding|not well-formed"),
        "an empty sheet part": Hostile(as_sheet(b""), "not well-formed"),
        "XML 1.1": Hostile(as_sheet(plain.join(['<?xml version="1.1"?>', ""]).encode())),
    }  # fmt: skip


def _rels(target: str, mode: str = "") -> str:
    one = f'<Relationship Id="rId1" Type="{RELS}/worksheet" Target="{target}"{mode}/>'
    return f'{HEAD}<Relationships xmlns="{PACKAGE_RELS}">{one}</Relationships>'


def _contents() -> dict[str, Hostile]:
    part = "xl/_rels/workbook.xml.rels"
    external = ' TargetMode="External"'
    loops = '<definedName name="a">b</definedName><definedName name="b">a</definedName>'
    looped = parts_of({"Controls": sheet(QUESTIONS, after=_validations(1, "a", lambda _: "B2:B9"))}, names=loops)
    lists = parts_of({"Controls": sheet(QUESTIONS, after=_validations(1, "$B$2:$B$9", lambda _: "B2:B9"))})
    signed = {"_xmlsignatures/origin.sigs": "", "_xmlsignatures/sig1.xml": "<Signature/>"}
    same = '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>' + LATER
    return {
        "a sheet on another machine": Hostile(_with({part: _rels("http://127.0.0.1/sheet.xml", external)}), "missing"),
        "a sheet on this machine": Hostile(_with({part: _rels("file:///etc/passwd", external)}), "missing"),
        "a sheet outside the archive": Hostile(_with({part: _rels("../../../../etc/passwd")}), "missing"),
        "the workbook as its own sheet": Hostile(_with({part: _rels("workbook.xml")}), "no worksheet"),
        "a hyperlink to another machine": Hostile(_with({"xl/worksheets/_rels/sheet1.xml.rels": _rels("http://127.0.0.1/x", external)})),
        "relationships without the sheet": Hostile(_with({part: f'<Relationships xmlns="{PACKAGE_RELS}"/>'}), "missing"),
        "relationships that are no XML": Hostile(_with({part: "<Relationships"}), "not well-formed"),
        "no worksheet": Hostile(_data(lambda: _zip(parts_of({}))), "no worksheet"),
        "two sheets in one part": Hostile(_data(lambda: _zip(_twins())), "twice"),
        "a sheet listed inside a sheet": Hostile(
            _data(lambda: _zip(_relisted('<sheet name="B" sheetId="9" r:id="rId1"/></sheet>'))), "read differently"
        ),
        "a sheet listed in another vocabulary": Hostile(
            _data(lambda: _zip(_relisted('</sheet><z:sheet xmlns:z="urn:z" name="B" sheetId="9" r:id="rId1"/>'))),
            "read differently",
        ),
        "two sheets of one name": Hostile(_data(lambda: _zip({**parts_of({"A": sheet(ROW), "a": sheet(ROW)})})), "twice"),
        "defined names in a circle": Hostile(_data(lambda: _zip(looped))),
        "a list that is its own source": Hostile(_data(lambda: _zip(lists))),
        "a formula that reads itself": Hostile(_sheet(QUESTIONS + '<row r="4"><c r="A4"><f>A4+1</f><v>1</v></c></row>')),
        "shared text 4294967295": Hostile(_sheet('<row r="1"><c r="A1" t="s"><v>4294967295</v></c></row>' + LATER)),
        "shared text -1": Hostile(_sheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>' + LATER)),
        "style 4294967295": Hostile(_sheet(QUESTIONS.replace('r="B2"', 'r="B2" s="4294967295"'))),
        "duplicate cell A1": Hostile(_sheet(same)),
        "rows out of order": Hostile(_sheet(QUESTIONS.replace('r="1"', 'r="9"', 1).replace("A1", "A9").replace("B1", "B9"))),
        "a cell in a cell": Hostile(_sheet('<row r="1"><c r="A1"><c r="B1"/></c></row>'), "where none belongs"),
        "two sheetData": Hostile(_sheet(after="<sheetData/>"), "where none belongs"),
        "columns with odd numbers": Hostile(_sheet(before='<cols><col min="x" max="-1" width="NaN" style="²"/></cols>')),
        "a literal list with line breaks": Hostile(_sheet(after=extended_list("A\nB", "B2:B9"))),
        "macros": Hostile(_with({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)})),
        "digitally signed": Hostile(_with(signed)),
        "Strict Open XML": Hostile(_data(lambda: _zip({name: str(text).replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main") for name, text in _parts().items()})), "Strict"),
        "formula injection in a heading": Hostile(_sheet(QUESTIONS.replace("Answer", "=cmd|' /C calc'!A0"))),
        "terminal escapes in a text": Hostile(_sheet(QUESTIONS.replace("Is data", "_x001B_[31mIs _x0007_data"))),
        "terminal escapes in a sheet name": Hostile(_data(lambda: _zip(parts_of({"a_x001B_[2Jb": sheet('<row r="0"/>')}))), "row 0"),
    }  # fmt: skip


def _relisted(inside: str) -> Parts:
    """Return a workbook whose first listed sheet is followed by, or holds, a second listing."""
    parts, name = parts_of({"A": sheet(ROW)}), "xl/workbook.xml"
    listed = re.sub(r"(<sheet [^>]*?)/>", rf"\g<1>>{inside}", str(parts[name]), count=1)
    return {**parts, name: listed}


def _twins() -> Parts:
    parts = parts_of({"A": sheet(ROW), "B": sheet(ROW)})
    rels = str(parts["xl/_rels/workbook.xml.rels"]).replace("sheet2.xml", "sheet1.xml")
    return {**parts, "xl/_rels/workbook.xml.rels": rels}


def ole(stream: str, size: int = 2560) -> bytes:
    """The smallest OLE file that names a stream."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += (
        struct.pack("<6H", 0x3E, 3, 0xFFFE, 9, 6, 0)
        + bytes(4)
        + struct.pack("<9L", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    )
    head += struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128L", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)

    def entry(name: str, kind: int, child: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBB3L", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + bytes(36)
            + struct.pack("<LQ", 0xFFFFFFFE, 0)
        )

    directory = entry("Root Entry", 5, 1) + entry(stream, 2, 0xFFFFFFFF) + bytes(256)
    return (head + fat + directory).ljust(size, b"\0")


def _other_document(part: str, namespace: str) -> bytes:
    main = f'<Relationship Id="r" Type="{RELS}/officeDocument" Target="{part}"/>'
    rels = f'{HEAD}<Relationships xmlns="{PACKAGE_RELS}">{main}</Relationships>'
    return _zip({"[Content_Types].xml": HEAD, "_rels/.rels": rels, part: f'<x xmlns="urn:{namespace}"/>'})


def _kinds() -> dict[str, Hostile]:
    closed = locked_again(_zip(_parts()), "word")
    return {
        "nothing": Hostile(_data(b""), "empty"),
        "zeros": Hostile(_data(bytes(10_000)), "empty"),
        "CSV": Hostile(_data(b"Id,Question,Answer\n1,Is it?,\n"), "CSV"),
        "HTML": Hostile(_data(b"<html><table><tr><td>1</td></tr></table></html>"), "HTML"),
        "RTF": Hostile(_data(b"{\\rtf1 hello}"), "RTF"),
        "PDF": Hostile(_data(b"%PDF-1.7\n..."), "PDF"),
        "JPEG": Hostile(_data(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9), "no zip archive"),
        "2003 XML": Hostile(_data(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'), "2003"),
        "encrypted": Hostile(_data(closed), "--password-file"),
        "encrypted and cut off": Hostile(_data(closed[:3000]), "encrypted|OLE"),
        "xls": Hostile(_data(ole("Workbook")), "legacy Excel workbook.*soffice --headless --convert-to xlsx"),
        "doc": Hostile(_data(ole("WordDocument")), "legacy Word document.*soffice --headless --convert-to docx"),
        "OLE in a circle": Hostile(_data(ole("Workbook").replace(b"\xfe\xff\xff\xff", b"\x01\0\0\0")), "legacy|OLE"),
        "xlsb": Hostile(_data(lambda: _other_document("xl/workbook.bin", "x")), r"\.xlsb"),
        "ods": Hostile(_data(lambda: _zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})), "OpenDocument"),
        "docx": Hostile(_data(lambda: _other_document("word/document.xml", "wordprocessingml")), "Word document"),
        "pptx": Hostile(_data(lambda: _other_document("ppt/presentation.xml", "presentationml")), "PowerPoint"),
        "Numbers": Hostile(_data(lambda: _zip({"Index/Document.iwa": "x"})), "Numbers"),
        "any zip": Hostile(_data(lambda: _zip({"readme.txt": "x"})), "no Office document"),
        "a pipe": Hostile(os.mkfifo, "no regular file"),
        "a device": Hostile(lambda path: path.symlink_to("/dev/zero"), "no regular file"),
        "a folder": Hostile(lambda path: path.mkdir(), "no regular file"),
        "a link to itself": Hostile(lambda path: path.symlink_to(path.name), "cannot be read"),
        "a link to nothing": Hostile(lambda path: path.symlink_to("nothing.xlsx"), "no such file"),
        "a process's memory": Hostile(lambda path: path.symlink_to("/proc/self/mem"), "cannot be read|empty|regular"),
        "unreadable": Hostile(_unreadable, "cannot be read|empty"),
    }  # fmt: skip


def _unreadable(path: Path) -> None:
    path.write_bytes(b"")
    path.chmod(0)


HOSTILE: dict[str, Hostile] = {**_kinds(), **_archives(), **_sized(), **_doctypes(), **_encodings(), **_contents()}
"""Every case by its name."""
