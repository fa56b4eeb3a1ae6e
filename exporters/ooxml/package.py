"""A zip container whose members can be copied as raw bytes: what is not replaced stays bit for bit.

Records follow PKWARE APPNOTE 4.3; member names are compared without case, as OPC does (ECMA-376 Part 2, 6.2.2.3).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from exporters.ooxml.limits import Limits
from knowledge.errors import InputRejected

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_FULL32, _FULL16 = 0xFFFFFFFF, 0xFFFF
_UTF8_NAME, _ENCRYPTED, _DESCRIPTOR = 0x800, 0x2041, 0x8
_ZIP64_EXTRA = 1
_FIRST_DAY = 0x0021
"""1 January 1980, the first day that a record can bear."""

DAMAGED = "Ask the sender for the file again; it may have been cut off on its way."


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of the central directory."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    """Compressed size in bytes."""
    size: int
    """Declared inflated size in bytes."""
    offset: int
    """Of the local header, from the start of the file."""
    central: bytes
    """The whole central record."""

    @property
    def encrypted(self) -> bool:
        """Whether any of the zip encryption flags is set."""
        return bool(self.flags & _ENCRYPTED)

    @property
    def is_folder(self) -> bool:
        """Whether this is a folder entry, which carries no data."""
        return self.name.endswith("/")


class Package:
    """The members of one zip file held in memory, in the order of its central directory."""

    def __init__(self, data: bytes, limits: Limits | None = None) -> None:
        self.data = data
        self.limits = limits or Limits()
        self._end = _find_end(data)
        self.directory, count, self._tail = _directory_span(data, self._end)
        self.members = _read_directory(data, self.directory, self._tail, count, self.limits.entries)
        self._by_name = {member.name.lower(): member for member in self.members}

    @classmethod
    def open(cls, path: Path, limits: Limits | None = None) -> Package:
        """Read the file; raises InputRejected where it is no readable zip."""
        return cls(path.read_bytes(), limits)

    @property
    def sha256(self) -> str:
        """Hash of the file as it stands."""
        return sha256(self.data).hexdigest()

    def find(self, name: str) -> Member | None:
        """Return the member of that name, whatever its case."""
        return self._by_name.get(name.lstrip("/").lower())

    def data_span(self, member: Member) -> tuple[int, int]:
        """Return where the compressed bytes start and end; raises InputRejected where the local header lies."""
        head = self.data[member.offset : member.offset + _LOCAL.size]
        if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
            raise InputRejected(f"The archive has no entry where {member.name} should start.", DAMAGED)
        fields = _LOCAL.unpack(head)
        name_at = member.offset + _LOCAL.size
        if self.data[name_at : name_at + fields[9]] != _raw_name(member.central):
            raise InputRejected(f"The archive gives {member.name} two different names.", DAMAGED)
        if fields[3] != member.method or (not _DESCRIPTOR & (fields[2] | member.flags) and _lies(fields, member)):
            raise InputRejected(f"The archive describes {member.name} in two different ways.", DAMAGED)
        start = name_at + fields[9] + fields[10]
        if start + member.packed > self.directory:
            raise InputRejected(f"{member.name} runs past the end of the archive.", DAMAGED)
        return start, start + member.packed

    def packed(self, member: Member) -> bytes:
        """Return the compressed bytes as they stand."""
        start, end = self.data_span(member)
        return self.data[start:end]

    def read(self, name: str) -> bytes:
        """Return the inflated part, never more than its declared size; raises InputRejected."""
        member = self.find(name)
        if member is None:
            raise InputRejected(f"The part {name} is missing.", DAMAGED)
        if member.size > self.limits.part_size:
            raise InputRejected(f"{member.name} declares {member.size:,} bytes.", "Such a part is not opened.")
        return _inflate(member, self.packed(member))

    def rewritten(self, replaced: Mapping[str, bytes], added: Mapping[str, bytes] | None = None) -> bytes:
        """Return the archive with those members' contents replaced and every other record copied raw.

        Added members (ASCII names that no member has) stand behind all others, dated 1980: same input, same bytes.
        """
        fresh = {name.lower(): content for name, content in replaced.items()}
        in_file = sorted(self.members, key=lambda member: member.offset)
        ends = [member.offset for member in in_file[1:]] + [self.directory]
        pieces = [self.data[: in_file[0].offset] if in_file else b""]
        at, central = len(pieces[0]), {}
        for member, end in zip(in_file, ends, strict=True):
            content = fresh.get(member.name.lower())
            if content is None:
                record, entry = self.data[member.offset : end], _moved(member.central, member.offset, at)
            else:
                record, entry = self._packed_anew(member, content, at)
            pieces.append(record)
            central[member.offset] = entry
            at += len(record)
        entries = [central[member.offset] for member in self.members]
        for name, content in (added or {}).items():
            record, entry = _new_record(name, content, at)
            pieces.append(record)
            entries.append(entry)
            at += len(record)
        directory = b"".join(entries)
        return b"".join((*pieces, directory, self._closing(at, len(directory), len(entries))))

    def _packed_anew(self, member: Member, content: bytes, at: int) -> tuple[bytes, bytes]:
        packed = _deflated(content)
        old = _LOCAL.unpack(self.data[member.offset : member.offset + _LOCAL.size])
        name = _raw_name(member.central)
        extra_at = member.offset + _LOCAL.size + len(name)
        extra = _without_zip64(self.data[extra_at : extra_at + old[10]])
        flags, crc = member.flags & ~(_DESCRIPTOR | 0x6), zlib.crc32(content)
        local = _LOCAL.pack(
            b"PK\x03\x04", 20, flags, 8, old[4], old[5], crc, len(packed), len(content), len(name), len(extra)
        )
        return local + name + extra + packed, _central_anew(member.central, flags, crc, (len(packed), len(content)), at)

    def _closing(self, directory: int, size: int, count: int) -> bytes:
        """Return everything behind the directory with its offsets moved: zip64 records, end record, comment."""
        tail = bytearray(self.data[self._tail : self._end])
        if len(tail) >= _END64.size + _LOCATOR64.size and tail[:4] == b"PK\x06\x06":
            struct.pack_into("<4Q", tail, 24, count, count, size, directory)
            struct.pack_into("<Q", tail, len(tail) - _LOCATOR64.size + 8, directory + size)
        end = bytearray(self.data[self._end :])
        for place, value in ((12, size), (16, directory)):
            if struct.unpack_from("<L", end, place)[0] != _FULL32:
                struct.pack_into("<L", end, place, value)
        for place in (8, 10):
            if struct.unpack_from("<H", end, place)[0] != _FULL16:
                struct.pack_into("<H", end, place, count)
        return bytes(tail + end)


def _deflated(content: bytes) -> bytes:
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    return squeeze.compress(content) + squeeze.flush()


def _new_record(name: str, content: bytes, at: int) -> tuple[bytes, bytes]:
    """Return the local record and the central one of a member that the archive lacks."""
    raw, packed = name.encode("ascii"), _deflated(content)
    shared = (20, 0, 8, 0, _FIRST_DAY, zlib.crc32(content), len(packed), len(content), len(raw), 0)
    local = _LOCAL.pack(b"PK\x03\x04", *shared)
    central = _CENTRAL.pack(b"PK\x01\x02", 20, *shared, 0, 0, 0, 0, at)
    return local + raw + packed, central + raw


def _lies(local: tuple[int, ...], member: Member) -> bool:
    """Whether a local header without data descriptor says another checksum or size than the directory (4.4.4)."""
    said, known = (local[6], local[7], local[8]), (member.crc, member.packed, member.size)
    return any(one != other for one, other in zip(said, known, strict=True) if one != _FULL32)


def _inflate(member: Member, packed: bytes) -> bytes:
    if member.method == 0:
        content = packed
    elif member.method == 8:
        machine = zlib.decompressobj(-15)
        try:
            content = machine.decompress(packed, member.size + 1)
        except zlib.error as error:
            raise InputRejected(f"{member.name} cannot be inflated ({error}).", DAMAGED) from error
    else:
        raise InputRejected(f"{member.name} is packed by method {member.method}.", "Save the file anew in Office.")
    if len(content) != member.size or zlib.crc32(content) != member.crc:
        raise InputRejected(f"{member.name} does not hold what the archive declares.", DAMAGED)
    return content


def _find_end(data: bytes) -> int:
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - _FULL16))
    while at >= 0:
        if at + _END.size <= len(data) and at + _END.size + _END.unpack_from(data, at)[7] <= len(data):
            return at
        at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - _FULL16), at)
    raise InputRejected("The archive has no end: the file was cut off.", DAMAGED)


def _directory_span(data: bytes, end: int) -> tuple[int, int, int]:
    """Return (start, number of records, end) of the central directory."""
    _, disk, first_disk, here, count, size, offset, _ = _END.unpack_from(data, end)
    tail = end
    locator = end - _LOCATOR64.size
    if locator >= 0 and data[locator : locator + 4] == b"PK\x06\x07":
        tail = _LOCATOR64.unpack_from(data, locator)[2]
        if tail + _END64.size > locator or data[tail : tail + 4] != b"PK\x06\x06":
            raise InputRejected("The archive's zip64 directory is damaged.", DAMAGED)
        count, size, offset = _END64.unpack_from(data, tail)[7:10]
    elif disk or first_disk or here != count or _FULL32 in (size, offset):
        raise InputRejected("The archive is one part of several.", DAMAGED)
    if offset + size != tail:
        raise InputRejected("The archive's directory is not where it says.", DAMAGED)
    return offset, count, tail


def _read_directory(data: bytes, at: int, end: int, count: int, limit: int) -> tuple[Member, ...]:
    if count > limit:
        raise InputRejected(f"The archive has {count:,} entries; {limit:,} are read at most.", "Ask for a plain file.")
    members: list[Member] = []
    while at < end:
        if at + _CENTRAL.size > end or data[at : at + 4] != b"PK\x01\x02" or len(members) >= limit:
            raise InputRejected("The archive's directory is damaged.", DAMAGED)
        sizes = _CENTRAL.unpack_from(data, at)[10:13]
        stop = at + _CENTRAL.size + sum(sizes)
        if stop > end:
            raise InputRejected("The archive's directory is damaged.", DAMAGED)
        members.append(_member(data[at:stop]))
        at = stop
    if len(members) != count:
        raise InputRejected(f"The archive declares {count} entries and lists {len(members)}.", DAMAGED)
    return tuple(members)


def _member(central: bytes) -> Member:
    fields = _CENTRAL.unpack_from(central)
    flags, method, crc = fields[3], fields[4], fields[7]
    large = _zip64_values(central, (fields[9], fields[8], fields[16]))
    name = _raw_name(central).decode("utf-8" if flags & _UTF8_NAME else "cp437", "replace")
    return Member(name, flags, method, crc, packed=large[1], size=large[0], offset=large[2], central=central)


def _zip64_values(central: bytes, values: tuple[int, int, int]) -> list[int]:
    """Return (size, packed, offset) with the 64-bit ones of the extra field in place of the full 32-bit ones."""
    at = _zip64_place(central)
    found = []
    for value in values:
        if value != _FULL32:
            found.append(value)
        elif at is None or at + 8 > len(central):
            raise InputRejected("The archive's zip64 sizes are missing.", DAMAGED)
        else:
            found.append(struct.unpack_from("<Q", central, at)[0])
            at += 8
    return found


def _zip64_place(central: bytes) -> int | None:
    at = _CENTRAL.size + len(_raw_name(central))
    end = at + _CENTRAL.unpack_from(central)[11]
    while at + 4 <= end:
        kind, size = struct.unpack_from("<2H", central, at)
        if kind == _ZIP64_EXTRA:
            return at + 4
        at += 4 + size
    return None


def _raw_name(central: bytes) -> bytes:
    return central[_CENTRAL.size : _CENTRAL.size + _CENTRAL.unpack_from(central)[10]]


def _moved(central: bytes, old: int, new: int) -> bytes:
    """Return the central record pointing at ``new``; nothing else in it changes."""
    if old == new:
        return central
    record = bytearray(central)
    if struct.unpack_from("<L", record, 42)[0] != _FULL32:
        struct.pack_into("<L", record, 42, new)
        return bytes(record)
    at = _zip64_place(central) or 0
    at += 8 * sum(struct.unpack_from("<L", record, place)[0] == _FULL32 for place in (20, 24))
    struct.pack_into("<Q", record, at, new)
    return bytes(record)


def _central_anew(central: bytes, flags: int, crc: int, sizes: tuple[int, int], at: int) -> bytes:
    fields = list(_CENTRAL.unpack_from(central))
    name = _raw_name(central)
    rest = central[_CENTRAL.size + len(name) :]
    extra, comment = _without_zip64(rest[: fields[11]]), rest[fields[11] :]
    fields[3], fields[4], fields[7:10], fields[11], fields[16] = flags, 8, (crc, *sizes), len(extra), at
    return _CENTRAL.pack(*fields) + name + extra + comment


def _without_zip64(extra: bytes) -> bytes:
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind != _ZIP64_EXTRA:
            kept += extra[at : at + 4 + size]
        at += 4 + size
    return kept + extra[at:]
