"""The user's own keys: ``keys.yaml`` beside the other settings, a line ``action: key`` or ``action: [key, key]``."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from knowledge.errors import InputRejected
from segq.settings import profiles_folder
from segq.tui.actions import Keys, checked_keys

_NAMED = {
    "?": "question_mark",
    "/": "slash",
    "-": "minus",
    " ": "space",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
}
"""Keys that people write as the character and textual by name."""


def keys_file() -> Path:
    """Return the usual file of keys, beside the folder of layout profiles; it need not exist."""
    return profiles_folder().with_name("keys.yaml")


def load_keys(path: Path) -> Keys:
    """Return the keys of the file, none where there is no file; raises InputRejected for what cannot be used."""
    if not path.is_file():
        return {}
    content = _content(path)
    try:
        return checked_keys({str(name): _keys(str(name), keys) for name, keys in content.items()})
    except InputRejected as error:
        raise InputRejected(f"{path}: {error.message}", error.hint) from None


def _content(path: Path) -> dict[object, object]:
    from ruamel.yaml import YAML  # only where a file is there: it takes longer than the first paint
    from ruamel.yaml.error import YAMLError

    try:
        content: object = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise InputRejected(f"{path}: cannot be read ({_first_line(error)}).", "Correct it or take it away.") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise InputRejected(f"{path}: it is no list of `action: key`.", "Write e.g. `accept: enter`, a line each.")
    return cast("dict[object, object]", content)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _keys(name: str, given: object) -> tuple[str, ...]:
    """Return one action's keys as textual names them; YAML reads a bare digit as a number."""
    several = given if isinstance(given, list) else [given]
    keys = tuple(_NAMED.get(key, key) for key in (str(each) for each in several if each is not None))
    if not keys or not all(keys):
        raise InputRejected(f"keys: {name} has no key.", "Write a key, or take the line out.")
    return keys
