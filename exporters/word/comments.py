"""Comments of a document (17.13.4): read, spliced into their part, and their marks around a stretch of paragraphs."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape

from lxml import etree

from exporters.ooxml.element_spans import applied, spans_of
from exporters.ooxml.markup import parse_tree
from exporters.ooxml.note_links import rels_name, with_content_type, with_relationship
from exporters.ooxml.notes import AUTHOR, inserted
from exporters.ooxml.package import Package
from exporters.ooxml.relationships import relationships, small_part
from exporters.word.markup import WORD, W
from knowledge.errors import InputRejected

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"
_NONE = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{WORD}"/>'.encode("ascii")
_ID = f"{W}id"
_START, _END, _REFERENCE = (W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as a reader sees it, with its canonical XML."""

    author: str
    text: str
    xml: bytes


def comments_part(package: Package, main: str) -> str | None:
    """Return the part with the comments, ``None`` without one; raises InputRejected where there are several."""
    found = [one.target for one in relationships(package, main) if one.kind.endswith("/comments")]
    if len(found) > 1 or any(package.find(target) is None for target in found):
        raise InputRejected("The document's comments cannot be told apart or found.", "Save the file anew in Word.")
    return found[0] if found else None


def comments_of(package: Package, main: str) -> dict[int, Comment]:
    """Return the comments by id; raises InputRejected where they cannot be read."""
    part = comments_part(package, main)
    return {} if part is None else dict(_comments(parse_tree(small_part(package, part), part), part))


def _comments(root: etree._Element, part: str) -> Iterator[tuple[int, Comment]]:
    seen: set[int] = set()
    if root.tag != f"{W}comments":
        raise InputRejected(f"{part} holds no comments.", "Save the file anew in Word.")
    for node in root.iterchildren(f"{W}comment"):
        said = node.get(_ID, "").strip()
        if not said.lstrip("-").isdecimal() or int(said) in seen:
            raise InputRejected(f"{part} has comments without an id of their own.", "Save the file anew in Word.")
        seen.add(int(said))
        text = "\n".join("".join(one.text or "" for one in p.iter(f"{W}t")) for p in node.iter(f"{W}p"))
        yield int(said), Comment(node.get(f"{W}author", ""), text, etree.tostring(node, method="c14n", with_tail=False))


def commented_parts(package: Package, main: str, texts: Mapping[int, str]) -> dict[str, bytes]:
    """Return the parts that comments with those ids change or add beside the main one.

    Raises InputRejected where a part allows no safe edit.
    """
    if not texts:
        return {}
    part = comments_part(package, main)
    if part is not None:
        name = _name(package, part)
        return {name: _with_comments(package.read(name), name, texts)}
    names = (posixpath.join(posixpath.dirname(main), f"comments{number or ''}.xml") for number in count())
    part = next(name for name in names if package.find(name) is None)
    links = _name(package, rels_name(main))
    known = package.read(links) if package.find(links) is not None else None
    types = _name(package, _TYPES)
    parts = {
        types: with_content_type(package.read(types), part, COMMENTS_TYPE),
        links: with_relationship(known, main, "comments", part)[0],
        part: _with_comments(_NONE, part, texts),
    }
    return {name: data for name, data in parts.items() if package.find(name) is None or package.read(name) != data}


def _name(package: Package, part: str) -> str:
    """Return the part's name as the archive spells it."""
    member = package.find(part)
    return part if member is None else member.name


def _with_comments(data: bytes, part: str, texts: Mapping[int, str]) -> bytes:
    """Return the part with those comments behind its own; every other byte stays."""
    (root,) = spans_of(data, part, ())
    declared = "" if root.prefix == b"w:" else f' xmlns:w="{WORD}"'
    added = "".join(_comment(number, text, declared) for number, text in sorted(texts.items()))
    return applied(data, [inserted(data, root, added.encode("ascii", "xmlcharrefreplace"))])


def _comment(number: int, text: str, declared: str) -> str:
    shown = f'<w:r><w:annotationRef/></w:r><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    said = f'w:id="{number}" w:author="{AUTHOR}" w:initials="{AUTHOR}"'
    return f"<w:comment{declared} {said}><w:p>{shown}</w:p></w:comment>"


