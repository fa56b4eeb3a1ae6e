"""Hostile, damaged and mistaken files: each is refused with its own clear message, quickly."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from exporters.ooxml.limits import Limits
from exporters.ooxml.scan import scan_here
from knowledge.errors import InputRejected
from tests.exporters.odd_books import HEAD, MAIN, PACKAGE_RELS, RELS, book, parts_of, save, sheet

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def zipped(parts: list[tuple[str, str | bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def ole(stream: str) -> bytes:
    """The smallest OLE file that names a stream: header, one FAT sector, one directory sector."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9L", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<L", 0)
    header += b"\xff" * (512 - len(header))
    fat = struct.pack("<2L", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    return header + fat + entry("Root Entry", 5, 1) + entry(stream, 2, 0xFFFFFFFF) + bytes(256)


def entry(name: str, kind: int, child: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    links = struct.pack("<3L", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1) + links + bytes(36) + struct.pack("<LQ", 0, 0)


def plain_parts() -> list[tuple[str, str | bytes]]:
    return list(parts_of({"Controls": sheet(ROW)}).items())


def doctype() -> bytes:
    evil = sheet(ROW).replace("<worksheet", '<!DOCTYPE w [<!ENTITY a "boom">]><worksheet', 1)
    return zipped(list(parts_of({"Controls": evil}).items()))


def doctype_in_workbook() -> bytes:
    parts = parts_of({"Controls": sheet(ROW)})
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace("<workbook", "<!-- x --> <!DOCTYPE w><workbook", 1)
    return zipped(list(parts.items()))


def utf16_doctype() -> bytes:
    xml = sheet(ROW).replace("UTF-8", "UTF-16").replace("<worksheet", '<!DOCTYPE w SYSTEM "x"><worksheet', 1)
    return zipped(
        list(parts_of({"Controls": sheet(ROW)}, more={"xl/worksheets/sheet1.xml": xml.encode("utf-16")}).items())
    )


def strict() -> bytes:
    swapped = {
        name: str(content)
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(RELS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in parts_of({"Controls": sheet(ROW)}).items()
    }
    return zipped(list(swapped.items()))


def word() -> bytes:
    body = f'{HEAD}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    main = f'<Relationship Id="r" Type="{RELS}/officeDocument" Target="word/document.xml"/>'
    rels = f'{HEAD}<Relationships xmlns="{PACKAGE_RELS}">{main}</Relationships>'
    return zipped([("[Content_Types].xml", HEAD), ("_rels/.rels", rels), ("word/document.xml", body)])


def overlapping() -> bytes:
    """Two central records that point at one local entry."""
    data = zipped([*plain_parts(), ("xl/worksheets/sheeT2.bin", "x"), ("xl/worksheets/sheeT2.bin", "x")])
    second = data.rindex(b"PK\x01\x02")
    first = data.rindex(b"PK\x01\x02", 0, second)
    return data[: second + 42] + data[first + 42 : first + 46] + data[second + 46 :]


def overlapping_names() -> bytes:
    data = bytearray(zipped([*plain_parts(), ("xl/a.bin", "x" * 50), ("xl/b.bin", "x" * 50)]))
    second = data.rindex(b"PK\x01\x02")
    first = data.rindex(b"PK\x01\x02", 0, second)
    inner = struct.unpack_from("<L", data, first + 42)[0]
    struct.pack_into("<L", data, first + 20, 60_000)
    del inner
    return bytes(data)


def declared_sizes() -> bytes:
    data = bytearray(zipped([*plain_parts(), ("xl/bomb.bin", "x")]))
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 24, 900_000_000)
    return bytes(data)


def many_large_parts() -> bytes:
    data = bytearray(zipped([*plain_parts(), *((f"xl/{i}.bin", "x") for i in range(12))]))
    at = data.rindex(b"PK\x01\x02")
    for _ in range(12):
        struct.pack_into("<L", data, at + 24, 60_000_000)
        at = data.rindex(b"PK\x01\x02", 0, at)
    return bytes(data)


def ratio() -> bytes:
    return zipped([*plain_parts(), ("xl/worksheets/sheet9.xml", b" " * 20_000_000)])


def encrypted_entry() -> bytes:
    data = bytearray(zipped(plain_parts()))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is empty"),
    "zeros": (lambda: bytes(100), "is empty"),
    "CSV": (lambda: b"Id,Question,Answer\n1,Is it?,\n", "CSV"),
    "text": (lambda: b"hello there\n", "plain text"),
    "HTML": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "HTML"),
    "HTML with BOM": (lambda: b"\xef\xbb\xbf\n<!DOCTYPE html><p>", "HTML"),
    "PDF": (lambda: b"%PDF-1.7\n...", "PDF"),
    "RTF": (lambda: b"{\\rtf1 hello}", "RTF"),
    "2003 XML": (
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "2003",
    ),
    "random bytes": (lambda: bytes(range(256)) * 4, "no zip archive"),
    "encrypted": (lambda: ole("EncryptedPackage"), "encrypted with a password"),
    ".xls": (lambda: ole("Workbook"), r"legacy Excel workbook \(.xls"),
    ".doc": (lambda: ole("WordDocument"), r"legacy Word document \(.doc"),
    "damaged OLE": (lambda: ole("Workbook")[:600], "OLE|legacy"),
    "truncated": (lambda: zipped(plain_parts())[:-300], "cut off"),
    "plain zip": (lambda: zipped([("readme.txt", "hi")]), r"\[Content_Types\].xml is missing"),
    "ODS": (lambda: zipped([("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]), "OpenDocument"),
    "Strict": (strict, "Strict Open XML"),
    "DOCX": (word, "Word document"),
    "DTD in a sheet": (doctype, "document type"),
    "DTD in the workbook": (doctype_in_workbook, "document type"),
    "DTD in UTF-16": (utf16_doctype, "document type"),
    "overlapping records": (overlapping, "twice|overlap"),
    "record into the next": (overlapping_names, "overlap|past the end|two different ways"),
    "declared size": (declared_sizes, "declares"),
    "declared sum": (many_large_parts, "declares"),
    "ratio": (ratio, "zip bombs"),
    "encrypted entry": (encrypted_entry, "encrypted inside"),
    "duplicate entry": (lambda: zipped([*plain_parts(), ("xl/extra.xml", "1"), ("xl/extra.xml", "2")]), "twice"),
    "case collision": (lambda: zipped([*plain_parts(), ("XL/Workbook.xml", "<x/>")]), "also as"),
    "parent folder": (lambda: zipped([*plain_parts(), ("../evil.xml", "1")]), "unsafe name"),
    "absolute name": (lambda: zipped([*plain_parts(), ("/etc/passwd", "1")]), "unsafe name"),
    "drive name": (lambda: zipped([*plain_parts(), ("C:/evil.xml", "1")]), "unsafe name"),
    "missing sheet": (lambda: zipped([one for one in plain_parts() if "sheet1" not in one[0]]), "Controls is missing"),
    "not well formed": (
        lambda: zipped([*plain_parts()[:-1], ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">')]),
        "not well-formed",
    ),
    "no main part": (lambda: zipped([("[Content_Types].xml", HEAD)]), "where its content starts"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize("name", CASES)
def test_each_bad_file_is_refused_as_what_it_is(name: str, tmp_path: Path) -> None:
    build, message = CASES[name]
    path = tmp_path / "file.xlsx"
    path.write_bytes(build())
    with pytest.raises(InputRejected, match=message):
        scan_here(path)


def test_an_entry_count_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(zipped(plain_parts()))
    with pytest.raises(InputRejected, match="entries"):
        scan_here(path, Limits(entries=3))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.xlsx", tmp_path):
        with pytest.raises(InputRejected, match=r"no such file|no regular file"):
            scan_here(path)


LARGE_SHEETS: dict[str, tuple[str, dict[str, str], str]] = {
    "row index": ('<row r="99999999999"><c r="A99999999999"/></row>', {}, "row 99999999999"),
    "row 0": ('<row r="0"/>', {}, "row 0"),
    "column beyond XFD": ('<row r="1"><c r="XFE1"/></row>', {}, "XFE1"),
    "cells": ('<row r="1"><c/><c/><c/><c/><c/><c/></row>', {}, r"Controls!F1.*more than 5 cells"),
    "merges": (ROW, {"after": "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 4 + "</mergeCells>"}, "merged ranges"),
    "text": (
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 200}</t></is></c></row>',
        {},
        "Controls!A1 is too long",
    ),
}


@pytest.mark.parametrize("name", LARGE_SHEETS)
def test_a_sheet_beyond_the_limits_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    rows, more, message = LARGE_SHEETS[name]
    limits = Limits(cells=5, merges=3, string_chars=100)
    with pytest.raises(InputRejected, match=message):
        scan_here(book(tmp_path / "file.xlsx", rows, **more), limits)


def test_shared_strings_are_limited_too(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", parts_of({"Controls": sheet(ROW)}, strings="<si><t>abc</t></si>" * 5))
    with pytest.raises(InputRejected, match="more than 4 texts"):
        scan_here(path, Limits(shared_strings=4))
    with pytest.raises(InputRejected, match="characters"):
        scan_here(path, Limits(text_chars=10))


def test_whole_sheet_ranges_and_far_cells_cost_nothing(tmp_path: Path) -> None:
    after = (
        '<mergeCells><mergeCell ref="B2:XFD1048576"/></mergeCells>'
        '<dataValidations><dataValidation type="list" sqref="N1:XFD1048576"><formula1>$A:$A</formula1>'
        "</dataValidation></dataValidations>"
    )
    rows = ROW + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    found = scan_here(book(tmp_path / "a.xlsx", rows, after=after)).sheets[0]
    assert len(found.cells) == 2
    assert found.merges[0].contains(500_000, 9_000)
    assert [option.value for option in found.validations[0].options or ()] == [1]
