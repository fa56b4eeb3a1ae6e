"""What an archive must be to be read as a Word document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from exporters.ooxml.encryption import unlocked
from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import STRICT
from exporters.ooxml.package import Package
from exporters.ooxml.preflight import Container, check_archive, is_signed, main_relationship, read_file
from exporters.ooxml.relationships import Relationship
from knowledge.errors import InputRejected


def open_document(path: Path, limits: Limits, password: str | None = None) -> Container:
    """Return the checked archive of a DOCX or DOCM; raises InputRejected saying what the file is instead."""
    file = unlocked(read_file(path, limits), password, limits)
    return replace(check_document(file.archive, limits), original=file.original, encrypted=file.encrypted)


def check_document(data: bytes, limits: Limits) -> Container:
    """Return the checked archive of a document that is already in memory."""
    package = check_archive(data, limits)
    main = main_relationship(package)
    _refuse_other_documents(package, main)
    return Container(
        package=package,
        main=main.target,
        macros=any(member.name.lower().endswith("vbaproject.bin") for member in package.members),
        signed=is_signed(package),
        original=data,
    )


def _refuse_other_documents(package: Package, main: Relationship) -> None:
    head = package.read(main.target)[:8192]
    if STRICT in main.kind or STRICT.encode() in head:
        raise InputRejected(
            "The file is a Strict Open XML document, in which other programs see no text.",
            "In Word save it as 'Word Document (*.docx)', not 'Strict Open XML Document'.",
        )
    if b"spreadsheetml" in head:
        raise InputRejected("The file is a workbook, not a Word document.", "Give it its own name ending: .xlsx.")
    if b"presentationml" in head:
        raise InputRejected("The file is a PowerPoint presentation.", "Presentations are not read.")
