"""Approvals written into the YAML: only the approval of each named entry changes, every other byte stays."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from knowledge.errors import KnowledgeError
from knowledge.loading import load_knowledge_base, source_files
from knowledge.statement import Approval, ApprovalKind
from knowledge.yaml_source import compose


def stamp_base(root: Path, kind: ApprovalKind, by: str, on: date, only: Collection[str] = ()) -> tuple[str, ...]:
    """Approve statements of a base as they stand now, all or only some, and return the ids whose approval changed.

    The statements must load; raises ``KnowledgeError`` where they do not, or where ``only`` names one that is missing.
    """
    statements = {statement.id: statement for statement in load_knowledge_base(root).statements}
    unknown = [name for name in only if name not in statements]
    if unknown:
        raise KnowledgeError(f"{root} has no statement {unknown[0]!r}.", "Check the id with 'segq kb list'.")
    approvals = {
        name: Approval(kind, by, on, statement.sha256)
        for name, statement in statements.items()
        if (not only or name in only) and (statement.approval is None or statement.approval.sha256 != statement.sha256)
    }
    for path in source_files(root):
        text = path.read_bytes().decode()
        stamped = stamp(text, approvals)
        if stamped != text:
            _replace(path, stamped)
    return tuple(approvals)


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


def _replace(path: Path, text: str) -> None:
    """Write the whole file or leave the old one."""
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
        new.write(text.encode())
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).chmod(path.stat().st_mode)
    Path(new.name).replace(path)


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
    if isinstance(node, MappingNode) and node.value and not node.flow_style:
        return _end(node.value[-1][1])
    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        return _end(node.value[-1])
    mark = int(node.end_mark.index)
    return mark - 1 if isinstance(node, ScalarNode) and node.style in {"|", ">"} else mark


def _child(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _scalar(entry: MappingNode, key: str) -> str:
    node = _child(entry, key)
    return str(node.value) if node is not None else ""
