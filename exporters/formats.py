"""Which format a file is, by its first bytes and its ending, and one way to read, write and compare all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from answers.questionnaire import CellAddress, WordAddress
from exporters.certificate import Certificate
from exporters.nouns import WORD_ENDINGS
from exporters.ooxml.limits import Limits
from exporters.ooxml.wire import unpacked_workbook
from exporters.ooxml.workbook import Workbook
from exporters.password import Password, as_argument
from exporters.publishing import SlotWrite, WritePolicy, write_proven
from exporters.sandbox import run_task
from exporters.verify import Comparison, comparison_of, verify
from exporters.word.document import Document
from exporters.word.wire import unpacked_document
from exporters.xlsx import scan_workbook, write_xlsx
from knowledge.errors import InputRejected


class Format(Protocol):
    """What can be done with the files of one format; foreign bytes are read in the child process only."""

    @property
    def name(self) -> str:
        """Return what a person calls a file of it."""

    @property
    def addresses(self) -> type[CellAddress] | type[WordAddress]:
        """Return how places in such a file are named."""

    @property
    def endings(self) -> tuple[str, ...]:
        """Return the file name endings of questionnaires, in lower case."""

    def read(self, path: Path, password: Password | None = None, limits: Limits | None = None) -> Workbook | Document:
        """Return the content as layout recognition takes it; raises InputRejected naming the file."""

    def write(
        self,
        source: Path,
        target: Path,
        writes: Sequence[SlotWrite],
        *,
        policy: WritePolicy,
        limits: Limits | None = None,
    ) -> Certificate:
        """Write the filled copy; raises InputRejected or PolicyRefused, and ``target`` is as it was before."""

    def compare(
        self, original: Path, filled: Path, password: Password | None = None, limits: Limits | None = None
    ) -> Comparison:
        """Return what differs; raises InputRejected naming the file that cannot be read."""


class Workbooks:
    """XLSX and XLSM; also whatever is no other format, which their reader refuses by its real kind."""

    name = "a workbook"
    addresses = CellAddress
    endings = (".xlsx", ".xlsm")

    def read(self, path: Path, password: Password | None = None, limits: Limits | None = None) -> Workbook:
        """Return the scanned workbook."""
        return scan_workbook(path, limits, password)

    def write(
        self,
        source: Path,
        target: Path,
        writes: Sequence[SlotWrite],
        *,
        policy: WritePolicy,
        limits: Limits | None = None,
    ) -> Certificate:
        """Write the filled workbook."""
        return write_xlsx(source, target, writes, policy=policy, limits=limits)

    def compare(
        self, original: Path, filled: Path, password: Password | None = None, limits: Limits | None = None
    ) -> Comparison:
        """Return what differs, part by part and cell by cell."""
        return verify(original, filled, limits, password)


class DelimitedText:
    """CSV, TSV and other text with delimiters, as a workbook with one sheet that is named like the file."""

    name = "a text file with delimiters"
    addresses = CellAddress
    endings = (".csv", ".tsv")
    other_endings = (".txt", ".tab", ".psv")
    """Read when named, not looked for in folders."""

    def read(self, path: Path, password: Password | None = None, limits: Limits | None = None) -> Workbook:  # noqa: ARG002 - text has no password
        """Return the rows as a workbook."""
        found = run_task("scan-delimited", Path(path).absolute(), limits or Limits(), name=path.name)
        return unpacked_workbook(found)

    def write(
        self,
        source: Path,
        target: Path,
        writes: Sequence[SlotWrite],
        *,
        policy: WritePolicy,
        limits: Limits | None = None,
    ) -> Certificate:
        """Write the filled text."""
        return write_proven("write-delimited", source, target, writes, policy=policy, limits=limits)

    def compare(
        self,
        original: Path,
        filled: Path,
        password: Password | None = None,  # noqa: ARG002 - text has no password
        limits: Limits | None = None,
    ) -> Comparison:
        """Return what differs, field by field and byte by byte."""
        return compare_by("compare-delimited", original, filled, limits or Limits())


class WordDocuments:
    """DOCX and DOCM."""

    name = "a Word document"
    addresses = WordAddress
    endings = WORD_ENDINGS

    def read(self, path: Path, password: Password | None = None, limits: Limits | None = None) -> Document:
        """Return the scanned document."""
        found = run_task("scan-word", Path(path).absolute(), limits or Limits(), **as_argument(password))
        return unpacked_document(found)

    def write(
        self,
        source: Path,
        target: Path,
        writes: Sequence[SlotWrite],
        *,
        policy: WritePolicy,
        limits: Limits | None = None,
    ) -> Certificate:
        """Write the filled document."""
        return write_proven("write-word", source, target, writes, policy=policy, limits=limits)

    def compare(
        self, original: Path, filled: Path, password: Password | None = None, limits: Limits | None = None
    ) -> Comparison:
        """Return what differs, part by part and place by place."""
        return compare_by("compare-word", original, filled, limits or Limits(), **as_argument(password))


WORKBOOKS, DELIMITED, WORD = Workbooks(), DelimitedText(), WordDocuments()
FORMATS: tuple[Format, ...] = (WORKBOOKS, DELIMITED, WORD)
Scanned = Workbook | Document
"""What a format's reader returns."""


def compare_by(task: str, original: Path, filled: Path, limits: Limits, **arguments: object) -> Comparison:
    """Return what the child's ``task`` finds to differ."""
    names = {"name": original.name, "other": str(filled.absolute()), "other_name": filled.name}
    found = run_task(task, original.absolute(), limits, prefix=False, **names, **arguments)
    return comparison_of(original, filled, found)


ENDINGS = tuple(ending for each in FORMATS for ending in each.endings)
"""What a folder is searched for."""


TEXT_ENDINGS = (*DELIMITED.endings, *DELIMITED.other_endings)


def format_of(path: Path) -> Format:
    """Return the format of a file; its ending decides, its reader refuses what the bytes say otherwise.

    Text under any other ending goes to the workbooks' reader, whose refusal says how to name it.
    """
    ending = path.suffix.lower()
    if ending in TEXT_ENDINGS:
        return DELIMITED
    return WORD if ending in WORD.endings else WORKBOOKS


def compare_files(original: Path, filled: Path, password: Password | None = None) -> Comparison:
    """Return what differs between two files of one format; raises InputRejected for two of different formats."""
    one, other = format_of(original), format_of(filled)
    if one is not other:
        raise InputRejected(
            f"{filled.name} is {other.name}, {original.name} is {one.name}.", "Compare two files of one format."
        )
    return one.compare(original, filled, password)
