"""Raw zip records: what is not replaced stays bit for bit, however odd the archive is."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from exporters.ooxml.package import Package
from knowledge.errors import InputRejected


class Unseekable(io.RawIOBase):
    """A stream that makes zipfile write data descriptors."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.data += data
        return len(data)


def odd_archive() -> bytes:
    """Data descriptors, a non-ASCII name, month 0, an extra field, a comment, a stored member and a folder."""
    stream = Unseekable()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("first.xml", "<a>1</a>" * 50, zipfile.ZIP_DEFLATED)
        archive.writestr("naïve-é.xml", "<b/>", zipfile.ZIP_STORED)
        archive.writestr("folder/", "")
        info = zipfile.ZipInfo("third.xml", (1980, 0, 0, 0, 0, 0))
        info.extra = struct.pack("<HH4s", 0xCAFE, 4, b"jar!")
        info.comment = b"kept"
        archive.writestr(info, "<c>3</c>" * 50, zipfile.ZIP_DEFLATED)
        archive.comment = b"the archive's own comment"
    return bytes(stream.data)


def test_an_archive_without_replacements_comes_back_as_it_was() -> None:
    data = odd_archive()
    assert Package(data).rewritten({}) == data


def test_only_the_replaced_record_changes() -> None:
    data = odd_archive()
    before = Package(data)
    after = Package(before.rewritten({"first.xml": b"<a>new and longer content</a>"}))
    assert after.read("first.xml") == b"<a>new and longer content</a>"
    assert [member.name for member in after.members] == [member.name for member in before.members]
    old_tail = data[before.members[1].offset : before.directory]
    new_tail = after.data[after.members[1].offset : after.directory]
    assert new_tail == old_tail
    assert after.data.endswith(b"the archive's own comment")
    with zipfile.ZipFile(io.BytesIO(after.data)) as archive:
        assert archive.testzip() is None
        assert archive.getinfo("third.xml").date_time == (1980, 0, 0, 0, 0, 0)
        assert archive.getinfo("third.xml").comment == b"kept"


def test_replacing_keeps_the_members_own_name_date_and_extra_field() -> None:
    package = Package(odd_archive())
    after = Package(package.rewritten({"third.xml": b"<c/>"}))
    central = after.members[-1].central
    assert b"jar!" in central
    assert central.endswith(b"kept")
    with zipfile.ZipFile(io.BytesIO(after.data)) as archive:
        assert archive.read("third.xml") == b"<c/>"
        assert archive.getinfo("third.xml").date_time == (1980, 0, 0, 0, 0, 0)


def test_names_are_found_whatever_their_case() -> None:
    assert Package(odd_archive()).read("/FIRST.xml").startswith(b"<a>1</a>")


def test_zip64_records_are_read_copied_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 10)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in ("one.xml", "two.xml", "three.xml"):
            archive.writestr(name, f"<{name[0]}/>" * 20)
    data = stream.getvalue()
    assert b"PK\x06\x06" in data, "the sample must be zip64"
    package = Package(data)
    assert package.rewritten({}) == data
    after = package.rewritten({"one.xml": b"<changed/>" * 9})
    monkeypatch.undo()
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.testzip() is None
        assert archive.read("one.xml") == b"<changed/>" * 9
        assert archive.read("three.xml") == b"<t/>" * 20


@pytest.mark.parametrize("cut", [10, 100, 200])
def test_a_cut_archive_is_refused(cut: int) -> None:
    with pytest.raises(InputRejected):
        Package(odd_archive()[:-cut])


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "x" * 1000)
    data = bytearray(stream.getvalue())
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 10)
    struct.pack_into("<L", data, data.index(b"PK\x03\x04") + 22, 10)
    with pytest.raises(InputRejected, match="does not hold what the archive declares"):
        Package(bytes(data)).read("a.xml")
