"""The newest events of reports, found without the others

Revision ID: 0034
Revises: 0033
"""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_report_event_at"), "report_event", ["at"])


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
