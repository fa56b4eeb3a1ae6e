"""Approvals written into the YAML: only the approval of each named entry changes, every other byte stays."""

from __future__ import annotations

from collections.abc import Mapping

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from knowledge.errors import KnowledgeError
from knowledge.statement import Approval
from knowledge.yaml_source import compose


def stamp(text: str, approvals: Mapping[str, Approval]) -> str:
    """Return the file's text with these approvals, by statement id; ids that stand in other files are passed over."""
    edits = [
        _edit(text, entry, approvals[entry_id])
        for entry in _entries(compose(text))
        if (entry_id := _scalar(entry, "id")) in approvals
    ]
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def _entries(root: Node | None) -> list[MappingNode]:
    """Return the statements of a file, which is one list or a mapping with ``statements``."""
    listed = _child(root, "statements") if isinstance(root, MappingNode) else root
    if not isinstance(listed, SequenceNode):
        return []
    return [item for item in listed.value if isinstance(item, MappingNode)]


def _edit(text: str, entry: MappingNode, approval: Approval) -> tuple[int, int, str]:
    """Return where the entry's approval begins and ends, and what belongs there."""
    written = _written(approval)
    present = _child(entry, "approval")
    if present is not None:
        return present.start_mark.index, _end(present), written
    if entry.flow_style:
        end = entry.end_mark.index - 1
        return end, end, f", approval: {written}"
    last = _end(entry.value[-1][1])
    indent = " " * entry.value[0][0].start_mark.column
    end = last + len(text[last:].split("\n", 1)[0])
    return end, end, f"\n{indent}approval: {written}"


def _written(approval: Approval) -> str:
    if not approval.by.replace("-", "").replace("@", "").replace(".", "").isalnum():
        raise KnowledgeError(f"{approval.by!r} cannot approve.", "Name an address or a role, such as ana@example.com.")
    on = approval.on.isoformat()
    return f"{{kind: {approval.kind}, by: {approval.by}, on: {on}, sha256: {approval.sha256}}}"


def _end(node: Node) -> int:
    """Return where the node's last character ends: a block's own mark lies beyond the blank lines after it."""
    while not isinstance(node.value, str) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    mark = node.end_mark
    return int(mark.index) - (1 if getattr(node, "style", None) in {"|", ">"} else 0)


def _child(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _scalar(entry: MappingNode, key: str) -> str:
    node = _child(entry, key)
    return str(node.value) if node is not None else ""
