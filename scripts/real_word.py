"""Round trips of the real Word documents: filled at every detected slot, read back, opened by other programs."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from answers.questionnaire import Existing, Question, Slot, SlotKind, WordAddress
from exporters.answers_file import GivenAnswer, slot_writes
from exporters.certificate import Certificate
from exporters.formats import WORD, compare_files
from exporters.publishing import WritePolicy
from exporters.word.wanted import HELD
from knowledge.disclosure import CellValue
from knowledge.errors import SegqError
from segq.intake.any_format import read_scanned
from segq.intake.profile_matching import ProfileChoice

AS_OF = date(2026, 1, 1)
_SECONDS = 180
_DAY = len("2026-01-01")
_NO_CHOICE = "It offers nothing to choose."
"""What is said of a list without entries: a slot that nobody can fill."""


def score_documents(shared: Path, out: Path) -> list[str]:
    """Fill every slot of every document that can be read, and print what came of it; returns what is broken."""
    folder = out / "word"
    folder.mkdir(parents=True, exist_ok=True)
    office = shutil.which("soffice")
    print("\nfile                              slots  written   held  refused  LibreOffice")
    broken = []
    for source in sorted((shared / "questionnaires" / "files").glob("*.docx")):
        for author in (None, "segq"):
            broken += [f"{source.stem}: {what}" for what in _round_trip(source, folder, office, author)]
    if office is None:
        print("LibreOffice (soffice) is not installed: no document was converted")
    return broken


def _round_trip(source: Path, folder: Path, office: str | None, author: str | None) -> Iterator[str]:
    """Yield what is wrong with one filled copy, its answers tracked where an author is given."""
    target = folder / f"{source.stem}{'.tracked' if author else ''}.docx"
    try:
        read = read_scanned(WORD.read(source), source.name, ProfileChoice())
    except SegqError as error:
        print(f"{source.stem:32} refused: {error.message}")
        return
    questions = read.questionnaire.questions
    answers = _answers(questions)
    asked_here = read.questionnaire.asked_here()
    policy = WritePolicy(AS_OF, existing=Existing.REPLACE, tracked_by=author, overwrite=True, asked_here=asked_here)
    certificate, refused = _filled(source, target, answers, policy)
    counted = (len(certificate.written), len(certificate.left)) if certificate else (0, 0)
    opened = "-"
    if counted[0]:
        yield from _differences(source, target)
        opened = _converted(target, folder, office)
    print(f"{target.stem:32} {len(answers):6} {counted[0]:8} {counted[1]:6} {len(refused):8}  {opened}")
    if opened == "FAILED":
        yield "LibreOffice does not convert the filled copy"
    yield from (f"a detected slot is refused: {one}" for one in refused if one.hint != _NO_CHOICE)
    yield from (f"{one.at} is left: {one.why}" for one in (certificate.left if certificate else ()) if one.why != HELD)


def _answers(questions: tuple[Question, ...]) -> list[GivenAnswer]:
    slots: dict[WordAddress, Slot] = {}
    for slot in (slot for question in questions for slot in question.slots):
        if isinstance(slot.address, WordAddress):
            slots.setdefault(slot.address, slot)
    return [GivenAnswer(at, _value(slot, number)) for number, (at, slot) in enumerate(slots.items())]


def _value(slot: Slot, number: int) -> CellValue:
    """Return what a slot may hold: its first option, the mark of a single box, a day, a number, or a short text."""
    if slot.options:
        return slot.options[0].value
    if slot.kind is SlotKind.CHOICE:
        return "X"
    day = slot.kind is SlotKind.DATE and (slot.max_chars or _DAY) >= _DAY
    return (AS_OF.isoformat() if day else "7" if slot.kind is not SlotKind.TEXT else f"Reply {number}")[
        : slot.max_chars
    ]


def _filled(
    source: Path, target: Path, answers: list[GivenAnswer], policy: WritePolicy
) -> tuple[Certificate | None, list[SegqError]]:
    """Write all answers; those whose place is refused are left out, one after the other, and told."""
    kept, refused = list(answers), list[SegqError]()
    while kept:
        try:
            return WORD.write(source, target, slot_writes(kept, AS_OF, WordAddress), policy=policy), refused
        except SegqError as error:
            refused.append(error)
            named = [one for one in kept if error.message.startswith(f"{source.name}: {one.address}")]
            if not named:
                return None, refused
            kept.remove(max(named, key=lambda one: len(str(one.address))))
    return None, refused


def _differences(source: Path, target: Path) -> Iterator[str]:
    """Yield what differs besides contents of places: as our comparison, raw members and python-docx see it."""
    found = compare_files(source, target)
    yield from (f"more than places changed: {other}" for other in found.others[:3])
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target) as after:
        if before.namelist() != after.namelist():
            yield "the members differ"
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    if changed != list(found.changed) or len(changed) > 1:
        yield f"parts changed: {', '.join(changed)}"
    if found.raw_identical != found.identical:
        yield "an unchanged part is packed anew"
    if _opens(source) and not _opens(target):
        yield "python-docx opens the original and not the copy"


def _opens(path: Path) -> bool:
    import docx

    try:
        docx.Document(str(path))
    except Exception:  # noqa: BLE001 - whatever another library raises, it does not open the file
        return False
    return True


def _converted(target: Path, folder: Path, office: str | None) -> str:
    """Return whether LibreOffice makes a text of the copy."""
    if office is None:
        return "absent"
    made = folder / f"{target.stem}.txt"
    made.unlink(missing_ok=True)
    profile = f"-env:UserInstallation=file://{folder.resolve() / 'office-profile'}"
    command = [office, profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(folder), str(target)]
    try:
        subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return "FAILED"
    return "converted" if made.exists() else "FAILED"
