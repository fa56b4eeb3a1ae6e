"""Alembic's entry: run the migrations on the connection that was handed over, in its transaction."""

from __future__ import annotations

from alembic import context

from segq.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
