"""The write inside the child process: fill the places in a tree, splice them, put on disk, read back, report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from lxml import etree

from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import parse_tree
from exporters.ooxml.preflight import Container
from exporters.ooxml.reread import refuse_withheld
from exporters.word.document import Protection
from exporters.word.filling import Want, fill, reach, read_back
from exporters.word.markup import W
from exporters.word.places import Places, normal_address
from exporters.word.preflight import open_document
from exporters.word.scan import protection_of, related_root
from exporters.word.splice import Units
from exporters.word.unchanged import digest_without, remove
from exporters.write_request import put_on_disk, refuse_signed, remarks, repacked
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected, PolicyRefused

Json = dict[str, Any]
_FILLABLE = (f"{W}ffData", f"{W}sdt")
_REPORT = "This is a fault of segq: nothing was written. Please report it with the file's kind of content."


@dataclass(frozen=True, slots=True)
class WordWrite:
    """One value for one place, as the parent asks for it."""

    at: str
    control: int | None
    fields: tuple[int, ...]
    value: CellValue
    prefilled: bool = False
    asks: bool = False
    """The text at the place is the question, and the answer goes behind it."""

    def __str__(self) -> str:
        control = "" if self.control is None else f" control {self.control}"
        return self.at + control + "".join(f" field {number}" for number in self.fields)


def requested_word_write(message: Sequence[Any]) -> WordWrite:
    """Return the write that came as JSON; raises InputRejected for what is no place."""
    at, which, kind, value, prefilled = message
    content = date.fromisoformat(value) if kind == "date" else value
    fields, asks = tuple(which["fields"]), bool(which.get("asks"))
    return WordWrite(normal_address(at), which["control"], fields, content, prefilled, asks)


def write_document(request: Json, limits: Limits) -> Json:
    """Write ``request["temporary"]`` and return what the certificate tells; the parent removes it after an error."""
    password = request.get("password")
    container = open_document(Path(request["path"]), limits, password)
    refuse_signed(container, "document", allowed=request["allow_signed"])
    member = container.package.find(container.main)
    part = container.main if member is None else member.name
    before = container.package.read(part)
    writes = [requested_word_write(one) for one in request["writes"]]
    after, written, left = _filled(container, before, writes, request["existing"])
    changed = {part: after} if after != before else {}
    refuse_withheld(container.package, changed, request["withheld"])
    plain = bool(request.get("plain"))
    put_on_disk(Path(request["temporary"]), repacked(container, changed, None if plain else password))
    _check_result(container, Path(request["temporary"]), written, limits, password)
    return {
        "source_sha256": container.sha256,
        "parts": len(container.package.members),
        "changed": [[name, sha256(before).hexdigest(), sha256(data).hexdigest()] for name, data in changed.items()],
        "written": [[str(one.write), _kind(one.write.value)] for one in written],
        "left": [[str(one), why] for one, why in left],
        "dropdowns": 0,
        "dropdowns_after": 0,
        "recalculation": None,
        "reread_by": "segq's own scan, and a canonical comparison of all the rest",
        "encrypted": container.encrypted and not plain,
        "remarks": remarks(container, changed, plain=plain),
    }


def _kind(value: CellValue) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "date" if isinstance(value, date) else "text"


@dataclass(frozen=True, slots=True)
class Written:
    """A write that was carried out, and how many paragraphs are new behind its place."""

    write: WordWrite
    added: int = 0


def _filled(
    container: Container, data: bytes, writes: Sequence[WordWrite], existing: str
) -> tuple[bytes, list[Written], list[tuple[WordWrite, str]]]:
    """Return the part with the places filled, which writes those were, and which were left with the reason."""
    root = parse_tree(data, container.main)
    places = Places(root)
    _refuse_repeated(writes)
    found = [(one, *meant(places, one, existing)) for one in writes]
    _refuse_protected(container, [(one, element) for one, element, _ in found])
    units = Units(root, [unit for _, element, want in found for unit in (element, *reach(element, want))])
    touched: list[etree._Element] = []
    written: list[Written] = []
    left: list[tuple[WordWrite, str]] = []
    for one, element, want in found:
        result = fill(element, want, str(one))
        if result.changed:
            touched += result.touched
            written.append(Written(one, result.added))
        else:
            left.append((one, result.reason))
    return units.spliced(data, container.main, touched) if touched else data, written, left


def meant(places: Places, write: WordWrite, existing: str) -> tuple[etree._Element, Want]:
    """Return the place, and the write with the elements that it means; raises InputRejected for what is not there.

    Boxes of one scale may stand in several paragraphs of a cell: then the cell is the place.
    """
    control = None if write.control is None else _numbered(places.controls, write.control, write, "content controls")
    fields = tuple(_numbered(places.fields, number, write, "form fields") for number in write.fields)
    element = places.element(write.at)
    for one in (*fields, *(() if control is None else (control,))):
        if element not in one.iterancestors() and element not in one.iter():
            around = next(element.iterancestors(f"{W}tc"), None)
            if around is None or around not in one.iterancestors():
                raise InputRejected(f"{write}: it does not stand there.", "`segq inspect --json` shows what does.")
            element = around
    return element, Want(write.value, existing, write.prefilled, control, fields, write.asks)


def _numbered(found: Sequence[etree._Element], number: int, write: WordWrite, what: str) -> etree._Element:
    if not 0 <= number < len(found):
        raise InputRejected(f"{write}: the document has {len(found)} {what}.", "Counting begins at 0.")
    return found[number]


def _refuse_repeated(writes: Iterable[WordWrite]) -> None:
    seen: set[tuple[str, int | None, tuple[int, ...]]] = set()
    for one in writes:
        key = one.at, one.control, one.fields
        if key in seen:
            raise InputRejected(f"{one} is given twice.", "Give one value a place.")
        seen.add(key)


def _refuse_protected(container: Container, found: Iterable[tuple[WordWrite, etree._Element]]) -> None:
    """Hold a document that is protected for forms to its fields and controls; other protection lets nothing in."""
    protection = protection_of(related_root(container, "settings"))
    for one, element in found:
        if protection in (Protection.READ_ONLY, Protection.COMMENTS):
            raise PolicyRefused(f"{one}: the document is protected ({protection}).", "Only the customer can lift that.")
        fillable = next(element.iter(*_FILLABLE), None) is not None
        around = next(element.iterancestors(f"{W}sdt"), None) is not None
        if protection is Protection.FORMS and not (fillable or around):
            raise PolicyRefused(
                f"{one}: the document lets only its form fields be filled.", "Only the customer can lift that."
            )


def _check_result(
    original: Container, target: Path, written: Sequence[Written], limits: Limits, password: str | None
) -> None:
    """Raise InputRejected where the file on disk differs in anything but the written places, or holds another value."""
    result = open_document(target, limits, password)
    _check_members(original, result)
    old = parse_tree(original.package.read(original.main), original.main)
    expected = digest_without(old, _changed_elements(Places(old), [(one.write, 0) for one in written]))
    del old
    root = parse_tree(result.package.read(result.main), result.main)
    places = Places(root)
    moved = [(_moved(one.write, written), one.added) for one in written]
    for one, _ in moved:
        element, want = meant(places, one, "replace")
        if not _same(read_back(element, want), one.value):
            raise _broken(f"{one} reads back as another value")
    if digest_without(root, _changed_elements(places, moved)) != expected:
        raise _broken("something besides the written places changed")


def _moved(write: WordWrite, written: Iterable[Written]) -> WordWrite:
    """Return the write with its address in the result: new paragraphs move those behind them."""
    kind, _, number = write.at.rpartition(" ")
    if not kind.endswith("paragraph"):
        return write
    behind = ((*one.write.at.rpartition(" "), one.added) for one in written if one.added)
    steps = sum(added for other, _, place, added in behind if other == kind and int(place) < int(number))
    return replace(write, at=f"{kind} {int(number) + steps}")


def _changed_elements(places: Places, written: Sequence[tuple[WordWrite, int]]) -> list[etree._Element]:
    """Return the places with the boxes of their scales; the paragraphs that are new behind them are taken out."""
    found: list[etree._Element] = []
    new: list[etree._Element] = []
    for one, added in written:
        element, want = meant(places, one, "replace")
        found += [element, *reach(element, want)]
        if element.tag == f"{W}p":
            new += list(element.itersiblings(f"{W}p"))[:added]
    for element in new:
        remove(element)
    return found


def _same(found: object, value: CellValue) -> bool:
    if isinstance(value, bool) or isinstance(found, bool):
        return found is value
    return isinstance(found, str) and found.split() == str(value).split()


def _check_members(original: Container, result: Container) -> None:
    before, after = original.package, result.package
    if [one.name for one in before.members] != [one.name for one in after.members]:
        raise _broken("the archive's entries differ")
    for old, new in zip(before.members, after.members, strict=True):
        same = (before.packed(old), old.crc, old.size) == (after.packed(new), new.crc, new.size)
        if not same and old.name.lower() != original.main.lower():
            raise _broken(f"{old.name} changed")


def _broken(what: str) -> InputRejected:
    return InputRejected(f"The written copy failed its check: {what}.", _REPORT)
