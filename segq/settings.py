"""Where segq finds things: a flag wins over ``SEGQ_HOME``, which wins over the XDG folders."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.errors import InputRejected


@dataclass(frozen=True, slots=True)
class Settings:
    """The folders and the date of one run."""

    knowledge_base: Path
    """Folder of YAML files: ``--kb``, else the bundled SegMetrics base."""
    cache: Path
    """Compiled indexes; may be deleted at any time, and may be unwritable."""
    model: Path | None
    """Folder of another local embedding model (``SEGQ_MODEL``); ``None`` for the pinned weights."""
    as_of: date
    """The one clock: ``--as-of``, else today."""
    profiles: Path | None = None
    """Folder of layout profiles that are found by themselves; it need not exist."""
    facts: Path | None = None
    """File of facts about the respondent that is used by itself; it need not exist."""


def load_settings(kb: Path | None = None, as_of: str | None = None) -> Settings:
    """Return the settings of this run; a folder or date that cannot be used is an error now, not later."""
    model = os.environ.get("SEGQ_MODEL")
    return Settings(
        knowledge_base=_knowledge_base(kb),
        cache=_cache_folder(),
        model=Path(model).absolute() if model else None,
        as_of=_date(as_of),
        profiles=profiles_folder(),
        facts=facts_file(),
    )


def _knowledge_base(kb: Path | None) -> Path:
    if kb is None:
        import knowledge  # the bundled base lies beside the package's code

        return Path(next(iter(knowledge.__path__))) / "segmetrics"
    if not kb.is_dir():
        raise InputRejected(f"{kb}: no such knowledge base folder.", "Give --kb a folder of YAML files.")
    return kb.absolute()


def _cache_folder() -> Path:
    home = os.environ.get("SEGQ_HOME")
    if home:
        return Path(home).absolute() / "cache"
    xdg = os.environ.get("XDG_CACHE_HOME")
    return (Path(xdg) if xdg else Path.home() / ".cache") / "segq"


def profiles_folder() -> Path:
    """Return the folder of layout profiles: ``SEGQ_HOME/profiles``, else ``segq/profiles`` among the XDG settings."""
    home = os.environ.get("SEGQ_HOME")
    if home:
        return Path(home).absolute() / "profiles"
    xdg = os.environ.get("XDG_CONFIG_HOME")
    return (Path(xdg) if xdg else Path.home() / ".config") / "segq" / "profiles"


def facts_file() -> Path:
    """Return the usual file of facts: ``facts.yaml`` beside the folder of layout profiles."""
    return profiles_folder().with_name("facts.yaml")


def _date(text: str | None) -> date:
    if text is None:
        return date.today()  # noqa: DTZ011 - a review date is a day on the user's own calendar
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputRejected(f"--as-of {text}: not a date.", "Write it as YYYY-MM-DD.") from None
