"""What an archive must be before any of its XML is read: honest, small enough, and a workbook."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from exporters.ooxml.encryption import unlocked
from exporters.ooxml.file_kinds import refuse_other_kinds
from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import STRICT
from exporters.ooxml.package import DAMAGED, Member, Package
from exporters.ooxml.relationships import Relationship, relationships
from knowledge.errors import InputRejected

_BOMB = "Nothing was unpacked. A questionnaire is never that large; check who sent the file."
_PLAIN = "Open it in Excel and save it as .xlsx."
_UNSAFE = re.compile(r"(^|/)\.\.?(/|$)|^/|^[A-Za-z]:|[\x00-\x1f\x7f\\]|//")


@dataclass(frozen=True, slots=True)
class Container:
    """A checked archive: its package, its main part, and what it carries besides."""

    package: Package
    main: str
    """Zip member of the workbook, e.g. ``xl/workbook.xml``."""
    macros: bool
    signed: bool
    original: bytes = b""
    """The file as it stands: the archive, or the encrypted container around it."""
    encrypted: bool = False

    @property
    def sha256(self) -> str:
        """Hash of the file as it stands."""
        return sha256(self.original).hexdigest()


def open_workbook(path: Path, limits: Limits, password: str | None = None) -> Container:
    """Return the checked archive of an XLSX or XLSM; raises InputRejected saying what the file is instead."""
    file = unlocked(read_file(path, limits), password, limits)
    return replace(check_workbook(file.archive, limits), original=file.original, encrypted=file.encrypted)


def read_file(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a regular file within the size limit; raises InputRejected."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe must not make us wait
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise InputRejected("This is no regular file.", "Give a workbook; folders go to `segq fill`.")
            data = file.read(limits.file_size + 1) if found.st_size <= limits.file_size else b""
            if len(data) > limits.file_size or found.st_size > limits.file_size:
                raise InputRejected(f"The file has more than {limits.file_size:,} bytes, which is too much.", _BOMB)
            return data
    except FileNotFoundError as error:
        raise InputRejected("There is no such file.", "Check the path.") from error
    except IsADirectoryError as error:
        raise InputRejected("This is a folder, no regular file.", "Give a workbook in it.") from error
    except OSError as error:
        raise InputRejected(f"The file cannot be read ({error.strerror}).", "Check the path and its rights.") from error


def check_workbook(data: bytes, limits: Limits) -> Container:
    """Return the checked archive of a workbook that is already in memory."""
    package = check_archive(data, limits)
    main = main_relationship(package)
    _refuse_other_documents(package, main)
    types = package.read("[Content_Types].xml")
    names = [member.name.lower() for member in package.members]
    return Container(
        package=package,
        main=main.target,
        macros=any(name.endswith("vbaproject.bin") for name in names) or b"macroEnabled" in types,
        signed=is_signed(package),
        original=data,
    )


def check_archive(data: bytes, limits: Limits) -> Package:
    """Return an archive whose entries are counted, measured, named safely, apart and readable; any OOXML format."""
    refuse_other_kinds(data)
    package = Package(data, limits)
    _check_names(package.members)
    _check_sizes(package.members, limits)
    _check_overlaps(package)
    if package.find("[Content_Types].xml") is None:
        raise _foreign_archive(package)
    return package


def _check_names(members: tuple[Member, ...]) -> None:
    seen: dict[str, str] = {}
    for member in members:
        if _UNSAFE.search(member.name):
            raise InputRejected(f"The archive has an entry with an unsafe name: {member.name!r}.", _PLAIN)
        if (twin := seen.setdefault(member.name.lower(), member.name)) is not member.name:
            how = "twice" if twin == member.name else f"also as {twin}"
            raise InputRejected(f"The archive holds {member.name} {how}: programs differ on which one counts.", _PLAIN)
        if member.encrypted:
            raise InputRejected(f"{member.name} is encrypted inside the archive.", "Ask for a file without password.")
        if member.method not in (0, 8):
            raise InputRejected(
                f"{member.name} is packed by method {member.method}, which no Office program uses.", _PLAIN
            )


def _check_sizes(members: tuple[Member, ...], limits: Limits) -> None:
    total = sum(member.size for member in members)
    if total > limits.total_size:
        raise InputRejected(
            f"The archive declares {total:,} bytes of content; the limit is {limits.total_size:,}.", _BOMB
        )
    for member in members:
        if member.size > limits.part_size:
            raise InputRejected(
                f"{member.name} declares {member.size:,} bytes; the limit is {limits.part_size:,}.", _BOMB
            )
        if member.size > limits.ratio_from and member.size > limits.ratio * max(member.packed, 1):
            ratio = member.size // max(member.packed, 1)
            raise InputRejected(f"{member.name} unpacks to {ratio:,} times its size, as only zip bombs do.", _BOMB)


def _check_overlaps(package: Package) -> None:
    end, before = 0, ""
    for member in sorted(package.members, key=lambda one: one.offset):
        start, stop = package.data_span(member)
        if member.offset < end:
            raise InputRejected(f"The entries {before} and {member.name} overlap in the archive.", _BOMB)
        end, before = max(stop, start), member.name


def _foreign_archive(package: Package) -> InputRejected:
    names = {member.name.lower() for member in package.members}
    if "mimetype" in names and b"opendocument" in package.read("mimetype")[:100]:
        return InputRejected(
            "The file is an OpenDocument file (.ods or .odt).", "Save it as .xlsx or .docx in LibreOffice."
        )
    if any(name.endswith(".iwa") for name in names):
        return InputRejected("The file is an Apple Numbers or Pages document.", "Export it to Excel or Word there.")
    return InputRejected("The file is a zip archive but no Office document ([Content_Types].xml is missing).", DAMAGED)


def main_relationship(package: Package) -> Relationship:
    """Return where the package's content starts, of any OOXML format; raises InputRejected where it does not say."""
    if package.find("_rels/.rels") is None:
        raise InputRejected("The document does not say where its content starts (_rels/.rels is missing).", DAMAGED)
    main = next((r for r in relationships(package, "") if r.kind.endswith("/officeDocument")), None)
    if main is None or package.find(main.target) is None:
        raise InputRejected("The document does not say where its content starts.", DAMAGED)
    return main


def is_signed(package: Package) -> bool:
    """Whether the package holds digital signatures or points at some in any folder (ECMA-376 Part 2, 10.4)."""
    if any(member.name.lower().startswith("_xmlsignatures/") for member in package.members):
        return True
    return any(one.kind.endswith("/digital-signature/origin") for one in relationships(package, ""))


def _refuse_other_documents(package: Package, main: Relationship) -> None:
    target = main.target.lower()
    if target.endswith(".bin"):
        raise InputRejected("The file is a binary workbook (.xlsb).", "Save it as .xlsx in Excel.")
    head = package.read(main.target)[:4096]
    if STRICT in main.kind or STRICT.encode() in head:
        raise InputRejected(
            "The file is a Strict Open XML document, in which other programs see no sheets.",
            "In Excel save it as 'Excel Workbook (*.xlsx)', not 'Strict Open XML Spreadsheet'.",
        )
    if target.startswith("word/") or b"wordprocessingml" in head:
        raise InputRejected("The file is a Word document, not a workbook.", "Give it its own name ending: .docx.")
    if target.startswith("ppt/") or b"presentationml" in head:
        raise InputRejected("The file is a PowerPoint presentation, not a workbook.", "Presentations are not read.")
    if target.startswith("visio/"):
        raise InputRejected("The file is a Visio drawing, not a workbook.", "Drawings are not read.")
