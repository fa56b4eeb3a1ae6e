"""A folder of YAML files read into one knowledge base, with every error named by file and line."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from knowledge.approval import approval_hash
from knowledge.composites import assemble
from knowledge.entries import Placed, ReadEntries, read_entries
from knowledge.errors import KnowledgeError
from knowledge.schema import BaseEntry, CompositeEntry, DocumentEntry, GapEntry, StatementEntry
from knowledge.statement import KnowledgeBase, Statement
from knowledge.yaml_source import Problem, read_yaml

BASE_FILE = "base.yaml"
"""Name, contact, language and defaults of a base."""
AnyStatement = Placed[StatementEntry] | Placed[CompositeEntry]
_SUFFIXES = (".yaml", ".yml")
_MOST_PROBLEMS = 20


def bundled_base() -> Path:
    """Return the folder of the SegMetrics base that comes with segq."""
    return Path(__file__).parent / "segmetrics"


def source_files(root: Path) -> tuple[Path, ...]:
    """Return the YAML files of a base in file order; a folder that is none raises ``KnowledgeError``."""
    if not root.is_dir():
        raise KnowledgeError(f"{root} is not a folder.", "Give the folder that holds the knowledge base with --kb.")
    files = sorted(path for path in root.iterdir() if path.suffix in _SUFFIXES and path.is_file())
    if not files:
        raise KnowledgeError(f"{root} holds no YAML files.", "Give the folder that holds the knowledge base with --kb.")
    return tuple(files)


def source_digest(root: Path) -> str:
    """Return a sha256 over names and bytes of all files of a base: equal digests mean an equal base."""
    digest = hashlib.sha256()
    for path in source_files(root):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def load_knowledge_base(root: Path) -> KnowledgeBase:
    """Read and check a base; all problems found are raised in one ``KnowledgeError``."""
    sources = {path.name: read_yaml(path) for path in source_files(root)}
    base_source = sources.pop(BASE_FILE, None)
    read = read_entries(base_source, tuple(sources.values()))
    base = read.base or BaseEntry(name=root.name)
    _check_ids([*read.statements, *read.documents, *read.gaps])
    statements = _assembled(read, base)
    all_sources = [source for source in (base_source, *sources.values()) if source]
    _raise_for([problem for source in all_sources for problem in source.problems])
    return KnowledgeBase(
        name=base.name,
        statements=statements,
        documents=tuple(placed.entry.document(base.defaults) for placed in read.documents),
        gaps=tuple(placed.entry.gap() for placed in read.gaps),
        contact=base.contact,
        language=base.language,
        completed_questionnaires=base.completed_questionnaires,
    )


def _check_ids(entries: Sequence[AnyStatement | Placed[DocumentEntry] | Placed[GapEntry]]) -> None:
    """Report every id that stands twice, over all files, statements, documents and gaps alike."""
    first: dict[str, str] = {}
    for placed in entries:
        name, where = placed.entry.id, f"{placed.source.path}:{placed.source.line((*placed.place, 'id'))}"
        if name in first:
            placed.report("id", f"The id {name} is already taken in {first[name]}.", "Give each entry its own id.")
        first.setdefault(name, where)


def _assembled(read: ReadEntries, base: BaseEntry) -> tuple[Statement, ...]:
    """Return all statements hashed, composites with the wording of their components, in file order."""
    placed = {item.entry.id: item for item in read.statements}
    done: dict[str, Statement] = {}
    for name in _parts_first(placed):
        statement = placed[name].entry.statement(base.defaults)
        parts = tuple(done[part] for part in statement.components if part in done)
        if statement.components and parts:
            statement = assemble(statement, parts)
        if len(parts) == len(statement.components):
            hashes = {part.id: part.sha256 for part in parts}
            statement = replace(statement, sha256=approval_hash(statement, hashes))
        done[name] = statement
    return tuple(done[name] for name in placed if name in done)


def _parts_first(placed: dict[str, AnyStatement]) -> tuple[str, ...]:
    """Return the ids so that components come before what they make up; report unknown ones and cycles."""
    graph = {name: _known_components(item, placed) for name, item in placed.items()}
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        cycle = list(reversed(error.args[1]))
        placed[cycle[0]].report(
            "components", f"{cycle[0]}: the components form a cycle: {' → '.join(cycle)}.", "Take one of them out."
        )
        return ()


def _known_components(item: AnyStatement, placed: dict[str, AnyStatement]) -> tuple[str, ...]:
    if not isinstance(item.entry, CompositeEntry):
        return ()
    for index, name in enumerate(item.entry.components):
        if name not in placed:
            close = difflib.get_close_matches(name, placed, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else "Name statements of this base."
            text = f"{item.entry.id}: no statement has the id {name!r}."
            item.source.report((*item.place, "components", index), text, hint)
    return tuple(name for name in item.entry.components if name in placed)


def _raise_for(problems: list[Problem]) -> None:
    if not problems:
        return
    shown = [f"{problem} {problem.hint}".strip() for problem in problems[:_MOST_PROBLEMS]]
    if len(problems) > _MOST_PROBLEMS:
        shown.append(f"… and {len(problems) - _MOST_PROBLEMS} more problems.")
    if len(problems) == 1:
        raise KnowledgeError(str(problems[0]), problems[0].hint)
    raise KnowledgeError("\n".join(shown), "Correct these lines of the knowledge base.")
