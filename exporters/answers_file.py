"""The ``--answers`` format: one JSON object a line, an address and a typed value, nothing decided.

``{"sheet": "Controls", "cell": "D7", "value": "Yes"}`` for workbooks, ``{"at": "table 3 row 2 col 1", "value": …}``
for Word documents, with ``"control": 3`` or ``"fields": [4, 5]`` where several stand there. A value is a string, a
number or a boolean and is written as just that.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from answers.questionnaire import Address, CellAddress, WordAddress
from exporters.ooxml.references import parse_cell
from exporters.publishing import SlotWrite
from knowledge.disclosure import CellValue, Clearance, ReleasedText, release
from knowledge.errors import InputRejected
from knowledge.statement import Disclosure

_CELL_KEYS, _WORD_KEYS = {"sheet", "cell", "value"}, {"at", "value"}
_WHICH = {"control", "fields"}
"""Keys that a place in a Word document may have besides."""
_FORMAT = 'A line is {"sheet": "Sheet1", "cell": "B7", "value": "Yes"} or {"at": "...", "value": ...}.'


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A value that the operator typed: public by their own word, resting on no statement."""

    address: Address
    content: CellValue
    disclosure: Disclosure = Disclosure.PUBLIC
    basis: tuple[str, ...] = ("given",)
    contact: str = ""


def read_answers(path: Path) -> tuple[GivenAnswer, ...]:
    """Return the answers in file order; raises InputRejected naming file and line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputRejected(f"{path.name}: cannot be read ({error.strerror}).", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise InputRejected(f"{path.name}: is not UTF-8 (byte {error.start}).", "Save it as UTF-8.") from error
    return parse_answers(text, path.name)


def parse_answers(text: str, name: str) -> tuple[GivenAnswer, ...]:
    """Return the answers of a file's text; blank lines are passed over."""
    first_at: dict[Address, int] = {}
    answers = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        answer = _answer(line, f"{name}, line {number}")
        before = first_at.setdefault(_key(answer.address), number)
        if before != number:
            raise InputRejected(f"{name}, line {number}: {answer.address} stands on line {before} too.", "Keep one.")
        answers.append(answer)
    return tuple(answers)


def slot_writes(
    answers: Sequence[GivenAnswer], as_of: date, places: type[CellAddress] | type[WordAddress] = CellAddress
) -> tuple[SlotWrite, ...]:
    """Return the answers as a writer takes them; raises InputRejected for places of another format than the file's."""
    writes = []
    for answer in answers:
        released = release(answer, Clearance(), as_of)
        if not isinstance(answer.address, places):
            way = (
                "a workbook is filled by sheet and cell" if places is CellAddress else "a Word document is filled by at"
            )
            raise InputRejected(f"{answer.address}: {way}.", _FORMAT)
        if isinstance(released, ReleasedText):
            writes.append(SlotWrite(answer.address, released))
    return tuple(writes)


def _key(address: Address) -> Address:
    """Return the address as it is compared: sheets without case, as Excel does."""
    return CellAddress(address.sheet.lower(), address.cell) if isinstance(address, CellAddress) else address


def _answer(line: str, place: str) -> GivenAnswer:
    try:
        entry = json.loads(line, parse_constant=_no_constant, object_pairs_hook=_unrepeated)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputRejected(f"{place}: not valid JSON ({reason}).", _FORMAT) from error
    if not isinstance(entry, dict):
        raise InputRejected(f"{place}: not a JSON object.", _FORMAT)
    return GivenAnswer(_address(entry, place), _value(entry["value"], place))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entry = dict(pairs)
    if len(entry) != len(pairs):
        raise ValueError("a key is repeated")
    return entry


def _address(entry: dict[str, Any], place: str) -> Address:
    keys = set(entry)
    wanted = _WORD_KEYS if "at" in keys else _CELL_KEYS
    if unknown := keys - wanted - (_WHICH if "at" in keys else set()):
        raise InputRejected(f"{place}: unknown key {', '.join(sorted(unknown))}.", _FORMAT)
    if wanted - keys:
        raise InputRejected(f"{place}: {', '.join(sorted(wanted - keys))} is missing.", _FORMAT)
    for key in sorted(wanted - {"value"}):
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise InputRejected(f"{place}: {key} must be a text.", _FORMAT)
    if "at" in keys:
        return _word_address(entry, place)
    cell = entry["cell"].strip().upper()
    if parse_cell(cell) is None or "$" in cell:
        raise InputRejected(f"{place}: {entry['cell']!r} is no cell.", "Write it like B7.")
    return CellAddress(entry["sheet"], cell)


def _word_address(entry: dict[str, Any], place: str) -> WordAddress:
    control, fields = entry.get("control"), entry.get("fields", [])
    if not (control is None or _is_number(control)):
        raise InputRejected(f"{place}: control must be a whole number from 0 on.", _FORMAT)
    if not isinstance(fields, list) or not all(map(_is_number, fields)):
        raise InputRejected(f"{place}: fields must be a list of whole numbers from 0 on.", _FORMAT)
    return WordAddress(" ".join(entry["at"].lower().split()), control, tuple(fields))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _value(value: object, place: str) -> CellValue:
    if isinstance(value, float) and not math.isfinite(value):
        raise InputRejected(f"{place}: the number is too large.", "Give it as text, in quotes.")
    if isinstance(value, str | int | float):
        return value
    kind = "null" if value is None else "a list" if isinstance(value, list) else "an object"
    raise InputRejected(f"{place}: value is {kind}.", "A value is a string, a number or a boolean.")
