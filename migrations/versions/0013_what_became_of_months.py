"""What became of an office's months is read from an index alone

Revision ID: 0013
Revises: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_COLUMNS = ["programme_id", "org_unit_id", "period", "status", "is_nothing", "on_time"]


def upgrade() -> None:
    op.create_index("ix_report_became", "report", _COLUMNS)


def downgrade() -> None:
    op.drop_index("ix_report_became", "report")
