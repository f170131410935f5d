"""Counted messages by month and class; reminders that go with a reply

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counted_message",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("message_class", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "message_class", name=op.f("pk_counted_message")),
    )
    with op.batch_alter_table("reminder") as table:
        table.alter_column("outbox_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("carried_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("awaits_reminder", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
