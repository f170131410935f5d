"""Reminders by office; messages that are worth nothing after a time

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UNIQUE_BY_OFFICE = ["person_id", "org_unit_id", "programme_id", "period", "kind"]
UNIQUE_BEFORE = ["person_id", "programme_id", "period", "kind"]


def upgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("send_before", sa.DateTime(timezone=True), nullable=True))
    # No version has written reminders yet: the table is made anew rather than bent.
    op.drop_table("reminder")
    _make_reminder(
        UNIQUE_BY_OFFICE,
        sa.Column("org_unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["org_unit_id"], ["org_unit.id"], name="fk_reminder_org_unit_id"),
    )
    op.create_index("ix_reminder_org_unit_id", "reminder", ["org_unit_id"])
    op.create_index("ix_reminder_outbox_id", "reminder", ["outbox_id"])
    op.create_index("ix_reminder_planned_at", "reminder", ["planned_at"])
    op.create_index("ix_reminder_programme_id_period_kind", "reminder", ["programme_id", "period", "kind"])


def downgrade() -> None:
    op.drop_table("reminder")
    _make_reminder(UNIQUE_BEFORE)
    op.create_index("ix_reminder_outbox_id", "reminder", ["outbox_id"])
    op.create_index("ix_reminder_person_id", "reminder", ["person_id"])
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("send_before")


def _make_reminder(unique: list[str], *more: sa.Column | sa.ForeignKeyConstraint) -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name="fk_reminder_outbox_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_reminder_person_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_reminder_programme_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint(*unique, name=f"uq_reminder_{'_'.join(unique)}"),
        *more,
    )
