"""A password on its way from its file to the child process; it shows itself to nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.errors import InputRejected

MAX_CHARACTERS = 255
"""Excel's own limit."""
_FORMAT = "The file holds the password alone, in one line of UTF-8."


@dataclass(frozen=True, slots=True)
class Password:
    """The characters that open a file; absent from ``repr``, so that no log, error or traceback shows them."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileAccess:
    """What the operator gives and allows for the files of one run."""

    password: Password | None = None
    plain: bool = False
    """Leave the result of an encrypted file without encryption."""
    allow_signed: bool = False
    """Fill a digitally signed file, whose signature then no longer holds."""
    overwrite: bool = False
    """Replace a result that exists."""
    tracked_by: str | None = None
    """The author of tracked insertions in Word documents; ``None`` writes plainly."""


def read_password(path: Path) -> Password:
    """Return the password in a file; raises InputRejected naming the file and never its content."""
    try:
        with path.open("rb") as file:
            raw = file.read(4 * MAX_CHARACTERS + 6)
        text = raw.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except OSError as error:
        raise InputRejected(
            f"{path}: the password file cannot be read ({error.strerror}).", "Check the path."
        ) from None
    except UnicodeDecodeError:
        raise InputRejected(f"{path}: the password file is not UTF-8.", _FORMAT) from None
    if not text:
        raise InputRejected(f"{path}: the password file is empty.", _FORMAT)
    if "\n" in text or "\r" in text:
        raise InputRejected(f"{path}: the password file has several lines.", _FORMAT)
    if len(text) > MAX_CHARACTERS:
        raise InputRejected(f"{path}: the password is longer than {MAX_CHARACTERS} characters.", _FORMAT)
    return Password(text)


def as_argument(password: Password | None) -> dict[str, Any]:
    """Return what the child process receives, on its standard input."""
    return {} if password is None else {"password": password.text}
