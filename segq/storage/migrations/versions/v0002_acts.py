"""What was done with a question, beside its standing: lists count without reading JSON."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_standings = sa.table(
    "standings", sa.column("questionnaire"), sa.column("question"), sa.column("content"), sa.column("act")
)


def upgrade() -> None:
    """Add the column, fill it from the standings that are there, and index it."""
    op.add_column("standings", sa.Column("act", sa.String(20)))
    connection = op.get_bind()
    rows = connection.execute(sa.select(_standings.c.questionnaire, _standings.c.question, _standings.c.content)).all()
    for questionnaire, question, content in rows:
        decision = json.loads(content)["decision"]
        if decision is not None:
            connection.execute(
                sa.update(_standings)
                .where(_standings.c.questionnaire == questionnaire, _standings.c.question == question)
                .values(act=decision["act"])
            )
    op.create_index("ix_standings_act", "standings", ["act"])
