"""A file as far as everybody needs it read: its questions, the answer columns it lacks, the profile it was read by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from answers.questionnaire import Questionnaire
from exporters.formats import format_of
from exporters.ooxml.workbook import Workbook
from exporters.password import Password
from knowledge.errors import InputRejected
from segq.intake.any_format import read_scanned
from segq.intake.profile_matching import ProfileChoice
from segq.intake.profiles import ProfileUse
from segq.intake.reading import Reading
from segq.new_columns import NewColumns, new_columns


@dataclass(frozen=True, slots=True)
class AskedFile:
    """A questionnaire with at least one question."""

    questionnaire: Questionnaire
    columns: NewColumns
    """Columns that the file lacks and that can be appended for answers."""
    profile: ProfileUse | None
    """The layout profile that it was read by."""


def read_asked(source: Path, layouts: ProfileChoice, password: Password | None) -> AskedFile:
    """Return what a file asks; raises InputRejected where it cannot be read or asks nothing."""
    scanned = format_of(source).read(source, password)
    reading = read_scanned(scanned, source.name, layouts)
    if not reading.questionnaire.questions:
        raise InputRejected(
            f"{source}: no questions found.",
            f"Run `segq inspect {source}` to see what was read and why nothing was asked.",
        )
    if isinstance(reading, Reading) and isinstance(scanned, Workbook):
        return AskedFile(reading.questionnaire, new_columns(reading, scanned), reading.profile)
    return AskedFile(reading.questionnaire, NewColumns(()), None)
