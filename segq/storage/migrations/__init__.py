"""The history of the tables, run by Alembic when a workspace of an older segq is opened."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations up to ``to`` on a connection whose transaction the caller commits."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def configuration() -> Config:
    """Return Alembic's settings: the migrations lie in this package, and no file is read."""
    config = Config()
    config.set_main_option("script_location", "segq.storage:migrations")
    config.set_main_option("path_separator", "os")
    return config
