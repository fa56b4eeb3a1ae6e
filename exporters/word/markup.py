"""Names of WordprocessingML, and how its on/off values are read."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from exporters.ooxml.markup import COMPATIBILITY, RELATIONSHIPS

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
W, W14 = f"{{{WORD}}}", f"{{{WORD_2010}}}"
MC, R = f"{{{COMPATIBILITY}}}", f"{{{RELATIONSHIPS}}}"
VAL = f"{W}val"


def is_on(element: etree._Element | None) -> bool:
    """Whether an on/off element (17.17.4) is there and not switched off."""
    return element is not None and value_on(element.get(VAL))


def value_on(value: str | None) -> bool:
    """Whether an on/off attribute is on; one that is missing is."""
    return value is None or value.strip().lower() not in ("0", "false", "off", "none")


def value_of(parent: etree._Element | None, path: str) -> str | None:
    """Return the ``w:val`` of a child named like ``pStyle`` or ``numPr/numId``, ``None`` without one."""
    if parent is None:
        return None
    found = _descended(parent, _qualified(path))
    return None if found is None else found.get(VAL)


@lru_cache(maxsize=64)
def _qualified(path: str) -> tuple[str, ...]:
    return tuple(W + name for name in path.split("/"))


def _descended(parent: etree._Element, tags: tuple[str, ...]) -> etree._Element | None:
    for child in parent:
        if child.tag != tags[0]:
            continue
        found = child if len(tags) == 1 else _descended(child, tags[1:])
        if found is not None:
            return found
    return None


def first_child(parent: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child of that tag, several times as fast as ``find``."""
    for child in parent:
        if child.tag == tag:
            return child
    return None
