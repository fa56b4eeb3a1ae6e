from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import textwrap
import threading
import warnings
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from answers.review.decision import Act
from knowledge.errors import InputRejected
from segq.storage.database import SCHEMA, open_database
from segq.storage.migrations import configuration, upgrade
from segq.storage.tables import metadata
from segq.storage.workspace import open_workspace
from tests.segq.storage.made import arrived, session, workspace


def old_copy(new: Path, old: Path) -> None:
    """Make at ``old`` what segq would have written at schema 0001."""
    engine = create_engine(f"sqlite:///{old}")
    with engine.begin() as connection:
        upgrade(connection, "0001")
    engine.dispose()
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("ATTACH ? AS new", (str(new),))
        tables = [name for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in set(tables) - {"alembic_version"}:
            names = [f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({table})")]
            columns = ", ".join(names)
            connection.execute(f"DELETE FROM main.{table}")
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
        connection.commit()


def test_a_workspace_of_the_first_schema_is_migrated_with_what_was_decided(tmp_path: Path) -> None:
    with workspace(tmp_path) as new:
        new.add_questionnaire("ann", arrived())
        review = session(new)
        review.accept("S!B1")
        review.ask_expert("S!B2", "ops@example.test")
        review.flag(["S!B3"])
        before = (new.questionnaires(), new.review(1).lines(), new.audit())
    old_copy(tmp_path / "workspace.db", tmp_path / "old.db")
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        assert "act" not in [row[1] for row in connection.execute("PRAGMA table_info(standings)")]
    with open_workspace(tmp_path / "old.db") as migrated:
        assert (migrated.questionnaires(), migrated.review(1).lines(), migrated.audit()) == before
        assert migrated.check() == ()
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        acts = connection.execute("SELECT act FROM standings ORDER BY question").fetchall()
    assert acts == [(Act.ACCEPT.value,), (Act.ASK_EXPERT.value,), (None,)]


def test_the_migrations_make_just_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    with engine.begin() as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # both say that the one index over an expression is not compared
        upgrade(connection)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_schema_that_the_code_names() -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == SCHEMA


def test_the_tables_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    made += [
        str(CreateIndex(each).compile(dialect=dialect)) for table in metadata.sorted_tables for each in table.indexes
    ]
    assert len(made) > len(metadata.tables)


def test_an_opened_workspace_writes_ahead_and_waits_for_the_disk(tmp_path: Path) -> None:
    with_database = open_database(tmp_path / "w.db", create=True)
    with with_database.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    with_database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert stat.S_IMODE((tmp_path / "w.db").stat().st_mode) == 0o600


def test_a_missing_workspace_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=r"none\.db: there is no workspace here\. .*segq init"):
        open_workspace(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_workspace_of_a_newer_segq_is_refused_and_left_alone(tmp_path: Path) -> None:
    workspace(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "workspace.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9001'")
        connection.commit()
    with pytest.raises(InputRejected, match=r"workspace\.db: was made by a newer segq \(schema 9001"):
        open_workspace(tmp_path / "workspace.db", create=True)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE songs (title)")
        connection.commit()
    with pytest.raises(InputRejected, match="no workspace of segq"):
        open_workspace(tmp_path / "other.db", create=True)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.db").write_bytes(b"Shopping list: " * 400)
    with pytest.raises(InputRejected, match=r"note\.db: it is no workspace of segq"):
        open_workspace(tmp_path / "note.db", create=True)


def test_a_folder_is_refused_with_a_file_in_it_to_name(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=r"is a folder.*workspace\.db"):
        open_workspace(tmp_path, create=True)


def test_a_damaged_workspace_is_refused_by_name(tmp_path: Path) -> None:
    with workspace(tmp_path) as made:
        made.add_questionnaire("ann", arrived(questions=40))
    path = tmp_path / "workspace.db"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(InputRejected, match=r"workspace\.db: it is damaged"):
        open_workspace(path).check()


def test_an_address_that_no_driver_knows_is_refused_without_its_password() -> None:
    with pytest.raises(InputRejected, match="no driver for this database") as refused:
        open_workspace("nosuchdb://ann:secret@host/segq")
    assert "secret" not in str(refused.value)


def held(path: Path, let_go: threading.Event) -> threading.Thread:
    """Hold the write lock of a workspace from another connection until it is let go."""
    holding = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            holding.set()
            let_go.wait()
            other.execute("COMMIT")

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait()
    return thread


def test_a_write_waits_for_another_programs_and_reading_does_not(tmp_path: Path) -> None:
    with workspace(tmp_path) as made:
        made.add_questionnaire("ann", arrived())
        review = session(made)
        let_go = threading.Event()
        holder = held(tmp_path / "workspace.db", let_go)
        assert len(made.review(1).lines()) == 3
        threading.Timer(0.3, let_go.set).start()
        review.accept("S!B1")
        assert let_go.is_set()
        assert made.questionnaire(1).decided == 1
        holder.join()


def test_a_write_that_waited_too_long_is_refused_and_wrote_nothing(tmp_path: Path) -> None:
    with workspace(tmp_path) as made:
        made.add_questionnaire("ann", arrived())
    impatient = open_workspace(tmp_path / "workspace.db", busy_seconds=0.05)
    let_go = threading.Event()
    holder = held(tmp_path / "workspace.db", let_go)
    with pytest.raises(InputRejected, match="another program is writing to it"):
        impatient.review(1).add_note("ann", "S!B1", "Still so?")
    let_go.set()
    holder.join()
    assert impatient.review(1).notes("S!B1") == ()
    impatient.close()


FILLING = """
    import resource, signal, sys
    from knowledge.errors import InputRejected
    from pathlib import Path
    from tests.segq.storage.made import session
    from segq.storage.workspace import open_workspace
    place = open_workspace(Path(sys.argv[1]))
    review = session(place)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    try:
        while True:
            line = review.edit("S!B1", "Backups are encrypted. " * 40)
            print(line.version, flush=True)
    except InputRejected as refused:
        print(refused, file=sys.stderr)
"""


def test_a_full_disk_refuses_the_next_decision_and_keeps_every_confirmed_one(tmp_path: Path) -> None:
    with workspace(tmp_path) as made:
        made.add_questionnaire("ann", arrived())
    path = tmp_path / "workspace.db"
    code = textwrap.dedent(FILLING)
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True, timeout=60
    )
    confirmed = [int(number) for number in run.stdout.split()]
    assert str(path) in run.stderr
    assert "space" in run.stderr
    with open_workspace(path) as reopened:
        kept = [entry.number for entry in reopened.review(1).entries()]
        assert confirmed
        assert kept[: len(confirmed)] == confirmed
        assert reopened.check() == ()


def test_many_writers_at_once_lose_nothing_and_keep_one_chain(tmp_path: Path) -> None:
    workspace(tmp_path).add_questionnaire("ann", arrived())

    def note(reviewer: str) -> None:
        with open_workspace(tmp_path / "workspace.db") as mine:
            for number in range(15):
                mine.review(1).add_note(reviewer, "S!B1", f"{reviewer} {number}")

    writers = [threading.Thread(target=note, args=(name,)) for name in ("ann", "ben", "cleo")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with open_workspace(tmp_path / "workspace.db") as after:
        assert len(after.review(1).notes("S!B1")) == 45
        assert after.check() == ()
