"""Events wait in the database until they are handled; dead letters are events that never could be

Revision ID: 0014
Revises: 0013
"""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WAITING, DEAD = sa.text("state = 'waiting'"), sa.text("state = 'dead'")
UNSENT = sa.text("state IN ('pending', 'sending')")


def upgrade() -> None:
    with op.batch_alter_table("webhook_event") as table:
        table.add_column(sa.Column("line_user_id", sa.String(64)))
        table.add_column(sa.Column("at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("event", sa.Text()))
        table.add_column(sa.Column("state", sa.String(8), nullable=False, server_default="done"))
        table.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("next_try_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("error", sa.String(400)))
    order = ["line_user_id", "at", "received_at", "position"]
    op.create_index("ix_webhook_event_waiting", "webhook_event", order, sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_index("ix_webhook_event_dead", "webhook_event", ["received_at"], sqlite_where=DEAD, postgresql_where=DEAD)
    op.create_index("ix_outbox_unsent", "outbox", ["person_id", "id"], sqlite_where=UNSENT, postgresql_where=UNSENT)
    _keep_dead_letters()
    op.drop_table("dead_letter")
    with op.batch_alter_table("conversation") as table:
        table.add_column(sa.Column("asked_in", sa.Integer()))
    with op.batch_alter_table("report_event") as table:
        table.add_column(sa.Column("handled_at", sa.DateTime(timezone=True)))
    op.create_table(
        "line_account",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("basic_id", sa.String(40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_account")),
    )


def _keep_dead_letters() -> None:
    """What our own bugs could not handle can be looked at and played again as before."""
    connection = op.get_bind()
    letter = sa.table("dead_letter", *map(sa.column, ("webhook_event_id", "event", "error")))
    times = sa.column("received_at", sa.DateTime(timezone=True)), sa.column("at", sa.DateTime(timezone=True))
    names = ("id", "kind", "line_user_id", "event", "state", "error")
    event = sa.table("webhook_event", *map(sa.column, names), *times)
    for event_id, raw, error in connection.execute(sa.select(letter)).all():
        found = _read(raw)
        source, milliseconds = found.get("source"), found.get("timestamp")
        values: dict[str, Any] = {"state": "dead", "event": raw, "error": error}
        if isinstance(source, dict) and isinstance(source.get("userId"), str):
            values["line_user_id"] = source["userId"][:64]
        if isinstance(milliseconds, int) and 0 < milliseconds < 10**13:
            values["at"] = datetime.fromtimestamp(milliseconds / 1000, UTC)
        connection.execute(event.update().where(event.c.id == event_id).values(values))
    connection.execute(
        event.update().where(event.c.state == "dead", event.c.at.is_(None)).values(at=event.c.received_at)
    )


def _read(raw: str) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
