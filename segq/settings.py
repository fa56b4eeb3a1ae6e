"""Where segq finds things: a flag wins over ``SEGQ_HOME``, which wins over the XDG folders."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.errors import InputRejected

WORKSPACE_FOLDER, WORKSPACE_FILE, BASE_FOLDER = ".segq", "workspace.db", "kb"
"""What ``segq init`` makes: the workspace in a folder of its own, beside the project's knowledge base."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The folders and the date of one run."""

    knowledge_base: Path
    """Folder of YAML files: ``--kb``, else the one beside the project's workspace, else the bundled SegMetrics base."""
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
    workspace: Path | str = ""
    """Where the workspace lies, whether or not it exists: a file, or the URL of a database."""


def load_settings(kb: Path | None = None, as_of: str | None = None, workspace: str | None = None) -> Settings:
    """Return the settings of this run; a folder or date that cannot be used is an error now, not later."""
    model = os.environ.get("SEGQ_MODEL")
    location = workspace_location(workspace)
    return Settings(
        knowledge_base=_knowledge_base(kb, location),
        cache=_cache_folder(),
        model=Path(model).absolute() if model else None,
        as_of=_date(as_of),
        profiles=profiles_folder(),
        facts=facts_file(),
        workspace=location,
    )


def workspace_location(given: str | None = None) -> Path | str:
    """Return where the workspace lies: as given, else ``SEGQ_WORKSPACE``, the project folder, the folder of data.

    A location with ``://`` is the URL of a database, anything else a file.
    """
    named = given or os.environ.get("SEGQ_WORKSPACE")
    if named:
        return named if "://" in named else _as_file(Path(named).absolute())
    project = project_folder()
    if project is not None:
        return project / WORKSPACE_FOLDER / WORKSPACE_FILE
    home = os.environ.get("SEGQ_HOME")
    if home:
        return Path(home).absolute() / WORKSPACE_FILE
    xdg = os.environ.get("XDG_DATA_HOME")
    return (Path(xdg) if xdg else Path.home() / ".local" / "share") / "segq" / WORKSPACE_FILE


def _as_file(path: Path) -> Path:
    """Return the workspace of a project where its folder is named, else the path itself."""
    inside = path / WORKSPACE_FOLDER / WORKSPACE_FILE
    return inside if inside.parent.is_dir() else path


def project_folder() -> Path | None:
    """Return the folder made by ``segq init`` that the working directory lies in, if any."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / WORKSPACE_FOLDER).is_dir()), None)


def reviewer_name(given: str | None = None) -> str:
    """Return under whose name is written: ``given``, else ``SEGQ_USER``, else the name of the user's login."""
    named = (given or os.environ.get("SEGQ_USER") or "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise InputRejected(
            "It is not known who you are, and everything in a workspace has a name to it.",
            "Give --by, or set SEGQ_USER.",
        ) from None


def _knowledge_base(kb: Path | None, workspace: Path | str) -> Path:
    if kb is None and isinstance(workspace, Path) and workspace.parent.name == WORKSPACE_FOLDER:
        beside = workspace.parent.parent / BASE_FOLDER
        if beside.is_dir():
            return beside
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