def mark_stretch(first: etree._Element, last: etree._Element, number: int) -> None:
    """Mark children of paragraphs as what a comment is about."""
    first.addprevious(_marker(_START, number))
    end = _marker(_END, number)
    last.addnext(end)
    end.addnext(_reference(number))


def mark_paragraph(paragraph: etree._Element, number: int) -> None:
    """Mark all of a paragraph, or the blank one itself, as what a comment is about."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        paragraph.insert(0, _marker(_START, number))
    else:
        properties.addnext(_marker(_START, number))
    paragraph.append(_marker(_END, number))
    paragraph.append(_reference(number))


def _marker(name: str, number: int) -> etree._Element:
    marker = etree.Element(name, nsmap={"w": WORD})
    marker.set(_ID, str(number))
    return marker


def _reference(number: int) -> etree._Element:
    run = etree.Element(f"{W}r", nsmap={"w": WORD})
    run.append(_marker(_REFERENCE, number))
    return run


def unmarked(root: etree._Element, numbers: Collection[int]) -> dict[int, etree._Element]:
    """Take the marks of those comments out of a tree; return the paragraphs in which they began.

    A comment whose marks are not exactly those that are written here is left out, with its marks where they are.
    """
    found: dict[int, list[etree._Element]] = {}
    for element in root.iter(_START, _END, _REFERENCE) if numbers else ():
        said = element.get(_ID, "")
        if said.isdecimal() and int(said) in numbers:
            found.setdefault(int(said), []).append(element)
    begun = {}
    for number, marks in found.items():
        start = marks[0].getparent()
        if start is not None and start.tag == f"{W}p" and _is_ours(marks):
            begun[number] = start
            for mark in (marks[0], marks[1], marks[2].getparent()):
                _cut(mark)
    return begun


def _is_ours(marks: list[etree._Element]) -> bool:
    if [one.tag for one in marks] != [_START, _END, _REFERENCE]:
        return False
    if any(len(one) or len(one.attrib) > 1 for one in marks):
        return False
    run = marks[2].getparent()
    if run is None or marks[1].getnext() is not run or run.attrib:
        return False
    return run.tag == f"{W}r" and len(run) == 1 and not (run.text or marks[2].tail)


def _cut(element: etree._Element | None) -> None:
    """Take an element out of its tree; text behind it stays."""
    parent = None if element is None else element.getparent()
    if element is None or parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def comment_fault(before: Package, after: Package, main: str, texts: Mapping[int, str]) -> str | None:
    """Return what is wrong with the comments of a written copy, ``None`` where just the planned ones are new."""
    old, new = comments_of(before, main), comments_of(after, main)
    if {number: one for number, one in new.items() if number not in texts} != old:
        return "a comment that stood there changed"
    wrong = (number for number, text in texts.items() if number not in new or not _says(new[number], text))
    number = next(wrong, None)
    return None if number is None else f"comment {number} reads back differently"


def _says(comment: Comment, text: str) -> bool:
    return (comment.author, comment.text.split()) == (AUTHOR, text.split())


@dataclass(slots=True)
class CommentChanges:
    """Comments that a filled file has and the original lacks, and what else differs about comments."""

    added: dict[int, str]
    differing: list[str]
    expected: dict[str, bytes]
    """By member name: parts as adding these comments alone would leave them."""


def comment_changes(before: Package, after: Package, main: str) -> CommentChanges:
    """Return what happened to the comments; comments that cannot be read differ as a part."""
    try:
        old, new = comments_of(before, main), comments_of(after, main)
        added = {number: one.text for number, one in new.items() if number not in old}
        expected = commented_parts(before, main, added)
    except InputRejected:
        return CommentChanges({}, [], {})
    changed = [number for number, one in old.items() if new.get(number) != one]
    says = [f"comment {number}: {'differs' if number in new else 'is gone'}" for number in changed]
    return CommentChanges(added, says, expected)


def unanchored(numbers: Collection[int], begun: Collection[int]) -> list[str]:
    """Return a line for each comment whose marks in the text are not what adding it brings."""
    missing = sorted(set(numbers) - set(begun))
    return [f"comment {number}: its marks in the text are missing or odd" for number in missing]
