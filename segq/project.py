"""A project folder as ``segq init`` makes it: a workspace, and a knowledge base to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from knowledge.errors import InputRejected
from segq.files import write_new
from segq.settings import BASE_FOLDER, WORKSPACE_FILE, WORKSPACE_FOLDER

_BASE: Final = """\
# What this knowledge base is. Keep the folder in git: changes to what may be said are reviewed like code.
name: Our company
# Who releases confidential items; the notice in a customer's file names them.
contact: security@example.com
language: en
# Who may receive a completed questionnaire as a whole: nda, or public.
completed_questionnaires: nda
defaults:
  owner: security@example.com
  # When the statements that name no date of their own are due for review.
  # review_by: 2027-06-30
"""
_STATEMENT: Final = """\
# One atomic claim a statement. docs/knowledge-base.md explains every key; `segq kb lint` finds what is missing.
# This one is an example: internal, and approved by nobody, so it leaves nowhere. Replace it.
statements:
  - id: backup-encryption
    title: Backup encryption
    claim: Backups of customer data are encrypted with AES-256.
    answers:
      short: Yes. Backups of customer data are encrypted with AES-256.
      full: We encrypt backups of customer data with AES-256.
    questions:
      - {ask: Are backups of customer data encrypted?, yes_no: "yes"}
      - {ask: Are any backups of customer data stored unencrypted?, yes_no: "no"}
    aliases: [encrypted backups]
    does_not_answer: [Are laptops encrypted?, How long are backups kept?]
    settles: {algorithm: AES-256}
    disclosure: internal
"""
_IGNORED: Final = """\
# The workspace holds customers' files.
/.segq/
# What segq writes for customers and reviewers.
*.draft.*
*.certificate.json
*.report.md
"""


def make_project(folder: Path) -> tuple[Path, ...]:
    """Write the files of a project, the workspace left out; raises InputRejected where one of its places is taken.

    A ``.gitignore`` that is there stays as it is: the workspace's folder ignores itself.
    """
    hidden, base = folder / WORKSPACE_FOLDER, folder / BASE_FOLDER
    for taken in (hidden, base):
        if taken.exists():
            raise InputRejected(f"{taken}: is there already, and nothing is overwritten.", "Choose another folder.")
    try:
        hidden.mkdir(parents=True)
        base.mkdir()
    except OSError as error:
        raise InputRejected(f"{folder}: cannot be made a project ({error.strerror}).", "Choose another.") from None
    texts = {
        hidden / ".gitignore": "*\n",
        base / "base.yaml": _BASE,
        base / "statements.yaml": _STATEMENT,
    }
    ignored = folder / ".gitignore"
    texts |= {} if ignored.exists() else {ignored: _IGNORED}
    for path, text in texts.items():
        write_new(path, text)
    return tuple(texts)


def workspace_file(folder: Path) -> Path:
    """Return where the project's workspace lies."""
    return folder / WORKSPACE_FOLDER / WORKSPACE_FILE
