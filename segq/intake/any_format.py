"""From whatever a format's reader returns to its questions: workbooks by tables, Word documents by places."""

from __future__ import annotations

from exporters.formats import Scanned
from exporters.word.document import Document
from knowledge.errors import InputRejected
from segq.intake.profile_matching import ProfileChoice, read_laid_out
from segq.intake.reading import Reading
from segq.intake.word.reading import WordReading, read_document


def read_scanned(scanned: Scanned, name: str, choice: ProfileChoice) -> Reading | WordReading:
    """Return the questions of a scanned file; raises InputRejected for a layout profile that cannot apply."""
    if not isinstance(scanned, Document):
        return read_laid_out(scanned, name, choice)
    if choice.named is not None:
        raise InputRejected(
            f"{choice.named.name}: a layout profile describes a spreadsheet, and {name} is a Word document.",
            "Leave --profile away for it.",
        )
    return read_document(scanned, name)
