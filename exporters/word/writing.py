"""The write inside the child process: fill the places in a tree, splice them, put on disk, read back, report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import parse_tree
from exporters.ooxml.preflight import Container
from exporters.ooxml.reread import check_members, refuse_withheld
from exporters.word.comment_plan import CommentPlan, comment_plan, holds_mark, put_marks, refuse_illegal, runs_at
from exporters.word.comments import comment_fault, commented_parts, unmarked
from exporters.word.document import Protection
from exporters.word.filling import Filled, Want, fill, reach, read_back
from exporters.word.located import Location, located, rest_before
from exporters.word.markup import W, is_on
from exporters.word.places import Places
from exporters.word.preflight import open_document
from exporters.word.requests import WordWrite, meant, refuse_repeated, requested_word_write
from exporters.word.runs import unused_ids
from exporters.word.scan import protection_of, related_root
from exporters.word.splice import Units
from exporters.word.tracking import Ids, Tracking, tracking_for, tracking_remarks
from exporters.word.unchanged import Changing, digest_without, rest_of
from exporters.write_request import put_on_disk, refuse_signed, remarks, repacked
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected, PolicyRefused

Json = dict[str, Any]
_FILLABLE = (f"{W}ffData", f"{W}sdt")
_REPORT = "This is a fault of segq: nothing was written. Please report it with the file's kind of content."


def write_document(request: Json, limits: Limits) -> Json:
    """Write ``request["temporary"]`` and return what the certificate tells; the parent removes it after an error."""
    password = request.get("password")
    container = open_document(Path(request["path"]), limits, password)
    refuse_signed(container, "document", allowed=request["allow_signed"])
    member = container.package.find(container.main)
    part = container.main if member is None else member.name
    before = container.package.read(part)
    writes = [requested_word_write(one) for one in request["writes"]]
    done = _filled(container, before, writes, request)
    package, comments = container.package, done.comments
    changed = {part: done.data} if done.data != before else {}
    changed |= commented_parts(package, container.main, comments.placed)
    refuse_withheld(package, changed, request["withheld"])
    plain = bool(request.get("plain"))
    put_on_disk(Path(request["temporary"]), repacked(container, changed, None if plain else password))
    _check_result(container, Path(request["temporary"]), done, changed, limits, password)
    return {
        "source_sha256": container.sha256,
        "parts": len(package.members),
        "changed": [
            [name, sha256(package.read(name)).hexdigest(), sha256(data).hexdigest()]
            for name, data in changed.items()
            if package.find(name) is not None
        ],
        "added": [[name, sha256(data).hexdigest()] for name, data in changed.items() if package.find(name) is None],
        "notes": list(comments.at.values()),
        "notes_refused": [[str(one), why] for one, why in done.refused],
        "notes_kept": len(comments.standing) if comments.placed else 0,
        "written": [[str(one.write), _kind(one.write.value)] for one in done.written],
        "left": [[str(one), why] for one, why in done.left],
        "dropdowns": 0,
        "dropdowns_after": 0,
        "recalculation": None,
        "reread_by": "segq's own scan, and a canonical comparison of all the rest",
        "encrypted": container.encrypted and not plain,
        "remarks": [*remarks(container, changed, plain=plain), *done.remarks()],
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


@dataclass(slots=True)
class Outcome:
    """The main part as it will be, and what became of each write."""

    comments: CommentPlan
    tracking: Tracking
    data: bytes = b""
    touched: list[etree._Element] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    left: list[tuple[WordWrite, str]] = field(default_factory=list)
    refused: list[tuple[WordWrite, str]] = field(default_factory=list)
    """Flags that stand in no comment, and where they stand instead."""
    plainly: list[WordWrite] = field(default_factory=list)
    """Written without tracking, though that was wanted."""
    stood: dict[str, tuple[Location, ...]] = field(default_factory=dict)
    """Where each place and the boxes of its scale stood before anything was written."""
    marked: dict[int, WordWrite] = field(default_factory=dict)
    """Writes by the id of the comment at their place."""

    def remarks(self) -> list[str]:
        """Return what the certificate says of tracking."""
        return tracking_remarks(self.tracking, bool(self.written), [str(one) for one in self.plainly])


def _filled(container: Container, data: bytes, writes: Sequence[WordWrite], request: Json) -> Outcome:
    """Return the part with the places filled, which writes those were, and which were left with the reason."""
    root = parse_tree(data, container.main)
    places = Places(root)
    refuse_repeated(writes)
    settings = related_root(container, "settings")
    protection = protection_of(settings)
    switched_on = settings is not None and is_on(settings.find(f"{W}trackRevisions"))
    ids = Ids(unused_ids(root))
    tracking = tracking_for(request.get("tracked"), protection, ids, switched_on=switched_on)
    done = Outcome(comment_plan(container, protection, ids, request.get("notes", ())), tracking)
    refuse_illegal(done.comments)
    found = [(one, *meant(places, one, request["existing"])) for one in writes]
    _refuse_protected(protection, [(one, element) for one, element, _ in found])
    reached = {str(one): (element, *reach(element, want)) for one, element, want in found}
    elements = [element for each in reached.values() for element in each]
    units, stood = Units(root, elements), located(root, elements)
    done.stood = {at: tuple(stood[element] for element in each) for at, each in reached.items()}
    for one, element, want in found:
        _fill_one(one, element, replace(want, revision=tracking.revision), done)
    done.data = units.spliced(data, container.main, done.touched) if done.touched else data
    done.touched.clear()  # they keep the whole tree in memory
    return done


def _fill_one(one: WordWrite, element: etree._Element, asked: Want, done: Outcome) -> None:
    """Write at one place, comment on it, or leave it; raises InputRejected or PolicyRefused before any change to it."""
    step = done.comments.step(element, asked, str(one))
    want, taken = step.want or asked, done.tracking.ids.taken
    before = runs_at(element, want) if step.comment else set()
    result = None if step.want is None else fill(element, want, str(one))
    left = step.left if result is None or result.changed else result.reason
    if left:
        done.left.append((one, left))
        return
    if result is not None:
        done.written.append(Written(replace(one, value=want.value), result.added))
        done.touched += result.touched
        if want.revision is not None and done.tracking.ids.taken == taken:
            done.plainly.append(one)
    if step.refused:
        done.refused.append((one, step.refused))
    if step.comment:
        _comment_on(one, element, want, result, before, step.comment, done)


def _comment_on(  # noqa: PLR0913, PLR0917 - one place with all that is known of it
    one: WordWrite,
    element: etree._Element,
    want: Want,
    result: Filled | None,
    before: set[etree._Element],
    text: str,
    done: Outcome,
) -> None:
    number = done.comments.put(str(one), text)
    done.marked[number] = one
    done.touched += put_marks(element, want, result, before, number)


def _refuse_protected(protection: Protection, found: Iterable[tuple[WordWrite, etree._Element]]) -> None:
    """Hold a document that is protected for forms to its fields and controls; other protection lets nothing in."""
    for one, element in found:
        if protection in (Protection.READ_ONLY, Protection.COMMENTS):
            raise PolicyRefused(f"{one}: the document is protected ({protection}).", "Only the customer can lift that.")
        fillable = next(element.iter(*_FILLABLE), None) is not None
        around = next(element.iterancestors(f"{W}sdt"), None) is not None
        if protection is Protection.FORMS and not (fillable or around):
            raise PolicyRefused(
                f"{one}: the document lets only its form fields be filled.", "Only the customer can lift that."
            )


def _check_result(  # noqa: PLR0913, PLR0917 - both files, and what was to change between them
    original: Container, target: Path, done: Outcome, changed: Json, limits: Limits, password: str | None
) -> None:
    """Raise InputRejected where the file on disk differs in anything but the written places, or holds another value."""
    result = open_document(target, limits, password)
    written = done.written
    check_members(original.package, result.package, changed)
    places_before = [at for one in written for at in done.stood[str(one.write)]]
    marked_before = [at for one in done.marked.values() for at in done.stood[str(one)]]
    expected = rest_before(original.package.read(original.main), original.main, places_before, marked_before)
    data = result.package.read(result.main)
    root = parse_tree(data, result.main)
    places = Places(root)
    _check_comments(original, result, places, unmarked(root, done.comments.placed), done)
    for one in (_moved(each.write, written) for each in written):
        element, want = meant(places, one, "replace")
        if not _same(read_back(element, want), one.value):
            raise _broken(f"{one} reads back as another value")
    same = expected is not None and rest_of(data, root, _changing(places, done, moved=True)) == expected
    if not same and not _same_in_full(original, result, done):
        raise _broken("something besides the written places changed")


def _same_in_full(original: Container, result: Container, done: Outcome) -> bool:
    """Whether two documents are the same besides the places, though the bytes around these differ."""
    digests = []
    for container, moved in ((original, False), (result, True)):
        root = parse_tree(container.package.read(container.main), container.main)
        unmarked(root, done.comments.placed if moved else ())
        changing = _changing(Places(root), done, moved=moved)
        digests.append(digest_without(root, changing.places, changing.new))
    return digests[0] == digests[1]


def _moved(write: WordWrite, written: Iterable[Written]) -> WordWrite:
    """Return the write with its address in the result: new paragraphs move those behind them."""
    kind, _, number = write.at.rpartition(" ")
    if not kind.endswith("paragraph"):
        return write
    behind = ((*one.write.at.rpartition(" "), one.added) for one in written if one.added)
    steps = sum(added for other, _, place, added in behind if other == kind and int(place) < int(number))
    return replace(write, at=f"{kind} {int(number) + steps}")


def _changing(places: Places, done: Outcome, *, moved: bool) -> Changing:
    """Return the places with the boxes of their scales, the paragraphs that are new, and what has a comment."""

    def at(write: WordWrite) -> tuple[etree._Element, ...]:
        element, want = meant(places, _moved(write, done.written) if moved else write, "replace")
        return element, *reach(element, want)

    found: list[etree._Element] = []
    new: list[etree._Element] = []
    for one in done.written:
        elements = at(one.write)
        found += elements
        if moved and elements[0].tag == f"{W}p":
            new += islice(elements[0].itersiblings(f"{W}p"), max(0, one.added))
    return Changing(found, new, [element for one in done.marked.values() for element in at(one)])


def _same(found: object, value: CellValue) -> bool:
    if isinstance(value, bool) or isinstance(found, bool):
        return found is value
    return isinstance(found, str) and found.split() == str(value).split()


def _check_comments(
    original: Container, result: Container, places: Places, begun: dict[int, etree._Element], done: Outcome
) -> None:
    """Hold the comments to the planned ones, each at its own place and marked as it is marked here."""
    if not done.marked:
        return
    fault = comment_fault(original.package, result.package, original.main, done.comments.placed)
    if fault is not None:
        raise _broken(fault)
    added = {str(one.write): one.added for one in done.written}
    for number, one in done.marked.items():
        element, want = meant(places, _moved(one, done.written), "replace")
        paragraph = begun.get(number)
        behind = added.get(str(one), 0)
        if paragraph is None or not holds_mark(element, reach(element, want), behind, paragraph):
            raise _broken(f"{one} does not hold its comment")


def _broken(what: str) -> InputRejected:
    return InputRejected(f"The written copy failed its check: {what}.", _REPORT)
