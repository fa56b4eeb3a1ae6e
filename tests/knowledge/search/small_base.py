"""A knowledge base in plain JSON (which is YAML too), so that the index is tested without the real loader."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from knowledge.search.index import BaseReader
from knowledge.statement import Answers, AskedForm, Document, Gap, KnowledgeBase, Statement, YesNo

STATEMENTS: list[dict[str, Any]] = [
    {
        "id": "disk-encryption",
        "title": "Encryption of stored data",
        "claim": "Stored customer records are encrypted with AES-256.",
        "questions": [
            ["Is stored customer data encrypted?", "yes"],
            ["Is any customer data kept unencrypted?", "no"],
        ],
        "aliases": ["storage encryption"],
        "does_not_answer": ["Are staff laptops encrypted?"],
    },
    {
        "id": "backups",
        "title": "Backups",
        "claim": "Databases are backed up every night and kept for 14 days.",
        "questions": [["How long are backups kept?", None]],
        "aliases": ["backup retention"],
        "partly_answers": ["Are backups kept for a month and tested every quarter?"],
        "does_not_answer": ["Are backups kept offline?"],
    },
    {
        "id": "bare",
        "title": "Office dogs",
        "claim": "Dogs are welcome in the Lisbon office.",
        "questions": [],
        "aliases": [],
        "does_not_answer": [],
    },
]
DOCUMENTS = [{"id": "pentest", "title": "Penetration test summary", "aliases": ["pen test report"]}]
GAPS = [{"id": "insurance", "title": "Cyber insurance", "questions": ["Do you hold a cyber insurance policy?"]}]


def write_base(root: Path, statements: list[dict[str, Any]] | None = None) -> Path:
    root.mkdir(exist_ok=True)
    data = {"statements": STATEMENTS if statements is None else statements, "documents": DOCUMENTS, "gaps": GAPS}
    (root / "base.yaml").write_text(json.dumps(data))
    return root


def reader(loads: list[Path] | None = None) -> BaseReader:
    """Return a reader that notes every real load in ``loads``."""

    def load(root: Path) -> KnowledgeBase:
        if loads is not None:
            loads.append(root)
        return restore(json.loads((root / "base.yaml").read_text()))

    return BaseReader(load=load, digest=digest, dump=dump, restore=restore)


def digest(root: Path) -> str:
    return hashlib.sha256((root / "base.yaml").read_bytes()).hexdigest()


def restore(data: dict[str, Any]) -> KnowledgeBase:
    return KnowledgeBase(
        name="small",
        statements=tuple(_statement(entry) for entry in data["statements"]),
        documents=tuple(
            Document(id=entry["id"], title=entry["title"], kind="report", obtain="ask", aliases=tuple(entry["aliases"]))
            for entry in data["documents"]
        ),
        gaps=tuple(Gap(entry["id"], entry["title"], tuple(entry["questions"])) for entry in data.get("gaps", [])),
    )


def dump(base: KnowledgeBase) -> dict[str, Any]:
    return {
        "statements": [
            {
                "id": statement.id,
                "title": statement.title,
                "claim": statement.claim,
                "questions": [[form.ask, form.yes_no] for form in statement.questions],
                "aliases": statement.aliases,
                "partly_answers": statement.partly_answers,
                "does_not_answer": statement.does_not_answer,
            }
            for statement in base.statements
        ],
        "documents": [{"id": entry.id, "title": entry.title, "aliases": entry.aliases} for entry in base.documents],
        "gaps": [{"id": gap.id, "title": gap.title, "questions": gap.questions} for gap in base.gaps],
    }


def _statement(entry: dict[str, Any]) -> Statement:
    return Statement(
        id=entry["id"],
        title=entry["title"],
        claim=entry["claim"],
        answers=Answers(short=entry["claim"], full=entry["claim"]),
        questions=tuple(AskedForm(ask, YesNo(yes_no) if yes_no else None) for ask, yes_no in entry["questions"]),
        aliases=tuple(entry["aliases"]),
        partly_answers=tuple(entry.get("partly_answers", [])),
        does_not_answer=tuple(entry["does_not_answer"]),
    )
