"""Relationships between parts (ECMA-376 Part 2, 6.5): which part points where."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from exporters.ooxml.markup import parse_tree
from exporters.ooxml.package import Package
from knowledge.errors import InputRejected


@dataclass(frozen=True, slots=True)
class Relationship:
    """One edge; ``target`` is the zip member, or the outside address where ``external``."""

    id: str
    kind: str
    target: str
    external: bool = False


def relationships(package: Package, part: str) -> tuple[Relationship, ...]:
    """Return where ``part`` points; ``""`` stands for the package itself."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if package.find(rels) is None:
        return ()
    root = parse_tree(small_part(package, rels), rels)
    return tuple(_relationship(folder, node) for node in root.iter("{*}Relationship") if node.get("Target"))


def small_part(package: Package, name: str) -> bytes:
    """Return a part that is to be read as a tree; raises InputRejected where it is too large for one."""
    data = package.read(name)
    if len(data) > package.limits.tree_size:
        raise InputRejected(f"{name} has {len(data):,} bytes; {package.limits.tree_size:,} are read at most.", "")
    return data


def _relationship(folder: str, node: etree._Element) -> Relationship:
    target, external = node.get("Target", ""), node.get("TargetMode") == "External"
    if not external:
        absolute = posixpath.join("/", folder, unquote(target.partition("#")[0]))
        target = posixpath.normpath(absolute).lstrip("/")
    return Relationship(node.get("Id", ""), node.get("Type", ""), target, external)
