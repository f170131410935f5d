"""Multicasts that can be tried again, and the rate of calls to LINE that all processes share

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEGUN = sa.text("multicast_key IS NOT NULL AND state IN ('pending', 'sending')")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("multicast_key", sa.String(36)))
    op.create_index("ix_outbox_multicast", "outbox", ["multicast_key"], sqlite_where=BEGUN, postgresql_where=BEGUN)
    op.create_table(
        "send_budget",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("full_at", sa.Float(), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_send_budget")),
    )


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
