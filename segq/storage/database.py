"""One database behind the workspace: opened, migrated, read and written; every failure named with its next step."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from knowledge.errors import InputRejected
from segq.storage.audit import lock_head

SCHEMA: Final = "0002"
"""The newest migration that this version of segq knows; a test compares it with the migrations."""
BUSY_SECONDS: Final = 15.0
"""So long a write waits for another program's."""
_WRITES = "segq_writes"
_NAMED = "segq_place"


class Database:
    """Connections to one database whose tables are of the present schema."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine, self.place = engine, place
        self._writing = engine.execution_options(**{_WRITES: True})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on which everything is read as of one moment."""
        with _explained(self.place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the only connection that writes now; what it did is on disk when this returns, else undone."""
        with _explained(self.place), self._writing.begin() as connection:
            lock_head(connection)
            yield connection

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def open_database(location: Path | str, *, create: bool = False, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Return the database at a path or SQLAlchemy URL, migrated; raises InputRejected naming it and the next step."""
    url = _url(location)
    place = str(url.database) if _is_file(url) else url.render_as_string(hide_password=True)
    if _is_file(url):
        _prepare_file(Path(str(url.database)), create=create)
    engine = _engine(url, place, busy_seconds)
    try:
        with _explained(place):
            _migrate(engine, place, create=create)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, place)


def _url(location: Path | str) -> URL:
    if isinstance(location, Path) or "://" not in location:
        return URL.create("sqlite", database=str(Path(location).expanduser().absolute()))
    try:
        return make_url(location)
    except ArgumentError:
        raise InputRejected(
            "The workspace's address is no database URL.", "Write it like postgresql+psycopg://user@host/segq."
        ) from None


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and bool(url.database) and url.database != ":memory:"


def _prepare_file(path: Path, *, create: bool) -> None:
    """Make an empty file that only its owner may read, or say that there is none."""
    if path.is_dir():
        raise InputRejected(f"{path}: is a folder, not a workspace.", f"Name a file in it: {path / 'workspace.db'}.")
    if path.exists() and (create or path.stat().st_size):
        return
    if not create:
        raise InputRejected(f"{path}: there is no workspace here.", "Make one with `segq init`, or give --workspace.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise InputRejected(
            f"{path}: the workspace cannot be made ({error.strerror}).", "Give --workspace a place you may write to."
        ) from None


def _engine(url: URL, place: str, busy_seconds: float) -> Engine:
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise InputRejected(
            f"{place}: no driver for this database ({error}).", "Install its Python driver beside segq."
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: _set_up_sqlite(connection, busy_seconds))
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, busy_seconds: float) -> None:
    """Leave transactions to us, wait for others, and have every commit reach the disk before it returns."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(busy_seconds * 1000)}")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA fullfsync = ON")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine, place: str, *, create: bool) -> None:
    """Bring the tables to the present schema in one transaction; a database that is there already costs one look."""
    with engine.begin() as connection:
        found = _schema(connection, place)
    if found == SCHEMA:
        return
    if found is None and not create:
        raise InputRejected(f"{place}: holds no workspace yet.", "Make one with `segq init`, or give --workspace.")
    if engine.dialect.name == "sqlite":
        _use_write_ahead_log(engine)
    with engine.execution_options(**{_WRITES: True}).begin() as connection:
        if _schema(connection, place) != SCHEMA:  # another program may have been faster
            from segq.storage.migrations import upgrade  # Alembic is loaded where there is something to do

            upgrade(connection)


def _schema(connection: Connection, place: str) -> str | None:
    """Return the schema of the database, ``None`` for an empty one; raises InputRejected for a stranger's or newer."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables or "questionnaires" not in tables:
        raise InputRejected(f"{place}: is a database, but no workspace of segq.", "Give --workspace another file.")
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    if str(found) > SCHEMA:
        raise InputRejected(
            f"{place}: was made by a newer segq (schema {found}; this one knows {SCHEMA}).",
            "Install the newer segq; this one would lose what it does not know.",
        )
    return str(found)


def _use_write_ahead_log(engine: Engine, attempts: int = 50) -> None:
    """Switch the file to WAL; SQLite does not wait for other programs here, so this does."""
    raw = engine.raw_connection()
    try:
        for attempt in range(attempts):
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
            except engine.dialect.loaded_dbapi.OperationalError:
                if attempt + 1 == attempts:
                    raise
                time.sleep(0.1)
            else:
                return
    finally:
        raw.close()


_MEANINGS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("locked", "busy"), "another program is writing to it", "Try again in a moment; nothing was written."),
    (("full",), "there is no space left", "Free some space; everything confirmed so far is kept."),
    (("readonly", "read-only"), "it may not be written to", "Check the permissions of the file and its folder."),
    (("not a database",), "it is no workspace of segq", "Give --workspace another file, or restore a copy."),
    (("malformed", "corrupt"), "it is damaged", "Restore it from a copy; `segq doctor` says what is broken."),
    (("unable to open",), "it cannot be opened", "Check the permissions of the file and its folder."),
    (("disk i/o error",), "it cannot be read or written", "Check the disk and its free space."),
)


@contextmanager
def _explained(place: str) -> Iterator[None]:
    """Turn what the database reports about itself into a message that names it and the next step."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        for signs, meaning, hint in _MEANINGS:
            if any(sign in said.lower() for sign in signs):
                raise InputRejected(f"{place}: {meaning} ({said}).", hint) from error
        if error.connection_invalidated or type(error).__name__ in {"OperationalError", "InterfaceError"}:
            raise InputRejected(f"{place}: {said}.", "Check that the database can be reached.") from error
        raise
