"""The user's own editor on a text, with the screen put aside meanwhile."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from knowledge.errors import InputRejected


def edited_outside(app: App[object], text: str) -> str:
    """Return the text as the editor of ``$VISUAL`` or ``$EDITOR`` left it; raises InputRejected where that fails."""
    command = _command()
    with tempfile.TemporaryDirectory(prefix="segq-") as folder:
        path = Path(folder) / "answer.txt"
        path.write_text(text, encoding="utf-8")
        try:
            with app.suspend():
                done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the user's own editor
        except (OSError, SuspendNotSupported) as error:
            raise InputRejected(f"{command[0]}: cannot be started ({error}).", "Set $EDITOR to an editor.") from error
        if done.returncode:
            raise InputRejected(f"{command[0]} ended with code {done.returncode}.", "The text is as it was before.")
        return path.read_text(encoding="utf-8").removesuffix("\n")


def _command() -> list[str]:
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        raise InputRejected("Neither $VISUAL nor $EDITOR names an editor.", "Set one, e.g. EDITOR=nano, or write here.")
    return command
