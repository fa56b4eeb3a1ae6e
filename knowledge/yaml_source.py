"""One YAML file as plain data that remembers the line of every key and item (YAML 1.2, no tags, no anchors)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

KeyPath = tuple[str | int, ...]
"""Keys and 0-based indexes from the top of a file to a value."""

_TAG = "tag:yaml.org,2002:"
_READERS: dict[str, Callable[[str], object]] = {
    "str": str,
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
    "int": int,
    "float": float,
    "timestamp": date.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a file from being read, with its 1-based line and the next step."""

    path: Path
    line: int
    text: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(slots=True)
class YamlSource:
    """A parsed file: ``data`` is made of dict, list, str, int, float, bool, date and None only."""

    path: Path
    data: object = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: KeyPath) -> int:
        """Return the 1-based line of a value, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def report(self, place: KeyPath, text: str, hint: str = "") -> None:
        """Note a problem at that place."""
        self.problems.append(Problem(self.path, self.line(place), text, hint))


def read_yaml(path: Path) -> YamlSource:
    """Read a file; whatever is wrong with it stands in ``problems``, and nothing is raised."""
    source = YamlSource(path)
    root = _composed(source)
    if root is not None:
        seen: set[int] = set()
        source.data = _value(source, root, (), seen)
    return source


def compose(text: str) -> Node | None:
    """Return the node tree of a YAML text, with marks that say where each node begins and ends."""
    node: Node | None = YAML(typ="safe", pure=True).compose(text)
    return node


def _composed(source: YamlSource) -> Node | None:
    try:
        root = compose(source.path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        source.report((), "The file is not UTF-8 text.", "Save it as UTF-8.")
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        source.problems.append(Problem(source.path, line, f"This is no YAML: {error.problem}.", "Correct the line."))
    except (YAMLError, OSError) as error:
        source.report((), f"The file cannot be read: {error}.", "Check that it is readable YAML text.")
    else:
        if root is None:
            source.report((), "The file is empty.", "Add statements to it, or remove it.")
        return root
    return None


def _value(source: YamlSource, node: Node, place: KeyPath, seen: set[int]) -> object:
    source.lines.setdefault(place, node.start_mark.line + 1)
    if id(node) in seen:
        source.report(place, "Anchors and aliases (&, *) are not allowed here.", "Write the value out.")
        return None
    seen.add(id(node))
    if isinstance(node, MappingNode):
        return dict(_pairs(source, node, place, seen))
    if isinstance(node, SequenceNode):
        return [_value(source, item, (*place, index), seen) for index, item in enumerate(node.value)]
    return _scalar(source, node, place)


def _pairs(source: YamlSource, node: MappingNode, place: KeyPath, seen: set[int]) -> Iterator[tuple[str, object]]:
    known: set[str] = set()
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in known:
            first = source.line((*place, key))
            source.problems.append(
                Problem(source.path, line, f"The key {key!r} stands here twice (first on line {first}).", "Keep one.")
            )
            continue
        known.add(key)
        source.lines[*place, key] = line
        yield key, _value(source, value_node, (*place, key), seen)


def _scalar(source: YamlSource, node: Node, place: KeyPath) -> object:
    """Return the plain value; a text that only looks like a number or date stays text for the schema to judge."""
    text = str(node.value)
    read = _READERS.get(str(node.tag).removeprefix(_TAG))
    if read is None:
        source.report(place, f"The tag {node.tag} is not allowed here.", "Write a plain value.")
        return None
    try:
        return read(text)
    except ValueError:
        return text
